/* SPDX-License-Identifier: MIT */
/*
 * The platform bus: devices that someone names, with the ranges of ports,
 * memory and IRQs that they have; drivers find them by name.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "base.h"

struct device platform_bus = {
	.init_name = "platform",
};
EXPORT_SYMBOL_GPL(platform_bus);

/* One of platform_device_alloc(). */
struct platform_object {
	struct platform_device pdev;
	char name[];
};

/* --- Resources */

struct resource *platform_get_resource(struct platform_device *pdev,
				       unsigned int type, unsigned int num)
{
	for (u32 i = 0; i < pdev->num_resources; i++)
		if (resource_type(&pdev->resource[i]) == type && !num--)
			return &pdev->resource[i];
	return NULL;
}
EXPORT_SYMBOL_GPL(platform_get_resource);

struct resource *platform_get_resource_byname(struct platform_device *pdev,
					      unsigned int type,
					      const char *name)
{
	for (u32 i = 0; i < pdev->num_resources; i++) {
		struct resource *r = &pdev->resource[i];

		if (r->name && resource_type(r) == type &&
		    !strcmp(r->name, name))
			return r;
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(platform_get_resource_byname);

int platform_get_irq_optional(struct platform_device *pdev, unsigned int num)
{
	struct resource *r = platform_get_resource(pdev, IORESOURCE_IRQ, num);

	return r && r->start ? (int)r->start : -ENXIO;
}
EXPORT_SYMBOL_GPL(platform_get_irq_optional);

int platform_get_irq(struct platform_device *pdev, unsigned int num)
{
	int irq = platform_get_irq_optional(pdev, num);

	if (irq < 0)
		dev_err_probe(&pdev->dev, irq, "IRQ index %u not found\n", num);
	return irq;
}
EXPORT_SYMBOL_GPL(platform_get_irq);

int platform_get_irq_byname(struct platform_device *pdev, const char *name)
{
	struct resource *r =
		platform_get_resource_byname(pdev, IORESOURCE_IRQ, name);

	if (r && r->start)
		return r->start;
	return dev_err_probe(&pdev->dev, -ENXIO, "IRQ %s not found\n", name);
}
EXPORT_SYMBOL_GPL(platform_get_irq_byname);

int platform_irq_count(struct platform_device *pdev)
{
	int n = 0;

	while (platform_get_irq_optional(pdev, n) >= 0)
		n++;
	return n;
}
EXPORT_SYMBOL_GPL(platform_irq_count);

static struct resource *root_of(const struct resource *r)
{
	switch (resource_type(r)) {
	case IORESOURCE_MEM:
		return &iomem_resource;
	case IORESOURCE_IO:
		return &ioport_resource;
	default:
		return NULL;
	}
}

static void release_resources(struct platform_device *pdev, u32 count)
{
	while (count--)
		if (pdev->resource[count].parent)
			release_resource(&pdev->resource[count]);
}

static int claim_resources(struct platform_device *pdev)
{
	for (u32 i = 0; i < pdev->num_resources; i++) {
		struct resource *r = &pdev->resource[i];
		struct resource *root = r->parent ? r->parent : root_of(r);

		if (!r->name)
			r->name = dev_name(&pdev->dev);
		if (!root || !request_resource(root, r))
			continue;
		dev_err(&pdev->dev,
			"failed to claim resource %d: [%#llx-%#llx]\n", i,
			r->start, r->end);
		release_resources(pdev, i);
		return -EBUSY;
	}
	return 0;
}

/* --- Devices */

static void platform_device_release(struct device *dev)
{
	struct platform_object *object =
		container_of(dev, struct platform_object, pdev.dev);

	kfree(object->pdev.dev.platform_data);
	kfree(object->pdev.resource);
	kfree(object->pdev.driver_override);
	kfree(object);
}

struct platform_device *platform_device_alloc(const char *name, int id)
{
	struct platform_object *object =
		kzalloc(sizeof(*object) + strlen(name) + 1, GFP_KERNEL);

	if (!object)
		return NULL;
	strcpy(object->name, name);
	object->pdev.name = object->name;
	object->pdev.id = id;
	device_initialize(&object->pdev.dev);
	object->pdev.dev.release = platform_device_release;
	return &object->pdev;
}
EXPORT_SYMBOL_GPL(platform_device_alloc);

int platform_device_add_resources(struct platform_device *pdev,
				  const struct resource *res, unsigned int num)
{
	struct resource *copy = NULL;

	if (res && num) {
		copy = kmemdup(res, sizeof(*res) * num, GFP_KERNEL);
		if (!copy)
			return -ENOMEM;
	}
	kfree(pdev->resource);
	pdev->resource = copy;
	pdev->num_resources = copy ? num : 0;
	return 0;
}
EXPORT_SYMBOL_GPL(platform_device_add_resources);

int platform_device_add_data(struct platform_device *pdev, const void *data,
			     size_t size)
{
	void *copy = NULL;

	if (data) {
		copy = kmemdup(data, size, GFP_KERNEL);
		if (!copy)
			return -ENOMEM;
	}
	kfree(pdev->dev.platform_data);
	pdev->dev.platform_data = copy;
	return 0;
}
EXPORT_SYMBOL_GPL(platform_device_add_data);

/* The lowest number that no device of PLATFORM_DEVID_AUTO has. */
static int free_id(void)
{
	struct device *dev = NULL;
	int id = 0;

	while ((dev = bus_find_next_device(&platform_bus_type, dev))) {
		struct platform_device *pdev = to_platform_device(dev);

		put_device(dev);
		if (pdev->id_auto && pdev->id == id) {
			id++;
			dev = NULL;
		}
	}
	return id;
}

static int name_device(struct platform_device *pdev)
{
	switch (pdev->id) {
	case PLATFORM_DEVID_NONE:
		return dev_set_name(&pdev->dev, "%s", pdev->name);
	case PLATFORM_DEVID_AUTO:
		pdev->id = free_id();
		pdev->id_auto = true;
		return dev_set_name(&pdev->dev, "%s.%d.auto", pdev->name,
				    pdev->id);
	default:
		return dev_set_name(&pdev->dev, "%s.%d", pdev->name, pdev->id);
	}
}

static void forget_id(struct platform_device *pdev)
{
	if (pdev->id_auto)
		pdev->id = PLATFORM_DEVID_AUTO;
	pdev->id_auto = false;
}

static int add_for(struct platform_device *pdev, unsigned long caller)
{
	int err;

	if (!pdev->dev.parent)
		pdev->dev.parent = &platform_bus;
	pdev->dev.bus = &platform_bus_type;
	err = name_device(pdev);
	if (err)
		goto forget;
	err = claim_resources(pdev);
	if (err)
		goto forget;
	err = device_add_for(&pdev->dev, caller);
	if (!err)
		return 0;
	release_resources(pdev, pdev->num_resources);
forget:
	forget_id(pdev);
	return err;
}

int platform_device_add(struct platform_device *pdev)
{
	return pdev ? add_for(pdev, _RET_IP_) : -EINVAL;
}
EXPORT_SYMBOL_GPL(platform_device_add);

void platform_device_del(struct platform_device *pdev)
{
	if (IS_ERR_OR_NULL(pdev))
		return;
	device_del(&pdev->dev);
	forget_id(pdev);
	release_resources(pdev, pdev->num_resources);
}
EXPORT_SYMBOL_GPL(platform_device_del);

void platform_device_put(struct platform_device *pdev)
{
	if (!IS_ERR_OR_NULL(pdev))
		put_device(&pdev->dev);
}
EXPORT_SYMBOL_GPL(platform_device_put);

int platform_device_register(struct platform_device *pdev)
{
	device_initialize(&pdev->dev);
	return add_for(pdev, _RET_IP_);
}
EXPORT_SYMBOL_GPL(platform_device_register);

void platform_device_unregister(struct platform_device *pdev)
{
	platform_device_del(pdev);
	platform_device_put(pdev);
}
EXPORT_SYMBOL_GPL(platform_device_unregister);

int platform_add_devices(struct platform_device **devs, int num)
{
	for (int i = 0; i < num; i++) {
		int err = platform_device_register(devs[i]);

		if (!err)
			continue;
		while (--i >= 0)
			platform_device_unregister(devs[i]);
		return err;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(platform_add_devices);

static struct platform_device *register_full(
	const struct platform_device_info *info, unsigned long caller)
{
	struct platform_device *pdev =
		platform_device_alloc(info->name, info->id);
	int err;

	if (!pdev)
		return ERR_PTR(-ENOMEM);
	pdev->dev.parent = info->parent;
	err = platform_device_add_resources(pdev, info->res, info->num_res);
	if (!err)
		err = platform_device_add_data(pdev, info->data,
					       info->size_data);
	if (!err)
		err = add_for(pdev, caller);
	if (err) {
		platform_device_put(pdev);
		return ERR_PTR(err);
	}
	return pdev;
}

struct platform_device *platform_device_register_full(
	const struct platform_device_info *info)
{
	return register_full(info, _RET_IP_);
}
EXPORT_SYMBOL_GPL(platform_device_register_full);

struct platform_device *platform_device_register_resndata(
	struct device *parent, const char *name, int id,
	const struct resource *res, unsigned int num, const void *data,
	size_t size)
{
	const struct platform_device_info info = {
		.parent = parent,
		.name = name,
		.id = id,
		.res = res,
		.num_res = num,
		.data = data,
		.size_data = size,
	};

	return register_full(&info, _RET_IP_);
}
EXPORT_SYMBOL_GPL(platform_device_register_resndata);

/* --- Drivers */

static const struct platform_device_id *find_id(
	const struct platform_device_id *id, const char *name)
{
	for (; id && id->name[0]; id++)
		if (!strcmp(name, id->name))
			return id;
	return NULL;
}

static int platform_match(struct device *dev, const struct device_driver *drv)
{
	struct platform_device *pdev = to_platform_device(dev);
	const struct platform_driver *pdrv =
		container_of(drv, const struct platform_driver, driver);

	if (pdev->driver_override)
		return !strcmp(pdev->driver_override, drv->name);
	if (pdrv->id_table) {
		pdev->id_entry = find_id(pdrv->id_table, pdev->name);
		return !!pdev->id_entry;
	}
	return !strcmp(pdev->name, drv->name);
}

static int platform_uevent(const struct device *dev,
			   struct kobj_uevent_env *env)
{
	const struct platform_device *pdev =
		container_of(dev, const struct platform_device, dev);

	return add_uevent_var(env, "MODALIAS=" PLATFORM_MODULE_PREFIX "%s",
			      pdev->name);
}

static int probe_fails(struct platform_device *pdev)
{
	return -ENXIO;
}

static int platform_probe(struct device *dev)
{
	struct platform_driver *drv = to_platform_driver(dev->driver);

	/* Of platform_driver_probe(): the function is gone by now. */
	if (drv->probe == probe_fails)
		return -ENXIO;
	return drv->probe ? drv->probe(to_platform_device(dev)) : 0;
}

static void platform_remove(struct device *dev)
{
	struct platform_driver *drv = to_platform_driver(dev->driver);

	if (drv->remove)
		drv->remove(to_platform_device(dev));
}

static ssize_t modalias_show(struct device *dev, struct device_attribute *attr,
			     char *buf)
{
	return sysfs_emit(buf, PLATFORM_MODULE_PREFIX "%s\n",
			  to_platform_device(dev)->name);
}
static DEVICE_ATTR_RO(modalias);

static ssize_t driver_override_show(struct device *dev,
				    struct device_attribute *attr, char *buf)
{
	const char *name = to_platform_device(dev)->driver_override;

	return sysfs_emit(buf, "%s\n", name ? name : "(null)");
}

/* An empty line takes it back. */
static ssize_t driver_override_store(struct device *dev,
				     struct device_attribute *attr,
				     const char *buf, size_t count)
{
	struct platform_device *pdev = to_platform_device(dev);
	size_t length = strcspn(buf, "\n");
	char *name = NULL;

	if (count >= PAGE_SIZE - 1)
		return -EINVAL;
	if (length) {
		name = kstrndup(buf, length, GFP_KERNEL);
		if (!name)
			return -ENOMEM;
	}
	kfree(pdev->driver_override);
	pdev->driver_override = name;
	return count;
}
static DEVICE_ATTR_RW(driver_override);

static struct attribute *platform_dev_attrs[] = {
	&dev_attr_modalias.attr,
	&dev_attr_driver_override.attr,
	NULL,
};
ATTRIBUTE_GROUPS(platform_dev);

const struct bus_type platform_bus_type = {
	.name = "platform",
	.dev_groups = platform_dev_groups,
	.match = platform_match,
	.uevent = platform_uevent,
	.probe = platform_probe,
	.remove = platform_remove,
};
EXPORT_SYMBOL_GPL(platform_bus_type);

int __platform_driver_register(struct platform_driver *drv,
			       struct module *owner)
{
	drv->driver.owner = owner;
	drv->driver.bus = &platform_bus_type;
	return driver_register(&drv->driver);
}
EXPORT_SYMBOL_GPL(__platform_driver_register);

void platform_driver_unregister(struct platform_driver *drv)
{
	driver_unregister(&drv->driver);
}
EXPORT_SYMBOL_GPL(platform_driver_unregister);

int __platform_driver_probe(struct platform_driver *drv,
			    int (*probe)(struct platform_device *pdev),
			    struct module *owner)
{
	int err;

	drv->driver.suppress_bind_attrs = true;
	drv->probe = probe;
	err = __platform_driver_register(drv, owner);
	if (err)
		return err;
	drv->probe = probe_fails;
	if (!list_empty(&drv->driver.p->devices))
		return 0;
	platform_driver_unregister(drv);
	return -ENODEV;
}
EXPORT_SYMBOL_GPL(__platform_driver_probe);

int __platform_register_drivers(struct platform_driver *const *drivers,
				unsigned int count, struct module *owner)
{
	for (unsigned int i = 0; i < count; i++) {
		int err = __platform_driver_register(drivers[i], owner);

		if (!err)
			continue;
		platform_unregister_drivers(drivers, i);
		return err;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(__platform_register_drivers);

void platform_unregister_drivers(struct platform_driver *const *drivers,
				 unsigned int count)
{
	while (count--)
		platform_driver_unregister(drivers[count]);
}
EXPORT_SYMBOL_GPL(platform_unregister_drivers);

struct device *platform_find_device_by_driver(struct device *start,
					      const struct device_driver *drv)
{
	struct device *dev = start;

	while ((dev = bus_find_next_device(&platform_bus_type, dev))) {
		if (platform_match(dev, drv))
			return dev;
		put_device(dev);
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(platform_find_device_by_driver);

void platform_bus_init(void)
{
	if (device_register(&platform_bus) || bus_register(&platform_bus_type))
		panic("no memory for the platform bus");
}
