/* SPDX-License-Identifier: MIT */
/*
 * System calls on user memory: brk(2), mmap(2), munmap(2), mprotect(2),
 * mremap(2), madvise(2), msync(2), mincore(2), mlock(2).
 */
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/mmap_lock.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/syscalls.h>

static bool may_lock(const struct mm_struct *mm, unsigned long pages)
{
	return capable(CAP_IPC_LOCK) ||
	       pages <= rlimit(RLIMIT_MEMLOCK) >> PAGE_SHIFT;
}

SYSCALL_DEFINE1(brk, unsigned long, brk)
{
	struct mm_struct *mm = current->mm;
	unsigned long old = PAGE_ALIGN(mm->brk), new = PAGE_ALIGN(brk);
	unsigned long data = mm->end_data - mm->start_data;

	guard(mmap_write)(mm);
	if (brk < mm->start_brk || new < brk || new > TASK_SIZE)
		return mm->brk;
	if (brk - mm->start_brk + data > rlimit(RLIMIT_DATA))
		return mm->brk;
	if (new < old && do_munmap(mm, new, old - new))
		return mm->brk;
	/* A page above stays free, as a guard. */
	if (new > old) {
		if (!is_free_range(mm, old, new - old + PAGE_SIZE))
			return mm->brk;
		old = do_mmap(NULL, old, new - old, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, 0);
		if (IS_ERR_VALUE(old))
			return mm->brk;
	}
	mm->brk = brk;
	return brk;
}

static long mmap_fd(unsigned long addr, unsigned long len, unsigned long prot,
		    unsigned long flags, int fd, unsigned long pgoff)
{
	struct file *file = NULL;
	long result;

	if (!(flags & MAP_ANONYMOUS)) {
		file = fget(fd);
		if (!file)
			return -EBADF;
	}
	mmap_write_lock(current->mm);
	if (flags & MAP_HUGETLB)
		result = file ? -EINVAL : -ENOMEM; /* there are no huge pages */
	else
		result = do_mmap(file, addr, len, prot, flags, pgoff);
	mmap_write_unlock(current->mm);
	if (file)
		fput(file);
	return result;
}

SYSCALL_DEFINE6(mmap_pgoff, unsigned long, addr, unsigned long, len,
		unsigned long, prot, unsigned long, flags, int, fd,
		unsigned long, pgoff)
{
	return mmap_fd(addr, len, prot, flags, fd, pgoff);
}

SYSCALL_DEFINE1(old_mmap, const u32 __user *, args)
{
	u32 a[6];

	if (copy_from_user(a, args, sizeof(a)))
		return -EFAULT;
	if (offset_in_page(a[5]))
		return -EINVAL;
	return mmap_fd(a[0], a[1], a[2], a[3], a[4], a[5] >> PAGE_SHIFT);
}

SYSCALL_DEFINE2(munmap, unsigned long, addr, unsigned long, len)
{
	struct mm_struct *mm = current->mm;

	guard(mmap_write)(mm);
	return do_munmap(mm, addr, len);
}

/* --- What is done to each area of a range */

/*
 * Splits areas at the ends of [@start, @end) and calls @update for each within,
 * up to the first error. -ENOMEM: there is a hole; the areas before it are
 * done, and with @past_holes those behind it too.
 */
static int update_areas(unsigned long start, unsigned long end, bool past_holes,
			int (*update)(struct vm_area_struct *vma,
				      unsigned long arg),
			unsigned long arg)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	int hole = 0, err;
	guard(mmap_write)(mm);
	err = start < end ? split_range(mm, start, end) : 0;

	while (!err && start < end) {
		vma = find_vma(mm, start);
		if (!vma || vma->vm_start > start)
			hole = -ENOMEM;
		if (!vma || vma->vm_start >= end || (hole && !past_holes))
			break;
		start = vma->vm_end;
		err = update(vma, arg);
		merge_vma(vma);
	}
	return err ? err : hole;
}

