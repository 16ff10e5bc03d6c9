/* SPDX-License-Identifier: MIT */
/*
 * The areas of an address space: what is mapped where, by whose leave. Areas
 * are in a list by address; those that continue each other are one. Pages and
 * page tables are mm/user.c's matter.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/mmap_lock.h>
#include <linux/mount.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "frames.h"

#define MAX_MAP_COUNT 65530
#define MMAP_MIN_ADDR 65536ul
/* Free addresses below a stack. */
#define STACK_GUARD_GAP (256 * PAGE_SIZE)
#define GAP_MIN (128ul << 20)
#define GAP_MAX (TASK_SIZE / 6 * 5)

unsigned long rlimit(unsigned int which)
{
	/* Nothing limits a kernel thread. */
	return current->signal ? current->signal->rlim[which].rlim_cur :
				 RLIM_INFINITY;
}

void mmap_layout(struct mm_struct *mm)
{
	unsigned long gap = rlimit(RLIMIT_STACK);

	if (gap < RLIM_INFINITY - STACK_GUARD_GAP)
		gap += STACK_GUARD_GAP;
	mm->mmap_base = TASK_SIZE - PAGE_ALIGN(clamp(gap, GAP_MIN, GAP_MAX));
}

struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = mm->mmap_cache;

	if (vma && vma->vm_start <= addr && addr < vma->vm_end)
		return vma;
	list_for_each_entry(vma, &mm->mmap, list)
		if (addr < vma->vm_end) {
			mm->mmap_cache = vma;
			return vma;
		}
	return NULL;
}
EXPORT_SYMBOL(find_vma);

/* The area that meets [@start, @end), or NULL. */
static struct vm_area_struct *find_vma_intersection(struct mm_struct *mm,
						    unsigned long start,
						    unsigned long end)
{
	struct vm_area_struct *vma = find_vma(mm, start);

	return vma && vma->vm_start < end ? vma : NULL;
}

/* The begin of what nothing else may touch: a stack keeps a gap below it. */
static unsigned long vm_start_gap(const struct vm_area_struct *vma)
{
	unsigned long gap = vma->vm_flags & VM_GROWSDOWN ? STACK_GUARD_GAP : 0;

	return vma->vm_start > gap ? vma->vm_start - gap : 0;
}

/* --- Areas one by one */

static bool counts_as_data(vm_flags_t flags)
{
	return (flags & (VM_WRITE | VM_SHARED | VM_GROWSDOWN)) == VM_WRITE;
}

static void account(struct mm_struct *mm, vm_flags_t flags, long pages)
{
	mm->total_vm += pages;
	if (counts_as_data(flags))
		mm->data_vm += pages;
	if (flags & VM_GROWSDOWN)
		mm->stack_vm += pages;
	else if ((flags & (VM_EXEC | VM_WRITE)) == VM_EXEC)
		mm->exec_vm += pages;
	if (flags & VM_LOCKED)
		mm->locked_vm += pages;
}

void vma_set_flags(struct vm_area_struct *vma, vm_flags_t flags)
{
	account(vma->vm_mm, vma->vm_flags, -(long)vma_pages(vma));
	vma->vm_flags = flags;
	vma->vm_page_prot = vm_get_page_prot(flags);
	account(vma->vm_mm, flags, vma_pages(vma));
}

void vma_set_end(struct vm_area_struct *vma, unsigned long end)
{
	account(vma->vm_mm, vma->vm_flags, -(long)vma_pages(vma));
	vma->vm_end = end;
	account(vma->vm_mm, vma->vm_flags, vma_pages(vma));
}

struct vm_area_struct *vm_area_alloc(struct mm_struct *mm)
{
	struct vm_area_struct *vma = NULL;

	if (mm->map_count < MAX_MAP_COUNT)
		vma = kzalloc(sizeof(*vma), GFP_KERNEL);
	if (vma)
		vma->vm_mm = mm;
	return vma;
}

