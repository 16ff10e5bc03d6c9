/* SPDX-License-Identifier: MIT */
/*
 * The pages of address spaces: page tables, faults, copies for fork. A page
 * directory pointer table of four entries belongs to each mm, the last of which
 * is the kernel's page directory; a table's frame counts the entries in use,
 * so that an empty one is freed at once and holds zeros then.
 *
 * An entry that is not 0 has a page, present or not (PTE_PROTNONE). Each one
 * holds a reference to it, but for PTE_SPECIAL. A private page is written to
 * only by who has the last reference: else it is copied first. What may be
 * mapped where is mm/mmap.c's matter.
 */
#include <asm/pgtable.h>
#include <linux/cred.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mmap_lock.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "frames.h"

/* Frames that programs leave to the kernel. */
#define FRAMES_RESERVE 256
/* Pages of a file that one fault brings in, if they are in memory. */
#define FAULT_AROUND 16

#define PDPT_USER 3 /* entries for user space */

static bool memory_is_low(void)
{
	return frames_free_count() < FRAMES_RESERVE;
}

struct page *user_page_alloc(void)
{
	u32 frame = memory_is_low() ? 0 : frame_alloc();

	return frame ? phys_to_page(frame) : NULL;
}

/* --- Page tables */

static u64 *table_of(u64 entry)
{
	return __va(entry & PTE_FRAME);
}

static struct page *page_of(u64 entry)
{
	return phys_to_page(entry & PTE_FRAME);
}

/* Any flag is in the lower half. */
static bool is_used(const u64 *pte)
{
	return *(const u32 *)pte;
}

static bool is_loaded(const struct mm_struct *mm)
{
	return read_cr3() == __pa(mm->pdpt);
}

void switch_mm(struct mm_struct *mm)
{
	unsigned long pdpt = __pa(mm ? mm->pdpt : kernel_pdpt);

	if (read_cr3() != pdpt)
		write_cr3(pdpt);
}

/* The entry for @address, or NULL where there is no table. */
static u64 *find_pte(const struct mm_struct *mm, unsigned long address)
{
	u64 entry = mm->pdpt[address >> 30];

	if (!entry)
		return NULL;
	entry = table_of(entry)[(address >> 21) & 511];
	return entry ? &table_of(entry)[(address >> PAGE_SHIFT) & 511] : NULL;
}

/* The same, with the tables made that are missing; NULL: no memory. */
static u64 *make_pte(struct mm_struct *mm, unsigned long address)
{
	u64 *pdpte = &mm->pdpt[address >> 30], *pde;
	u32 frame;

	if (!*pdpte) {
		frame = frame_alloc_zeroed();
		if (!frame)
			return NULL;
		*pdpte = frame | PTE_PRESENT;
		if (is_loaded(mm)) /* the processor has a copy of the PDPT */
			flush_tlb();
	}
	pde = &table_of(*pdpte)[(address >> 21) & 511];
	if (!*pde) {
		frame = frame_alloc_zeroed();
		if (!frame)
			return NULL;
		*pde = frame | PTE_TABLE;
		page_of(*pdpte)->inuse++;
	}
	return &table_of(*pde)[(address >> PAGE_SHIFT) & 511];
}

/* Fills an empty entry. */
static void set_pte(struct mm_struct *mm, u64 *pte, u64 entry)
{
	*pte = entry;
	virt_to_page(pte)->inuse++;
	if (!(entry & PTE_SPECIAL) && ++mm->rss > mm->hiwater_rss)
		mm->hiwater_rss = mm->rss;
}

/* Frees the table that has @address, and its directory, if they are empty. */
static void free_empty_table(struct mm_struct *mm, unsigned long address)
{
	u64 *pdpte = &mm->pdpt[address >> 30];
	u64 *pde = &table_of(*pdpte)[(address >> 21) & 511];

	if (page_of(*pde)->inuse)
		return;
	frame_free_zeroed(*pde & PTE_FRAME);
	*pde = 0;
	if (--page_of(*pdpte)->inuse)
		return;
	frame_free_zeroed(*pdpte & PTE_FRAME);
	*pdpte = 0;
}

