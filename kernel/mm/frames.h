/* SPDX-License-Identifier: MIT */
/*
 * Physical memory: 4 KiB frames in blocks of powers of two (a buddy
 * allocator). Frames are named by their physical addresses; 0 is none.
 */
#ifndef _MM_FRAMES_H
#define _MM_FRAMES_H

#include <asm/multiboot.h>
#include <asm/page.h>
#include <linux/mm.h>
#include <linux/types.h>

#define MAX_ORDER MAX_PAGE_ORDER

enum page_state {
	PAGE_RESERVED, /* the kernel, the boot modules, or no memory at all */
	PAGE_FREE,     /* the first of a free block */
	PAGE_TAIL,     /* the rest of a block */
	PAGE_USED,
	PAGE_SLAB,
	PAGE_TRACKED, /* a slab for what modules ask for */
	PAGE_LARGE,   /* the first of a large kmalloc */
	PAGE_ASKED,   /* the first of what a module has asked for */
};

/* Takes the memory map of the loader; panics when there is too little. */
void frames_init(const struct multiboot_info *info);

/* 2^@order contiguous frames, aligned to as much, not zeroed; 0: none. */
u32 frames_alloc(unsigned int order);
void frames_free(u32 physical, unsigned int order);
/* The same for one frame, faster. */
u32 frame_alloc(void);
void frame_free(u32 frame);
/* One that holds zeros, as it must again when it is freed by its like. */
u32 frame_alloc_zeroed(void);
void frame_free_zeroed(u32 frame);

unsigned long frames_free_count(void);
unsigned long frames_total_count(void);
/* The end of usable physical memory in the direct map. */
u32 frames_memory_end(void);

static inline struct page *phys_to_page(u32 physical)
{
	return pfn_to_page(physical >> PAGE_SHIFT);
}

#endif
