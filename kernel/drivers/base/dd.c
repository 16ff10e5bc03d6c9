/* SPDX-License-Identifier: MIT */
/*
 * Which driver has which device: matches, probes, and how it ends. All of it
 * happens in the task that brings the device or the driver.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/list.h>

#include "base.h"

/* Probes that said -EPROBE_DEFER wait for another one to succeed. */
static LIST_HEAD(deferred_devices);
static unsigned int binds; /* that have succeeded so far */

struct deferred {
	struct list_head list;
	struct device *dev;
};

static int matches(const struct device_driver *drv, struct device *dev)
{
	return drv->bus->match ? drv->bus->match(dev, drv) : 1;
}

bool device_is_bound(struct device *dev)
{
	return !list_empty(&dev->driver_node);
}
EXPORT_SYMBOL_GPL(device_is_bound);

/* --- Probes that are to be tried again */

static void driver_deferred_probe_add(struct device *dev)
{
	struct deferred *d;

	if (dev->deferred)
		return;
	d = kmalloc(sizeof(*d), GFP_KERNEL);
	if (!d)
		return;
	dev->deferred = true;
	d->dev = get_device(dev);
	list_add_tail(&d->list, &deferred_devices);
}

static void forget(struct deferred *d)
{
	list_del(&d->list);
	d->dev->deferred = false;
	put_device(d->dev);
	kfree(d);
}

void driver_deferred_probe_del(struct device *dev)
{
	struct deferred *d, *next;

	list_for_each_entry_safe(d, next, &deferred_devices, list)
		if (d->dev == dev)
			forget(d);
}

/* Once for each of those that waited when a driver had found its device. */
static void try_deferred(void)
{
	static bool trying;
	unsigned int before;
	struct deferred *d;
	struct device *dev;
	LIST_HEAD(now);

	if (trying)
		return;
	trying = true;
	do {
		before = binds;
		list_splice_init(&deferred_devices, &now);
		while (!list_empty(&now)) {
			d = list_first_entry(&now, struct deferred, list);
			dev = get_device(d->dev);
			forget(d);
			if (device_attach(dev) < 0)
				dev_dbg(dev, "no driver yet\n");
			put_device(dev);
		}
	} while (binds != before);
	trying = false;
}

/* --- A device gets a driver */

static int add_links(struct device *dev)
{
	int err = sysfs_create_link(driver_kobj(dev->driver), &dev->kobj,
				    dev_name(dev));

	if (err)
		return err;
	err = sysfs_create_link(&dev->kobj, driver_kobj(dev->driver), "driver");
	if (err)
		sysfs_remove_link(driver_kobj(dev->driver), dev_name(dev));
	return err;
}

static void remove_links(struct device *dev)
{
	sysfs_remove_link(&dev->kobj, "driver");
	sysfs_remove_link(driver_kobj(dev->driver), dev_name(dev));
}

static void bound(struct device *dev)
{
	list_add_tail(&dev->driver_node, &dev->driver->p->devices);
	driver_deferred_probe_del(dev);
	binds++;
	bus_notify(dev, BUS_NOTIFY_BOUND_DRIVER);
	kobject_uevent(&dev->kobj, KOBJ_BIND);
}

static void forget_driver(struct device *dev)
{
	devres_release_all(dev);
	dev->driver = NULL;
	dev_set_drvdata(dev, NULL);
}

static int call_probe(struct device *dev, const struct device_driver *drv)
{
	int err = 0;

	if (dev->bus->probe)
		err = dev->bus->probe(dev);
	else if (drv->probe)
		err = drv->probe(dev);
	switch (err) {
	case 0:
	case -EPROBE_DEFER:
		break;
	case -ENODEV:
	case -ENXIO:
		dev_dbg(dev, "probe with driver %s rejects match %d\n",
			drv->name, err);
		break;
	default:
		dev_err(dev, "probe with driver %s failed with error %d\n",
			drv->name, err);
	}
	return err;
}

/* Precondition: @dev is locked, and has no driver. 0 or a negative errno. */
static int probe(struct device *dev, struct device_driver *drv)
{
	int err;

	dev->driver = drv;
	err = add_links(dev);
	if (err)
		goto forget;
	bus_notify(dev, BUS_NOTIFY_BIND_DRIVER);
	err = call_probe(dev, drv);
	if (err)
		goto unlink;
	err = device_add_groups(dev, drv->dev_groups);
	if (!err) {
		bound(dev);
		return 0;
	}
	dev_err(dev, "device_add_groups() failed\n");
	if (dev->bus->remove)
		dev->bus->remove(dev);
	else if (drv->remove)
		drv->remove(dev);
unlink:
	remove_links(dev);
	bus_notify(dev, BUS_NOTIFY_DRIVER_NOT_BOUND);
forget:
	forget_driver(dev);
	if (err == -EPROBE_DEFER)
		driver_deferred_probe_add(dev);
	return err;
}

