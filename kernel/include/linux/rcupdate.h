/* SPDX-License-Identifier: MIT */
/*
 * Read-copy-update: readers go over a structure without a lock, writers put in
 * a new version and free the old one when no reader can have it any more.
 *
 * On one processor whose kernel code is not preempted a reader is code that
 * does not sleep: rcu_read_lock() counts up the preempt count. A grace period
 * is over when the processor has been seen where it counts 0: in schedule(), or
 * where a tick has come. Callbacks run after that, as a soft interrupt. A
 * reader that sleeps is a bug: "BUG: scheduling while atomic".
 *
 * Context: any.
 * Linux: Documentation/RCU/whatisRCU.rst
 */
#ifndef _LINUX_RCUPDATE_H
#define _LINUX_RCUPDATE_H

#include <asm/barrier.h>
#include <linux/bottom_half.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/types.h>

typedef void (*rcu_callback_t)(struct rcu_head *head);

/* What a debug build counts readers by: for the functions below alone. */
extern struct lockdep_map rcu_lock_map;

/* A reader's part begins and ends; they nest. Nothing in it may sleep. */
static __always_inline void rcu_read_lock(void)
{
	preempt_disable();
	lock_acquire(&rcu_lock_map, true, _THIS_IP_);
}

static __always_inline void rcu_read_unlock(void)
{
	lock_release(&rcu_lock_map, _THIS_IP_);
	preempt_enable();
}

#define rcu_read_lock_bh() local_bh_disable()
#define rcu_read_unlock_bh() local_bh_enable()
#define rcu_read_lock_sched() preempt_disable()
#define rcu_read_unlock_sched() preempt_enable()
#define rcu_read_lock_sched_notrace() preempt_disable()
#define rcu_read_unlock_sched_notrace() preempt_enable()

DEFINE_LOCK_GUARD_0(rcu, rcu_read_lock(), rcu_read_unlock())

/* Whether a reader's part is running; a build without checks says yes. */
#define rcu_read_lock_held() (!debug_locks || lock_is_held(&rcu_lock_map))
#define rcu_read_lock_bh_held() \
	(!debug_locks || in_softirq() || irqs_disabled())
#define rcu_read_lock_sched_held() (!debug_locks || !preemptible())
#define rcu_read_lock_any_held() (!debug_locks || !preemptible())
#define rcu_is_watching() true

/* Tells, in a debug build and once, where @condition holds. */
#ifdef CONFIG_DEBUG_LOCKS
void lockdep_rcu_suspicious(const char *file, int line, const char *text);
#define RCU_LOCKDEP_WARN(condition, text)                                 \
	do {                                                              \
		static bool __warned;                                     \
                                                                          \
		if (!__warned && (condition)) {                           \
			__warned = true;                                  \
			lockdep_rcu_suspicious(__FILE__, __LINE__, text); \
		}                                                         \
	} while (0)
#else
#define RCU_LOCKDEP_WARN(condition, text) ((void)(0 && (condition)))
#endif

/*
 * Reading the pointer @p: for a reader; where @c says that a lock keeps others
 * from changing it too; by its holder only; and to compare it with NULL.
 */
#define __rcu_dereference(p, held, text)                                \
	({                                                              \
		RCU_LOCKDEP_WARN(!(held), "suspicious " text " usage"); \
		READ_ONCE(p);                                           \
	})
#define rcu_dereference_check(p, c)                       \
	__rcu_dereference(p, (c) || rcu_read_lock_held(), \
			  "rcu_dereference_check()")
#define rcu_dereference(p) rcu_dereference_check(p, 0)
#define rcu_dereference_bh_check(p, c)                       \
	__rcu_dereference(p, (c) || rcu_read_lock_bh_held(), \
			  "rcu_dereference_bh_check()")
#define rcu_dereference_bh(p) rcu_dereference_bh_check(p, 0)
#define rcu_dereference_sched_check(p, c)                       \
	__rcu_dereference(p, (c) || rcu_read_lock_sched_held(), \
			  "rcu_dereference_sched_check()")
#define rcu_dereference_sched(p) rcu_dereference_sched_check(p, 0)
#define rcu_dereference_protected(p, c) \
	__rcu_dereference(p, c, "rcu_dereference_protected()")
#define rcu_dereference_raw(p) READ_ONCE(p)
#define rcu_dereference_raw_check(p) READ_ONCE(p)
#define rcu_access_pointer(p) READ_ONCE(p)
#define rcu_pointer_handoff(p) (p)
#define unrcu_pointer(p) (p)

