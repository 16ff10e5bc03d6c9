/* SPDX-License-Identifier: MIT */
/* Another name of <linux/sched.h>. */
#ifndef _UAPI_LINUX_SCHED_H
#define _UAPI_LINUX_SCHED_H

#include <linux/sched.h>

#endif
