/* SPDX-License-Identifier: MIT */
/*
 * Timers that count in jiffies: a wheel of 256 buckets, one a jiffy, in which a
 * timer waits where its expiry modulo 256 is. A tick whose bucket is empty
 * costs a look; else a soft interrupt goes through the bucket.
 */
#include <asm/irqflags.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/leaks.h>
#include <linux/printk.h>
#include <linux/start_kernel.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#define BUCKETS 256

static struct list_head wheel[BUCKETS];
static unsigned long next_jiffy = INITIAL_JIFFIES + 1; /* the first not done */
static const struct timer_list *running;

static struct list_head *bucket(unsigned long jiffy)
{
	return &wheel[jiffy % BUCKETS];
}

void timers_tick(void)
{
	if (next_jiffy == jiffies && list_empty(bucket(jiffies)))
		next_jiffy++;
	else
		raise_softirq_irqoff(TIMER_SOFTIRQ);
}

/* Calls its function, with interrupts on. */
static void expire(struct timer_list *timer)
{
	void (*function)(struct timer_list * timer) = timer->function;
	int count = preempt_count();

	timer_delete(timer);
	running = timer;
	local_irq_enable();
	function(timer);
	local_irq_disable();
	running = NULL;
	if (likely(preempt_count() == count))
		return;
	WARN_ONCE(1, "timer: %pS preempt leak: %08x -> %08x\n", function, count,
		  preempt_count());
	preempt_count_set(count);
}

/* Those that are due in @list, by age; their functions may change it. */
static void expire_bucket(struct list_head *list)
{
	struct timer_list *t, *next;
	LIST_HEAD(due);

	list_for_each_entry_safe(t, next, list, entry)
		if (time_before_eq(t->expires, next_jiffy))
			list_move_tail(&t->entry, &due);
	while ((t = list_first_entry_or_null(&due, struct timer_list, entry)))
		expire(t);
}

static void run_timers(void)
{
	local_irq_disable();
	while (time_before_eq(next_jiffy, jiffies)) {
		expire_bucket(bucket(next_jiffy));
		next_jiffy++;
	}
	local_irq_enable();
}

/* --- Arming */

static void arm(struct timer_list *timer, unsigned long expires)
{
	unsigned long jiffy = expires;

	timer_delete(timer);
	timer->expires = expires;
	if (time_before_eq(jiffy, jiffies))
		jiffy = jiffies + 1;
	list_add_tail(&timer->entry, bucket(jiffy));
}

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	unsigned long flags;
	int pending;

	local_irq_save(flags);
	pending = timer_pending(timer);
	if (timer->function)
		arm(timer, expires);
	local_irq_restore(flags);
	return pending;
}
EXPORT_SYMBOL(mod_timer);

int mod_timer_pending(struct timer_list *timer, unsigned long expires)
{
	unsigned long flags;
	int pending;

	local_irq_save(flags);
	pending = timer_pending(timer);
	if (pending)
		arm(timer, expires);
	local_irq_restore(flags);
	return pending;
}
EXPORT_SYMBOL(mod_timer_pending);

int timer_reduce(struct timer_list *timer, unsigned long expires)
{
	unsigned long flags;
	int pending;

	local_irq_save(flags);
	pending = timer_pending(timer);
	if (!pending || time_before(expires, timer->expires))
		mod_timer(timer, expires);
	local_irq_restore(flags);
	return pending;
}
EXPORT_SYMBOL(timer_reduce);

void add_timer(struct timer_list *timer)
{
	if (!WARN_ON_ONCE(timer_pending(timer)))
		mod_timer(timer, timer->expires);
}
EXPORT_SYMBOL(add_timer);

void add_timer_local(struct timer_list *timer)
{
	add_timer(timer);
}
EXPORT_SYMBOL(add_timer_local);

void add_timer_global(struct timer_list *timer)
{
	add_timer(timer);
}
EXPORT_SYMBOL(add_timer_global);

void add_timer_on(struct timer_list *timer, int cpu)
{
	if (!WARN_ON_ONCE(cpu || !timer->function))
		add_timer(timer);
}
EXPORT_SYMBOL_GPL(add_timer_on);

/* --- Disarming */

