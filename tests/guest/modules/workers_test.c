/* SPDX-License-Identifier: MIT */
/* Workers of threads, asynchronous calls, and lines of devices. */
#include <linux/async.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/irq.h>
#include <linux/kthread.h>
#include <linux/workqueue.h>

#include "ktap.h"

static char order[32];
static unsigned int order_length;

static void note(char c)
{
	if (order_length < sizeof(order) - 1)
		order[order_length++] = c;
	order[order_length] = '\0';
}

#define EXPECT_ORDER(text)                                       \
	do {                                                     \
		if (!EXPECT(!strcmp(order, text)))               \
			ktap_say("  # the order was %s", order); \
		order_length = 0;                                \
		order[0] = '\0';                                 \
	} while (0)

/* --- Workers */

static void note_a(struct kthread_work *work)
{
	note('a');
}

static void note_b(struct kthread_work *work)
{
	msleep(20);
	note('b');
}

static DEFINE_KTHREAD_WORK(work_a, note_a);
static DEFINE_KTHREAD_WORK(work_b, note_b);

static void workers_work_in_order(void)
{
	struct kthread_worker *worker =
		kthread_create_worker(0, "worker/%s", "x");

	if (!EXPECT(!IS_ERR(worker)))
		return;
	EXPECT(!strcmp(worker->task->comm, "worker/x"));
	EXPECT(kthread_queue_work(worker, &work_b));
	EXPECT(kthread_queue_work(worker, &work_a));
	EXPECT(!kthread_queue_work(worker, &work_a));
	kthread_flush_work(&work_b);
	EXPECT(order_length >= 1 && order[0] == 'b');
	kthread_flush_worker(worker);
	EXPECT_ORDER("ba");
	kthread_flush_work(&work_a); /* there is nothing to wait for */
	kthread_queue_work(worker, &work_b);
	kthread_destroy_worker(worker); /* does what is queued */
	EXPECT_ORDER("b");
}

static struct kthread_delayed_work late;

static void delayed_works_wait(void)
{
	struct kthread_worker *worker =
		kthread_create_worker_on_cpu(0, 0, "worker");
	unsigned long began = jiffies;

	if (!EXPECT(!IS_ERR(worker)))
		return;
	kthread_init_delayed_work(&late, note_a);
	EXPECT(kthread_queue_delayed_work(worker, &late, 3));
	EXPECT(!kthread_queue_delayed_work(worker, &late, 0));
	while (!order_length && time_before(jiffies, began + HZ))
		msleep(10);
	EXPECT(time_after_eq(jiffies, began + 3));
	EXPECT_ORDER("a");
	EXPECT(!kthread_mod_delayed_work(worker, &late, HZ));
	EXPECT(kthread_mod_delayed_work(worker, &late, 0));
	kthread_flush_work(&late.work);
	EXPECT_ORDER("a");
	kthread_queue_delayed_work(worker, &late, HZ);
	EXPECT(kthread_cancel_delayed_work_sync(&late));
	EXPECT(!kthread_cancel_delayed_work_sync(&late));
	EXPECT(!timer_pending(&late.timer));
	kthread_destroy_worker(worker);
	EXPECT_ORDER("");
}

static void requeue_itself(struct kthread_work *work)
{
	note('r');
	msleep(10);
	kthread_queue_work(work->worker, work);
}

/* What runs is waited for, and queues itself in vain. */
static void cancelled_works_end(void)
{
	struct kthread_worker *worker = kthread_create_worker(0, "worker");
	struct kthread_work again = KTHREAD_WORK_INIT(again, requeue_itself);

	if (!EXPECT(!IS_ERR(worker)))
		return;
	EXPECT(!kthread_cancel_work_sync(&again));
	kthread_queue_work(worker, &again);
	msleep(50);
	kthread_cancel_work_sync(&again);
	EXPECT(order_length >= 1);
	order_length = 0;
	order[0] = '\0';
	msleep(50);
	kthread_destroy_worker(worker);
	EXPECT_ORDER("");
}

/* With a thread of the caller's own. */
static void own_threads_work(void)
{
	struct kthread_worker worker;
	struct task_struct *task;

	kthread_init_worker(&worker);
	kthread_init_work(&work_a, note_a);
	EXPECT(kthread_queue_work(&worker, &work_a)); /* before there is one */
	task = kthread_run(kthread_worker_fn, &worker, "own");
	if (!EXPECT(!IS_ERR(task)))
		return;
	kthread_flush_worker(&worker);
	EXPECT(worker.task == task);
	EXPECT_EQ(kthread_stop(task), 0);
	EXPECT(!worker.task);
	EXPECT_ORDER("a");
}

/* --- Asynchronous calls */

static ASYNC_DOMAIN_EXCLUSIVE(private);

static void note_async(void *data, async_cookie_t cookie)
{
	EXPECT(current_is_async());
	msleep((long)data == 'x' ? 30 : 1);
	note((long)data);
}

