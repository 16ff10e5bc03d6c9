/* SPDX-License-Identifier: MIT */
/*
 * Buses: the folders of their devices and drivers, and the lists of both. Who
 * gets whom is dd.c's matter.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../../module.h"
#include "base.h"

LIST_HEAD(buses);
static struct kset *bus_kset;

struct subsys *find_bus(const struct bus_type *bus)
{
	struct subsys *s;

	list_for_each_entry(s, &buses, list)
		if (bus && s->bus == bus)
			return s;
	return NULL;
}

void bus_notify(struct device *dev, enum bus_notifier_event event)
{
	if (dev->in_bus)
		blocking_notifier_call_chain(&dev->in_bus->notifiers, event,
					     dev);
}

int bus_register_notifier(const struct bus_type *bus, struct notifier_block *nb)
{
	struct subsys *s = find_bus(bus);

	return s ? blocking_notifier_chain_register(&s->notifiers, nb) :
		   -EINVAL;
}
EXPORT_SYMBOL_GPL(bus_register_notifier);

int bus_unregister_notifier(const struct bus_type *bus,
			    struct notifier_block *nb)
{
	struct subsys *s = find_bus(bus);

	return s ? blocking_notifier_chain_unregister(&s->notifiers, nb) :
		   -EINVAL;
}
EXPORT_SYMBOL_GPL(bus_unregister_notifier);

/* --- Files of buses */

static struct subsys *to_subsys(struct kobject *kobj)
{
	return container_of(to_kset(kobj), struct subsys, kset);
}

static ssize_t bus_attr_show(struct kobject *kobj, struct attribute *attr,
			     char *buf)
{
	struct bus_attribute *a =
		container_of(attr, struct bus_attribute, attr);

	return a->show ? a->show(to_subsys(kobj)->bus, buf) : -EIO;
}

static ssize_t bus_attr_store(struct kobject *kobj, struct attribute *attr,
			      const char *buf, size_t count)
{
	struct bus_attribute *a =
		container_of(attr, struct bus_attribute, attr);

	return a->store ? a->store(to_subsys(kobj)->bus, buf, count) : -EIO;
}

static const struct sysfs_ops bus_sysfs_ops = {
	.show = bus_attr_show,
	.store = bus_attr_store,
};

int bus_create_file(const struct bus_type *bus, struct bus_attribute *attr)
{
	struct subsys *s = find_bus(bus);

	return s ? sysfs_create_file(&s->kset.kobj, &attr->attr) : -EINVAL;
}
EXPORT_SYMBOL_GPL(bus_create_file);

