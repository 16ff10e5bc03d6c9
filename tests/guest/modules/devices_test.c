/* SPDX-License-Identifier: MIT */
/*
 * Devices, classes, buses and drivers, and the files that a module makes in
 * /dev, /sys, /proc and debugfs: each is read as a program would read it.
 */
#include <linux/cdev.h>
#include <linux/completion.h>
#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/ioport.h>
#include <linux/kobject.h>
#include <linux/kthread.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/notifier.h>
#include <linux/platform_device.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "ktap.h"

static char text[512];

/*
 * Memory of the program that loads this: its stack, far below what is in use.
 * Many files can be read and written by user space alone.
 */
static char __user *user_buffer(void)
{
	return (char __user *)(current->mm->start_stack & PAGE_MASK) -
	       16 * PAGE_SIZE;
}

static ssize_t read_some(struct file *file, char *to, size_t size, loff_t *pos)
{
	ssize_t n;

	if (!file->f_op->read)
		return kernel_read(file, to, size, pos);
	n = file->f_op->read(file, user_buffer(), size, pos);
	if (n > 0 && copy_from_user(to, user_buffer(), n))
		return -EFAULT;
	return n;
}

/* What the file @path says, or "!" and the errno that it says it with. */
static const char *contents(const char *path)
{
	struct file *file = filp_open(path, O_RDONLY, 0);
	loff_t pos = 0;
	ssize_t n = 0, at = 0;

	if (!IS_ERR(file)) {
		do {
			n = read_some(file, text + at, sizeof(text) - 1 - at,
				      &pos);
			at += n > 0 ? n : 0;
		} while (n > 0);
		fput(file);
	} else {
		n = PTR_ERR(file);
	}
	text[at] = '\0';
	if (n < 0)
		scnprintf(text, sizeof(text), "!%d", (int)-n);
	return text;
}

/* 0 when all was taken, or a negative errno. */
static int put(const char *path, const char *value)
{
	struct file *file = filp_open(path, O_WRONLY, 0);
	loff_t pos = 0;
	ssize_t n;

	if (IS_ERR(file))
		return PTR_ERR(file);
	n = -EFAULT;
	if (!copy_to_user(user_buffer(), value, strlen(value)))
		n = file->f_op->write(file, user_buffer(), strlen(value), &pos);
	fput(file);
	return n < 0 ? n : 0;
}

static bool says(const char *path, const char *expected)
{
	const char *found = contents(path);

	if (!strcmp(found, expected))
		return true;
	ktap_say("  # %s: \"%s\"", path, found);
	return false;
}

static bool exists(const char *path)
{
	struct file *file = filp_open(path, O_PATH, 0);

	if (IS_ERR(file))
		return false;
	fput(file);
	return true;
}

static umode_t mode_of(const char *path)
{
	struct file *file = filp_open(path, O_PATH, 0);
	umode_t mode;

	if (IS_ERR(file))
		return 0;
	mode = file_inode(file)->i_mode;
	fput(file);
	return mode;
}

/* --- Numbers and cdevs */

static ssize_t say_hi(struct file *file, char __user *buf, size_t count,
		      loff_t *pos)
{
	return simple_read_from_buffer(buf, count, pos, "hi", 2);
}

static const struct file_operations hi_fops = {
	.owner = THIS_MODULE,
	.read = say_hi,
};

static void numbers_are_taken_once(void)
{
	dev_t dev, other;

	EXPECT_EQ(alloc_chrdev_region(&dev, 3, 5, "numbers"), 0);
	EXPECT_EQ(MINOR(dev), 3);
	EXPECT(MAJOR(dev) >= 234);
	EXPECT_EQ(register_chrdev_region(dev + 4, 1, "again"), -EBUSY);
	EXPECT_EQ(register_chrdev_region(dev + 5, 1, "behind"), 0);
	EXPECT_EQ(alloc_chrdev_region(&other, 0, 1, "other"), 0);
	EXPECT(MAJOR(other) != MAJOR(dev));
	unregister_chrdev_region(other, 1);
	unregister_chrdev_region(dev + 5, 1);
	unregister_chrdev_region(dev, 5);
	EXPECT_EQ(register_chrdev_region(MKDEV(512, 0), 1, "high"), -EINVAL);
	EXPECT_EQ(register_chrdev(MISC_MAJOR, "misc", &hi_fops), -EBUSY);
}

static void free_dev(struct device *dev)
{
	kfree(dev);
}

