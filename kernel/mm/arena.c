/* SPDX-License-Identifier: MIT */
/*
 * The arena's address space is a list of extents in order of address, free
 * and used. Free ones are also in bins by the logarithm of their size, so an
 * allocation finds a fit at once; a freed one merges with its neighbours. The
 * first frame of an allocation leads back to its extent.
 */
#include <asm/irqflags.h>
#include <asm/paging.h>
#include <asm/pgtable.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "arena.h"
#include "fault.h"
#include "frames.h"

#define BINS 18 /* up to 2^17 pages: more than the arena has */

struct extent {
	struct list_head by_address;
	/* Free: its bin. Used: vmaps, or what modules asked for, or nothing. */
	struct list_head in_bin;
	unsigned long start;
	u32 pages;	   /* a used one's guard page among them */
	const char *owner; /* NULL: free */
	unsigned long caller;
};

static LIST_HEAD(extents);
static LIST_HEAD(asked);
static struct list_head bins[BINS];
static u32 bins_filled;	 /* a bit a bin */
static LIST_HEAD(vmaps); /* pages of others: no frame leads back to these */
static unsigned long mapped_pages;

static u32 bin_of(u32 pages)
{
	return 31 - __builtin_clz(pages);
}

static void put_free(struct extent *e)
{
	u32 bin = bin_of(e->pages);

	e->owner = NULL;
	list_add(&e->in_bin, &bins[bin]);
	bins_filled |= 1u << bin;
}

static void take_free(struct extent *e)
{
	u32 bin = bin_of(e->pages);

	list_del(&e->in_bin);
	if (list_empty(&bins[bin]))
		bins_filled &= ~(1u << bin);
}

void arena_init(void)
{
	struct extent *all = kzalloc(sizeof(*all), GFP_KERNEL);

	for (u32 i = 0; i < BINS; i++)
		INIT_LIST_HEAD(&bins[i]);
	if (!all)
		panic("arena: no memory");
	/* Stacks grow down: the first allocation needs a guard page below it. */
	all->start = ARENA_START + PAGE_SIZE;
	all->pages = (ARENA_END - all->start) >> PAGE_SHIFT;
	list_add(&all->by_address, &extents);
	put_free(all);
}

/* A free extent of at least @pages: any of a larger bin, or one that fits. */
static struct extent *find_free(u32 pages)
{
	u32 bin = bin_of(pages);
	u32 larger = bins_filled & ~((2u << bin) - 1);
	struct extent *e;

	list_for_each_entry(e, &bins[bin], in_bin)
		if (e->pages >= pages)
			return e;
	if (!larger)
		return NULL;
	return list_first_entry(&bins[__builtin_ctz(larger)], struct extent,
				in_bin);
}

/* Leaves @e its first @pages: the others, which are nobody's yet, or NULL. */
static struct extent *cut(struct extent *e, u32 pages)
{
	struct extent *rest = kmalloc(sizeof(*rest), GFP_ATOMIC);

	if (!rest)
		return NULL;
	rest->start = e->start + pages * PAGE_SIZE;
	rest->pages = e->pages - pages;
	rest->owner = e->owner;
	rest->caller = e->caller;
	INIT_LIST_HEAD(&rest->in_bin);
	e->pages = pages;
	list_add(&rest->by_address, &e->by_address);
	return rest;
}

/* Cuts @pages off a free extent; what is left stays free. */
static struct extent *reserve(u32 pages, const char *owner,
			      unsigned long caller)
{
	struct extent *e = find_free(pages), *rest = NULL;

	if (!e)
		return NULL;
	take_free(e);
	if (e->pages > pages) {
		rest = cut(e, pages);
		put_free(rest ? rest : e);
		if (!rest)
			return NULL;
	}
	e->owner = owner;
	e->caller = caller;
	INIT_LIST_HEAD(&e->in_bin);
	return e;
}

/* Merges @next, which is free, into @e. */
static void absorb(struct extent *e, struct extent *next)
{
	e->pages += next->pages;
	list_del(&next->by_address);
	kfree(next);
}

static void release(struct extent *e)
{
	struct extent *next = list_next_entry(e, by_address);
	struct extent *prev = list_prev_entry(e, by_address);

	if (!list_entry_is_head(prev, &extents, by_address) && !prev->owner) {
		take_free(prev);
		absorb(prev, e);
		e = prev;
	}
	if (!list_entry_is_head(next, &extents, by_address) && !next->owner) {
		take_free(next);
		absorb(e, next);
	}
	put_free(e);
}

