/* SPDX-License-Identifier: MIT */
/*
 * Who does what is left for later, and where: an hrtimer in the timer's
 * interrupt, a tasklet in a soft interrupt behind it, work in a thread, where
 * it may sleep. Exit takes back whatever has not begun.
 *
 * Try: insmod deferred.ko, dmesg, rmmod deferred; and what happens when a line
 * in exit is taken out.
 */
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/workqueue.h>

static unsigned int delay_us = 1500;
module_param(delay_us, uint, 0444);
MODULE_PARM_DESC(delay_us, "Microseconds until the hrtimer goes off");

static struct hrtimer timer;
static ktime_t started;

static void tell(const char *who)
{
	pr_info("deferred: %s: %s, interrupts %s\n", who,
		in_hardirq()	     ? "in an interrupt" :
		in_serving_softirq() ? "in a soft interrupt" :
				       current->comm,
		irqs_disabled() ? "off" : "on");
}

static void do_work(struct work_struct *work)
{
	tell("work");
	msleep(20);
	pr_info("deferred: work has slept\n");
}
static DECLARE_WORK(work, do_work);

static void run_tasklet(struct tasklet_struct *t)
{
	tell("tasklet");
	schedule_work(&work);
}
static DECLARE_TASKLET(tasklet, run_tasklet);

static enum hrtimer_restart fire(struct hrtimer *t)
{
	s64 us = ktime_us_delta(ktime_get(), started);

	tell("hrtimer");
	pr_info("deferred: %s\n", us < delay_us ? "too early" : "in time");
	tasklet_schedule(&tasklet);
	return HRTIMER_NORESTART;
}

static int __init deferred_init(void)
{
	tell("init");
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = fire;
	started = ktime_get();
	hrtimer_start(&timer, ns_to_ktime((u64)delay_us * NSEC_PER_USEC),
		      HRTIMER_MODE_REL);
	return 0;
}

/* In the order in which each would start the next. */
static void __exit deferred_exit(void)
{
	hrtimer_cancel(&timer);
	tasklet_kill(&tasklet);
	cancel_work_sync(&work);
	pr_info("deferred: nothing is left for later\n");
}

module_init(deferred_init);
module_exit(deferred_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("An hrtimer, a tasklet and work, one after the other");
