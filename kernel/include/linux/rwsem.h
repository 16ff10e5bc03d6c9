/* SPDX-License-Identifier: MIT */
/*
 * Reader-writer semaphores: any number of readers, or one writer, and others
 * sleep. Who comes while someone waits waits behind it, reader or not.
 *
 * Context: process, may sleep; the trylock, up and downgrade functions don't.
 * Linux: Documentation/locking/locktypes.rst
 */
#ifndef _LINUX_RWSEM_H
#define _LINUX_RWSEM_H

#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/types.h>

struct rw_semaphore {
	int count; /* readers, or -1: a writer */
	struct list_head wait_list;
	struct lockdep_map dep_map;
};

/* clang-format off */
#define __RWSEM_INITIALIZER(name)                             \
	{ .count = 0,                                         \
	  .wait_list = LIST_HEAD_INIT((name).wait_list),      \
	  .dep_map = DEP_MAP(#name) }
/* clang-format on */
#define DECLARE_RWSEM(name) struct rw_semaphore name = __RWSEM_INITIALIZER(name)

/* Makes @sem a free one. Context: any. */
void __init_rwsem(struct rw_semaphore *sem, const char *name,
		  struct lock_class_key *key);
#define init_rwsem(sem)                             \
	do {                                        \
		static struct lock_class_key __key; \
                                                    \
		__init_rwsem((sem), #sem, &__key);  \
	} while (0)

/* Whether anyone has it; whether anyone waits for it. Context: any. */
static inline int rwsem_is_locked(struct rw_semaphore *sem)
{
	return READ_ONCE(sem->count) != 0;
}

static inline int rwsem_is_contended(struct rw_semaphore *sem)
{
	return !list_empty(&sem->wait_list);
}

/* As a reader. */
void down_read(struct rw_semaphore *sem);
/* 0, or -EINTR when a signal came first, for the second one that kills. */
int __must_check down_read_interruptible(struct rw_semaphore *sem);
int __must_check down_read_killable(struct rw_semaphore *sem);
/* 1 when it is now held, 0 when one would have to wait. Context: process. */
int down_read_trylock(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);

/* As the writer. */
void down_write(struct rw_semaphore *sem);
/* 0, or -EINTR when a signal that kills came first. */
int __must_check down_write_killable(struct rw_semaphore *sem);
/* 1 when it is now held, 0 when one would have to wait. Context: process. */
int down_write_trylock(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);
/* The writer becomes a reader, and readers that wait come in. */
void downgrade_write(struct rw_semaphore *sem);

#define down_read_nested(sem, subclass) down_read(sem)
#define down_read_killable_nested(sem, subclass) down_read_killable(sem)
#define down_write_nested(sem, subclass) down_write(sem)
#define down_write_killable_nested(sem, subclass) down_write_killable(sem)
#define down_write_nest_lock(sem, nest_lock) down_write(sem)

static inline void rwsem_assert_held(struct rw_semaphore *sem)
{
	WARN_ON(!rwsem_is_locked(sem));
}

static inline void rwsem_assert_held_write(struct rw_semaphore *sem)
{
	WARN_ON(READ_ONCE(sem->count) >= 0);
}

DEFINE_GUARD(rwsem_read, struct rw_semaphore *, down_read(_T), up_read(_T))
DEFINE_GUARD_COND(rwsem_read, _try, down_read_trylock(_T))
DEFINE_GUARD_COND(rwsem_read, _intr, down_read_interruptible(_T) == 0)
DEFINE_GUARD(rwsem_write, struct rw_semaphore *, down_write(_T), up_write(_T))
DEFINE_GUARD_COND(rwsem_write, _try, down_write_trylock(_T))

#endif
