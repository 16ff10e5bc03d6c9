/* SPDX-License-Identifier: MIT */
/*
 * The scheduler's clock: nanoseconds since the boot.
 *
 * Context: any.
 * Linux: Documentation/timers/timekeeping.rst
 */
#ifndef _LINUX_SCHED_CLOCK_H
#define _LINUX_SCHED_CLOCK_H

#include <linux/timekeeping.h>

/* Now; there is one processor, and one clock for all. */
static inline unsigned long long sched_clock(void)
{
	return ktime_get_ns();
}

static inline u64 local_clock(void)
{
	return ktime_get_ns();
}

static inline u64 cpu_clock(int cpu)
{
	return ktime_get_ns();
}

#endif
