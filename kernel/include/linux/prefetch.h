/* SPDX-License-Identifier: MIT */
/*
 * Hints that memory will be used soon.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_PREFETCH_H
#define _LINUX_PREFETCH_H

#include <asm/processor.h>
#include <linux/cache.h>

#ifndef prefetch
#define prefetch(p) __builtin_prefetch(p)
#define prefetchw(p) __builtin_prefetch(p, 1)
#endif

#endif