void bus_remove_file(const struct bus_type *bus, struct bus_attribute *attr)
{
	struct subsys *s = find_bus(bus);

	if (s)
		sysfs_remove_file(&s->kset.kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(bus_remove_file);

static ssize_t drivers_autoprobe_show(const struct bus_type *bus, char *buf)
{
	const struct subsys *s = find_bus(bus);

	return s ? sysfs_emit(buf, "%d\n", s->autoprobe) : -ENODEV;
}

static ssize_t drivers_autoprobe_store(const struct bus_type *bus,
				       const char *buf, size_t count)
{
	struct subsys *s = find_bus(bus);

	if (!s) /* it is going */
		return -ENODEV;
	s->autoprobe = buf[0] != '0';
	return count;
}
static BUS_ATTR_RW(drivers_autoprobe);

/* The device that a user names in a file of @bus, with a reference, or NULL. */
static struct device *named_device(const struct bus_type *bus, const char *buf)
{
	char *name = kstrndup(buf, strcspn(buf, "\n"), GFP_KERNEL);
	struct device *dev = name ? bus_find_device_by_name(bus, NULL, name) :
				    NULL;

	kfree(name);
	return dev;
}

static ssize_t drivers_probe_store(const struct bus_type *bus, const char *buf,
				   size_t count)
{
	struct device *dev = named_device(bus, buf);
	int err;

	if (!dev)
		return -ENODEV;
	err = device_attach(dev);
	put_device(dev);
	return err < 0 ? err : count;
}
static BUS_ATTR_WO(drivers_probe);

static ssize_t bus_uevent_store(const struct bus_type *bus, const char *buf,
				size_t count)
{
	struct subsys *s = find_bus(bus);
	int err = s ? kobject_synth_uevent(&s->kset.kobj, buf, count) : -ENODEV;

	return err ? err : count;
}
static struct bus_attribute bus_attr_uevent =
	__ATTR(uevent, 0200, NULL, bus_uevent_store);

static struct attribute *bus_attrs[] = {
	&bus_attr_uevent.attr,
	&bus_attr_drivers_autoprobe.attr,
	&bus_attr_drivers_probe.attr,
	NULL,
};
ATTRIBUTE_GROUPS(bus);

/* --- Buses */

static void bus_release(struct kobject *kobj)
{
	kfree(to_subsys(kobj));
}

static const struct kobj_type bus_ktype = {
	.release = bus_release,
	.sysfs_ops = &bus_sysfs_ops,
	.default_groups = bus_groups,
};

int bus_register(const struct bus_type *bus)
{
	struct subsys *s = subsys_alloc();
	int err;

	if (!s)
		return -ENOMEM;
	s->bus = bus;
	s->caller = _RET_IP_;
	s->autoprobe = true;
	s->kset.kobj.kset = bus_kset;
	s->kset.kobj.ktype = &bus_ktype;
	err = kobject_set_name(&s->kset.kobj, "%s", bus->name);
	if (!err)
		err = kset_register(&s->kset);
	if (err) {
		kfree(s->kset.kobj.name);
		kfree(s);
		return err;
	}
	list_add_tail(&s->list, &buses);
	s->devices_kset = kset_create_and_add("devices", NULL, &s->kset.kobj);
	s->drivers_kset = kset_create_and_add("drivers", NULL, &s->kset.kobj);
	err = s->devices_kset && s->drivers_kset ? 0 : -ENOMEM;
	if (!err)
		err = sysfs_create_groups(&s->kset.kobj, bus->bus_groups);
	if (err)
		bus_unregister(bus);
	return err;
}
EXPORT_SYMBOL_GPL(bus_register);

void bus_unregister(const struct bus_type *bus)
{
	struct subsys *s = find_bus(bus);

	if (!s)
		return;
	list_del_init(&s->list);
	sysfs_remove_groups(&s->kset.kobj, bus->bus_groups);
	kset_unregister(s->drivers_kset);
	kset_unregister(s->devices_kset);
	kset_unregister(&s->kset);
}
EXPORT_SYMBOL_GPL(bus_unregister);

/* --- Their devices */

#define BUS_NODE offsetof(struct device, bus_node)

int bus_for_each_dev(const struct bus_type *bus, struct device *start,
		     void *data, int (*fn)(struct device *dev, void *data))
{
	struct subsys *s = find_bus(bus);

	return s ? for_each_device_in(&s->devices, BUS_NODE, start, data, fn) :
		   -EINVAL;
}
EXPORT_SYMBOL_GPL(bus_for_each_dev);

struct device *bus_find_device(const struct bus_type *bus, struct device *start,
			       const void *data, device_match_t match)
{
	struct subsys *s = find_bus(bus);

	return s ? find_device_in(&s->devices, BUS_NODE, start, data, match) :
		   NULL;
}
EXPORT_SYMBOL_GPL(bus_find_device);

static int rescan(struct device *dev, void *unused)
{
	int ret = dev->driver ? 0 : device_attach(dev);

	return ret < 0 ? ret : 0;
}

int bus_rescan_devices(const struct bus_type *bus)
{
	return bus_for_each_dev(bus, NULL, NULL, rescan);
}
EXPORT_SYMBOL_GPL(bus_rescan_devices);

static int link_device(struct device *dev)
{
	struct subsys *s = dev->in_bus;
	int err = sysfs_create_link(&s->devices_kset->kobj, &dev->kobj,
				    dev_name(dev));

	if (err)
		return err;
	err = sysfs_create_link(&dev->kobj, &s->kset.kobj, "subsystem");
	if (err)
		sysfs_remove_link(&s->devices_kset->kobj, dev_name(dev));
	return err;
}

int bus_add_device(struct device *dev)
{
	struct subsys *s = find_bus(dev->bus);
	int err;

	if (!s)
		return dev->bus ? -EINVAL : 0;
	err = device_add_groups(dev, dev->bus->dev_groups);
	if (err)
		return err;
	dev->in_bus = subsys_get(s);
	err = link_device(dev);
	if (err) {
		device_remove_groups(dev, dev->bus->dev_groups);
		dev->in_bus = NULL;
		subsys_put(s);
		return err;
	}
	list_add_tail(&dev->bus_node, &s->devices);
	return 0;
}

void bus_probe_device(struct device *dev)
{
	if (dev->in_bus && dev->in_bus->autoprobe)
		/* Without a driver it is as good a device. */
		(void)!device_attach(dev);
}

void bus_remove_device(struct device *dev)
{
	struct subsys *s = dev->in_bus;

	if (!s)
		return;
	sysfs_remove_link(&dev->kobj, "subsystem");
	sysfs_remove_link(&s->devices_kset->kobj, dev_name(dev));
	device_remove_groups(dev, dev->bus->dev_groups);
	list_del_init(&dev->bus_node);
	device_release_driver(dev);
}

/* --- Files of drivers */

static struct driver_private *to_driver(struct kobject *kobj)
{
	return container_of(kobj, struct driver_private, kobj);
}

static ssize_t drv_attr_show(struct kobject *kobj, struct attribute *attr,
			     char *buf)
{
	struct driver_attribute *a =
		container_of(attr, struct driver_attribute, attr);

	return a->show ? a->show(to_driver(kobj)->driver, buf) : -EIO;
}

static ssize_t drv_attr_store(struct kobject *kobj, struct attribute *attr,
			      const char *buf, size_t count)
{
	struct driver_attribute *a =
		container_of(attr, struct driver_attribute, attr);

	return a->store ? a->store(to_driver(kobj)->driver, buf, count) : -EIO;
}

static const struct sysfs_ops driver_sysfs_ops = {
	.show = drv_attr_show,
	.store = drv_attr_store,
};

int driver_create_file(const struct device_driver *drv,
		       const struct driver_attribute *attr)
{
	return drv && drv->p ?
		       sysfs_create_file(driver_kobj(drv), &attr->attr) :
		       -EINVAL;
}
EXPORT_SYMBOL_GPL(driver_create_file);

void driver_remove_file(const struct device_driver *drv,
			const struct driver_attribute *attr)
{
	if (drv && drv->p)
		sysfs_remove_file(driver_kobj(drv), &attr->attr);
}
EXPORT_SYMBOL_GPL(driver_remove_file);

static ssize_t bind_store(struct device_driver *drv, const char *buf,
			  size_t count)
{
	struct device *dev = named_device(drv->bus, buf);
	int err = -ENODEV;

	if (dev && (!drv->bus->match || drv->bus->match(dev, drv) > 0))
		err = device_driver_attach(drv, dev);
	put_device(dev);
	return err ? err : count;
}
static DRIVER_ATTR_WO(bind);

static ssize_t unbind_store(struct device_driver *drv, const char *buf,
			    size_t count)
{
	struct device *dev = named_device(drv->bus, buf);
	int err = -ENODEV;

	if (dev && dev->driver == drv) {
		device_release_driver(dev);
		err = 0;
	}
	put_device(dev);
	return err ? err : count;
}
static DRIVER_ATTR_WO(unbind);

static ssize_t uevent_store(struct device_driver *drv, const char *buf,
			    size_t count)
{
	int err = kobject_synth_uevent(driver_kobj(drv), buf, count);

	return err ? err : count;
}
static DRIVER_ATTR_WO(uevent);

/* --- Drivers */

static void driver_release(struct kobject *kobj)
{
	struct driver_private *p = to_driver(kobj);

	subsys_put(p->bus);
	kfree(p);
}

static const struct kobj_type driver_ktype = {
	.release = driver_release,
	.sysfs_ops = &driver_sysfs_ops,
};

static int add_driver_files(struct device_driver *drv)
{
	struct kobject *module = module_kobject(drv->owner);
	int err = driver_create_file(drv, &driver_attr_uevent);

	if (!err && module)
		err = sysfs_create_link(driver_kobj(drv), module, "module");
	if (!err && !drv->suppress_bind_attrs)
		err = driver_create_file(drv, &driver_attr_bind);
	if (!err && !drv->suppress_bind_attrs)
		err = driver_create_file(drv, &driver_attr_unbind);
	if (!err)
		err = sysfs_create_groups(driver_kobj(drv),
					  drv->bus->drv_groups);
	return err ? err : sysfs_create_groups(driver_kobj(drv), drv->groups);
}

/* First whatever might give it another device, from a file or a list. */
static void remove_driver(struct device_driver *drv)
{
	struct driver_private *p = drv->p;

	driver_remove_file(drv, &driver_attr_unbind);
	driver_remove_file(drv, &driver_attr_bind);
	list_del_init(&p->bus_node);
	driver_detach(drv);
	kobject_del(&p->kobj);
	drv->p = NULL;
	kobject_put(&p->kobj);
}

static int add_driver(struct subsys *bus, struct device_driver *drv,
		      unsigned long caller)
{
	struct driver_private *p = kzalloc(sizeof(*p), GFP_KERNEL);
	int err;

	if (!p)
		return -ENOMEM;
	INIT_LIST_HEAD(&p->devices);
	INIT_LIST_HEAD(&p->bus_node);
	p->driver = drv;
	p->bus = subsys_get(bus);
	p->caller = caller;
	drv->p = p;
	p->kobj.kset = bus->drivers_kset;
	err = kobject_init_and_add(&p->kobj, &driver_ktype, NULL, "%s",
				   drv->name);
	if (!err) {
		list_add_tail(&p->bus_node, &bus->drivers);
		err = add_driver_files(drv);
	}
	if (err)
		remove_driver(drv);
	return err;
}

struct device_driver *driver_find(const char *name, const struct bus_type *bus)
{
	struct subsys *s = find_bus(bus);
	struct driver_private *p;

	if (s)
		list_for_each_entry(p, &s->drivers, bus_node)
			if (!strcmp(p->driver->name, name))
				return p->driver;
	return NULL;
}
EXPORT_SYMBOL_GPL(driver_find);

int driver_register(struct device_driver *drv)
{
	struct subsys *s = find_bus(drv->bus);
	int err;

	if (!s) {
		pr_err("Driver '%s' was unable to register with bus_type '%s' because the bus was not initialized.\n",
		       drv->name, drv->bus->name);
		return -EINVAL;
	}
	if (driver_find(drv->name, drv->bus)) {
		pr_err("Error: Driver '%s' is already registered, aborting...\n",
		       drv->name);
		return -EBUSY;
	}
	err = add_driver(s, drv, _RET_IP_);
	if (!err && s->autoprobe)
		err = driver_attach(drv);
	return err;
}
EXPORT_SYMBOL_GPL(driver_register);

void driver_unregister(struct device_driver *drv)
{
	if (!drv || !drv->p) {
		WARN(1, "Unexpected driver unregister!\n");
		return;
	}
	sysfs_remove_groups(driver_kobj(drv), drv->groups);
	remove_driver(drv);
}
EXPORT_SYMBOL_GPL(driver_unregister);

int bus_for_each_drv(const struct bus_type *bus, struct device_driver *start,
		     void *data,
		     int (*fn)(struct device_driver *drv, void *data))
{
	struct subsys *s = find_bus(bus);
	struct driver_private *p, *next;
	bool begun = !start;
	int ret = 0;

	if (!s)
		return -EINVAL;
	list_for_each_entry_safe(p, next, &s->drivers, bus_node) {
		if (begun)
			ret = fn(p->driver, data);
		if (ret)
			break;
		begun |= p->driver == start;
	}
	return ret;
}
EXPORT_SYMBOL_GPL(bus_for_each_drv);

/* --- What a module has left of them */

static void drop_driver(const void *object)
{
	driver_unregister((struct device_driver *)object);
}

static void drop_bus(const void *object)
{
	bus_unregister(object);
}

static void scan_drivers(struct leak_scan *scan, const struct subsys *bus)
{
	const struct driver_private *p;

	list_for_each_entry(p, &bus->drivers, bus_node)
		if (leak_in(scan, p->driver) || leak_in(scan, p->driver->probe))
			leak_found(scan,
				   &(struct leak){
					   .kind = "driver",
					   .name = p->driver->name,
					   .object = p->driver,
					   .target = (unsigned long)p->driver,
					   .danger = "which is in this module",
					   .reclaim = drop_driver });
}

static void scan_buses(struct leak_scan *scan)
{
	const struct subsys *s;

	list_for_each_entry(s, &buses, list) {
		scan_drivers(scan, s);
		if (leak_in(scan, s->bus))
			leak_found(scan,
				   &(struct leak){
					   .kind = "bus",
					   .name = s->bus->name,
					   .object = s->bus,
					   .caller = s->caller,
					   .target = (unsigned long)s->bus,
					   .danger = "which is in this module",
					   .reclaim = drop_bus });
	}
}
LEAK_SOURCE(bus, scan_buses);

void buses_init(void)
{
	bus_kset = kset_create_and_add("bus", NULL, NULL);
	if (!bus_kset)
		panic("no memory for /sys/bus");
}
