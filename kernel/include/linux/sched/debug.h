/* SPDX-License-Identifier: MIT */
/* Showing where tasks are: their stacks. */
#ifndef _LINUX_SCHED_DEBUG_H
#define _LINUX_SCHED_DEBUG_H

#include <linux/sched.h>
#include <linux/stacktrace.h>

#endif
