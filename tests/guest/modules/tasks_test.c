/* SPDX-License-Identifier: MIT */
/* Kernel threads, sleeping, timers, and what tasks wait on. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/wait.h>

#include "ktap.h"
#include "mm/frames.h"

#define MS 1000000ull /* nanoseconds */

/* A thread that is held, so that its end can be waited for. */
static struct task_struct *start(int (*fn)(void *), void *data)
{
	struct task_struct *task = kthread_create(fn, data, "test");

	if (!EXPECT(!IS_ERR(task)))
		return NULL;
	get_task_struct(task);
	wake_up_process(task);
	return task;
}

static int finish(struct task_struct *task)
{
	int code;

	if (!task)
		return -ENOMEM;
	while (task->__state != TASK_DEAD)
		yield();
	code = task->exit_code;
	put_task_struct(task);
	return code;
}

static int return_data(void *data)
{
	return (long)data;
}

static int until_stopped(void *data)
{
	while (!kthread_should_stop())
		msleep(10);
	return 7;
}

static void thread_returns_a_value(void)
{
	EXPECT_EQ(finish(start(return_data, (void *)42)), 42);
}

static void stop_waits_for_the_end(void)
{
	struct task_struct *task = kthread_run(until_stopped, NULL, "stopme");

	msleep(30);
	EXPECT_EQ(kthread_stop(task), 7);
}

static void stopped_before_it_ran(void)
{
	struct task_struct *task = kthread_create(until_stopped, NULL, "never");

	EXPECT_EQ(kthread_stop(task), -EINTR);
}

static int tell_name(void *data)
{
	strscpy(data, current->comm, TASK_COMM_LEN);
	return current->pid;
}

static void thread_has_name_and_pid(void)
{
	char first[TASK_COMM_LEN];
	struct task_struct *task = kthread_create(tell_name, first, "n%d", 5);
	int pid, next;

	get_task_struct(task);
	wake_up_process(task);
	pid = finish(task);
	EXPECT(!strcmp(first, "n5"));
	next = finish(start(tell_name, first));
	EXPECT_EQ(next, pid + 1);
	EXPECT(pid != current->pid);
}

static void many_threads_give_all_back(void)
{
	unsigned long before = frames_free_count();
	static struct task_struct *tasks[300];

	for (u32 i = 0; i < ARRAY_SIZE(tasks); i++)
		tasks[i] = start(return_data, (void *)(long)i);
	for (u32 i = 0; i < ARRAY_SIZE(tasks); i++)
		EXPECT_EQ(finish(tasks[i]), i);
	/* The last stack goes when its successor has run. */
	yield();
	EXPECT_EQ(frames_free_count(), before);
}

static char order[32];
static unsigned int order_length;

static void note(char c)
{
	if (order_length < sizeof(order) - 1)
		order[order_length++] = c;
	order[order_length] = '\0';
}

static void forget_order(void)
{
	order_length = 0;
	order[0] = '\0';
}

static int note_and_yield(void *data)
{
	for (int i = 0; i < 3; i++) {
		note((long)data);
		yield();
	}
	return 0;
}

static void yield_is_round_robin(void)
{
	struct task_struct *tasks[3];

	forget_order();
	for (int i = 0; i < 3; i++)
		tasks[i] = start(note_and_yield, (void *)(long)('a' + i));
	for (int i = 0; i < 3; i++)
		finish(tasks[i]);
	if (!EXPECT(!strcmp(order, "abcabcabc")))
		ktap_say("  # the order was %s", order);
}

static void sleeps_are_long_enough(void)
{
	static const unsigned int ms[] = { 1, 10, 15, 100, 250 };

	for (u32 i = 0; i < ARRAY_SIZE(ms); i++) {
		u64 begin = ktime_get_ns(), took;

		msleep(ms[i]);
		took = ktime_get_ns() - begin;
		EXPECT(took >= ms[i] * MS);
		EXPECT(took <= (ms[i] + 30) * MS);
	}
}

static void jiffies_pass_at_hz(void)
{
	unsigned long tick = jiffies, begin_jiffies;
	u64 begin, took;

	while (jiffies == tick)
		;
	begin_jiffies = jiffies;
	begin = ktime_get_ns();
	while (jiffies - begin_jiffies < HZ)
		;
	took = ktime_get_ns() - begin;
	EXPECT(took > 990 * MS && took < 1010 * MS);
}

