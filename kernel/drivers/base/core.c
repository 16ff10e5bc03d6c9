/* SPDX-License-Identifier: MIT */
/*
 * Devices: how they come into /sys and /dev and go, and their attributes.
 * Which driver has them is dd.c's matter.
 */
#include <linux/bug.h>
#include <linux/cdev.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/mm.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/start_kernel.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/va_format.h>

#include "base.h"

struct kset *devices_kset;
/* /sys/dev/char: links by number. */
static struct kobject *char_kobj;

/* --- Lists of devices */

static struct device *device_at(struct list_head *link, size_t offset)
{
	return (void *)link - offset;
}

static struct list_head *link_of(const struct device *dev, size_t offset)
{
	return (void *)dev + offset;
}

struct device *find_device_in(struct list_head *list, size_t offset,
			      const struct device *start, const void *data,
			      device_match_t match)
{
	struct list_head *link = start ? link_of(start, offset) : list;

	while ((link = link->next) != list)
		if (match(device_at(link, offset), data))
			return get_device(device_at(link, offset));
	return NULL;
}

int for_each_device_in(struct list_head *list, size_t offset,
		       const struct device *start, void *data,
		       int (*fn)(struct device *dev, void *data))
{
	struct list_head *link = start ? link_of(start, offset) : list, *next;
	struct device *dev, *behind;
	int ret = 0;

	for (link = link->next; link != list && !ret; link = next) {
		dev = get_device(device_at(link, offset));
		next = link->next;
		behind = next == list ? NULL :
					get_device(device_at(next, offset));
		ret = fn(dev, data);
		if (!list_empty(link))
			next = link->next;
		else if (list_empty(next)) /* both went: nobody knows where */
			next = list;
		put_device(dev);
		put_device(behind);
	}
	return ret;
}

int device_match_name(struct device *dev, const void *name)
{
	return !strcmp(dev_name(dev), name);
}
EXPORT_SYMBOL_GPL(device_match_name);

int device_match_devt(struct device *dev, const void *pdevt)
{
	return dev->devt == *(const dev_t *)pdevt;
}
EXPORT_SYMBOL_GPL(device_match_devt);

int device_match_any(struct device *dev, const void *unused)
{
	return 1;
}
EXPORT_SYMBOL_GPL(device_match_any);

/* --- Names and lines of the log */

