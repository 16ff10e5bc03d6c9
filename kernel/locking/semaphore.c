/* SPDX-License-Identifier: MIT */
/* Counting semaphores; interrupts are off while one is looked at. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/semaphore.h>

#include "waiter.h"

static int down_in_state(struct semaphore *sem, unsigned int state,
			 long timeout)
{
	struct waiter w = WAITER(false);
	unsigned long flags;
	int err = 0;

	might_sleep();
	local_irq_save(flags);
	if (sem->count)
		sem->count--;
	else
		err = wait_in_line(&sem->wait_list, &w, state, timeout);
	local_irq_restore(flags);
	return err;
}

void down(struct semaphore *sem)
{
	down_in_state(sem, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down);

int down_interruptible(struct semaphore *sem)
{
	return down_in_state(sem, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down_interruptible);

int down_killable(struct semaphore *sem)
{
	return down_in_state(sem, TASK_KILLABLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down_killable);

int down_timeout(struct semaphore *sem, long jiffies)
{
	return down_in_state(sem, TASK_UNINTERRUPTIBLE, jiffies);
}
EXPORT_SYMBOL(down_timeout);

int down_trylock(struct semaphore *sem)
{
	unsigned long flags;
	bool taken;

	local_irq_save(flags);
	taken = sem->count;
	if (taken)
		sem->count--;
	local_irq_restore(flags);
	return !taken;
}
EXPORT_SYMBOL(down_trylock);

void up(struct semaphore *sem)
{
	unsigned long flags;

	local_irq_save(flags);
	if (list_empty(&sem->wait_list))
		sem->count++;
	else
		grant_first(&sem->wait_list);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(up);
