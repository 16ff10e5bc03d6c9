/* SPDX-License-Identifier: MIT */
/*
 * Devices that no bus finds, and their drivers: someone registers them, and
 * they meet by name.
 *
 * Context: process, may sleep
 * Linux: Documentation/driver-api/driver-model/platform.rst
 */
#ifndef _LINUX_PLATFORM_DEVICE_H
#define _LINUX_PLATFORM_DEVICE_H

#include <linux/device.h>
#include <linux/mod_devicetable.h>

#define PLATFORM_DEVID_NONE (-1) /* called NAME */
#define PLATFORM_DEVID_AUTO (-2) /* called NAME.N.auto */

/* Called NAME.ID, unless the id is one of those above. */
struct platform_device {
	const char *name;
	int id;
	bool id_auto;
	struct device dev;
	u32 num_resources;
	struct resource *resource;
	const struct platform_device_id *id_entry; /* of the driver's table */
	const char *driver_override; /* the only driver that may have it */
};
#define to_platform_device(x) container_of((x), struct platform_device, dev)
#define platform_get_device_id(pdev) ((pdev)->id_entry)
#define dev_is_platform(dev) ((dev)->bus == &platform_bus_type)

struct platform_driver {
	int (*probe)(struct platform_device *pdev);
	union {
		void (*remove)(struct platform_device *pdev);
		void (*remove_new)(struct platform_device *pdev);
	};
	void (*shutdown)(struct platform_device *pdev);
	struct device_driver driver;
	const struct platform_device_id *id_table; /* up to an empty name */
};
#define to_platform_driver(drv) \
	(container_of((drv), struct platform_driver, driver))

/* All that a device is made of. */
struct platform_device_info {
	struct device *parent;
	const char *name;
	int id;
	const struct resource *res; /* copied, as the data */
	unsigned int num_res;
	const void *data; /* dev_get_platdata() */
	size_t size_data;
};

/* The bus, and the parent of devices that have none. */
extern const struct bus_type platform_bus_type;
extern struct device platform_bus;

/*
 * Adds the caller's @pdev. 0; -EEXIST, -ENOMEM, -EBUSY (someone has one of its
 * resources): the caller puts it.
 */
int platform_device_register(struct platform_device *pdev);
/* Takes it from its driver and out of /sys, and puts it. */
void platform_device_unregister(struct platform_device *pdev);
/* All or none of them. */
int platform_add_devices(struct platform_device **devs, int num);

/* One made of @info, or ERR_PTR as above. */
struct platform_device *platform_device_register_full(
	const struct platform_device_info *info);
struct platform_device *platform_device_register_resndata(
	struct device *parent, const char *name, int id,
	const struct resource *res, unsigned int num, const void *data,
	size_t size);
static inline struct platform_device *platform_device_register_simple(
	const char *name, int id, const struct resource *res, unsigned int num)
{
	return platform_device_register_resndata(NULL, name, id, res, num, NULL,
						 0);
}
static inline struct platform_device *platform_device_register_data(
	struct device *parent, const char *name, int id, const void *data,
	size_t size)
{
	return platform_device_register_resndata(parent, name, id, NULL, 0,
						 data, size);
}

/* The same step by step: one that platform_device_put() frees, or NULL. */
struct platform_device *platform_device_alloc(const char *name, int id);
int platform_device_add_resources(struct platform_device *pdev,
				  const struct resource *res, unsigned int num);
int platform_device_add_data(struct platform_device *pdev, const void *data,
			     size_t size);
int platform_device_add(struct platform_device *pdev);
void platform_device_del(struct platform_device *pdev);
void platform_device_put(struct platform_device *pdev);

/* The @num-th resource of @type (IORESOURCE_), or the one called @name; NULL. */
struct resource *platform_get_resource(struct platform_device *pdev,
				       unsigned int type, unsigned int num);
struct resource *platform_get_resource_byname(struct platform_device *pdev,
					      unsigned int type,
					      const char *name);
/* An IRQ, or -ENXIO, which all but _optional() log. */
int platform_get_irq(struct platform_device *pdev, unsigned int num);
int platform_get_irq_optional(struct platform_device *pdev, unsigned int num);
int platform_get_irq_byname(struct platform_device *pdev, const char *name);
int platform_irq_count(struct platform_device *pdev);
/* The device of that driver behind @start, with a reference, or NULL. */
struct device *platform_find_device_by_driver(struct device *start,
					      const struct device_driver *drv);

static inline void *platform_get_drvdata(const struct platform_device *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}
static inline void platform_set_drvdata(struct platform_device *pdev,
					void *data)
{
	dev_set_drvdata(&pdev->dev, data);
}

/* As driver_register(). */
#define platform_driver_register(drv) \
	__platform_driver_register(drv, THIS_MODULE)
int __platform_driver_register(struct platform_driver *drv,
			       struct module *owner);
void platform_driver_unregister(struct platform_driver *drv);
/* With a probe that is in .init, for what is there now: else -ENODEV. */
#define platform_driver_probe(drv, probe) \
	__platform_driver_probe(drv, probe, THIS_MODULE)
int __platform_driver_probe(struct platform_driver *drv,
			    int (*probe)(struct platform_device *pdev),
			    struct module *owner);
/* All or none of them. */
#define platform_register_drivers(drivers, count) \
	__platform_register_drivers(drivers, count, THIS_MODULE)
int __platform_register_drivers(struct platform_driver *const *drivers,
				unsigned int count, struct module *owner);
void platform_unregister_drivers(struct platform_driver *const *drivers,
				 unsigned int count);

/* A module that is nothing but a driver. */
#define module_platform_driver(__driver)                  \
	module_driver(__driver, platform_driver_register, \
		      platform_driver_unregister)
#define module_platform_driver_probe(__driver, __probe)             \
	static int __init __driver##_init(void)                     \
	{                                                           \
		return platform_driver_probe(&(__driver), __probe); \
	}                                                           \
	module_init(__driver##_init);                               \
	static void __exit __driver##_exit(void)                    \
	{                                                           \
		platform_driver_unregister(&(__driver));            \
	}                                                           \
	module_exit(__driver##_exit)

/* --- The kernel's side. */
void platform_bus_init(void);

#endif
