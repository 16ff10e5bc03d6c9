/* SPDX-License-Identifier: MIT */
/*
 * The buddy allocator: a free block of 2^n frames is on the list of its order;
 * a larger one is split on demand, and two halves that are both free become
 * one again. Nothing here knows what frames are used for.
 */
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <asm/irqflags.h>
#include <asm/sections.h>

#include "fault.h"
#include "frames.h"

#define RESERVED_MAX 32

struct page *mem_map;

static struct list_head free_lists[MAX_ORDER + 1];
static unsigned long free_count, total_count;
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
EXPORT_SYMBOL_GPL(frames_free_count);

unsigned long frames_total_count(void)
{
	return total_count;
}

u32 frames_memory_end(void)
{
	return memory_end;
}

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

u32 frames_alloc(unsigned int order)
{
	unsigned int found = order;
	struct page *page = NULL;
	unsigned long flags;

	local_irq_save(flags);
	while (found <= MAX_ORDER && !(page = take_block(found)))
		found++;
	if (page) {
		/* The upper halves of what is too large stay free. */
		while (found > order) {
			found--;
			put_block(page + (1u << found), found);
		}
		page->state = PAGE_USED;
		page->order = order;
		free_count -= 1ul << order;
	}
	local_irq_restore(flags);
	return page ? page_to_phys(page) : 0;
}

void frames_free(u32 physical, unsigned int order)
{
	u32 last = memory_end >> PAGE_SHIFT;
	u32 index = physical >> PAGE_SHIFT;
	unsigned long flags;

	local_irq_save(flags);
	free_count += 1ul << order;
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
	local_irq_restore(flags);
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

static void free_range(u32 start, u32 end)
{
	for (; start < end; start += PAGE_SIZE) {
		const struct range *r = reserved_in(start, start + PAGE_SIZE);

		if (r) {
			start = r->end - PAGE_SIZE;
			continue;
		}
		total_count++;
		frames_free(start, 0);
	}
}

void frames_init(const struct multiboot_info *info)
{
	for (u32 i = 0; i <= MAX_ORDER; i++)
		INIT_LIST_HEAD(&free_lists[i]);
	each_range(info, note_end);
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

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	u32 frame = alloc_should_fail() ? 0 : frames_alloc(order);

	if (!frame)
		return 0;
	if (gfp & __GFP_ZERO)
		memset(__va(frame), 0, PAGE_SIZE << order);
	return (unsigned long)__va(frame);
}
EXPORT_SYMBOL(__get_free_pages);

unsigned long get_zeroed_page(gfp_t gfp)
{
	return __get_free_pages(gfp | __GFP_ZERO, 0);
}
EXPORT_SYMBOL(get_zeroed_page);

void free_pages(unsigned long address, unsigned int order)
{
	if (address)
		frames_free(__pa(address), order);
}
EXPORT_SYMBOL(free_pages);