int timer_delete(struct timer_list *timer)
{
	unsigned long flags;
	int pending;

	local_irq_save(flags);
	pending = timer_pending(timer);
	if (pending) {
		list_del(&timer->entry);
		timer->entry.next = NULL;
	}
	local_irq_restore(flags);
	return pending;
}
EXPORT_SYMBOL(timer_delete);

int try_to_del_timer_sync(struct timer_list *timer)
{
	return running == timer ? -1 : timer_delete(timer);
}
EXPORT_SYMBOL(try_to_del_timer_sync);

/*
 * On one processor the function runs elsewhere only where this is called from
 * an interrupt, or from the function itself: both would wait for ever.
 */
int timer_delete_sync(struct timer_list *timer)
{
	WARN(running == timer, "timer: %ps waits for its own end\n",
	     timer->function);
	WARN_ON(in_hardirq() && !(timer->flags & TIMER_IRQSAFE));
	return timer_delete(timer);
}
EXPORT_SYMBOL(timer_delete_sync);

int timer_shutdown(struct timer_list *timer)
{
	unsigned long flags;
	int pending;

	local_irq_save(flags);
	pending = timer_delete(timer);
	timer->function = NULL;
	local_irq_restore(flags);
	return pending;
}
EXPORT_SYMBOL(timer_shutdown);

int timer_shutdown_sync(struct timer_list *timer)
{
	int pending = timer_delete_sync(timer);

	timer_shutdown(timer);
	return pending;
}
EXPORT_SYMBOL(timer_shutdown_sync);

/* --- Rounding */

static unsigned long to_second(unsigned long j, bool up)
{
	unsigned long rest = j % HZ;
	unsigned long rounded = rest < HZ / 4 && !up ? j - rest : j - rest + HZ;

	return time_is_after_jiffies(rounded) ? rounded : j;
}

unsigned long round_jiffies(unsigned long j)
{
	return to_second(j, false);
}
EXPORT_SYMBOL_GPL(round_jiffies);

unsigned long round_jiffies_relative(unsigned long j)
{
	unsigned long now = jiffies;

	return to_second(now + j, false) - now;
}
EXPORT_SYMBOL_GPL(round_jiffies_relative);

unsigned long round_jiffies_up(unsigned long j)
{
	return to_second(j, true);
}
EXPORT_SYMBOL_GPL(round_jiffies_up);

unsigned long round_jiffies_up_relative(unsigned long j)
{
	unsigned long now = jiffies;

	return to_second(now + j, true) - now;
}
EXPORT_SYMBOL_GPL(round_jiffies_up_relative);

/* --- What a module leaves */

static void reclaim_timer(const void *timer)
{
	timer_delete((struct timer_list *)timer);
}

static void reclaim_delayed_work(const void *timer)
{
	struct delayed_work *dwork =
		from_timer(dwork, (struct timer_list *)timer, timer);

	cancel_delayed_work(dwork);
}

/* The timer of delayed work leads to the work's function. */
static void scan_timer(struct leak_scan *scan, const struct timer_list *t)
{
	const struct delayed_work *dwork = from_timer(dwork, t, timer);
	bool delays = t->function == delayed_work_timer_fn;
	unsigned long target = delays ? (unsigned long)dwork->work.func :
					(unsigned long)t->function;

	if (!leak_in(scan, target) && !leak_in(scan, t))
		return;
	leak_found(scan,
		   &(struct leak){
			   .kind = delays ? "delayed work still waiting" :
					    "timer still armed",
			   .object = t,
			   .target = target,
			   .danger = leak_in(scan, target) ?
					     "its function is in this module" :
					     "its structure is in this module",
			   .reclaim = delays ? reclaim_delayed_work :
					       reclaim_timer,
		   });
}

static void scan_timers(struct leak_scan *scan)
{
	struct timer_list *t;
	unsigned long flags;

	local_irq_save(flags);
	for (int i = 0; i < BUCKETS; i++)
		list_for_each_entry(t, &wheel[i], entry)
			scan_timer(scan, t);
	local_irq_restore(flags);
}
LEAK_SOURCE(timers, scan_timers);

void __init timers_init(void)
{
	for (int i = 0; i < BUCKETS; i++)
		INIT_LIST_HEAD(&wheel[i]);
	open_softirq(TIMER_SOFTIRQ, run_timers);
}
