/* SPDX-License-Identifier: MIT */
/*
 * Wait queues: sleeping until a condition holds, and waking who may find that
 * it does. Who wakes others changes the condition first; who sleeps tests it
 * when on the queue already, so that no wake-up is lost.
 *
 * Context: process, may sleep; what wakes others: any.
 * Linux: Documentation/driver-api/basics.rst
 */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

typedef struct wait_queue_entry wait_queue_entry_t;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *entry,
				 unsigned int mode, int flags, void *key);

#define WQ_FLAG_EXCLUSIVE 0x01 /* a wake-up of one ends with it */
#define WQ_FLAG_WOKEN 0x02
#define WQ_FLAG_PRIORITY 0x10

struct wait_queue_entry {
	unsigned int flags; /* WQ_FLAG_ */
	void *private;	    /* the task */
	wait_queue_func_t func;
	struct list_head entry;
};

/* clang-format off */
#define __WAITQUEUE_INITIALIZER(name, tsk)                    \
	{ .private = tsk,                                     \
	  .func = default_wake_function,                      \
	  .entry = { NULL, NULL } }
#define __WAIT_QUEUE_HEAD_INITIALIZER(name)                   \
	{ .lock = __SPIN_LOCK_UNLOCKED(name.lock),            \
	  .head = LIST_HEAD_INIT(name.head) }
/* clang-format on */
#define DECLARE_WAITQUEUE(name, tsk) \
	struct wait_queue_entry name = __WAITQUEUE_INITIALIZER(name, tsk)
#define DECLARE_WAIT_QUEUE_HEAD(name) \
	struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_WAIT_QUEUE_HEAD(name)
#define DEFINE_WAIT_FUNC(name, function)               \
	struct wait_queue_entry name = {               \
		.private = current,                    \
		.func = function,                      \
		.entry = LIST_HEAD_INIT((name).entry), \
	}
#define DEFINE_WAIT(name) DEFINE_WAIT_FUNC(name, autoremove_wake_function)

/* Makes an empty queue, an entry for @task, an entry with its own function. */
#define init_waitqueue_head(wq)              \
	do {                                 \
		spin_lock_init(&(wq)->lock); \
		INIT_LIST_HEAD(&(wq)->head); \
	} while (0)

static inline void init_waitqueue_func_entry(struct wait_queue_entry *entry,
					     wait_queue_func_t func)
{
	entry->flags = 0;
	entry->private = NULL;
	entry->func = func;
}

/*
 * What an entry's function does when the queue is woken for tasks in state
 * @mode: wakes the task; takes the entry off the queue too; or notes it for
 * wait_woken(). 1 when it woke the task, 0 if not; below 0 ends the wake-up.
 */
int default_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			  int flags, void *key);
int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			     int flags, void *key);
int woken_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			int flags, void *key);

static inline void init_waitqueue_entry(struct wait_queue_entry *entry,
					struct task_struct *task)
{
	init_waitqueue_func_entry(entry, default_wake_function);
	entry->private = task;
}

#define init_wait_func(wait, function)                     \
	do {                                               \
		init_waitqueue_func_entry(wait, function); \
		(wait)->private = current;                 \
		INIT_LIST_HEAD(&(wait)->entry);            \
	} while (0)
#define init_wait(wait) init_wait_func(wait, autoremove_wake_function)

/* Whether anyone is on the queue. Context: any. */
static inline int waitqueue_active(struct wait_queue_head *wq)
{
	return !list_empty(&wq->head);
}

static inline bool wq_has_sleeper(struct wait_queue_head *wq)
{
	smp_mb();
	return waitqueue_active(wq);
}

static inline bool wq_has_single_sleeper(struct wait_queue_head *wq)
{
	return list_is_singular(&wq->head);
}

/* Puts an entry on the queue: first; as an exclusive one, last. Any context. */
void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *entry);
void add_wait_queue_exclusive(struct wait_queue_head *wq,
			      struct wait_queue_entry *entry);
void add_wait_queue_priority(struct wait_queue_head *wq,
			     struct wait_queue_entry *entry);
void remove_wait_queue(struct wait_queue_head *wq,
		       struct wait_queue_entry *entry);

/* The same for one who holds wq->lock. */
static inline void __add_wait_queue(struct wait_queue_head *wq,
				    struct wait_queue_entry *entry)
{
	list_add(&entry->entry, &wq->head);
}

static inline void __add_wait_queue_exclusive(struct wait_queue_head *wq,
					      struct wait_queue_entry *entry)
{
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	__add_wait_queue(wq, entry);
}

static inline void __add_wait_queue_entry_tail(struct wait_queue_head *wq,
					       struct wait_queue_entry *entry)
{
	list_add_tail(&entry->entry, &wq->head);
}

