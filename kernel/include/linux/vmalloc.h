/* SPDX-License-Identifier: MIT */
/*
 * Memory whose pages need not be contiguous; a guard page follows it. For
 * what is larger than a few pages; kvmalloc() of <linux/slab.h> chooses.
 *
 * Context: process.
 * Linux: Documentation/core-api/memory-allocation.rst
 */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <asm/pgtable.h>
#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/overflow.h>
#include <linux/types.h>

#define VMALLOC_START ARENA_START
#define VMALLOC_END ARENA_END
#define VM_MAP 0x00000004
#define VM_MAP_PUT_PAGES 0x00000200

/* @size bytes, page aligned, for the caller to vfree(), or NULL. */
void *vmalloc(unsigned long size);
void *vzalloc(unsigned long size);
void *__vmalloc(unsigned long size, gfp_t gfp);
/* The same at a multiple of @align, a power of two; for the account of @caller. */
void *__vmalloc_node(unsigned long size, unsigned long align, gfp_t gfp,
		     int node, const void *caller);
#define vmalloc_huge(size, gfp) __vmalloc(size, gfp)
#define vmalloc_node(size, node) vmalloc(size)
#define vzalloc_node(size, node) vzalloc(size)
#define vmalloc_32(size) vmalloc(size)
/* The same, for remap_vmalloc_range(). */
#define vmalloc_user(size) vzalloc(size)
#define vmalloc_32_user(size) vzalloc(size)
/* Arrays; NULL also where @n * @size overflows. */
#define vmalloc_array(n, size) vmalloc(array_size(n, size))
#define vcalloc(n, size) vzalloc(array_size(n, size))
/*
 * Gives @p (NULL: nothing yet) another size, elsewhere where it must; NULL:
 * as it was, @p must still be freed, but for @size 0, which frees it.
 */
void *vrealloc(const void *p, size_t size, gfp_t gfp) __must_check;
/* Frees it; NULL is allowed. */
void vfree(const void *p);
/*
 * Maps @count @pages side by side, PAGE_KERNEL or PAGE_KERNEL_RO, for the
 * caller to vunmap(); with VM_MAP_PUT_PAGES in @flags to vfree(), which drops
 * a reference to each. NULL: no memory.
 */
void *vmap(struct page **pages, unsigned int count, unsigned long flags,
	   pgprot_t prot);
void vunmap(const void *p);
/* The same for a while. */
#define vm_map_ram(pages, count, node) vmap(pages, count, VM_MAP, PAGE_KERNEL)
#define vm_unmap_ram(p, count) vunmap(p)
/* Whether it lies there, a module's memory and kernel stacks among it. */
bool is_vmalloc_addr(const void *p);
/* The page at an address that vmalloc() has returned, or NULL. */
struct page *vmalloc_to_page(const void *p);

#endif