/* The end of the part of [@start, @end) that one table maps. */
static unsigned long table_end(unsigned long start, unsigned long end)
{
	return min((start | (LARGE_PAGE_SIZE - 1)) + 1, end);
}

/* Empties @n entries of one table. */
static void clear_entries(struct mm_struct *mm, u64 *pte, u32 n)
{
	struct page *table = virt_to_page(pte), *page;
	u32 left = table->inuse;

	for (u64 *end = pte + n, entry; pte < end && left; pte++) {
		if (!is_used(pte))
			continue;
		entry = *pte;
		*pte = 0;
		left--;
		if (entry & PTE_SPECIAL)
			continue;
		mm->rss--;
		page = page_of(entry);
		if (page->refcount > 1)
			page->refcount--;
		else
			put_page(page);
	}
	table->inuse = left;
}

void unmap_range(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	while (start < end) {
		unsigned long stop = table_end(start, end), at = start;
		u64 *pte = find_pte(mm, start);

		start = stop;
		if (!pte)
			continue;
		clear_entries(mm, pte, (stop - at) >> PAGE_SHIFT);
		free_empty_table(mm, at);
	}
	if (is_loaded(mm))
		flush_tlb();
}

int move_range(struct mm_struct *mm, unsigned long from, unsigned long to,
	       unsigned long len)
{
	u64 *src, entry;
	unsigned long at;

	for (at = 0; at < len; at += PAGE_SIZE) {
		src = find_pte(mm, from + at);
		if (src && *src && !make_pte(mm, to + at))
			return -ENOMEM;
	}
	for (at = 0; at < len; at += PAGE_SIZE) {
		src = find_pte(mm, from + at);
		if (!src || !*src)
			continue;
		entry = *src;
		*src = 0;
		virt_to_page(src)->inuse--;
		*find_pte(mm, to + at) = entry;
		virt_to_page(find_pte(mm, to + at))->inuse++;
	}
	/* Not sooner: one table may have both, of what is yet to be moved. */
	for (at = from; at < from + len; at = table_end(at, from + len))
		if (find_pte(mm, at))
			free_empty_table(mm, at);
	flush_tlb();
	return 0;
}

void protect_range(struct vm_area_struct *vma, unsigned long start,
		   unsigned long end)
{
	u64 keep = PTE_FRAME | PTE_SPECIAL;
	unsigned long stop;

	/* A private page that may be written stays so: nobody else has it. */
	if ((vma->vm_flags & (VM_WRITE | VM_SHARED)) == VM_WRITE)
		keep |= PTE_WRITE;
	for (; start < end; start = stop) {
		u64 *pte = find_pte(vma->vm_mm, start);

		stop = table_end(start, end);
		for (; pte && start < stop; start += PAGE_SIZE, pte++)
			if (*pte)
				*pte = (*pte & keep) | vma->vm_page_prot;
	}
	if (is_loaded(vma->vm_mm))
		flush_tlb();
}

pgprot_t vm_get_page_prot(vm_flags_t flags)
{
	pgprot_t prot = flags & VM_EXEC ? 0 : pte_nx;

	if (!(flags & (VM_READ | VM_WRITE | VM_EXEC)))
		return prot | PTE_PROTNONE;
	if ((flags & (VM_WRITE | VM_SHARED)) == (VM_WRITE | VM_SHARED))
		prot |= PTE_WRITE;
	return prot | PTE_PRESENT | PTE_USER;
}

/* --- Address spaces */

struct mm_struct *mm_alloc(void)
{
	struct mm_struct *mm = kzalloc(sizeof(*mm), GFP_KERNEL);

	if (!mm)
		return NULL;
	mm->pdpt = kzalloc((PDPT_USER + 1) * sizeof(*mm->pdpt), GFP_KERNEL);
	if (!mm->pdpt) {
		kfree(mm);
		return NULL;
	}
	mm->pdpt[PDPT_USER] = __pa(kernel_pd) | PTE_PRESENT;
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	mmap_init_lock(mm);
	mm->task_size = TASK_SIZE;
	INIT_LIST_HEAD(&mm->mmap);
	return mm;
}

