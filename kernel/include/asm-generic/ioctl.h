/* SPDX-License-Identifier: MIT */
/* Another name of <linux/ioctl.h>. */
#ifndef _ASM_GENERIC_IOCTL_H
#define _ASM_GENERIC_IOCTL_H

#include <linux/ioctl.h>

#endif
