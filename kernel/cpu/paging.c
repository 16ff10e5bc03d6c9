/* SPDX-License-Identifier: MIT */
/*
 * The kernel's page tables. Its gigabyte is one page directory, which every
 * address space shares: physical memory by 2 MiB pages from 0xC0000000 on,
 * the arena by 4 KiB pages. Text is read-only, data is never executable where
 * the processor has NX. Intel SDM volume 3, 4.4 (PAE paging).
 */
#include <asm/irqflags.h>
#include <asm/page.h>
#include <asm/paging.h>
#include <asm/msr-index.h>
#include <asm/pgtable.h>
#include <asm/processor-flags.h>
#include <asm/processor.h>
#include <asm/sections.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mman.h>
#include <linux/string.h>

#include "../mm/frames.h"

#define EFER_NXE (1u << 11)
#define CPUID_FEATURES7 7
#define CPUID_SMEP (1u << 7)
#define CPUID_EXTENDED 0x80000000
#define CPUID_NX (1u << 20)

/* Pages mapped by each page table of the arena: an empty one is freed. */
static u16 pages_mapped[512];

/* Of the window through which text is written: empty but in text_poke(). */
static u64 poke_table[512] __aligned(PAGE_SIZE);

u64 pte_nx;
EXPORT_SYMBOL(pte_nx);

static void detect_features(void)
{
	u32 a, b, c, d;

	cpuid(CPUID_EXTENDED, &a, &b, &c, &d);
	if (a > CPUID_EXTENDED) {
		cpuid(CPUID_EXTENDED + 1, &a, &b, &c, &d);
		if (d & CPUID_NX) {
			native_write_msr(MSR_EFER,
					 native_read_msr(MSR_EFER) | EFER_NXE);
			pte_nx = PTE_NX;
		}
	}
	cpuid(0, &a, &b, &c, &d);
	if (a >= CPUID_FEATURES7) {
		cpuid(CPUID_FEATURES7, &a, &b, &c, &d);
		if (b & CPUID_SMEP) /* the kernel executes no user's page */
			write_cr4(read_cr4() | X86_CR4_SMEP);
	}
	if (pte_nx)
		pr_notice("NX (Execute Disable) protection: active\n");
	else
		pr_notice("NX (Execute Disable) protection missing in CPU!\n");
}

/* The protection of the 2 MiB page at @address of the direct map. */
static u64 large_page_flags(unsigned long address)
{
	if (address >= (unsigned long)_text && address < (unsigned long)_etext)
		return PTE_PRESENT | PTE_LARGE;
	if (address >= (unsigned long)__start_rodata &&
	    address < (unsigned long)__end_rodata)
		return PTE_PRESENT | PTE_LARGE | pte_nx;
	return PTE_PRESENT | PTE_WRITE | PTE_LARGE | pte_nx;
}

static bool wp_is_pinned;

void native_write_cr0(unsigned long value)
{
	bool missing = wp_is_pinned && !(value & X86_CR0_WP);

	if (missing)
		value |= X86_CR0_WP;
	asm volatile("mov %0, %%cr0" : : "r"(value) : "memory");
	WARN_ONCE(missing, "CR0 WP bit went missing!?\n");
}
EXPORT_SYMBOL(native_write_cr0);

void paging_init(u32 memory_end)
{
	u32 pages = DIV_ROUND_UP(min(memory_end, (u32)DIRECT_MAP_SIZE),
				 LARGE_PAGE_SIZE);

	detect_features();
	for (u32 i = 0; i < 512; i++) {
		u64 physical = (u64)i * LARGE_PAGE_SIZE;
		u64 flags = large_page_flags(PAGE_OFFSET + physical);

		kernel_pd[i] = i < pages ? physical | flags : 0;
	}
	kernel_pd[(POKE_WINDOW - PAGE_OFFSET) >> 21] = __pa(poke_table) |
						       PTE_PRESENT | PTE_WRITE;
	kernel_pdpt[0] = 0; /* the identity map */
	write_cr3(read_cr3());
	write_cr0(read_cr0() | X86_CR0_WP);
	wp_is_pinned = true;
	pr_info("Write protecting kernel text and read-only data: %luk\n",
		(unsigned long)(_etext - _text + __end_rodata -
				__start_rodata) /
			1024);
	if (!pte_nx)
		pr_warn("no NX: data and stacks are executable here, as on any CPU without it\n");
}

static u32 table_index(unsigned long address)
{
	return (address - PAGE_OFFSET) >> 21;
}

/* The entry for @address, whose table is there. */
static __always_inline u64 *page_entry(unsigned long address)
{
	u64 *table = __va((u32)kernel_pd[table_index(address)] & PAGE_MASK);

	return &table[(address >> PAGE_SHIFT) & 511];
}

static int add_table(unsigned long address)
{
	u32 frame = frame_alloc();

	if (!frame)
		return -ENOMEM;
	memset(__va(frame), 0, PAGE_SIZE);
	kernel_pd[table_index(address)] = frame | PTE_PRESENT | PTE_WRITE;
	return 0;
}

int paging_map(unsigned long address, u32 frame, u64 prot)
{
	u32 index = table_index(address);

	if (!pages_mapped[index] && add_table(address))
		return -ENOMEM;
	pages_mapped[index]++;
	*page_entry(address) = frame | prot;
	return 0;
}

u32 paging_unmap(unsigned long address)
{
	u32 index = table_index(address);
	u64 *entry = page_entry(address);
	u32 frame = *entry & PTE_FRAME;

	*entry = 0;
	flush_tlb_page(address);
	if (!--pages_mapped[index]) {
		frame_free(kernel_pd[index] & PTE_FRAME);
		kernel_pd[index] = 0;
		flush_tlb_page(address);
	}
	return frame;
}

u32 paging_frame(unsigned long address)
{
	return *page_entry(address) & PTE_FRAME;
}

void paging_protect(unsigned long address, unsigned int prot)
{
	u64 *entry = page_entry(address);

	*entry = (*entry & PTE_FRAME) | PTE_PRESENT |
		 (prot & PROT_WRITE ? PTE_WRITE : 0) |
		 (prot & PROT_EXEC ? 0 : pte_nx);
	flush_tlb_page(address);
}

bool paging_is_mapped(unsigned long address)
{
	u32 directory = kernel_pd[table_index(address)];

	if (address < PAGE_OFFSET || !(directory & PTE_PRESENT))
		return false;
	return (directory & PTE_LARGE) || (*page_entry(address) & PTE_PRESENT);
}

static u32 physical_address(unsigned long address)
{
	u64 directory = kernel_pd[(address - PAGE_OFFSET) >> 21];

	if (directory & PTE_LARGE)
		return (directory & PTE_FRAME & ~(u64)(LARGE_PAGE_SIZE - 1)) +
		       (address & (LARGE_PAGE_SIZE - 1));
	return paging_frame(address) + (address & ~PAGE_MASK);
}

/* invlpg serialises: what was written is what is executed next. */
void text_poke(void *addr, const void *opcode, size_t len)
{
	u32 physical = physical_address((unsigned long)addr);
	u8 *window = (u8 *)POKE_WINDOW + (physical & ~PAGE_MASK);
	unsigned long flags;

	local_irq_save(flags);
	poke_table[0] = (physical & PAGE_MASK) | PTE_PRESENT | PTE_WRITE |
			pte_nx;
	flush_tlb_page(POKE_WINDOW);
	__builtin_memcpy(window, opcode, len);
	poke_table[0] = 0;
	flush_tlb_page(POKE_WINDOW);
	local_irq_restore(flags);
}
