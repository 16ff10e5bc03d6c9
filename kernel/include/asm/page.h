/* SPDX-License-Identifier: MIT */
/* Pages, and the direct map of physical memory at 0xC0000000. */
#ifndef _ASM_PAGE_H
#define _ASM_PAGE_H

#include <linux/align.h>
#include <linux/types.h>

#define PAGE_SHIFT 12
#define PAGE_SIZE (1ul << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define LARGE_PAGE_SIZE (1ul << 21)

#define PAGE_OFFSET 0xC0000000ul
#define DIRECT_MAP_SIZE 0x30000000ul /* 768 MiB */
#define ARENA_START 0xF0000000ul
#define ARENA_END 0xFF000000ul
#define POKE_WINDOW 0xFFE00000ul /* text_poke()'s; a page table of its own */

#define __va(phys) ((void *)((unsigned long)(phys) + PAGE_OFFSET))
#define __pa(virt) ((unsigned long)(virt)-PAGE_OFFSET)
#define PAGE_ALIGN_UP(n) (((n) + PAGE_SIZE - 1) & PAGE_MASK)
#define phys_to_virt(phys) __va(phys)
#define virt_to_phys(virt) __pa(virt)

/* The order of the smallest block of pages that @size bytes (> 0) fit in. */
static inline unsigned int get_order(unsigned long size)
{
	size = (size - 1) >> PAGE_SHIFT;
	return size ? 32 - __builtin_clzl(size) : 0;
}

#endif
