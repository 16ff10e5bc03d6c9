/* SPDX-License-Identifier: MIT */
/* Mutexes, semaphores, completions and wait queues: each function. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched/signal.h>
#include <linux/semaphore.h>
#include <linux/swait.h>
#include <linux/wait.h>

#include "ktap.h"

static int done; /* how many threads have come to their end */

/* Lets all others run until they sleep. */
static void settle(void)
{
	for (int i = 0; i < 20; i++)
		yield();
}

static void start(int (*fn)(void *data), void *data)
{
	struct task_struct *task = kthread_run(fn, data, "waiting_test");

	EXPECT(!IS_ERR(task));
	settle();
}

/* --- Mutexes */

static DEFINE_MUTEX(mutex);
static char order[8];
static int order_length;

static int lock_and_note(void *data)
{
	mutex_lock(&mutex);
	order[order_length++] = (long)data;
	mutex_unlock(&mutex);
	done++;
	return 0;
}

/* First come, first served; nobody overtakes. */
static void mutex_in_line(void)
{
	done = order_length = 0;
	mutex_lock(&mutex);
	start(lock_and_note, (void *)'a');
	start(lock_and_note, (void *)'b');
	start(lock_and_note, (void *)'c');
	EXPECT_EQ(done, 0);
	mutex_unlock(&mutex);
	EXPECT_EQ(mutex_trylock(&mutex), 0);
	settle();
	EXPECT_EQ(done, 3);
	EXPECT(order[0] == 'a' && order[1] == 'b' && order[2] == 'c');
	EXPECT(!mutex_is_locked(&mutex));
}

static void mutex_in_all_forms(void)
{
	atomic_t count = ATOMIC_INIT(2);
	struct mutex own;

	mutex_init(&own);
	EXPECT_EQ(mutex_lock_interruptible(&own), 0);
	EXPECT(mutex_is_locked(&own) && !mutex_trylock(&own));
	lockdep_assert_held(&own);
	mutex_unlock(&own);
	EXPECT_EQ(mutex_lock_killable(&own), 0);
	mutex_unlock(&own);
	mutex_lock_nested(&own, SINGLE_DEPTH_NESTING);
	mutex_unlock(&own);
	mutex_lock_io(&own);
	mutex_unlock(&own);
	EXPECT(!atomic_dec_and_mutex_lock(&count, &own));
	EXPECT(atomic_dec_and_mutex_lock(&count, &own));
	mutex_unlock(&own);
	scoped_guard(mutex, &own)
	{
		EXPECT(mutex_is_locked(&own));
		scoped_guard(mutex_try, &own) EXPECT(false);
	}
	scoped_cond_guard(mutex_intr, return, &own)
		EXPECT(mutex_is_locked(&own));
	EXPECT(!mutex_is_locked(&own));
	mutex_destroy(&own);
}

/* --- Reader-writer semaphores */

static DECLARE_RWSEM(rwsem);

static int read_and_note(void *data)
{
	down_read(&rwsem);
	order[order_length++] = 'r';
	up_read(&rwsem);
	done++;
	return 0;
}

static int write_and_note(void *data)
{
	down_write(&rwsem);
	order[order_length++] = 'w';
	up_write(&rwsem);
	done++;
	return 0;
}

/* A writer that waits keeps later readers out. */
static void writers_are_not_starved(void)
{
	done = order_length = 0;
	down_read(&rwsem);
	start(read_and_note, NULL);
	EXPECT_EQ(done, 1);
	start(write_and_note, NULL);
	start(read_and_note, NULL);
	EXPECT_EQ(done, 1);
	EXPECT(rwsem_is_locked(&rwsem) && rwsem_is_contended(&rwsem));
	EXPECT_EQ(down_read_trylock(&rwsem), 0);
	up_read(&rwsem);
	settle();
	EXPECT(done == 3 && order[1] == 'w' && order[2] == 'r');
	EXPECT(!rwsem_is_locked(&rwsem));
}

