/* SPDX-License-Identifier: MIT */
/*
 * User memory: address spaces, what is mapped where, and its pages. The kernel
 * is not preempted, so an address space changes only where someone sleeps.
 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <asm/page.h>
#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/types.h>

#define PAGE_ALIGN(addr) ALIGN(addr, PAGE_SIZE)
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)

/* --- Address spaces (mm/user.c). */

/* An empty one with one user, or NULL. */
struct mm_struct *mm_alloc(void);
/* A copy of @old, its private pages shared until they are written to. */
struct mm_struct *dup_mm(struct mm_struct *old);
static inline struct mm_struct *mmget(struct mm_struct *mm)
{
	mm->users++;
	return mm;
}
/* Drops a user; the last one's call unmaps and frees all. NULL is allowed. */
void mmput(struct mm_struct *mm);
/* Makes the processor use @mm; NULL: no user memory. */
void switch_mm(struct mm_struct *mm);

/* The area that has @addr, or the next one above it, or NULL. */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr);
/*
 * mmap(2) in the running task: @pgoff in pages; @file NULL: anonymous. The
 * address, or a negative errno as an address.
 */
unsigned long do_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flags,
		      unsigned long pgoff);
int do_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len);

/*
 * A page fault at a user address, from user mode or from a copy in the
 * kernel. @write, @exec: what was tried. 0: go on; else the signal that it
 * means, SIGSEGV or SIGBUS or SIGKILL (no memory), and its si_code.
 */
int handle_mm_fault(unsigned long address, bool write, bool exec, int *code);

/* For a driver's ->mmap(): maps frames that nobody counts. 0 or -errno. */
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot);

/* A frame for user memory with one reference, not zeroed; or NULL. */
struct page *user_page_alloc(void);
void get_page(struct page *page);
/* Drops a reference; the last one's frees the frame. */
void put_page(struct page *page);

#endif