static void delays_take_their_time(void)
{
	u64 begin = ktime_get_ns(), took;

	udelay(500);
	took = ktime_get_ns() - begin;
	EXPECT(took >= 500000 && took < 600000);
	begin = ktime_get_ns();
	mdelay(5);
	took = ktime_get_ns() - begin;
	EXPECT(took >= 5 * MS && took < 6 * MS);
}

static void jiffies_conversions(void)
{
	EXPECT_EQ(msecs_to_jiffies(0), 0);
	EXPECT_EQ(msecs_to_jiffies(1), 1);
	EXPECT_EQ(msecs_to_jiffies(1000), HZ);
	EXPECT_EQ(jiffies_to_msecs(HZ), 1000);
	EXPECT(time_after(jiffies + 1, jiffies));
	EXPECT(time_after(5ul, (unsigned long)-5));
}

struct noting_timer {
	struct timer_list timer;
	char letter;
	bool with_interrupts;
	unsigned long at;
};

static void note_timer(struct timer_list *timer)
{
	struct noting_timer *t = from_timer(t, timer, timer);

	note(t->letter);
	t->with_interrupts = !irqs_disabled();
	t->at = jiffies;
}

static void timers_fire_in_order(void)
{
	struct noting_timer t[3] = { { .letter = 'a' },
				     { .letter = 'b' },
				     { .letter = 'c' } };
	static const int when[] = { 6, 2, 4 };
	unsigned long begin = jiffies;

	forget_order();
	for (int i = 0; i < 3; i++) {
		timer_setup(&t[i].timer, note_timer, 0);
		EXPECT(!timer_pending(&t[i].timer));
		EXPECT_EQ(mod_timer(&t[i].timer, begin + when[i]), 0);
		EXPECT(timer_pending(&t[i].timer));
	}
	msleep(100);
	EXPECT(!strcmp(order, "bca"));
	for (int i = 0; i < 3; i++) {
		EXPECT(!timer_pending(&t[i].timer));
		EXPECT(t[i].with_interrupts);
		EXPECT_EQ(t[i].at, begin + when[i]);
	}
}

static void timer_moves_and_stops(void)
{
	struct noting_timer t = { .letter = 'x' };
	unsigned long begin = jiffies;

	forget_order();
	timer_setup(&t.timer, note_timer, 0);
	mod_timer(&t.timer, begin + 3);
	EXPECT_EQ(mod_timer(&t.timer, begin + 8), 1);
	msleep(50);
	EXPECT_EQ(order_length, 0);
	msleep(60);
	EXPECT_EQ(order_length, 1);
	mod_timer(&t.timer, jiffies + 2);
	EXPECT_EQ(del_timer_sync(&t.timer), 1);
	EXPECT_EQ(del_timer_sync(&t.timer), 0);
	msleep(50);
	EXPECT_EQ(order_length, 1);
}

static int complete_later(void *data)
{
	msleep(30);
	complete(data);
	return 0;
}

static void completion_is_waited_for(void)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *task = start(complete_later, &done);
	unsigned long begin = jiffies;

	EXPECT(!completion_done(&done));
	wait_for_completion(&done);
	EXPECT(jiffies - begin >= 3);
	finish(task);
	/* One that was completed before is not waited for. */
	complete(&done);
	EXPECT(completion_done(&done));
	wait_for_completion(&done);
	EXPECT(!completion_done(&done));
}

static void completion_times_out(void)
{
	DECLARE_COMPLETION_ONSTACK(never);
	unsigned long begin = jiffies;

	EXPECT_EQ(wait_for_completion_timeout(&never, 5), 0);
	EXPECT(jiffies - begin >= 5 && jiffies - begin <= 7);
	complete_all(&never);
	EXPECT(wait_for_completion_timeout(&never, 5) > 0);
	EXPECT(wait_for_completion_timeout(&never, 5) > 0);
}

static DEFINE_MUTEX(lock);
static int inside, most_inside;

static int lock_and_sleep(void *data)
{
	for (int i = 0; i < 4; i++) {
		mutex_lock(&lock);
		inside++;
		most_inside = max(most_inside, inside);
		msleep(1);
		inside--;
		mutex_unlock(&lock);
	}
	return 0;
}

static void mutex_admits_one(void)
{
	struct task_struct *tasks[5];

	most_inside = 0;
	for (u32 i = 0; i < ARRAY_SIZE(tasks); i++)
		tasks[i] = start(lock_and_sleep, NULL);
	for (u32 i = 0; i < ARRAY_SIZE(tasks); i++)
		EXPECT_EQ(finish(tasks[i]), 0);
	EXPECT_EQ(most_inside, 1);
	EXPECT(!mutex_is_locked(&lock));
	EXPECT_EQ(mutex_trylock(&lock), 1);
	EXPECT_EQ(mutex_trylock(&lock), 0);
	mutex_unlock(&lock);
}

