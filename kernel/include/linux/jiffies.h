/* SPDX-License-Identifier: MIT */
/*
 * Jiffies: ticks of the timer, HZ a second. They begin 5 minutes before they
 * wrap, so compare them by time_after() and its kin.
 * Context: any.
 * Linux: Documentation/timers/index.rst
 */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H

#include <asm/timex.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/param.h>
#include <linux/time64.h>
#include <linux/typecheck.h>
#include <linux/types.h>

#define INITIAL_JIFFIES ((unsigned long)(unsigned int)(-300 * HZ))
#define MAX_JIFFY_OFFSET ((LONG_MAX >> 1) - 1)
#define TICK_NSEC (NSEC_PER_SEC / HZ)
#define TICK_USEC (USEC_PER_SEC / HZ)

/* The count in 64 bits; jiffies is its lower half. */
extern u64 jiffies_64;
extern volatile unsigned long jiffies;
u64 get_jiffies_64(void);

/* Whether @a is later than @b, and so on; right where the count wraps. */
#define time_after(a, b)                                               \
	(typecheck(unsigned long, a) && typecheck(unsigned long, b) && \
	 ((long)((b) - (a)) < 0))
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b)                                            \
	(typecheck(unsigned long, a) && typecheck(unsigned long, b) && \
	 ((long)((a) - (b)) >= 0))
#define time_before_eq(a, b) time_after_eq(b, a)
#define time_in_range(a, b, c) (time_after_eq(a, b) && time_before_eq(a, c))
#define time_in_range_open(a, b, c) (time_after_eq(a, b) && time_before(a, c))
#define time_after64(a, b) \
	(typecheck(__u64, a) && typecheck(__u64, b) && ((__s64)((b) - (a)) < 0))
#define time_before64(a, b) time_after64(b, a)
#define time_after_eq64(a, b)                          \
	(typecheck(__u64, a) && typecheck(__u64, b) && \
	 ((__s64)((a) - (b)) >= 0))
#define time_before_eq64(a, b) time_after_eq64(b, a)
#define time_in_range64(a, b, c) \
	(time_after_eq64(a, b) && time_before_eq64(a, c))
#define time_is_before_jiffies(a) time_after(jiffies, a)
#define time_is_after_jiffies(a) time_before(jiffies, a)
#define time_is_before_eq_jiffies(a) time_after_eq(jiffies, a)
#define time_is_after_eq_jiffies(a) time_before_eq(jiffies, a)
#define time_is_before_jiffies64(a) time_after64(get_jiffies_64(), a)
#define time_is_after_jiffies64(a) time_before64(get_jiffies_64(), a)

/*
 * Into jiffies: rounded up, so that a wait is never too short; what is too
 * long, or negative as an int, is MAX_JIFFY_OFFSET.
 */
static inline unsigned long msecs_to_jiffies(const unsigned int m)
{
	if ((int)m < 0)
		return MAX_JIFFY_OFFSET;
	return m / (MSEC_PER_SEC / HZ) + (m % (MSEC_PER_SEC / HZ) != 0);
}

static inline unsigned long usecs_to_jiffies(const unsigned int u)
{
	return u / TICK_USEC + (u % TICK_USEC != 0);
}

static inline unsigned long timespec64_to_jiffies(const struct timespec64 *ts)
{
	u64 ticks;

	if (ts->tv_sec >= MAX_JIFFY_OFFSET / HZ)
		return MAX_JIFFY_OFFSET;
	ticks = ts->tv_sec * HZ + (ts->tv_nsec + TICK_NSEC - 1) / TICK_NSEC;
	return min_t(u64, ticks, MAX_JIFFY_OFFSET);
}

/* Rounded down: for scheduler's use, not for timeouts. */
static inline u64 nsecs_to_jiffies64(u64 n)
{
	return div_u64(n, TICK_NSEC);
}

static inline unsigned long nsecs_to_jiffies(u64 n)
{
	return nsecs_to_jiffies64(n);
}

/* Out of jiffies; what exceeds the type wraps. */
static inline unsigned int jiffies_to_msecs(const unsigned long j)
{
	return (MSEC_PER_SEC / HZ) * j;
}

static inline unsigned int jiffies_to_usecs(const unsigned long j)
{
	return TICK_USEC * j;
}

static inline u64 jiffies_to_nsecs(const unsigned long j)
{
	return (u64)j * TICK_NSEC;
}

static inline u64 jiffies64_to_nsecs(u64 j)
{
	return j * TICK_NSEC;
}

static inline u64 jiffies64_to_msecs(u64 j)
{
	return j * (MSEC_PER_SEC / HZ);
}

static inline void jiffies_to_timespec64(const unsigned long j,
					 struct timespec64 *value)
{
	value->tv_sec = j / HZ;
	value->tv_nsec = (j % HZ) * TICK_NSEC;
}

/* Ticks as user space counts them are of the same length. */
static inline clock_t jiffies_to_clock_t(unsigned long j)
{
	return j;
}

static inline unsigned long clock_t_to_jiffies(unsigned long x)
{
	return x;
}

static inline u64 jiffies_64_to_clock_t(u64 x)
{
	return x;
}

static inline clock_t jiffies_delta_to_clock_t(long delta)
{
	return max(0l, delta);
}

static inline unsigned int jiffies_delta_to_msecs(long delta)
{
	return jiffies_to_msecs(max(0l, delta));
}

/*
 * @j, or @j jiffies from now, moved to a whole second, mostly up: timers that
 * may be late go off together. Never into the past.
 */
unsigned long round_jiffies(unsigned long j);
unsigned long round_jiffies_relative(unsigned long j);
unsigned long round_jiffies_up(unsigned long j);
unsigned long round_jiffies_up_relative(unsigned long j);

#endif
