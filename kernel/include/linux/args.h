/* SPDX-License-Identifier: MIT */
/*
 * For macros that take fewer or more arguments.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_ARGS_H
#define _LINUX_ARGS_H

/* How many arguments there are, up to 12; the names of two tokens in one. */
#define __COUNT_ARGS(_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, n, \
		     ...)                                                      \
	n
#define COUNT_ARGS(...) \
	__COUNT_ARGS(, ##__VA_ARGS__, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define __CONCAT(a, b) a##b
#define CONCATENATE(a, b) __CONCAT(a, b)

#endif
