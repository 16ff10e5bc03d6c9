/* SPDX-License-Identifier: MIT */
/*
 * The flags of a task that tell that it is to do something.
 *
 * Context: any.
 * Linux: Documentation/core-api/entry.rst
 */
#ifndef _LINUX_THREAD_INFO_H
#define _LINUX_THREAD_INFO_H

#include <linux/sched.h>

#define TIF_SIGPENDING 2
#define TIF_NEED_RESCHED 3

/* Whether @flag is set of @task: a signal waits, or its turn has ended. */
static inline int test_tsk_thread_flag(struct task_struct *task, int flag)
{
	if (flag == TIF_SIGPENDING)
		return signal_pending(task);
	return flag == TIF_NEED_RESCHED && task == current && need_resched();
}
#define test_thread_flag(flag) test_tsk_thread_flag(current, flag)
#define test_tsk_need_resched(task) test_tsk_thread_flag(task, TIF_NEED_RESCHED)

#endif
