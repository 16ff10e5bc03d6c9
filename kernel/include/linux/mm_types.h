/* SPDX-License-Identifier: MIT */
/* User memory: an address space and its areas. */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <asm/page.h>
#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/pgtable_types.h>
#include <linux/rwsem.h>
#include <linux/types.h>

#define TASK_SIZE 0xC0000000ul
#define STACK_TOP TASK_SIZE

struct file;
struct vm_area_struct;

/* One a frame of usable memory. What a used one has in it is its owner's. */
struct page {
	struct list_head list; /* of free blocks, or of a cache's slabs */
	void *owner;	       /* the cache or the arena extent it belongs to */
	void *freelist;	       /* the first free object of a slab */
	u16 inuse;	 /* objects of a slab in use; entries of a table */
	u8 order : 7;	 /* of the block that begins here */
	u8 reserved : 1; /* see SetPageReserved() */
	u8 state;
	int refcount; /* its owner, and what maps it in user memory */
};

typedef u64 pgprot_t; /* page table bits */
typedef unsigned int vm_fault_t;
typedef unsigned long vm_flags_t;

#define VM_READ 0x00000001ul
#define VM_WRITE 0x00000002ul
#define VM_EXEC 0x00000004ul
#define VM_SHARED 0x00000008ul
#define VM_MAYREAD 0x00000010ul
#define VM_MAYWRITE 0x00000020ul
#define VM_MAYEXEC 0x00000040ul
#define VM_MAYSHARE 0x00000080ul /* MAP_SHARED, be it writable or not */
#define VM_GROWSDOWN 0x00000100ul
#define VM_PFNMAP 0x00000400ul /* frames without owner: remap_pfn_range() */
#define VM_LOCKED 0x00002000ul
#define VM_IO 0x00004000ul
#define VM_DONTCOPY 0x00020000ul
#define VM_DONTEXPAND 0x00040000ul
#define VM_WIPEONFORK 0x02000000ul
#define VM_DONTDUMP 0x04000000ul

#define VM_FAULT_OOM 0x000001
#define VM_FAULT_SIGBUS 0x000002
#define VM_FAULT_SIGSEGV 0x000040
#define VM_FAULT_NOPAGE 0x000100

#define FAULT_FLAG_WRITE 0x01

/* A page that is missing: ->fault() fills in @page with a reference. */
struct vm_fault {
	struct vm_area_struct *vma;
	unsigned long address;
	unsigned long pgoff; /* in pages from the begin of the file */
	unsigned int flags;  /* FAULT_FLAG_ */
	struct page *page;
};

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);  /* it was copied or split */
	void (*close)(struct vm_area_struct *vma); /* it goes */
	vm_fault_t (*fault)(struct vm_fault *vmf);
};

/* Where a walk over areas is: <linux/mm.h>. */
struct vma_iterator {
	struct mm_struct *mm;
	unsigned long addr;
};

/* Equal pages in a row: [vm_start, vm_end), page aligned. */
struct vm_area_struct {
	struct list_head list; /* of the mm, by address */
	unsigned long vm_start, vm_end;
	struct mm_struct *vm_mm;
	vm_flags_t vm_flags;
	pgprot_t vm_page_prot;
	unsigned long vm_pgoff; /* of vm_start in vm_file, in pages */
	struct file *vm_file;	/* held; NULL: anonymous */
	const struct vm_operations_struct *vm_ops;
	void *vm_private_data;
	bool has_copies; /* it may map pages that are not its file's */
};

/* An address space; threads share one. */
struct mm_struct {
	atomic_t mm_users; /* tasks, and who has called mmget() */
	atomic_t mm_count; /* all users together, and who has called mmgrab() */
	union {		   /* the four entries of its PDPT, 32-byte aligned */
		pgd_t *pgd;
		u64 *pdpt;
	};
	struct rw_semaphore mmap_lock;	   /* of what changes its areas */
	struct list_head mmap;		   /* its areas, by address */
	struct vm_area_struct *mmap_cache; /* the last one found, or NULL */
	unsigned long start_code, end_code, start_data, end_data;
	unsigned long start_brk, brk, start_stack;
	unsigned long arg_start, arg_end, env_start, env_end;
	unsigned long mmap_base; /* new areas are put below it */
	int map_count;		 /* areas */
	vm_flags_t def_flags;	 /* of new areas: VM_LOCKED, or none */
	bool read_implies_exec;	 /* a program from before PT_GNU_STACK */
	unsigned long task_size; /* the end of user addresses: TASK_SIZE */
	/* In pages: what areas cover; private writable ones, code, stacks, and
	 * locked ones of that. */
	unsigned long total_vm, data_vm, exec_vm, stack_vm, locked_vm;
	unsigned long rss, hiwater_rss; /* pages that are mapped, at most */
	unsigned long sigpage; /* cpu/signal.c: what handlers return to, or 0 */
	struct file *exe_file; /* held: /proc/self/exe */
	u32 saved_auxv[2 * 24]; /* /proc/self/auxv, ended by AT_NULL */
};

#endif
