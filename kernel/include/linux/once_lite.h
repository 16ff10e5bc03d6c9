/* SPDX-License-Identifier: MIT */
/*
 * What is done the first time only: a flag for each place in the source.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_ONCE_LITE_H
#define _LINUX_ONCE_LITE_H

#include <linux/compiler.h>
#include <linux/types.h>

/* @condition, and whether it holds for the first time. */
#define __ONCE_LITE_IF(condition)                                       \
	({                                                              \
		static bool __already_done;                             \
		bool __first = false;                                   \
		if (unlikely(condition) && unlikely(!__already_done)) { \
			__already_done = true;                          \
			__first = true;                                 \
		}                                                       \
		unlikely(__first);                                      \
	})
#define DO_ONCE_LITE_IF(condition, func, ...)       \
	({                                          \
		bool __ret_do_once = !!(condition); \
		if (__ONCE_LITE_IF(__ret_do_once))  \
			func(__VA_ARGS__);          \
		unlikely(__ret_do_once);            \
	})
#define DO_ONCE_LITE(func, ...) DO_ONCE_LITE_IF(true, func, ##__VA_ARGS__)

#endif
