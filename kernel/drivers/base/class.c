/* SPDX-License-Identifier: MIT */
/*
 * Classes, their files, and the folders of them under the parents of their
 * devices: /sys/devices/virtual/CLASS.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "base.h"

LIST_HEAD(classes);
static struct kset *class_kset;
static struct kobject *virtual_kobj;

struct subsys *find_class(const struct class *class)
{
	struct subsys *s;

	list_for_each_entry(s, &classes, list)
		if (class && s->class == class)
			return s;
	return NULL;
}

/* --- Files of classes */

static ssize_t class_attr_show(struct kobject *kobj, struct attribute *attr,
			       char *buf)
{
	struct class_attribute *a =
		container_of(attr, struct class_attribute, attr);
	struct subsys *s = container_of(to_kset(kobj), struct subsys, kset);

	return a->show ? a->show(s->class, a, buf) : -EIO;
}

static ssize_t class_attr_store(struct kobject *kobj, struct attribute *attr,
				const char *buf, size_t count)
{
	struct class_attribute *a =
		container_of(attr, struct class_attribute, attr);
	struct subsys *s = container_of(to_kset(kobj), struct subsys, kset);

	return a->store ? a->store(s->class, a, buf, count) : -EIO;
}

static const struct sysfs_ops class_sysfs_ops = {
	.show = class_attr_show,
	.store = class_attr_store,
};

int class_create_file_ns(const struct class *class,
			 const struct class_attribute *attr, const void *ns)
{
	struct subsys *s = find_class(class);

	return s ? sysfs_create_file(&s->kset.kobj, &attr->attr) : -EINVAL;
}
EXPORT_SYMBOL_GPL(class_create_file_ns);

void class_remove_file_ns(const struct class *class,
			  const struct class_attribute *attr, const void *ns)
{
	struct subsys *s = find_class(class);

	if (s)
		sysfs_remove_file(&s->kset.kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(class_remove_file_ns);

ssize_t show_class_attr_string(const struct class *class,
			       const struct class_attribute *attr, char *buf)
{
	const struct class_attribute_string *s =
		container_of(attr, struct class_attribute_string, attr);

	return sysfs_emit(buf, "%s\n", s->str);
}
EXPORT_SYMBOL_GPL(show_class_attr_string);

/* --- Classes */

static void class_release(struct kobject *kobj)
{
	struct subsys *s = container_of(to_kset(kobj), struct subsys, kset);

	if (s->class->class_release)
		s->class->class_release(s->class);
	kfree(s);
}

static const struct kobj_type class_ktype = {
	.release = class_release,
	.sysfs_ops = &class_sysfs_ops,
};

struct subsys *subsys_alloc(void)
{
	struct subsys *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return NULL;
	INIT_LIST_HEAD(&s->devices);
	INIT_LIST_HEAD(&s->drivers);
	INIT_LIST_HEAD(&s->glue_dirs);
	return s;
}

static int register_class(const struct class *class, unsigned long caller)
{
	struct subsys *s;
	int err;

	if (!class->name || !*class->name)
		return -EINVAL;
	s = subsys_alloc();
	if (!s)
		return -ENOMEM;
	s->class = class;
	s->caller = caller;
	s->kset.kobj.kset = class_kset;
	s->kset.kobj.ktype = &class_ktype;
	err = kobject_set_name(&s->kset.kobj, "%s", class->name);
	if (!err)
		err = kset_register(&s->kset);
	if (err) {
		kfree(s->kset.kobj.name);
		kfree(s);
		return err;
	}
	list_add_tail(&s->list, &classes);
	err = sysfs_create_groups(&s->kset.kobj, class->class_groups);
	if (err)
		class_unregister(class);
	return err;
}

int class_register(const struct class *class)
{
	return register_class(class, _RET_IP_);
}
EXPORT_SYMBOL_GPL(class_register);

void class_unregister(const struct class *class)
{
	struct subsys *s = find_class(class);

	if (!s)
		return;
	list_del_init(&s->list);
	sysfs_remove_groups(&s->kset.kobj, class->class_groups);
	kset_unregister(&s->kset);
}
EXPORT_SYMBOL_GPL(class_unregister);

/* The name is a copy: who has made the class may go before it. */
static void free_class(const struct class *class)
{
	kfree(class->name);
	kfree(class);
}

struct class *class_create(const char *name)
{
	struct class *class = kzalloc(sizeof(*class), GFP_KERNEL);
	int err = -ENOMEM;

	if (!class)
		return ERR_PTR(-ENOMEM);
	class->name = kstrdup(name, GFP_KERNEL);
	if (class->name)
		err = register_class(class, _RET_IP_);
	if (err) {
		free_class(class);
		return ERR_PTR(err);
	}
	class->class_release = free_class;
	return class;
}
EXPORT_SYMBOL_GPL(class_create);

void class_destroy(const struct class *class)
{
	if (!IS_ERR_OR_NULL(class))
		class_unregister(class);
}
EXPORT_SYMBOL_GPL(class_destroy);

/* --- Their devices */

#define CLASS_NODE offsetof(struct device, class_node)

int class_for_each_device(const struct class *class, const struct device *start,
			  void *data, int (*fn)(struct device *dev, void *data))
{
	struct subsys *s = find_class(class);

	return s ? for_each_device_in(&s->devices, CLASS_NODE, start, data,
				      fn) :
		   -EINVAL;
}
EXPORT_SYMBOL_GPL(class_for_each_device);

struct device *class_find_device(const struct class *class,
				 const struct device *start, const void *data,
				 device_match_t match)
{
	struct subsys *s = find_class(class);

	return s ? find_device_in(&s->devices, CLASS_NODE, start, data, match) :
		   NULL;
}
EXPORT_SYMBOL_GPL(class_find_device);

/* --- Their folders under parents */

struct glue_dir {
	struct kobject kobj;
	struct list_head list; /* of the class */
	unsigned int users;    /* devices in it */
};

static void glue_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct glue_dir, kobj));
}