static void rwsem_in_all_forms(void)
{
	struct rw_semaphore own;

	init_rwsem(&own);
	EXPECT_EQ(down_read_interruptible(&own), 0);
	EXPECT_EQ(down_read_killable(&own), 0);
	EXPECT_EQ(down_read_trylock(&own), 1);
	EXPECT_EQ(down_write_trylock(&own), 0);
	for (int i = 0; i < 3; i++)
		up_read(&own);
	EXPECT_EQ(down_write_killable(&own), 0);
	EXPECT_EQ(down_read_trylock(&own), 0);
	lockdep_assert_held_write(&own);
	downgrade_write(&own);
	EXPECT_EQ(down_read_trylock(&own), 1);
	up_read(&own);
	up_read(&own);
	EXPECT_EQ(down_write_trylock(&own), 1);
	up_write(&own);
	scoped_guard(rwsem_read, &own) EXPECT(rwsem_is_locked(&own));
	scoped_guard(rwsem_write, &own) EXPECT_EQ(down_read_trylock(&own), 0);
	EXPECT(!rwsem_is_locked(&own));
}

static void downgrade_lets_readers_in(void)
{
	done = order_length = 0;
	down_write(&rwsem);
	start(read_and_note, NULL);
	EXPECT_EQ(done, 0);
	downgrade_write(&rwsem);
	settle();
	EXPECT_EQ(done, 1);
	up_read(&rwsem);
}

/* --- Semaphores */

static DEFINE_SEMAPHORE(slots, 2);

static int take_slot(void *data)
{
	down(&slots);
	done++;
	return 0;
}

static void semaphore_counts(void)
{
	unsigned long begin = jiffies;

	done = 0;
	EXPECT_EQ(down_interruptible(&slots), 0);
	EXPECT_EQ(down_killable(&slots), 0);
	EXPECT_EQ(down_trylock(&slots), 1);
	EXPECT_EQ(down_timeout(&slots, 3), -ETIME);
	EXPECT(jiffies - begin >= 3);
	start(take_slot, NULL);
	EXPECT_EQ(done, 0);
	up(&slots);
	/* It was handed over: nobody else gets it. */
	EXPECT_EQ(down_trylock(&slots), 1);
	settle();
	EXPECT_EQ(done, 1);
	up(&slots);
	up(&slots);
	EXPECT_EQ(down_trylock(&slots), 0);
	EXPECT_EQ(down_timeout(&slots, 3), 0);
	sema_init(&slots, 2);
}

/* --- Completions */

static DECLARE_COMPLETION(finished);

static int wait_finished(void *data)
{
	wait_for_completion(&finished);
	done++;
	return 0;
}

static void one_completion_lets_one_go(void)
{
	done = 0;
	for (int i = 0; i < 3; i++)
		start(wait_finished, NULL);
	complete(&finished);
	settle();
	EXPECT_EQ(done, 1);
	EXPECT(!completion_done(&finished));
	complete_all(&finished);
	settle();
	EXPECT_EQ(done, 3);
	EXPECT(completion_done(&finished));
	wait_for_completion(&finished);
	reinit_completion(&finished);
	EXPECT(!completion_done(&finished));
}

static int complete_soon(void *data)
{
	msleep(20);
	complete(&finished);
	return 0;
}

static void completion_in_all_forms(void)
{
	struct completion own;

	init_completion(&own);
	EXPECT(!try_wait_for_completion(&own));
	EXPECT_EQ(wait_for_completion_timeout(&own, 2), 0);
	EXPECT_EQ(wait_for_completion_interruptible_timeout(&own, 2), 0);
	EXPECT_EQ(wait_for_completion_killable_timeout(&own, 2), 0);
	for (int i = 0; i < 6; i++)
		complete(&own);
	EXPECT(try_wait_for_completion(&own));
	wait_for_completion_io(&own);
	EXPECT_EQ(wait_for_completion_interruptible(&own), 0);
	EXPECT_EQ(wait_for_completion_killable(&own), 0);
	EXPECT_EQ(wait_for_completion_interruptible_timeout(&own, 5), 5);
	EXPECT_EQ(wait_for_completion_state(&own, TASK_IDLE), 0);
	EXPECT(!completion_done(&own));
	start(complete_soon, NULL);
	EXPECT(wait_for_completion_killable_timeout(&finished, 50) > 1);
}

