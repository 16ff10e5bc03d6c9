/* SPDX-License-Identifier: MIT */
/*
 * Where the kernel's stacks are: THREAD_SIZE bytes a task.
 *
 * Context: any.
 * Linux: Documentation/mm/vmalloced-kernel-stacks.rst
 */
#ifndef _LINUX_SCHED_TASK_STACK_H
#define _LINUX_SCHED_TASK_STACK_H

#include <linux/sched.h>

/* Its lowest address, also as what would be overwritten last. */
static inline void *task_stack_page(const struct task_struct *task)
{
	return task->stack;
}

static inline unsigned long *end_of_stack(const struct task_struct *task)
{
	return task->stack;
}

/* Whether @obj lies in the running task's stack. */
static inline int object_is_on_stack(const void *obj)
{
	const void *stack = task_stack_page(current);

	return obj >= stack && obj < stack + THREAD_SIZE;
}

#endif
