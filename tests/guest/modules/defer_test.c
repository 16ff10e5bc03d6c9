/* SPDX-License-Identifier: MIT */
/* Tasklets, work queues, kernel threads and interrupt lines. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/irq.h>
#include <linux/kthread.h>
#include <linux/pid.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "ktap.h"

static char order[64];
static unsigned int order_length;

static void note(char c)
{
	if (order_length < sizeof(order) - 1)
		order[order_length++] = c;
	order[order_length] = '\0';
}

static void forget(void)
{
	order_length = 0;
	order[0] = '\0';
}

#define EXPECT_ORDER(text)                                       \
	do {                                                     \
		if (!EXPECT(!strcmp(order, text)))               \
			ktap_say("  # the order was %s", order); \
		forget();                                        \
	} while (0)

/* --- Tasklets */

static bool in_softirq_with_irqs;

static void note_a(struct tasklet_struct *t)
{
	in_softirq_with_irqs = in_serving_softirq() && !irqs_disabled();
	note('a');
}

static void note_data(unsigned long data)
{
	note(data);
}

static DECLARE_TASKLET(tasklet_a, note_a);
static DECLARE_TASKLET_DISABLED(tasklet_off, note_a);

static void tasklets_run_once_and_in_order(void)
{
	struct tasklet_struct b, c;

	tasklet_init(&b, note_data, 'b');
	tasklet_init(&c, note_data, 'c');
	local_bh_disable();
	tasklet_schedule(&tasklet_a);
	tasklet_schedule(&tasklet_a);
	tasklet_schedule(&b);
	tasklet_hi_schedule(&c);
	EXPECT_ORDER("");
	local_bh_enable();
	EXPECT_ORDER("cab");
	EXPECT(in_softirq_with_irqs);
	tasklet_kill(&b);
	tasklet_kill(&c);
}

static void tasklet_waits_until_enabled(void)
{
	tasklet_schedule(&tasklet_off);
	msleep(20);
	EXPECT_ORDER("");
	tasklet_enable(&tasklet_off);
	msleep(20);
	EXPECT_ORDER("a");
	tasklet_disable(&tasklet_off);
	tasklet_schedule(&tasklet_off);
	tasklet_kill(&tasklet_off);
	tasklet_enable(&tasklet_off);
	msleep(20);
	EXPECT_ORDER("");
	tasklet_disable(&tasklet_off);
}

struct counting {
	struct tasklet_struct tasklet;
	unsigned int runs;
};

static void schedule_itself(struct tasklet_struct *t)
{
	struct counting *c = from_tasklet(c, t, tasklet);

	c->runs++;
	tasklet_schedule(t);
}

/* Tasks get their turns all the same. */
static void flood_of_tasklets(void)
{
	struct counting c = { .runs = 0 };

	tasklet_setup(&c.tasklet, schedule_itself);
	tasklet_schedule(&c.tasklet);
	msleep(50);
	tasklet_kill(&c.tasklet);
	EXPECT(c.runs > 20);
	c.runs = 0;
	msleep(20);
	EXPECT_EQ(c.runs, 0);
}

/* --- Work */

struct noting_work {
	struct work_struct work;
	char letter;
	unsigned int sleep_ms;
};

static bool in_a_task;
static char worker_name[TASK_COMM_LEN];

static void note_work(struct work_struct *work)
{
	struct noting_work *w = container_of(work, struct noting_work, work);

	in_a_task = in_task() && !irqs_disabled() && current_work() == work;
	strscpy(worker_name, current->comm, sizeof(worker_name));
	note(w->letter);
	if (w->sleep_ms) {
		msleep(w->sleep_ms);
		note(w->letter - 'a' + 'A');
	}
}

