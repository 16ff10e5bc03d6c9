/* SPDX-License-Identifier: MIT */
/*
 * Assertions for the compiler: static_assert() is the C library's own. What only
 * an optimizer can see, the kernel's build asserts of the same sources.
 */
#ifndef _LINUX_BUILD_BUG_H
#define _LINUX_BUILD_BUG_H

#include <assert.h>

#define BUILD_BUG_ON_MSG(cond, msg) ((void)(cond))

#endif
