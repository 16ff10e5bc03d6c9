/* SPDX-License-Identifier: MIT */
/*
 * User memory: address spaces, what is mapped where, and its pages. The kernel
 * is not preempted, so an address space changes only where someone sleeps.
 *
 * Context: process, may sleep.
 * Linux: Documentation/core-api/mm-api.rst
 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <asm/page.h>
#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/vmalloc.h>

struct address_space;
struct task_struct;

#define PAGE_ALIGN(addr) ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGN_DOWN(addr) ALIGN_DOWN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr) IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#define nth_page(page, n) ((page) + (n))
#define VMALLOC_START ARENA_START
#define VMALLOC_END ARENA_END
#define MODULES_VADDR ARENA_START
#define MODULES_END ARENA_END
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)

/* --- Pages: one struct a frame of memory (mm/frames.c). */

/* A struct page for each frame of memory, in their order. */
extern struct page *mem_map;
static inline unsigned long page_to_pfn(const struct page *page)
{
	return page - mem_map;
}
static inline struct page *pfn_to_page(unsigned long pfn)
{
	return &mem_map[pfn];
}
static inline u32 page_to_phys(const struct page *page)
{
	return page_to_pfn(page) << PAGE_SHIFT;
}
static inline void *page_address(const struct page *page)
{
	return __va(page_to_phys(page));
}
/* Of an address in the direct map: kmalloc() and __get_free_pages() return it. */
static inline struct page *virt_to_page(const void *p)
{
	return pfn_to_page(__pa(p) >> PAGE_SHIFT);
}
/* Whether virt_to_page() may be asked of an address: it is in the direct map. */
bool __virt_addr_valid(unsigned long address);
#define virt_addr_valid(p) __virt_addr_valid((unsigned long)(p))
/*
 * Marks a page as one that is not to be freed, and unmarks it: drivers used to
 * do so with what they let remap_pfn_range() map. Freed in spite of that, it is
 * lost, and the log has it ("Bad page state", taint B).
 * Context: any.
 */
static inline void SetPageReserved(struct page *page)
{
	page->reserved = true;
}
static inline void ClearPageReserved(struct page *page)
{
	page->reserved = false;
}
static inline bool PageReserved(const struct page *page)
{
	return page->reserved;
}

#define page_to_virt(page) page_address(page)
#define virt_to_pfn(p) (__pa(p) >> PAGE_SHIFT)
#define PHYS_PFN(x) ((unsigned long)((x) >> PAGE_SHIFT))
#define PFN_PHYS(x) ((phys_addr_t)(x) << PAGE_SHIFT)
#define PFN_UP(x) (((x) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define PFN_DOWN(x) ((x) >> PAGE_SHIFT)

/* The end of the direct map: of the RAM that the kernel uses. */
extern void *high_memory;
/* Whether a frame is in it. */
static inline bool pfn_valid(unsigned long pfn)
{
	return pfn < virt_to_pfn(high_memory);
}

/* References to @page: who has it, and what maps it. */
static inline int page_count(const struct page *page)
{
	return page->refcount;
}
#define page_ref_count(page) page_count(page)

/* What sysinfo(2) tells, in units of mem_unit bytes. */
struct sysinfo {
	long uptime;
	unsigned long loads[3];
	unsigned long totalram, freeram, sharedram, bufferram;
	unsigned long totalswap, freeswap;
	u16 procs, pad;
	unsigned long totalhigh, freehigh;
	u32 mem_unit;
	char _f[8];
};
/* Fills in what there is of memory, in pages; no swap space. */
void si_meminfo(struct sysinfo *val);
void si_swapinfo(struct sysinfo *val);
/* All pages that the kernel has to give, and the free ones. */
unsigned long totalram_pages(void);
unsigned long nr_free_pages(void);

/* A frame for user memory with one reference, not zeroed; or NULL. */
struct page *user_page_alloc(void);
void get_page(struct page *page);
/* Drops a reference; the last one's frees the frame. */
void put_page(struct page *page);

/* --- Address spaces (mm/user.c). */

