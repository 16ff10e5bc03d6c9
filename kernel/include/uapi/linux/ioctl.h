/* SPDX-License-Identifier: MIT */
/* Another name of <linux/ioctl.h>. */
#ifndef _UAPI_LINUX_IOCTL_H
#define _UAPI_LINUX_IOCTL_H

#include <linux/ioctl.h>

#endif
