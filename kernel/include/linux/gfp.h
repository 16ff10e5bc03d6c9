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

#define MAX_PAGE_ORDER 10 /* blocks of up to 4 MiB */
#define NR_PAGE_ORDERS (MAX_PAGE_ORDER + 1)

/* 2^@order contiguous pages (@order at most MAX_PAGE_ORDER), by address; 0: none free. */
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

/* A page for each of @n places that has none yet: how many have one then. */
static inline unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long n,
						   struct page **pages)
{
	unsigned long i = 0;

	while (i < n && (pages[i] || (pages[i] = alloc_page(gfp))))
		i++;
	return i;
}

/* At least @size bytes by address, or NULL; for free_pages_exact(). */
void *alloc_pages_exact(size_t size, gfp_t gfp);
void free_pages_exact(void *p, size_t size);

static inline bool gfpflags_allow_blocking(const gfp_t gfp)
{
	return gfp & __GFP_DIRECT_RECLAIM;
}

#endif
