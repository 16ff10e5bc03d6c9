/* SPDX-License-Identifier: MIT */
/*
 * Timers that end at a moment of a clock, over hrtimers. One with an interval
 * shorter than MIN_REST is looked at less often; its ends are counted.
 */
#include <asm/irqflags.h>
#include <linux/errno.h>
#include <linux/interval_timer.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/timekeeping.h>

#define MIN_REST NSEC_PER_MSEC

static enum hrtimer_restart timer_fires(struct hrtimer *timer)
{
	struct interval_timer *it =
		container_of(timer, struct interval_timer, timer);
	u64 now = hrtimer_cb_get_time(timer), times = 1;

	if (it->interval) {
		times += div64_u64(now - it->expires, it->interval);
		it->expires += times * it->interval;
		hrtimer_start(timer, max(it->expires, now + MIN_REST),
			      HRTIMER_MODE_ABS);
	} else {
		it->expires = 0;
	}
	it->ends(it, times);
	return HRTIMER_NORESTART;
}

void interval_timer_init(struct interval_timer *it,
			 void (*ends)(struct interval_timer *it, u64 times))
{
	hrtimer_init(&it->timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
	it->expires = it->interval = 0;
	it->ends = ends;
}

void interval_timer_stop(struct interval_timer *it)
{
	hrtimer_cancel(&it->timer);
	it->expires = 0;
}

void interval_timer_set(struct interval_timer *it, bool wall, u64 expires,
			u64 interval)
{
	interval_timer_stop(it);
	hrtimer_init(&it->timer, wall ? CLOCK_REALTIME : CLOCK_MONOTONIC,
		     HRTIMER_MODE_ABS);
	it->timer.function = timer_fires;
	it->interval = interval;
	it->expires = expires;
	if (expires)
		hrtimer_start(&it->timer, expires, HRTIMER_MODE_ABS);
}

void interval_timer_set_left(struct interval_timer *it,
			     const struct interval_value *value)
{
	interval_timer_set(it, false,
			   value->left ? ktime_get_ns() + value->left : 0,
			   value->interval);
}

struct interval_value interval_timer_get(const struct interval_timer *it)
{
	struct interval_value value = { 0, it->interval };
	unsigned long flags;
	u64 now;

	local_irq_save(flags);
	now = hrtimer_cb_get_time(&it->timer);
	if (it->expires)
		value.left = it->expires > now ? it->expires - now : 1;
	local_irq_restore(flags);
	return value;
}

/* --- As user space has it */

static size_t timespec_size(bool time64)
{
	return time64 ? 2 * sizeof(s64) : 2 * sizeof(s32);
}

int get_itimerspec(struct itimerspec64 *its, const void __user *uits,
		   bool time64)
{
	int (*get)(struct timespec64 * ts, const void __user *uts) =
		time64 ? get_timespec64 : get_old_timespec32;

	if (get(&its->it_interval, uits) ||
	    get(&its->it_value, uits + timespec_size(time64)))
		return -EFAULT;
	if (!timespec64_valid(&its->it_interval) ||
	    !timespec64_valid(&its->it_value))
		return -EINVAL;
	return 0;
}

int put_itimerspec(const struct interval_value *value, void __user *uits,
		   bool time64)
{
	int (*put)(const struct timespec64 *ts, void __user *uts) =
		time64 ? put_timespec64 : put_old_timespec32;
	struct timespec64 interval = ns_to_timespec64(value->interval);
	struct timespec64 left = ns_to_timespec64(value->left);

	if (put(&interval, uits) || put(&left, uits + timespec_size(time64)))
		return -EFAULT;
	return 0;
}

void interval_timer_settime(struct interval_timer *it, bool wall, bool absolute,
			    const struct itimerspec64 *its)
{
	struct interval_value value = {
		timespec64_to_ns(&its->it_value),
		timespec64_to_ns(&its->it_interval),
	};

	if (absolute)
		interval_timer_set(it, wall, value.left, value.interval);
	else
		interval_timer_set_left(it, &value);
}
