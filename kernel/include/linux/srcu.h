/* SPDX-License-Identifier: MIT */
/*
 * Read-copy-update whose readers may sleep: each domain waits for its own
 * readers only.
 *
 * Context: any.
 * Linux: Documentation/RCU/whatisRCU.rst
 */
#ifndef _LINUX_SRCU_H
#define _LINUX_SRCU_H

#include <linux/atomic.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct srcu_struct {
	atomic_t readers[2]; /* of the period that idx names, and of the last */
	int idx;
	struct wait_queue_head wait; /* for the last reader of a period */
	struct mutex gp;	     /* who waits for a period */
	struct rcu_head *callbacks;  /* the latest first */
	struct work_struct work;     /* runs them */
	struct lockdep_map dep_map;
};

/* Calls what call_srcu() was given, when the last reader has left. */
void srcu_run_callbacks(struct work_struct *work);

/* clang-format off */
#define __SRCU_STRUCT_INIT(name)                                   \
	{ .wait = __WAIT_QUEUE_HEAD_INITIALIZER((name).wait),      \
	  .gp = __MUTEX_INITIALIZER((name).gp),                    \
	  .work = __WORK_INITIALIZER((name).work, srcu_run_callbacks), \
	  .dep_map = DEP_MAP(#name) }
/* clang-format on */
#define DEFINE_SRCU(name) struct srcu_struct name = __SRCU_STRUCT_INIT(name)
#define DEFINE_STATIC_SRCU(name) static DEFINE_SRCU(name)

/* Makes a domain: 0 (Linux has -ENOMEM too). */
int init_srcu_struct(struct srcu_struct *ssp);
/* The end of one without readers; waits for its callbacks. May sleep. */
void cleanup_srcu_struct(struct srcu_struct *ssp);

/* A reader's part; what the first returns is for the second. It may sleep. */
int __srcu_read_lock(struct srcu_struct *ssp);
void __srcu_read_unlock(struct srcu_struct *ssp, int idx);

static inline int srcu_read_lock(struct srcu_struct *ssp)
{
	int idx = __srcu_read_lock(ssp);

	lock_acquire(&ssp->dep_map, true, _THIS_IP_);
	return idx;
}

static inline void srcu_read_unlock(struct srcu_struct *ssp, int idx)
{
	lock_release(&ssp->dep_map, _THIS_IP_);
	__srcu_read_unlock(ssp, idx);
}

#define srcu_read_lock_held(ssp) (!debug_locks || lockdep_is_held(ssp))
#define srcu_dereference_check(p, ssp, c)                     \
	__rcu_dereference(p, (c) || srcu_read_lock_held(ssp), \
			  "srcu_dereference_check()")
#define srcu_dereference(p, ssp) srcu_dereference_check(p, ssp, 0)

/* Waits until all who read now have ended. Context: process, may sleep. */
void synchronize_srcu(struct srcu_struct *ssp);
#define synchronize_srcu_expedited(ssp) synchronize_srcu(ssp)
/* Has @func(@head) called when they have ended, by a work queue. */
void call_srcu(struct srcu_struct *ssp, struct rcu_head *head,
	       rcu_callback_t func);
/* Waits until the callbacks so far have run. Context: process, may sleep. */
void srcu_barrier(struct srcu_struct *ssp);

DEFINE_LOCK_GUARD_1(srcu, struct srcu_struct,
		    _T->idx = srcu_read_lock(_T->lock),
		    srcu_read_unlock(_T->lock, _T->idx), int idx)

#endif