/* Makes @v, which is all written, what readers of @p find from now on. */
#define rcu_assign_pointer(p, v) smp_store_release(&(p), (typeof(p))(v))
/* The same where no reader can find what is new to it. */
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, (typeof(p))(v))
#define RCU_INITIALIZER(v) (typeof(*(v)) *)(v)
/* clang-format off */
#define RCU_POINTER_INITIALIZER(p, v) .p = RCU_INITIALIZER(v)
/* clang-format on */
/* Puts in @new for what is there, which is returned, with lock @c held. */
#define rcu_replace_pointer(p, new, c)                             \
	({                                                         \
		typeof(p) __old = rcu_dereference_protected(p, c); \
                                                                   \
		rcu_assign_pointer(p, new);                        \
		__old;                                             \
	})

/*
 * Has @func(@head) called, as a soft interrupt, when all who read now have
 * ended; @head lies in what is to be freed.
 */
void call_rcu(struct rcu_head *head, rcu_callback_t func);
#define call_rcu_hurry(head, func) call_rcu(head, func)

/* Waits until all who read now have ended. Context: process, may sleep. */
void synchronize_rcu(void);
#define synchronize_rcu_expedited() synchronize_rcu()
#define synchronize_net() synchronize_rcu()

/*
 * Grace periods without waiting: the first is a cookie, for which the second
 * tells whether all who read when it was got have ended; cond_ waits if not.
 * The _full forms are for cookies in a structure. A completed one has passed.
 */
unsigned long get_state_synchronize_rcu(void);
bool poll_state_synchronize_rcu(unsigned long oldstate);
static inline unsigned long start_poll_synchronize_rcu(void)
{
	return get_state_synchronize_rcu();
}

static inline unsigned long get_completed_synchronize_rcu(void)
{
	return 0;
}

static inline bool same_state_synchronize_rcu(unsigned long a, unsigned long b)
{
	return a == b;
}

static inline void cond_synchronize_rcu(unsigned long oldstate)
{
	might_sleep();
	if (!poll_state_synchronize_rcu(oldstate))
		synchronize_rcu();
}

struct rcu_gp_oldstate {
	unsigned long state;
};

static inline void get_state_synchronize_rcu_full(struct rcu_gp_oldstate *rgosp)
{
	rgosp->state = get_state_synchronize_rcu();
}

static inline void start_poll_synchronize_rcu_full(struct rcu_gp_oldstate *rgosp)
{
	get_state_synchronize_rcu_full(rgosp);
}

static inline bool poll_state_synchronize_rcu_full(struct rcu_gp_oldstate *rgosp)
{
	return poll_state_synchronize_rcu(rgosp->state);
}

static inline void cond_synchronize_rcu_full(struct rcu_gp_oldstate *rgosp)
{
	cond_synchronize_rcu(rgosp->state);
}

/*
 * Waits until the callbacks of all calls so far have run: before a module goes
 * whose functions they are. Context: process, may sleep.
 */
void rcu_barrier(void);

/* kfree(@ptr) when all who read now have ended; @rhf is its rcu_head. */
#define kfree_rcu(ptr, rhf)                                              \
	do {                                                             \
		typeof(ptr) __freed = (ptr);                             \
                                                                         \
		if (__freed)                                             \
			kvfree_call_rcu(&__freed->rhf, (void *)__freed); \
	} while (0)
#define kvfree_rcu(ptr, rhf) kfree_rcu(ptr, rhf)
/* The same for what has no rcu_head. Context: process, may sleep. */
#define kfree_rcu_mightsleep(ptr) kvfree_call_rcu(NULL, (void *)(ptr))
#define kvfree_rcu_mightsleep(ptr) kfree_rcu_mightsleep(ptr)
void kvfree_call_rcu(struct rcu_head *head, void *ptr);

static inline void rcu_head_init(struct rcu_head *head)
{
	head->func = NULL;
}

#define init_rcu_head(head) ((void)(head))
#define destroy_rcu_head(head) ((void)(head))
#define init_rcu_head_on_stack(head) ((void)(head))
#define destroy_rcu_head_on_stack(head) ((void)(head))

/* Lets others run, when their turn has come. Context: process, may sleep. */
#define cond_resched_rcu()         \
	do {                       \
		rcu_read_unlock(); \
		cond_resched();    \
		rcu_read_lock();   \
	} while (0)

/* --- The kernel's side. */

/* Before the first callback. */
void rcu_init(void);
/*
 * No reader is under way: what was waited for may run. In schedule() and in a
 * tick that has interrupted no reader, interrupts off.
 */
void rcu_quiescent(void);

#endif
