/* SPDX-License-Identifier: MIT */
/* Platform devices and drivers that a test has. */
#include <kunit/platform_device.h>
#include <linux/completion.h>
#include <linux/platform_device.h>

#include "kunit.h"

KUNIT_DEFINE_ACTION_WRAPPER(put_device_of, platform_device_put,
			    struct platform_device *)
KUNIT_DEFINE_ACTION_WRAPPER(unregister_device, platform_device_unregister,
			    struct platform_device *)
KUNIT_DEFINE_ACTION_WRAPPER(unregister_driver, platform_driver_unregister,
			    struct platform_driver *)

struct platform_device *kunit_platform_device_alloc(struct kunit *test,
						    const char *name, int id)
{
	struct platform_device *pdev = platform_device_alloc(name, id);

	if (!pdev || kunit_add_action_or_reset(test, put_device_of, pdev))
		return NULL;
	return pdev;
}
EXPORT_SYMBOL_GPL(kunit_platform_device_alloc);

int kunit_platform_device_add(struct kunit *test, struct platform_device *pdev)
{
	int err = platform_device_add(pdev);

	if (err)
		return err;
	/* To unregister it puts it. */
	kunit_remove_action(test, put_device_of, pdev);
	return kunit_add_action_or_reset(test, unregister_device, pdev);
}
EXPORT_SYMBOL_GPL(kunit_platform_device_add);

int kunit_platform_driver_register(struct kunit *test,
				   struct platform_driver *drv)
{
	int err = platform_driver_register(drv);

	return err ?: kunit_add_action_or_reset(test, unregister_driver, drv);
}
EXPORT_SYMBOL_GPL(kunit_platform_driver_register);

/* --- Waiting for a driver */

struct waiter {
	struct notifier_block nb;
	struct device *dev;
	struct completion *x;
};

static int on_bus(struct notifier_block *nb, unsigned long event, void *dev)
{
	struct waiter *waiter = container_of(nb, struct waiter, nb);

	if (event == BUS_NOTIFY_BOUND_DRIVER && dev == waiter->dev)
		complete(waiter->x);
	return NOTIFY_OK;
}

static void stop_waiting(void *nb)
{
	bus_unregister_notifier(&platform_bus_type, nb);
}

int kunit_platform_device_prepare_wait_for_probe(struct kunit *test,
						 struct platform_device *pdev,
						 struct completion *x)
{
	struct waiter *waiter;
	bool bound;
	int err;

	device_lock(&pdev->dev);
	bound = device_is_bound(&pdev->dev);
	device_unlock(&pdev->dev);
	init_completion(x);
	if (bound) {
		complete(x);
		return 0;
	}
	waiter = kunit_kzalloc(test, sizeof(*waiter), GFP_KERNEL);
	if (!waiter)
		return -ENOMEM;
	waiter->nb.notifier_call = on_bus;
	waiter->dev = &pdev->dev;
	waiter->x = x;
	err = bus_register_notifier(&platform_bus_type, &waiter->nb);
	return err   ?:
		       kunit_add_action_or_reset(test, stop_waiting,
						 &waiter->nb);
}
EXPORT_SYMBOL_GPL(kunit_platform_device_prepare_wait_for_probe);