static inline void __add_wait_queue_entry_tail_exclusive(
	struct wait_queue_head *wq, struct wait_queue_entry *entry)
{
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	__add_wait_queue_entry_tail(wq, entry);
}

static inline void __remove_wait_queue(struct wait_queue_head *wq,
				       struct wait_queue_entry *entry)
{
	list_del(&entry->entry);
}

/*
 * Wakes those of the queue that sleep in one of the states @mode: all that are
 * not exclusive, and @nr that are (0: all). @key is for the entries' functions.
 * How many exclusive ones were not found.
 */
int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr, void *key);
/* The same for one who holds wq->lock. */
void __wake_up_locked(struct wait_queue_head *wq, unsigned int mode, int nr);
void __wake_up_locked_key(struct wait_queue_head *wq, unsigned int mode,
			  void *key);

#define wake_up(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_nr(x, nr) __wake_up(x, TASK_NORMAL, nr, NULL)
#define wake_up_all(x) __wake_up(x, TASK_NORMAL, 0, NULL)
#define wake_up_locked(x) __wake_up_locked((x), TASK_NORMAL, 1)
#define wake_up_all_locked(x) __wake_up_locked((x), TASK_NORMAL, 0)
#define wake_up_sync(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_interruptible(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_nr(x, nr) \
	__wake_up(x, TASK_INTERRUPTIBLE, nr, NULL)
#define wake_up_interruptible_all(x) __wake_up(x, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_interruptible_sync(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)

/* For pollers, who are told the events @m as the key. */
#define poll_to_key(m) ((void *)(uintptr_t)(__poll_t)(m))
#define key_to_poll(m) ((__poll_t)(uintptr_t)(void *)(m))
#define wake_up_poll(x, m) __wake_up(x, TASK_NORMAL, 1, poll_to_key(m))
#define wake_up_locked_poll(x, m) \
	__wake_up_locked_key((x), TASK_NORMAL, poll_to_key(m))
#define wake_up_interruptible_poll(x, m) \
	__wake_up(x, TASK_INTERRUPTIBLE, 1, poll_to_key(m))
#define wake_up_interruptible_sync_poll(x, m) wake_up_interruptible_poll(x, m)

/*
 * Sleeping by hand: prepare_to_wait() puts @entry on the queue, if it is not
 * there, and sets the task's state; then the condition is tested, and
 * schedule() sleeps; finish_wait() undoes it. The _exclusive one puts it last,
 * and is whether the queue was empty. Context: process.
 */
void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry,
		     int state);
bool prepare_to_wait_exclusive(struct wait_queue_head *wq,
			       struct wait_queue_entry *entry, int state);
void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry);
/* The same by the entry's flags; -ERESTARTSYS for a signal, and off the queue. */
long prepare_to_wait_event(struct wait_queue_head *wq,
			   struct wait_queue_entry *entry, int state);
void init_wait_entry(struct wait_queue_entry *entry, int flags);
/*
 * Sleeps in state @mode until woken_wake_function() notes a wake-up of @entry,
 * which add_wait_queue() has queued, or @timeout: what is left of it.
 */
long wait_woken(struct wait_queue_entry *entry, unsigned int mode,
		long timeout);
/* One sleep of a holder of wq->lock, with interrupts on, or off: -ERESTARTSYS. */
int do_wait_intr(struct wait_queue_head *wq, struct wait_queue_entry *entry);
int do_wait_intr_irq(struct wait_queue_head *wq,
		     struct wait_queue_entry *entry);

/* Whether a signal can end a sleep in @state. */
#define ___wait_is_interruptible(state) \
	((state) & (TASK_INTERRUPTIBLE | TASK_WAKEKILL))

/*
 * Sleeps in @state, by running @cmd, until @condition holds: @ret, which @cmd
 * may change as __ret; or -ERESTARTSYS for a signal that ends such a sleep.
 */
#define ___wait_event(wq, condition, state, exclusive, ret, cmd)              \
	({                                                                    \
		struct wait_queue_entry __wq_entry;                           \
                                                                              \
		init_wait_entry(&__wq_entry,                                  \
				exclusive ? WQ_FLAG_EXCLUSIVE : 0);           \
		___wait_loop(&(wq), &__wq_entry, condition, state, ret, cmd); \
	})
#define ___wait_loop(wq, entry, condition, state, ret, cmd)                \
	({                                                                 \
		long __ret = ret; /* shadows the caller's */               \
                                                                           \
		for (;;) {                                                 \
			long __signal =                                    \
				prepare_to_wait_event(wq, entry, state);   \
                                                                           \
			if (condition)                                     \
				break;                                     \
			if (___wait_is_interruptible(state) && __signal) { \
				__ret = __signal;                          \
				break;                                     \
			}                                                  \
			cmd;                                               \
		}                                                          \
		finish_wait(wq, entry);                                    \
		__ret;                                                     \
	})

