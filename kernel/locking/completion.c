/* SPDX-License-Identifier: MIT */
/* Completions. */
#include <linux/completion.h>
#include <linux/export.h>
#include <linux/limits.h>

#define FOR_ALL UINT_MAX

bool try_wait_for_completion(struct completion *x)
{
	guard(spinlock_irqsave)(&x->wait.lock);
	if (!x->done)
		return false;
	if (x->done != FOR_ALL)
		x->done--;
	return true;
}
EXPORT_SYMBOL(try_wait_for_completion);

bool completion_done(struct completion *x)
{
	return READ_ONCE(x->done);
}
EXPORT_SYMBOL(completion_done);

static void complete_for(struct completion *x, unsigned int done, int nr)
{
	guard(spinlock_irqsave)(&x->wait.lock);
	if (x->done != FOR_ALL)
		x->done = done == FOR_ALL ? done : x->done + done;
	__wake_up_locked(&x->wait, TASK_NORMAL, nr);
}

void complete(struct completion *x)
{
	complete_for(x, 1, 1);
}
EXPORT_SYMBOL(complete);

void complete_on_current_cpu(struct completion *x)
{
	complete(x);
}
EXPORT_SYMBOL(complete_on_current_cpu);

void complete_all(struct completion *x)
{
	complete_for(x, FOR_ALL, 0);
}
EXPORT_SYMBOL(complete_all);

/* What is left of @timeout, at least 1; 0: nothing; -ERESTARTSYS. */
static long wait_common(struct completion *x, unsigned int state, long timeout)
{
	return __sleep_timeout(x->wait, try_wait_for_completion(x), state, 1,
			       timeout, __sleep_for_ret);
}

static int wait_in_state(struct completion *x, unsigned int state)
{
	long left = wait_common(x, state, MAX_SCHEDULE_TIMEOUT);

	return left < 0 ? left : 0;
}

void wait_for_completion(struct completion *x)
{
	wait_in_state(x, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion);

void wait_for_completion_io(struct completion *x)
{
	wait_in_state(x, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion_io);

int wait_for_completion_interruptible(struct completion *x)
{
	return wait_in_state(x, TASK_INTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion_interruptible);

int wait_for_completion_killable(struct completion *x)
{
	return wait_in_state(x, TASK_KILLABLE);
}
EXPORT_SYMBOL(wait_for_completion_killable);

int wait_for_completion_state(struct completion *x, unsigned int state)
{
	return wait_in_state(x, state);
}
EXPORT_SYMBOL(wait_for_completion_state);

unsigned long wait_for_completion_timeout(struct completion *x,
					  unsigned long timeout)
{
	return wait_common(x, TASK_UNINTERRUPTIBLE, timeout);
}
EXPORT_SYMBOL(wait_for_completion_timeout);

unsigned long wait_for_completion_io_timeout(struct completion *x,
					     unsigned long timeout)
{
	return wait_common(x, TASK_UNINTERRUPTIBLE, timeout);
}
EXPORT_SYMBOL(wait_for_completion_io_timeout);

long wait_for_completion_interruptible_timeout(struct completion *x,
					       unsigned long timeout)
{
	return wait_common(x, TASK_INTERRUPTIBLE, timeout);
}
EXPORT_SYMBOL(wait_for_completion_interruptible_timeout);

long wait_for_completion_killable_timeout(struct completion *x,
					  unsigned long timeout)
{
	return wait_common(x, TASK_KILLABLE, timeout);
}
EXPORT_SYMBOL(wait_for_completion_killable_timeout);