int dev_set_name(struct device *dev, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = kobject_set_name_vargs(&dev->kobj, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL_GPL(dev_set_name);

const char *dev_driver_string(const struct device *dev)
{
	return dev->driver ? dev->driver->name :
	       dev->bus	   ? dev->bus->name :
	       dev->class  ? dev->class->name :
			     "";
}
EXPORT_SYMBOL(dev_driver_string);

static void log_line(const char *level, const struct device *dev,
		     struct va_format *text)
{
	if (dev)
		printk("%s%s %s: %pV", level, dev_driver_string(dev),
		       dev_name(dev), text);
	else
		printk("%s(NULL device *): %pV", level, text);
}

void _dev_printk(const char *level, const struct device *dev, const char *fmt,
		 ...)
{
	va_list args;
	struct va_format text = { .fmt = fmt, .va = &args };

	va_start(args, fmt);
	log_line(level, dev, &text);
	va_end(args);
}
EXPORT_SYMBOL(_dev_printk);

int dev_err_probe(const struct device *dev, int err, const char *fmt, ...)
{
	va_list args;
	struct va_format text = { .fmt = fmt, .va = &args };

	va_start(args, fmt);
	if (err == -EPROBE_DEFER)
		dev_dbg(dev, "error %pe: %pV", ERR_PTR(err), &text);
	else if (err != -ENOMEM)
		dev_err(dev, "error %pe: %pV", ERR_PTR(err), &text);
	va_end(args);
	return err;
}
EXPORT_SYMBOL_GPL(dev_err_probe);

/* --- Attributes */

static ssize_t dev_attr_show(struct kobject *kobj, struct attribute *attr,
			     char *buf)
{
	struct device_attribute *a =
		container_of(attr, struct device_attribute, attr);
	ssize_t n = a->show ? a->show(kobj_to_dev(kobj), a, buf) : -EIO;

	if (n >= (ssize_t)PAGE_SIZE)
		printk("dev_attr_show: %pS returned bad count\n", a->show);
	return n;
}

static ssize_t dev_attr_store(struct kobject *kobj, struct attribute *attr,
			      const char *buf, size_t count)
{
	struct device_attribute *a =
		container_of(attr, struct device_attribute, attr);

	return a->store ? a->store(kobj_to_dev(kobj), a, buf, count) : -EIO;
}

static const struct sysfs_ops dev_sysfs_ops = {
	.show = dev_attr_show,
	.store = dev_attr_store,
};

static void *ext_var(struct device_attribute *attr)
{
	return container_of(attr, struct dev_ext_attribute, attr)->var;
}

ssize_t device_show_ulong(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	return sysfs_emit(buf, "%lx\n", *(unsigned long *)ext_var(attr));
}
EXPORT_SYMBOL_GPL(device_show_ulong);

ssize_t device_store_ulong(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t size)
{
	int err = kstrtoul(buf, 0, ext_var(attr));

	return err ? err : size;
}
EXPORT_SYMBOL_GPL(device_store_ulong);

ssize_t device_show_int(struct device *dev, struct device_attribute *attr,
			char *buf)
{
	return sysfs_emit(buf, "%d\n", *(int *)ext_var(attr));
}
EXPORT_SYMBOL_GPL(device_show_int);

ssize_t device_store_int(struct device *dev, struct device_attribute *attr,
			 const char *buf, size_t size)
{
	int err = kstrtoint(buf, 0, ext_var(attr));

	return err ? err : size;
}
EXPORT_SYMBOL_GPL(device_store_int);

ssize_t device_show_bool(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	return sysfs_emit(buf, "%d\n", *(bool *)ext_var(attr));
}
EXPORT_SYMBOL_GPL(device_show_bool);

ssize_t device_store_bool(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t size)
{
	int err = kstrtobool(buf, ext_var(attr));

	return err ? err : size;
}
EXPORT_SYMBOL_GPL(device_store_bool);

ssize_t device_show_string(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	return sysfs_emit(buf, "%s\n", (char *)ext_var(attr));
}
EXPORT_SYMBOL_GPL(device_show_string);

int device_create_file(struct device *dev, const struct device_attribute *attr)
{
	if (!dev)
		return 0;
	WARN((attr->attr.mode & 0222) && !attr->store,
	     "Attribute %s: write permission without 'store'\n",
	     attr->attr.name);
	WARN((attr->attr.mode & 0444) && !attr->show,
	     "Attribute %s: read permission without 'show'\n", attr->attr.name);
	return sysfs_create_file(&dev->kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(device_create_file);

void device_remove_file(struct device *dev, const struct device_attribute *attr)
{
	if (dev)
		sysfs_remove_file(&dev->kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(device_remove_file);

int device_create_bin_file(struct device *dev, const struct bin_attribute *attr)
{
	return dev ? sysfs_create_bin_file(&dev->kobj, attr) : -EINVAL;
}
EXPORT_SYMBOL_GPL(device_create_bin_file);

void device_remove_bin_file(struct device *dev,
			    const struct bin_attribute *attr)
{
	if (dev)
		sysfs_remove_bin_file(&dev->kobj, attr);
}
EXPORT_SYMBOL_GPL(device_remove_bin_file);

int device_add_groups(struct device *dev, const struct attribute_group **groups)
{
	return sysfs_create_groups(&dev->kobj, groups);
}
EXPORT_SYMBOL_GPL(device_add_groups);

void device_remove_groups(struct device *dev,
			  const struct attribute_group **groups)
{
	sysfs_remove_groups(&dev->kobj, groups);
}
EXPORT_SYMBOL_GPL(device_remove_groups);

static void remove_group(struct device *dev, void *res)
{
	device_remove_group(dev, *(const struct attribute_group **)res);
}

int devm_device_add_group(struct device *dev,
			  const struct attribute_group *group)
{
	const struct attribute_group **res =
		devres_alloc(remove_group, sizeof(*res), GFP_KERNEL);
	int err;

	if (!res)
		return -ENOMEM;
	err = device_add_group(dev, group);
	if (err) {
		devres_free(res);
		return err;
	}
	*res = group;
	devres_add(dev, res);
	return 0;
}
EXPORT_SYMBOL_GPL(devm_device_add_group);

/* --- `uevent` and `dev` */

const char *device_get_devnode(const struct device *dev, umode_t *mode,
			       kuid_t *uid, kgid_t *gid, const char **tmp)
{
	char *name = NULL;

	if (dev->type && dev->type->devnode)
		name = dev->type->devnode(dev, mode, uid, gid);
	if (!name && dev->class && dev->class->devnode)
		name = dev->class->devnode(dev, mode);
	*tmp = name;
	if (name || !strchr(dev_name(dev), '!'))
		return name ? name : dev_name(dev);
	name = kstrdup(dev_name(dev), GFP_KERNEL);
	*tmp = name;
	if (name)
		strreplace(name, '!', '/');
	return name;
}

static int add_node_vars(const struct device *dev, struct kobj_uevent_env *env)
{
	const char *tmp, *name;
	kuid_t uid = GLOBAL_ROOT_UID;
	kgid_t gid = GLOBAL_ROOT_GID;
	umode_t mode = 0;

	add_uevent_var(env, "MAJOR=%u", MAJOR(dev->devt));
	add_uevent_var(env, "MINOR=%u", MINOR(dev->devt));
	name = device_get_devnode(dev, &mode, &uid, &gid, &tmp);
	if (!name)
		return -ENOMEM;
	add_uevent_var(env, "DEVNAME=%s", name);
	if (mode)
		add_uevent_var(env, "DEVMODE=%#o", mode & 0777);
	if (uid.val)
		add_uevent_var(env, "DEVUID=%u", uid.val);
	if (gid.val)
		add_uevent_var(env, "DEVGID=%u", gid.val);
	kfree(tmp);
	return 0;
}

static int dev_uevent(const struct kobject *kobj, struct kobj_uevent_env *env)
{
	const struct device *dev = container_of(kobj, struct device, kobj);
	int err = MAJOR(dev->devt) ? add_node_vars(dev, env) : 0;

	if (!err && dev->type && dev->type->name)
		err = add_uevent_var(env, "DEVTYPE=%s", dev->type->name);
	if (!err && dev->driver)
		err = add_uevent_var(env, "DRIVER=%s", dev->driver->name);
	if (!err && dev->bus && dev->bus->uevent)
		err = dev->bus->uevent(dev, env);
	if (!err && dev->class && dev->class->dev_uevent)
		err = dev->class->dev_uevent(dev, env);
	if (!err && dev->type && dev->type->uevent)
		err = dev->type->uevent(dev, env);
	return err;
}

/* Only what has a bus or a class is anyone's business. */
static int dev_uevent_filter(const struct kobject *kobj)
{
	const struct device *dev = container_of(kobj, struct device, kobj);

	return dev->bus || dev->class;
}

static const char *dev_uevent_name(const struct kobject *kobj)
{
	const struct device *dev = container_of(kobj, struct device, kobj);

	return dev->bus ? dev->bus->name : dev->class ? dev->class->name : NULL;
}

static const struct kset_uevent_ops device_uevent_ops = {
	.filter = dev_uevent_filter,
	.name = dev_uevent_name,
	.uevent = dev_uevent,
};

static ssize_t uevent_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	struct kobj_uevent_env *env;
	int n = 0;

	if (!dev_uevent_filter(&dev->kobj))
		return 0;
	env = kzalloc(sizeof(*env), GFP_KERNEL);
	if (!env)
		return -ENOMEM;
	if (!dev_uevent(&dev->kobj, env))
		for (int i = 0; i < env->envp_idx; i++)
			n += sysfs_emit_at(buf, n, "%s\n", env->envp[i]);
	kfree(env);
	return n;
}

static ssize_t uevent_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	int err = kobject_synth_uevent(&dev->kobj, buf, count);

	if (err)
		dev_err(dev, "uevent: failed to send synthetic uevent: %d\n",
			err);
	return err ? err : count;
}
static DEVICE_ATTR_RW(uevent);

static ssize_t dev_show(struct device *dev, struct device_attribute *attr,
			char *buf)
{
	return sysfs_emit(buf, "%u:%u\n", MAJOR(dev->devt), MINOR(dev->devt));
}
static DEVICE_ATTR_RO(dev);

/* --- References */

static void device_release(struct kobject *kobj)
{
	struct device *dev = kobj_to_dev(kobj);

	devres_release_all(dev);
	if (dev->release)
		dev->release(dev);
	else if (dev->type && dev->type->release)
		dev->type->release(dev);
	else if (dev->class && dev->class->dev_release)
		dev->class->dev_release(dev);
	else
		WARN(1,
		     "Device '%s' does not have a release() function, it is broken and must be fixed. See Documentation/core-api/kobject.rst.\n",
		     dev_name(dev));
}

static const struct kobj_type device_ktype = {
	.release = device_release,
	.sysfs_ops = &dev_sysfs_ops,
};

void device_initialize(struct device *dev)
{
	dev->kobj.kset = devices_kset;
	kobject_init(&dev->kobj, &device_ktype);
	mutex_init(&dev->mutex);
	INIT_LIST_HEAD(&dev->devres_head);
	INIT_LIST_HEAD(&dev->children);
	INIT_LIST_HEAD(&dev->sibling);
	INIT_LIST_HEAD(&dev->class_node);
	INIT_LIST_HEAD(&dev->bus_node);
	INIT_LIST_HEAD(&dev->driver_node);
	dev->in_class = dev->in_bus = NULL;
	dev->glue = NULL;
	dev->added = dev->deferred = false;
}
EXPORT_SYMBOL_GPL(device_initialize);

struct device *get_device(struct device *dev)
{
	return dev ? kobj_to_dev(kobject_get(&dev->kobj)) : NULL;
}
EXPORT_SYMBOL_GPL(get_device);

void put_device(struct device *dev)
{
	if (dev)
		kobject_put(&dev->kobj);
}
EXPORT_SYMBOL_GPL(put_device);

/* --- Coming */

/* The name that it is to have, from wherever it comes. */
static int settle_name(struct device *dev)
{
	int err = 0;

	if (dev->init_name)
		err = dev_set_name(dev, "%s", dev->init_name);
	else if (!dev->kobj.name && dev->bus && dev->bus->dev_name)
		err = dev_set_name(dev, "%s%u", dev->bus->dev_name, dev->id);
	dev->init_name = NULL;
	return err || dev->kobj.name ? err : -EINVAL;
}

static int add_class_links(struct device *dev)
{
	struct kobject *class;
	int err;

	if (!dev->in_class)
		return 0;
	class = &dev->in_class->kset.kobj;
	err = sysfs_create_link(&dev->kobj, class, "subsystem");
	if (!err && dev->parent)
		err = sysfs_create_link(&dev->kobj, &dev->parent->kobj,
					"device");
	return err ? err : sysfs_create_link(class, &dev->kobj, dev_name(dev));
}

static void remove_class_links(struct device *dev)
{
	if (!dev->in_class)
		return;
	sysfs_remove_link(&dev->in_class->kset.kobj, dev_name(dev));
	sysfs_remove_link(&dev->kobj, "device");
	sysfs_remove_link(&dev->kobj, "subsystem");
}

static int add_attributes(struct device *dev)
{
	const struct attribute_group **of_class =
		dev->class ? dev->class->dev_groups : NULL;
	const struct attribute_group **of_type = dev->type ? dev->type->groups :
							     NULL;
	int err = device_add_groups(dev, of_class);

	if (err)
		return err;
	err = device_add_groups(dev, of_type);
	if (err)
		goto remove_class;
	err = device_add_groups(dev, dev->groups);
	if (!err)
		return 0;
	device_remove_groups(dev, of_type);
remove_class:
	device_remove_groups(dev, of_class);
	return err;
}

static void remove_attributes(struct device *dev)
{
	device_remove_groups(dev, dev->groups);
	if (dev->type)
		device_remove_groups(dev, dev->type->groups);
	if (dev->class)
		device_remove_groups(dev, dev->class->dev_groups);
}

static void add_devnode(struct device *dev)
{
	kuid_t uid = GLOBAL_ROOT_UID;
	kgid_t gid = GLOBAL_ROOT_GID;
	const char *tmp, *name;
	umode_t mode = 0;

	name = device_get_devnode(dev, &mode, &uid, &gid, &tmp);
	if (name)
		devtmpfs_create(name, S_IFCHR | (mode & 07777), dev->devt, uid,
				gid);
	kfree(tmp);
}

static void remove_devnode(struct device *dev)
{
	const char *tmp, *name;

	name = device_get_devnode(dev, NULL, NULL, NULL, &tmp);
	if (name)
		devtmpfs_remove(name, dev->devt);
	kfree(tmp);
}

static int add_number(struct device *dev)
{
	char number[16];
	int err;

	if (!MAJOR(dev->devt))
		return 0;
	err = device_create_file(dev, &dev_attr_dev);
	if (err)
		return err;
	scnprintf(number, sizeof(number), "%u:%u", MAJOR(dev->devt),
		  MINOR(dev->devt));
	err = sysfs_create_link(char_kobj, &dev->kobj, number);
	if (err)
		device_remove_file(dev, &dev_attr_dev);
	else
		add_devnode(dev);
	return err;
}

static void remove_number(struct device *dev)
{
	char number[16];

	if (!MAJOR(dev->devt))
		return;
	remove_devnode(dev);
	scnprintf(number, sizeof(number), "%u:%u", MAJOR(dev->devt),
		  MINOR(dev->devt));
	sysfs_remove_link(char_kobj, number);
	device_remove_file(dev, &dev_attr_dev);
}

/* Its folder, below its parent's or its class's there. */
static int add_folder(struct device *dev)
{
	struct glue_dir *glue = get_glue_dir(dev);
	struct kobject *parent = dev->parent ? &dev->parent->kobj : NULL;
	int err;

	if (IS_ERR(glue))
		return PTR_ERR(glue);
	dev->glue = glue;
	err = kobject_add(&dev->kobj, glue ? glue_kobj(glue) : parent, NULL);
	if (err) {
		put_glue_dir(glue);
		dev->glue = NULL;
	}
	return err;
}

static void remove_folder(struct device *dev)
{
	kobject_del(&dev->kobj);
	put_glue_dir(dev->glue);
	dev->glue = NULL;
}

static void add_to_lists(struct device *dev)
{
	if (dev->parent)
		list_add_tail(&dev->sibling, &dev->parent->children);
	if (dev->in_class)
		list_add_tail(&dev->class_node, &dev->in_class->devices);
	dev->added = true;
}

static int add_parts(struct device *dev)
{
	int err = device_create_file(dev, &dev_attr_uevent);

	if (err)
		return err;
	err = add_class_links(dev);
	if (err)
		goto remove_links;
	err = add_attributes(dev);
	if (err)
		goto remove_links;
	err = bus_add_device(dev);
	if (err)
		goto remove_attrs;
	err = add_number(dev);
	if (!err)
		return 0;
	bus_remove_device(dev);
	subsys_put(dev->in_bus);
	dev->in_bus = NULL;
remove_attrs:
	remove_attributes(dev);
remove_links:
	remove_class_links(dev);
	device_remove_file(dev, &dev_attr_uevent);
	return err;
}

int device_add_for(struct device *dev, unsigned long caller)
{
	int err = settle_name(dev);

	if (err)
		return err;
	get_device(dev);
	get_device(dev->parent);
	dev->in_class = subsys_get(find_class(dev->class));
	err = add_folder(dev);
	if (err)
		goto put;
	err = add_parts(dev);
	if (err)
		goto remove;
	dev->caller = caller;
	bus_notify(dev, BUS_NOTIFY_ADD_DEVICE);
	kobject_uevent(&dev->kobj, KOBJ_ADD);
	add_to_lists(dev);
	bus_probe_device(dev);
	return 0;
remove:
	remove_folder(dev);
put:
	subsys_put(dev->in_class);
	dev->in_class = NULL;
	put_device(dev->parent);
	put_device(dev);
	return err;
}

int device_add(struct device *dev)
{
	return device_add_for(dev, _RET_IP_);
}
EXPORT_SYMBOL_GPL(device_add);

int device_register(struct device *dev)
{
	device_initialize(dev);
	return device_add_for(dev, _RET_IP_);
}
EXPORT_SYMBOL_GPL(device_register);

/* --- Going */

void device_del(struct device *dev)
{
	struct device *parent = dev->parent;

	if (!dev->added)
		return;
	dev->added = false;
	bus_notify(dev, BUS_NOTIFY_DEL_DEVICE);
	remove_number(dev);
	list_del_init(&dev->sibling);
	list_del_init(&dev->class_node);
	remove_class_links(dev);
	device_remove_file(dev, &dev_attr_uevent);
	remove_attributes(dev);
	bus_remove_device(dev);
	driver_deferred_probe_del(dev);
	bus_notify(dev, BUS_NOTIFY_REMOVED_DEVICE);
	subsys_put(dev->in_bus);
	dev->in_bus = NULL;
	kobject_uevent(&dev->kobj, KOBJ_REMOVE);
	remove_folder(dev);
	subsys_put(dev->in_class);
	dev->in_class = NULL;
	put_device(parent);
	put_device(dev);
}
EXPORT_SYMBOL_GPL(device_del);

void device_unregister(struct device *dev)
{
	device_del(dev);
	put_device(dev);
}
EXPORT_SYMBOL_GPL(device_unregister);

/* --- Devices of a class, made in one call */

static void free_device(struct device *dev)
{
	kfree(dev);
}

static struct device *create_device(const struct class *class,
				    struct device *parent, dev_t devt,
				    void *drvdata,
				    const struct attribute_group **groups,
				    unsigned long caller, const char *fmt,
				    va_list args)
{
	struct device *dev;
	int err;

	if (IS_ERR_OR_NULL(class))
		return ERR_PTR(-ENODEV);
	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return ERR_PTR(-ENOMEM);
	device_initialize(dev);
	dev->devt = devt;
	dev->class = class;
	dev->parent = parent;
	dev->groups = groups;
	dev->release = free_device;
	dev_set_drvdata(dev, drvdata);
	err = kobject_set_name_vargs(&dev->kobj, fmt, args);
	if (!err)
		err = device_add_for(dev, caller);
	if (err) {
		put_device(dev);
		return ERR_PTR(err);
	}
	return dev;
}

struct device *device_create(const struct class *class, struct device *parent,
			     dev_t devt, void *drvdata, const char *fmt, ...)
{
	struct device *dev;
	va_list args;

	va_start(args, fmt);
	dev = create_device(class, parent, devt, drvdata, NULL, _RET_IP_, fmt,
			    args);
	va_end(args);
	return dev;
}
EXPORT_SYMBOL_GPL(device_create);

struct device *device_create_with_groups(const struct class *class,
					 struct device *parent, dev_t devt,
					 void *drvdata,
					 const struct attribute_group **groups,
					 const char *fmt, ...)
{
	struct device *dev;
	va_list args;

	va_start(args, fmt);
	dev = create_device(class, parent, devt, drvdata, groups, _RET_IP_, fmt,
			    args);
	va_end(args);
	return dev;
}
EXPORT_SYMBOL_GPL(device_create_with_groups);

void device_destroy(const struct class *class, dev_t devt)
{
	struct device *dev = class_find_device_by_devt(class, devt);

	if (!dev)
		return;
	put_device(dev);
	device_unregister(dev);
}
EXPORT_SYMBOL_GPL(device_destroy);

/* --- Devices without bus and class */

struct device *__root_device_register(const char *name, struct module *owner)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	int err;

	if (!dev)
		return ERR_PTR(-ENOMEM);
	device_initialize(dev);
	dev->release = free_device;
	err = dev_set_name(dev, "%s", name);
	if (!err)
		err = device_add_for(dev, _RET_IP_);
	if (err) {
		put_device(dev);
		return ERR_PTR(err);
	}
	return dev;
}
EXPORT_SYMBOL_GPL(__root_device_register);

void root_device_unregister(struct device *dev)
{
	device_unregister(dev);
}
EXPORT_SYMBOL_GPL(root_device_unregister);

/* --- Children */

#define SIBLING offsetof(struct device, sibling)

int device_for_each_child(struct device *parent, void *data,
			  int (*fn)(struct device *dev, void *data))
{
	return for_each_device_in(&parent->children, SIBLING, NULL, data, fn);
}
EXPORT_SYMBOL_GPL(device_for_each_child);

struct device *device_find_child(struct device *parent, void *data,
				 int (*match)(struct device *dev, void *data))
{
	struct device *dev;

	list_for_each_entry(dev, &parent->children, sibling)
		if (match(dev, data))
			return get_device(dev);
	return NULL;
}
EXPORT_SYMBOL_GPL(device_find_child);

struct device *device_find_child_by_name(struct device *parent,
					 const char *name)
{
	return find_device_in(&parent->children, SIBLING, NULL, name,
			      device_match_name);
}
EXPORT_SYMBOL_GPL(device_find_child_by_name);

struct device *device_find_any_child(struct device *parent)
{
	return find_device_in(&parent->children, SIBLING, NULL, NULL,
			      device_match_any);
}
EXPORT_SYMBOL_GPL(device_find_any_child);

/* --- What a module has left of them */

static void unregister(const void *object)
{
	device_unregister((struct device *)object);
}

/* What of a device that goes on would be called or read in the module. */
static const void *part_in(struct leak_scan *scan, const struct device *dev)
{
	const void *const parts[] = { dev,	  dev->release, dev->type,
				      dev->class, dev->bus,	dev->groups };

	for (u32 i = 0; i < ARRAY_SIZE(parts); i++)
		if (leak_in(scan, parts[i]))
			return parts[i];
	return NULL;
}

static void scan_devices(struct leak_scan *scan)
{
	struct device *dev;

	list_for_each_entry(dev, &devices_kset->list, kobj.entry) {
		const void *part = part_in(scan, dev);
		const struct leak leak = {
			.kind = "device",
			.name = dev_name(dev),
			.object = dev,
			.caller = dev->caller,
			.target = (unsigned long)part,
			.danger = part ? "which leads into this module" : NULL,
			.reclaim = unregister,
		};

		if (part || leak_in(scan, dev->caller))
			leak_found(scan, &leak);
	}
}
LEAK_SOURCE(device, scan_devices);

void devices_init(void)
{
	struct kobject *dev;

	devices_kset = kset_create_and_add("devices", &device_uevent_ops, NULL);
	dev = kobject_create_and_add("dev", NULL);
	char_kobj = dev ? kobject_create_and_add("char", dev) : NULL;
	if (!devices_kset || !char_kobj ||
	    !kobject_create_and_add("block", dev))
		panic("no memory for /sys/devices");
	buses_init();
	classes_init();
	platform_bus_init();
	cpu_dev_init();
}