static void work_runs_in_a_thread(void)
{
	struct noting_work w = { .letter = 'w' };

	INIT_WORK_ONSTACK(&w.work, note_work);
	EXPECT(!work_pending(&w.work));
	EXPECT(schedule_work(&w.work));
	EXPECT(work_pending(&w.work));
	EXPECT(!schedule_work(&w.work));
	EXPECT(flush_work(&w.work));
	EXPECT(!flush_work(&w.work));
	EXPECT_ORDER("w");
	EXPECT(in_a_task);
	EXPECT(!strncmp(worker_name, "kworker/", 8));
}

static void works_sleep_side_by_side(void)
{
	struct noting_work w[3];

	for (int i = 0; i < 3; i++) {
		w[i].letter = 'a' + i;
		w[i].sleep_ms = 50 - 15 * i;
		INIT_WORK(&w[i].work, note_work);
		schedule_work(&w[i].work);
	}
	flush_workqueue(system_wq);
	EXPECT_ORDER("abcCBA");
}

static void ordered_queue_runs_one_by_one(void)
{
	struct workqueue_struct *wq = alloc_ordered_workqueue("test%d", 0, 1);
	struct noting_work w[3];

	for (int i = 0; i < 3; i++) {
		w[i].letter = 'a' + i;
		w[i].sleep_ms = 50 - 15 * i;
		INIT_WORK(&w[i].work, note_work);
		EXPECT(queue_work(wq, &w[i].work));
	}
	drain_workqueue(wq);
	EXPECT_ORDER("aAbBcC");
	destroy_workqueue(wq);
}

static void max_active_is_kept(void)
{
	struct workqueue_struct *wq = alloc_workqueue("two", WQ_UNBOUND, 2);
	struct noting_work w[3];

	for (int i = 0; i < 3; i++) {
		w[i].letter = 'a' + i;
		w[i].sleep_ms = 30;
		INIT_WORK(&w[i].work, note_work);
		queue_work(wq, &w[i].work);
	}
	msleep(10);
	EXPECT(workqueue_congested(WORK_CPU_UNBOUND, wq));
	EXPECT_EQ(work_busy(&w[0].work), WORK_BUSY_RUNNING);
	EXPECT_EQ(work_busy(&w[2].work), WORK_BUSY_PENDING);
	destroy_workqueue(wq);
	EXPECT_ORDER("abAcBC");
}

static void cancelled_work_does_not_run(void)
{
	struct noting_work a = { .letter = 'a', .sleep_ms = 30 };
	struct noting_work b = { .letter = 'b' };

	INIT_WORK(&a.work, note_work);
	INIT_WORK(&b.work, note_work);
	schedule_work(&a.work);
	schedule_work(&b.work);
	EXPECT(cancel_work(&b.work));
	EXPECT(!cancel_work(&b.work));
	msleep(10);
	EXPECT_ORDER("a");
	/* It runs: the cancel comes too late, and waits. */
	EXPECT(!cancel_work_sync(&a.work));
	EXPECT_ORDER("A");
	EXPECT(!disable_work_sync(&b.work));
	EXPECT(!disable_work(&b.work));
	EXPECT(!schedule_work(&b.work));
	EXPECT(!enable_work(&b.work));
	EXPECT(enable_work(&b.work));
	EXPECT(schedule_work(&b.work));
	flush_scheduled_work();
	EXPECT_ORDER("b");
}

static unsigned int rounds;

static void queue_itself(struct work_struct *work)
{
	rounds++;
	msleep(5);
	schedule_work(work);
}

static void work_that_queues_itself(void)
{
	static DECLARE_WORK(work, queue_itself);
	unsigned int before;

	rounds = 0;
	schedule_work(&work);
	msleep(60);
	EXPECT(rounds > 2);
	flush_work(&work); /* comes to an end */
	cancel_work_sync(&work);
	before = rounds;
	msleep(40);
	EXPECT_EQ(rounds, before);
	EXPECT(!work_pending(&work));
}

struct delayed_note {
	struct delayed_work dwork;
	unsigned long at;
	unsigned int runs;
};

