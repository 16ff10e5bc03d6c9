/* SPDX-License-Identifier: MIT */
/* Another name of <linux/stat.h>. */
#ifndef _UAPI_LINUX_STAT_H
#define _UAPI_LINUX_STAT_H

#include <linux/stat.h>

#endif
