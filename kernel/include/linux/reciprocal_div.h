/* SPDX-License-Identifier: MIT */
/*
 * Division by a number that stays, as a multiplication and shifts. T. Granlund,
 * P. Montgomery, "Division by Invariant Integers using Multiplication", 4.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_RECIPROCAL_DIV_H
#define _LINUX_RECIPROCAL_DIV_H

#include <linux/math64.h>
#include <linux/types.h>

struct reciprocal_value {
	u32 m;
	u8 sh1, sh2;
};

/* For divisions by @d (> 0). */
static inline struct reciprocal_value reciprocal_value(u32 d)
{
	unsigned int bits = d > 1 ? 32 - __builtin_clz(d - 1) : 0;
	u64 m = ((1ull << bits) - d) << 32;

	return (struct reciprocal_value){ .m = div_u64(m, d) + 1,
					  .sh1 = bits ? 1 : 0,
					  .sh2 = bits ? bits - 1 : 0 };
}

/* @a divided by that number. */
static inline u32 reciprocal_divide(u32 a, struct reciprocal_value R)
{
	u32 t = (u64)a * R.m >> 32;

	return (t + ((a - t) >> R.sh1)) >> R.sh2;
}

#endif
