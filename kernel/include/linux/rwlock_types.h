/* SPDX-License-Identifier: MIT */
/* The type of reader-writer spin locks: linux/rwlock.h. */
#ifndef _LINUX_RWLOCK_TYPES_H
#define _LINUX_RWLOCK_TYPES_H

#include <linux/lockdep_types.h>

typedef struct {
	int count; /* readers, or -1: a writer */
	struct lockdep_map dep_map;
} rwlock_t;

/* clang-format off */
#define __RW_LOCK_UNLOCKED(lockname) \
	(rwlock_t){ .count = 0, .dep_map = DEP_MAP(#lockname) }
/* clang-format on */
#define DEFINE_RWLOCK(x) rwlock_t x = __RW_LOCK_UNLOCKED(x)

#endif
