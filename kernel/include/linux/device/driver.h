/* SPDX-License-Identifier: MIT */
/*
 * Drivers of the devices of a bus: probe() takes one, remove() lets it go.
 *
 * Context: process, may sleep
 * Linux: Documentation/driver-api/driver-model/driver.rst
 */
#ifndef _LINUX_DEVICE_DRIVER_H
#define _LINUX_DEVICE_DRIVER_H

#include <linux/device/bus.h>
#include <linux/module.h>
#include <linux/mod_devicetable.h>
#include <linux/pm.h>
#include <linux/sysfs.h>
#include <linux/types.h>

/* All probes are synchronous here: the loading task does them. */
enum probe_type {
	PROBE_DEFAULT_STRATEGY,
	PROBE_PREFER_ASYNCHRONOUS,
	PROBE_FORCE_SYNCHRONOUS,
};

struct device_driver {
	const char *name;
	const struct bus_type *bus;
	struct module *owner;
	const char *mod_name;
	bool suppress_bind_attrs; /* no `bind` and `unbind` in /sys */
	enum probe_type probe_type;
	const struct of_device_id *of_match_table;
	const struct acpi_device_id *acpi_match_table;
	/* 0: it is the driver of @dev; -ENODEV: not of this one; -EPROBE_DEFER:
	 * ask again when others have found theirs. */
	int (*probe)(struct device *dev);
	int (*remove)(struct device *dev);
	void (*shutdown)(struct device *dev);
	const struct attribute_group **groups;	   /* of the driver */
	const struct attribute_group **dev_groups; /* of each of its devices */
	const struct dev_pm_ops *pm;
	struct driver_private *p;
};

/*
 * Probes what it can have, too. 0; -EBUSY: there is one of that name; -EINVAL:
 * its bus is not registered; -ENOMEM.
 */
int __must_check driver_register(struct device_driver *drv);
/* Lets go of its devices. */
void driver_unregister(struct device_driver *drv);
/* The driver of that name on @bus, or NULL. */
struct device_driver *driver_find(const char *name, const struct bus_type *bus);

struct driver_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device_driver *drv, char *buf);
	ssize_t (*store)(struct device_driver *drv, const char *buf,
			 size_t count);
};
#define DRIVER_ATTR_RW(_name) \
	struct driver_attribute driver_attr_##_name = __ATTR_RW(_name)
#define DRIVER_ATTR_RO(_name) \
	struct driver_attribute driver_attr_##_name = __ATTR_RO(_name)
#define DRIVER_ATTR_WO(_name) \
	struct driver_attribute driver_attr_##_name = __ATTR_WO(_name)

/* A file of the driver's: 0, -EINVAL (not registered), -EEXIST, -ENOMEM. */
int __must_check driver_create_file(const struct device_driver *drv,
				    const struct driver_attribute *attr);
void driver_remove_file(const struct device_driver *drv,
			const struct driver_attribute *attr);

/* As bus_for_each_dev() and bus_find_device(), of the driver's devices. */
int __must_check driver_for_each_device(struct device_driver *drv,
					struct device *start, void *data,
					int (*fn)(struct device *dev,
						  void *data));
struct device *driver_find_device(const struct device_driver *drv,
				  struct device *start, const void *data,
				  device_match_t match);
static inline struct device *driver_find_device_by_name(
	const struct device_driver *drv, const char *name)
{
	return driver_find_device(drv, NULL, name, device_match_name);
}

/* A module whose init and exit are nothing but these two calls. */
#define module_driver(__driver, __register, __unregister, ...) \
	static int __init __driver##_init(void)                \
	{                                                      \
		return __register(&(__driver), ##__VA_ARGS__); \
	}                                                      \
	module_init(__driver##_init);                          \
	static void __exit __driver##_exit(void)               \
	{                                                      \
		__unregister(&(__driver), ##__VA_ARGS__);      \
	}                                                      \
	module_exit(__driver##_exit)

#endif