/* --- Wait queues */

static DECLARE_WAIT_QUEUE_HEAD(queue);
static DEFINE_SPINLOCK(spin);
static bool open;

static int wait_open(void *data)
{
	wait_event(queue, open);
	done++;
	return 0;
}

static int wait_open_alone(void *data)
{
	wait_event_interruptible_exclusive(queue, open);
	done++;
	return 0;
}

static void wakes_all_and_one_exclusive(void)
{
	done = 0;
	open = false;
	for (int i = 0; i < 2; i++) {
		start(wait_open, NULL);
		start(wait_open_alone, NULL);
		start(wait_open_alone, NULL);
	}
	EXPECT(wq_has_sleeper(&queue));
	open = true;
	wake_up(&queue);
	settle();
	EXPECT_EQ(done, 3);
	wake_up_nr(&queue, 2);
	settle();
	EXPECT_EQ(done, 5);
	EXPECT(wq_has_single_sleeper(&queue));
	wake_up_all(&queue);
	settle();
	EXPECT_EQ(done, 6);
	EXPECT(!waitqueue_active(&queue));
}

/* wake_up_interruptible() leaves those alone who can't be interrupted. */
static void wakes_by_state(void)
{
	done = 0;
	open = false;
	start(wait_open, NULL);
	start(wait_open_alone, NULL);
	open = true;
	wake_up_interruptible(&queue);
	settle();
	EXPECT_EQ(done, 1);
	wake_up_interruptible_all(&queue);
	wake_up_interruptible_sync(&queue);
	settle();
	EXPECT_EQ(done, 1);
	wake_up_sync(&queue);
	settle();
	EXPECT_EQ(done, 2);
}

static int wait_locked(void *data)
{
	spin_lock_irq(&spin);
	wait_event_lock_irq(queue, open, spin);
	done += irqs_disabled() && in_atomic();
	spin_unlock_irq(&spin);
	spin_lock(&queue.lock);
	done += wait_event_interruptible_locked(queue, open) == 0;
	spin_unlock(&queue.lock);
	return 0;
}

static void waits_with_a_lock(void)
{
	done = 0;
	open = false;
	start(wait_locked, NULL);
	EXPECT(!spin_is_locked(&spin));
	open = true;
	wake_up(&queue);
	settle();
	EXPECT_EQ(done, 2);
}

static void waits_that_need_not_sleep(void)
{
	int commands = 0;

	wait_event(queue, true);
	wait_event_cmd(queue, true, commands++, commands++);
	wait_event_idle(queue, true);
	io_wait_event(queue, true);
	EXPECT_EQ(commands, 0);
	EXPECT_EQ(wait_event_interruptible(queue, true), 0);
	EXPECT_EQ(wait_event_killable(queue, true), 0);
	EXPECT_EQ(wait_event_freezable(queue, true), 0);
	EXPECT_EQ(wait_event_timeout(queue, true, 7), 7);
	EXPECT_EQ(wait_event_timeout(queue, true, 0), 1);
	EXPECT_EQ(wait_event_interruptible_timeout(queue, false, 2), 0);
	EXPECT_EQ(wait_event_killable_timeout(queue, false, 2), 0);
	EXPECT_EQ(wait_event_idle_timeout(queue, false, 2), 0);
	EXPECT(!waitqueue_active(&queue));
}

static int wake_soon(void *data)
{
	msleep(20);
	open = true;
	wake_up_interruptible_poll(&queue, 1);
	return 0;
}

