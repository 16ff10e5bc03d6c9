/* SPDX-License-Identifier: MIT */
/*
 * Delays, never too short: the first spin, the others sleep.
 * Context: process, may sleep.
 * Linux: Documentation/timers/delay_sleep_functions.rst
 */
#ifndef _LINUX_DELAY_H
#define _LINUX_DELAY_H

#include <linux/math.h>
#include <linux/sched.h>

/* Spin; use udelay() up to some hundred microseconds. Context: any. */
void ndelay(unsigned long nsecs);
void udelay(unsigned long usecs);
void mdelay(unsigned long msecs);

/* At least @msecs milliseconds, by ticks: up to two more. */
void msleep(unsigned int msecs);
/* The same until a signal comes: the milliseconds that were left, or 0. */
unsigned long msleep_interruptible(unsigned int msecs);

static inline void ssleep(unsigned int seconds)
{
	msleep(seconds * 1000);
}

/* Between @min and @max microseconds, in task state @state, by an hrtimer. */
void usleep_range_state(unsigned long min, unsigned long max,
			unsigned int state);

static inline void usleep_range(unsigned long min, unsigned long max)
{
	usleep_range_state(min, max, TASK_UNINTERRUPTIBLE);
}

/* The same, and it is no load. */
static inline void usleep_idle_range(unsigned long min, unsigned long max)
{
	usleep_range_state(min, max, TASK_IDLE);
}

/* Whichever of them fits the time. */
static inline void fsleep(unsigned long usecs)
{
	if (usecs <= 10)
		udelay(usecs);
	else if (usecs <= 20000)
		usleep_range(usecs, 2 * usecs);
	else
		msleep(DIV_ROUND_UP(usecs, 1000));
}

#endif
