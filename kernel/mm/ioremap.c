/* SPDX-License-Identifier: MIT */
/*
 * Memory of devices at addresses of the kernel's: ioremap(). It lies in the
 * arena, not cached unless the caller says so. RAM has an address already, and
 * a second one that is cached in another way is refused, as on Linux.
 */
#include <asm/pgtable.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/io.h>
#include <linux/kernel.h>

#include "arena.h"
#include "frames.h"

/* The screen and the ROMs of a PC. */
#define ISA_START 0xa0000u
#define ISA_END 0x100000u

static bool has_ram(u64 start, u64 end)
{
	return start < frames_memory_end() &&
	       !(start >= ISA_START && end <= ISA_END);
}

/* @cache: PTE_PWT and PTE_PCD. */
static void __iomem *map_device(u64 start, unsigned long size, u64 cache,
				unsigned long caller)
{
	u64 first = start & ~(u64)(PAGE_SIZE - 1);
	u64 end = start + size;
	void *p;

	if (!size || end > 1ull << 32)
		return NULL;
	if (WARN_ONCE(has_ram(start, end), "ioremap on RAM at %#llx - %#llx\n",
		      start, end - 1))
		return NULL;
	p = arena_map(first, DIV_ROUND_UP(end - first, PAGE_SIZE),
		      PAGE_KERNEL | cache, "ioremap", caller);
	return p ? (u8 __iomem *)p + (start - first) : NULL;
}

void __iomem *ioremap(resource_size_t start, unsigned long size)
{
	return map_device(start, size, PTE_PCD, _RET_IP_);
}
EXPORT_SYMBOL(ioremap);

void __iomem *ioremap_uc(resource_size_t start, unsigned long size)
{
	return map_device(start, size, PTE_PCD | PTE_PWT, _RET_IP_);
}
EXPORT_SYMBOL_GPL(ioremap_uc);

void __iomem *ioremap_wc(resource_size_t start, unsigned long size)
{
	return map_device(start, size, PTE_PCD, _RET_IP_);
}
EXPORT_SYMBOL(ioremap_wc);

void __iomem *ioremap_cache(resource_size_t start, unsigned long size)
{
	return map_device(start, size, 0, _RET_IP_);
}
EXPORT_SYMBOL(ioremap_cache);

void iounmap(volatile void __iomem *addr)
{
	unsigned long page = (unsigned long)addr & PAGE_MASK;

	if (addr && !arena_unmap((void *)page))
		WARN(1, "iounmap: bad address %px\n", addr);
}
EXPORT_SYMBOL(iounmap);

void *memremap(resource_size_t start, size_t size, unsigned long flags)
{
	if (!flags || (flags & ~(MEMREMAP_WB | MEMREMAP_WT | MEMREMAP_WC)))
		return NULL;
	if (has_ram(start, start + size))
		return flags & MEMREMAP_WB ? __va(start) : NULL;
	if (flags & MEMREMAP_WB)
		return map_device(start, size, 0, _RET_IP_);
	return map_device(start, size, flags & MEMREMAP_WT ? PTE_PWT : PTE_PCD,
			  _RET_IP_);
}
EXPORT_SYMBOL(memremap);

void memunmap(void *addr)
{
	if (is_vmalloc_addr(addr))
		iounmap(addr);
}
EXPORT_SYMBOL(memunmap);
