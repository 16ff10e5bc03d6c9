/* SPDX-License-Identifier: MIT */
/*
 * Real-time tasks: there are none, as sched_setscheduler(2) says too.
 *
 * Context: any.
 * Linux: Documentation/scheduler/index.rst
 */
#ifndef _LINUX_SCHED_RT_H
#define _LINUX_SCHED_RT_H

#include <linux/sched.h>

static inline int rt_prio(int prio)
{
	return prio < MAX_RT_PRIO;
}

static inline int rt_task(const struct task_struct *p)
{
	return rt_prio(p->prio);
}

#endif
