/* SPDX-License-Identifier: MIT */
/* Waiting for bits, variables and one another; locks that are made of others. */
#include <linux/delay.h>
#include <linux/freezer.h>
#include <linux/hrtimer.h>
#include <linux/kthread.h>
#include <linux/local_lock.h>
#include <linux/percpu-rwsem.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/rcuwait.h>
#include <linux/rtmutex.h>
#include <linux/sched/signal.h>
#include <linux/stop_machine.h>
#include <linux/wait_bit.h>

#include "ktap.h"

#define A_BIT 5

static int done; /* how many threads have come to their end */

/* Lets all others run until they sleep. */
static void settle(void)
{
	for (int i = 0; i < 20; i++)
		yield();
}

static struct task_struct *start(int (*fn)(void *data), void *data)
{
	struct task_struct *task = kthread_run(fn, data, "waitbit_test");

	EXPECT(!IS_ERR(task));
	settle();
	return task;
}

/* --- Bits */

static unsigned long word;

static int wait_for_bit(void *data)
{
	EXPECT_EQ(wait_on_bit(&word, A_BIT, TASK_UNINTERRUPTIBLE), 0);
	done++;
	return 0;
}

static void a_bit_is_waited_for(void)
{
	done = 0;
	word = BIT(A_BIT) | BIT(A_BIT + 1);
	start(wait_for_bit, NULL);
	start(wait_for_bit, NULL);
	EXPECT_EQ(done, 0);
	wake_up_bit(&word, A_BIT); /* it is still set */
	settle();
	EXPECT_EQ(done, 0);
	clear_and_wake_up_bit(A_BIT, &word);
	settle();
	EXPECT_EQ(done, 2);
	EXPECT_EQ(word, BIT(A_BIT + 1));
}

static int lock_bit(void *data)
{
	EXPECT_EQ(wait_on_bit_lock(&word, A_BIT, TASK_UNINTERRUPTIBLE), 0);
	done++;
	return 0;
}

static void a_bit_is_a_lock(void)
{
	done = 0;
	word = 0;
	EXPECT_EQ(wait_on_bit_lock_io(&word, A_BIT, TASK_KILLABLE), 0);
	EXPECT_EQ(word, BIT(A_BIT));
	start(lock_bit, NULL);
	start(lock_bit, NULL);
	EXPECT_EQ(done, 0);
	EXPECT(test_and_clear_wake_up_bit(A_BIT, &word));
	settle();
	EXPECT_EQ(done, 1); /* one wake-up, one owner */
	EXPECT_EQ(word, BIT(A_BIT));
	clear_and_wake_up_bit(A_BIT, &word);
	settle();
	EXPECT_EQ(done, 2);
	clear_bit(A_BIT, &word);
	EXPECT(!test_and_clear_wake_up_bit(A_BIT, &word));
}

static int give_up(struct wait_bit_key *key, int mode)
{
	EXPECT_EQ(key->bit_nr, A_BIT);
	EXPECT(key->flags == &word);
	__set_current_state(TASK_RUNNING);
	return -ENOLINK;
}

static void waits_for_bits_end(void)
{
	unsigned long began = jiffies;

	word = BIT(A_BIT);
	EXPECT_EQ(wait_on_bit_timeout(&word, A_BIT, TASK_UNINTERRUPTIBLE, 3),
		  -EAGAIN);
	EXPECT(time_after_eq(jiffies, began + 3));
	EXPECT_EQ(wait_on_bit_action(&word, A_BIT, give_up, TASK_INTERRUPTIBLE),
		  -ENOLINK);
	word = 0;
	EXPECT_EQ(wait_on_bit_io(&word, A_BIT, TASK_INTERRUPTIBLE), 0);
	EXPECT_EQ(wait_on_bit_timeout(&word, A_BIT, TASK_KILLABLE, 1), 0);
}

static int wait_until_killed(void *data)
{
	allow_signal(SIGKILL);
	*(int *)data = wait_on_bit(&word, A_BIT, TASK_INTERRUPTIBLE);
	done++;
	while (!kthread_should_stop())
		schedule_timeout_idle(1);
	return 0;
}