/* Tables that were made for a page that there was no memory for. */
static void free_tables(struct mm_struct *mm)
{
	for (u32 i = 0; i < PDPT_USER; i++) {
		if (!mm->pdpt[i])
			continue;
		for (u32 k = 0; k < 512 && page_of(mm->pdpt[i])->inuse; k++)
			if (table_of(mm->pdpt[i])[k]) {
				frame_free(table_of(mm->pdpt[i])[k] &
					   PTE_FRAME);
				page_of(mm->pdpt[i])->inuse--;
			}
		frame_free(mm->pdpt[i] & PTE_FRAME);
	}
}

void mmput(struct mm_struct *mm)
{
	struct vm_area_struct *vma, *next;

	if (!mm || !atomic_dec_and_test(&mm->mm_users))
		return;
	if (is_loaded(mm))
		switch_mm(NULL);
	list_for_each_entry_safe(vma, next, &mm->mmap, list)
		remove_vma(vma);
	free_tables(mm);
	if (mm->exe_file) {
		allow_write_access(mm->exe_file);
		fput(mm->exe_file);
	}
	mmdrop(mm);
}
EXPORT_SYMBOL_GPL(mmput);

void mmdrop(struct mm_struct *mm)
{
	if (!mm || !atomic_dec_and_test(&mm->mm_count))
		return;
	kfree(mm->pdpt);
	kfree(mm);
}
EXPORT_SYMBOL_GPL(mmdrop);

struct mm_struct *get_task_mm(struct task_struct *task)
{
	return task->mm && !(task->flags & PF_KTHREAD) ? mmget(task->mm) : NULL;
}
EXPORT_SYMBOL_GPL(get_task_mm);

/* The pages of @vma become those of @to too; nobody may write private ones. */
static int copy_pages(struct mm_struct *to, struct vm_area_struct *vma)
{
	u64 mask = vma->vm_flags & VM_SHARED ? ~0ull : ~PTE_WRITE;
	unsigned long start = vma->vm_start, stop;

	for (; start < vma->vm_end; start = stop) {
		u64 *src = find_pte(vma->vm_mm, start), *dst = NULL;

		stop = table_end(start, vma->vm_end);
		for (; src && start < stop; start += PAGE_SIZE, src++) {
			if (!is_used(src))
				continue;
			dst = make_pte(to, start);
			if (!dst)
				return -ENOMEM;
			*src &= mask;
			if (!(*src & PTE_SPECIAL))
				get_page(page_of(*src));
			set_pte(to, dst, *src);
		}
	}
	return 0;
}

static int copy_vma(struct mm_struct *to, struct vm_area_struct *vma)
{
	struct vm_area_struct *new = vm_area_alloc(to);

	if (!new)
		return -ENOMEM;
	*new = *vma;
	new->vm_mm = to;
	new->vm_flags &= ~VM_LOCKED;
	vm_area_insert(new);
	vma_open(new);
	if (vma->vm_flags & VM_WIPEONFORK)
		return 0;
	/* A file's own pages are brought in again when they are used. */
	if (vma->vm_ops && vma->vm_ops->fault && !vma->has_copies &&
	    !(vma->vm_flags & VM_PFNMAP))
		return 0;
	return copy_pages(to, vma);
}

struct mm_struct *dup_mm(struct mm_struct *old)
{
	struct mm_struct *mm = mm_alloc();
	struct vm_area_struct *vma;
	u64 *pdpt;
	int err = 0;

	if (!mm)
		return NULL;
	pdpt = mm->pdpt;
	*mm = *old;
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	mmap_init_lock(mm);
	mm->pdpt = pdpt;
	INIT_LIST_HEAD(&mm->mmap);
	mm->mmap_cache = NULL;
	mm->map_count = 0;
	mm->total_vm = mm->data_vm = mm->locked_vm = 0;
	mm->exec_vm = mm->stack_vm = 0;
	mm->rss = mm->hiwater_rss = 0;
	mm->def_flags = 0;
	if (mm->exe_file) {
		get_file(mm->exe_file);
		deny_write_access(mm->exe_file);
	}
	list_for_each_entry(vma, &old->mmap, list)
		if (!err && !(vma->vm_flags & VM_DONTCOPY))
			err = copy_vma(mm, vma);
	if (is_loaded(old))
		flush_tlb();
	if (!err)
		return mm;
	mmput(mm);
	return NULL;
}

