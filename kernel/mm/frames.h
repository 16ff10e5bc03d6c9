/* SPDX-License-Identifier: MIT */
/*
 * Physical memory: 4 KiB frames in blocks of powers of two (a buddy
 * allocator). Frames are named by their physical addresses; 0 is none.
 */
#ifndef _MM_FRAMES_H
#define _MM_FRAMES_H

#include <asm/multiboot.h>
#include <asm/page.h>
#include <linux/types.h>

#define MAX_ORDER 10 /* blocks of up to 4 MiB */

/* One a frame of usable memory. */
struct page {
	struct list_head list; /* of free blocks, or of a cache's slabs */
	void *owner;	       /* the cache or the arena extent it belongs to */
	void *freelist;	       /* the first free object of a slab */
	u16 inuse;	       /* objects of a slab in use */
	u8 order;	       /* of the block that begins here */
	u8 state;
	int refcount; /* mappings of a user page */
};

enum page_state {
	PAGE_RESERVED, /* the kernel, the boot modules, or no memory at all */
	PAGE_FREE,     /* the first of a free block */
	PAGE_TAIL,     /* the rest of a block */
	PAGE_USED,
	PAGE_SLAB,
	PAGE_LARGE, /* the first of a large kmalloc */
};

/* Takes the memory map of the loader; panics when there is too little. */
void frames_init(const struct multiboot_info *info);

/* 2^@order contiguous frames, aligned to as much, not zeroed; 0: none. */
u32 frames_alloc(unsigned int order);
void frames_free(u32 physical, unsigned int order);
static inline u32 frame_alloc(void)
{
	return frames_alloc(0);
}
static inline void frame_free(u32 physical)
{
	frames_free(physical, 0);
}

unsigned long frames_free_count(void);
unsigned long frames_total_count(void);
/* The end of usable physical memory in the direct map. */
u32 frames_memory_end(void);

extern struct page *mem_map;
static inline struct page *phys_to_page(u32 physical)
{
	return &mem_map[physical >> PAGE_SHIFT];
}
static inline struct page *virt_to_page(const void *p)
{
	return phys_to_page(__pa(p));
}
static inline u32 page_to_phys(const struct page *page)
{
	return (u32)(page - mem_map) << PAGE_SHIFT;
}

#endif
