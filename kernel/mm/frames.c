/* SPDX-License-Identifier: MIT */
/*
 * The buddy allocator: a free block of 2^n frames is on the list of its order;
 * a larger one is split on demand, and two halves that are both free become
 * one again. The single frames that came back last are kept as they are, for
 * most of what is asked for are single frames: those known to hold zeros apart.
 * Nothing here knows what frames are used for.
 */
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <asm/irqflags.h>
#include <asm/sections.h>

#include "fault.h"
#include "frames.h"

#define RESERVED_MAX 32
#define KEPT_MAX 64

struct page *mem_map;
EXPORT_SYMBOL(mem_map);

void *high_memory;
EXPORT_SYMBOL(high_memory);

static struct list_head free_lists[MAX_ORDER + 1];
static unsigned long free_count, total_count; /* kept ones are free */

static struct kept {
	u32 count;
	u32 frame[KEPT_MAX];
} kept, kept_zeroed;
static u32 memory_end;

/* Physical ranges that hold something already; the ends are not of them. */
static struct range {
	u32 start, end;
} reserved[RESERVED_MAX];
static u32 reserved_count;

unsigned long frames_free_count(void)
{
	return free_count;
}
EXPORT_SYMBOL_NS_GPL(frames_free_count, MORTISE_INTERNAL);

unsigned long frames_total_count(void)
{
	return total_count;
}

u32 frames_memory_end(void)
{
	return memory_end;
}

bool __virt_addr_valid(unsigned long address)
{
	return address >= PAGE_OFFSET && address - PAGE_OFFSET < memory_end;
}
EXPORT_SYMBOL(__virt_addr_valid);

static void put_block(struct page *page, unsigned int order)
{
	page->state = PAGE_FREE;
	page->order = order;
	list_add(&page->list, &free_lists[order]);
}

static struct page *take_block(unsigned int order)
{
	struct page *page;

	if (list_empty(&free_lists[order]))
		return NULL;
	page = list_first_entry(&free_lists[order], struct page, list);
	list_del(&page->list);
	return page;
}

static struct page *split_block(unsigned int order)
{
	unsigned int found = order;
	struct page *page = NULL;

	while (found <= MAX_ORDER && !(page = take_block(found)))
		found++;
	/* The upper halves of what is too large stay free. */
	while (page && found > order) {
		found--;
		put_block(page + (1u << found), found);
	}
	return page;
}

static void merge_block(u32 index, unsigned int order)
{
	u32 last = memory_end >> PAGE_SHIFT;

	for (; order < MAX_ORDER; order++) {
		u32 buddy = index ^ (1u << order);

		if (buddy >= last || mem_map[buddy].state != PAGE_FREE ||
		    mem_map[buddy].order != order)
			break;
		list_del(&mem_map[buddy].list);
		mem_map[max(index, buddy)].state = PAGE_TAIL;
		index &= buddy;
	}
	put_block(&mem_map[index], order);
}

static u32 take_kept(struct kept *from)
{
	return from->count ? from->frame[--from->count] : 0;
}

static void give_up_kept(struct kept *from)
{
	u32 frame;

	while ((frame = take_kept(from)))
		merge_block(frame >> PAGE_SHIFT, 0);
}

static void mark_used(struct page *page, unsigned int order)
{
	page->state = PAGE_USED;
	page->order = order;
	page->inuse = 0;
	page->refcount = 1;
	free_count -= 1ul << order;
}

u32 frames_alloc(unsigned int order)
{
	struct page *page;
	unsigned long flags;

	local_irq_save(flags);
	page = split_block(order);
	if (!page) {
		give_up_kept(&kept);
		give_up_kept(&kept_zeroed);
		page = split_block(order);
	}
	if (page)
		mark_used(page, order);
	local_irq_restore(flags);
	return page ? page_to_phys(page) : 0;
}

