/* SPDX-License-Identifier: MIT */
/*
 * What time it is: on the wall (the realtime clock, which one may set) and
 * since the boot; and how long to sleep. kernel/sys/time.c.
 */
#ifndef _LINUX_TIMEKEEPING_H
#define _LINUX_TIMEKEEPING_H

#include <linux/time64.h>
#include <linux/timer.h>

/* Reads the wall clock from the CMOS: before anyone asks for the time. */
void timekeeping_init(void);
/* Nanoseconds since 1970, the same in two parts, and its seconds. */
u64 ktime_get_real_ns(void);
void ktime_get_real_ts64(struct timespec64 *ts);
time64_t ktime_get_real_seconds(void);
/* When the kernel began to run, in seconds since 1970: btime in /proc/stat. */
time64_t ktime_get_boottime_real_seconds(void);
/* Since the boot. */
void ktime_get_ts64(struct timespec64 *ts);

/* The moment @ts (a valid one) from now, in ns since the boot. */
u64 deadline_after(const struct timespec64 *ts);
/*
 * The jiffies to sleep until @end, in ns since the boot: the sleep may end a
 * tick early, so the caller looks at the clock and sleeps again.
 */
long ns_to_timeout(u64 end);

#endif
