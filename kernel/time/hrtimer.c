/* SPDX-License-Identifier: MIT */
/*
 * Timers that count in nanoseconds, on a sorted list a clock. While one is
 * armed that is due before the next tick, drivers/timer.c programs the
 * hardware for it; else the tick finds it.
 */
#include <asm/irqflags.h>
#include <linux/array_size.h>
#include <linux/bug.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/hrtimer.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/leaks.h>

#include "../drivers/drivers.h"

unsigned int hrtimer_resolution = HIGH_RES_NSEC;
EXPORT_SYMBOL_GPL(hrtimer_resolution);

enum { MONOTONIC, REALTIME, BOOTTIME, TAI };

static struct hrtimer_clock_base bases[] = {
	[MONOTONIC] = { CLOCK_MONOTONIC, ktime_get,
			LIST_HEAD_INIT(bases[MONOTONIC].armed) },
	[REALTIME] = { CLOCK_REALTIME, ktime_get_real,
		       LIST_HEAD_INIT(bases[REALTIME].armed) },
	[BOOTTIME] = { CLOCK_BOOTTIME, ktime_get,
		       LIST_HEAD_INIT(bases[BOOTTIME].armed) },
	[TAI] = { CLOCK_TAI, ktime_get_real, LIST_HEAD_INIT(bases[TAI].armed) },
};

/* Those that are due, but are to run in the soft interrupt. */
static LIST_HEAD(soft_due);
static struct hrtimer *running_hard, *running_soft;
unsigned int hrtimers_armed;

static void enqueue(struct hrtimer *timer)
{
	struct hrtimer *t;

	list_for_each_entry(t, &timer->base->armed, node)
		if (timer->expires < t->expires)
			break;
	list_add_tail(&timer->node, &t->node);
	hrtimers_armed++;
}

static bool dequeue(struct hrtimer *timer)
{
	if (list_empty(&timer->node))
		return false;
	list_del_init(&timer->node);
	hrtimers_armed--;
	return true;
}

/* --- When they are due */

u64 hrtimers_next(void)
{
	u64 next = U64_MAX;

	for (u32 i = 0; i < ARRAY_SIZE(bases); i++) {
		struct hrtimer_clock_base *base = &bases[i];
		const struct hrtimer *t =
			list_first_entry_or_null(&base->armed, struct hrtimer,
						 node);
		s64 ahead;

		if (!t)
			continue;
		ahead = base->get_time() - ktime_get();
		next = min(next, (u64)max(t->expires - ahead, (s64)0));
	}
	return next;
}

/* Calls the function of one that was taken off, in its context. */
static void call(struct hrtimer *timer, struct hrtimer **running)
{
	enum hrtimer_restart (*function)(struct hrtimer *) = timer->function;
	int count = preempt_count();

	*running = timer;
	/* Until its function ends, arming it again is its own affair. */
	if (function(timer) == HRTIMER_RESTART) {
		local_irq_disable();
		if (!hrtimer_is_queued(timer))
			enqueue(timer);
	}
	local_irq_disable();
	*running = NULL;
	if (likely(preempt_count() == count))
		return;
	WARN_ONCE(1, "hrtimer: %pS preempt leak: %08x -> %08x\n", function,
		  count, preempt_count());
	preempt_count_set(count);
}

/* One that is due by now, taken off its list; or NULL. */
static struct hrtimer *take(struct list_head *due)
{
	struct hrtimer *t = list_first_entry_or_null(due, struct hrtimer, node);

	if (t)
		dequeue(t);
	return t;
}

static void run_base(struct hrtimer_clock_base *base)
{
	ktime_t now = base->get_time();
	struct hrtimer *t, *next;
	LIST_HEAD(due);

	list_for_each_entry_safe(t, next, &base->armed, node) {
		if (t->_softexpires > now)
			break;
		list_move_tail(&t->node, t->is_soft ? &soft_due : &due);
	}
	if (!list_empty(&soft_due))
		raise_softirq_irqoff(HRTIMER_SOFTIRQ);
	while ((t = take(&due)))
		call(t, &running_hard);
}