static void a_cdev_holds_its_device(void)
{
	struct class *class = class_create("holds");
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	static struct cdev cdev;
	struct file *file;
	int before;
	dev_t number;

	if (!EXPECT(!IS_ERR(class) && dev))
		return;
	EXPECT_EQ(alloc_chrdev_region(&number, 0, 1, "holds"), 0);
	device_initialize(dev);
	dev->class = class;
	dev->devt = number;
	dev->release = free_dev;
	dev_set_name(dev, "holds0");
	cdev_init(&cdev, &hi_fops);
	EXPECT_EQ(cdev_device_add(&cdev, dev), 0);
	EXPECT(says("/dev/holds0", "hi"));
	before = module_refcount(THIS_MODULE);
	file = filp_open("/dev/holds0", O_RDONLY, 0);
	EXPECT_EQ(module_refcount(THIS_MODULE), before + 1);
	get_device(dev);
	cdev_device_del(&cdev, dev);
	EXPECT(says("/dev/holds0", "!2"));
	put_device(dev);
	EXPECT(kref_read(&dev->kobj.kref) == 2);
	fput(file);
	EXPECT_EQ(module_refcount(THIS_MODULE), before);
	EXPECT(kref_read(&dev->kobj.kref) == 1);
	put_device(dev);
	class_destroy(class);
	unregister_chrdev_region(number, 1);
}

/* --- Classes and their devices */

static char *node_mode(const struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0640;
	return kasprintf(GFP_KERNEL, "sub/%s", dev_name(dev));
}

static int add_vars(const struct device *dev, struct kobj_uevent_env *env)
{
	return add_uevent_var(env, "COLOUR=%s", "red");
}

static ssize_t drvdata_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	return sysfs_emit(buf, "%s\n", (char *)dev_get_drvdata(dev));
}
static DEVICE_ATTR_RO(drvdata);

static struct attribute *shown_attrs[] = { &dev_attr_drvdata.attr, NULL };
ATTRIBUTE_GROUPS(shown);

static ssize_t version_show(const struct class *class,
			    const struct class_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s 1\n", class->name);
}
static CLASS_ATTR_RO(version);

static void a_class_shapes_its_devices(void)
{
	struct class *class = class_create("shapes");
	dev_t devt = MKDEV(240, 7);
	struct device *dev;

	if (!EXPECT(!IS_ERR(class)))
		return;
	class->devnode = node_mode;
	class->dev_uevent = add_vars;
	EXPECT(PTR_ERR(class_create("shapes")) == -EEXIST);
	EXPECT_EQ(class_create_file(class, &class_attr_version), 0);
	EXPECT(says("/sys/class/shapes/version", "shapes 1\n"));
	class_remove_file(class, &class_attr_version);
	dev = device_create_with_groups(class, NULL, devt, "data", shown_groups,
					"s%d", 1);
	if (!EXPECT(!IS_ERR(dev)))
		return;
	EXPECT_EQ(mode_of("/dev/sub/s1"), S_IFCHR | 0640);
	EXPECT(says("/sys/class/shapes/s1/dev", "240:7\n"));
	EXPECT(says("/sys/dev/char/240:7/drvdata", "data\n"));
	EXPECT(says("/sys/devices/virtual/shapes/s1/uevent",
		    "MAJOR=240\nMINOR=7\nDEVNAME=sub/s1\nDEVMODE=0640\n"
		    "COLOUR=red\n"));
	EXPECT_EQ(put("/sys/class/shapes/s1/uevent", "change\n"), 0);
	EXPECT_EQ(put("/sys/class/shapes/s1/uevent", "dance\n"), -EINVAL);
	EXPECT(PTR_ERR(device_create(class, NULL, 0, NULL, "s1")) == -EEXIST);
	device_destroy(class, devt);
	EXPECT(!exists("/dev/sub"));
	EXPECT(!exists("/sys/devices/virtual/shapes"));
	EXPECT(exists("/sys/class/shapes"));
	class_destroy(class);
	EXPECT(!exists("/sys/class/shapes"));
	EXPECT(PTR_ERR(device_create(NULL, NULL, 0, NULL, "x")) == -ENODEV);
}

static int count_one(struct device *dev, void *data)
{
	++*(int *)data;
	return 0;
}

static void devices_are_found(void)
{
	struct class *class = class_create("found");
	struct device *parent, *child, *dev;
	int n = 0;

	parent = root_device_register("found-root");
	if (!EXPECT(!IS_ERR(class) && !IS_ERR(parent)))
		return;
	child = device_create(class, parent, MKDEV(240, 1), NULL, "c%d", 1);
	EXPECT(!IS_ERR(child));
	EXPECT(exists("/sys/devices/found-root/found/c1"));
	EXPECT(exists("/sys/class/found/c1/device/found"));
	dev = class_find_device_by_name(class, "c1");
	EXPECT(dev == child);
	put_device(dev);
	dev = class_find_device_by_devt(class, MKDEV(240, 1));
	EXPECT(dev == child);
	put_device(dev);
	EXPECT(!class_find_device_by_name(class, "c2"));
	EXPECT_EQ(class_for_each_device(class, NULL, &n, count_one), 0);
	EXPECT_EQ(device_for_each_child(parent, &n, count_one), 0);
	EXPECT_EQ(n, 2);
	dev = device_find_child_by_name(parent, "c1");
	EXPECT(dev == child);
	put_device(dev);
	device_unregister(child);
	root_device_unregister(parent);
	class_destroy(class);
}

