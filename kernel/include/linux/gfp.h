/* SPDX-License-Identifier: MIT */
/*
 * How memory is asked for. Allocations never wait for memory here, so the
 * kinds differ in nothing but __GFP_ZERO.
 */
#ifndef _LINUX_GFP_H
#define _LINUX_GFP_H

#include <linux/types.h>

#define __GFP_ZERO 0x8000u /* as clang's analyzer knows it */
#define __GFP_NOWARN 0x200u
#define GFP_KERNEL 0xcc0u
#define GFP_ATOMIC 0x820u
#define GFP_NOWAIT 0x800u
#define GFP_USER 0xcc1u
#define GFP_NOIO 0xc00u
#define GFP_NOFS 0xc40u
#define GFP_DMA 0x1u

/* 2^@order contiguous pages, by address; 0 when there are none. */
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
unsigned long get_zeroed_page(gfp_t gfp);
void free_pages(unsigned long address, unsigned int order);
#define __get_free_page(gfp) __get_free_pages(gfp, 0)
#define free_page(address) free_pages(address, 0)

#endif
