/* SPDX-License-Identifier: MIT */
/*
 * Memory of which each processor has one. It is zeroed; the caller frees it.
 *
 * Context: process, may sleep (by alloc_percpu_gfp(): any).
 * Linux: Documentation/core-api/this_cpu_ops.rst
 */
#ifndef _LINUX_PERCPU_H
#define _LINUX_PERCPU_H

#include <linux/percpu-defs.h>
#include <linux/slab.h>
#include <linux/smp.h>

/*
 * @size bytes at a multiple of @align (a power of 2, up to a page) for each
 * processor; or NULL.
 */
void *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp);
static inline void *__alloc_percpu(size_t size, size_t align)
{
	return __alloc_percpu_gfp(size, align, GFP_KERNEL);
}

#define alloc_percpu_gfp(type, gfp) \
	((type *)__alloc_percpu_gfp(sizeof(type), __alignof__(type), gfp))
#define alloc_percpu(type) \
	((type *)__alloc_percpu(sizeof(type), __alignof__(type)))
/* Frees what these returned; NULL is allowed. Context: any. */
void free_percpu(void *ptr);
DEFINE_FREE(free_percpu, void *, free_percpu(_T))

#endif