/* An empty one with one user, or NULL. */
struct mm_struct *mm_alloc(void);
/* A copy of @old, its private pages shared until they are written to. */
struct mm_struct *dup_mm(struct mm_struct *old);
static inline struct mm_struct *mmget(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_users);
	return mm;
}
/* Drops a user; the last one's call unmaps and frees all. NULL is allowed. */
void mmput(struct mm_struct *mm);
/* Makes the processor use @mm; NULL: no user memory. */
void switch_mm(struct mm_struct *mm);
/*
 * What [@from, @from + @len) holds now, to be read by the kernel: whoever
 * writes there later has a copy then. NULL where that can't be done without
 * copying (shared memory, files, an address that is no multiple of 4), or where
 * there is no memory. The caller gives it back.
 */
const void *user_snapshot(const void __user *from, size_t len);
void user_snapshot_free(const void *snapshot);
/*
 * Copies between @buf and the memory of @task (or NULL's: the caller's), as
 * far as it is mapped: how many bytes. @write: into the task.
 */
int access_process_vm(struct task_struct *task, unsigned long addr, void *buf,
		      int len, bool write);
/*
 * The page at @addr, brought in, without a reference: to be used before anyone
 * sleeps. NULL: not mapped, not writable (@write), or no memory.
 */
struct page *get_user_page(struct mm_struct *mm, unsigned long addr,
			   bool write);
/* The page at @addr where one is mapped, or NULL. */
struct page *follow_page(struct mm_struct *mm, unsigned long addr);
/* Brings in the pages of [@start, @end), as far as they can be. */
void populate_range(struct mm_struct *mm, unsigned long start,
		    unsigned long end);
/* Takes the pages of [@start, @end) out of @mm's page tables. */
void unmap_range(struct mm_struct *mm, unsigned long start, unsigned long end);
/* Moves pages to other addresses of the same mm. 0, -ENOMEM: none moved. */
int move_range(struct mm_struct *mm, unsigned long from, unsigned long to,
	       unsigned long len);
/* Gives the pages of @vma in [@start, @end) the protection that it has. */
void protect_range(struct vm_area_struct *vma, unsigned long start,
		   unsigned long end);
/*
 * Bytes of a file are gone, from @start on, @length of them (0: all): their
 * pages leave all page tables, private copies too if @even_cows.
 */
void unmap_mapping_range(struct address_space *mapping, s64 start, s64 length,
			 int even_cows);

/* The area that has @addr, or the next one above it, or NULL. */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr);
/* The area that has @addr, or NULL. */
static inline struct vm_area_struct *vma_lookup(struct mm_struct *mm,
						unsigned long addr)
{
	struct vm_area_struct *vma = find_vma(mm, addr);

	return vma && vma->vm_start <= addr ? vma : NULL;
}

/*
 * Walks the areas of @__mm from @__addr on, under its mmap_lock or without a
 * sleep: for_each_vma(iterator, vma). vma_next(): the next one, or NULL;
 * vma_find(): unless it begins at @max or above.
 */
#define VMA_ITERATOR(name, __mm, __addr) \
	struct vma_iterator name = { .mm = (__mm), .addr = (__addr) }
static inline void vma_iter_init(struct vma_iterator *vmi, struct mm_struct *mm,
				 unsigned long addr)
{
	*vmi = (struct vma_iterator){ mm, addr };
}

static inline struct vm_area_struct *vma_find(struct vma_iterator *vmi,
					      unsigned long max)
{
	struct vm_area_struct *vma = find_vma(vmi->mm, vmi->addr);

	if (!vma || vma->vm_start >= max)
		return NULL;
	vmi->addr = vma->vm_end;
	return vma;
}

static inline struct vm_area_struct *vma_next(struct vma_iterator *vmi)
{
	return vma_find(vmi, ~0ul);
}
#define for_each_vma(__vmi, __vma) \
	while (((__vma) = vma_next(&(__vmi))) != NULL)
#define for_each_vma_range(__vmi, __vma, __end) \
	while (((__vma) = vma_find(&(__vmi), (__end))) != NULL)

