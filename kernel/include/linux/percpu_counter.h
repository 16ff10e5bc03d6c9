/* SPDX-License-Identifier: MIT */
/*
 * Counters that many processors add to. With one processor, as here, such a
 * counter is a number, always exact; interrupts may add to it.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_PERCPU_COUNTER_H
#define _LINUX_PERCPU_COUNTER_H

#include <linux/gfp_types.h>
#include <linux/irqflags.h>
#include <linux/types.h>

struct percpu_counter {
	s64 count;
};

/* Always 0: a number needs no memory. */
static inline int percpu_counter_init(struct percpu_counter *fbc, s64 amount,
				      gfp_t gfp)
{
	fbc->count = amount;
	return 0;
}

static inline void percpu_counter_destroy(struct percpu_counter *fbc)
{
}

static inline void percpu_counter_set(struct percpu_counter *fbc, s64 amount)
{
	fbc->count = amount;
}

static inline void percpu_counter_add(struct percpu_counter *fbc, s64 amount)
{
	unsigned long flags;

	local_irq_save(flags);
	fbc->count += amount;
	local_irq_restore(flags);
}
#define percpu_counter_add_batch(fbc, amount, batch) \
	percpu_counter_add(fbc, amount)
#define percpu_counter_add_local(fbc, amount) percpu_counter_add(fbc, amount)
#define percpu_counter_sub(fbc, amount) percpu_counter_add(fbc, -(amount))
#define percpu_counter_sub_local(fbc, amount) percpu_counter_sub(fbc, amount)
#define percpu_counter_inc(fbc) percpu_counter_add(fbc, 1)
#define percpu_counter_dec(fbc) percpu_counter_add(fbc, -1)

static inline s64 percpu_counter_read(struct percpu_counter *fbc)
{
	unsigned long flags;
	s64 count;

	local_irq_save(flags);
	count = fbc->count;
	local_irq_restore(flags);
	return count;
}
#define percpu_counter_sum(fbc) percpu_counter_read(fbc)

/* As read, but never negative. */
static inline s64 percpu_counter_read_positive(struct percpu_counter *fbc)
{
	s64 count = percpu_counter_read(fbc);

	return count < 0 ? 0 : count;
}
#define percpu_counter_sum_positive(fbc) percpu_counter_read_positive(fbc)

/* 1, 0, -1: it is more than @rhs, the same, less. */
static inline int percpu_counter_compare(struct percpu_counter *fbc, s64 rhs)
{
	s64 count = percpu_counter_read(fbc);

	return (count > rhs) - (count < rhs);
}
#define __percpu_counter_compare(fbc, rhs, batch) \
	percpu_counter_compare(fbc, rhs)

static inline bool percpu_counter_initialized(struct percpu_counter *fbc)
{
	return true;
}

#endif