void hrtimers_run(void)
{
	for (u32 i = 0; i < ARRAY_SIZE(bases); i++)
		if (!list_empty(&bases[i].armed))
			run_base(&bases[i]);
}

static void run_soft(void)
{
	struct hrtimer *t;

	local_irq_disable();
	while ((t = take(&soft_due))) {
		local_irq_enable();
		call(t, &running_soft);
	}
	clock_event_reprogram();
	local_irq_enable();
}

void hrtimers_clock_was_set(void)
{
	unsigned long flags;

	local_irq_save(flags);
	clock_event_reprogram();
	local_irq_restore(flags);
}

/* --- Arming and disarming */

static struct hrtimer_clock_base *base_of(clockid_t clock)
{
	for (u32 i = 0; i < ARRAY_SIZE(bases); i++)
		if (bases[i].clockid == clock)
			return &bases[i];
	WARN(1, "Invalid clockid %d. Using MONOTONIC\n", clock);
	return &bases[MONOTONIC];
}

void hrtimer_init(struct hrtimer *timer, clockid_t which_clock,
		  enum hrtimer_mode mode)
{
	/* How long it is does not depend on how the wall clock is set. */
	if (which_clock == CLOCK_REALTIME && mode & HRTIMER_MODE_REL)
		which_clock = CLOCK_MONOTONIC;
	*timer = (struct hrtimer){ .base = base_of(which_clock),
				   .is_soft = !!(mode & HRTIMER_MODE_SOFT) };
	INIT_LIST_HEAD(&timer->node);
}
EXPORT_SYMBOL_GPL(hrtimer_init);

void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t tim, u64 range_ns,
			    const enum hrtimer_mode mode)
{
	unsigned long flags;

	if (WARN_ON_ONCE(!timer->function) ||
	    WARN_ON_ONCE(timer->is_soft != !!(mode & HRTIMER_MODE_SOFT)))
		return;
	local_irq_save(flags);
	dequeue(timer);
	if (mode & HRTIMER_MODE_REL)
		tim = ktime_add_safe(hrtimer_cb_get_time(timer), tim);
	hrtimer_set_expires_range_ns(timer, tim, range_ns);
	enqueue(timer);
	if (list_is_first(&timer->node, &timer->base->armed))
		clock_event_reprogram();
	local_irq_restore(flags);
}
EXPORT_SYMBOL_GPL(hrtimer_start_range_ns);

int hrtimer_callback_running(struct hrtimer *timer)
{
	return timer == running_hard || timer == running_soft;
}
EXPORT_SYMBOL_GPL(hrtimer_callback_running);

bool hrtimer_active(const struct hrtimer *timer)
{
	return !list_empty(&timer->node) || timer == running_hard ||
	       timer == running_soft;
}
EXPORT_SYMBOL_GPL(hrtimer_active);

int hrtimer_try_to_cancel(struct hrtimer *timer)
{
	unsigned long flags;
	int ret;

	local_irq_save(flags);
	ret = hrtimer_callback_running(timer) ? -1 : dequeue(timer);
	local_irq_restore(flags);
	return ret;
}
EXPORT_SYMBOL_GPL(hrtimer_try_to_cancel);

/* On one processor only the function itself, or who interrupts it, waits. */
int hrtimer_cancel(struct hrtimer *timer)
{
	int ret = hrtimer_try_to_cancel(timer);

	WARN(ret < 0, "hrtimer: %ps waits for its own end\n", timer->function);
	return max(ret, 0);
}
EXPORT_SYMBOL_GPL(hrtimer_cancel);

u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval)
{
	s64 late = now - timer->expires;
	u64 overruns = 1;

	if (late < 0 || WARN_ON(hrtimer_is_queued(timer)))
		return 0;
	interval = max(interval, (ktime_t)hrtimer_resolution);
	if (late >= interval) {
		overruns = div64_u64(late, interval);
		hrtimer_add_expires_ns(timer, interval * overruns);
		if (timer->expires > now)
			return overruns;
		overruns++;
	}
	hrtimer_add_expires(timer, interval);
	return overruns;
}
EXPORT_SYMBOL_GPL(hrtimer_forward);