/* 0: [@start, @start + @len) can be a range of pages; else -ENOMEM, -EINVAL. */
static int check_range(unsigned long start, unsigned long len)
{
	if (offset_in_page(start) || (len && !PAGE_ALIGN(len)))
		return -EINVAL;
	return start + PAGE_ALIGN(len) < start ? -ENOMEM : 0;
}

static int protect_area(struct vm_area_struct *vma, unsigned long prot)
{
	vm_flags_t wanted = (prot & PROT_READ ? VM_READ : 0) |
			    (prot & PROT_WRITE ? VM_WRITE : 0) |
			    (prot & PROT_EXEC ? VM_EXEC : 0);
	vm_flags_t flags = vma->vm_flags;
	unsigned long pages = vma_pages(vma);

	if ((prot & PROT_READ) && vma->vm_mm->read_implies_exec &&
	    (flags & VM_MAYEXEC))
		wanted |= VM_EXEC;
	if (wanted & ~(flags >> 4)) /* VM_MAYREAD and so on */
		return -EACCES;
	wanted |= flags & ~(VM_READ | VM_WRITE | VM_EXEC);
	if (!may_expand_vm(vma->vm_mm, wanted, pages) &&
	    may_expand_vm(vma->vm_mm, flags, pages))
		return -ENOMEM; /* RLIMIT_DATA */
	vma_set_flags(vma, wanted);
	protect_range(vma, vma->vm_start, vma->vm_end);
	return 0;
}

SYSCALL_DEFINE3(mprotect, unsigned long, start, unsigned long, len,
		unsigned long, prot)
{
	const unsigned long grows = prot & (PROT_GROWSDOWN | PROT_GROWSUP);
	unsigned long end = start + PAGE_ALIGN(len);
	const struct vm_area_struct *vma;

	prot &= ~grows;
	if (grows == (PROT_GROWSDOWN | PROT_GROWSUP) || offset_in_page(start))
		return -EINVAL;
	if (!len)
		return 0;
	if (end <= start)
		return -ENOMEM;
	if (prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM))
		return -EINVAL;
	if (grows) {
		vma = find_vma(current->mm, start);
		if (!vma || vma->vm_start >= end)
			return -ENOMEM;
		if (grows == PROT_GROWSUP || !(vma->vm_flags & VM_GROWSDOWN))
			return -EINVAL;
		start = vma->vm_start;
	}
	return update_areas(start, end, false, protect_area, prot);
}

static int discard(struct vm_area_struct *vma, bool private_only)
{
	if (vma->vm_flags & (VM_LOCKED | VM_PFNMAP))
		return -EINVAL;
	if (private_only && (vma->vm_file || (vma->vm_flags & VM_SHARED)))
		return -EINVAL;
	unmap_range(vma->vm_mm, vma->vm_start, vma->vm_end);
	return 0;
}

static int populate_area(struct vm_area_struct *vma, bool write)
{
	unsigned long at = vma->vm_start;

	for (; at < vma->vm_end; at += PAGE_SIZE)
		if (!get_user_page(vma->vm_mm, at, write))
			return vma->vm_flags & (write ? VM_WRITE : VM_READ) ?
				       -EFAULT :
				       -EINVAL;
	return 0;
}

static int advise_area(struct vm_area_struct *vma, unsigned long advice)
{
	vm_flags_t flags = vma->vm_flags;

	switch (advice) {
	case MADV_DONTNEED:
		return discard(vma, false);
	case MADV_FREE:
		return discard(vma, true);
	case MADV_POPULATE_READ:
		return populate_area(vma, false);
	case MADV_POPULATE_WRITE:
		return populate_area(vma, true);
	case MADV_DONTFORK:
		flags |= VM_DONTCOPY;
		break;
	case MADV_DOFORK:
		if (flags & VM_IO)
			return -EINVAL;
		flags &= ~VM_DONTCOPY;
		break;
	case MADV_WIPEONFORK:
		if (vma->vm_file || (flags & VM_SHARED))
			return -EINVAL;
		flags |= VM_WIPEONFORK;
		break;
	case MADV_KEEPONFORK:
		flags &= ~VM_WIPEONFORK;
		break;
	case MADV_DONTDUMP:
		flags |= VM_DONTDUMP;
		break;
	case MADV_DODUMP:
		if (flags & VM_IO)
			return -EINVAL;
		flags &= ~VM_DONTDUMP;
		break;
	}
	vma_set_flags(vma, flags);
	return 0;
}