void vm_area_insert(struct vm_area_struct *vma)
{
	struct mm_struct *mm = vma->vm_mm;
	struct vm_area_struct *next;

	/* A copy of an mm comes in order. */
	if (list_empty(&mm->mmap) ||
	    list_last_entry(&mm->mmap, struct vm_area_struct, list)->vm_end <=
		    vma->vm_start)
		next = NULL;
	else
		next = find_vma(mm, vma->vm_start);
	list_add_tail(&vma->list, next ? &next->list : &mm->mmap);
	mm->map_count++;
	account(mm, vma->vm_flags, vma_pages(vma));
}

void vma_open(struct vm_area_struct *vma)
{
	const struct vm_operations_struct *ops = vma->vm_ops;

	if (vma->vm_file)
		get_file(vma->vm_file);
	if (ops && ops->open)
		ops->open(vma);
}

static void free_vma(struct vm_area_struct *vma)
{
	struct mm_struct *mm = vma->vm_mm;

	if (mm->mmap_cache == vma)
		mm->mmap_cache = NULL;
	list_del(&vma->list);
	mm->map_count--;
	if (vma->vm_file)
		fput(vma->vm_file);
	kfree(vma);
}

void remove_vma(struct vm_area_struct *vma)
{
	unmap_range(vma->vm_mm, vma->vm_start, vma->vm_end);
	account(vma->vm_mm, vma->vm_flags, -(long)vma_pages(vma));
	if (vma->vm_ops && vma->vm_ops->close)
		vma->vm_ops->close(vma);
	free_vma(vma);
}

static int split_vma(struct vm_area_struct *vma, unsigned long addr)
{
	struct vm_area_struct *upper = vm_area_alloc(vma->vm_mm);

	if (!upper)
		return -ENOMEM;
	*upper = *vma;
	upper->vm_start = addr;
	upper->vm_pgoff += (addr - vma->vm_start) >> PAGE_SHIFT;
	vma->vm_end = addr;
	list_add(&upper->list, &vma->list);
	vma->vm_mm->map_count++;
	vma_open(upper);
	return 0;
}

/* Whether @b is what comes behind @a of the same. */
static bool continues(const struct vm_area_struct *a,
		      const struct vm_area_struct *b)
{
	return a->vm_end == b->vm_start && a->vm_flags == b->vm_flags &&
	       a->vm_file == b->vm_file && a->vm_ops == b->vm_ops &&
	       a->vm_private_data == b->vm_private_data &&
	       a->vm_pgoff + vma_pages(a) == b->vm_pgoff &&
	       !(a->vm_flags & (VM_PFNMAP | VM_IO | VM_DONTEXPAND)) &&
	       !(a->vm_ops && a->vm_ops->close);
}

/* @b continues @a: they become @a. */
static struct vm_area_struct *join(struct vm_area_struct *a,
				   struct vm_area_struct *b)
{
	a->vm_end = b->vm_end;
	a->has_copies |= b->has_copies;
	free_vma(b);
	return a;
}

struct vm_area_struct *merge_vma(struct vm_area_struct *vma)
{
	struct list_head *head = &vma->vm_mm->mmap;
	struct vm_area_struct *next = list_next_entry(vma, list);
	struct vm_area_struct *prev = list_prev_entry(vma, list);

	if (&next->list != head && continues(vma, next))
		join(vma, next);
	if (&prev->list != head && continues(prev, vma))
		vma = join(prev, vma);
	return vma;
}

bool may_expand_vm(struct mm_struct *mm, vm_flags_t flags, unsigned long pages)
{
	if (mm->total_vm + pages > rlimit(RLIMIT_AS) >> PAGE_SHIFT)
		return false;
	return !counts_as_data(flags) ||
	       mm->data_vm + pages <= rlimit(RLIMIT_DATA) >> PAGE_SHIFT;
}