static void a_misc_device_gives_itself(void)
{
	static struct miscdevice misc = {
		.minor = MISC_DYNAMIC_MINOR,
		.name = "misc-test",
		.fops = &hi_fops,
		.mode = 0444,
	};
	static struct miscdevice twin = {
		.minor = MISC_DYNAMIC_MINOR,
		.name = "misc-test",
		.fops = &hi_fops,
	};
	int before = module_refcount(THIS_MODULE);
	struct file *file;

	EXPECT_EQ(misc_register(&misc), 0);
	EXPECT(misc.minor < 128);
	EXPECT_EQ(mode_of("/dev/misc-test"), S_IFCHR | 0444);
	EXPECT(exists("/sys/class/misc/misc-test/dev"));
	EXPECT(!strcmp(dev_name(misc.this_device), "misc-test"));
	EXPECT_EQ(misc_register(&twin), -EEXIST);
	file = filp_open("/dev/misc-test", O_RDONLY, 0);
	EXPECT(!IS_ERR(file) && file->private_data == &misc);
	EXPECT_EQ(module_refcount(THIS_MODULE), before + 1);
	fput(file);
	misc_deregister(&misc);
	EXPECT(!exists("/dev/misc-test"));
}

/* --- Attributes */

static unsigned long ulong_value = 0x1f;
static int int_value = -3;
static bool bool_value = true;
static DEVICE_ULONG_ATTR(ulong, 0644, ulong_value);
static DEVICE_INT_ATTR(int, 0644, int_value);
static DEVICE_BOOL_ATTR(bool, 0444, bool_value);

static u8 bytes[8] = "01234567";

static ssize_t bytes_read(struct file *file, struct kobject *kobj,
			  struct bin_attribute *attr, char *buf, loff_t at,
			  size_t count)
{
	return memory_read_from_buffer(buf, count, &at, bytes, sizeof(bytes));
}

static ssize_t bytes_write(struct file *file, struct kobject *kobj,
			   struct bin_attribute *attr, char *buf, loff_t at,
			   size_t count)
{
	memcpy(bytes + at, buf, count);
	return count;
}
static BIN_ATTR_RW(bytes, sizeof(bytes));

static void attributes_show_and_store(void)
{
	struct device *dev = root_device_register("attrs");

	if (!EXPECT(!IS_ERR(dev)))
		return;
	EXPECT_EQ(device_create_file(dev, &dev_attr_ulong.attr), 0);
	EXPECT_EQ(device_create_file(dev, &dev_attr_int.attr), 0);
	EXPECT_EQ(device_create_file(dev, &dev_attr_bool.attr), 0);
	EXPECT_EQ(device_create_bin_file(dev, &bin_attr_bytes), 0);
	EXPECT(says("/sys/devices/attrs/ulong", "1f\n"));
	EXPECT(says("/sys/devices/attrs/int", "-3\n"));
	EXPECT(says("/sys/devices/attrs/bool", "1\n"));
	EXPECT_EQ(put("/sys/devices/attrs/int", "77\n"), 0);
	EXPECT_EQ(int_value, 77);
	EXPECT_EQ(put("/sys/devices/attrs/int", "many\n"), -EINVAL);
	EXPECT_EQ(put("/sys/devices/attrs/bool", "0\n"), -EACCES);
	EXPECT(says("/sys/devices/attrs/bytes", "01234567"));
	EXPECT_EQ(put("/sys/devices/attrs/bytes", "abc"), 0);
	EXPECT(!memcmp(bytes, "abc34567", 8));
	EXPECT_EQ(sysfs_chmod_file(&dev->kobj, &dev_attr_bool.attr.attr, 0640),
		  0);
	EXPECT_EQ(mode_of("/sys/devices/attrs/bool"), S_IFREG | 0640);
	device_remove_file(dev, &dev_attr_int.attr);
	EXPECT(says("/sys/devices/attrs/int", "!2"));
	EXPECT_EQ(sysfs_chmod_file(&dev->kobj, &dev_attr_int.attr.attr, 0),
		  -ENOENT);
	root_device_unregister(dev);
}

struct thing {
	struct kobject kobj;
	int released; /* as which of all */
};

static int things_released;

static void thing_release(struct kobject *kobj)
{
	container_of(kobj, struct thing, kobj)->released = ++things_released;
}

static ssize_t thing_show(struct kobject *kobj, struct attribute *attr,
			  char *buf)
{
	return sysfs_emit(buf, "%s of %s\n", attr->name, kobject_name(kobj));
}

static const struct sysfs_ops thing_ops = { .show = thing_show };
static struct attribute size_attr = { .name = "size", .mode = 0444 };
static struct attribute *thing_attrs[] = { &size_attr, NULL };
ATTRIBUTE_GROUPS(thing);

static const struct kobj_type thing_type = {
	.release = thing_release,
	.sysfs_ops = &thing_ops,
	.default_groups = thing_groups,
};