void frames_free(u32 physical, unsigned int order)
{
	unsigned long flags;

	local_irq_save(flags);
	free_count += 1ul << order;
	merge_block(physical >> PAGE_SHIFT, order);
	local_irq_restore(flags);
}

static u32 alloc_kept(struct kept *from)
{
	unsigned long flags;
	u32 frame;

	local_irq_save(flags);
	frame = take_kept(from);
	if (frame)
		mark_used(phys_to_page(frame), 0);
	local_irq_restore(flags);
	return frame;
}

static void free_to_kept(struct kept *to, u32 frame)
{
	unsigned long flags;

	local_irq_save(flags);
	free_count++;
	phys_to_page(frame)->state = PAGE_TAIL;
	if (to->count < KEPT_MAX)
		to->frame[to->count++] = frame;
	else
		merge_block(frame >> PAGE_SHIFT, 0);
	local_irq_restore(flags);
}

u32 frame_alloc(void)
{
	u32 frame = alloc_kept(&kept);

	return frame ? frame : frames_alloc(0);
}

u32 frame_alloc_zeroed(void)
{
	u32 frame = alloc_kept(&kept_zeroed);

	if (frame)
		return frame;
	frame = frame_alloc();
	if (frame)
		memset(__va(frame), 0, PAGE_SIZE);
	return frame;
}

void frame_free(u32 frame)
{
	free_to_kept(&kept, frame);
}

void frame_free_zeroed(u32 frame)
{
	free_to_kept(&kept_zeroed, frame);
}

static void reserve(u32 start, u32 end)
{
	if (reserved_count == RESERVED_MAX)
		panic("frames: more than %d reserved ranges", RESERVED_MAX);
	reserved[reserved_count++] =
		(struct range){ start & PAGE_MASK, PAGE_ALIGN_UP(end) };
}

/* The reserved range that [start, end) meets, or NULL. */
static const struct range *reserved_in(u32 start, u32 end)
{
	for (u32 i = 0; i < reserved_count; i++)
		if (reserved[i].start < end && start < reserved[i].end)
			return &reserved[i];
	return NULL;
}

static void reserve_what_is_used(const struct multiboot_info *info)
{
	const struct multiboot_module *mods = __va(info->mods_addr);

	reserve(0, 0x100000); /* the BIOS's, and the screen */
	reserve(__pa(_text), __pa(_end));
	reserve(__pa(info), __pa(info) + sizeof(*info));
	if (info->flags & MULTIBOOT_INFO_CMDLINE)
		reserve(info->cmdline, info->cmdline + 4096);
	if (!(info->flags & MULTIBOOT_INFO_MODS) || !info->mods_count)
		return;
	reserve(info->mods_addr,
		info->mods_addr + info->mods_count * sizeof(*mods));
	for (u32 i = 0; i < info->mods_count; i++)
		reserve(mods[i].start, mods[i].end);
}

/* Calls @fn for each usable range of RAM in the direct map. */
static void each_range(const struct multiboot_info *info,
		       void (*fn)(u32 start, u32 end))
{
	u32 at = info->mmap_addr, end = at + info->mmap_length;

	if (!(info->flags & MULTIBOOT_INFO_MMAP)) {
		fn(0x100000, min(0x100000ull + info->mem_upper * 1024ull,
				 (u64)DIRECT_MAP_SIZE));
		return;
	}
	while (at < end) {
		const struct multiboot_mmap *m = __va(at);
		u64 from = m->address,
		    to = min(m->address + m->length, (u64)DIRECT_MAP_SIZE);

		if (m->type == MULTIBOOT_MEMORY_AVAILABLE && from < to)
			fn(PAGE_ALIGN_UP((u32)from), (u32)to & PAGE_MASK);
		at += m->size + sizeof(m->size);
	}
}

static void note_end(u32 start, u32 end)
{
	memory_end = max(memory_end, end);
}