/* The same at a multiple of @align pages, a power of two. */
static struct extent *reserve_aligned(u32 pages, u32 align, const char *owner,
				      unsigned long caller)
{
	struct extent *e = reserve(pages + align - 1, owner, caller), *rest;
	u32 before = e ? -(e->start >> PAGE_SHIFT) & (align - 1) : 0;

	if (before) {
		rest = cut(e, before);
		release(e);
		e = rest;
	}
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): e has an owner: it stays */
	if (e && e->pages > pages) {
		rest = cut(e, pages);
		release(rest ? rest : e);
		e = rest ? e : NULL;
	}
	return e;
}

static void unmap(unsigned long start, u32 pages)
{
	for (u32 i = 0; i < pages; i++)
		frame_free(paging_unmap(start + i * PAGE_SIZE));
	mapped_pages -= pages;
}

static bool map(unsigned long start, u32 pages, struct extent *e)
{
	for (u32 i = 0; i < pages; i++) {
		u32 frame = frame_alloc();

		if (frame &&
		    !paging_map(start + i * PAGE_SIZE, frame, PAGE_KERNEL)) {
			phys_to_page(frame)->owner = i ? NULL : e;
			mapped_pages++;
			continue;
		}
		if (frame)
			frame_free(frame);
		unmap(start, i);
		return false;
	}
	return true;
}

void *arena_alloc_aligned(size_t bytes, size_t align, const char *owner,
			  unsigned long caller)
{
	u32 pages = DIV_ROUND_UP(bytes, PAGE_SIZE);
	struct extent *e = NULL;
	unsigned long flags;

	if (alloc_should_fail() || !bytes || bytes > ARENA_END - ARENA_START ||
	    align > ARENA_END - ARENA_START)
		return NULL;
	align = DIV_ROUND_UP(align, PAGE_SIZE);
	local_irq_save(flags);
	if (pages <= frames_free_count())
		e = reserve_aligned(pages + 1, align, owner, caller);
	if (e && !map(e->start, pages, e)) {
		release(e);
		e = NULL;
	}
	local_irq_restore(flags);
	return e ? (void *)e->start : NULL;
}

void *arena_alloc(size_t bytes, const char *owner, unsigned long caller)
{
	return arena_alloc_aligned(bytes, PAGE_SIZE, owner, caller);
}

static struct extent *find_vmap(const void *p)
{
	struct extent *e;

	list_for_each_entry(e, &vmaps, in_bin)
		if (e->start == (unsigned long)p)
			return e;
	return NULL;
}

/* What lies at @p, of arena_alloc(): the pages of a vmap() are others'. */
static struct extent *extent_of(const void *p)
{
	unsigned long address = (unsigned long)p;
	struct extent *e;

	if (address < ARENA_START || address >= ARENA_END ||
	    !paging_is_mapped(address) || find_vmap(p))
		return NULL;
	e = phys_to_page(paging_frame(address))->owner;
	return e && e->start == address ? e : NULL;
}

void arena_note_asked(const void *p)
{
	struct extent *e = extent_of(p);
	unsigned long flags;

	local_irq_save(flags);
	list_add(&e->in_bin, &asked);
	local_irq_restore(flags);
}

void arena_forget_asked(const void *p)
{
	struct extent *e = extent_of(p);
	unsigned long flags;

	if (!e)
		return;
	local_irq_save(flags);
	list_del_init(&e->in_bin);
	local_irq_restore(flags);
}

size_t arena_size(const void *p)
{
	const struct extent *e = extent_of(p);

	return e ? (e->pages - 1) * PAGE_SIZE : 0;
}

struct extent *arena_vacate(const void *p)
{
	struct extent *e;
	unsigned long flags;

	if (!p)
		return NULL;
	e = extent_of(p);
	if (WARN(!e, "arena_free: %px is no allocation\n", p))
		return NULL;
	local_irq_save(flags);
	unmap(e->start, e->pages - 1);
	list_del(&e->in_bin);
	e->owner = "vacated";
	local_irq_restore(flags);
	return e;
}

void arena_release(struct extent *e)
{
	unsigned long flags;

	if (!e)
		return;
	local_irq_save(flags);
	release(e);
	local_irq_restore(flags);
}

void arena_free(const void *p)
{
	arena_release(arena_vacate(p));
}

void arena_protect(const void *start, size_t bytes, unsigned int prot)
{
	unsigned long address = (unsigned long)start & PAGE_MASK;

	for (; address < (unsigned long)start + bytes; address += PAGE_SIZE)
		paging_protect(address, prot);
}

unsigned long arena_pages(void)
{
	return mapped_pages;
}
EXPORT_SYMBOL_NS_GPL(arena_pages, MORTISE_INTERNAL);

