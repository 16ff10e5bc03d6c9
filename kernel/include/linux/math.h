/* SPDX-License-Identifier: MIT */
/*
 * Small arithmetic.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_MATH_H
#define _LINUX_MATH_H

#include <linux/build_bug.h>
#include <linux/types.h>

/* Rounded to a power of two; to any multiple. */
#define __round_mask(x, y) ((typeof(x))((y)-1))
#define round_up(x, y) ((((x)-1) | __round_mask(x, y)) + 1)
#define round_down(x, y) ((x) & ~__round_mask(x, y))
#define roundup(x, y)                            \
	({                                       \
		typeof(y) __y = y;               \
		(((x) + (__y - 1)) / __y) * __y; \
	})
#define rounddown(x, y)              \
	({                           \
		typeof(x) __x = (x); \
		__x - (__x % (y));   \
	})

#define __KERNEL_DIV_ROUND_UP(n, d) (((n) + (d)-1) / (d))
#define DIV_ROUND_UP __KERNEL_DIV_ROUND_UP
#define DIV_ROUND_DOWN_ULL(ll, d)               \
	({                                      \
		unsigned long long _tmp = (ll); \
		do_div(_tmp, d);                \
		_tmp;                           \
	})
#define DIV_ROUND_UP_ULL(ll, d) \
	DIV_ROUND_DOWN_ULL((unsigned long long)(ll) + (d)-1, (d))
#define DIV_ROUND_UP_SECTOR_T(ll, d) DIV_ROUND_UP_ULL(ll, d)
/* To the nearest; @divisor must not be of an unsigned type if @x is negative. */
#define DIV_ROUND_CLOSEST(x, divisor)                                \
	({                                                           \
		typeof(x) __x = x;                                   \
		typeof(divisor) __d = divisor;                       \
		(((typeof(x))-1) > 0 || ((typeof(divisor))-1) > 0 || \
		 (((__x) > 0) == ((__d) > 0))) ?                     \
			(((__x) + ((__d) / 2)) / (__d)) :            \
			(((__x) - ((__d) / 2)) / (__d));             \
	})
#define DIV_ROUND_CLOSEST_ULL(x, divisor)                  \
	({                                                 \
		typeof(divisor) __d = divisor;             \
		unsigned long long _tmp = (x) + (__d) / 2; \
		do_div(_tmp, __d);                         \
		_tmp;                                      \
	})
/* @x * @num / @denom without overflow between, rounded down. */
#define mult_frac(x, n, d)              \
	({                              \
		typeof(x) x_ = (x);     \
		typeof(n) n_ = (n);     \
		typeof(d) d_ = (d);     \
		typeof(x_) q = x_ / d_; \
		typeof(x_) r = x_ % d_; \
		q *n_ + r *n_ / d_;     \
	})
#define sector_div(a, b) do_div(a, b)

/* @x without its sign; of the same type, or unsigned where @x is char. */
#define abs(x)                                                                 \
	({                                                                     \
		typeof(x) __abs_x = (x);                                       \
		(__builtin_choose_expr(__builtin_types_compatible_p(typeof(x), \
								    char),     \
				       (char)((signed char)__abs_x < 0 ?       \
						      -__abs_x :               \
						      __abs_x),                \
				       __abs_x < 0 ? -__abs_x : __abs_x));     \
	})
#define abs_diff(a, b)                                 \
	({                                             \
		typeof(a) __a = (a);                   \
		typeof(b) __b = (b);                   \
		__a > __b ? (__a - __b) : (__b - __a); \
	})

/* @val scaled from [0, 2^32) to [0, @ep_ro). */
static inline u32 reciprocal_scale(u32 val, u32 ep_ro)
{
	return (u32)(((u64)val * ep_ro) >> 32);
}

/* The largest integer whose square is not above @x. */
unsigned long int_sqrt(unsigned long x) __attribute_const__;
u32 int_sqrt64(u64 x) __attribute_const__;

/* @base to the power of @exp, modulo 2^64. */
u64 int_pow(u64 base, unsigned int exp) __attribute_const__;

#endif
