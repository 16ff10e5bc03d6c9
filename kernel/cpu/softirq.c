/* SPDX-License-Identifier: MIT */
/*
 * Soft interrupts: what interrupts leave for later. They run behind the
 * outermost interrupt, or where a task allows them again, with interrupts on;
 * none interrupts another. A flood of them goes on in a thread, so that tasks
 * get their turns. Tasklets are two of them.
 */
#include <linux/bits.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/kernel_stat.h>
#include <linux/kthread.h>
#include <linux/leaks.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/start_kernel.h>

#define MOST_ROUNDS 10

const char *const softirq_to_name[NR_SOFTIRQS] = {
	"HI",	    "TIMER",   "NET_TX", "NET_RX",  "BLOCK",
	"IRQ_POLL", "TASKLET", "SCHED",	 "HRTIMER", "RCU",
};

static void (*actions[NR_SOFTIRQS])(void);
static struct task_struct *ksoftirqd;
unsigned int __softirq_pending;

void open_softirq(int nr, void (*action)(void))
{
	actions[nr] = action;
}

static void wake_ksoftirqd(void)
{
	if (ksoftirqd)
		wake_up_process(ksoftirqd);
}

void raise_softirq_irqoff(unsigned int nr)
{
	__softirq_pending |= 1u << nr;
	/* Behind an interrupt it comes by itself. */
	if (!in_interrupt())
		wake_ksoftirqd();
}

static void run_softirq(unsigned int nr)
{
	int count = preempt_count();

	kstat.softirqs[nr]++;
	actions[nr]();
	if (likely(preempt_count() == count))
		return;
	pr_err("huh, entered softirq %u %s %p with preempt_count %08x, exited with %08x?\n",
	       nr, softirq_to_name[nr], actions[nr], count, preempt_count());
	preempt_count_set(count);
}

void do_softirq(void)
{
	unsigned long flags;
	unsigned int pending;

	local_irq_save(flags);
	preempt_count_add(SOFTIRQ_OFFSET);
	for (int i = 0; i < MOST_ROUNDS && __softirq_pending; i++) {
		pending = __softirq_pending;
		__softirq_pending = 0;
		local_irq_enable();
		for (; pending; pending &= pending - 1)
			run_softirq(__builtin_ctz(pending));
		local_irq_disable();
	}
	if (__softirq_pending)
		wake_ksoftirqd();
	preempt_count_sub(SOFTIRQ_OFFSET);
	local_irq_restore(flags);
}

void __local_bh_enable_ip(unsigned long ip, unsigned int count)
{
	WARN_ON_ONCE(in_hardirq());
	preempt_count_sub(count);
	if (unlikely(local_softirq_pending()) && !in_interrupt() &&
	    !irqs_disabled())
		do_softirq();
}
EXPORT_SYMBOL(__local_bh_enable_ip);

static int __noreturn run_ksoftirqd(void *unused)
{
	for (;;) {
		local_irq_disable();
		if (!__softirq_pending) {
			set_current_state(TASK_INTERRUPTIBLE);
			schedule();
		}
		local_irq_enable();
		do_softirq();
		yield();
	}
}

/* --- Tasklets */

struct tasklet_list {
	struct tasklet_struct *first, **end;
};

static struct tasklet_list normal = { .end = &normal.first };
static struct tasklet_list high = { .end = &high.first };

static void append(struct tasklet_list *list, struct tasklet_struct *t)
{
	t->next = NULL;
	*list->end = t;
	list->end = &t->next;
}

static void schedule_on(struct tasklet_list *list, unsigned int nr,
			struct tasklet_struct *t)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!(t->state & BIT(TASKLET_STATE_SCHED))) {
		t->state |= BIT(TASKLET_STATE_SCHED);
		append(list, t);
		raise_softirq_irqoff(nr);
	}
	local_irq_restore(flags);
}

void tasklet_schedule(struct tasklet_struct *t)
{
	schedule_on(&normal, TASKLET_SOFTIRQ, t);
}
EXPORT_SYMBOL(tasklet_schedule);