static void asynchronous_calls_end(void)
{
	async_cookie_t first = async_schedule(note_async, (void *)'x');
	async_cookie_t second = async_schedule(note_async, (void *)'y');

	EXPECT(second > first);
	EXPECT(!current_is_async());
	async_synchronize_cookie(first); /* nothing is below it */
	EXPECT_EQ(order_length, 0);
	async_synchronize_cookie(second);
	EXPECT_ORDER("yx");
	async_schedule_domain(note_async, (void *)'x', &private);
	async_synchronize_full(); /* it is not one of them */
	EXPECT_ORDER("");
	async_synchronize_full_domain(&private);
	EXPECT_ORDER("x");
}

/* --- Work queues */

static void note_w(struct work_struct *work)
{
	note('w');
}

static struct rcu_work after_readers;

static void work_waits_for_readers(void)
{
	INIT_RCU_WORK(&after_readers, note_w);
	rcu_read_lock();
	EXPECT(queue_rcu_work(system_wq, &after_readers));
	EXPECT(!queue_rcu_work(system_wq, &after_readers));
	rcu_read_unlock();
	EXPECT(flush_rcu_work(&after_readers));
	EXPECT(!flush_rcu_work(&after_readers));
	EXPECT(to_rcu_work(&after_readers.work) == &after_readers);
	EXPECT_ORDER("w");
}

static long in_worker(void *arg)
{
	return current_work() ? (long)arg : 0;
}

static void workers_call_functions(void)
{
	static struct execute_work at_once;
	struct work_struct work;

	EXPECT_EQ(work_on_cpu(0, in_worker, (void *)7), 7);
	EXPECT_EQ(execute_in_process_context(note_w, &at_once), 0);
	EXPECT_ORDER("w");
	local_bh_disable();
	EXPECT_EQ(execute_in_process_context(note_w, &at_once), 1);
	local_bh_enable();
	flush_work(&at_once.work);
	EXPECT_ORDER("w");
	INIT_WORK(&work, note_w);
	disable_work(&work);
	EXPECT(!queue_work(system_wq, &work));
	EXPECT(enable_and_queue_work(system_wq, &work));
	flush_work(&work);
	EXPECT_ORDER("w");
}

/* --- Lines: the RTC's periodic interrupt. */

#define RTC_IRQ 8

static u8 rtc_read(u8 reg)
{
	outb(reg, 0x70);
	return inb(0x71);
}

static void rtc_periodic(bool on)
{
	u8 b = rtc_read(0x0b);

	outb(0x0b, 0x70);
	outb(on ? b | 0x40 : b & ~0x40, 0x71);
	rtc_read(0x0c);
}

static irqreturn_t handle_rtc(int irq, void *dev_id)
{
	rtc_read(0x0c);
	++*(int *)dev_id;
	return IRQ_HANDLED;
}

static void lines_go_with_their_device(void)
{
	struct device *dev = root_device_register("workers_test");
	int fired = 0;

	if (!EXPECT(!IS_ERR(dev)))
		return;
	EXPECT_EQ(devm_request_irq(dev, RTC_IRQ, handle_rtc, 0, NULL, &fired),
		  0);
	EXPECT_EQ(devm_request_irq(dev, RTC_IRQ, handle_rtc, 0, "x", dev),
		  -EBUSY);
	rtc_periodic(true);
	msleep(50);
	rtc_periodic(false);
	EXPECT(fired > 0);
	devm_free_irq(dev, RTC_IRQ, &fired);
	EXPECT(!irq_has_action(RTC_IRQ));
	EXPECT_EQ(devm_request_threaded_irq(dev, RTC_IRQ, NULL, handle_rtc,
					    IRQF_ONESHOT, "rtc", &fired),
		  0);
	EXPECT(irq_has_action(RTC_IRQ));
	root_device_unregister(dev);
	EXPECT(!irq_has_action(RTC_IRQ));
}

static void lines_are_probed(void)
{
	unsigned long mask = probe_irq_on();

	EXPECT(mask & BIT(RTC_IRQ));
	EXPECT(!(mask & BIT(0))); /* the timer has it */
	EXPECT_EQ(probe_irq_off(mask), 0);
	mask = probe_irq_on();
	rtc_periodic(true);
	msleep(50);
	rtc_periodic(false);
	EXPECT_EQ(probe_irq_off(mask), RTC_IRQ);
	EXPECT_EQ(enable_irq_wake(RTC_IRQ), -ENXIO);
	EXPECT_EQ(irq_set_affinity(RTC_IRQ, cpumask_of(0)), -EINVAL);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(workers_work_in_order),
	KTAP_CASE(delayed_works_wait),
	KTAP_CASE(cancelled_works_end),
	KTAP_CASE(own_threads_work),
	KTAP_CASE(asynchronous_calls_end),
	KTAP_CASE(work_waits_for_readers),
	KTAP_CASE(workers_call_functions),
	KTAP_CASE(lines_go_with_their_device),
	KTAP_CASE(lines_are_probed),
};

KTAP_SUITE(workers_test, cases);