static void kobjects_of_a_type_of_ones_own(void)
{
	struct kset *kset = kset_create_and_add("things", NULL, kernel_kobj);
	static struct thing thing;
	struct kobject *found;
	char *path;

	if (!EXPECT(kset))
		return;
	things_released = 0;
	thing.kobj.kset = kset;
	EXPECT_EQ(kobject_init_and_add(&thing.kobj, &thing_type, NULL, "t%d",
				       9),
		  0);
	EXPECT(says("/sys/kernel/things/t9/size", "size of t9\n"));
	path = kobject_get_path(&thing.kobj, GFP_KERNEL);
	EXPECT(path && !strcmp(path, "/kernel/things/t9"));
	kfree(path);
	found = kset_find_obj(kset, "t9");
	EXPECT(found == &thing.kobj);
	kobject_put(found);
	EXPECT_EQ(thing.released, 0);
	kobject_put(&thing.kobj);
	EXPECT_EQ(thing.released, 1);
	EXPECT(!exists("/sys/kernel/things/t9"));
	kset_unregister(kset);
}

/* The child's memory may be a part of the parent's. */
static void a_parent_outlives_its_children(void)
{
	static struct thing parent, child;

	parent = child = (struct thing){ 0 };
	EXPECT_EQ(kobject_init_and_add(&parent.kobj, &thing_type, NULL, "old"),
		  0);
	EXPECT_EQ(kobject_init_and_add(&child.kobj, &thing_type, &parent.kobj,
				       "young"),
		  0);
	things_released = 0;
	kobject_put(&parent.kobj);
	EXPECT_EQ(things_released, 0);
	kobject_put(&child.kobj);
	EXPECT_EQ(child.released, 1);
	EXPECT_EQ(parent.released, 2);
}

static umode_t only_in_march(struct kobject *kobj, struct attribute *attr,
			     int n)
{
	return n ? 0 : 0400;
}

static void groups_choose_their_members(void)
{
	static struct attribute second = { .name = "second", .mode = 0444 };
	static struct attribute *attrs[] = { &size_attr, &second, NULL };
	static const struct attribute_group group = {
		.name = "named",
		.attrs = attrs,
		.is_visible = only_in_march,
	};
	struct kobject *kobj = kobject_create_and_add("choose", NULL);

	if (!EXPECT(kobj))
		return;
	EXPECT_EQ(sysfs_create_group(kobj, &group), 0);
	EXPECT_EQ(mode_of("/sys/choose/named/size"), S_IFREG | 0400);
	EXPECT(!exists("/sys/choose/named/second"));
	EXPECT_EQ(sysfs_add_file_to_group(kobj, &second, "named"), 0);
	EXPECT(exists("/sys/choose/named/second"));
	EXPECT_EQ(sysfs_add_file_to_group(kobj, &second, "other"), -ENOENT);
	EXPECT_EQ(sysfs_update_group(kobj, &group), 0);
	EXPECT(!exists("/sys/choose/named/second"));
	EXPECT_EQ(sysfs_create_link(kobj, kernel_kobj, "up"), 0);
	EXPECT(exists("/sys/choose/up/uevent_seqnum"));
	sysfs_remove_group(kobj, &group);
	EXPECT(!exists("/sys/choose/named"));
	kobject_put(kobj);
}

/* --- Buses and drivers */

static int match_by_first_letter(struct device *dev,
				 const struct device_driver *drv)
{
	return dev_name(dev)[0] == drv->name[0];
}

static const struct bus_type test_bus = {
	.name = "test",
	.match = match_by_first_letter,
};

static int probes, removes, answer;

static int count_probe(struct device *dev)
{
	probes++;
	return answer;
}

static int count_remove(struct device *dev)
{
	removes++;
	return 0;
}

static struct device_driver test_driver = {
	.name = "apple",
	.bus = &test_bus,
	.probe = count_probe,
	.remove = count_remove,
};

static struct device *new_device(const char *name)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);

	if (!dev)
		return NULL;
	device_initialize(dev);
	dev->bus = &test_bus;
	dev->release = free_dev;
	dev_set_name(dev, "%s", name);
	if (!device_add(dev))
		return dev;
	put_device(dev);
	return NULL;
}

static int events;

static int count_event(struct notifier_block *nb, unsigned long event,
		       void *data)
{
	if (event == BUS_NOTIFY_BOUND_DRIVER || event == BUS_NOTIFY_ADD_DEVICE)
		events++;
	return NOTIFY_OK;
}

