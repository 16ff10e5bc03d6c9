/* SPDX-License-Identifier: MIT */
/*
 * Powers of two. Constants give constants.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_LOG2_H
#define _LINUX_LOG2_H

#include <linux/compiler.h>
#include <linux/types.h>

static __always_inline __attribute_const__ bool is_power_of_2(unsigned long n)
{
	return n && !(n & (n - 1));
}

static __always_inline __attribute_const__ int __ilog2_u32(u32 n)
{
	return 31 - __builtin_clz(n);
}

static __always_inline __attribute_const__ int __ilog2_u64(u64 n)
{
	return 63 - __builtin_clzll(n);
}

/* The logarithm to the base 2, rounded down; of 0: undefined. */
#define const_ilog2(n) ((n) < 2 ? 0 : 63 - __builtin_clzll(n))
#define ilog2(n)                                    \
	(__builtin_constant_p(n) ? const_ilog2(n) : \
	 sizeof(n) <= 4		 ? __ilog2_u32(n) : \
				   __ilog2_u64(n))
/* Rounded up to a power of two, and down; of 0: undefined. */
#define roundup_pow_of_two(n) \
	((unsigned long)((n) <= 1 ? 1 : 2ul << ilog2((unsigned long)(n)-1)))
#define rounddown_pow_of_two(n) (1ul << ilog2((unsigned long)(n)))
/* The least n so that 2^n is not below it; of 0: 0. */
#define order_base_2(n) ((n) > 1 ? ilog2((n)-1) + 1 : 0)
/* How many bits a value up to @n needs; of 0: 1. */
#define bits_per(n) ((n) < 2 ? 1 : order_base_2(n) + ((n) && !((n) & ((n)-1))))

#endif
