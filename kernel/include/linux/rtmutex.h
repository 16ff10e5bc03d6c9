/* SPDX-License-Identifier: MIT */
/*
 * Mutexes whose holder inherits the priority of who waits. All tasks here get
 * turns of the same length, so there is none to inherit: they are mutexes.
 * Context: process, may sleep; trylock and unlock don't.
 * Linux: Documentation/locking/rt-mutex.rst
 */
#ifndef _LINUX_RTMUTEX_H
#define _LINUX_RTMUTEX_H

#include <linux/mutex.h>

struct rt_mutex {
	struct mutex mutex;
};

/* clang-format off */
#define __RT_MUTEX_INITIALIZER(mutexname) \
	{ __MUTEX_INITIALIZER((mutexname).mutex) }
/* clang-format on */
#define DEFINE_RT_MUTEX(mutexname) \
	struct rt_mutex mutexname = __RT_MUTEX_INITIALIZER(mutexname)
/* Makes @lock a free one. Context: any. */
#define rt_mutex_init(lock) mutex_init(&(lock)->mutex)

/* Locks it; the others: 0, or -EINTR where a signal (that kills) came first. */
static inline void rt_mutex_lock(struct rt_mutex *lock)
{
	mutex_lock(&lock->mutex);
}

static inline int rt_mutex_lock_interruptible(struct rt_mutex *lock)
{
	return mutex_lock_interruptible(&lock->mutex);
}

static inline int rt_mutex_lock_killable(struct rt_mutex *lock)
{
	return mutex_lock_killable(&lock->mutex);
}

#define rt_mutex_lock_nested(lock, subclass) rt_mutex_lock(lock)
#define rt_mutex_lock_nest_lock(lock, nest_lock) rt_mutex_lock(lock)

/* 1 when it was free and is now locked, else 0. */
static inline int rt_mutex_trylock(struct rt_mutex *lock)
{
	return mutex_trylock(&lock->mutex);
}

static inline void rt_mutex_unlock(struct rt_mutex *lock)
{
	mutex_unlock(&lock->mutex);
}

/* Whether anyone has it. Context: any. */
static inline bool rt_mutex_is_locked(struct rt_mutex *lock)
{
	return mutex_is_locked(&lock->mutex);
}

#endif
