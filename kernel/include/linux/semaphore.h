/* SPDX-License-Identifier: MIT */
/*
 * Counting semaphores: down() takes one of so many, or sleeps in a line until
 * up() gives one. They have no owner: anyone may call up(), in any context.
 *
 * Context: process, may sleep.
 * Linux: Documentation/locking/locktypes.rst
 */
#ifndef _LINUX_SEMAPHORE_H
#define _LINUX_SEMAPHORE_H

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/spinlock.h>

struct semaphore {
	unsigned int count;
	struct list_head wait_list;
};

/* clang-format off */
#define __SEMAPHORE_INITIALIZER(name, n) \
	{ .count = n, .wait_list = LIST_HEAD_INIT((name).wait_list) }
/* clang-format on */
#define DEFINE_SEMAPHORE(name, n) \
	struct semaphore name = __SEMAPHORE_INITIALIZER(name, n)

/* Makes @sem one of which @val can be had. Context: any. */
static inline void sema_init(struct semaphore *sem, int val)
{
	*sem = (struct semaphore)__SEMAPHORE_INITIALIZER(*sem, val);
}

/* Takes one, however long that needs. */
void down(struct semaphore *sem);
/* 0, or -EINTR when a signal came first, for the second one that kills. */
int __must_check down_interruptible(struct semaphore *sem);
int __must_check down_killable(struct semaphore *sem);
/* 0 when it was had at once, else 1: not as mutex_trylock(). Context: any. */
int __must_check down_trylock(struct semaphore *sem);
/* 0, or -ETIME after @jiffies. */
int __must_check down_timeout(struct semaphore *sem, long jiffies);
/* Gives one. Context: any. */
void up(struct semaphore *sem);

#endif
