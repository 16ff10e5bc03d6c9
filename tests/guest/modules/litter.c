/* SPDX-License-Identifier: MIT */
/* Leaves behind what leave= lists, of the files and devices that it made. */
#include <linux/cdev.h>
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/kobject.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/sysctl.h>

static char *leave = "";
module_param(leave, charp, 0444);

static int text_show(struct seq_file *m, void *v)
{
	seq_puts(m, "litter\n");
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(text);

static const struct proc_ops text_proc_ops = {
	.proc_open = text_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

/* Without an owner: an open file does not keep the module. */
static struct file_operations ownerless_fops;

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "litter-misc",
	.fops = &text_fops,
};

static struct miscdevice ownerless = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "litter-ownerless",
	.fops = &ownerless_fops,
};

static ssize_t mode_show(struct kobject *kobj, struct kobj_attribute *attr,
			 char *buf)
{
	return sysfs_emit(buf, "litter\n");
}
static struct kobj_attribute mode_attr = __ATTR_RO(mode);

static struct platform_driver driver = { .driver = { .name = "litter-drv" } };

static struct dentry *no_mount(struct file_system_type *type, int flags,
			       const char *name, void *data)
{
	return ERR_PTR(-ENODEV);
}
static struct file_system_type fs_type = {
	.name = "litterfs",
	.mount = no_mount,
};

static int level;
static const struct ctl_table table[] = {
	{ .procname = "litter-level",
	  .data = &level,
	  .maxlen = sizeof(level),
	  .mode = 0644,
	  .proc_handler = proc_dointvec },
};

static dev_t number;
static int major;
static struct cdev *cdev;
static struct class *class;
static struct kobject *kobj;
static struct proc_dir_entry *folder;
static struct dentry *debug;
static struct ctl_table_header *header;

static bool leaves(const char *what)
{
	return strstr(leave, what);
}

static int __init litter_init(void)
{
	int err = alloc_chrdev_region(&number, 0, 1, "litter-dev");

	ownerless_fops = text_fops;
	ownerless_fops.owner = NULL;
	cdev = cdev_alloc();
	class = class_create("litter-class");
	kobj = kobject_create_and_add("litter-kobj", NULL);
	folder = proc_mkdir("litter-folder", NULL);
	debug = debugfs_create_dir("litter-debug", NULL);
	header = register_sysctl("kernel", table);
	if (err || !cdev || IS_ERR(class) || !kobj || !folder || !header)
		return -ENOMEM;
	major = register_chrdev(0, "litter-chrdev", &text_fops);
	if (major < 0)
		return major;
	cdev->ops = &text_fops;
	cdev->owner = THIS_MODULE;
	kobject_set_name(&cdev->kobj, "litter-cdev");
	if (cdev_add(cdev, number, 1) || misc_register(&misc) ||
	    misc_register(&ownerless) ||
	    IS_ERR(device_create(class, NULL, number, NULL, "litter0")) ||
	    !proc_create("file", 0, folder, &text_proc_ops) ||
	    sysfs_create_file(kobj, &mode_attr.attr) ||
	    platform_driver_register(&driver) || register_filesystem(&fs_type))
		return -ENOMEM;
	debugfs_create_file("file", 0444, debug, NULL, &text_fops);
	return 0;
}

static void __exit litter_exit(void)
{
	if (!leaves("sysctl"))
		unregister_sysctl_table(header);
	if (!leaves("filesystem"))
		unregister_filesystem(&fs_type);
	if (!leaves("driver"))
		platform_driver_unregister(&driver);
	if (!leaves("debugfs"))
		debugfs_remove(debug);
	else if (!leaves("debugfs-file"))
		debugfs_lookup_and_remove("file", debug);
	if (!leaves("proc-file") && !leaves("proc-folder"))
		proc_remove(folder);
	if (leaves("proc-folder"))
		remove_proc_entry("file", folder);
	if (!leaves("sysfs"))
		sysfs_remove_file(kobj, &mode_attr.attr);
	if (!leaves("sysfs") && !leaves("kobject"))
		kobject_put(kobj);
	if (!leaves("device"))
		device_destroy(class, number);
	if (!leaves("device") && !leaves("class"))
		class_destroy(class);
	if (!leaves("misc"))
		misc_deregister(&misc);
	misc_deregister(&ownerless);
	if (!leaves("cdev"))
		cdev_del(cdev);
	if (!leaves("major"))
		unregister_chrdev(major, "litter-chrdev");
	if (!leaves("number"))
		unregister_chrdev_region(number, 1);
}

module_init(litter_init);
module_exit(litter_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Leaves files and devices behind");
