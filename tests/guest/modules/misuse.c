/* SPDX-License-Identifier: MIT */
/*
 * What must not be done with locks: its init does the one that is named, and
 * goes on. A debug build tells of all, others of those that they can see.
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>

static char *how = "none";
module_param(how, charp, 0);

static DEFINE_SPINLOCK(spin);
static DEFINE_RWLOCK(rw);
static DEFINE_MUTEX(mutex);
static DECLARE_RWSEM(rwsem);

static noinline void sleep_while_atomic(void)
{
	preempt_disable();
	msleep(10);
	preempt_enable();
}

static noinline void mutex_while_spinning(void)
{
	spin_lock(&spin);
	mutex_lock(&mutex);
	mutex_unlock(&mutex);
	spin_unlock(&spin);
}

static noinline void allocate_while_spinning(void)
{
	unsigned long flags;

	spin_lock_irqsave(&spin, flags);
	kfree(kmalloc(10, GFP_KERNEL));
	spin_unlock_irqrestore(&spin, flags);
}

static noinline void spin_twice(void)
{
	spin_lock(&spin);
	spin_lock(&spin);
	spin_unlock(&spin);
	spin_unlock(&spin);
}

static void take_in_timer(struct timer_list *timer)
{
	spin_lock(&spin);
	spin_unlock(&spin);
}

static noinline void spin_against_timer(void)
{
	struct timer_list timer;

	timer_setup(&timer, take_in_timer, 0);
	mod_timer(&timer, jiffies + 1);
	spin_lock(&spin);
	mdelay(40);
	spin_unlock(&spin);
	timer_delete_sync(&timer);
}

static noinline void unlock_free_spin(void)
{
	spin_unlock(&spin);
}

static noinline void spin_unmade(void)
{
	spinlock_t *lock = kzalloc(sizeof(*lock), GFP_KERNEL);

	spin_lock(lock);
	spin_unlock(lock);
	kfree(lock);
}

static noinline void write_while_reading(void)
{
	read_lock(&rw);
	write_lock(&rw);
	write_unlock(&rw);
	read_unlock(&rw);
}

static noinline void unlock_free_mutex(void)
{
	mutex_unlock(&mutex);
}

static int unlock_others(void *data)
{
	mutex_unlock(&mutex);
	return 0;
}

static noinline void unlock_by_another(void)
{
	mutex_lock(&mutex);
	kthread_run(unlock_others, NULL, "thief");
	msleep(20);
	mutex_init(&mutex);
	mutex_lock(&mutex);
	mutex_unlock(&mutex);
}

static int lock_twice(void *data)
{
	mutex_lock(&mutex);
	if (mutex_lock_interruptible(&mutex))
		mutex_unlock(&mutex);
	return 0;
}

static noinline void recursive_mutex(void)
{
	struct task_struct *task = kthread_run(lock_twice, NULL, "twice");

	msleep(20);
	mutex_unlock(&mutex); /* by another: the thread must come to its end */
	msleep(20);
	(void)task;
}

static noinline void return_with_mutex(void)
{
	mutex_lock(&mutex);
}

static noinline void return_with_rwsem(void)
{
	down_read(&rwsem);
}

static noinline void return_with_spin(void)
{
	spin_lock(&spin);
}

static noinline void return_with_irqs_off(void)
{
	local_irq_disable();
}

static int keep_mutex(void *data)
{
	mutex_lock(&mutex);
	return 0;
}

static noinline void thread_keeps_mutex(void)
{
	kthread_run(keep_mutex, NULL, "keeper");
	msleep(20);
}

static noinline void free_locked(void)
{
	struct mutex *own = kmalloc(sizeof(*own), GFP_KERNEL);

	mutex_init(own);
	mutex_lock(own);
	kfree(own);
}

static noinline void use_after_put(void)
{
	refcount_t r = REFCOUNT_INIT(1);

	if (refcount_dec_and_test(&r))
		refcount_inc(&r);
	refcount_set(&r, 0);
	if (!refcount_dec_and_test(&r))
		pr_info("misuse: stays at %x\n", refcount_read(&r));
}

static noinline void assert_not_held(void)
{
	lockdep_assert_held(&mutex);
}

static int value;
static int __rcu *pointer = (int __rcu *)&value;

static noinline void read_without_rcu(void)
{
	if (rcu_dereference(pointer) != &value)
		pr_info("misuse: no value\n");
}

static noinline void sleep_in_rcu(void)
{
	rcu_read_lock();
	msleep(10);
	rcu_read_unlock();
}

static struct rcu_head late;

static void call_late(struct rcu_head *head)
{
}

static const struct misuse {
	const char *name;
	void (*run)(void);
} misuses[] = {
	{ "sleep", sleep_while_atomic },
	{ "mutex", mutex_while_spinning },
	{ "alloc", allocate_while_spinning },
	{ "twice", spin_twice },
	{ "timer", spin_against_timer },
	{ "unlock", unlock_free_spin },
	{ "unmade", spin_unmade },
	{ "upgrade", write_while_reading },
	{ "unbalanced", unlock_free_mutex },
	{ "thief", unlock_by_another },
	{ "recursion", recursive_mutex },
	{ "keepmutex", return_with_mutex },
	{ "keeprwsem", return_with_rwsem },
	{ "keepspin", return_with_spin },
	{ "keepirq", return_with_irqs_off },
	{ "keeper", thread_keeps_mutex },
	{ "freed", free_locked },
	{ "refcount", use_after_put },
	{ "assert", assert_not_held },
	{ "reader", read_without_rcu },
	{ "rcusleep", sleep_in_rcu },
};

static int __init misuse_init(void)
{
	for (u32 i = 0; i < ARRAY_SIZE(misuses); i++)
		if (!strcmp(misuses[i].name, how))
			misuses[i].run();
	pr_info("misuse: done with %s\n", how);
	return 0;
}

static void __exit misuse_exit(void)
{
	unsigned long now = jiffies;

	if (strcmp(how, "callback") != 0)
		return;
	/* The next tick, at which RCU looks again, is a whole jiffy away. */
	while (jiffies == now)
		cpu_relax();
	call_rcu(&late, call_late);
}

module_init(misuse_init);
module_exit(misuse_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Misuse of locks, for the tests");