static void note_delayed(struct work_struct *work)
{
	struct delayed_note *d =
		container_of(to_delayed_work(work), struct delayed_note, dwork);

	d->at = jiffies;
	d->runs++;
}

static void delayed_work_comes_later(void)
{
	struct delayed_note d = { .runs = 0 };
	unsigned long begin = jiffies;

	INIT_DELAYED_WORK_ONSTACK(&d.dwork, note_delayed);
	EXPECT(schedule_delayed_work(&d.dwork, 5));
	EXPECT(!schedule_delayed_work(&d.dwork, 1));
	EXPECT(delayed_work_pending(&d.dwork));
	EXPECT(mod_delayed_work(system_wq, &d.dwork, 8));
	msleep(120);
	EXPECT_EQ(d.runs, 1);
	EXPECT_EQ(d.at - begin, 8);
	EXPECT(!mod_delayed_work(system_wq, &d.dwork, 1000));
	EXPECT(flush_delayed_work(&d.dwork));
	EXPECT_EQ(d.runs, 2);
	schedule_delayed_work(&d.dwork, 1000);
	EXPECT(cancel_delayed_work(&d.dwork));
	EXPECT(!cancel_delayed_work_sync(&d.dwork));
	schedule_delayed_work(&d.dwork, 0);
	EXPECT(flush_delayed_work(&d.dwork));
	EXPECT_EQ(d.runs, 3);
	destroy_delayed_work_on_stack(&d.dwork);
}

static void freeing_work(struct work_struct *work)
{
	kfree(container_of(work, struct noting_work, work));
	rounds++;
}

static void work_may_free_itself(void)
{
	struct noting_work *w = kzalloc(sizeof(*w), GFP_KERNEL);

	rounds = 0;
	INIT_WORK(&w->work, freeing_work);
	schedule_work(&w->work);
	flush_workqueue(system_wq);
	EXPECT_EQ(rounds, 1);
}

static void note_bh(struct work_struct *work)
{
	in_softirq_with_irqs = in_serving_softirq();
	note('h');
}

static void bh_work_runs_in_a_softirq(void)
{
	static DECLARE_WORK(work, note_bh);

	in_softirq_with_irqs = false;
	queue_work(system_bh_wq, &work);
	flush_work(&work);
	EXPECT_ORDER("h");
	EXPECT(in_softirq_with_irqs);
}

/* --- Threads */

static unsigned int loops;

static int park_and_stop(void *data)
{
	while (!kthread_should_stop()) {
		if (kthread_should_park())
			kthread_parkme();
		loops++;
		msleep(10);
	}
	return (long)data;
}

static void thread_parks(void)
{
	struct task_struct *t =
		kthread_run(park_and_stop, (void *)5, "parker/%d", 3);
	unsigned int before;

	EXPECT(!strcmp(t->comm, "parker/3"));
	EXPECT(kthread_func(t) == park_and_stop);
	EXPECT(kthread_data(t) == (void *)5);
	EXPECT(t->flags & PF_KTHREAD);
	msleep(30);
	EXPECT_EQ(kthread_park(t), 0);
	before = loops;
	msleep(50);
	EXPECT_EQ(loops, before);
	kthread_unpark(t);
	msleep(50);
	EXPECT(loops > before);
	kthread_park(t);
	EXPECT_EQ(kthread_stop(t), 5);
}

static int sleep_interruptibly(void *data)
{
	long *left = data;

	*left = schedule_timeout_interruptible(10 * HZ);
	return 0;
}

static void stop_ends_an_interruptible_sleep(void)
{
	long left = 0;
	struct task_struct *t =
		kthread_run(sleep_interruptibly, &left, "sleeper");

	get_task_struct(t);
	msleep(20);
	EXPECT_EQ(kthread_stop_put(t), 0);
	EXPECT(left > 9 * HZ);
}