/* Holds when @condition does, or nothing is left of __ret; which is then 1. */
#define ___wait_cond_timeout(condition)     \
	({                                  \
		bool __holds = (condition); \
                                            \
		if (__holds && !__ret)      \
			__ret = 1;          \
		__holds || !__ret;          \
	})

/*
 * The three kinds: nothing is returned; 0 or an error; what is left of @time.
 * The __wait_ ones are for callers who hold a lock that @cmd gives up.
 */
#define __wait_plain(wq, condition, state, exclusive, cmd)                   \
	do {                                                                 \
		if (!(condition))                                            \
			(void)___wait_event(wq, condition, state, exclusive, \
					    0, cmd);                         \
	} while (0)
#define __wait_error(wq, condition, state, exclusive, cmd)                     \
	({                                                                     \
		int __err = 0;                                                 \
                                                                               \
		if (!(condition))                                              \
			__err = ___wait_event(wq, condition, state, exclusive, \
					      0, cmd);                         \
		__err;                                                         \
	})
#define __wait_timeout(wq, condition, state, exclusive, time, cmd)             \
	({                                                                     \
		long __ret = time;                                             \
                                                                               \
		if (!___wait_cond_timeout(condition))                          \
			__ret = ___wait_event(wq,                              \
					      ___wait_cond_timeout(condition), \
					      state, exclusive, time, cmd);    \
		__ret;                                                         \
	})
#define __sleep_plain(args...)      \
	do {                        \
		might_sleep();      \
		__wait_plain(args); \
	} while (0)
#define __sleep_error(args...)      \
	({                          \
		might_sleep();      \
		__wait_error(args); \
	})
#define __sleep_timeout(args...)      \
	({                            \
		might_sleep();        \
		__wait_timeout(args); \
	})
#define __sleep_for_ret __ret = schedule_timeout(__ret)

/* Sleeps until @condition holds. */
#define wait_event(wq, condition) \
	__sleep_plain(wq, condition, TASK_UNINTERRUPTIBLE, 0, schedule())
#define io_wait_event(wq, condition) \
	__sleep_plain(wq, condition, TASK_UNINTERRUPTIBLE, 0, io_schedule())
#define wait_event_idle(wq, condition) \
	__sleep_plain(wq, condition, TASK_IDLE, 0, schedule())
#define wait_event_idle_exclusive(wq, condition) \
	__sleep_plain(wq, condition, TASK_IDLE, 1, schedule())
/* The same; @cmd1 is run before each sleep, and @cmd2 after it. */
#define wait_event_cmd(wq, condition, cmd1, cmd2)                              \
	__wait_plain(wq, condition, TASK_UNINTERRUPTIBLE, 0, cmd1; schedule(); \
		     cmd2)
#define wait_event_exclusive_cmd(wq, condition, cmd1, cmd2)                    \
	__wait_plain(wq, condition, TASK_UNINTERRUPTIBLE, 1, cmd1; schedule(); \
		     cmd2)
/* The same; @condition is tested with @lock held, which a sleep gives up. */
#define wait_event_lock_irq_cmd(wq, condition, lock, cmd)    \
	__wait_plain(wq, condition, TASK_UNINTERRUPTIBLE, 0, \
		     spin_unlock_irq(&lock);                 \
		     cmd; schedule(); spin_lock_irq(&lock))
#define wait_event_lock_irq(wq, condition, lock) \
	wait_event_lock_irq_cmd(wq, condition, lock, )

/* 0, or -ERESTARTSYS when a signal came first. */
#define wait_event_interruptible(wq, condition) \
	__sleep_error(wq, condition, TASK_INTERRUPTIBLE, 0, schedule())
#define wait_event_interruptible_exclusive(wq, condition) \
	__sleep_error(wq, condition, TASK_INTERRUPTIBLE, 1, schedule())
#define wait_event_freezable(wq, condition) \
	wait_event_interruptible(wq, condition)
#define wait_event_freezable_exclusive(wq, condition) \
	wait_event_interruptible_exclusive(wq, condition)
#define wait_event_interruptible_lock_irq_cmd(wq, condition, lock, cmd) \
	__wait_error(wq, condition, TASK_INTERRUPTIBLE, 0,              \
		     spin_unlock_irq(&lock);                            \
		     cmd; schedule(); spin_lock_irq(&lock))
#define wait_event_interruptible_lock_irq(wq, condition, lock) \
	wait_event_interruptible_lock_irq_cmd(wq, condition, lock, )
