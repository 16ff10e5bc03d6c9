/* SPDX-License-Identifier: MIT */
/*
 * Devices: a folder each in /sys/devices, with the driver that has it, the
 * class that it is of, and a node in /dev when it has a device number.
 *
 * Context: process, may sleep
 * Linux: Documentation/driver-api/driver-model/device.rst
 */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <linux/compiler.h>
#include <linux/dev_printk.h>
#include <linux/device/bus.h>
#include <linux/device/class.h>
#include <linux/device/devres.h>
#include <linux/device/driver.h>
#include <linux/err.h>
#include <linux/ioport.h>
#include <linux/kdev_t.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/sysfs.h>
#include <linux/types.h>
#include <linux/uidgid.h>

struct class_entry;
struct device_node;
struct fwnode_handle;
struct glue_dir;
struct subsys;

/* Devices of one bus or class that are of a kind. */
struct device_type {
	const char *name; /* DEVTYPE= in `uevent` */
	const struct attribute_group **groups;
	int (*uevent)(const struct device *dev, struct kobj_uevent_env *env);
	char *(*devnode)(const struct device *dev, umode_t *mode, kuid_t *uid,
			 kgid_t *gid);
	void (*release)(struct device *dev);
};

struct device {
	struct kobject kobj;
	struct device *parent;
	const char *init_name; /* its name until it is added, or NULL */
	const struct device_type *type;
	const struct bus_type *bus;
	struct device_driver *driver; /* who has it, or NULL */
	void *platform_data;	      /* the maker's, for the driver */
	void *driver_data;	      /* the driver's own */
	struct mutex mutex;	      /* held by probe() and remove() */
	struct device_node *of_node;  /* none here: NULL */
	struct fwnode_handle *fwnode;
	dev_t devt; /* its number: /dev and `dev` have it; 0: none */
	u32 id;	    /* of a device that its bus names */
	const struct class *class;
	const struct attribute_group **groups;
	void (*release)(struct device *dev); /* after the last put */

	/* The core's own. */
	struct list_head devres_head;
	struct list_head children, sibling;
	struct subsys *in_class, *in_bus; /* held while it is added */
	struct list_head class_node, bus_node, driver_node;
	struct glue_dir *glue;
	unsigned long caller; /* who has added it */
	bool added;
	bool deferred; /* its probe is to be tried again */
};

static inline struct device *kobj_to_dev(struct kobject *kobj)
{
	return container_of(kobj, struct device, kobj);
}

/* --- Attributes */

struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr,
			char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr,
			 const char *buf, size_t count);
};

/* One of a variable: the functions below show and store it. */
struct dev_ext_attribute {
	struct device_attribute attr;
	void *var;
};

/* Show and store what a dev_ext_attribute points to; -EINVAL, -ERANGE. */
ssize_t device_show_ulong(struct device *dev, struct device_attribute *attr,
			  char *buf);
ssize_t device_store_ulong(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t size);
ssize_t device_show_int(struct device *dev, struct device_attribute *attr,
			char *buf);
ssize_t device_store_int(struct device *dev, struct device_attribute *attr,
			 const char *buf, size_t size);
ssize_t device_show_bool(struct device *dev, struct device_attribute *attr,
			 char *buf);
ssize_t device_store_bool(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t size);
ssize_t device_show_string(struct device *dev, struct device_attribute *attr,
			   char *buf);

#define DEVICE_ATTR(_name, _mode, _show, _store)   \
	struct device_attribute dev_attr_##_name = \
		__ATTR(_name, _mode, _show, _store)
#define DEVICE_ATTR_RW(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_RW(_name)
#define DEVICE_ATTR_ADMIN_RW(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_RW_MODE(_name, 0600)
#define DEVICE_ATTR_RO(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_RO(_name)
#define DEVICE_ATTR_ADMIN_RO(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_RO_MODE(_name, 0400)
#define DEVICE_ATTR_WO(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_WO(_name)
/* clang-format off */
#define DEVICE_ULONG_ATTR(_name, _mode, _var)                      \
	struct dev_ext_attribute dev_attr_##_name = {              \
		__ATTR(_name, _mode, device_show_ulong, device_store_ulong), \
		&(_var) }
#define DEVICE_INT_ATTR(_name, _mode, _var)                        \
	struct dev_ext_attribute dev_attr_##_name = {              \
		__ATTR(_name, _mode, device_show_int, device_store_int), \
		&(_var) }
#define DEVICE_BOOL_ATTR(_name, _mode, _var)                       \
	struct dev_ext_attribute dev_attr_##_name = {              \
		__ATTR(_name, _mode, device_show_bool, device_store_bool), \
		&(_var) }
#define DEVICE_STRING_ATTR_RO(_name, _mode, _var)                  \
	struct dev_ext_attribute dev_attr_##_name = {              \
		__ATTR(_name, (_mode) & ~0222, device_show_string, NULL), \
		(_var) }
/* clang-format on */

/* A file of @dev's: 0, -EEXIST, -ENOENT (@dev is not added), -ENOMEM. */
int device_create_file(struct device *dev, const struct device_attribute *attr);
void device_remove_file(struct device *dev,
			const struct device_attribute *attr);