static void a_signal_ends_the_wait(void)
{
	struct task_struct *task;
	int err = 0;

	done = 0;
	word = BIT(A_BIT);
	task = start(wait_until_killed, &err);
	EXPECT_EQ(done, 0);
	send_sig(SIGKILL, task, 1);
	settle();
	EXPECT_EQ(done, 1);
	EXPECT_EQ(err, -EINTR);
	kthread_stop(task);
}

/* --- Variables */

static atomic_t users;

static int wait_for_users(void *data)
{
	wait_var_event(&users, !atomic_read(&users));
	done++;
	return 0;
}

static void a_variable_is_waited_for(void)
{
	static int value;

	done = 0;
	atomic_set(&users, 2);
	start(wait_for_users, NULL);
	EXPECT(!atomic_dec_and_wake_up(&users));
	settle();
	EXPECT_EQ(done, 0);
	EXPECT(atomic_dec_and_wake_up(&users));
	settle();
	EXPECT_EQ(done, 1);
	EXPECT_EQ(wait_var_event_timeout(&value, value, 2), 0);
	store_release_wake_up(&value, 1);
	EXPECT(wait_var_event_timeout(&value, value, 2) > 0);
	EXPECT_EQ(wait_var_event_interruptible(&value, value), 0);
	EXPECT_EQ(wait_var_event_killable(&value, value), 0);
}

/* --- One task */

static struct rcuwait one = __RCUWAIT_INITIALIZER(one);
static bool open;

static int wait_alone(void *data)
{
	EXPECT_EQ(rcuwait_wait_event(&one, open, TASK_UNINTERRUPTIBLE), 0);
	done++;
	return 0;
}

static void one_waits_without_a_queue(void)
{
	done = 0;
	open = false;
	EXPECT_EQ(rcuwait_wake_up(&one), 0);
	start(wait_alone, NULL);
	EXPECT(rcuwait_active(&one));
	EXPECT_EQ(rcuwait_wake_up(&one), 1);
	settle();
	EXPECT_EQ(done, 0);
	open = true;
	rcuwait_wake_up(&one);
	settle();
	EXPECT_EQ(done, 1);
	EXPECT(!rcuwait_active(&one));
	EXPECT_EQ(rcuwait_wait_event_timeout(&one, false, TASK_IDLE, 2), 0);
}

/* --- Nanoseconds */

static void waits_by_nanoseconds(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	ktime_t began = ktime_get();

	EXPECT_EQ(wait_event_hrtimeout(wq, false, us_to_ktime(500)), -ETIME);
	EXPECT(ktime_us_delta(ktime_get(), began) >= 500);
	EXPECT_EQ(wait_event_hrtimeout(wq, true, 0), 0);
	EXPECT_EQ(wait_event_interruptible_hrtimeout(wq, false, 1000), -ETIME);
	EXPECT(!waitqueue_active(&wq));
}

/* --- Locks */

DEFINE_STATIC_PERCPU_RWSEM(percpu);

static int read_percpu(void *data)
{
	percpu_down_read(&percpu);
	done++;
	percpu_up_read(&percpu);
	return 0;
}

static void percpu_rwsems(void)
{
	struct percpu_rw_semaphore own;

	done = 0;
	percpu_down_read(&percpu);
	EXPECT(percpu_is_read_locked(&percpu));
	EXPECT(percpu_down_read_trylock(&percpu));
	percpu_up_read(&percpu);
	percpu_up_read(&percpu);
	percpu_down_write(&percpu);
	EXPECT(percpu_is_write_locked(&percpu));
	percpu_rwsem_assert_held(&percpu);
	EXPECT(!percpu_down_read_trylock(&percpu));
	start(read_percpu, NULL);
	EXPECT_EQ(done, 0);
	percpu_up_write(&percpu);
	settle();
	EXPECT_EQ(done, 1);
	EXPECT_EQ(percpu_init_rwsem(&own), 0);
	percpu_down_write(&own);
	percpu_up_write(&own);
	percpu_free_rwsem(&own);
}

static DEFINE_RT_MUTEX(rt);

static int lock_rt(void *data)
{
	rt_mutex_lock(&rt);
	done++;
	rt_mutex_unlock(&rt);
	return 0;
}

