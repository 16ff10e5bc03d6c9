/* SPDX-License-Identifier: MIT */
/* Another name of <linux/time.h>. */
#ifndef _UAPI_LINUX_TIME_H
#define _UAPI_LINUX_TIME_H

#include <linux/time.h>

#endif