/* KiB of RAM that the direct map cannot reach. */
static u32 unreachable_memory(const struct multiboot_info *info)
{
	u32 at = info->mmap_addr, end = at + info->mmap_length;
	u64 bytes = 0;

	if (!(info->flags & MULTIBOOT_INFO_MMAP))
		return 0;
	while (at < end) {
		const struct multiboot_mmap *m = __va(at);
		u64 from = max(m->address, (u64)DIRECT_MAP_SIZE);

		if (m->type == MULTIBOOT_MEMORY_AVAILABLE &&
		    from < m->address + m->length)
			bytes += m->address + m->length - from;
		at += m->size + sizeof(m->size);
	}
	return bytes >> 10;
}

static u32 map_bytes, map_place;

/* A place for mem_map: the first hole behind the kernel that is large enough. */
static void find_place(u32 start, u32 end)
{
	const struct range *r;

	start = max(start, (u32)__pa(_end));
	while (!map_place && start < end && map_bytes <= end - start) {
		r = reserved_in(start, start + map_bytes);
		if (!r)
			map_place = start;
		else
			start = r->end;
	}
}

/* The order of the largest block at @start with nothing in it reserved. */
static unsigned int order_at(u32 start, u32 end)
{
	unsigned int order = 0;

	while (order < MAX_ORDER) {
		u32 bytes = PAGE_SIZE << (order + 1);

		if (start & (bytes - 1) || end - start < bytes ||
		    reserved_in(start, start + bytes))
			break;
		order++;
	}
	return order;
}

static void free_range(u32 start, u32 end)
{
	while (start < end) {
		const struct range *r = reserved_in(start, start + PAGE_SIZE);
		unsigned int order;

		if (r) {
			start = r->end;
			continue;
		}
		order = order_at(start, end);
		total_count += 1ul << order;
		frames_free(start, order);
		start += PAGE_SIZE << order;
	}
}

void frames_init(const struct multiboot_info *info)
{
	for (u32 i = 0; i <= MAX_ORDER; i++)
		INIT_LIST_HEAD(&free_lists[i]);
	each_range(info, note_end);
	high_memory = __va(memory_end);
	reserve_what_is_used(info);
	map_bytes = (memory_end >> PAGE_SHIFT) * sizeof(*mem_map);
	map_bytes = PAGE_ALIGN_UP(map_bytes);
	each_range(info, find_place);
	if (!map_place)
		panic("frames: %u KiB of memory are too little",
		      memory_end / 1024);
	mem_map = __va(map_place);
	memset(mem_map, 0, map_bytes);
	reserve(map_place, map_place + map_bytes);
	each_range(info, free_range);
	pr_info("Memory: %luK/%uK available\n", free_count * 4,
		memory_end / 1024);
	if (unreachable_memory(info))
		pr_notice("Memory: %uK above %luM are left unused\n",
			  unreachable_memory(info), DIRECT_MAP_SIZE >> 20);
}

unsigned long totalram_pages(void)
{
	return total_count;
}
EXPORT_SYMBOL(totalram_pages);

unsigned long nr_free_pages(void)
{
	return free_count;
}
EXPORT_SYMBOL_GPL(nr_free_pages);

void si_meminfo(struct sysinfo *val)
{
	val->totalram = total_count;
	val->freeram = free_count;
	val->sharedram = val->bufferram = 0;
	val->totalhigh = val->freehigh = 0;
	val->mem_unit = PAGE_SIZE;
}
EXPORT_SYMBOL(si_meminfo);

void si_swapinfo(struct sysinfo *val)
{
	val->totalswap = val->freeswap = 0;
}
EXPORT_SYMBOL_GPL(si_swapinfo);

/* --- Pages for everyone; on this list, those that modules asked for. */

static LIST_HEAD(asked_pages);

static void note_asked(struct page *page, unsigned long caller)
{
	unsigned long flags;

	local_irq_save(flags);
	page->state = PAGE_ASKED;
	page->owner = (void *)caller;
	list_add(&page->list, &asked_pages);
	local_irq_restore(flags);
}