/* --- Faults: what is missing, and what is shared, when it is used */

/* The page in @pte is to be written to: it is copied, unless nobody has it. */
static vm_fault_t copy_on_write(struct vm_area_struct *vma,
				unsigned long address, u64 *pte)
{
	struct page *old = page_of(*pte), *new;
	bool counted = !(*pte & PTE_SPECIAL);

	if (!counted && (*pte & PTE_FRAME) >= DIRECT_MAP_SIZE)
		return VM_FAULT_SIGBUS;
	if (!counted || old->refcount > 1) {
		new = user_page_alloc();
		if (!new)
			return VM_FAULT_OOM;
		memcpy(page_address(new), page_address(old), PAGE_SIZE);
		*pte = page_to_phys(new) | vma->vm_page_prot;
		if (counted)
			put_page(old);
		else
			vma->vm_mm->rss++;
	}
	*pte |= PTE_WRITE;
	vma->has_copies = true;
	if (is_loaded(vma->vm_mm))
		flush_tlb_page(address & PAGE_MASK);
	return 0;
}

/* Maps @page, whose reference is the entry's, at the empty entry @pte. */
static vm_fault_t map_page(struct vm_area_struct *vma, u64 *pte,
			   struct page *page, bool writable)
{
	set_pte(vma->vm_mm, pte,
		page_to_phys(page) | vma->vm_page_prot |
			(writable ? PTE_WRITE : 0));
	return 0;
}

static vm_fault_t anonymous_page(struct vm_area_struct *vma, u64 *pte)
{
	u32 frame = memory_is_low() ? 0 : frame_alloc_zeroed();

	if (!frame)
		return VM_FAULT_OOM;
	return map_page(vma, pte, phys_to_page(frame),
			vma->vm_flags & VM_WRITE);
}

/* A private page of its own with what @page has; drops @page. */
static struct page *copy_page(struct page *page)
{
	struct page *new = user_page_alloc();

	if (new)
		memcpy(page_address(new), page_address(page), PAGE_SIZE);
	put_page(page);
	return new;
}

static vm_fault_t file_page(struct vm_area_struct *vma, unsigned long address,
			    bool write, u64 *pte)
{
	bool copy = write && !(vma->vm_flags & VM_SHARED);
	struct vm_fault vmf = {
		.vma = vma,
		.address = address & PAGE_MASK,
		.pgoff = vma->vm_pgoff +
			 ((address - vma->vm_start) >> PAGE_SHIFT),
		.flags = write ? FAULT_FLAG_WRITE : 0,
	};
	vm_fault_t result = vma->vm_ops->fault(&vmf);

	if (result & (VM_FAULT_OOM | VM_FAULT_SIGBUS | VM_FAULT_SIGSEGV))
		return result;
	if (*pte) { /* the driver has mapped it, or someone while it slept */
		if (vmf.page)
			put_page(vmf.page);
		return 0;
	}
	if (!vmf.page)
		return result & VM_FAULT_NOPAGE ? 0 : VM_FAULT_SIGBUS;
	if (copy) {
		vmf.page = copy_page(vmf.page);
		if (!vmf.page)
			return VM_FAULT_OOM;
		vma->has_copies = true;
	}
	return map_page(vma, pte, vmf.page, copy);
}

static vm_fault_t filemap_fault(struct vm_fault *vmf)
{
	struct inode *inode = file_inode(vmf->vma->vm_file);

	if (vmf->pgoff >= (i_size_read(inode) + PAGE_SIZE - 1) >> PAGE_SHIFT)
		return VM_FAULT_SIGBUS;
	vmf->page = file_get_page(inode, vmf->pgoff);
	if (vmf->page)
		return 0;
	return memory_is_low() ? VM_FAULT_OOM : VM_FAULT_SIGBUS;
}

const struct vm_operations_struct generic_file_vm_ops = {
	.fault = filemap_fault,
};

/*
 * Maps pages of the file around @address that are in memory already: those
 * whose index differs in the lowest bits only.
 */