int expand_stack(struct vm_area_struct *vma, unsigned long addr)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long start = addr & PAGE_MASK;
	unsigned long pages = (vma->vm_start - start) >> PAGE_SHIFT;
	const struct vm_area_struct *prev = list_prev_entry(vma, list);

	if (!(vma->vm_flags & VM_GROWSDOWN) || start < MMAP_MIN_ADDR ||
	    pages > vma->vm_pgoff)
		return -ENOMEM;
	if (&prev->list != &mm->mmap && !(prev->vm_flags & VM_GROWSDOWN) &&
	    (prev->vm_flags & (VM_READ | VM_WRITE | VM_EXEC)) &&
	    start < prev->vm_end + STACK_GUARD_GAP)
		return -ENOMEM;
	if (vma->vm_end - start > rlimit(RLIMIT_STACK) ||
	    !may_expand_vm(mm, vma->vm_flags, pages))
		return -ENOMEM;
	vma->vm_start = start;
	vma->vm_pgoff -= pages;
	account(mm, vma->vm_flags, pages);
	return 0;
}

/* --- Addresses */

/* The highest free @len bytes below @high, or -ENOMEM. */
static unsigned long find_gap(struct mm_struct *mm, unsigned long len,
			      unsigned long high)
{
	struct vm_area_struct *vma;

	list_for_each_entry_reverse(vma, &mm->mmap, list) {
		if (vma->vm_end <= high && high - vma->vm_end >= len)
			return high - len;
		high = min(high, vm_start_gap(vma));
	}
	if (high >= MMAP_MIN_ADDR && high - MMAP_MIN_ADDR >= len)
		return high - len;
	return -ENOMEM;
}

unsigned long get_unmapped_area(struct mm_struct *mm, unsigned long len)
{
	unsigned long addr = find_gap(mm, len, mm->mmap_base);

	/* The room above is meant for the stack, if there is other room. */
	return IS_ERR_VALUE(addr) ? find_gap(mm, len, TASK_SIZE) : addr;
}

bool is_free_range(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	struct vm_area_struct *vma;

	if (addr < MMAP_MIN_ADDR || len > TASK_SIZE || addr > TASK_SIZE - len)
		return false;
	vma = find_vma(mm, addr);
	return !vma || addr + len <= vm_start_gap(vma);
}

/* Where @len bytes go that are wanted at @addr. */
static unsigned long choose_address(struct mm_struct *mm, unsigned long addr,
				    unsigned long len, unsigned long flags)
{
	if (len > TASK_SIZE)
		return -ENOMEM;
	if (!(flags & MAP_FIXED)) {
		addr = PAGE_ALIGN(addr);
		return is_free_range(mm, addr, len) ?
			       addr :
			       get_unmapped_area(mm, len);
	}
	if (addr > TASK_SIZE - len)
		return -ENOMEM;
	if (offset_in_page(addr))
		return -EINVAL;
	if (addr < MMAP_MIN_ADDR && !capable(CAP_SYS_RAWIO))
		return -EPERM;
	if ((flags & MAP_FIXED_NOREPLACE) &&
	    find_vma_intersection(mm, addr, addr + len))
		return -EEXIST;
	return addr;
}

/* --- mmap(2) and munmap(2) */

static int split_at(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = find_vma(mm, addr);

	return vma && vma->vm_start < addr ? split_vma(vma, addr) : 0;
}

int split_range(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	int err = split_at(mm, end);

	return err ? err : split_at(mm, start);
}

int do_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	struct vm_area_struct *vma, *next;
	unsigned long end = addr + PAGE_ALIGN(len);
	int err;

	if (offset_in_page(addr) || addr > TASK_SIZE || !PAGE_ALIGN(len) ||
	    PAGE_ALIGN(len) > TASK_SIZE - addr)
		return -EINVAL;
	if (!find_vma_intersection(mm, addr, end))
		return 0;
	err = split_range(mm, addr, end);
	if (err)
		return err;
	vma = find_vma(mm, addr);
	for (; &vma->list != &mm->mmap && vma->vm_start < end; vma = next) {
		next = list_next_entry(vma, list);
		remove_vma(vma);
	}
	return 0;
}

