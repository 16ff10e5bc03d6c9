/* SPDX-License-Identifier: MIT */
/*
 * Assertions for the compiler. BUILD_BUG_ON() takes what is constant only once
 * the optimizer has seen it; static_assert() is for constants of the language.
 *
 * Context: any.
 * Linux: Documentation/process/coding-style.rst
 */
#ifndef _LINUX_BUILD_BUG_H
#define _LINUX_BUILD_BUG_H

#include <linux/compiler.h>

#define static_assert(expr, ...) __static_assert(expr, ##__VA_ARGS__, #expr)
#define __static_assert(expr, msg, ...) _Static_assert(expr, msg)
#define BUILD_BUG_ON_MSG(cond, msg) compiletime_assert(!(cond), msg)
#define BUILD_BUG_ON(cond) BUILD_BUG_ON_MSG(cond, "BUILD_BUG_ON failed: " #cond)
#define BUILD_BUG_ON_NOT_POWER_OF_2(n) \
	BUILD_BUG_ON((n) == 0 || (((n) & ((n)-1)) != 0))
#define BUILD_BUG() BUILD_BUG_ON_MSG(1, "BUILD_BUG failed")
/* 0, or an error where @e is not 0: for expressions. */
#define BUILD_BUG_ON_ZERO(e, ...) ((int)sizeof(struct { int : (-!!(e)); }))
/* Looks at the types of @e, which is not evaluated. */
#define BUILD_BUG_ON_INVALID(e) ((void)(sizeof((long)(e))))

#endif
