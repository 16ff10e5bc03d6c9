/* SPDX-License-Identifier: MIT */
/*
 * Tasks that stand still while the machine sleeps: it never does, so nothing is
 * ever frozen. Threads that are written for machines that do may ask.
 *
 * Context: process.
 * Linux: Documentation/power/freezing-of-tasks.rst
 */
#ifndef _LINUX_FREEZER_H
#define _LINUX_FREEZER_H

#include <linux/sched.h>
#include <linux/wait.h>

/* Whether @p is to stand still. */
static inline bool freezing(struct task_struct *p)
{
	return false;
}

/* Stands still if that is asked for: whether it was. */
static inline bool try_to_freeze(void)
{
	return false;
}

/* The running thread may be frozen from here on. */
static inline bool set_freezable(void)
{
	return try_to_freeze();
}

#endif