static int complete_and_exit(void *data)
{
	kthread_complete_and_exit(data, 0);
	return 1;
}

static void thread_completes_and_exits(void)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *t = kthread_create_on_node(complete_and_exit, &done,
						       NUMA_NO_NODE, "done");

	kthread_bind(t, 0);
	wake_up_process(t);
	EXPECT(wait_for_completion_timeout(&done, HZ) > 0);
}

static int got_signal;

static int take_signals(void *data)
{
	allow_signal(SIGTERM);
	while (!kthread_should_stop()) {
		schedule_timeout_interruptible(HZ);
		if (signal_pending(current) && !kthread_should_stop())
			got_signal = kernel_dequeue_signal();
	}
	flush_signals(current);
	return 0;
}

static void thread_takes_what_it_allows(void)
{
	struct task_struct *t = kthread_run(take_signals, NULL, "taker");

	msleep(20);
	EXPECT_EQ(send_sig(SIGUSR1, t, 1), 0);
	msleep(20);
	EXPECT_EQ(got_signal, 0);
	EXPECT_EQ(kill_pid(task_pid(t), SIGTERM, 1), 0);
	msleep(20);
	EXPECT_EQ(got_signal, SIGTERM);
	EXPECT_EQ(kthread_stop(t), 0);
}

static void tasks_are_found(void)
{
	struct task_struct *t = kthread_run(park_and_stop, NULL, "found"), *p;
	struct pid *pid = find_get_pid(t->pid);
	struct list_head *at;
	int seen = 0, listed = 0;

	EXPECT(pid_task(pid, PIDTYPE_PID) == t && pid_nr(pid) == t->pid);
	EXPECT(pid_task(find_vpid(t->pid), PIDTYPE_PID) == t);
	EXPECT(!find_vpid(30000) && !pid_task(NULL, PIDTYPE_PID));
	for_each_process(p) seen += p == t;
	list_for_each(at, &init_task.children)
		listed += list_entry(at, struct task_struct, sibling) == t;
	EXPECT(seen == 1 && listed == 1);
	EXPECT(t->parent == &init_task && t->group_leader == t);
	EXPECT_EQ(task_state_to_char(t), 'R');
	set_user_nice(t, 5);
	EXPECT(task_nice(t) == 5 && t->static_prio == 125);
	msleep(10);
	kthread_stop(t);
	EXPECT(!pid_task(pid, PIDTYPE_PID));
	put_pid(pid);
}

/* --- Interrupt lines: the timer's cannot be shared, the keyboard's can. */

static irqreturn_t no_handler(int irq, void *dev_id)
{
	return IRQ_NONE;
}

static void irq_requests_are_judged(void)
{
	int me;

	EXPECT_EQ(request_irq(16, no_handler, 0, "x", &me), -EINVAL);
	EXPECT_EQ(request_irq(1, NULL, 0, "x", &me), -EINVAL);
	EXPECT_EQ(request_irq(1, no_handler, IRQF_SHARED, "x", NULL), -EINVAL);
	EXPECT_EQ(request_irq(1, no_handler, 0, "x", &me), -EBUSY);
	EXPECT_EQ(request_irq(0, no_handler, IRQF_SHARED, "x", &me), -EBUSY);
	EXPECT_EQ(request_irq(2, no_handler, IRQF_SHARED, "x", &me), -EBUSY);
	EXPECT_EQ(request_threaded_irq(5, NULL, no_handler, 0, "x", &me),
		  -EINVAL);
	EXPECT_EQ(request_irq(1, no_handler, IRQF_SHARED, "x", &me), 0);
	EXPECT(!strcmp(free_irq(1, &me), "x"));
	EXPECT(irq_has_action(1));
	EXPECT(!irq_has_action(5));
}

/* The real-time clock's periodic interrupt, 1024 times a second. */
#define RTC_IRQ 8
#define RTC_INDEX 0x70
#define RTC_DATA 0x71
#define RTC_PERIODIC 0x40

