/* SPDX-License-Identifier: MIT */
/*
 * Caches are coherent here: nothing is to be flushed for devices or for code.
 *
 * Context: any.
 * Linux: Documentation/core-api/cachetlb.rst
 */
#ifndef _ASM_CACHEFLUSH_H
#define _ASM_CACHEFLUSH_H

#include <linux/mm.h>

#define flush_dcache_page(page) ((void)(page))
#define flush_icache_range(start, end) ((void)(start), (void)(end))
#define flush_cache_all() ((void)0)

#endif