static DECLARE_WAIT_QUEUE_HEAD(queue);
static int tickets;

static int take_ticket(void *data)
{
	wait_event(queue, tickets > 0);
	tickets--;
	return 0;
}

static unsigned int count_dead(struct task_struct **tasks, unsigned int count)
{
	unsigned int dead = 0;

	for (u32 i = 0; i < count; i++)
		dead += tasks[i]->__state == TASK_DEAD;
	return dead;
}

/* Who is woken looks at the condition again, and may go on waiting. */
static void woken_waiters_see_the_condition(void)
{
	struct task_struct *tasks[4];

	tickets = 0;
	for (u32 i = 0; i < ARRAY_SIZE(tasks); i++)
		tasks[i] = start(take_ticket, NULL);
	msleep(20);
	EXPECT(waitqueue_active(&queue));
	wake_up(&queue);
	msleep(20);
	EXPECT_EQ(count_dead(tasks, ARRAY_SIZE(tasks)), 0);
	tickets = 3;
	wake_up(&queue);
	msleep(20);
	EXPECT_EQ(count_dead(tasks, ARRAY_SIZE(tasks)), 3);
	EXPECT(waitqueue_active(&queue));
	tickets = 1;
	wake_up_all(&queue);
	msleep(20);
	EXPECT_EQ(count_dead(tasks, ARRAY_SIZE(tasks)), 4);
	EXPECT(!waitqueue_active(&queue));
	for (u32 i = 0; i < ARRAY_SIZE(tasks); i++)
		finish(tasks[i]);
}

static int gate[2];

static int wait_at_gate(void *data)
{
	wait_event(queue, gate[(long)data]);
	return 0;
}

/* One queue, two conditions: the first in line must not keep the other. */
static void wake_up_reaches_every_waiter(void)
{
	struct task_struct *tasks[2];

	gate[0] = gate[1] = 0;
	tasks[0] = start(wait_at_gate, (void *)0);
	tasks[1] = start(wait_at_gate, (void *)1);
	msleep(20);
	gate[1] = 1;
	wake_up(&queue);
	msleep(20);
	EXPECT_EQ(tasks[0]->__state == TASK_DEAD, 0);
	EXPECT_EQ(tasks[1]->__state == TASK_DEAD, 1);
	gate[0] = gate[1] = 1;
	wake_up_all(&queue);
	finish(tasks[0]);
	finish(tasks[1]);
}

static void wait_event_times_out(void)
{
	unsigned long begin = jiffies;

	EXPECT_EQ(wait_event_timeout(queue, false, 4), 0);
	EXPECT(jiffies - begin >= 4 && jiffies - begin <= 6);
	EXPECT(wait_event_timeout(queue, true, 4) > 0);
	EXPECT(!waitqueue_active(&queue));
}

static int wake_later(void *data)
{
	msleep(20);
	wake_up_process(data);
	return 0;
}

static void early_wake_tells_what_is_left(void)
{
	struct task_struct *task = start(wake_later, current);
	long left = schedule_timeout_uninterruptible(100);

	EXPECT(left > 90 && left < 100);
	finish(task);
	EXPECT_EQ(schedule_timeout_uninterruptible(3), 0);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(thread_returns_a_value),
	KTAP_CASE(stop_waits_for_the_end),
	KTAP_CASE(stopped_before_it_ran),
	KTAP_CASE(thread_has_name_and_pid),
	KTAP_CASE(many_threads_give_all_back),
	KTAP_CASE(yield_is_round_robin),
	KTAP_CASE(sleeps_are_long_enough),
	KTAP_CASE(jiffies_pass_at_hz),
	KTAP_CASE(delays_take_their_time),
	KTAP_CASE(jiffies_conversions),
	KTAP_CASE(timers_fire_in_order),
	KTAP_CASE(timer_moves_and_stops),
	KTAP_CASE(completion_is_waited_for),
	KTAP_CASE(completion_times_out),
	KTAP_CASE(mutex_admits_one),
	KTAP_CASE(woken_waiters_see_the_condition),
	KTAP_CASE(wake_up_reaches_every_waiter),
	KTAP_CASE(wait_event_times_out),
	KTAP_CASE(early_wake_tells_what_is_left),
};

KTAP_SUITE(tasks_test, cases);
