/* SPDX-License-Identifier: MIT */
/*
 * The smaller and the larger, each argument evaluated once. As with Linux,
 * signed and unsigned values are not compared by accident: min_t() and umin()
 * say what is meant.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/const.h>
#include <linux/types.h>

#define __cmp_op_min <
#define __cmp_op_max >
#define __cmp(op, x, y) ((x)__cmp_op_##op(y) ? (x) : (y))

#define __cmp_once(op, type, x, y, ux, uy) \
	({                                 \
		type ux = (x);             \
		type uy = (y);             \
		__cmp(op, ux, uy);         \
	})
#define __careful_cmp_typed(op, type, x, y) \
	__cmp_once(op, type, x, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
/*
 * As what a value may be compared: 1 unsigned, 2 signed. A signed one that is
 * known not to be negative may be unsigned, and an unsigned one that becomes an
 * int in the comparison may be signed.
 */
#define __cmp_as(ux)                                        \
	(is_signed_type(typeof(ux)) ? 2 + __is_nonneg(ux) : \
				      1 + 2 * (sizeof(ux) < sizeof(int)))
#define __wide(ux) \
	typeof(__builtin_choose_expr(sizeof(ux) > sizeof(long), 1ull, 1ul))
#define __is_nonneg(ux) \
	statically_true(!((__wide(ux))(ux) >> (8 * sizeof(__wide(ux)) - 1)))
#define __careful_cmp(op, x, y) \
	__careful_cmp_auto(op, x, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define __careful_cmp_auto(op, x, y, ux, uy)                               \
	({                                                                 \
		__auto_type ux = (x);                                      \
		__auto_type uy = (y);                                      \
		BUILD_BUG_ON_MSG(!(__cmp_as(ux) & __cmp_as(uy)),           \
				 #op "(" #x ", " #y ") signedness error, " \
				     "fix types or consider u" #op         \
				     "() before " #op "_t()");             \
		__cmp(op, ux, uy);                                         \
	})

#define min(x, y) __careful_cmp(min, x, y)
#define max(x, y) __careful_cmp(max, x, y)
#define min_t(type, x, y) __careful_cmp_typed(min, type, x, y)
#define max_t(type, x, y) __careful_cmp_typed(max, type, x, y)
/* Both taken as unsigned: for values that are not negative. */
#define umin(x, y) \
	__careful_cmp(min, (x) + 0u + 0ul + 0ull, (y) + 0u + 0ul + 0ull)
#define umax(x, y) \
	__careful_cmp(max, (x) + 0u + 0ul + 0ull, (y) + 0u + 0ul + 0ull)
#define min3(x, y, z) min(min(x, y), z)
#define max3(x, y, z) max(max(x, y), z)
/* Of constants, for the sizes of arrays. */
#define MIN(x, y) __cmp(min, x, y)
#define MAX(x, y) __cmp(max, x, y)
#define MIN_T(type, a, b) __cmp(min, (type)(a), (type)(b))
#define MAX_T(type, a, b) __cmp(max, (type)(a), (type)(b))
/* The smaller of those that are not 0. */
#define min_not_zero(x, y)                                         \
	({                                                         \
		typeof(x) __x = (x);                               \
		typeof(y) __y = (y);                               \
		__x == 0 ? __y : (__y == 0 ? __x : min(__x, __y)); \
	})
#define clamp(val, lo, hi) min(max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi) clamp_t(typeof(val), val, lo, hi)
/* The smallest and the largest element of an array that has any. */
#define min_array(array, len) __minmax_array(min, array, len)
#define max_array(array, len) __minmax_array(max, array, len)
#define __minmax_array(op, array, len)                               \
	({                                                           \
		typeof(&(array)[0]) __array = (array);               \
		typeof(len) __len = (len);                           \
		typeof(__array[0] + 0) __element = __array[--__len]; \
		while (__len--)                                      \
			__element = op(__element, __array[__len]);   \
		__element;                                           \
	})

static inline bool in_range64(u64 val, u64 start, u64 len)
{
	return val - start < len;
}

static inline bool in_range32(u32 val, u32 start, u32 len)
{
	return val - start < len;
}

/* Whether @val is one of the @len values from @start. */
#define in_range(val, start, len)                                     \
	((sizeof(start) | sizeof(len) | sizeof(val)) <= sizeof(u32) ? \
		 in_range32(val, start, len) :                        \
		 in_range64(val, start, len))

#define swap(a, b)                     \
	do {                           \
		typeof(a) __tmp = (a); \
		(a) = (b);             \
		(b) = __tmp;           \
	} while (0)

#endif
