/* SPDX-License-Identifier: MIT */
/*
 * How tasks are made: what fork, vfork and clone are to the kernel. And
 * holding a task's record: it stays while someone has a reference, even when
 * the task has ended.
 * Context: any.
 * Linux: Documentation/scheduler/index.rst
 */
#ifndef _LINUX_SCHED_TASK_H
#define _LINUX_SCHED_TASK_H

#include <linux/compiler.h>
#include <linux/sched.h>
#include <linux/types.h>

/* Takes a reference to @task, and returns it. */
static inline struct task_struct *get_task_struct(struct task_struct *task)
{
	task->usage++;
	return task;
}

/* Gives a reference back; with the last the record is freed. */
void put_task_struct(struct task_struct *task);

struct kernel_clone_args {
	u64 flags; /* CLONE_, without a signal */
	int __user *child_tid;
	int __user *parent_tid;
	int exit_signal;     /* what the parent gets when it ends; 0: nothing */
	unsigned long stack; /* the child's; 0: where the caller's is */
	unsigned long tls;   /* a user's struct user_desc */
};

/*
 * A new task like the running one, sharing with it what the flags say, and
 * runnable: its pid in the parent. -EINVAL (flags), -EAGAIN (too many),
 * -ENOMEM, -EFAULT.
 * Context: process, may sleep.
 */
pid_t kernel_clone(struct kernel_clone_args *args);

#endif
