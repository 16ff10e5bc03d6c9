/* SPDX-License-Identifier: MIT */
/*
 * Holding an address space: mmget() keeps it as it is, mmgrab() its record.
 *
 * Context: any; mmput() may sleep.
 * Linux: Documentation/mm/active_mm.rst
 */
#ifndef _LINUX_SCHED_MM_H
#define _LINUX_SCHED_MM_H

#include <linux/atomic.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/mm_types.h>
#include <linux/sched.h>

static inline void mmgrab(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_count);
}

/* Gives that back; the last one's call frees it. NULL is allowed. */
void mmdrop(struct mm_struct *mm);

/* One more user, unless there is none any more: whether there is. */
static inline bool mmget_not_zero(struct mm_struct *mm)
{
	return atomic_inc_not_zero(&mm->mm_users);
}

/* That of @task with one more user, for mmput(); NULL: a kernel thread. */
struct mm_struct *get_task_mm(struct task_struct *task);

#endif
