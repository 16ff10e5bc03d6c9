/* SPDX-License-Identifier: MIT */
/* Another name of <linux/reboot.h>. */
#ifndef _UAPI_LINUX_REBOOT_H
#define _UAPI_LINUX_REBOOT_H

#include <linux/reboot.h>

#endif