int __must_check device_create_bin_file(struct device *dev,
					const struct bin_attribute *attr);
void device_remove_bin_file(struct device *dev,
			    const struct bin_attribute *attr);
int __must_check device_add_groups(struct device *dev,
				   const struct attribute_group **groups);
void device_remove_groups(struct device *dev,
			  const struct attribute_group **groups);
static inline int __must_check
device_add_group(struct device *dev, const struct attribute_group *group)
{
	const struct attribute_group *groups[] = { group, NULL };

	return device_add_groups(dev, groups);
}
static inline void device_remove_group(struct device *dev,
				       const struct attribute_group *group)
{
	const struct attribute_group *groups[] = { group, NULL };

	device_remove_groups(dev, groups);
}
/* Removed when the driver lets go of the device. */
int __must_check devm_device_add_group(struct device *dev,
				       const struct attribute_group *group);

/* --- The life of a device */

/* One reference; it ends by put_device() from here on. */
void device_initialize(struct device *dev);
/*
 * Adds it to /sys, to its bus and class, to /dev. 0; -EINVAL: no name;
 * -EEXIST: there is one of that name; -ENOMEM. The caller puts it on failure.
 */
int __must_check device_add(struct device *dev);
/* Both: after a failure, too, put_device() ends it. */
int __must_check device_register(struct device *dev);
/* Takes it out again, from its driver first; and puts it. */
void device_del(struct device *dev);
void device_unregister(struct device *dev);
/* NULL is allowed in both. */
struct device *get_device(struct device *dev);
void put_device(struct device *dev);

/* Before it is added: 0, or -ENOMEM. */
int dev_set_name(struct device *dev, const char *fmt, ...) __printf(2, 3);
static inline const char *dev_name(const struct device *dev)
{
	return dev->init_name ? dev->init_name : kobject_name(&dev->kobj);
}
/* Its driver's name, else its bus's, else its class's, else "". */
const char *dev_driver_string(const struct device *dev);

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}
static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}
static inline void *dev_get_platdata(const struct device *dev)
{
	return dev->platform_data;
}
static inline int device_is_registered(struct device *dev)
{
	return dev->kobj.state_in_sysfs;
}
static inline void device_lock(struct device *dev)
{
	mutex_lock(&dev->mutex);
}
static inline int device_trylock(struct device *dev)
{
	return mutex_trylock(&dev->mutex);
}
static inline void device_unlock(struct device *dev)
{
	mutex_unlock(&dev->mutex);
}

/*
 * A device of @class with number @devt (0: none) called @fmt, for
 * device_destroy(); or ERR_PTR: -ENODEV (no class), -EEXIST, -ENOMEM.
 */
struct device *device_create(const struct class *class, struct device *parent,
			     dev_t devt, void *drvdata, const char *fmt, ...)
	__printf(5, 6);
struct device *device_create_with_groups(const struct class *class,
					 struct device *parent, dev_t devt,
					 void *drvdata,
					 const struct attribute_group **groups,
					 const char *fmt, ...) __printf(6, 7);
void device_destroy(const struct class *class, dev_t devt);

/* A device that is only a folder in /sys/devices. ERR_PTR. */
struct device *__root_device_register(const char *name, struct module *owner);
#define root_device_register(name) __root_device_register(name, THIS_MODULE)
void root_device_unregister(struct device *dev);

/* Until @fn is not 0: that, or 0. The device that @match finds, held; NULL. */
int device_for_each_child(struct device *parent, void *data,
			  int (*fn)(struct device *dev, void *data));
struct device *device_find_child(struct device *parent, void *data,
				 int (*match)(struct device *dev, void *data));
struct device *device_find_child_by_name(struct device *parent,
					 const char *name);
struct device *device_find_any_child(struct device *parent);

/* --- Devices and drivers (drivers/base/dd.c) */

/* Looks for a driver: 1 it has one, 0 there is none, or a negative errno. */
int __must_check device_attach(struct device *dev);
/* @drv takes all devices of its bus that it can have: 0 or -errno. */
int __must_check driver_attach(const struct device_driver *drv);
/* Whether some driver has it. */
bool device_is_bound(struct device *dev);
/* Makes dev->driver, which the caller has set, its driver without probe. */
int __must_check device_bind_driver(struct device *dev);
void device_release_driver(struct device *dev);
int __must_check device_reprobe(struct device *dev);
int device_driver_attach(const struct device_driver *drv, struct device *dev);

/* --- The kernel's side. */

/*
 * The name of a device's node in /dev, and what the class says of it (@mode
 * may stay 0); *@tmp is for the caller to free. NULL: no memory.
 */
const char *device_get_devnode(const struct device *dev, umode_t *mode,
			       kuid_t *uid, kgid_t *gid, const char **tmp);

#define MODULE_ALIAS_CHARDEV(major, minor) \
	MODULE_ALIAS("char-major-" __stringify(major) "-" __stringify(minor))
#define MODULE_ALIAS_CHARDEV_MAJOR(major) \
	MODULE_ALIAS("char-major-" __stringify(major) "-*")

#endif
