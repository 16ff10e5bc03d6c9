/* SPDX-License-Identifier: MIT */
/*
 * A reference count within a structure, whose last put calls a function that
 * frees the structure.
 * Context: any; the release function is called in the putter's.
 * Linux: Documentation/core-api/kref.rst
 */
#ifndef _LINUX_KREF_H
#define _LINUX_KREF_H

#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>

struct kref {
	refcount_t refcount;
};

/* clang-format off */
#define KREF_INIT(n) { .refcount = REFCOUNT_INIT(n) }
/* clang-format on */

/* One reference, the caller's. */
static inline void kref_init(struct kref *kref)
{
	refcount_set(&kref->refcount, 1);
}

static inline unsigned int kref_read(const struct kref *kref)
{
	return refcount_read(&kref->refcount);
}

/* One more, for one who has one. */
static inline void kref_get(struct kref *kref)
{
	refcount_inc(&kref->refcount);
}

/* One more, unless none is left: 0 then, else 1. */
static inline int __must_check kref_get_unless_zero(struct kref *kref)
{
	return refcount_inc_not_zero(&kref->refcount);
}

/* 1 when it was the last, and @release was called. */
static inline int kref_put(struct kref *kref,
			   void (*release)(struct kref *kref))
{
	if (!refcount_dec_and_test(&kref->refcount))
		return 0;
	release(kref);
	return 1;
}

/* The same; @release is called with the lock held, and unlocks it. */
static inline int kref_put_mutex(struct kref *kref,
				 void (*release)(struct kref *kref),
				 struct mutex *lock)
{
	if (!refcount_dec_and_mutex_lock(&kref->refcount, lock))
		return 0;
	release(kref);
	return 1;
}

static inline int kref_put_lock(struct kref *kref,
				void (*release)(struct kref *kref),
				spinlock_t *lock)
{
	if (!refcount_dec_and_lock(&kref->refcount, lock))
		return 0;
	release(kref);
	return 1;
}

#endif