static bool is_advice(unsigned long advice)
{
	return advice <= MADV_DONTNEED || advice == MADV_FREE ||
	       advice == MADV_DONTFORK || advice == MADV_DOFORK ||
	       (advice >= MADV_DONTDUMP && advice <= MADV_POPULATE_WRITE);
}

SYSCALL_DEFINE3(madvise, unsigned long, start, unsigned long, len,
		unsigned long, advice)
{
	if (!is_advice(advice) || check_range(start, len))
		return -EINVAL;
	return update_areas(start, start + PAGE_ALIGN(len), true, advise_area,
			    advice);
}

static int sync_area(struct vm_area_struct *vma, unsigned long flags)
{
	if ((flags & MS_INVALIDATE) && (vma->vm_flags & VM_LOCKED))
		return -EBUSY;
	return 0; /* the file has what memory has */
}

SYSCALL_DEFINE3(msync, unsigned long, start, unsigned long, len, unsigned long,
		flags)
{
	if ((flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) ||
	    (flags & (MS_ASYNC | MS_SYNC)) == (MS_ASYNC | MS_SYNC) ||
	    offset_in_page(start))
		return -EINVAL;
	if (start + PAGE_ALIGN(len) < start || (len && !PAGE_ALIGN(len)))
		return -ENOMEM;
	return update_areas(start, start + PAGE_ALIGN(len), true, sync_area,
			    flags);
}

/* --- mlock: nothing is ever swapped out, so a lock brings pages in */

static int lock_area(struct vm_area_struct *vma, unsigned long flags)
{
	vma_set_flags(vma, (vma->vm_flags & ~VM_LOCKED) |
				   (vma->vm_flags & VM_PFNMAP ? 0 : flags));
	return 0;
}

static long do_mlock(unsigned long start, unsigned long len, bool populate)
{
	struct mm_struct *mm = current->mm;
	unsigned long end;
	int err;

	if (!can_do_mlock())
		return -EPERM;
	len = PAGE_ALIGN(len + offset_in_page(start));
	start &= PAGE_MASK;
	end = start + len;
	if (end < start)
		return -EINVAL;
	if (!may_lock(mm, mm->locked_vm + (len >> PAGE_SHIFT)))
		return -ENOMEM;
	err = update_areas(start, end, false, lock_area, VM_LOCKED);
	if (!err && populate)
		populate_range(mm, start, end);
	return err;
}

SYSCALL_DEFINE2(mlock, unsigned long, start, unsigned long, len)
{
	return do_mlock(start, len, true);
}

SYSCALL_DEFINE3(mlock2, unsigned long, start, unsigned long, len, int, flags)
{
	if (flags & ~MLOCK_ONFAULT)
		return -EINVAL;
	return do_mlock(start, len, !flags);
}

SYSCALL_DEFINE2(munlock, unsigned long, start, unsigned long, len)
{
	len = PAGE_ALIGN(len + offset_in_page(start));
	start &= PAGE_MASK;
	if (start + len < start)
		return -EINVAL;
	return update_areas(start, start + len, false, lock_area, 0);
}

static void lock_all(vm_flags_t flags)
{
	struct vm_area_struct *vma;

	list_for_each_entry(vma, &current->mm->mmap, list)
		lock_area(vma, flags);
}

