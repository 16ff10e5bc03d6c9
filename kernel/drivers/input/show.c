/* SPDX-License-Identifier: MIT */
/* Input devices as /sys/class/input, uevents and /proc/bus/input show them. */
#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "input.h"

/* Room for the longest bitmap as text. */
#define BITMAP_TEXT_MAX (BITS_TO_LONGS(KEY_CNT) * 9 + 1)
/* Bytes that uevents may still add. */
#define UEVENT_ROOM 96

/* The words from the highest that is not 0 on: "3803078 f800d001". */
static const char *bitmap_text(char *buf, const unsigned long *bits,
			       unsigned int max)
{
	int n = 0;

	for (int i = BITS_TO_LONGS(max) - 1; i >= 0; i--)
		if (n || bits[i] || !i)
			n += sprintf(buf + n, n ? " %lx" : "%lx", bits[i]);
	return buf;
}

/* --- Attributes */

#define TEXT_ATTR(field)                                                      \
	static ssize_t field##_show(struct device *dev,                       \
				    struct device_attribute *attr, char *buf) \
	{                                                                     \
		return sysfs_emit(buf, "%s\n",                                \
				  to_input_dev(dev)->field ?: "");            \
	}                                                                     \
	static DEVICE_ATTR_RO(field)

TEXT_ATTR(name);
TEXT_ATTR(phys);
TEXT_ATTR(uniq);

static ssize_t properties_show(struct device *dev,
			       struct device_attribute *attr, char *buf)
{
	char text[BITMAP_TEXT_MAX];

	bitmap_text(text, to_input_dev(dev)->propbit, INPUT_PROP_MAX);
	return sysfs_emit(buf, "%s\n", text);
}
static DEVICE_ATTR_RO(properties);

/* Letters of the types in a modalias; keys from 0x71 on. */
static const struct {
	u8 type;
	char letter;
} alias_types[] = {
	{ EV_SYN, 'e' }, { EV_KEY, 'k' }, { EV_REL, 'r' },
	{ EV_ABS, 'a' }, { EV_MSC, 'm' }, { EV_LED, 'l' },
	{ EV_SND, 's' }, { EV_FF, 'f' },  { EV_SW, 'w' },
};

/* What comes after the keys is short: they end with "+," where it is tight. */
#define ALIAS_TAIL 512

static int alias_bits(char *buf, int n, int size, const struct input_dev *dev,
		      unsigned int type)
{
	const unsigned long *bits = input_bits_of(dev, type);
	unsigned int bit = type == EV_KEY ? KEY_MIN_INTERESTING : 0;
	int end = type == EV_KEY ? size - ALIAS_TAIL : size;

	for_each_set_bit_from(bit, bits, input_bits[type].max + 1) {
		if (type == EV_KEY && n > end)
			return n + scnprintf(buf + n, size - n, "+,");
		n += scnprintf(buf + n, size - n, "%X,", bit);
	}
	return n;
}

static int print_modalias(char *buf, int size, const struct input_dev *dev)
{
	int n = scnprintf(buf, size, "input:b%04Xv%04Xp%04Xe%04X-",
			  dev->id.bustype, dev->id.vendor, dev->id.product,
			  dev->id.version);

	for (u32 i = 0; i < ARRAY_SIZE(alias_types); i++) {
		n += scnprintf(buf + n, size - n, "%c", alias_types[i].letter);
		n = alias_bits(buf, n, size, dev, alias_types[i].type);
	}
	return n;
}

static ssize_t modalias_show(struct device *dev, struct device_attribute *attr,
			     char *buf)
{
	int n = print_modalias(buf, PAGE_SIZE - 1, to_input_dev(dev));

	return n + sprintf(buf + n, "\n");
}
static DEVICE_ATTR_RO(modalias);

static struct attribute *device_attrs[] = {
	&dev_attr_name.attr,	   &dev_attr_phys.attr,	    &dev_attr_uniq.attr,
	&dev_attr_properties.attr, &dev_attr_modalias.attr, NULL
};
static const struct attribute_group device_group = { .attrs = device_attrs };

#define ID_ATTR(field)                                                         \
	static ssize_t field##_show(struct device *dev,                        \
				    struct device_attribute *attr, char *buf)  \
	{                                                                      \
		return sysfs_emit(buf, "%04x\n", to_input_dev(dev)->id.field); \
	}                                                                      \
	static DEVICE_ATTR_RO(field)

ID_ATTR(bustype);
ID_ATTR(vendor);
ID_ATTR(product);
ID_ATTR(version);

static struct attribute *id_attrs[] = { &dev_attr_bustype.attr,
					&dev_attr_vendor.attr,
					&dev_attr_product.attr,
					&dev_attr_version.attr, NULL };
static const struct attribute_group id_group = {
	.name = "id",
	.attrs = id_attrs,
};

static ssize_t capability_show(struct device *dev,
			       struct device_attribute *attr, char *buf)
{
	char text[BITMAP_TEXT_MAX];

	for (unsigned int type = 0; type < EV_CNT; type++)
		if (input_bits[type].file &&
		    !strcmp(input_bits[type].file, attr->attr.name))
			return sysfs_emit(buf, "%s\n",
					  bitmap_text(text,
						      input_bits_of(to_input_dev(
									    dev),
								    type),
						      input_bits[type].max));
	return -ENOENT;
}

