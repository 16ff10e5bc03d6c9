/* SPDX-License-Identifier: MIT */
/* Another name of <linux/limits.h>. */
#ifndef _UAPI_LINUX_LIMITS_H
#define _UAPI_LINUX_LIMITS_H

#include <linux/limits.h>

#endif
