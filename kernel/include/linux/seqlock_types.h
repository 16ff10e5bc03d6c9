/* SPDX-License-Identifier: MIT */
/* The types of sequence counters and locks: linux/seqlock.h. */
#ifndef _LINUX_SEQLOCK_TYPES_H
#define _LINUX_SEQLOCK_TYPES_H

#include <linux/lockdep_types.h>
#include <linux/spinlock_types.h>

struct mutex;

typedef struct seqcount {
	unsigned int sequence; /* odd: a writer is at it */
} seqcount_t;

/* Counters whose writers hold a lock, which is named for its readers only. */
typedef struct seqcount_raw_spinlock {
	seqcount_t seqcount;
} seqcount_raw_spinlock_t;
typedef struct seqcount_spinlock {
	seqcount_t seqcount;
} seqcount_spinlock_t;
typedef struct seqcount_rwlock {
	seqcount_t seqcount;
} seqcount_rwlock_t;
typedef struct seqcount_mutex {
	seqcount_t seqcount;
} seqcount_mutex_t;
typedef struct {
	seqcount_t seqcount;
} seqcount_latch_t;

typedef struct {
	seqcount_spinlock_t seqcount;
	spinlock_t lock;
} seqlock_t;

#endif
