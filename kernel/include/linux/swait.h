/* SPDX-License-Identifier: MIT */
/*
 * Simple wait queues: as linux/wait.h has them, but each wake-up is for one
 * waiter, unless it says all.
 *
 * Context: process, may sleep; what wakes others: any.
 * Linux: Documentation/locking/locktypes.rst
 */
#ifndef _LINUX_SWAIT_H
#define _LINUX_SWAIT_H

#include <linux/wait.h>

struct swait_queue_head {
	struct wait_queue_head wait;
};

/* clang-format off */
#define __SWAIT_QUEUE_HEAD_INITIALIZER(name) \
	{ .wait = __WAIT_QUEUE_HEAD_INITIALIZER((name).wait) }
/* clang-format on */
#define DECLARE_SWAIT_QUEUE_HEAD(name) \
	struct swait_queue_head name = __SWAIT_QUEUE_HEAD_INITIALIZER(name)
#define init_swait_queue_head(q) init_waitqueue_head(&(q)->wait)

/* Whether anyone is on the queue. Context: any. */
#define swait_active(q) waitqueue_active(&(q)->wait)
#define swq_has_sleeper(q) wq_has_sleeper(&(q)->wait)

/* Wakes the first, or all. Context: any. */
#define swake_up_one(q) wake_up(&(q)->wait)
#define swake_up_all(q) wake_up_all(&(q)->wait)

/* Sleeps until @condition holds; the results are those of wait_event...(). */
#define swait_event_exclusive(q, condition) \
	__sleep_plain((q).wait, condition, TASK_UNINTERRUPTIBLE, 1, schedule())
#define swait_event_interruptible_exclusive(q, condition) \
	wait_event_interruptible_exclusive((q).wait, condition)
#define swait_event_idle_exclusive(q, condition) \
	wait_event_idle_exclusive((q).wait, condition)
#define swait_event_timeout_exclusive(q, condition, timeout)                   \
	__sleep_timeout((q).wait, condition, TASK_UNINTERRUPTIBLE, 1, timeout, \
			__sleep_for_ret)
#define swait_event_interruptible_timeout_exclusive(q, condition, timeout)   \
	__sleep_timeout((q).wait, condition, TASK_INTERRUPTIBLE, 1, timeout, \
			__sleep_for_ret)
#define swait_event_idle_timeout_exclusive(q, condition, timeout)   \
	__sleep_timeout((q).wait, condition, TASK_IDLE, 1, timeout, \
			__sleep_for_ret)

#endif