static void fault_around(struct vm_area_struct *vma, unsigned long address)
{
	unsigned long before = (address - vma->vm_start) >> PAGE_SHIFT;
	unsigned long after = (vma->vm_end - 1 - address) >> PAGE_SHIFT;
	unsigned long in_table = (address >> PAGE_SHIFT) & 511;
	unsigned long index = vma->vm_pgoff + before;
	u32 here = index % FAULT_AROUND;
	u32 from = here - min3(here, before, in_table);
	u32 to = here + min3(FAULT_AROUND - 1 - here, after, 511 - in_table);
	struct page **slots =
		find_page_slots(vma->vm_file->f_mapping, index - here);
	u64 *pte = find_pte(vma->vm_mm, address) - here;

	for (u32 i = from; slots && i <= to; i++) {
		if (!slots[i] || is_used(&pte[i]))
			continue;
		slots[i]->refcount++;
		map_page(vma, &pte[i], slots[i], false);
	}
}

/* Brings in the page at @address of @vma, whose flags allow what is tried. */
static vm_fault_t handle_vma_fault(struct vm_area_struct *vma,
				   unsigned long address, bool write)
{
	u64 *pte = make_pte(vma->vm_mm, address);

	if (!pte)
		return VM_FAULT_OOM;
	if (*pte) {
		if (!write || (*pte & PTE_WRITE))
			return 0;
		if (vma->vm_flags & VM_SHARED)
			return VM_FAULT_SIGSEGV;
		return copy_on_write(vma, address, pte);
	}
	if (!vma->vm_ops || !vma->vm_ops->fault)
		return vma->vm_flags & VM_PFNMAP ? VM_FAULT_SIGBUS :
						   anonymous_page(vma, pte);
	if (!write && vma->vm_ops == &generic_file_vm_ops)
		fault_around(vma, address);
	return *pte ? 0 : file_page(vma, address, write, pte);
}

/* The area in which that may be done, or NULL and why not. */
static struct vm_area_struct *find_allowed(struct mm_struct *mm,
					   unsigned long address, bool write,
					   bool exec, int *code)
{
	struct vm_area_struct *vma = find_vma(mm, address);
	vm_flags_t need = write ? VM_WRITE :
			  exec	? VM_EXEC :
				  VM_READ | VM_WRITE | VM_EXEC;

	*code = SEGV_MAPERR;
	if (!vma || (address < vma->vm_start && expand_stack(vma, address)))
		return NULL;
	*code = SEGV_ACCERR;
	return vma->vm_flags & need ? vma : NULL;
}

static int out_of_memory(const struct mm_struct *mm)
{
	if (fatal_signal_pending(current))
		return SIGKILL;
	pr_err("Out of memory: Killed process %d (%s) total-vm:%lukB, anon-rss:%lukB, UID:%u\n",
	       current->tgid, current->comm, mm->total_vm * 4, mm->rss * 4,
	       from_kuid(NULL, current_uid()));
	return SIGKILL;
}

int handle_mm_fault(unsigned long address, bool write, bool exec, int *code)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	vm_fault_t result;

	*code = SEGV_MAPERR;
	if (!mm || address >= TASK_SIZE)
		return SIGSEGV;
	vma = find_allowed(mm, address, write, exec, code);
	if (!vma)
		return SIGSEGV;
	current->min_flt++;
	result = handle_vma_fault(vma, address, write);
	if (likely(!result))
		return 0;
	if (result & VM_FAULT_OOM)
		return out_of_memory(mm);
	if (result & VM_FAULT_SIGSEGV)
		return SIGSEGV;
	*code = BUS_ADRERR;
	return SIGBUS;
}

/* --- Memory of others, and all at once */

struct page *follow_page(struct mm_struct *mm, unsigned long addr)
{
	u64 *pte = find_pte(mm, addr);

	if (!pte || !*pte || (*pte & PTE_SPECIAL))
		return NULL;
	return page_of(*pte);
}

struct page *get_user_page(struct mm_struct *mm, unsigned long addr, bool write)
{
	struct vm_area_struct *vma;
	int code;

	if (addr >= TASK_SIZE)
		return NULL;
	vma = find_allowed(mm, addr, write, false, &code);
	if (!vma || handle_vma_fault(vma, addr, write))
		return NULL;
	return follow_page(mm, addr);
}

