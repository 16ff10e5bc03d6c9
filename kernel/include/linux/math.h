/* SPDX-License-Identifier: MIT */
/* Small arithmetic. */
#ifndef _LINUX_MATH_H
#define _LINUX_MATH_H

#define DIV_ROUND_UP(n, d) (((n) + (d)-1) / (d))
#define DIV_ROUND_CLOSEST(x, d) (((x) + ((d) / 2)) / (d))
#define __round_mask(x, y) ((typeof(x))((y)-1))
#define round_up(x, y) ((((x)-1) | __round_mask(x, y)) + 1)
#define round_down(x, y) ((x) & ~__round_mask(x, y))
#define roundup(x, y) ((((x) + ((y)-1)) / (y)) * (y))
#define rounddown(x, y) ((x) - ((x) % (y)))
#define abs(x)                              \
	({                                  \
		typeof(x) __abs = (x);      \
		__abs < 0 ? -__abs : __abs; \
	})

#endif
