/* SPDX-License-Identifier: MIT */
/*
 * Reader-writer semaphores for many readers and rare writers. Linux makes them
 * cheap for readers of many processors; on one they are rwsems.
 * Context: process, may sleep; the trylock and up functions don't.
 * Linux: Documentation/locking/percpu-rw-semaphore.rst
 */
#ifndef _LINUX_PERCPU_RWSEM_H
#define _LINUX_PERCPU_RWSEM_H

#include <linux/rwsem.h>

struct percpu_rw_semaphore {
	struct rw_semaphore rw;
};

#define DEFINE_PERCPU_RWSEM(name) \
	struct percpu_rw_semaphore name = { __RWSEM_INITIALIZER((name).rw) }
#define DEFINE_STATIC_PERCPU_RWSEM(name) static DEFINE_PERCPU_RWSEM(name)

/* Makes @sem a free one: 0 (Linux has -ENOMEM too); and the end of it. */
#define percpu_init_rwsem(sem)          \
	({                              \
		init_rwsem(&(sem)->rw); \
		0;                      \
	})
static inline void percpu_free_rwsem(struct percpu_rw_semaphore *sem)
{
}

/* As a reader. */
static inline void percpu_down_read(struct percpu_rw_semaphore *sem)
{
	down_read(&sem->rw);
}

/* True when it is now held. */
static inline bool percpu_down_read_trylock(struct percpu_rw_semaphore *sem)
{
	return down_read_trylock(&sem->rw);
}

static inline void percpu_up_read(struct percpu_rw_semaphore *sem)
{
	up_read(&sem->rw);
}

/* As the writer. */
static inline void percpu_down_write(struct percpu_rw_semaphore *sem)
{
	down_write(&sem->rw);
}

static inline void percpu_up_write(struct percpu_rw_semaphore *sem)
{
	up_write(&sem->rw);
}

/* Whether readers, or a writer, have it. Context: any. */
static inline bool percpu_is_read_locked(struct percpu_rw_semaphore *sem)
{
	return READ_ONCE(sem->rw.count) > 0;
}

static inline bool percpu_is_write_locked(struct percpu_rw_semaphore *sem)
{
	return READ_ONCE(sem->rw.count) < 0;
}

#define percpu_rwsem_is_held(sem) lockdep_is_held(&(sem)->rw)
#define percpu_rwsem_assert_held(sem) lockdep_assert_held(&(sem)->rw)

#endif
