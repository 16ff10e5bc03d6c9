/* SPDX-License-Identifier: MIT */
/*
 * Buses: what brings devices and drivers together. /sys/bus/NAME has both.
 *
 * Context: process, may sleep
 * Linux: Documentation/driver-api/driver-model/bus.rst
 */
#ifndef _LINUX_DEVICE_BUS_H
#define _LINUX_DEVICE_BUS_H

#include <linux/kobject.h>
#include <linux/sysfs.h>
#include <linux/types.h>

struct device;
struct device_driver;
struct kobj_uevent_env;
struct notifier_block;

struct bus_type {
	const char *name;
	const char *dev_name; /* of devices without a name: this and their id */
	const struct attribute_group **bus_groups, **dev_groups, **drv_groups;
	/* Above 0: @drv can have @dev; NULL: each can. */
	int (*match)(struct device *dev, const struct device_driver *drv);
	/* Adds to the lines of a device's `uevent`. */
	int (*uevent)(const struct device *dev, struct kobj_uevent_env *env);
	/* Instead of those of the driver. */
	int (*probe)(struct device *dev);
	void (*remove)(struct device *dev);
	void (*shutdown)(struct device *dev);
};

struct bus_attribute {
	struct attribute attr;
	ssize_t (*show)(const struct bus_type *bus, char *buf);
	ssize_t (*store)(const struct bus_type *bus, const char *buf,
			 size_t count);
};
#define BUS_ATTR_RW(_name) \
	struct bus_attribute bus_attr_##_name = __ATTR_RW(_name)
#define BUS_ATTR_RO(_name) \
	struct bus_attribute bus_attr_##_name = __ATTR_RO(_name)
#define BUS_ATTR_WO(_name) \
	struct bus_attribute bus_attr_##_name = __ATTR_WO(_name)

/* 0; -EEXIST: there is one of that name; -ENOMEM. */
int __must_check bus_register(const struct bus_type *bus);
/* Precondition: its devices and drivers have gone. */
void bus_unregister(const struct bus_type *bus);
/* A file of the bus's own: 0, -EINVAL (it is not registered), -EEXIST. */
int __must_check bus_create_file(const struct bus_type *bus,
				 struct bus_attribute *attr);
void bus_remove_file(const struct bus_type *bus, struct bus_attribute *attr);

typedef int (*device_match_t)(struct device *dev, const void *data);

/*
 * Calls @fn for each device of @bus behind @start (NULL: all), until one
 * returns other than 0: that, or 0; -EINVAL: @bus is not registered.
 */
int bus_for_each_dev(const struct bus_type *bus, struct device *start,
		     void *data, int (*fn)(struct device *dev, void *data));
int bus_for_each_drv(const struct bus_type *bus, struct device_driver *start,
		     void *data,
		     int (*fn)(struct device_driver *drv, void *data));
/* The first device for which @match is true, with a reference; or NULL. */
struct device *bus_find_device(const struct bus_type *bus, struct device *start,
			       const void *data, device_match_t match);
/* Offers the devices without driver to the drivers: 0 or a negative errno. */
int __must_check bus_rescan_devices(const struct bus_type *bus);

/* What @match can be, with @data the name or whatever it is called after. */
int device_match_name(struct device *dev, const void *name);
int device_match_devt(struct device *dev, const void *pdevt);
int device_match_any(struct device *dev, const void *unused);

static inline struct device *bus_find_device_by_name(const struct bus_type *bus,
						     struct device *start,
						     const char *name)
{
	return bus_find_device(bus, start, name, device_match_name);
}

static inline struct device *bus_find_next_device(const struct bus_type *bus,
						  struct device *cur)
{
	return bus_find_device(bus, cur, NULL, device_match_any);
}

/* What is told to the notifiers of a bus, with the struct device. */
enum bus_notifier_event {
	BUS_NOTIFY_ADD_DEVICE,
	BUS_NOTIFY_DEL_DEVICE,
	BUS_NOTIFY_REMOVED_DEVICE,
	BUS_NOTIFY_BIND_DRIVER,
	BUS_NOTIFY_BOUND_DRIVER,
	BUS_NOTIFY_UNBIND_DRIVER,
	BUS_NOTIFY_UNBOUND_DRIVER,
	BUS_NOTIFY_DRIVER_NOT_BOUND,
};
/* 0; -EINVAL: @bus is not registered; -EEXIST, -ENOENT: @nb is, is not. */
int bus_register_notifier(const struct bus_type *bus,
			  struct notifier_block *nb);
int bus_unregister_notifier(const struct bus_type *bus,
			    struct notifier_block *nb);

#endif