static unsigned int hard, threaded;
static char thread_name[TASK_COMM_LEN];
static bool hard_with_irqs_off, thread_in_task;

static u8 rtc_read(u8 reg)
{
	outb(reg, RTC_INDEX);
	return inb(RTC_DATA);
}

static void rtc_periodic(bool on)
{
	u8 b = rtc_read(0x0b);

	outb(0x0b, RTC_INDEX);
	outb(on ? b | RTC_PERIODIC : b & ~RTC_PERIODIC, RTC_DATA);
	rtc_read(0x0c);
}

static irqreturn_t rtc_handler(int irq, void *dev_id)
{
	hard++;
	hard_with_irqs_off = in_hardirq() && irqs_disabled();
	return rtc_read(0x0c) ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static irqreturn_t rtc_thread(int irq, void *dev_id)
{
	threaded++;
	thread_in_task = in_task() && !irqs_disabled();
	strscpy(thread_name, current->comm, sizeof(thread_name));
	return IRQ_HANDLED;
}

static void interrupts_wake_their_thread(void)
{
	unsigned int before;

	hard = threaded = 0;
	EXPECT_EQ(request_threaded_irq(RTC_IRQ, rtc_handler, rtc_thread, 0,
				       "rtc-test", &hard),
		  0);
	rtc_periodic(true);
	msleep(100);
	if (!EXPECT(hard > 30 && threaded > 30))
		ktap_say("  # %u, %u; A %#x", hard, threaded, rtc_read(0x0a));
	EXPECT(hard_with_irqs_off && thread_in_task);
	EXPECT(!strcmp(thread_name, "irq/8-rtc-test"));
	disable_irq(RTC_IRQ);
	before = hard;
	msleep(30);
	EXPECT_EQ(hard, before);
	enable_irq(RTC_IRQ);
	rtc_read(0x0c);
	msleep(30);
	EXPECT(hard > before);
	rtc_periodic(false);
	free_irq(RTC_IRQ, &hard);
}

static irqreturn_t slow_thread(int irq, void *dev_id)
{
	threaded++;
	rtc_read(0x0c);
	msleep(20);
	return IRQ_HANDLED;
}

static void oneshot_masks_until_the_thread_is_done(void)
{
	threaded = 0;
	EXPECT_EQ(request_threaded_irq(RTC_IRQ, NULL, slow_thread, IRQF_ONESHOT,
				       "rtc-test", &hard),
		  0);
	rtc_periodic(true);
	msleep(200);
	rtc_periodic(false);
	free_irq(RTC_IRQ, &hard);
	if (!EXPECT(threaded >= 4 && threaded <= 10))
		ktap_say("  # %u", threaded);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(tasklets_run_once_and_in_order),
	KTAP_CASE(tasklet_waits_until_enabled),
	KTAP_CASE(flood_of_tasklets),
	KTAP_CASE(work_runs_in_a_thread),
	KTAP_CASE(works_sleep_side_by_side),
	KTAP_CASE(ordered_queue_runs_one_by_one),
	KTAP_CASE(max_active_is_kept),
	KTAP_CASE(cancelled_work_does_not_run),
	KTAP_CASE(work_that_queues_itself),
	KTAP_CASE(delayed_work_comes_later),
	KTAP_CASE(work_may_free_itself),
	KTAP_CASE(bh_work_runs_in_a_softirq),
	KTAP_CASE(thread_parks),
	KTAP_CASE(stop_ends_an_interruptible_sleep),
	KTAP_CASE(thread_completes_and_exits),
	KTAP_CASE(thread_takes_what_it_allows),
	KTAP_CASE(tasks_are_found),
	KTAP_CASE(irq_requests_are_judged),
	KTAP_CASE(interrupts_wake_their_thread),
	KTAP_CASE(oneshot_masks_until_the_thread_is_done),
};

KTAP_SUITE(defer_test, cases);
