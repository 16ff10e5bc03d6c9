/* SPDX-License-Identifier: MIT */
/*
 * One task waits, and others wake it: a wait queue for one, without a lock.
 * Context: process, may sleep; what wakes it: any.
 * Linux: Documentation/RCU/whatisRCU.rst
 */
#ifndef _LINUX_RCUWAIT_H
#define _LINUX_RCUWAIT_H

#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

struct rcuwait {
	struct task_struct __rcu *task; /* who waits, or NULL */
};

/* clang-format off */
#define __RCUWAIT_INITIALIZER(name) { .task = NULL, }
/* clang-format on */

static inline void rcuwait_init(struct rcuwait *w)
{
	w->task = NULL;
}

/* Whether one waits. Context: any. */
static inline int rcuwait_active(struct rcuwait *w)
{
	return !!rcu_access_pointer(w->task);
}

/* Wakes who waits: 1 if it slept, else 0. Context: any. */
static inline int rcuwait_wake_up(struct rcuwait *w)
{
	struct task_struct *task;

	guard(rcu)();
	task = rcu_dereference(w->task);
	return task ? wake_up_process(task) : 0;
}

static inline void prepare_to_rcuwait(struct rcuwait *w)
{
	rcu_assign_pointer(w->task, current);
}

static inline void finish_rcuwait(struct rcuwait *w)
{
	rcu_assign_pointer(w->task, NULL);
	__set_current_state(TASK_RUNNING);
}

/*
 * Sleeps in @state until @condition holds: 0; -EINTR where a signal that ends
 * such a sleep came first. What is left of @timeout jiffies, at least 1; 0 when
 * they ran out.
 */
#define ___rcuwait_wait_event(w, condition, state, ret, cmd)        \
	({                                                          \
		long __ret = ret;                                   \
                                                                    \
		prepare_to_rcuwait(w);                              \
		for (;;) {                                          \
			set_current_state(state);                   \
			if (condition)                              \
				break;                              \
			if (signal_pending_state(state, current)) { \
				__ret = -EINTR;                     \
				break;                              \
			}                                           \
			cmd;                                        \
		}                                                   \
		finish_rcuwait(w);                                  \
		__ret;                                              \
	})
#define rcuwait_wait_event(w, condition, state) \
	___rcuwait_wait_event(w, condition, state, 0, schedule())
#define rcuwait_wait_event_timeout(w, condition, state, timeout)            \
	({                                                                  \
		long __ret = timeout;                                       \
                                                                            \
		if (!___wait_cond_timeout(condition))                       \
			__ret = ___rcuwait_wait_event(w,                    \
						      ___wait_cond_timeout( \
							      condition),   \
						      state, timeout,       \
						      __sleep_for_ret);     \
		__ret;                                                      \
	})

#endif