/* --- Sleeping */

static enum hrtimer_restart wake_sleeper(struct hrtimer *timer)
{
	struct hrtimer_sleeper *sl =
		container_of(timer, struct hrtimer_sleeper, timer);
	struct task_struct *task = sl->task;

	sl->task = NULL;
	if (task)
		wake_up_process(task);
	return HRTIMER_NORESTART;
}

void hrtimer_init_sleeper(struct hrtimer_sleeper *sl, clockid_t clock_id,
			  enum hrtimer_mode mode)
{
	hrtimer_init(&sl->timer, clock_id, mode);
	sl->timer.function = wake_sleeper;
	sl->task = current;
}
EXPORT_SYMBOL_GPL(hrtimer_init_sleeper);

void hrtimer_sleeper_start_expires(struct hrtimer_sleeper *sl,
				   enum hrtimer_mode mode)
{
	hrtimer_start_expires(&sl->timer, mode);
}
EXPORT_SYMBOL_GPL(hrtimer_sleeper_start_expires);

int schedule_hrtimeout_range_clock(ktime_t *expires, u64 delta,
				   const enum hrtimer_mode mode,
				   clockid_t clock_id)
{
	struct hrtimer_sleeper sl;

	if (expires && !*expires) {
		set_current_state(TASK_RUNNING);
		return 0;
	}
	if (!expires) {
		schedule();
		return -EINTR;
	}
	hrtimer_init_sleeper(&sl, clock_id, mode);
	hrtimer_start_range_ns(&sl.timer, *expires, delta, mode);
	if (sl.task)
		schedule();
	hrtimer_cancel(&sl.timer);
	set_current_state(TASK_RUNNING);
	return sl.task ? -EINTR : 0;
}
EXPORT_SYMBOL_GPL(schedule_hrtimeout_range_clock);

int schedule_hrtimeout_range(ktime_t *expires, u64 delta,
			     const enum hrtimer_mode mode)
{
	return schedule_hrtimeout_range_clock(expires, delta, mode,
					      CLOCK_MONOTONIC);
}
EXPORT_SYMBOL_GPL(schedule_hrtimeout_range);

int schedule_hrtimeout(ktime_t *expires, const enum hrtimer_mode mode)
{
	return schedule_hrtimeout_range(expires, 0, mode);
}
EXPORT_SYMBOL_GPL(schedule_hrtimeout);

void usleep_range_state(unsigned long min, unsigned long max,
			unsigned int state)
{
	ktime_t end = ktime_add_us(ktime_get(), min);
	u64 delta = (u64)(max > min ? max - min : 0) * NSEC_PER_USEC;

	do
		set_current_state(state);
	while (schedule_hrtimeout_range(&end, delta, HRTIMER_MODE_ABS));
}
EXPORT_SYMBOL(usleep_range_state);

/* --- What a module leaves */

static void reclaim_hrtimer(const void *timer)
{
	hrtimer_cancel((struct hrtimer *)timer);
}

static void scan_hrtimers(struct leak_scan *scan)
{
	unsigned long flags;
	const struct hrtimer *t;

	local_irq_save(flags);
	for (u32 i = 0; i < ARRAY_SIZE(bases); i++)
		list_for_each_entry(t, &bases[i].armed, node)
			if (leak_in(scan, t->function) || leak_in(scan, t))
				leak_found(scan,
					   &(struct leak){
						   .kind = "hrtimer still armed",
						   .object = t,
						   .target = (unsigned long)t
								     ->function,
						   .danger =
							   leak_in(scan,
								   t->function) ?
								   "its function is in this module" :
								   "its structure is in this module",
						   .reclaim = reclaim_hrtimer,
					   });
	local_irq_restore(flags);
}
LEAK_SOURCE(hrtimers, scan_hrtimers);

void __init hrtimers_init(void)
{
	open_softirq(HRTIMER_SOFTIRQ, run_soft);
}
