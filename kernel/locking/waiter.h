/* SPDX-License-Identifier: MIT */
/*
 * Waiting in a line until what one waits for is handed over: what mutexes,
 * rwsems and semaphores have in common. All of it is called with interrupts
 * off, which on one processor is the lock of the line.
 */
#ifndef _LOCKING_WAITER_H
#define _LOCKING_WAITER_H

#include <linux/irqflags.h>
#include <linux/list.h>
#include <linux/sched.h>

/* On the stack of the task that waits. */
struct waiter {
	struct list_head entry;
	struct task_struct *task;
	bool granted;
	bool writer; /* an rwsem's: else it is a reader */
};
/* clang-format off */
#define WAITER(is_writer) { .task = current, .writer = is_writer }
/* clang-format on */

/*
 * Queues @w, the running task's, in @line and sleeps in @state until it is
 * granted: 0. -EINTR when a signal comes that ends such a sleep, -ETIME after
 * @timeout jiffies; it is in the line no more.
 */
int wait_in_line(struct list_head *line, struct waiter *w, unsigned int state,
		 long timeout);
/* Takes the first of the line, which must have one, off it and wakes it. */
struct task_struct *grant_first(struct list_head *line);

static inline struct waiter *first_waiter(struct list_head *line)
{
	return list_first_entry_or_null(line, struct waiter, entry);
}

#endif
