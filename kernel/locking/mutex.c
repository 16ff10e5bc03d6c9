/* SPDX-License-Identifier: MIT */
/*
 * Mutexes. An unlock hands the mutex to the first in the line, so nobody
 * overtakes; interrupts are off while it is looked at.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/sched.h>

#include "waiter.h"

void __mutex_init(struct mutex *lock, const char *name,
		  struct lock_class_key *key)
{
	lock->owner = NULL;
	INIT_LIST_HEAD(&lock->waiters);
	lockdep_init_map(&lock->dep_map, name, key, 0);
}
EXPORT_SYMBOL(__mutex_init);

static int lock_in_state(struct mutex *lock, unsigned int state,
			 unsigned long ip)
{
	struct waiter w = WAITER(false);
	unsigned long flags;
	int err = 0;

	might_sleep();
	local_irq_save(flags);
	if (!lock->owner) {
		lock->owner = current;
	} else {
		lock_contended(&lock->dep_map, ip);
		err = wait_in_line(&lock->waiters, &w, state,
				   MAX_SCHEDULE_TIMEOUT);
	}
	local_irq_restore(flags);
	if (!err)
		lock_acquire(&lock->dep_map, false, ip);
	return err;
}

void mutex_lock(struct mutex *lock)
{
	lock_in_state(lock, TASK_UNINTERRUPTIBLE, _RET_IP_);
}
EXPORT_SYMBOL(mutex_lock);

void mutex_lock_io(struct mutex *lock)
{
	lock_in_state(lock, TASK_UNINTERRUPTIBLE, _RET_IP_);
}
EXPORT_SYMBOL_GPL(mutex_lock_io);

int mutex_lock_interruptible(struct mutex *lock)
{
	return lock_in_state(lock, TASK_INTERRUPTIBLE, _RET_IP_);
}
EXPORT_SYMBOL(mutex_lock_interruptible);

int mutex_lock_killable(struct mutex *lock)
{
	return lock_in_state(lock, TASK_KILLABLE, _RET_IP_);
}
EXPORT_SYMBOL(mutex_lock_killable);

int mutex_trylock(struct mutex *lock)
{
	if (cmpxchg(&lock->owner, NULL, current))
		return 0;
	lock_acquire(&lock->dep_map, false, _RET_IP_);
	return 1;
}
EXPORT_SYMBOL(mutex_trylock);

void mutex_unlock(struct mutex *lock)
{
	unsigned long flags;

	lock_release(&lock->dep_map, _RET_IP_);
	local_irq_save(flags);
	lock->owner = first_waiter(&lock->waiters) ?
			      grant_first(&lock->waiters) :
			      NULL;
	local_irq_restore(flags);
}
EXPORT_SYMBOL(mutex_unlock);

bool mutex_is_locked(struct mutex *lock)
{
	return READ_ONCE(lock->owner);
}
EXPORT_SYMBOL(mutex_is_locked);

int atomic_dec_and_mutex_lock(atomic_t *cnt, struct mutex *lock)
{
	if (atomic_add_unless(cnt, -1, 1))
		return 0;
	mutex_lock(lock);
	if (atomic_dec_and_test(cnt))
		return 1;
	mutex_unlock(lock);
	return 0;
}
EXPORT_SYMBOL(atomic_dec_and_mutex_lock);

#ifdef CONFIG_DEBUG_LOCKS
void mutex_destroy(struct mutex *lock)
{
	WARN(mutex_is_locked(lock), "mutex (%s) is destroyed while locked\n",
	     lock->dep_map.name);
	lock->dep_map.magic = 0;
}
EXPORT_SYMBOL_GPL(mutex_destroy);
#endif
