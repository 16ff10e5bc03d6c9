/* SPDX-License-Identifier: MIT */
/*
 * Devices to test drivers' code with, on a bus of their own (`kunit`). They go
 * when the test ends.
 *
 * Context: process, may sleep.
 * Linux: Documentation/dev-tools/kunit/usage.rst
 */
#ifndef _KUNIT_DEVICE_H
#define _KUNIT_DEVICE_H

#include <kunit/test.h>

struct device;
struct device_driver;

/* A driver for the bus; ERR_PTR: -ENOMEM, -EBUSY (there is one of that name). */
struct device_driver *kunit_driver_create(struct kunit *test, const char *name);
/* A device called TEST.@name, with a driver of its own; or ERR_PTR. */
struct device *kunit_device_register(struct kunit *test, const char *name);
/* The same, with a driver of the caller's. */
struct device *kunit_device_register_with_driver(
	struct kunit *test, const char *name, const struct device_driver *drv);
/* Takes the device away before the test ends, and the driver made with it. */
void kunit_device_unregister(struct kunit *test, struct device *dev);

#endif
