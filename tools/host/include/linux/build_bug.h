/* SPDX-License-Identifier: MIT */
/* Assertions for the compiler: static_assert() is the C library's own. */
#ifndef _LINUX_BUILD_BUG_H
#define _LINUX_BUILD_BUG_H

#include <assert.h>

#endif
