/* SPDX-License-Identifier: MIT */
/*
 * Sets of processors, of which there is one: number 0, always there.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_CPUMASK_H
#define _LINUX_CPUMASK_H

#include <linux/bitops.h>
#include <linux/compiler.h>
#include <linux/gfp.h>
#include <linux/types.h>

#define NR_CPUS 1
#define nr_cpu_ids 1u
#define nr_cpumask_bits 1u

typedef struct cpumask {
	unsigned long bits[1];
} cpumask_t;

/* On the stack, or in its place: an array of one. */
typedef struct cpumask cpumask_var_t[1];

/* clang-format off */
#define CPU_MASK_NONE { { 0 } }
#define CPU_MASK_ALL { { 1 } }
#define CPU_MASK_CPU0 { { 1 } }
/* clang-format on */

#define cpumask_bits(mask) ((mask)->bits)
#define cpumask_pr_args(mask) nr_cpu_ids, cpumask_bits(mask)

/* A mask of all processors that there could be. */
extern const struct cpumask cpu_all_bits[1];
#define cpu_possible_mask cpu_all_bits
#define cpu_online_mask cpu_all_bits
#define cpu_present_mask cpu_all_bits
#define cpu_active_mask cpu_all_bits
#define cpu_all_mask cpu_all_bits
#define cpu_none_mask (&(const struct cpumask)CPU_MASK_NONE)
#define cpumask_of(cpu) ((void)(cpu), cpu_all_mask)

#define num_online_cpus() 1u
#define num_possible_cpus() 1u
#define num_present_cpus() 1u
#define num_active_cpus() 1u
#define cpu_online(cpu) ((cpu) == 0)
#define cpu_possible(cpu) ((cpu) == 0)
#define cpu_present(cpu) ((cpu) == 0)
#define cpu_active(cpu) ((cpu) == 0)

static inline void cpumask_set_cpu(unsigned int cpu, struct cpumask *mask)
{
	set_bit(cpu, mask->bits);
}

static inline void cpumask_clear_cpu(unsigned int cpu, struct cpumask *mask)
{
	clear_bit(cpu, mask->bits);
}

static inline bool cpumask_test_cpu(unsigned int cpu,
				    const struct cpumask *mask)
{
	return test_bit(cpu, mask->bits);
}

static inline bool cpumask_test_and_set_cpu(unsigned int cpu,
					    struct cpumask *mask)
{
	return test_and_set_bit(cpu, mask->bits);
}

static inline bool cpumask_test_and_clear_cpu(unsigned int cpu,
					      struct cpumask *mask)
{
	return test_and_clear_bit(cpu, mask->bits);
}

static inline void cpumask_setall(struct cpumask *mask)
{
	mask->bits[0] = 1;
}

static inline void cpumask_clear(struct cpumask *mask)
{
	mask->bits[0] = 0;
}

static inline void cpumask_copy(struct cpumask *to, const struct cpumask *from)
{
	*to = *from;
}

/* What is in both, in either; whether there is any. */
static inline bool cpumask_and(struct cpumask *to, const struct cpumask *a,
			       const struct cpumask *b)
{
	to->bits[0] = a->bits[0] & b->bits[0];
	return to->bits[0];
}

static inline void cpumask_or(struct cpumask *to, const struct cpumask *a,
			      const struct cpumask *b)
{
	to->bits[0] = a->bits[0] | b->bits[0];
}

static inline void cpumask_xor(struct cpumask *to, const struct cpumask *a,
			       const struct cpumask *b)
{
	to->bits[0] = a->bits[0] ^ b->bits[0];
}

static inline bool cpumask_andnot(struct cpumask *to, const struct cpumask *a,
				  const struct cpumask *b)
{
	to->bits[0] = a->bits[0] & ~b->bits[0];
	return to->bits[0];
}

static inline bool cpumask_empty(const struct cpumask *mask)
{
	return !(mask->bits[0] & 1);
}

static inline bool cpumask_full(const struct cpumask *mask)
{
	return mask->bits[0] & 1;
}

static inline bool cpumask_equal(const struct cpumask *a,
				 const struct cpumask *b)
{
	return !((a->bits[0] ^ b->bits[0]) & 1);
}

static inline bool cpumask_subset(const struct cpumask *a,
				  const struct cpumask *of)
{
	return !(a->bits[0] & ~of->bits[0] & 1);
}

static inline bool cpumask_intersects(const struct cpumask *a,
				      const struct cpumask *b)
{
	return a->bits[0] & b->bits[0] & 1;
}

static inline unsigned int cpumask_weight(const struct cpumask *mask)
{
	return mask->bits[0] & 1;
}

/* The first, the next after @n, any: nr_cpu_ids where there is none. */
static inline unsigned int cpumask_first(const struct cpumask *mask)
{
	return cpumask_empty(mask);
}

static inline unsigned int cpumask_last(const struct cpumask *mask)
{
	return cpumask_empty(mask);
}

static inline unsigned int cpumask_next(int n, const struct cpumask *mask)
{
	return n < 0 ? cpumask_first(mask) : nr_cpu_ids;
}

/* The same of those that are not in it. */
static inline unsigned int cpumask_first_zero(const struct cpumask *mask)
{
	return !cpumask_empty(mask);
}

static inline unsigned int cpumask_next_zero(int n, const struct cpumask *mask)
{
	return n < 0 ? cpumask_first_zero(mask) : nr_cpu_ids;
}

#define cpumask_any(mask) cpumask_first(mask)
#define cpumask_any_and(a, b) (cpumask_intersects(a, b) ? 0u : nr_cpu_ids)

#define for_each_cpu(cpu, mask)                               \
	for ((cpu) = cpumask_first(mask); (cpu) < nr_cpu_ids; \
	     (cpu) = cpumask_next((cpu), (mask)))
#define for_each_cpu_wrap(cpu, mask, start)                                  \
	for ((void)(start), (cpu) = cpumask_first(mask); (cpu) < nr_cpu_ids; \
	     (cpu)++)
/* Those in both, in either, in one alone, in @a and not in @b. */
#define __for_each_cpu_of(cpu, bits) \
	for ((cpu) = !((bits)&1); (cpu) < nr_cpu_ids; (cpu)++)
#define for_each_cpu_and(cpu, a, b) \
	__for_each_cpu_of(cpu, (a)->bits[0] & (b)->bits[0])
#define for_each_cpu_or(cpu, a, b) \
	__for_each_cpu_of(cpu, (a)->bits[0] | (b)->bits[0])
#define for_each_cpu_xor(cpu, a, b) \
	__for_each_cpu_of(cpu, (a)->bits[0] ^ (b)->bits[0])
#define for_each_cpu_andnot(cpu, a, b) \
	__for_each_cpu_of(cpu, (a)->bits[0] & ~(b)->bits[0])
#define for_each_possible_cpu(cpu) for_each_cpu(cpu, cpu_possible_mask)
#define for_each_online_cpu(cpu) for_each_cpu(cpu, cpu_online_mask)
#define for_each_present_cpu(cpu) for_each_cpu(cpu, cpu_present_mask)

/* Here they need no memory: true. */
static inline bool alloc_cpumask_var(cpumask_var_t *mask, gfp_t gfp)
{
	return true;
}

static inline bool zalloc_cpumask_var(cpumask_var_t *mask, gfp_t gfp)
{
	cpumask_clear(*mask);
	return true;
}

static inline void free_cpumask_var(cpumask_var_t mask)
{
}

#endif
