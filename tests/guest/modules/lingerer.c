/* SPDX-License-Identifier: MIT */
/*
 * Leaves behind what leave= says, of all that would call it later; or misuses
 * what misuse= says. No exit takes anything back.
 */
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static char *leave = "";
module_param(leave, charp, 0444);
static char *misuse = "";
module_param(misuse, charp, 0444);

static void work_fn(struct work_struct *work)
{
}

static void long_work_fn(struct work_struct *work)
{
	msleep(1000);
}

static void tasklet_fn(struct tasklet_struct *t)
{
}

static enum hrtimer_restart hrtimer_fn(struct hrtimer *t)
{
	return HRTIMER_NORESTART;
}

static irqreturn_t irq_fn(int irq, void *dev_id)
{
	return IRQ_NONE;
}

static int thread_fn(void *data)
{
	msleep(1000);
	return 0;
}

static int notify_fn(struct notifier_block *nb, unsigned long action,
		     void *data)
{
	return NOTIFY_DONE;
}

static DECLARE_WORK(work, work_fn);
static DECLARE_WORK(long_work, long_work_fn);
static DECLARE_DELAYED_WORK(dwork, work_fn);
static DECLARE_TASKLET_DISABLED(tasklet, tasklet_fn);
static struct hrtimer hrtimer;
static struct notifier_block block = { .notifier_call = notify_fn };

static void leave_work(void)
{
	schedule_work(&work);
}

static void leave_long(void)
{
	schedule_work(&long_work);
}

static void leave_delayed(void)
{
	schedule_delayed_work(&dwork, HZ);
}

static void leave_queue(void)
{
	if (!alloc_workqueue("lingering", 0, 0))
		pr_err("lingerer: no memory\n");
}

static void leave_tasklet(void)
{
	tasklet_schedule(&tasklet);
}

static void leave_hrtimer(void)
{
	hrtimer_init(&hrtimer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer.function = hrtimer_fn;
	hrtimer_start(&hrtimer, ms_to_ktime(1000), HRTIMER_MODE_REL);
}

static void leave_irq(void)
{
	if (request_irq(1, irq_fn, IRQF_SHARED, "lingering", &block))
		pr_err("lingerer: no line\n");
}

static void leave_thread(void)
{
	kthread_run(thread_fn, NULL, "lingering");
}

static void leave_notifier(void)
{
	register_reboot_notifier(&block);
}

/* --- Misuse */

static void locking_timer_fn(struct timer_list *t)
{
	preempt_disable();
}

static void leak_preempt_count(void)
{
	static DEFINE_TIMER(timer, locking_timer_fn);

	mod_timer(&timer, jiffies + 1);
	msleep(30);
}

static void own_timer_fn(struct timer_list *t)
{
	timer_delete_sync(t);
}

static void wait_for_own_timer(void)
{
	static DEFINE_TIMER(timer, own_timer_fn);

	mod_timer(&timer, jiffies + 1);
	msleep(30);
}

static void own_work_fn(struct work_struct *w)
{
	cancel_work_sync(w);
	flush_work(w);
}

static void wait_for_own_work(void)
{
	static DECLARE_WORK(own, own_work_fn);

	schedule_work(&own);
	flush_work(&own);
}

static void locking_work_fn(struct work_struct *w)
{
	preempt_disable();
}

static void return_locked(void)
{
	static DECLARE_WORK(locking, locking_work_fn);

	schedule_work(&locking);
	flush_work(&locking);
}

static void sleeping_timer_fn(struct timer_list *t)
{
	msleep(10);
}

static void sleep_in_a_timer(void)
{
	static DEFINE_TIMER(timer, sleeping_timer_fn);

	mod_timer(&timer, jiffies + 1);
	msleep(50);
}

static void enable_too_often(void)
{
	enable_irq(1);
}

static void free_twice(void)
{
	free_irq(1, &block);
}

static void add_twice(void)
{
	static DEFINE_TIMER(timer, own_timer_fn);

	timer.expires = jiffies + HZ;
	add_timer(&timer);
	add_timer(&timer);
	timer_delete(&timer);
}

static const struct {
	const char *name;
	void (*act)(void);
} ways[] = {
	{ "work", leave_work },
	{ "long", leave_long },
	{ "delayed", leave_delayed },
	{ "queue", leave_queue },
	{ "tasklet", leave_tasklet },
	{ "hrtimer", leave_hrtimer },
	{ "irq", leave_irq },
	{ "thread", leave_thread },
	{ "notifier", leave_notifier },
	{ "count", leak_preempt_count },
	{ "own_timer", wait_for_own_timer },
	{ "own_work", wait_for_own_work },
	{ "locked", return_locked },
	{ "sleep", sleep_in_a_timer },
	{ "enable", enable_too_often },
	{ "free", free_twice },
	{ "add", add_twice },
};

static int __init lingerer_init(void)
{
	for (int i = 0; i < ARRAY_SIZE(ways); i++)
		if (!strcmp(leave, ways[i].name) ||
		    !strcmp(misuse, ways[i].name))
			ways[i].act();
	pr_info("lingerer: done\n");
	return 0;
}

static void __exit lingerer_exit(void)
{
}

module_init(lingerer_init);
module_exit(lingerer_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Is called later, where it should not be");