static void a_bus_joins_devices_and_drivers(void)
{
	static struct notifier_block nb = { .notifier_call = count_event };
	struct device *fits, *other;

	EXPECT_EQ(driver_register(&test_driver), -EINVAL);
	EXPECT_EQ(bus_register(&test_bus), 0);
	EXPECT_EQ(bus_register_notifier(&test_bus, &nb), 0);
	fits = new_device("ant");
	other = new_device("bee");
	if (!EXPECT(fits && other))
		return;
	EXPECT_EQ(driver_register(&test_driver), 0);
	EXPECT_EQ(driver_register(&test_driver), -EBUSY);
	EXPECT_EQ(probes, 1);
	EXPECT(fits->driver == &test_driver && !other->driver);
	EXPECT(device_is_bound(fits));
	EXPECT(!strcmp(dev_driver_string(fits), "apple"));
	EXPECT(!strcmp(dev_driver_string(other), "test"));
	EXPECT(says("/sys/bus/test/devices/ant/uevent", "DRIVER=apple\n"));
	EXPECT_EQ(put("/sys/bus/test/drivers/apple/unbind", "ant\n"), 0);
	EXPECT_EQ(removes, 1);
	EXPECT_EQ(put("/sys/bus/test/drivers/apple/unbind", "ant\n"), -ENODEV);
	EXPECT_EQ(put("/sys/bus/test/drivers/apple/bind", "bee\n"), -ENODEV);
	EXPECT_EQ(put("/sys/bus/test/drivers/apple/bind", "ant\n"), 0);
	EXPECT_EQ(put("/sys/bus/test/drivers/apple/bind", "ant\n"), -EBUSY);
	EXPECT_EQ(probes, 2);
	EXPECT_EQ(events, 4);
	driver_unregister(&test_driver);
	EXPECT_EQ(removes, 2);
	EXPECT(!fits->driver);
	device_unregister(fits);
	device_unregister(other);
	bus_unregister_notifier(&test_bus, &nb);
	bus_unregister(&test_bus);
	EXPECT(!exists("/sys/bus/test"));
}

static void a_probe_may_say_no_or_later(void)
{
	struct device *dev, *late;

	EXPECT_EQ(bus_register(&test_bus), 0);
	probes = 0;
	answer = -ENODEV;
	EXPECT_EQ(driver_register(&test_driver), 0);
	dev = new_device("ask");
	if (!EXPECT(dev))
		return;
	EXPECT_EQ(probes, 1);
	EXPECT(!dev->driver);
	answer = -EPROBE_DEFER;
	EXPECT_EQ(device_attach(dev), 0);
	EXPECT(!dev->driver);
	/* Another one that finds its driver is the occasion. */
	answer = 0;
	late = new_device("aye");
	if (!EXPECT(late))
		return;
	EXPECT(late->driver == &test_driver);
	EXPECT(dev->driver == &test_driver);
	device_unregister(late);
	device_unregister(dev);
	driver_unregister(&test_driver);
	bus_unregister(&test_bus);
}

static int unregister_it(struct device *dev, void *count)
{
	device_unregister(dev);
	++*(int *)count;
	return 0;
}

static void children_go_while_they_are_walked_over(void)
{
	struct device *dev = root_device_register("mother");
	int count = 0;

	if (!EXPECT(!IS_ERR(dev)))
		return;
	for (int i = 0; i < 3; i++) {
		struct device *child = kzalloc(sizeof(*child), GFP_KERNEL);

		child->parent = dev;
		child->release = free_dev;
		dev_set_name(child, "child%d", i);
		EXPECT_EQ(device_register(child), 0);
	}
	EXPECT_EQ(device_for_each_child(dev, &count, unregister_it), 0);
	EXPECT_EQ(count, 3);
	EXPECT(!device_find_any_child(dev));
	root_device_unregister(dev);
}

static void groups_of_resources_nest(void)
{
	struct device *dev = root_device_register("nest");
	int outer, inner;

	if (!EXPECT(!IS_ERR(dev)))
		return;
	EXPECT(devres_open_group(dev, &outer, GFP_KERNEL));
	EXPECT(devm_kzalloc(dev, 8, GFP_KERNEL));
	EXPECT(devres_open_group(dev, &inner, GFP_KERNEL));
	EXPECT(devm_kzalloc(dev, 8, GFP_KERNEL));
	devres_close_group(dev, NULL);
	EXPECT(devm_kzalloc(dev, 8, GFP_KERNEL));
	devres_close_group(dev, NULL);
	EXPECT(devm_kzalloc(dev, 8, GFP_KERNEL));
	EXPECT_EQ(devres_release_group(dev, &outer), 3);
	root_device_unregister(dev);
}

/* --- The platform bus */

static int late_answer = -ENODEV;

static int late_probe(struct platform_device *pdev)
{
	if (!late_answer)
		msleep(50);
	return late_answer;
}

static struct platform_driver late_driver = {
	.probe = late_probe,
	.driver = { .name = "late" },
};

static int unregister_late(void *done)
{
	msleep(10);
	platform_driver_unregister(&late_driver);
	complete(done);
	return 0;
}

/* Who binds by hand while the driver goes does not keep it. */
static void no_device_is_bound_to_what_goes(void)
{
	struct platform_device *pdev =
		platform_device_register_simple("late", 0, NULL, 0);
	DECLARE_COMPLETION_ONSTACK(done);

	if (!EXPECT(!IS_ERR(pdev)))
		return;
	EXPECT_EQ(platform_driver_register(&late_driver), 0);
	EXPECT(!pdev->dev.driver);
	late_answer = 0;
	EXPECT(!IS_ERR(kthread_run(unregister_late, &done, "unregister")));
	EXPECT_EQ(put("/sys/bus/platform/drivers/late/bind", "late.0"), 0);
	wait_for_completion(&done);
	EXPECT(!pdev->dev.driver);
	pdev->dev.driver = NULL; /* where it was wrong it ends here */
	platform_device_unregister(pdev);
}

