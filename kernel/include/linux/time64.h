/* SPDX-License-Identifier: MIT */
/* Seconds and nanoseconds inside the kernel, and as user space has them. */
#ifndef _LINUX_TIME64_H
#define _LINUX_TIME64_H

#include <linux/compiler.h>
#include <linux/types.h>

#define NSEC_PER_USEC 1000
#define NSEC_PER_MSEC 1000000
#define NSEC_PER_SEC 1000000000
#define USEC_PER_SEC 1000000

struct timespec64 {
	time64_t tv_sec;
	long tv_nsec; /* 0 to 999999999 */
};

static inline bool timespec64_valid(const struct timespec64 *ts)
{
	return ts->tv_sec >= 0 && (unsigned long)ts->tv_nsec < NSEC_PER_SEC;
}

/* Between @ts and nanoseconds; what is too far off is as far as can be. */
u64 timespec64_to_ns(const struct timespec64 *ts);
struct timespec64 ns_to_timespec64(u64 ns);

/*
 * To and from user space: struct timespec with a time_t of 32 bits, and with
 * one of 64. 0 or -EFAULT; they don't look at the values.
 */
int get_old_timespec32(struct timespec64 *ts, const void __user *uts);
int get_timespec64(struct timespec64 *ts, const void __user *uts);
int put_old_timespec32(const struct timespec64 *ts, void __user *uts);
int put_timespec64(const struct timespec64 *ts, void __user *uts);

#endif
