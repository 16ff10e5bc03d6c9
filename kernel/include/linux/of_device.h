/* SPDX-License-Identifier: MIT */
/*
 * Linux: Documentation/devicetree/kernel-api.rst
 */
#ifndef _LINUX_OF_DEVICE_H
#define _LINUX_OF_DEVICE_H

#include <linux/device.h>
#include <linux/of.h>

#endif
