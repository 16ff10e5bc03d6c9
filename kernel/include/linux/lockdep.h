/* SPDX-License-Identifier: MIT */
/*
 * Statements about locks. In a debug build (make DEBUG=1) they are checked,
 * and a lock that is taken twice, released by the wrong one or still held at
 * the end of a module's init, a system call or a thread is told; elsewhere
 * they cost nothing. Orders of locks are not watched.
 * Context: any.
 * Linux: Documentation/locking/lockdep-design.rst
 */
#ifndef _LINUX_LOCKDEP_H
#define _LINUX_LOCKDEP_H

#include <linux/bug.h>
#include <linux/instruction_pointer.h>
#include <linux/irqflags.h>
#include <linux/lockdep_types.h>
#include <linux/preempt.h>

#ifdef CONFIG_DEBUG_LOCKS
/* A lock of any kind was got, or given back, at @ip. */
void lock_acquire(struct lockdep_map *map, bool read, unsigned long ip);
void lock_release(struct lockdep_map *map, unsigned long ip);
/* A task is about to wait for @map at @ip: tells when it waits for itself. */
void lock_contended(struct lockdep_map *map, unsigned long ip);
/* Whether the running task holds it. */
bool lock_is_held(const struct lockdep_map *map);
bool lock_is_held_for_writing(const struct lockdep_map *map);
/* Tells which locks the running task holds. */
void lock_show_held(void);
/* Tells of memory that is freed or initialised while a lock in it is held. */
void debug_check_no_locks_freed(const void *from, unsigned long size);

/* Whether what runs must not end so, interrupts aside. */
#define holds_anything() (in_atomic() || current->lockdep_depth)
#define debug_locks true
#define lockdep_init_map(map, lock_name, key, subclass) \
	(*(map) = (struct lockdep_map)DEP_MAP(lock_name))
#else
static inline void lock_acquire(struct lockdep_map *map, bool read,
				unsigned long ip)
{
}

static inline void lock_release(struct lockdep_map *map, unsigned long ip)
{
}

static inline void lock_contended(struct lockdep_map *map, unsigned long ip)
{
}

static inline void debug_check_no_locks_freed(const void *from,
					      unsigned long size)
{
}

#define lock_is_held(map) true
#define lock_is_held_for_writing(map) true
#define holds_anything() in_atomic()
#define debug_locks false
#define lockdep_init_map(map, lock_name, key, subclass) \
	((void)(map), (void)(lock_name), (void)(key))
#endif

#define lockdep_is_held(lock) lock_is_held(&(lock)->dep_map)
#define lockdep_is_held_type(lock, r) lockdep_is_held(lock)

/* Warn where the statement does not hold. */
#define lockdep_assert(cond) \
	((void)(debug_locks && WARN_ON(debug_locks && !(cond))))
#define lockdep_assert_once(cond) \
	((void)(debug_locks && WARN_ON_ONCE(debug_locks && !(cond))))
#define lockdep_assert_held(lock) lockdep_assert(lockdep_is_held(lock))
#define lockdep_assert_held_once(lock) \
	lockdep_assert_once(lockdep_is_held(lock))
#define lockdep_assert_held_write(lock) \
	lockdep_assert(lock_is_held_for_writing(&(lock)->dep_map))
#define lockdep_assert_held_read(lock) lockdep_assert_held(lock)
#define lockdep_assert_not_held(lock) \
	lockdep_assert(!debug_locks || !lockdep_is_held(lock))
#define lockdep_assert_irqs_enabled() lockdep_assert(!irqs_disabled())
#define lockdep_assert_irqs_disabled() lockdep_assert(irqs_disabled())
#define lockdep_assert_in_irq() lockdep_assert(in_hardirq())
#define lockdep_assert_no_hardirq() lockdep_assert(!in_hardirq())
#define lockdep_assert_in_softirq() lockdep_assert(in_serving_softirq())
#define lockdep_assert_preemption_enabled() \
	lockdep_assert(!in_atomic() && !irqs_disabled())
#define lockdep_assert_preemption_disabled() \
	lockdep_assert(in_atomic() || irqs_disabled())

/* That the caller might take @lock now, and so might sleep. */
#define might_lock(lock) ((void)(lock))
#define might_lock_read(lock) ((void)(lock))
#define might_lock_nested(lock, subclass) ((void)(lock))

/* Classes are Linux's lockdep's; there is none here to tell of them. */
#define lockdep_set_class(lock, key) ((void)(key))
#define lockdep_set_class_and_name(lock, key, name) ((void)(key), (void)(name))
#define lockdep_set_class_and_subclass(lock, key, sub) ((void)(key))
#define lockdep_set_subclass(lock, sub) ((void)(lock))
#define lockdep_set_novalidate_class(lock) ((void)(lock))
#define lockdep_register_key(key) ((void)(key))
#define lockdep_unregister_key(key) ((void)(key))
#define lockdep_off() ((void)0)
#define lockdep_on() ((void)0)
#define SINGLE_DEPTH_NESTING 1

/* --- The kernel's side. */

/* What the running code holds: to be compared with what it held before. */
struct atomic_state {
	int preempt_count;
	int locks;
	bool irqs_disabled;
};

struct atomic_state atomic_state_now(void);
extern const struct atomic_state nothing_held;
/* Makes it as it was, and tells nothing: after an oops. */
void atomic_state_restore(const struct atomic_state *before);
/*
 * Tells what @what, which called @function, has left behind since @before
 * ("initcall foo_init+0x0/0x10 [foo] returned with preemption imbalance"; in a
 * debug build, each lock too), and puts the preempt count and the interrupt
 * flag back. @function NULL: it is on the way to user mode.
 */
void atomic_state_check(const struct atomic_state *before, const char *what,
			const void *function);

#endif
