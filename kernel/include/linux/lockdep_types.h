/* SPDX-License-Identifier: MIT */
/*
 * What each lock carries in a debug build (make DEBUG=1): whether it was
 * initialised, its name, who holds it and since where. Elsewhere it is empty.
 */
#ifndef _LINUX_LOCKDEP_TYPES_H
#define _LINUX_LOCKDEP_TYPES_H

#include <linux/types.h>

struct task_struct;

/* Locks of one kind: Linux's lockdep tells them apart by it. */
struct lock_class_key {
};

#ifdef CONFIG_DEBUG_LOCKS
#define LOCK_MAGIC 0xdead4eadu

struct lockdep_map {
	u32 magic;
	const char *name;
	struct task_struct *owner; /* who holds it alone, or NULL */
	unsigned long ip;	   /* where that one took it */
	unsigned int recursion;	   /* so often more, which was told */
};

/* A lock that a task holds. */
struct held_lock {
	struct lockdep_map *map;
	unsigned long ip;
	bool read;
};
#define MAX_LOCK_DEPTH 24

/* clang-format off */
#define DEP_MAP(lock_name) { .magic = LOCK_MAGIC, .name = lock_name }
#else
struct lockdep_map {};
#define DEP_MAP(lock_name) {}
#endif
/* clang-format on */

#endif