static void forget_asked(struct page *page)
{
	unsigned long flags;

	local_irq_save(flags);
	if (page->state == PAGE_ASKED) {
		list_del(&page->list);
		page->state = PAGE_USED;
	}
	local_irq_restore(flags);
}

static struct page *get_pages(gfp_t gfp, unsigned int order,
			      unsigned long caller)
{
	u32 frame = 0;
	struct page *page;

	if (order <= MAX_ORDER && !alloc_should_fail())
		frame = order ? frames_alloc(order) : frame_alloc();
	if (!frame)
		return NULL;
	page = phys_to_page(frame);
	if (leaks_record(caller))
		note_asked(page, caller);
	if (gfp & __GFP_ZERO)
		memset(__va(frame), 0, PAGE_SIZE << order);
	return page;
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = get_pages(gfp, order, _RET_IP_);

	return page ? (unsigned long)page_address(page) : 0;
}
EXPORT_SYMBOL(__get_free_pages);

unsigned long get_zeroed_page(gfp_t gfp)
{
	struct page *page = get_pages(gfp | __GFP_ZERO, 0, _RET_IP_);

	return page ? (unsigned long)page_address(page) : 0;
}
EXPORT_SYMBOL(get_zeroed_page);

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	return get_pages(gfp, order, _RET_IP_);
}
EXPORT_SYMBOL(alloc_pages);

void get_page(struct page *page)
{
	page->refcount++;
}
EXPORT_SYMBOL(get_page);

/* The rest of a block is freed with its first page. */
void put_page(struct page *page)
{
	if (--page->refcount || page->state < PAGE_USED)
		return;
	if (page->state == PAGE_ASKED)
		forget_asked(page);
	if (page->order)
		frames_free(page_to_phys(page), page->order);
	else
		frame_free(page_to_phys(page));
}
EXPORT_SYMBOL(put_page);

static bool any_reserved(const struct page *page, unsigned int order)
{
	for (u32 i = 0; i < 1u << order; i++)
		if (PageReserved(&page[i])) {
			pr_alert("BUG: Bad page state in process %s  pfn:%05lx\n",
				 current->comm, page_to_pfn(&page[i]));
			pr_alert(
				"page dumped because: PAGE_FLAGS_CHECK_AT_FREE flag(s) set\n");
			add_taint(TAINT_BAD_PAGE, LOCKDEP_NOW_UNRELIABLE);
			dump_stack();
			return true;
		}
	return false;
}

/* Whoever else has a reference, it is no more the module's. */
void __free_pages(struct page *page, unsigned int order)
{
	forget_asked(page);
	if (!any_reserved(page, order))
		put_page(page);
}
EXPORT_SYMBOL(__free_pages);

void free_pages(unsigned long address, unsigned int order)
{
	if (address)
		__free_pages(virt_to_page((void *)address), order);
}
EXPORT_SYMBOL(free_pages);

/* Blocks are powers of two, so the rest of the last page's is kept. */
void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	struct page *page = get_pages(gfp, get_order(size), _RET_IP_);

	return page ? page_address(page) : NULL;
}
EXPORT_SYMBOL(alloc_pages_exact);

void free_pages_exact(void *p, size_t size)
{
	free_pages((unsigned long)p, get_order(size));
}
EXPORT_SYMBOL(free_pages_exact);

static void reclaim_pages(const void *page)
{
	__free_pages((struct page *)page, ((const struct page *)page)->order);
}

static void scan_pages(struct leak_scan *scan)
{
	struct page *page;
	unsigned long flags;

	local_irq_save(flags);
	list_for_each_entry(page, &asked_pages, list)
		if (leak_in(scan, page->owner))
			leak_found(scan,
				   &(struct leak){
					   .kind = "pages",
					   .object = page,
					   .size = PAGE_SIZE << page->order,
					   .caller = (unsigned long)page->owner,
					   .reclaim = reclaim_pages });
	local_irq_restore(flags);
}
LEAK_SOURCE_MEMORY(pages, scan_pages);
