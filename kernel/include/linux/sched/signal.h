/* SPDX-License-Identifier: MIT */
/*
 * Signals as a sleep sees them, and walking over processes and threads.
 *
 * Context: any; a walk that sleeps may lose its way.
 * Linux: Documentation/kernel-hacking/hacking.rst
 */
#ifndef _LINUX_SCHED_SIGNAL_H
#define _LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/signal.h>

/* Whether a signal waits for @task that ends a sleep in @state. */
static inline int signal_pending_state(unsigned int state,
				       struct task_struct *task)
{
	if (!(state & (TASK_INTERRUPTIBLE | TASK_WAKEKILL)) ||
	    !signal_pending(task))
		return 0;
	return (state & TASK_INTERRUPTIBLE) || fatal_signal_pending(task);
}

/* Each process, by its first thread. */
#define for_each_process(p)                    \
	for_each_task(p)                       \
		if (!thread_group_leader(p)) { \
		} else

/* Each thread @t of each process @p; break leaves the threads only. */
#define for_each_process_thread(p, t) for_each_process(p) for_each_thread(p, t)

#endif
