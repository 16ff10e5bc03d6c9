/* SPDX-License-Identifier: MIT */
/* Another name of <linux/sysinfo.h>. */
#ifndef _UAPI_LINUX_SYSINFO_H
#define _UAPI_LINUX_SYSINFO_H

#include <linux/sysinfo.h>

#endif
