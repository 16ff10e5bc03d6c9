/* SPDX-License-Identifier: MIT */
/* Completions: one waits until another says that it is done. */
#ifndef _LINUX_COMPLETION_H
#define _LINUX_COMPLETION_H

#include <linux/wait.h>

struct completion {
	unsigned int done;
	struct wait_queue_head wait;
};

#define DECLARE_COMPLETION(name) \
	struct completion name = { 0, { LIST_HEAD_INIT((name).wait.head) } }
#define DECLARE_COMPLETION_ONSTACK(name) DECLARE_COMPLETION(name)

static inline void init_completion(struct completion *x)
{
	x->done = 0;
	init_waitqueue_head(&x->wait);
}

static inline void reinit_completion(struct completion *x)
{
	x->done = 0;
}

void wait_for_completion(struct completion *x);
/* What is left of @timeout jiffies, at least 1; 0 when they ran out. */
unsigned long wait_for_completion_timeout(struct completion *x,
					  unsigned long timeout);
/* 0, or -ERESTARTSYS when a signal came first. */
int wait_for_completion_interruptible(struct completion *x);
/* Lets one waiter (or the next to come) go on. Any context. */
void complete(struct completion *x);
void complete_all(struct completion *x);
bool completion_done(struct completion *x);

#endif