static const struct kobj_type glue_ktype = {
	.release = glue_release,
	.sysfs_ops = &kobj_sysfs_ops,
};

struct kobject *glue_kobj(struct glue_dir *glue)
{
	return &glue->kobj;
}

static struct glue_dir *add_glue_dir(struct subsys *class,
				     struct kobject *parent)
{
	struct glue_dir *glue = kzalloc(sizeof(*glue), GFP_KERNEL);
	int err;

	if (!glue)
		return ERR_PTR(-ENOMEM);
	err = kobject_init_and_add(&glue->kobj, &glue_ktype, parent, "%s",
				   class->class->name);
	if (err) {
		kobject_put(&glue->kobj);
		return ERR_PTR(err);
	}
	glue->users = 1;
	list_add(&glue->list, &class->glue_dirs);
	return glue;
}

struct glue_dir *get_glue_dir(struct device *dev)
{
	struct kobject *parent = dev->parent ? &dev->parent->kobj :
					       virtual_kobj;
	struct glue_dir *glue;

	if (!dev->in_class || (dev->parent && dev->parent->class))
		return NULL;
	list_for_each_entry(glue, &dev->in_class->glue_dirs, list)
		if (glue->kobj.parent == parent) {
			glue->users++;
			return glue;
		}
	return add_glue_dir(dev->in_class, parent);
}

void put_glue_dir(struct glue_dir *glue)
{
	if (!glue || --glue->users)
		return;
	list_del(&glue->list);
	kobject_del(&glue->kobj);
	kobject_put(&glue->kobj);
}

/* --- What a module has left of them */

static void drop_class(const void *object)
{
	class_unregister(object);
}

static void scan_classes(struct leak_scan *scan)
{
	const struct subsys *s;

	list_for_each_entry(s, &classes, list) {
		struct leak leak = {
			.kind = "class",
			.name = s->class->name,
			.object = s->class,
			.caller = s->caller,
			.reclaim = drop_class,
		};

		if (leak_in(scan, s->class)) {
			leak.target = (unsigned long)s->class;
			leak.danger = "which is in this module";
		} else if (!leak_in(scan, s->caller)) {
			continue;
		}
		leak_found(scan, &leak);
	}
}
LEAK_SOURCE(class, scan_classes);

void classes_init(void)
{
	class_kset = kset_create_and_add("class", NULL, NULL);
	virtual_kobj = kobject_create_and_add("virtual", &devices_kset->kobj);
	if (!class_kset || !virtual_kobj)
		panic("no memory for /sys/class");
}
