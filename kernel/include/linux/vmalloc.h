/* SPDX-License-Identifier: MIT */
/* Memory whose pages need not be contiguous; a guard page follows it. */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <asm/pgtable.h>
#include <linux/mm_types.h>
#include <linux/types.h>

#define VM_MAP 0x00000004
#define VM_MAP_PUT_PAGES 0x00000200

/* @size bytes, page aligned, for the caller to vfree(), or NULL. */
void *vmalloc(unsigned long size);
void *vzalloc(unsigned long size);
/* The same, for remap_vmalloc_range(). */
#define vmalloc_user vzalloc
void vfree(const void *p);
/*
 * Maps @count @pages side by side, PAGE_KERNEL or PAGE_KERNEL_RO, for the
 * caller to vunmap(); with VM_MAP_PUT_PAGES in @flags to vfree(), which drops
 * a reference to each. NULL: no memory.
 */
void *vmap(struct page **pages, unsigned int count, unsigned long flags,
	   pgprot_t prot);
void vunmap(const void *p);
bool is_vmalloc_addr(const void *p);

#endif