static void sleeps_by_hand(void)
{
	DEFINE_WAIT(wait);
	int rounds = 0;

	open = false;
	start(wake_soon, NULL);
	while (!open) {
		prepare_to_wait(&queue, &wait, TASK_INTERRUPTIBLE);
		if (!open)
			schedule();
		rounds++;
	}
	finish_wait(&queue, &wait);
	EXPECT_EQ(rounds, 1);
	EXPECT(prepare_to_wait_exclusive(&queue, &wait, TASK_RUNNING));
	EXPECT(wait.flags & WQ_FLAG_EXCLUSIVE);
	finish_wait(&queue, &wait);
	EXPECT(!waitqueue_active(&queue));
}

static void old_style_entries(void)
{
	DECLARE_WAITQUEUE(entry, current);
	unsigned long begin = jiffies;

	open = false;
	add_wait_queue(&queue, &entry);
	start(wake_soon, NULL);
	while (!open) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (open || schedule_timeout(100) == 0)
			break;
	}
	__set_current_state(TASK_RUNNING);
	EXPECT(waitqueue_active(&queue));
	remove_wait_queue(&queue, &entry);
	EXPECT(open && jiffies - begin < 50);
	EXPECT(!waitqueue_active(&queue));
}

static void woken_before_it_sleeps(void)
{
	DEFINE_WAIT_FUNC(wait, woken_wake_function);

	add_wait_queue(&queue, &wait);
	wake_up(&queue);
	EXPECT_EQ(wait_woken(&wait, TASK_INTERRUPTIBLE, 100), 100);
	EXPECT_EQ(wait_woken(&wait, TASK_INTERRUPTIBLE, 2), 0);
	remove_wait_queue(&queue, &wait);
}

static int calls;

static int count_call(struct wait_queue_entry *entry, unsigned int mode,
		      int flags, void *key)
{
	calls += key_to_poll(key);
	return 0;
}

static void entries_have_functions(void)
{
	struct wait_queue_entry entry;

	init_waitqueue_func_entry(&entry, count_call);
	add_wait_queue_exclusive(&queue, &entry);
	calls = 0;
	wake_up_poll(&queue, 4);
	remove_wait_queue(&queue, &entry);
	wake_up_poll(&queue, 4);
	EXPECT_EQ(calls, 4);
}

static DECLARE_SWAIT_QUEUE_HEAD(simple);

static int wait_simply(void *data)
{
	swait_event_exclusive(simple, open);
	done++;
	return 0;
}

static void simple_queues_wake_one(void)
{
	done = 0;
	open = false;
	start(wait_simply, NULL);
	start(wait_simply, NULL);
	EXPECT(swq_has_sleeper(&simple));
	open = true;
	swake_up_one(&simple);
	settle();
	EXPECT_EQ(done, 1);
	swake_up_all(&simple);
	settle();
	EXPECT_EQ(done, 2);
	EXPECT(!swait_active(&simple));
	EXPECT_EQ(swait_event_timeout_exclusive(simple, false, 2), 0);
	EXPECT_EQ(swait_event_interruptible_exclusive(simple, true), 0);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(mutex_in_line),
	KTAP_CASE(mutex_in_all_forms),
	KTAP_CASE(writers_are_not_starved),
	KTAP_CASE(rwsem_in_all_forms),
	KTAP_CASE(downgrade_lets_readers_in),
	KTAP_CASE(semaphore_counts),
	KTAP_CASE(one_completion_lets_one_go),
	KTAP_CASE(completion_in_all_forms),
	KTAP_CASE(wakes_all_and_one_exclusive),
	KTAP_CASE(wakes_by_state),
	KTAP_CASE(waits_with_a_lock),
	KTAP_CASE(waits_that_need_not_sleep),
	KTAP_CASE(sleeps_by_hand),
	KTAP_CASE(old_style_entries),
	KTAP_CASE(woken_before_it_sleeps),
	KTAP_CASE(entries_have_functions),
	KTAP_CASE(simple_queues_wake_one),
};

KTAP_SUITE(waiting_test, cases);