static vm_flags_t flags_of_prot(unsigned long prot)
{
	return (prot & PROT_READ ? VM_READ : 0) |
	       (prot & PROT_WRITE ? VM_WRITE : 0) |
	       (prot & PROT_EXEC ? VM_EXEC : 0);
}

/* What the file allows of a mapping: its VM_ flags, or a negative errno. */
static long check_file(const struct file *file, unsigned long prot,
		       unsigned long flags)
{
	const unsigned long known =
		MAP_SHARED_VALIDATE | MAP_FIXED | MAP_ANONYMOUS |
		MAP_DENYWRITE | MAP_EXECUTABLE | MAP_GROWSDOWN | MAP_LOCKED |
		MAP_NORESERVE | MAP_POPULATE | MAP_NONBLOCK | MAP_STACK |
		MAP_HUGETLB | MAP_FIXED_NOREPLACE;
	long vm_flags = VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC;
	unsigned long type = flags & MAP_TYPE;

	if (type != MAP_SHARED && type != MAP_PRIVATE &&
	    type != MAP_SHARED_VALIDATE)
		return -EINVAL;
	if (type == MAP_SHARED_VALIDATE && (flags & ~known))
		return -EOPNOTSUPP;
	if (type != MAP_PRIVATE) {
		if ((prot & PROT_WRITE) && !(file->f_mode & FMODE_WRITE))
			return -EACCES;
		vm_flags |= VM_SHARED | VM_MAYSHARE;
		if (!(file->f_mode & FMODE_WRITE))
			vm_flags &= ~(VM_MAYWRITE | VM_SHARED);
	}
	if (!(file->f_mode & FMODE_READ))
		return -EACCES;
	if (path_noexec(&file->f_path)) {
		if (prot & PROT_EXEC)
			return -EPERM;
		vm_flags &= ~VM_MAYEXEC;
	}
	if (!file->f_op->mmap)
		return -ENODEV;
	if (flags & MAP_GROWSDOWN)
		return -EINVAL;
	return vm_flags;
}

static long check_anonymous(unsigned long flags)
{
	long vm_flags = VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC;

	switch (flags & MAP_TYPE) {
	case MAP_SHARED:
		if (flags & MAP_GROWSDOWN)
			return -EINVAL;
		return vm_flags | VM_SHARED | VM_MAYSHARE;
	case MAP_PRIVATE:
		return vm_flags | (flags & MAP_GROWSDOWN ? VM_GROWSDOWN : 0);
	default:
		return -EINVAL;
	}
}

/* Whether memory could ever hold what may be written to. */
static bool is_obvious_overcommit(vm_flags_t flags, unsigned long pages)
{
	return counts_as_data(flags) && pages > frames_total_count();
}

bool can_do_mlock(void)
{
	return rlimit(RLIMIT_MEMLOCK) || capable(CAP_IPC_LOCK);
}

static int check_limits(struct mm_struct *mm, vm_flags_t vm_flags,
			unsigned long flags, unsigned long pages)
{
	if (!may_expand_vm(mm, vm_flags, pages))
		return -ENOMEM;
	if (!(flags & MAP_NORESERVE) && is_obvious_overcommit(vm_flags, pages))
		return -ENOMEM;
	if ((vm_flags & VM_LOCKED) && !capable(CAP_IPC_LOCK) &&
	    mm->locked_vm + pages > rlimit(RLIMIT_MEMLOCK) >> PAGE_SHIFT)
		return -EAGAIN;
	return 0;
}

/*
 * A new area at free addresses; @file is not anyone's yet. Drivers may change
 * its flags: so it is in the list only when they have.
 */
