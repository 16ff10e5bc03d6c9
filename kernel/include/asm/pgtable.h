/* SPDX-License-Identifier: MIT */
/*
 * Entries of page tables under PAE. Intel SDM volume 3, 4.4.2.
 *
 * Context: any.
 * Linux: Documentation/mm/page_tables.rst
 */
#ifndef _ASM_PGTABLE_H
#define _ASM_PGTABLE_H

#include <asm/page.h>
#include <asm/processor.h>

#define PTE_PRESENT 0x001ull
#define PTE_WRITE 0x002ull
#define PTE_USER 0x004ull
#define PTE_PWT 0x008ull /* written through; with PCD, not cached at all */
#define PTE_PCD 0x010ull
#define PTE_LARGE 0x080ull
/* The processor leaves these to software. */
#define PTE_SPECIAL 0x200ull  /* nobody counts the frame's mappings */
#define PTE_PROTNONE 0x400ull /* a page that is there, but not present */
#define PTE_NX (1ull << 63)
#define PTE_FRAME 0x000ffffffffff000ull
#define PTE_TABLE (PTE_PRESENT | PTE_WRITE | PTE_USER)

/* PTE_NX, or 0 where the processor has none. */
extern u64 pte_nx;

#define PAGE_KERNEL (PTE_PRESENT | PTE_WRITE | pte_nx)
#define PAGE_KERNEL_RO (PTE_PRESENT | pte_nx)

extern u64 kernel_pd[512], kernel_pdpt[4];

static inline void flush_tlb_page(unsigned long address)
{
	asm volatile("invlpg (%0)" : : "r"(address) : "memory");
}

static inline void flush_tlb(void)
{
	write_cr3(read_cr3());
}

#endif
