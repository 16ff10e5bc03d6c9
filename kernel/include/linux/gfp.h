/* SPDX-License-Identifier: MIT */
/*
 * Whole pages of memory, in blocks of powers of two, contiguous in physical
 * memory and aligned to their size.
 *
 * Context: any but NMI.
 * Linux: Documentation/core-api/mm-api.rst
 */
#ifndef _LINUX_GFP_H
#define _LINUX_GFP_H

#include <linux/gfp_types.h>
#include <linux/numa.h>

struct page;

/* 2^@order contiguous pages (@order at most 10), by address; 0: none free. */
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
unsigned long get_zeroed_page(gfp_t gfp);
/* Frees them; @address 0 is allowed. @order is that of the allocation. */
void free_pages(unsigned long address, unsigned int order);
#define __get_free_page(gfp) __get_free_pages(gfp, 0)
#define __get_dma_pages(gfp, order) __get_free_pages((gfp) | GFP_DMA, order)
#define free_page(address) free_pages(address, 0)

/* The same by struct page, with one reference; or NULL. */
struct page *alloc_pages(gfp_t gfp, unsigned int order);
#define alloc_page(gfp) alloc_pages(gfp, 0)
#define alloc_pages_node(node, gfp, order) alloc_pages(gfp, order)
#define __alloc_pages_node(node, gfp, order) alloc_pages(gfp, order)
/* Drops the reference; the last one's frees the pages. */
void __free_pages(struct page *page, unsigned int order);
#define __free_page(page) __free_pages(page, 0)

/* At least @size bytes by address, or NULL; for free_pages_exact(). */
void *alloc_pages_exact(size_t size, gfp_t gfp);
void free_pages_exact(void *p, size_t size);

static inline bool gfpflags_allow_blocking(const gfp_t gfp)
{
	return gfp & __GFP_DIRECT_RECLAIM;
}

#endif