static char order[16];

static void note(void *letter)
{
	strlcat(order, letter, sizeof(order));
}

static int pdev_probe(struct platform_device *pdev)
{
	char *p = devm_kasprintf(&pdev->dev, GFP_KERNEL, "%s!", pdev->name);
	struct resource *r = platform_get_resource(pdev, IORESOURCE_MEM, 0);

	order[0] = '\0';
	EXPECT(p && !strcmp(p, "plat-test!"));
	EXPECT_EQ(devm_add_action_or_reset(&pdev->dev, note, "a"), 0);
	EXPECT_EQ(devm_add_action_or_reset(&pdev->dev, note, "b"), 0);
	EXPECT(r && resource_size(r) == 16);
	EXPECT_EQ(platform_get_irq(pdev, 0), 5);
	EXPECT_EQ(platform_get_irq_optional(pdev, 1), -ENXIO);
	EXPECT(platform_get_resource_byname(pdev, IORESOURCE_MEM, "regs") == r);
	platform_set_drvdata(pdev, p);
	return *(int *)dev_get_platdata(&pdev->dev);
}

static void pdev_remove(struct platform_device *pdev)
{
	EXPECT(!strcmp(platform_get_drvdata(pdev), "plat-test!"));
	note("r");
}

static struct platform_driver plat_driver = {
	.probe = pdev_probe,
	.remove = pdev_remove,
	.driver = { .name = "plat-test" },
};

static void a_platform_device_has_resources(void)
{
	const struct resource res[] = {
		DEFINE_RES_MEM_NAMED(0xfe000000, 16, "regs"),
		DEFINE_RES_IRQ(5),
	};
	int result = 0;
	struct platform_device *pdev, *clash;

	EXPECT_EQ(platform_driver_register(&plat_driver), 0);
	pdev = platform_device_register_resndata(NULL, "plat-test",
						 PLATFORM_DEVID_AUTO, res, 2,
						 &result, sizeof(result));
	if (!EXPECT(!IS_ERR(pdev)))
		return;
	EXPECT(!strcmp(dev_name(&pdev->dev), "plat-test.0.auto"));
	EXPECT(device_is_bound(&pdev->dev));
	EXPECT(strstr(contents("/proc/iomem"), "fe000000-fe00000f : regs\n"));
	clash = platform_device_register_resndata(NULL, "clash", -1, res, 2,
						  NULL, 0);
	EXPECT(PTR_ERR(clash) == -EBUSY);
	platform_device_unregister(pdev);
	EXPECT(!strcmp(order, "rba"));
	/* A probe that fails leaves nothing either. */
	result = -EIO;
	pdev = platform_device_register_resndata(NULL, "plat-test", 3, res, 2,
						 &result, sizeof(result));
	if (!EXPECT(!IS_ERR(pdev)))
		return;
	EXPECT(!device_is_bound(&pdev->dev));
	EXPECT(!strcmp(order, "ba"));
	EXPECT(!platform_get_drvdata(pdev));
	platform_device_unregister(pdev);
	platform_driver_unregister(&plat_driver);
}

static void an_id_table_names_devices(void)
{
	static const struct platform_device_id ids[] = {
		{ "model-a", 1 },
		{ "model-b", 2 },
		{},
	};
	static struct platform_driver drv = {
		.driver = { .name = "models" },
		.id_table = ids,
	};
	struct platform_device *a, *b, *c;

	EXPECT_EQ(platform_driver_register(&drv), 0);
	a = platform_device_register_simple("model-b", -1, NULL, 0);
	b = platform_device_register_simple("models", -1, NULL, 0);
	if (!EXPECT(!IS_ERR(a) && !IS_ERR(b)))
		return;
	EXPECT(device_is_bound(&a->dev));
	EXPECT_EQ(platform_get_device_id(a)->driver_data, 2);
	EXPECT(!device_is_bound(&b->dev));
	EXPECT(says("/sys/bus/platform/devices/models/modalias",
		    "platform:models\n"));
	EXPECT_EQ(put("/sys/bus/platform/devices/models/driver_override",
		      "models\n"),
		  0);
	EXPECT_EQ(put("/sys/bus/platform/drivers_probe", "models\n"), 0);
	EXPECT(device_is_bound(&b->dev));
	c = platform_device_register_simple("models", -1, NULL, 0);
	EXPECT(PTR_ERR(c) == -EEXIST);
	platform_device_unregister(a);
	platform_device_unregister(b);
	platform_driver_unregister(&drv);
}

static void regions_are_claimed_once(void)
{
	EXPECT(!request_region(0x3f8, 8, "mine"));
	EXPECT(request_region(0x278, 8, "mine"));
	EXPECT(!request_region(0x27c, 8, "yours"));
	EXPECT(strstr(contents("/proc/ioports"), "0278-027f : mine\n"));
	release_region(0x278, 8);
	EXPECT(!strstr(contents("/proc/ioports"), "mine"));
}

/* --- /proc */

