/* SPDX-License-Identifier: MIT */
/* Reader-writer semaphores; interrupts are off while one is looked at. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/rwsem.h>
#include <linux/sched.h>

#include "waiter.h"

void __init_rwsem(struct rw_semaphore *sem, const char *name,
		  struct lock_class_key *key)
{
	sem->count = 0;
	INIT_LIST_HEAD(&sem->wait_list);
	lockdep_init_map(&sem->dep_map, name, key, 0);
}
EXPORT_SYMBOL(__init_rwsem);

/* Whether there is room for one more, and then takes it. */
static bool take(struct rw_semaphore *sem, bool writer)
{
	if (writer ? sem->count != 0 : sem->count < 0)
		return false;
	sem->count += writer ? -1 : 1;
	return true;
}

/* Lets in who is first in the line, as long as there is room. */
static void grant(struct rw_semaphore *sem)
{
	const struct waiter *w;

	while ((w = first_waiter(&sem->wait_list)) && take(sem, w->writer))
		grant_first(&sem->wait_list);
}

static int down(struct rw_semaphore *sem, bool writer, unsigned int state,
		unsigned long ip)
{
	struct waiter w = WAITER(writer);
	unsigned long flags;
	int err = 0;

	might_sleep();
	local_irq_save(flags);
	if (!list_empty(&sem->wait_list) || !take(sem, writer)) {
		lock_contended(&sem->dep_map, ip);
		err = wait_in_line(&sem->wait_list, &w, state,
				   MAX_SCHEDULE_TIMEOUT);
		if (err) /* a writer that left may have kept readers out */
			grant(sem);
	}
	local_irq_restore(flags);
	if (!err)
		lock_acquire(&sem->dep_map, !writer, ip);
	return err;
}

static int trylock(struct rw_semaphore *sem, bool writer, unsigned long ip)
{
	unsigned long flags;
	bool taken;

	local_irq_save(flags);
	taken = list_empty(&sem->wait_list) && take(sem, writer);
	local_irq_restore(flags);
	if (taken)
		lock_acquire(&sem->dep_map, !writer, ip);
	return taken;
}

/* Adds @change to the count: who may come in then comes in. */
static void release(struct rw_semaphore *sem, int change)
{
	unsigned long flags;

	local_irq_save(flags);
	sem->count += change;
	grant(sem);
	local_irq_restore(flags);
}

void down_read(struct rw_semaphore *sem)
{
	down(sem, false, TASK_UNINTERRUPTIBLE, _RET_IP_);
}
EXPORT_SYMBOL(down_read);

int down_read_interruptible(struct rw_semaphore *sem)
{
	return down(sem, false, TASK_INTERRUPTIBLE, _RET_IP_);
}
EXPORT_SYMBOL(down_read_interruptible);

int down_read_killable(struct rw_semaphore *sem)
{
	return down(sem, false, TASK_KILLABLE, _RET_IP_);
}
EXPORT_SYMBOL(down_read_killable);

int down_read_trylock(struct rw_semaphore *sem)
{
	return trylock(sem, false, _RET_IP_);
}
EXPORT_SYMBOL(down_read_trylock);

void up_read(struct rw_semaphore *sem)
{
	lock_release(&sem->dep_map, _RET_IP_);
	release(sem, -1);
}
EXPORT_SYMBOL(up_read);

void down_write(struct rw_semaphore *sem)
{
	down(sem, true, TASK_UNINTERRUPTIBLE, _RET_IP_);
}
EXPORT_SYMBOL(down_write);

int down_write_killable(struct rw_semaphore *sem)
{
	return down(sem, true, TASK_KILLABLE, _RET_IP_);
}
EXPORT_SYMBOL(down_write_killable);

int down_write_trylock(struct rw_semaphore *sem)
{
	return trylock(sem, true, _RET_IP_);
}
EXPORT_SYMBOL(down_write_trylock);

void up_write(struct rw_semaphore *sem)
{
	lock_release(&sem->dep_map, _RET_IP_);
	release(sem, 1);
}
EXPORT_SYMBOL(up_write);

void downgrade_write(struct rw_semaphore *sem)
{
	lock_release(&sem->dep_map, _RET_IP_);
	lock_acquire(&sem->dep_map, true, _RET_IP_);
	release(sem, 2);
}
EXPORT_SYMBOL(downgrade_write);
