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

/* Input devices by what they are and report: ->flags says what is compared. */
#define INPUT_DEVICE_ID_EV_MAX 0x1f
#define INPUT_DEVICE_ID_KEY_MIN_INTERESTING 0x71
#define INPUT_DEVICE_ID_KEY_MAX 0x2ff
#define INPUT_DEVICE_ID_REL_MAX 0x0f
#define INPUT_DEVICE_ID_ABS_MAX 0x3f
#define INPUT_DEVICE_ID_MSC_MAX 0x07
#define INPUT_DEVICE_ID_LED_MAX 0x0f
#define INPUT_DEVICE_ID_SND_MAX 0x07
#define INPUT_DEVICE_ID_FF_MAX 0x7f
#define INPUT_DEVICE_ID_SW_MAX 0x10
#define INPUT_DEVICE_ID_PROP_MAX 0x1f

#define INPUT_DEVICE_ID_MATCH_BUS 1
#define INPUT_DEVICE_ID_MATCH_VENDOR 2
#define INPUT_DEVICE_ID_MATCH_PRODUCT 4
#define INPUT_DEVICE_ID_MATCH_VERSION 8
#define INPUT_DEVICE_ID_MATCH_EVBIT 0x0010
#define INPUT_DEVICE_ID_MATCH_KEYBIT 0x0020
#define INPUT_DEVICE_ID_MATCH_RELBIT 0x0040
#define INPUT_DEVICE_ID_MATCH_ABSBIT 0x0080
#define INPUT_DEVICE_ID_MATCH_MSCIT 0x0100
#define INPUT_DEVICE_ID_MATCH_LEDBIT 0x0200
#define INPUT_DEVICE_ID_MATCH_SNDBIT 0x0400
#define INPUT_DEVICE_ID_MATCH_FFBIT 0x0800
#define INPUT_DEVICE_ID_MATCH_SWBIT 0x1000
#define INPUT_DEVICE_ID_MATCH_PROPBIT 0x2000

#define __INPUT_ID_LONGS(max) ((max) / (8 * sizeof(kernel_ulong_t)) + 1)
struct input_device_id {
	kernel_ulong_t flags;
	__u16 bustype;
	__u16 vendor;
	__u16 product;
	__u16 version;
	kernel_ulong_t evbit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_EV_MAX)];
	kernel_ulong_t keybit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_KEY_MAX)];
	kernel_ulong_t relbit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_REL_MAX)];
	kernel_ulong_t absbit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_ABS_MAX)];
	kernel_ulong_t mscbit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_MSC_MAX)];
	kernel_ulong_t ledbit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_LED_MAX)];
	kernel_ulong_t sndbit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_SND_MAX)];
	kernel_ulong_t ffbit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_FF_MAX)];
	kernel_ulong_t swbit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_SW_MAX)];
	kernel_ulong_t propbit[__INPUT_ID_LONGS(INPUT_DEVICE_ID_PROP_MAX)];
	kernel_ulong_t driver_info;
};

#endif