static int answer_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s", (char *)m->private);
	seq_put_decimal_ull(m, " ", 42);
	seq_put_decimal_ll(m, ",", -1);
	seq_setwidth(m, 8);
	seq_puts(m, " x");
	seq_pad(m, '|');
	seq_escape(m, "a b", " ");
	return seq_write(m, "\n", 1);
}

static const struct proc_ops iter_ops;

static int iter_open(struct inode *inode, struct file *file)
{
	return single_open(file, answer_show, pde_data(inode));
}

static const struct proc_ops iter_ops = {
	.proc_open = iter_open,
	.proc_read_iter = seq_read_iter,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

static void proc_entries_come_and_go(void)
{
	struct proc_dir_entry *dir = proc_mkdir("proc-test", NULL), *entry;
	static const char expected[] = "the answer 42,-1 x      |a\\040b\n";

	if (!EXPECT(dir))
		return;
	EXPECT(proc_create_single_data("single", 0, dir, answer_show,
				       "the answer"));
	entry = proc_create_data("iter", 0600, dir, &iter_ops, "the answer");
	EXPECT(entry);
	EXPECT(says("/proc/proc-test/single", expected));
	EXPECT(says("/proc/proc-test/iter", expected));
	EXPECT_EQ(mode_of("/proc/proc-test/single"), S_IFREG | 0444);
	EXPECT_EQ(mode_of("/proc/proc-test/iter"), S_IFREG | 0600);
	proc_remove(entry);
	EXPECT(says("/proc/proc-test/iter", "!2"));
	EXPECT(proc_symlink("link", dir, "single"));
	EXPECT(!proc_create_single("", 0, dir, NULL));
	EXPECT(!proc_create_single(".", 0, dir, NULL));
	EXPECT(!proc_create_single("no/such", 0, dir, NULL));
	EXPECT(says("/proc/proc-test/link", expected));
	remove_proc_subtree("proc-test", NULL);
	EXPECT(!exists("/proc/proc-test"));
}

static int dump_show(struct seq_file *m, void *v)
{
	seq_hex_dump(m, "at ", DUMP_PREFIX_OFFSET, 16, 2, "0123456789abcdef..",
		     18, true);
	return 0;
}

static void a_dump_is_in_lines(void)
{
	EXPECT(proc_create_single("dump", 0, NULL, dump_show));
	EXPECT(says("/proc/dump",
		    "at 00000000: 3130 3332 3534 3736 3938 6261 6463 6665  "
		    "0123456789abcdef\n"
		    "at 00000010: 2e2e                                     "
		    "..\n"));
	remove_proc_entry("dump", NULL);
}

static void positions_have_their_limits(void)
{
	struct file *file = filp_open("/dev/null", O_RDONLY, 0);

	if (!EXPECT(!IS_ERR(file)))
		return;
	EXPECT_EQ(generic_file_llseek_size(file, -10, SEEK_END, 200, 100), 90);
	EXPECT_EQ(generic_file_llseek_size(file, 5, SEEK_CUR, 200, 100), 95);
	EXPECT_EQ(generic_file_llseek_size(file, 201, SEEK_SET, 200, 100),
		  -EINVAL);
	EXPECT_EQ(generic_file_llseek_size(file, 40, SEEK_HOLE, 200, 100), 100);
	EXPECT_EQ(generic_file_llseek_size(file, 100, SEEK_DATA, 200, 100),
		  -ENXIO);
	EXPECT_EQ(no_seek_end_llseek(file, 7, SEEK_SET), 7);
	EXPECT_EQ(no_seek_end_llseek(file, 7, SEEK_END), -EINVAL);
	EXPECT_EQ(no_seek_end_llseek_size(file, 1, SEEK_CUR, 7), -EINVAL);
	EXPECT_EQ(fixed_size_llseek(file, 0, SEEK_END, 7), 7);
	EXPECT_EQ(fixed_size_llseek(file, 1, SEEK_DATA, 7), -EINVAL);
	EXPECT_EQ(noop_llseek(file, 1, SEEK_SET), 7);
	fput(file);
}

static void an_open_file_outlives_its_entry(void)
{
	struct proc_dir_entry *entry;
	struct file *file;
	loff_t pos = 0;

	entry = proc_create_data("outlived", 0, NULL, &iter_ops, "x");
	file = filp_open("/proc/outlived", O_RDONLY, 0);
	if (!EXPECT(entry && !IS_ERR(file)))
		return;
	proc_remove(entry);
	EXPECT_EQ(kernel_read(file, text, sizeof(text), &pos), -EIO);
	fput(file);
}

/* --- debugfs */

static u8 x8 = 0x0f;
static u64 u64_value = 1ull << 40;
static size_t size_value = 77;

static int fail_get(void *data, u64 *value)
{
	return -EXDEV;
}
DEFINE_SIMPLE_ATTRIBUTE(fail_fops, fail_get, NULL, "%llu\n");

#define DEBUG "/sys/kernel/debug/debug-test/"

static void debugfs_files_show_variables(void)
{
	struct dentry *dir = debugfs_create_dir("debug-test", NULL), *dentry;
	static struct debugfs_blob_wrapper blob = { "blob", 4 };
	char *str = kstrdup("one", GFP_KERNEL);
	u32 array[] = { 1, 2, 3 };
	bool yes = true;
	struct debugfs_u32_array all = { array, 3 };

	if (!EXPECT(!IS_ERR(dir)))
		return;
	debugfs_create_x8("x8", 0644, dir, &x8);
	debugfs_create_u64("u64", 0444, dir, &u64_value);
	debugfs_create_bool("bool", 0644, dir, &yes);
	debugfs_create_size_t("size", 0200, dir, &size_value);
	debugfs_create_blob("blob", 0444, dir, &blob);
	debugfs_create_str("str", 0644, dir, &str);
	debugfs_create_u32_array("array", 0444, dir, &all);
	debugfs_create_file("fails", 0644, dir, NULL, &fail_fops);
	EXPECT(says(DEBUG "x8", "0x0f\n"));
	EXPECT_EQ(put(DEBUG "x8", "0x21"), 0);
	EXPECT_EQ(x8, 0x21);
	EXPECT(says(DEBUG "u64", "1099511627776\n"));
	EXPECT_EQ(put(DEBUG "bool", "perhaps"), 0);
	EXPECT(says(DEBUG "bool", "Y\n"));
	EXPECT_EQ(put(DEBUG "bool", "off\n"), 0);
	EXPECT(!yes);
	EXPECT_EQ(put(DEBUG "size", "78"), 0);
	EXPECT_EQ(size_value, 78);
	EXPECT(says(DEBUG "blob", "blob"));
	EXPECT_EQ(put(DEBUG "str", "two\n"), 0);
	EXPECT(says(DEBUG "str", "two\n") && !strcmp(str, "two"));
	EXPECT(says(DEBUG "array", "1 2 3\n"));
	EXPECT(says(DEBUG "fails", "!18"));
	EXPECT_EQ(put(DEBUG "fails", "1"), -EACCES);
	dentry = debugfs_lookup("x8", dir);
	EXPECT(dentry && !strcmp(dentry->d_name.name, "x8"));
	dput(dentry);
	debugfs_lookup_and_remove("x8", dir);
	EXPECT(says(DEBUG "x8", "!2"));
	debugfs_remove_recursive(dir);
	EXPECT(!exists(DEBUG));
	kfree(str);
}

static void debugfs_takes_errors_along(void)
{
	struct dentry *dir = debugfs_create_dir("debug-twice", NULL), *again;

	again = debugfs_create_dir("debug-twice", NULL);
	EXPECT(PTR_ERR(again) == -EEXIST);
	EXPECT(debugfs_create_file("in-error", 0444, again, NULL, NULL) ==
	       again);
	debugfs_remove(again);
	debugfs_remove(NULL);
	debugfs_remove(dir);
}

static void an_open_debugfs_file_outlives_its_entry(void)
{
	struct dentry *dentry =
		debugfs_create_file("outlived", 0444, NULL, NULL, &hi_fops);
	struct file *file =
		filp_open("/sys/kernel/debug/outlived", O_RDONLY, 0);
	int before = module_refcount(THIS_MODULE);
	loff_t pos = 0;

	if (!EXPECT(!IS_ERR(dentry) && !IS_ERR(file)))
		return;
	EXPECT(debugfs_real_fops(file) == &hi_fops);
	EXPECT_EQ(read_some(file, text, 2, &pos), 2);
	debugfs_remove(dentry);
	EXPECT_EQ(read_some(file, text, 2, &pos), -EIO);
	fput(file);
	EXPECT_EQ(module_refcount(THIS_MODULE), before - 1);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(numbers_are_taken_once),
	KTAP_CASE(a_cdev_holds_its_device),
	KTAP_CASE(a_class_shapes_its_devices),
	KTAP_CASE(devices_are_found),
	KTAP_CASE(a_misc_device_gives_itself),
	KTAP_CASE(attributes_show_and_store),
	KTAP_CASE(kobjects_of_a_type_of_ones_own),
	KTAP_CASE(a_parent_outlives_its_children),
	KTAP_CASE(groups_choose_their_members),
	KTAP_CASE(a_bus_joins_devices_and_drivers),
	KTAP_CASE(a_probe_may_say_no_or_later),
	KTAP_CASE(children_go_while_they_are_walked_over),
	KTAP_CASE(groups_of_resources_nest),
	KTAP_CASE(no_device_is_bound_to_what_goes),
	KTAP_CASE(a_platform_device_has_resources),
	KTAP_CASE(an_id_table_names_devices),
	KTAP_CASE(regions_are_claimed_once),
	KTAP_CASE(proc_entries_come_and_go),
	KTAP_CASE(a_dump_is_in_lines),
	KTAP_CASE(positions_have_their_limits),
	KTAP_CASE(an_open_file_outlives_its_entry),
	KTAP_CASE(debugfs_files_show_variables),
	KTAP_CASE(debugfs_takes_errors_along),
	KTAP_CASE(an_open_debugfs_file_outlives_its_entry),
};

KTAP_SUITE(devices_test, cases);
