/* SPDX-License-Identifier: MIT */
/* Mutexes: at most one task holds one; others sleep. */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/wait.h>

struct mutex {
	struct task_struct *owner;
	struct wait_queue_head wait;
};

#define DEFINE_MUTEX(name) \
	struct mutex name = { NULL, { LIST_HEAD_INIT((name).wait.head) } }

static inline void mutex_init(struct mutex *lock)
{
	lock->owner = NULL;
	init_waitqueue_head(&lock->wait);
}

static inline void mutex_destroy(struct mutex *lock)
{
}

void mutex_lock(struct mutex *lock);
/* 0, or -EINTR where a signal came first: then it is not held. */
int mutex_lock_interruptible(struct mutex *lock);
/* 1 when it was free and is now held, else 0. */
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
bool mutex_is_locked(struct mutex *lock);

#endif
