/* SPDX-License-Identifier: MIT */
/*
 * A kobject with attributes: /sys/kernel/lamp has a file for each setting of
 * a lamp, a value a file, as everything in /sys does it.
 *
 * Try: insmod lamp.ko; echo 70 >/sys/kernel/lamp/level
 * Try: cat /sys/kernel/lamp/state; echo 101 >/sys/kernel/lamp/level
 */
#include <linux/kobject.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/sysfs.h>

static unsigned int level; /* in percent */
static struct kobject *lamp;

static ssize_t level_show(struct kobject *kobj, struct kobj_attribute *attr,
			  char *buf)
{
	return sysfs_emit(buf, "%u\n", level);
}

static ssize_t level_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	unsigned int value;
	int err = kstrtouint(buf, 10, &value);

	if (err)
		return err;
	if (value > 100)
		return -EINVAL;
	level = value;
	/* Who polls `state` hears of it. */
	sysfs_notify(kobj, NULL, "state");
	return count;
}

static ssize_t state_show(struct kobject *kobj, struct kobj_attribute *attr,
			  char *buf)
{
	return sysfs_emit(buf, "%s\n", level ? "on" : "off");
}

static struct kobj_attribute level_attribute = __ATTR_RW(level);
static struct kobj_attribute state_attribute = __ATTR_RO(state);

static struct attribute *lamp_attrs[] = {
	&level_attribute.attr,
	&state_attribute.attr,
	NULL,
};

static const struct attribute_group lamp_group = {
	.attrs = lamp_attrs,
};

static int __init lamp_init(void)
{
	int err;

	lamp = kobject_create_and_add("lamp", kernel_kobj);
	if (!lamp)
		return -ENOMEM;
	err = sysfs_create_group(lamp, &lamp_group);
	if (err)
		kobject_put(lamp);
	return err;
}

static void __exit lamp_exit(void)
{
	kobject_put(lamp);
}

module_init(lamp_init);
module_exit(lamp_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("A kobject with attributes in /sys");
