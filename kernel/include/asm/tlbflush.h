/* SPDX-License-Identifier: MIT */
/*
 * Throwing away what the processor remembers of page tables.
 *
 * Context: any.
 * Linux: Documentation/core-api/cachetlb.rst
 */
#ifndef _ASM_TLBFLUSH_H
#define _ASM_TLBFLUSH_H

#include <asm/pgtable.h>

/* All of it: no page of the kernel's is marked global. */
#define __flush_tlb_all() flush_tlb()

#endif