/* What a probe's answer means to who only asks: 1 bound, 0 not this one. */
static int attach_one(struct device_driver *drv, struct device *dev)
{
	int ret = matches(drv, dev);

	if (ret <= 0)
		return 0;
	return !probe(dev, drv);
}

static int attach_to_driver(struct device_driver *drv, void *dev)
{
	return attach_one(drv, dev);
}

int device_attach(struct device *dev)
{
	unsigned int before = binds;
	int ret;

	device_lock(dev);
	if (device_is_bound(dev))
		ret = 1;
	else if (dev->driver)
		ret = !device_bind_driver(dev);
	else
		ret = bus_for_each_drv(dev->bus, NULL, dev, attach_to_driver);
	device_unlock(dev);
	if (binds != before)
		try_deferred();
	return ret;
}
EXPORT_SYMBOL_GPL(device_attach);

static int attach_to_device(struct device *dev, void *data)
{
	device_lock(dev);
	if (!dev->driver)
		attach_one(data, dev);
	device_unlock(dev);
	return 0;
}

int driver_attach(const struct device_driver *drv)
{
	unsigned int before = binds;
	int err =
		bus_for_each_dev(drv->bus, NULL, (void *)drv, attach_to_device);

	if (binds != before)
		try_deferred();
	return err;
}
EXPORT_SYMBOL_GPL(driver_attach);

int device_driver_attach(const struct device_driver *drv, struct device *dev)
{
	int err = -EBUSY;

	device_lock(dev);
	if (!dev->driver)
		err = probe(dev, (struct device_driver *)drv);
	device_unlock(dev);
	if (!err)
		try_deferred();
	/* It will be tried again: for now that is no. */
	return err == -EPROBE_DEFER ? -EAGAIN : err;
}
EXPORT_SYMBOL_GPL(device_driver_attach);

int device_bind_driver(struct device *dev)
{
	int err = add_links(dev);

	if (!err)
		bound(dev);
	else
		bus_notify(dev, BUS_NOTIFY_DRIVER_NOT_BOUND);
	return err;
}
EXPORT_SYMBOL_GPL(device_bind_driver);

/* --- And loses it */

static void release_locked(struct device *dev)
{
	struct device_driver *drv = dev->driver;

	if (!drv || !device_is_bound(dev))
		return;
	device_remove_groups(dev, drv->dev_groups);
	remove_links(dev);
	bus_notify(dev, BUS_NOTIFY_UNBIND_DRIVER);
	if (dev->bus && dev->bus->remove)
		dev->bus->remove(dev);
	else if (drv->remove)
		drv->remove(dev);
	list_del_init(&dev->driver_node);
	forget_driver(dev);
	bus_notify(dev, BUS_NOTIFY_UNBOUND_DRIVER);
	kobject_uevent(&dev->kobj, KOBJ_UNBIND);
}

void device_release_driver(struct device *dev)
{
	device_lock(dev);
	release_locked(dev);
	device_unlock(dev);
}
EXPORT_SYMBOL_GPL(device_release_driver);

void driver_detach(struct device_driver *drv)
{
	struct list_head *devices = &drv->p->devices;
	struct device *dev;

	while (!list_empty(devices)) {
		dev = get_device(
			list_last_entry(devices, struct device, driver_node));
		device_release_driver(dev);
		put_device(dev);
	}
}

int device_reprobe(struct device *dev)
{
	device_release_driver(dev);
	return bus_rescan_devices(dev->bus);
}
EXPORT_SYMBOL_GPL(device_reprobe);

/* --- Whose devices they are */

#define DRIVER_NODE offsetof(struct device, driver_node)

int driver_for_each_device(struct device_driver *drv, struct device *start,
			   void *data,
			   int (*fn)(struct device *dev, void *data))
{
	return drv ? for_each_device_in(&drv->p->devices, DRIVER_NODE, start,
					data, fn) :
		     -EINVAL;
}
EXPORT_SYMBOL_GPL(driver_for_each_device);

struct device *driver_find_device(const struct device_driver *drv,
				  struct device *start, const void *data,
				  device_match_t match)
{
	return drv && drv->p ? find_device_in(&drv->p->devices, DRIVER_NODE,
					      start, data, match) :
			       NULL;
}
EXPORT_SYMBOL_GPL(driver_find_device);
