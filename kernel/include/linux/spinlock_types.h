/* SPDX-License-Identifier: MIT */
/* The types of spin locks: linux/spinlock.h has what they are for. */
#ifndef _LINUX_SPINLOCK_TYPES_H
#define _LINUX_SPINLOCK_TYPES_H

#include <linux/lockdep_types.h>
#include <linux/types.h>

typedef struct raw_spinlock {
	unsigned int locked;
	struct lockdep_map dep_map;
} raw_spinlock_t;

typedef struct spinlock {
	union {
		struct raw_spinlock rlock;
		struct {
			unsigned int __locked;
			struct lockdep_map dep_map;
		};
	};
} spinlock_t;

/* clang-format off */
#define __RAW_SPIN_LOCK_INITIALIZER(lockname) \
	{ .locked = 0, .dep_map = DEP_MAP(#lockname) }
#define __RAW_SPIN_LOCK_UNLOCKED(lockname) \
	(raw_spinlock_t)__RAW_SPIN_LOCK_INITIALIZER(lockname)
#define __SPIN_LOCK_INITIALIZER(lockname) \
	{ { .rlock = __RAW_SPIN_LOCK_INITIALIZER(lockname) } }
#define __SPIN_LOCK_UNLOCKED(lockname) \
	(spinlock_t)__SPIN_LOCK_INITIALIZER(lockname)

#define DEFINE_RAW_SPINLOCK(x) raw_spinlock_t x = __RAW_SPIN_LOCK_UNLOCKED(x)
#define DEFINE_SPINLOCK(x) spinlock_t x = __SPIN_LOCK_UNLOCKED(x)
/* clang-format on */

#include <linux/rwlock_types.h>

#endif
