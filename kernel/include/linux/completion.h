/* SPDX-License-Identifier: MIT */
/*
 * Completions: one waits until another says that it is done. Each complete()
 * lets one waiter go on, who may come later; complete_all() lets all.
 *
 * Context: process, may sleep.
 * Linux: Documentation/scheduler/completion.rst
 */
#ifndef _LINUX_COMPLETION_H
#define _LINUX_COMPLETION_H

#include <linux/wait.h>

struct completion {
	unsigned int done; /* UINT_MAX: for all that ever come */
	struct wait_queue_head wait;
};

/* clang-format off */
#define COMPLETION_INITIALIZER(work) \
	{ 0, __WAIT_QUEUE_HEAD_INITIALIZER((work).wait) }
/* clang-format on */
#define COMPLETION_INITIALIZER_ONSTACK(work) \
	(*({                                 \
		init_completion(&work);      \
		&work;                       \
	}))
#define DECLARE_COMPLETION(work) \
	struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work) DECLARE_COMPLETION(work)
#define DECLARE_COMPLETION_ONSTACK_MAP(work, map) DECLARE_COMPLETION(work)

/* Makes a new one. Context: any. */
static inline void init_completion(struct completion *x)
{
	x->done = 0;
	init_waitqueue_head(&x->wait);
}

#define init_completion_map(x, map) init_completion(x)

/* Makes one that nobody waits for a new one. Context: any. */
static inline void reinit_completion(struct completion *x)
{
	x->done = 0;
}

/* Waits as long as it takes, whatever signal comes. */
void wait_for_completion(struct completion *x);
void wait_for_completion_io(struct completion *x);
/* 0, or -ERESTARTSYS when a signal came first, for the second one that kills. */
int __must_check wait_for_completion_interruptible(struct completion *x);
int __must_check wait_for_completion_killable(struct completion *x);
/* The same of a sleep in @state (TASK_). */
int __must_check wait_for_completion_state(struct completion *x,
					   unsigned int state);
/* What is left of @timeout jiffies, at least 1; 0 when they ran out. */
unsigned long wait_for_completion_timeout(struct completion *x,
					  unsigned long timeout);
unsigned long wait_for_completion_io_timeout(struct completion *x,
					     unsigned long timeout);
/* The same, or -ERESTARTSYS. */
long __must_check wait_for_completion_interruptible_timeout(
	struct completion *x, unsigned long timeout);
long __must_check wait_for_completion_killable_timeout(struct completion *x,
						       unsigned long timeout);
/* Whether one need not wait; it counts as having waited. Context: any. */
bool try_wait_for_completion(struct completion *x);
/* Whether one would not wait. Context: any. */
bool completion_done(struct completion *x);
/* Lets one waiter, or all, those to come among them, go on. Context: any. */
void complete(struct completion *x);
void complete_on_current_cpu(struct completion *x);
void complete_all(struct completion *x);

#endif
