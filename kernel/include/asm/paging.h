/* SPDX-License-Identifier: MIT */
/* The kernel's gigabyte: 4 KiB mappings in the arena. */
#ifndef _ASM_PAGING_H
#define _ASM_PAGING_H

#include <linux/types.h>

/* The final map; @memory_end is the end of RAM, a physical address. */
void paging_init(u32 memory_end);
/*
 * Maps the page at @address, where nothing is, to @frame as @prot says
 * (PAGE_KERNEL, PAGE_KERNEL_RO). Returns 0 or -ENOMEM (no page table).
 */
int paging_map(unsigned long address, u32 frame, u64 prot);
/* Undoes it; returns the frame, which is the caller's again. */
u32 paging_unmap(unsigned long address);
/* Precondition of these: @address is mapped by a 4 KiB page. */
u32 paging_frame(unsigned long address);
/* @prot: PROT_ bits. */
void paging_protect(unsigned long address, unsigned int prot);
bool paging_is_mapped(unsigned long address);

/*
 * Writes @len bytes, all in one page, over text that is mapped read-only, by a
 * second mapping that only lasts as long: text never becomes writable.
 * Context: any.
 */
void text_poke(void *addr, const void *opcode, size_t len);

#endif