static long map_region(struct file *file, unsigned long addr, unsigned long len,
		       vm_flags_t flags, unsigned long pgoff)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma = vm_area_alloc(mm);
	int err = 0;

	if (!vma)
		return -ENOMEM;
	vma->vm_start = addr;
	vma->vm_end = addr + len;
	vma->vm_flags = flags;
	vma->vm_page_prot = vm_get_page_prot(flags);
	vma->vm_pgoff = pgoff;
	if (file) {
		vma->vm_file = get_file(file);
		err = file->f_op->mmap(file, vma);
	}
	if (err) {
		unmap_range(mm, addr, addr + len);
		fput(vma->vm_file);
		kfree(vma);
		return err;
	}
	vm_area_insert(vma);
	merge_vma(vma);
	return addr;
}

/* Shared memory without a file is a file without a name. */
static long map_shared(unsigned long addr, unsigned long len, vm_flags_t flags)
{
	struct file *file = shmem_file_setup("dev/zero", len, 0);
	long result;

	if (IS_ERR(file))
		return PTR_ERR(file);
	result = map_region(file, addr, len, flags, 0);
	fput(file);
	return result;
}

static int check_request(struct mm_struct *mm, unsigned long len,
			 unsigned long flags, unsigned long pgoff)
{
	if (!len)
		return -EINVAL;
	if (!PAGE_ALIGN(len))
		return -ENOMEM;
	if (pgoff + (PAGE_ALIGN(len) >> PAGE_SHIFT) < pgoff)
		return -EOVERFLOW;
	if ((flags & MAP_LOCKED) && !can_do_mlock())
		return -EPERM;
	return 0;
}

unsigned long do_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flags,
		      unsigned long pgoff)
{
	struct mm_struct *mm = current->mm;
	vm_flags_t vm_flags;
	long result = check_request(mm, len, flags, pgoff);

	if (result)
		return result;
	if ((prot & PROT_READ) && mm->read_implies_exec &&
	    !(file && path_noexec(&file->f_path)))
		prot |= PROT_EXEC;
	if (flags & MAP_FIXED_NOREPLACE)
		flags |= MAP_FIXED;
	len = PAGE_ALIGN(len);
	addr = choose_address(mm, addr, len, flags);
	if (IS_ERR_VALUE(addr))
		return addr;
	result = file ? check_file(file, prot, flags) : check_anonymous(flags);
	if (result < 0)
		return result;
	vm_flags = result | flags_of_prot(prot) | mm->def_flags |
		   (flags & MAP_LOCKED ? VM_LOCKED : 0);
	result = check_limits(mm, vm_flags, flags, len >> PAGE_SHIFT);
	if (!result)
		result = do_munmap(mm, addr, len);
	if (result)
		return result;
	if (!file && (vm_flags & VM_SHARED))
		result = map_shared(addr, len, vm_flags);
	else
		result = map_region(file, addr, len, vm_flags,
				    file ? pgoff : addr >> PAGE_SHIFT);
	if (IS_ERR_VALUE(result))
		return result;
	if ((vm_flags & VM_LOCKED) ||
	    (flags & (MAP_POPULATE | MAP_NONBLOCK)) == MAP_POPULATE)
		populate_range(mm, addr, addr + len);
	return addr;
}

unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flags,
		      unsigned long offset)
{
	if (offset_in_page(offset) || offset + PAGE_ALIGN(len) < offset)
		return -EINVAL;
	guard(mmap_write)(current->mm);
	return do_mmap(file, addr, len, prot, flags, offset >> PAGE_SHIFT);
}
EXPORT_SYMBOL(vm_mmap);

int vm_munmap(unsigned long start, size_t len)
{
	guard(mmap_write)(current->mm);
	return do_munmap(current->mm, start, len);
}
EXPORT_SYMBOL(vm_munmap);