void populate_range(struct mm_struct *mm, unsigned long start,
		    unsigned long end)
{
	for (; start < end; start += PAGE_SIZE) {
		struct vm_area_struct *vma = find_vma(mm, start);
		bool write;

		if (!vma || vma->vm_start > start ||
		    !(vma->vm_flags & (VM_READ | VM_WRITE | VM_EXEC)))
			continue;
		write = (vma->vm_flags & (VM_WRITE | VM_SHARED)) == VM_WRITE;
		if (handle_vma_fault(vma, start, write))
			return;
	}
}

int access_process_vm(struct task_struct *task, unsigned long addr, void *buf,
		      int len, bool write)
{
	struct mm_struct *mm = (task ? task : current)->mm;
	int done = 0;

	while (mm && done < len) {
		struct page *page = get_user_page(mm, addr + done, write);
		u32 offset = offset_in_page(addr + done);
		u32 n = min((u32)(len - done), (u32)PAGE_SIZE - offset);

		if (!page)
			break;
		if (write)
			memcpy(page_address(page) + offset, buf + done, n);
		else
			memcpy(buf + done, page_address(page) + offset, n);
		done += n;
	}
	return done;
}

/* Whether @vma has private pages of its own at @addr, and no file's. */
static bool is_anonymous(const struct vm_area_struct *vma, unsigned long addr)
{
	return vma && addr >= vma->vm_start && !vma->vm_ops &&
	       (vma->vm_flags & (VM_READ | VM_SHARED | VM_PFNMAP)) == VM_READ;
}

/* The pages that one table maps of [@addr, @end), each with a reference. */
static u32 freeze_table(struct vm_area_struct *vma, unsigned long addr,
			unsigned long end, struct page **pages)
{
	u64 *pte = find_pte(vma->vm_mm, addr);
	u32 done = 0;

	for (; addr < end; addr += PAGE_SIZE, pte++, done++) {
		if (!pte || !is_used(pte)) {
			if (handle_vma_fault(vma, addr, false))
				break;
			pte = find_pte(vma->vm_mm, addr);
		}
		*(u32 *)pte &= ~(u32)PTE_WRITE;
		pages[done] = page_of(*pte);
		pages[done]->refcount++;
	}
	return done;
}

/* How many of the pages of [@addr, @end) could be had. */
static u32 freeze_pages(unsigned long addr, unsigned long end,
			struct page **pages)
{
	u32 done = 0, here, wanted;

	while (addr < end) {
		struct vm_area_struct *vma = find_vma(current->mm, addr);
		unsigned long stop;

		if (!is_anonymous(vma, addr))
			break;
		stop = table_end(addr, min(vma->vm_end, end));
		wanted = (stop - addr) >> PAGE_SHIFT;
		here = freeze_table(vma, addr, stop, pages + done);
		done += here;
		if (here < wanted)
			break;
		addr = stop;
	}
	return done;
}