SYSCALL_DEFINE1(mlockall, int, flags)
{
	struct mm_struct *mm = current->mm;

	if (!flags || (flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) ||
	    flags == MCL_ONFAULT)
		return -EINVAL;
	if (!can_do_mlock())
		return -EPERM;
	if ((flags & MCL_CURRENT) && !may_lock(mm, mm->total_vm))
		return -ENOMEM;
	mm->def_flags = flags & MCL_FUTURE ? VM_LOCKED : 0;
	if (!(flags & MCL_CURRENT))
		return 0;
	lock_all(VM_LOCKED);
	if (!(flags & MCL_ONFAULT))
		populate_range(mm, 0, TASK_SIZE);
	return 0;
}

SYSCALL_DEFINE0(munlockall)
{
	current->mm->def_flags = 0;
	lock_all(0);
	return 0;
}

static bool is_in_memory(const struct vm_area_struct *vma, unsigned long addr)
{
	struct page **slots = NULL;

	if (follow_page(vma->vm_mm, addr))
		return true;
	if (vma->vm_file && vma->vm_file->f_mapping)
		slots = find_page_slots(vma->vm_file->f_mapping,
					vma->vm_pgoff +
						((addr - vma->vm_start) >>
						 PAGE_SHIFT));
	return slots && slots[0];
}

SYSCALL_DEFINE3(mincore, unsigned long, start, unsigned long, len, u8 __user *,
		vec)
{
	unsigned long end = start + PAGE_ALIGN(len);
	const struct vm_area_struct *vma;

	if (offset_in_page(start))
		return -EINVAL;
	if (!access_ok(start, len) || (len && !PAGE_ALIGN(len)))
		return -ENOMEM;
	if (!access_ok(vec, (end - start) >> PAGE_SHIFT))
		return -EFAULT;
	for (; start < end; start += PAGE_SIZE, vec++) {
		vma = find_vma(current->mm, start);
		if (!vma || vma->vm_start > start)
			return -ENOMEM;
		if (put_user((u8)is_in_memory(vma, start), vec))
			return -EFAULT;
	}
	return 0;
}

/* --- mremap */

/* What mremap(2) is asked for. */
struct remap {
	unsigned long addr, old_len, new_len, flags, new_addr;
};

/* The area that is to be moved or grown, or ERR_PTR. */
static struct vm_area_struct *check_area(const struct remap *r)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma = find_vma(mm, r->addr);
	unsigned long more = (r->new_len - r->old_len) >> PAGE_SHIFT;

	if (!vma || vma->vm_start > r->addr)
		return ERR_PTR(-EFAULT);
	if (!r->old_len && !(vma->vm_flags & VM_MAYSHARE))
		return ERR_PTR(-EINVAL);
	if ((r->flags & MREMAP_DONTUNMAP) &&
	    (vma->vm_flags & (VM_DONTEXPAND | VM_PFNMAP)))
		return ERR_PTR(-EINVAL);
	if (r->old_len > vma->vm_end - r->addr)
		return ERR_PTR(-EFAULT);
	if (r->new_len <= r->old_len)
		return vma;
	if (vma->vm_flags & (VM_DONTEXPAND | VM_PFNMAP))
		return ERR_PTR(-EFAULT);
	if (vma->vm_pgoff +
		    ((r->addr - vma->vm_start + r->new_len) >> PAGE_SHIFT) <
	    vma->vm_pgoff)
		return ERR_PTR(-EINVAL);
	if ((vma->vm_flags & VM_LOCKED) && !may_lock(mm, mm->locked_vm + more))
		return ERR_PTR(-EAGAIN);
	if (!may_expand_vm(mm, vma->vm_flags, more))
		return ERR_PTR(-ENOMEM);
	return vma;
}

/* Grows the area that ends where the old range does, if there is room. */
static bool grow(struct vm_area_struct *vma, const struct remap *r)
{
	unsigned long more = r->new_len - r->old_len;

	if (r->addr + r->old_len != vma->vm_end ||
	    !is_free_range(vma->vm_mm, vma->vm_end, more))
		return false;
	vma_set_end(vma, vma->vm_end + more);
	merge_vma(vma);
	return true;
}