bool arena_region(u32 index, struct arena_region *region)
{
	const struct extent *e;

	list_for_each_entry(e, &extents, by_address) {
		if (!e->owner || index--)
			continue;
		*region = (struct arena_region){ e->start, e->pages - 1,
						 e->owner, e->caller };
		return true;
	}
	return false;
}

/* Maps @count @pages, or frames from @frame on, at @start; false: none is. */
static bool map_pages(unsigned long start, struct page **pages, u32 frame,
		      u32 count, pgprot_t prot)
{
	for (u32 i = 0; i < count; i++) {
		u32 to = pages ? page_to_phys(pages[i]) : frame + i * PAGE_SIZE;

		if (!paging_map(start + i * PAGE_SIZE, to, prot))
			continue;
		while (i--)
			paging_unmap(start + i * PAGE_SIZE);
		return false;
	}
	return true;
}

static void *map_others(struct page **pages, u32 frame, u32 count,
			pgprot_t prot, const char *owner, unsigned long caller)
{
	struct extent *e;
	unsigned long flags;

	if (!count || count > (ARENA_END - ARENA_START) >> PAGE_SHIFT)
		return NULL;
	local_irq_save(flags);
	e = reserve(count + 1, owner, caller);
	if (e && map_pages(e->start, pages, frame, count, prot)) {
		list_add(&e->in_bin, &vmaps);
	} else if (e) {
		release(e);
		e = NULL;
	}
	local_irq_restore(flags);
	return e ? (void *)e->start : NULL;
}

void *vmap(struct page **pages, unsigned int count, unsigned long flags,
	   pgprot_t prot)
{
	return map_others(pages, 0, count, prot, "vmap", _RET_IP_);
}
EXPORT_SYMBOL(vmap);

void *arena_map(u32 frame, u32 count, u64 prot, const char *owner,
		unsigned long caller)
{
	return map_others(NULL, frame, count, prot, owner, caller);
}

static void unmap_pages(struct extent *e, bool put)
{
	unsigned long flags;

	local_irq_save(flags);
	list_del(&e->in_bin);
	for (u32 i = 0; i < e->pages - 1; i++) {
		u32 frame = paging_unmap(e->start + i * PAGE_SIZE);

		struct page *page = phys_to_page(frame);

		if (put && page->refcount > 1)
			page->refcount--;
		else if (put)
			put_page(page);
	}
	release(e);
	local_irq_restore(flags);
}

bool arena_unmap(const void *p)
{
	struct extent *e = find_vmap(p);

	if (e)
		unmap_pages(e, false);
	return e;
}

void vunmap(const void *p)
{
	WARN(p && !arena_unmap(p),
	     "Trying to vunmap() nonexistent vm area (%px)\n", p);
}
EXPORT_SYMBOL(vunmap);

void vfree(const void *p)
{
	struct extent *e = find_vmap(p);

	if (e)
		unmap_pages(e, true);
	else
		arena_free(p);
}
EXPORT_SYMBOL(vfree);

struct page *vmalloc_to_page(const void *p)
{
	unsigned long address = (unsigned long)p & PAGE_MASK;

	if (!is_vmalloc_addr(p) || !paging_is_mapped(address))
		return NULL;
	return phys_to_page(paging_frame(address));
}
EXPORT_SYMBOL(vmalloc_to_page);

bool is_vmalloc_addr(const void *p)
{
	return (unsigned long)p >= ARENA_START && (unsigned long)p < ARENA_END;
}
EXPORT_SYMBOL(is_vmalloc_addr);

static void scan_vmaps(struct leak_scan *scan)
{
	struct extent *e;

	list_for_each_entry(e, &vmaps, in_bin)
		if (leak_in(scan, e->caller))
			leak_found(scan,
				   &(struct leak){ .kind = e->owner,
						   .object = (void *)e->start,
						   .size = (e->pages - 1) *
							   PAGE_SIZE,
						   .caller = e->caller,
						   .reclaim = vunmap });
}

static void scan_arena(struct leak_scan *scan)
{
	struct extent *e;
	unsigned long flags;

	local_irq_save(flags);
	scan_vmaps(scan);
	list_for_each_entry(e, &asked, in_bin)
		if (leak_in(scan, e->caller))
			leak_found(scan,
				   &(struct leak){ .kind = e->owner,
						   .object = (void *)e->start,
						   .size = (e->pages - 1) *
							   PAGE_SIZE,
						   .caller = e->caller,
						   .reclaim = arena_free });
	local_irq_restore(flags);
}
LEAK_SOURCE_MEMORY(arena, scan_arena);
