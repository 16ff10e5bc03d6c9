/* SPDX-License-Identifier: MIT */
/* What the files of drivers/base/ share. */
#ifndef _DRIVERS_BASE_H
#define _DRIVERS_BASE_H

#include <linux/device.h>
#include <linux/instruction_pointer.h>
#include <linux/notifier.h>

/* What the core keeps of a bus or a class while it is registered. */
struct subsys {
	struct list_head list; /* of all buses, of all classes */
	struct kset kset;      /* its folder */
	const struct bus_type *bus;
	const struct class *class;
	struct list_head devices;
	unsigned long caller; /* who has registered it */

	/* Of a bus. */
	struct kset *devices_kset, *drivers_kset;
	struct list_head drivers;
	struct blocking_notifier_head notifiers;
	bool autoprobe;

	/* Of a class: folders of it under its devices' parents. */
	struct list_head glue_dirs;
};

struct driver_private {
	struct kobject kobj; /* /sys/bus/BUS/drivers/NAME */
	struct list_head bus_node, devices;
	struct device_driver *driver;
	struct subsys *bus;
	unsigned long caller;
};

extern struct list_head buses, classes;
extern struct kset *devices_kset;

static inline struct subsys *subsys_get(struct subsys *s)
{
	if (s)
		kset_get(&s->kset);
	return s;
}
static inline void subsys_put(struct subsys *s)
{
	if (s)
		kset_put(&s->kset);
}

/* NULL: it is not registered. No reference. */
struct subsys *find_class(const struct class *class);
struct subsys *find_bus(const struct bus_type *bus);
struct subsys *subsys_alloc(void);

void classes_init(void);
void buses_init(void);
void cpu_dev_init(void);

/* The folder of its class for a new @dev, with a use; NULL: none; ERR_PTR. */
struct glue_dir *get_glue_dir(struct device *dev);
void put_glue_dir(struct glue_dir *glue);
struct kobject *glue_kobj(struct glue_dir *glue);

/* The links and files that a bus adds to a device, and its place on it. */
int bus_add_device(struct device *dev);
void bus_probe_device(struct device *dev);
void bus_remove_device(struct device *dev);
void bus_notify(struct device *dev, enum bus_notifier_event event);

/* dd.c: no more tries for @dev, which goes; all of @drv's devices. */
void driver_deferred_probe_del(struct device *dev);
void driver_detach(struct device_driver *drv);
/* The driver's folder in /sys. */
static inline struct kobject *driver_kobj(const struct device_driver *drv)
{
	return &drv->p->kobj;
}

/* Gives back all that devm_ functions gave to @dev. */
void devres_release_all(struct device *dev);

/* Adds with the caller's address as whose it is: for leak reports. */
int device_add_for(struct device *dev, unsigned long caller);

/*
 * The first of a list of devices behind @start for which @match is true, with
 * a reference; @offset: where in a device the link is.
 */
struct device *find_device_in(struct list_head *list, size_t offset,
			      const struct device *start, const void *data,
			      device_match_t match);
/* Calls @fn for each, until it is not 0. */
int for_each_device_in(struct list_head *list, size_t offset,
		       const struct device *start, void *data,
		       int (*fn)(struct device *dev, void *data));

#endif
