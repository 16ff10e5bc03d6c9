/* SPDX-License-Identifier: MIT */
/* Devices and drivers that a test has, on the bus `kunit`. */
#include <kunit/device.h>
#include <linux/device.h>
#include <linux/slab.h>

#include "kunit.h"

KUNIT_DEFINE_ACTION_WRAPPER(unregister_device, device_unregister,
			    struct device *)
KUNIT_DEFINE_ACTION_WRAPPER(unregister_driver, driver_unregister,
			    struct device_driver *)

struct kunit_device {
	struct device dev;
	struct device_driver *driver; /* made with it, or NULL */
};

static struct device *root;

static const struct bus_type kunit_bus = { .name = "kunit" };

int kunit_bus_init(void)
{
	int err;

	root = root_device_register("kunit");
	if (IS_ERR(root))
		return PTR_ERR(root);
	err = bus_register(&kunit_bus);
	if (err)
		root_device_unregister(root);
	return err;
}

void kunit_bus_shutdown(void)
{
	bus_unregister(&kunit_bus);
	root_device_unregister(root);
}

static struct kunit_device *to_kunit_device(struct device *dev)
{
	return container_of(dev, struct kunit_device, dev);
}

static void release(struct device *dev)
{
	kfree(to_kunit_device(dev));
}

struct device_driver *kunit_driver_create(struct kunit *test, const char *name)
{
	struct device_driver *driver =
		kunit_kzalloc(test, sizeof(*driver), GFP_KERNEL);
	int err;

	if (!driver)
		return ERR_PTR(-ENOMEM);
	driver->name = kunit_kstrdup_const(test, name, GFP_KERNEL);
	driver->bus = &kunit_bus;
	driver->owner = THIS_MODULE;
	err = driver->name ? driver_register(driver) : -ENOMEM;
	if (!err)
		err = kunit_add_action_or_reset(test, unregister_driver,
						driver);
	if (!err)
		return driver;
	kunit_kfree_const(test, driver->name);
	kunit_kfree(test, driver);
	return ERR_PTR(err);
}
EXPORT_SYMBOL_GPL(kunit_driver_create);

struct device *kunit_device_register_with_driver(
	struct kunit *test, const char *name, const struct device_driver *drv)
{
	struct kunit_device *kdev = kzalloc(sizeof(*kdev), GFP_KERNEL);
	int err;

	if (!kdev)
		return ERR_PTR(-ENOMEM);
	err = dev_set_name(&kdev->dev, "%s.%s", test->name, name);
	if (err) {
		kfree(kdev);
		return ERR_PTR(err);
	}
	kdev->dev.release = release;
	kdev->dev.bus = &kunit_bus;
	kdev->dev.parent = root;
	err = device_register(&kdev->dev);
	if (err) {
		put_device(&kdev->dev);
		return ERR_PTR(err);
	}
	err = kunit_add_action_or_reset(test, unregister_device, &kdev->dev);
	return err ? ERR_PTR(err) : &kdev->dev;
}
EXPORT_SYMBOL_GPL(kunit_device_register_with_driver);

struct device *kunit_device_register(struct kunit *test, const char *name)
{
	struct device_driver *driver = kunit_driver_create(test, name);
	struct device *dev;

	if (IS_ERR(driver))
		return ERR_CAST(driver);
	dev = kunit_device_register_with_driver(test, name, driver);
	if (IS_ERR(dev))
		kunit_release_action(test, unregister_driver, driver);
	else
		to_kunit_device(dev)->driver = driver;
	return dev;
}
EXPORT_SYMBOL_GPL(kunit_device_register);

void kunit_device_unregister(struct kunit *test, struct device *dev)
{
	struct device_driver *driver = to_kunit_device(dev)->driver;
	const char *name;

	kunit_release_action(test, unregister_device, dev);
	if (!driver)
		return;
	name = driver->name;
	kunit_release_action(test, unregister_driver, driver);
	kunit_kfree_const(test, name);
}
EXPORT_SYMBOL_GPL(kunit_device_unregister);