void tasklet_hi_schedule(struct tasklet_struct *t)
{
	schedule_on(&high, HI_SOFTIRQ, t);
}
EXPORT_SYMBOL(tasklet_hi_schedule);

static void call_tasklet(struct tasklet_struct *t)
{
	t->state = 0; /* it may schedule itself, or free itself */
	local_irq_enable();
	if (t->use_callback)
		t->callback(t);
	else
		t->func(t->data);
	local_irq_disable();
}

/* Runs those that are on @list now, but for who is disabled: he stays. */
static void run_tasklets(struct tasklet_list *list)
{
	struct tasklet_struct *t, *next;

	local_irq_disable();
	t = list->first;
	*list = (struct tasklet_list){ .end = &list->first };
	for (; t; t = next) {
		next = t->next;
		if (atomic_read(&t->count))
			append(list, t);
		else
			call_tasklet(t);
	}
	local_irq_enable();
}

static void run_normal_tasklets(void)
{
	run_tasklets(&normal);
}

static void run_high_tasklets(void)
{
	run_tasklets(&high);
}

void tasklet_setup(struct tasklet_struct *t,
		   void (*callback)(struct tasklet_struct *t))
{
	*t = (struct tasklet_struct){ .callback = callback,
				      .use_callback = true };
}
EXPORT_SYMBOL(tasklet_setup);

void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long data),
		  unsigned long data)
{
	*t = (struct tasklet_struct){ .func = func, .data = data };
}
EXPORT_SYMBOL(tasklet_init);

/* On one processor it can't be running where this is called. */
void tasklet_disable(struct tasklet_struct *t)
{
	atomic_inc(&t->count);
}
EXPORT_SYMBOL(tasklet_disable);

/* It may wait on either list: both are looked at. */
void tasklet_enable(struct tasklet_struct *t)
{
	unsigned long flags;

	local_irq_save(flags);
	if (atomic_dec_and_test(&t->count) && t->state) {
		raise_softirq_irqoff(HI_SOFTIRQ);
		raise_softirq_irqoff(TASKLET_SOFTIRQ);
	}
	local_irq_restore(flags);
}
EXPORT_SYMBOL(tasklet_enable);

static void take_off(struct tasklet_list *list, struct tasklet_struct *t)
{
	struct tasklet_struct **p = &list->first;

	while (*p && *p != t)
		p = &(*p)->next;
	if (!*p)
		return;
	*p = t->next;
	if (!*p)
		list->end = p;
	t->state = 0;
}

void tasklet_kill(struct tasklet_struct *t)
{
	unsigned long flags;

	if (in_interrupt())
		pr_notice("Attempt to kill tasklet from interrupt\n");
	else if (t->state)
		do_softirq();
	local_irq_save(flags);
	take_off(&normal, t);
	take_off(&high, t);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(tasklet_kill);

/* --- What a module leaves */

static void reclaim_tasklet(const void *t)
{
	tasklet_kill((struct tasklet_struct *)t);
}

static void scan_list(struct leak_scan *scan, const struct tasklet_list *list)
{
	for (const struct tasklet_struct *t = list->first; t; t = t->next)
		if (leak_in(scan, t->func) || leak_in(scan, t))
			leak_found(scan,
				   &(struct leak){
					   .kind = "tasklet still scheduled",
					   .object = t,
					   .target = (unsigned long)t->func,
					   .danger =
						   leak_in(scan, t->func) ?
							   "its function is in this module" :
							   "its structure is in this module",
					   .reclaim = reclaim_tasklet,
				   });
}

static void scan_tasklets(struct leak_scan *scan)
{
	unsigned long flags;

	local_irq_save(flags);
	scan_list(scan, &high);
	scan_list(scan, &normal);
	local_irq_restore(flags);
}
LEAK_SOURCE(tasklets, scan_tasklets);

void softirq_init(void)
{
	open_softirq(HI_SOFTIRQ, run_high_tasklets);
	open_softirq(TASKLET_SOFTIRQ, run_normal_tasklets);
	ksoftirqd = kthread_run(run_ksoftirqd, NULL, "ksoftirqd/0");
	if (IS_ERR(ksoftirqd))
		panic("softirq: no memory");
}
