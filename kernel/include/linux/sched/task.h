/* SPDX-License-Identifier: MIT */
/*
 * Holding a task's record: it stays while someone has a reference, even when
 * the task has ended.
 * Context: any.
 * Linux: Documentation/scheduler/index.rst
 */
#ifndef _LINUX_SCHED_TASK_H
#define _LINUX_SCHED_TASK_H

#include <linux/sched.h>

/* Takes a reference to @task, and returns it. */
static inline struct task_struct *get_task_struct(struct task_struct *task)
{
	task->usage++;
	return task;
}

/* Gives a reference back; with the last the record is freed. */
void put_task_struct(struct task_struct *task);

#endif
