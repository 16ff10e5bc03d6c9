/* SPDX-License-Identifier: MIT */
/*
 * Mutexes: at most one task holds one, others sleep in a line. The task that
 * locked it unlocks it. A debug build (make DEBUG=1) tells where not, of one
 * that is locked twice, and of one still held at the end.
 *
 * Context: process, may sleep; mutex_trylock() and mutex_unlock() don't.
 * Linux: Documentation/locking/mutex-design.rst
 */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/atomic.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/types.h>

struct task_struct;

struct mutex {
	struct task_struct *owner;
	struct list_head waiters;
	struct lockdep_map dep_map;
};

/* clang-format off */
#define __MUTEX_INITIALIZER(lockname)                         \
	{ .owner = NULL,                                      \
	  .waiters = LIST_HEAD_INIT((lockname).waiters),      \
	  .dep_map = DEP_MAP(#lockname) }
/* clang-format on */
#define DEFINE_MUTEX(mutexname) \
	struct mutex mutexname = __MUTEX_INITIALIZER(mutexname)

/* Makes @lock a free one. Context: any. */
void __mutex_init(struct mutex *lock, const char *name,
		  struct lock_class_key *key);
#define mutex_init(mutex)                              \
	do {                                           \
		static struct lock_class_key __key;    \
                                                       \
		__mutex_init((mutex), #mutex, &__key); \
	} while (0)
#define mutex_init_with_key(mutex, key) __mutex_init((mutex), #mutex, (key))

/* The end of a free mutex: a debug build tells where it is not. */
#ifdef CONFIG_DEBUG_LOCKS
void mutex_destroy(struct mutex *lock);
#else
static inline void mutex_destroy(struct mutex *lock)
{
}
#endif

/* Locks it. */
void mutex_lock(struct mutex *lock);
/* The same, counted as waiting for a device. */
void mutex_lock_io(struct mutex *lock);
/*
 * 0, or -EINTR where a signal came first, for the second one that kills: then
 * it is not locked.
 */
int __must_check mutex_lock_interruptible(struct mutex *lock);
int __must_check mutex_lock_killable(struct mutex *lock);
/* 1 when it was free and is now locked, else 0. Context: process. */
int mutex_trylock(struct mutex *lock);
/* Unlocks it, for the next in the line. Context: process. */
void mutex_unlock(struct mutex *lock);
/* Whether anyone has it. Context: any. */
bool mutex_is_locked(struct mutex *lock);
/* Counts @cnt down: 1, with @lock locked, where it is 0 then; else 0. */
int atomic_dec_and_mutex_lock(atomic_t *cnt, struct mutex *lock);

/* For two of a kind at once: the order of locks is not watched here. */
#define mutex_lock_nested(lock, subclass) mutex_lock(lock)
#define mutex_lock_interruptible_nested(lock, subclass) \
	mutex_lock_interruptible(lock)
#define mutex_lock_killable_nested(lock, subclass) mutex_lock_killable(lock)
#define mutex_lock_nest_lock(lock, nest_lock) mutex_lock(lock)
#define mutex_lock_io_nested(lock, subclass) mutex_lock_io(lock)

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_GUARD_COND(mutex, _try, mutex_trylock(_T))
DEFINE_GUARD_COND(mutex, _intr, mutex_lock_interruptible(_T) == 0)

#endif
