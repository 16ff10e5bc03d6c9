/* SPDX-License-Identifier: MIT */
/*
 * Tables of the devices that a driver is for, as buses compare them.
 *
 * Linux: Documentation/driver-api/driver-model/driver.rst
 */
#ifndef _LINUX_MOD_DEVICETABLE_H
#define _LINUX_MOD_DEVICETABLE_H

#include <linux/types.h>

typedef unsigned long kernel_ulong_t;

#define PLATFORM_NAME_SIZE 20
#define PLATFORM_MODULE_PREFIX "platform:"

struct platform_device_id {
	char name[PLATFORM_NAME_SIZE];
	kernel_ulong_t driver_data;
};

struct i2c_device_id {
	char name[20];
	kernel_ulong_t driver_data;
};

struct spi_device_id {
	char name[32];
	kernel_ulong_t driver_data;
};

#define PCI_ANY_ID (~0)

struct pci_device_id {
	__u32 vendor, device, subvendor, subdevice;
	__u32 class, class_mask;
	kernel_ulong_t driver_data;
	__u32 override_only;
};

/* Device trees: there is none here, so none of them ever matches. */
struct of_device_id {
	char name[32];
	char type[32];
	char compatible[128];
	const void *data;
};

#endif