const void *user_snapshot(const void __user *from, size_t len)
{
	unsigned long start = (unsigned long)from & PAGE_MASK;
	u32 offset = offset_in_page(from), count, done;
	struct page **pages;
	void *map = NULL;

	if (!len || offset % 4 || !access_ok(from, len))
		return NULL;
	count = DIV_ROUND_UP(offset + len, PAGE_SIZE);
	pages = kmalloc_array(count, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return NULL;
	done = freeze_pages(start, start + count * PAGE_SIZE, pages);
	flush_tlb();
	if (done == count)
		map = vmap(pages, count, VM_MAP | VM_MAP_PUT_PAGES,
			   PAGE_KERNEL_RO);
	while (!map && done--)
		put_page(pages[done]);
	kfree(pages);
	return map ? map + offset : NULL;
}

void user_snapshot_free(const void *snapshot)
{
	vfree((void *)((unsigned long)snapshot & PAGE_MASK));
}

static void unmap_in_mm(struct mm_struct *mm, struct address_space *mapping,
			unsigned long first, unsigned long last, int even_cows)
{
	struct vm_area_struct *vma;

	list_for_each_entry(vma, &mm->mmap, list) {
		unsigned long from = max(first, vma->vm_pgoff);
		unsigned long to = min(last, vma->vm_pgoff + vma_pages(vma));

		if (!vma->vm_file || vma->vm_file->f_mapping != mapping ||
		    from >= to || (vma->has_copies && !even_cows))
			continue;
		unmap_range(mm,
			    vma->vm_start +
				    ((from - vma->vm_pgoff) << PAGE_SHIFT),
			    vma->vm_start +
				    ((to - vma->vm_pgoff) << PAGE_SHIFT));
	}
}

void unmap_mapping_range(struct address_space *mapping, s64 start, s64 length,
			 int even_cows)
{
	unsigned long first = (start + PAGE_SIZE - 1) >> PAGE_SHIFT;
	unsigned long last = length ? (start + length) >> PAGE_SHIFT : ~0ul;
	struct task_struct *task;

	if (!mapping->nrpages)
		return;
	for_each_task(task)
		if (task->mm)
			unmap_in_mm(task->mm, mapping, first, last, even_cows);
}
EXPORT_SYMBOL_GPL(unmap_mapping_range);

/* --- Pages that drivers map */

/* Maps what @entry says at @addr, which is to be free. 0, or -errno. */
static int insert_entry(struct vm_area_struct *vma, unsigned long addr,
			u64 entry)
{
	u64 *pte;

	if (addr < vma->vm_start || addr >= vma->vm_end)
		return -EFAULT;
	pte = make_pte(vma->vm_mm, addr);
	if (!pte)
		return -ENOMEM;
	if (*pte)
		return -EBUSY;
	set_pte(vma->vm_mm, pte, entry);
	return 0;
}

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot)
{
	unsigned long end = addr + PAGE_ALIGN(size);
	int err = 0;

	if (offset_in_page(addr) || addr < vma->vm_start || end < addr ||
	    end > vma->vm_end)
		return -EINVAL;
	vma->vm_flags |= VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP;
	for (; !err && addr < end; addr += PAGE_SIZE, pfn++)
		err = insert_entry(vma, addr,
				   (u64)pfn << PAGE_SHIFT | prot | PTE_SPECIAL);
	return err;
}
EXPORT_SYMBOL(remap_pfn_range);

int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start,
		    unsigned long len)
{
	unsigned long pfn = start >> PAGE_SHIFT, pages;

	if (start + len < start)
		return -EINVAL;
	pages = (offset_in_page(start) + len + PAGE_SIZE - 1) >> PAGE_SHIFT;
	if (vma->vm_pgoff > pages || vma_pages(vma) > pages - vma->vm_pgoff)
		return -EINVAL;
	return remap_pfn_range(vma, vma->vm_start, pfn + vma->vm_pgoff,
			       vma->vm_end - vma->vm_start, vma->vm_page_prot);
}
EXPORT_SYMBOL(vm_iomap_memory);

vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr,
			  unsigned long pfn)
{
	int err = insert_entry(vma, addr & PAGE_MASK,
			       (u64)pfn << PAGE_SHIFT | vma->vm_page_prot |
				       PTE_SPECIAL);

	if (err == -ENOMEM)
		return VM_FAULT_OOM;
	return err && err != -EBUSY ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
}
EXPORT_SYMBOL(vmf_insert_pfn);

int vm_insert_page(struct vm_area_struct *vma, unsigned long addr,
		   struct page *page)
{
	int err =
		insert_entry(vma, addr, page_to_phys(page) | vma->vm_page_prot);

	if (!err)
		get_page(page);
	return err;
}
EXPORT_SYMBOL(vm_insert_page);

int remap_vmalloc_range(struct vm_area_struct *vma, void *addr,
			unsigned long pgoff)
{
	unsigned long at = vma->vm_start;
	struct page *page;
	int err = 0;

	addr += pgoff << PAGE_SHIFT;
	for (; !err && at < vma->vm_end; at += PAGE_SIZE, addr += PAGE_SIZE) {
		page = vmalloc_to_page(addr);
		err = page ? vm_insert_page(vma, at, page) : -EINVAL;
	}
	vma->vm_flags |= VM_DONTEXPAND | VM_DONTDUMP;
	return err;
}
EXPORT_SYMBOL(remap_vmalloc_range);