/* Pages of @mm that are mapped. */
static inline unsigned long get_mm_rss(struct mm_struct *mm)
{
	return mm->rss;
}
/*
 * mmap(2) in the running task: @pgoff in pages; @file NULL: anonymous. The
 * address, or a negative errno as an address.
 */
unsigned long do_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flags,
		      unsigned long pgoff);
int do_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len);
/* The same for modules, with @offset in bytes; and munmap(2). */
unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flags,
		      unsigned long offset);
int vm_munmap(unsigned long start, size_t len);
/* Page table bits for an area with these VM_ flags. */
pgprot_t vm_get_page_prot(vm_flags_t flags);
/* An empty area for the caller to fill in and insert, or NULL. */
struct vm_area_struct *vm_area_alloc(struct mm_struct *mm);
/* Precondition: its addresses are free. */
void vm_area_insert(struct vm_area_struct *vma);
/* It is the copy of another: holds the file, and the driver is told. */
void vma_open(struct vm_area_struct *vma);
/* Gives an area other flags, and the pages to come their protection. */
void vma_set_flags(struct vm_area_struct *vma, vm_flags_t flags);
void vma_set_end(struct vm_area_struct *vma, unsigned long end);
/* Splits areas so that none reaches across @start or @end. 0, -ENOMEM. */
int split_range(struct mm_struct *mm, unsigned long start, unsigned long end);
/* Joins @vma with its neighbours where they continue each other: the result. */
struct vm_area_struct *merge_vma(struct vm_area_struct *vma);
/* Takes it off its mm, with its pages, and frees it. */
void remove_vma(struct vm_area_struct *vma);
/* Lets a stack (VM_GROWSDOWN) reach down to @addr. 0, -ENOMEM. */
int expand_stack(struct vm_area_struct *vma, unsigned long addr);
/* Whether all of [@addr, @addr + @len) is free, gaps below stacks included. */
bool is_free_range(struct mm_struct *mm, unsigned long addr, unsigned long len);
/* Whether limits allow @pages more of an area with @flags. */
bool may_expand_vm(struct mm_struct *mm, vm_flags_t flags, unsigned long pages);
/* Chooses where areas of a new program go: RLIMIT_STACK leaves room above. */
void mmap_layout(struct mm_struct *mm);
/* The highest free addresses for @len bytes, or a negative errno. */
unsigned long get_unmapped_area(struct mm_struct *mm, unsigned long len);
/* Whether a user may lock pages at all: RLIMIT_MEMLOCK, CAP_IPC_LOCK. */
bool can_do_mlock(void);
/* The soft limit of the running task's process. */
unsigned long rlimit(unsigned int which);

static inline unsigned long vma_pages(const struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}

/*
 * A page fault at a user address, from user mode or from a copy in the
 * kernel. @write, @exec: what was tried. 0: go on; else the signal that it
 * means, SIGSEGV or SIGBUS or SIGKILL (no memory), and its si_code.
 */
int handle_mm_fault(unsigned long address, bool write, bool exec, int *code);

/* Of files that have pages: what generic_file_mmap() gives an area. */
extern const struct vm_operations_struct generic_file_vm_ops;

/* For a driver's ->mmap(): maps frames that nobody counts. 0 or -errno. */
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot);
#define io_remap_pfn_range remap_pfn_range
/*
 * The same for @len bytes of physical memory from @start on, from the page of
 * it that the area's offset names: -EINVAL for what is not all within them.
 */
int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start,
		    unsigned long len);
/* Maps @page, which gets a reference, at the free address @addr of @vma. */
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr,
		   struct page *page);
/* Maps what vmalloc() has returned, from page @pgoff of it on. */
int remap_vmalloc_range(struct vm_area_struct *vma, void *addr,
			unsigned long pgoff);
/* From ->fault(): maps a frame that nobody counts. VM_FAULT_ */
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr,
			  unsigned long pfn);

static inline void vm_flags_set(struct vm_area_struct *vma, vm_flags_t flags)
{
	vma->vm_flags |= flags;
}

static inline void vm_flags_clear(struct vm_area_struct *vma, vm_flags_t flags)
{
	vma->vm_flags &= ~flags;
}

#include <linux/mmap_lock.h>
#include <linux/pgtable.h>

#endif