/* The same where only a signal that kills ends it; and in a state of choice. */
#define wait_event_killable(wq, condition) \
	__sleep_error(wq, condition, TASK_KILLABLE, 0, schedule())
#define wait_event_killable_exclusive(wq, condition) \
	__sleep_error(wq, condition, TASK_KILLABLE, 1, schedule())
#define wait_event_state(wq, condition, state) \
	__sleep_error(wq, condition, state, 0, schedule())

/*
 * What is left of @timeout jiffies, at least 1, where @condition holds; 0 where
 * it does not when they have passed; -ERESTARTSYS where a signal came first.
 */
#define wait_event_timeout(wq, condition, timeout)                       \
	__sleep_timeout(wq, condition, TASK_UNINTERRUPTIBLE, 0, timeout, \
			__sleep_for_ret)
#define wait_event_freezable_timeout(wq, condition, timeout) \
	wait_event_interruptible_timeout(wq, condition, timeout)
#define wait_event_idle_timeout(wq, condition, timeout) \
	__sleep_timeout(wq, condition, TASK_IDLE, 0, timeout, __sleep_for_ret)
#define wait_event_idle_exclusive_timeout(wq, condition, timeout) \
	__sleep_timeout(wq, condition, TASK_IDLE, 1, timeout, __sleep_for_ret)
#define wait_event_interruptible_timeout(wq, condition, timeout)       \
	__sleep_timeout(wq, condition, TASK_INTERRUPTIBLE, 0, timeout, \
			__sleep_for_ret)
#define wait_event_killable_timeout(wq, condition, timeout)       \
	__sleep_timeout(wq, condition, TASK_KILLABLE, 0, timeout, \
			__sleep_for_ret)
#define wait_event_lock_irq_timeout(wq, condition, lock, timeout)       \
	__wait_timeout(wq, condition, TASK_UNINTERRUPTIBLE, 0, timeout, \
		       spin_unlock_irq(&lock);                          \
		       __sleep_for_ret; spin_lock_irq(&lock))
#define wait_event_interruptible_lock_irq_timeout(wq, condition, lock, \
						  timeout)             \
	__wait_timeout(wq, condition, TASK_INTERRUPTIBLE, 0, timeout,  \
		       spin_unlock_irq(&lock);                         \
		       __sleep_for_ret; spin_lock_irq(&lock))

/*
 * 0 where @condition holds; -ETIME where it does not when @timeout nanoseconds
 * have passed; for the second, -ERESTARTSYS where a signal came first.
 * <linux/hrtimer.h> is the caller's to include.
 */
#define __wait_event_hrtimeout(wq, condition, timeout, state)                \
	({                                                                   \
		ktime_t __end = ktime_add_safe(ktime_get(), timeout);        \
		int __err = 0;                                               \
                                                                             \
		might_sleep();                                               \
		if (!(condition))                                            \
			__err = ___wait_event(                               \
				wq, condition, state, 0, 0,                  \
				if (!schedule_hrtimeout(&__end,              \
							HRTIMER_MODE_ABS)) { \
					__ret = -ETIME;                      \
					break;                               \
				});                                          \
		__err;                                                       \
	})
#define wait_event_hrtimeout(wq, condition, timeout) \
	__wait_event_hrtimeout(wq, condition, timeout, TASK_UNINTERRUPTIBLE)
#define wait_event_interruptible_hrtimeout(wq, condition, timeout) \
	__wait_event_hrtimeout(wq, condition, timeout, TASK_INTERRUPTIBLE)

/* For one who holds wq.lock, with interrupts on, or off (_irq). */
#define __wait_event_interruptible_locked(wq, condition, exclusive, fn) \
	({                                                              \
		int __err = 0;                                          \
		DEFINE_WAIT(__wait);                                    \
                                                                        \
		if (exclusive)                                          \
			__wait.flags |= WQ_FLAG_EXCLUSIVE;              \
		while (!(condition) && !__err)                          \
			__err = fn(&(wq), &__wait);                     \
		list_del_init(&__wait.entry);                           \
		__set_current_state(TASK_RUNNING);                      \
		__err;                                                  \
	})
#define wait_event_interruptible_locked(wq, condition) \
	__wait_event_interruptible_locked(wq, condition, 0, do_wait_intr)
#define wait_event_interruptible_locked_irq(wq, condition) \
	__wait_event_interruptible_locked(wq, condition, 0, do_wait_intr_irq)
#define wait_event_interruptible_exclusive_locked(wq, condition) \
	__wait_event_interruptible_locked(wq, condition, 1, do_wait_intr)
#define wait_event_interruptible_exclusive_locked_irq(wq, condition) \
	__wait_event_interruptible_locked(wq, condition, 1, do_wait_intr_irq)

#endif