static void rt_mutexes(void)
{
	struct rt_mutex own;

	done = 0;
	rt_mutex_lock(&rt);
	EXPECT(rt_mutex_is_locked(&rt));
	EXPECT_EQ(rt_mutex_trylock(&rt), 0);
	start(lock_rt, NULL);
	EXPECT_EQ(done, 0);
	rt_mutex_unlock(&rt);
	settle();
	EXPECT_EQ(done, 1);
	rt_mutex_init(&own);
	EXPECT_EQ(rt_mutex_lock_interruptible(&own), 0);
	rt_mutex_unlock(&own);
	EXPECT_EQ(rt_mutex_lock_killable(&own), 0);
	rt_mutex_unlock(&own);
}

struct counted {
	local_lock_t lock;
	int count;
};
static DEFINE_PER_CPU(struct counted, counted) = {
	.lock = INIT_LOCAL_LOCK(lock),
};

static void local_locks(void)
{
	unsigned long flags;

	local_lock(&counted.lock);
	EXPECT(in_atomic());
	this_cpu_inc(counted.count);
	local_unlock(&counted.lock);
	EXPECT(!in_atomic());
	local_lock_irq(&counted.lock);
	EXPECT(irqs_disabled());
	local_unlock_irq(&counted.lock);
	local_lock_irqsave(&counted.lock, flags);
	EXPECT(irqs_disabled());
	local_unlock_irqrestore(&counted.lock, flags);
	EXPECT(!irqs_disabled());
	EXPECT_EQ(this_cpu_read(counted.count), 1);
}

static void counting_down_with_a_raw_lock(void)
{
	DEFINE_RAW_SPINLOCK(raw);
	atomic_t count = ATOMIC_INIT(2);
	unsigned long flags;

	EXPECT_EQ(atomic_dec_and_raw_lock(&count, &raw), 0);
	EXPECT(!raw_spin_is_locked(&raw));
	EXPECT_EQ(atomic_dec_and_raw_lock_irqsave(&count, &raw, flags), 1);
	EXPECT(raw_spin_is_locked(&raw) && irqs_disabled());
	raw_spin_unlock_irqrestore(&raw, flags);
	scoped_guard(raw_spinlock_bh, &raw) EXPECT(in_softirq());
	EXPECT(!in_softirq());
}

/* --- Others */

static void grace_periods_are_polled(void)
{
	struct rcu_gp_oldstate full;
	unsigned long old;

	rcu_read_lock();
	old = start_poll_synchronize_rcu();
	get_state_synchronize_rcu_full(&full);
	mdelay(25); /* ticks come, and find a reader */
	EXPECT(!poll_state_synchronize_rcu(old));
	rcu_read_unlock();
	EXPECT(poll_state_synchronize_rcu(get_completed_synchronize_rcu()));
	cond_synchronize_rcu(old);
	EXPECT(poll_state_synchronize_rcu(old));
	EXPECT(poll_state_synchronize_rcu_full(&full));
	EXPECT(same_state_synchronize_rcu(old, full.state));
}

static int with_irqs_off(void *data)
{
	return irqs_disabled() ? *(int *)data : 0;
}

static void the_machine_is_stopped(void)
{
	int value = 42;

	EXPECT_EQ(stop_machine(with_irqs_off, &value, NULL), 42);
	EXPECT(!irqs_disabled());
	EXPECT_EQ(stop_one_cpu(0, with_irqs_off, &value), 0);
	EXPECT_EQ(stop_one_cpu(1, with_irqs_off, &value), -ENOENT);
}

static void nobody_freezes(void)
{
	EXPECT(!set_freezable());
	EXPECT(!try_to_freeze());
	EXPECT(!freezing(current));
}

static const struct ktap_case cases[] = {
	KTAP_CASE(a_bit_is_waited_for),
	KTAP_CASE(a_bit_is_a_lock),
	KTAP_CASE(waits_for_bits_end),
	KTAP_CASE(a_signal_ends_the_wait),
	KTAP_CASE(a_variable_is_waited_for),
	KTAP_CASE(one_waits_without_a_queue),
	KTAP_CASE(waits_by_nanoseconds),
	KTAP_CASE(percpu_rwsems),
	KTAP_CASE(rt_mutexes),
	KTAP_CASE(local_locks),
	KTAP_CASE(counting_down_with_a_raw_lock),
	KTAP_CASE(grace_periods_are_polled),
	KTAP_CASE(the_machine_is_stopped),
	KTAP_CASE(nobody_freezes),
};

KTAP_SUITE(waitbit_test, cases);
