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

static inline struct task_struct *__first_thread(struct task_struct *p)
{
	return p->signal ? list_first_entry(&p->signal->threads,
					    struct task_struct, thread_node) :
			   p;
}

static inline struct task_struct *__next_thread(struct task_struct *t)
{
	if (!t->signal || list_is_last(&t->thread_node, &t->signal->threads))
		return NULL;
	return list_next_entry(t, thread_node);
}

/* Each thread @t of process @p; a kernel thread is its own only one. */
#define for_each_thread(p, t) \
	for (t = __first_thread(p); t; t = __next_thread(t))

/* The next process, or init_task behind the last. */
static inline struct task_struct *next_task(struct task_struct *p)
{
	do
		p = list_entry(p->tasks.next, struct task_struct, tasks);
	while (!thread_group_leader(p));
	return p;
}

/* How many threads the process of @task has. */
static inline int get_nr_threads(struct task_struct *task)
{
	return task->signal ? task->signal->nr_threads : 1;
}

/* Each thread @t of each process @p; break leaves the threads only. */
#define for_each_process_thread(p, t) for_each_process(p) for_each_thread(p, t)

#endif
