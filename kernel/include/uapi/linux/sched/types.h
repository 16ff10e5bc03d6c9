/* SPDX-License-Identifier: MIT */
/* Another name of <linux/sched/types.h>. */
#ifndef _UAPI_LINUX_SCHED_TYPES_H
#define _UAPI_LINUX_SCHED_TYPES_H

#include <linux/sched/types.h>

#endif