#define CAPABILITY(file)                                         \
	(&((struct device_attribute){ .attr = { #file, 0444 },   \
				      .show = capability_show }) \
		  .attr)

static struct attribute *capability_attrs[] = {
	CAPABILITY(ev),	 CAPABILITY(key),
	CAPABILITY(rel), CAPABILITY(abs),
	CAPABILITY(msc), CAPABILITY(led),
	CAPABILITY(snd), CAPABILITY(ff),
	CAPABILITY(sw),	 NULL
};
static const struct attribute_group capability_group = {
	.name = "capabilities",
	.attrs = capability_attrs,
};

static const struct attribute_group *device_groups[] = {
	&device_group, &id_group, &capability_group, &input_poller_group, NULL
};

/* --- Uevents */

static int add_alias(struct kobj_uevent_env *env, const struct input_dev *dev)
{
	int err = add_uevent_var(env, "MODALIAS="), room;

	if (err)
		return err;
	/* It is written over the end of what has just been added. */
	room = (int)sizeof(env->buf) - env->buflen - UEVENT_ROOM;
	if (room <= ALIAS_TAIL)
		return -ENOMEM;
	env->buflen += print_modalias(env->buf + env->buflen - 1, room, dev);
	return 0;
}

static int device_uevent(const struct device *device,
			 struct kobj_uevent_env *env)
{
	const struct input_dev *dev = to_input_dev(device);
	char text[BITMAP_TEXT_MAX];
	int err = add_uevent_var(env, "PRODUCT=%x/%x/%x/%x", dev->id.bustype,
				 dev->id.vendor, dev->id.product,
				 dev->id.version);

	if (!err && dev->name)
		err = add_uevent_var(env, "NAME=\"%s\"", dev->name);
	if (!err && dev->phys)
		err = add_uevent_var(env, "PHYS=\"%s\"", dev->phys);
	if (!err && dev->uniq)
		err = add_uevent_var(env, "UNIQ=\"%s\"", dev->uniq);
	if (!err)
		err = add_uevent_var(env, "PROP=%s",
				     bitmap_text(text, dev->propbit,
						 INPUT_PROP_MAX));
	for (unsigned int type = 0; type < EV_CNT && !err; type++)
		if (input_bits[type].name && test_bit(type, dev->evbit))
			err = add_uevent_var(env, "%s=%s",
					     input_bits[type].name,
					     bitmap_text(text,
							 input_bits_of(dev,
								       type),
							 input_bits[type].max));
	return err ? err : add_alias(env, dev);
}

const struct device_type input_dev_type = {
	.groups = device_groups,
	.uevent = device_uevent,
};

static char *input_devnode(const struct device *dev, umode_t *mode)
{
	return kasprintf(GFP_KERNEL, "input/%s", dev_name(dev));
}

const struct class input_class = {
	.name = "input",
	.devnode = input_devnode,
};
EXPORT_SYMBOL_GPL(input_class);

/* --- /proc/bus/input */

static void show_device(struct seq_file *m, const struct input_dev *dev)
{
	char *path = kobject_get_path(&dev->dev.kobj, GFP_KERNEL);
	char text[BITMAP_TEXT_MAX];
	struct input_handle *handle;

	seq_printf(m, "I: Bus=%04x Vendor=%04x Product=%04x Version=%04x\n",
		   dev->id.bustype, dev->id.vendor, dev->id.product,
		   dev->id.version);
	seq_printf(m, "N: Name=\"%s\"\n", dev->name ?: "");
	seq_printf(m, "P: Phys=%s\n", dev->phys ?: "");
	seq_printf(m, "S: Sysfs=%s\n", path ?: "");
	seq_printf(m, "U: Uniq=%s\n", dev->uniq ?: "");
	seq_puts(m, "H: Handlers=");
	list_for_each_entry(handle, &dev->h_list, d_node)
		seq_printf(m, "%s ", handle->name);
	seq_printf(m, "\nB: PROP=%s\n",
		   bitmap_text(text, dev->propbit, INPUT_PROP_MAX));
	for (unsigned int type = 0; type < EV_CNT; type++)
		if (input_bits[type].name && test_bit(type, dev->evbit))
			seq_printf(m, "B: %s=%s\n", input_bits[type].name,
				   bitmap_text(text, input_bits_of(dev, type),
					       input_bits[type].max));
	seq_putc(m, '\n');
	kfree(path);
}

static int devices_show(struct seq_file *m, void *v)
{
	struct input_dev *dev;
	int err = mutex_lock_interruptible(&input_mutex);

	if (err)
		return err;
	list_for_each_entry(dev, &input_devices, node)
		show_device(m, dev);
	mutex_unlock(&input_mutex);
	return 0;
}

static int handlers_show(struct seq_file *m, void *v)
{
	struct input_handler *handler;
	unsigned int number = 0;
	int err = mutex_lock_interruptible(&input_mutex);

	if (err)
		return err;
	list_for_each_entry(handler, &input_handlers, node) {
		seq_printf(m, "N: Number=%u Name=%s", number++, handler->name);
		if (handler->filter)
			seq_puts(m, " (filter)");
		if (handler->legacy_minors)
			seq_printf(m, " Minor=%d", handler->minor);
		seq_putc(m, '\n');
	}
	mutex_unlock(&input_mutex);
	return 0;
}

void __init input_proc_init(void)
{
	struct proc_dir_entry *bus = proc_mkdir("bus", NULL);
	struct proc_dir_entry *dir = proc_mkdir("input", bus);

	if (!dir || !proc_create_single("devices", 0, dir, devices_show) ||
	    !proc_create_single("handlers", 0, dir, handlers_show))
		pr_err("input: no memory for /proc/bus/input\n");
}
