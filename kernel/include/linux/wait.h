/* SPDX-License-Identifier: MIT */
/* Wait queues: sleeping until a condition holds. */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <asm/irqflags.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/sched.h>

struct wait_queue_entry {
	struct task_struct *task;
	struct list_head entry;
};

#define DECLARE_WAIT_QUEUE_HEAD(name) \
	struct wait_queue_head name = { LIST_HEAD_INIT((name).head) }

static inline void init_waitqueue_head(struct wait_queue_head *wq)
{
	INIT_LIST_HEAD(&wq->head);
}

#define DEFINE_WAIT(name) \
	struct wait_queue_entry name = { current, LIST_HEAD_INIT((name).entry) }

/* Puts @wait on @wq, if it is not there, and sets the task's state. */
void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *wait,
		     int state);
void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *wait);
/*
 * Wakes all tasks of the queue: each looks at a condition of its own, and none
 * waits exclusively. Any context.
 */
void __wake_up(struct wait_queue_head *wq);

#define wake_up(wq) __wake_up(wq)
#define wake_up_all(wq) __wake_up(wq)
#define wake_up_interruptible(wq) __wake_up(wq)
#define wake_up_interruptible_all(wq) __wake_up(wq)

static inline int waitqueue_active(struct wait_queue_head *wq)
{
	return !list_empty(&wq->head);
}

/* Whether a signal ends a sleep in @state. */
#define ___wait_is_interrupted(state)                                    \
	((state) == TASK_INTERRUPTIBLE ? signal_pending(current) :       \
	 (state) == TASK_KILLABLE      ? fatal_signal_pending(current) : \
					 0)
/*
 * Sleeps in @state until @condition holds, @timeout jiffies have passed, or a
 * signal waits that ends such a sleep: what is left of the timeout, or
 * -ERESTARTSYS.
 */
#define ___wait_event(wq, condition, state, timeout)            \
	({                                                      \
		DEFINE_WAIT(__wait);                            \
		long __left = (timeout);                        \
		while (!(condition) && __left) {                \
			prepare_to_wait(&(wq), &__wait, state); \
			if (condition)                          \
				break;                          \
			if (___wait_is_interrupted(state)) {    \
				__left = -ERESTARTSYS;          \
				break;                          \
			}                                       \
			__left = schedule_timeout(__left);      \
		}                                               \
		finish_wait(&(wq), &__wait);                    \
		__left;                                         \
	})
#define wait_event(wq, condition)                                 \
	((void)___wait_event(wq, condition, TASK_UNINTERRUPTIBLE, \
			     MAX_SCHEDULE_TIMEOUT))
/* 0, or -ERESTARTSYS. */
#define wait_event_interruptible(wq, condition)                     \
	({                                                          \
		long __woken = ___wait_event(wq, condition,         \
					     TASK_INTERRUPTIBLE,    \
					     MAX_SCHEDULE_TIMEOUT); \
		__woken < 0 ? (int)__woken : 0;                     \
	})
/* The same, but only a fatal signal ends it. */
#define wait_event_killable(wq, condition)                                 \
	({                                                                 \
		long __woken = ___wait_event(wq, condition, TASK_KILLABLE, \
					     MAX_SCHEDULE_TIMEOUT);        \
		__woken < 0 ? (int)__woken : 0;                            \
	})
#define ___wait_event_timeout(wq, condition, state, timeout)               \
	({                                                                 \
		long __ret = ___wait_event(wq, condition, state, timeout); \
		!__ret && (condition) ? 1 : __ret;                         \
	})
/* What is left of the timeout, at least 1, when the condition holds. */
#define wait_event_timeout(wq, condition, timeout) \
	___wait_event_timeout(wq, condition, TASK_UNINTERRUPTIBLE, timeout)
/* The same, or -ERESTARTSYS. */
#define wait_event_interruptible_timeout(wq, condition, timeout) \
	___wait_event_timeout(wq, condition, TASK_INTERRUPTIBLE, timeout)

#endif