/* The same in another place, with its pages; the old one stays. */
static long copy_area(struct vm_area_struct *vma, const struct remap *r,
		      unsigned long to)
{
	struct mm_struct *mm = vma->vm_mm;
	struct vm_area_struct *new = vm_area_alloc(mm);

	if (!new)
		return -ENOMEM;
	if (move_range(mm, r->addr, to, min(r->old_len, r->new_len))) {
		kfree(new);
		return -ENOMEM;
	}
	*new = *vma;
	new->vm_start = to;
	new->vm_end = to + r->new_len;
	new->vm_pgoff += (r->addr - vma->vm_start) >> PAGE_SHIFT;
	vm_area_insert(new);
	vma_open(new);
	merge_vma(new);
	return 0;
}

static long move(struct vm_area_struct *vma, const struct remap *r)
{
	struct mm_struct *mm = vma->vm_mm;
	bool locked = vma->vm_flags & VM_LOCKED;
	unsigned long to = r->new_addr;
	long err;

	if (!(r->flags & MREMAP_FIXED))
		to = get_unmapped_area(mm, r->new_len);
	if (IS_ERR_VALUE(to))
		return to;
	if ((r->flags & MREMAP_DONTUNMAP) &&
	    !may_expand_vm(mm, vma->vm_flags, r->new_len >> PAGE_SHIFT))
		return -ENOMEM;
	err = copy_area(vma, r, to);
	if (err)
		return err;
	if (r->old_len && !(r->flags & MREMAP_DONTUNMAP))
		do_munmap(mm, r->addr, r->old_len);
	if (locked && r->new_len > r->old_len)
		populate_range(mm, to + r->old_len, to + r->new_len);
	return to;
}

static int check_remap(const struct remap *r)
{
	if (r->flags & ~(MREMAP_FIXED | MREMAP_MAYMOVE | MREMAP_DONTUNMAP))
		return -EINVAL;
	if ((r->flags & (MREMAP_FIXED | MREMAP_DONTUNMAP)) &&
	    !(r->flags & MREMAP_MAYMOVE))
		return -EINVAL;
	if ((r->flags & MREMAP_DONTUNMAP) && r->old_len != r->new_len)
		return -EINVAL;
	if (offset_in_page(r->addr) || !r->new_len ||
	    r->addr + r->old_len < r->addr)
		return -EINVAL;
	if (!(r->flags & MREMAP_FIXED))
		return 0;
	if (offset_in_page(r->new_addr) || r->new_len > TASK_SIZE ||
	    r->new_addr > TASK_SIZE - r->new_len)
		return -EINVAL;
	if (r->addr + r->old_len > r->new_addr &&
	    r->new_addr + r->new_len > r->addr)
		return -EINVAL;
	return r->new_addr < PAGE_SIZE * 16 && !capable(CAP_SYS_RAWIO) ?
		       -EPERM :
		       0;
}

SYSCALL_DEFINE5(mremap, unsigned long, addr, unsigned long, old_len,
		unsigned long, new_len, unsigned long, flags, unsigned long,
		new_addr)
{
	struct remap r = { addr, PAGE_ALIGN(old_len), PAGE_ALIGN(new_len),
			   flags, new_addr };
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	int err = check_remap(&r);
	guard(mmap_write)(mm);

	if (!err && (flags & MREMAP_FIXED))
		err = do_munmap(mm, new_addr, r.new_len);
	if (err)
		return err;
	if (r.old_len > r.new_len) {
		vma = find_vma(mm, addr);
		if (!vma || vma->vm_start > addr)
			return -EFAULT;
		err = do_munmap(mm, addr + r.new_len, r.old_len - r.new_len);
		if (err)
			return err;
		r.old_len = r.new_len;
	}
	vma = check_area(&r);
	if (IS_ERR(vma))
		return PTR_ERR(vma);
	if (!(flags & (MREMAP_FIXED | MREMAP_DONTUNMAP))) {
		if (r.old_len == r.new_len)
			return addr;
		if (grow(vma, &r))
			return addr;
	}
	return flags & MREMAP_MAYMOVE ? move(vma, &r) : -ENOMEM;
}
