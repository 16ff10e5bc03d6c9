/* SPDX-License-Identifier: MIT */
/* The smaller and the larger, each argument evaluated once. */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#define min(x, y)                   \
	({                          \
		typeof(x) _x = (x); \
		typeof(y) _y = (y); \
		_x < _y ? _x : _y;  \
	})
#define max(x, y)                   \
	({                          \
		typeof(x) _x = (x); \
		typeof(y) _y = (y); \
		_x > _y ? _x : _y;  \
	})
#define min_t(type, x, y) min((type)(x), (type)(y))
#define max_t(type, x, y) max((type)(x), (type)(y))
#define min3(x, y, z) min(min(x, y), z)
#define max3(x, y, z) max(max(x, y), z)
#define min_not_zero(x, y)                                         \
	({                                                         \
		typeof(x) __x = (x);                               \
		typeof(y) __y = (y);                               \
		__x == 0 ? __y : (__y == 0 ? __x : min(__x, __y)); \
	})
#define clamp(val, lo, hi) min(max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi) clamp_t(typeof(val), val, lo, hi)
#define swap(a, b)                     \
	do {                           \
		typeof(a) __tmp = (a); \
		(a) = (b);             \
		(b) = __tmp;           \
	} while (0)

#endif
