/* SPDX-License-Identifier: MIT */
/*
 * 64-bit division without libgcc, by two 32-bit divisions.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_MATH64_H
#define _LINUX_MATH64_H

#include <linux/types.h>

/* @dividend / @divisor; *@remainder what is left. @divisor is not 0. */
static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	u32 high = dividend >> 32, low = (u32)dividend, quotient_high = 0;

	if (high >= divisor) {
		quotient_high = high / divisor;
		high %= divisor;
	}
	asm("divl %2" : "+a"(low), "+d"(high) : "rm"(divisor));
	*remainder = high;
	return (u64)quotient_high << 32 | low;
}

static inline u64 div_u64(u64 dividend, u32 divisor)
{
	u32 remainder;

	return div_u64_rem(dividend, divisor, &remainder);
}

static inline s64 div_s64(s64 dividend, s32 divisor)
{
	u64 n = dividend < 0 ? -(u64)dividend : (u64)dividend;
	u32 d = divisor < 0 ? -(u32)divisor : (u32)divisor;
	u64 q = div_u64(n, d);

	return (dividend < 0) != (divisor < 0) ? -(s64)q : (s64)q;
}

/* Any 64-bit divisor but 0. */
u64 div64_u64(u64 dividend, u64 divisor);
u64 div64_u64_rem(u64 dividend, u64 divisor, u64 *remainder);
s64 div64_s64(s64 dividend, s64 divisor);

/* Divides the variable @n in place; its value is the remainder. */
#define do_div(n, base)                                 \
	({                                              \
		u32 __rem;                              \
		(n) = div_u64_rem((n), (base), &__rem); \
		__rem;                                  \
	})

static inline u64 mul_u32_u32(u32 a, u32 b)
{
	return (u64)a * b;
}

/* @a * @mul / @divisor, without overflow between. */
static inline u64 mul_u64_u32_div(u64 a, u32 mul, u32 divisor)
{
	u64 low = (u64)(u32)a * mul, high = (a >> 32) * mul + (low >> 32);
	u32 remainder;
	u64 q = div_u64_rem(high, divisor, &remainder) << 32;

	return q + div_u64((u64)remainder << 32 | (u32)low, divisor);
}

#endif
