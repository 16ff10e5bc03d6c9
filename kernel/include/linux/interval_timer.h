/* SPDX-License-Identifier: MIT */
/*
 * Timers of user space: they end at a moment of a clock and, where they have
 * an interval, again and again; those by the wall clock follow when it is set.
 * Under setitimer(2), timer_create(2) and timerfd_create(2); not for modules.
 *
 * Context: process, interrupts on, unless said otherwise.
 * Linux: Documentation/timers/hrtimers.rst
 */
#ifndef _LINUX_INTERVAL_TIMER_H
#define _LINUX_INTERVAL_TIMER_H

#include <linux/hrtimer.h>
#include <linux/time64.h>

struct interval_timer {
	struct hrtimer timer;
	u64 expires;  /* in ns of its clock; 0: not armed */
	u64 interval; /* in ns; 0: ends once */
	/* It has ended @times times, at least once. In the interrupt. */
	void (*ends)(struct interval_timer *it, u64 times);
};

/* Both in ns: what is left, 0 when it is not armed, and the interval. */
struct interval_value {
	u64 left, interval;
};

void interval_timer_init(struct interval_timer *it,
			 void (*ends)(struct interval_timer *it, u64 times));
/* Arms it for @expires in ns of the boot's or the wall's clock; 0 stops it. */
void interval_timer_set(struct interval_timer *it, bool wall, u64 expires,
			u64 interval);
/* The same from now on, in ns since the boot. */
void interval_timer_set_left(struct interval_timer *it,
			     const struct interval_value *value);
void interval_timer_stop(struct interval_timer *it);
struct interval_value interval_timer_get(const struct interval_timer *it);

/*
 * struct itimerspec of user space, in timespecs of 32 or 64 bits. 0, -EFAULT
 * or, for a time that is none, -EINVAL.
 */
int get_itimerspec(struct itimerspec64 *its, const void __user *uits,
		   bool time64);
int put_itimerspec(const struct interval_value *value, void __user *uits,
		   bool time64);
/* Arms @it as timer_settime(2) says. */
void interval_timer_settime(struct interval_timer *it, bool wall, bool absolute,
			    const struct itimerspec64 *its);

/* fs/timerfd.c: the wall clock shows another time. */
void timerfd_clock_was_set(void);

#endif
