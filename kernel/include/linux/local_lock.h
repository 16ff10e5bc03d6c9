/* SPDX-License-Identifier: MIT */
/*
 * Locks of what belongs to the processor that runs: per-CPU variables, which
 * only who is not preempted, or not interrupted, may change. Nothing under one
 * may sleep.
 * Context: any, as its form says.
 * Linux: Documentation/locking/locktypes.rst
 */
#ifndef _LINUX_LOCAL_LOCK_H
#define _LINUX_LOCAL_LOCK_H

#include <linux/bottom_half.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/percpu-defs.h>
#include <linux/preempt.h>
#include <linux/typecheck.h>

typedef struct {
	struct lockdep_map dep_map;
} local_lock_t;

/* clang-format off */
#define INIT_LOCAL_LOCK(lockname) { .dep_map = DEP_MAP(#lockname) }
/* clang-format on */
/* Makes @lock, a per-CPU variable's address, a free one. */
#define local_lock_init(lock) \
	((void)(*(lock) = (local_lock_t)INIT_LOCAL_LOCK(lock)))

/* Keeps @way of being overtaken off, and notes who holds it. */
#define __local_lock(lock, way)                                               \
	do {                                                                  \
		way;                                                          \
		lock_acquire(&this_cpu_ptr(lock)->dep_map, false, _THIS_IP_); \
	} while (0)
#define __local_unlock(lock, way)                                      \
	do {                                                           \
		lock_release(&this_cpu_ptr(lock)->dep_map, _THIS_IP_); \
		way;                                                   \
	} while (0)

/* Against other tasks, interrupts, and interrupts as they were. */
#define local_lock(lock) __local_lock(lock, preempt_disable())
#define local_unlock(lock) __local_unlock(lock, preempt_enable())
#define local_lock_irq(lock) __local_lock(lock, local_irq_disable())
#define local_unlock_irq(lock) __local_unlock(lock, local_irq_enable())
#define local_lock_irqsave(lock, flags) \
	__local_lock(lock, local_irq_save(flags))
#define local_unlock_irqrestore(lock, flags) \
	__local_unlock(lock, local_irq_restore(flags))
/* For who has switched soft interrupts off. */
#define local_lock_nested_bh(lock) \
	__local_lock(lock, lockdep_assert(in_softirq()))
#define local_unlock_nested_bh(lock) __local_unlock(lock, (void)0)

#endif
