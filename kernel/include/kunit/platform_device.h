/* SPDX-License-Identifier: MIT */
/*
 * Platform devices and drivers of a test, which go when it ends.
 *
 * Context: process, may sleep.
 * Linux: Documentation/dev-tools/kunit/usage.rst
 */
#ifndef _KUNIT_PLATFORM_DEVICE_H
#define _KUNIT_PLATFORM_DEVICE_H

struct completion;
struct kunit;
struct platform_device;
struct platform_driver;

/* As platform_device_alloc() and the others. NULL; 0 or -errno. */
struct platform_device *kunit_platform_device_alloc(struct kunit *test,
						    const char *name, int id);
int kunit_platform_device_add(struct kunit *test, struct platform_device *pdev);
int kunit_platform_driver_register(struct kunit *test,
				   struct platform_driver *drv);
/* Has @x completed as soon as @pdev has a driver: 0 or -ENOMEM. */
int kunit_platform_device_prepare_wait_for_probe(struct kunit *test,
						 struct platform_device *pdev,
						 struct completion *x);

#endif
