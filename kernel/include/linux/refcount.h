/* SPDX-License-Identifier: MIT */
/*
 * Reference counts: like atomic_t, but a count that would go below 0, above
 * INT_MAX, or up again from 0 stays where it can do no harm, and a warning
 * tells: what it counts is leaked rather than used after it was freed.
 * linux/kref.h has the usual way to use one.
 * Context: any.
 * Linux: Documentation/core-api/refcount-vs-atomic.rst
 */
#ifndef _LINUX_REFCOUNT_H
#define _LINUX_REFCOUNT_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/refcount_types.h>
#include <linux/spinlock_types.h>

struct mutex;

/* clang-format off */
#define REFCOUNT_INIT(n) { .refs = ATOMIC_INIT(n) }
/* clang-format on */
#define REFCOUNT_MAX INT_MAX
#define REFCOUNT_SATURATED (INT_MIN / 2)

enum refcount_saturation_type {
	REFCOUNT_ADD_NOT_ZERO_OVF,
	REFCOUNT_ADD_OVF,
	REFCOUNT_ADD_UAF,
	REFCOUNT_SUB_UAF,
	REFCOUNT_DEC_LEAK,
};

/* Keeps @r where it is, and warns of @t, each kind once. */
void refcount_warn_saturate(refcount_t *r, enum refcount_saturation_type t);

static inline void refcount_set(refcount_t *r, int n)
{
	atomic_set(&r->refs, n);
}

#define refcount_set_release(r, n) refcount_set(r, n)

static inline unsigned int refcount_read(const refcount_t *r)
{
	return atomic_read(&r->refs);
}

/* Adds @i unless it was 0 already: whether it did. */
static inline bool refcount_add_not_zero(int i, refcount_t *r)
{
	int old = atomic_fetch_add_unless(&r->refs, i, 0);

	if (unlikely(old < 0 || old + i < 0))
		refcount_warn_saturate(r, REFCOUNT_ADD_NOT_ZERO_OVF);
	return old;
}

static inline bool refcount_inc_not_zero(refcount_t *r)
{
	return refcount_add_not_zero(1, r);
}

/* For one who has a reference already. */
static inline void refcount_add(int i, refcount_t *r)
{
	int old = atomic_fetch_add(i, &r->refs);

	if (unlikely(!old))
		refcount_warn_saturate(r, REFCOUNT_ADD_UAF);
	else if (unlikely(old < 0 || old + i < 0))
		refcount_warn_saturate(r, REFCOUNT_ADD_OVF);
}

static inline void refcount_inc(refcount_t *r)
{
	refcount_add(1, r);
}

/* Whether it is 0 then: what it counts is the caller's to free. */
static inline bool refcount_sub_and_test(int i, refcount_t *r)
{
	int old = atomic_fetch_sub(i, &r->refs);

	if (old > 0 && old == i)
		return true;
	if (unlikely(old <= 0 || old - i < 0))
		refcount_warn_saturate(r, REFCOUNT_SUB_UAF);
	return false;
}

static inline bool refcount_dec_and_test(refcount_t *r)
{
	return refcount_sub_and_test(1, r);
}

/* For one who knows that others remain. */
static inline void refcount_dec(refcount_t *r)
{
	if (unlikely(atomic_fetch_sub(1, &r->refs) <= 1))
		refcount_warn_saturate(r, REFCOUNT_DEC_LEAK);
}

/* 1 becomes 0: whether it did. */
bool refcount_dec_if_one(refcount_t *r);
/* All but 1 becomes one less: whether it did. */
bool refcount_dec_not_one(refcount_t *r);
/* Whether it is 0 then; @lock is held where it is. Process, may sleep. */
bool refcount_dec_and_mutex_lock(refcount_t *r, struct mutex *lock);
/* The same with spin locks, the second with interrupts off. */
bool refcount_dec_and_lock(refcount_t *r, spinlock_t *lock);
bool refcount_dec_and_lock_irqsave(refcount_t *r, spinlock_t *lock,
				   unsigned long *flags);

#endif
