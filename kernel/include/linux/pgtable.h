/* SPDX-License-Identifier: MIT */
/*
 * Walking page tables: pgd, p4d, pud, pmd and pte of an address. Tables go when
 * they are empty, so a walk holds no pointer into them over a sleep.
 *
 * Context: any.
 * Linux: Documentation/mm/page_tables.rst
 */
#ifndef _LINUX_PGTABLE_H
#define _LINUX_PGTABLE_H

#include <asm/pgtable.h>
#include <linux/mm.h>
#include <linux/pgtable_types.h>

#define PTRS_PER_PGD 4
#define PTRS_PER_P4D 1
#define PTRS_PER_PUD 1
#define PTRS_PER_PMD 512
#define PTRS_PER_PTE 512
#define PGDIR_SHIFT 30
#define P4D_SHIFT PGDIR_SHIFT
#define PUD_SHIFT PGDIR_SHIFT
#define PMD_SHIFT 21
#define PGDIR_SIZE (1ul << PGDIR_SHIFT)
#define PGDIR_MASK (~(PGDIR_SIZE - 1))
#define P4D_SIZE PGDIR_SIZE
#define P4D_MASK PGDIR_MASK
#define PUD_SIZE PGDIR_SIZE
#define PUD_MASK PGDIR_MASK
#define PMD_SIZE (1ul << PMD_SHIFT)
#define PMD_MASK (~(PMD_SIZE - 1))

#define _PAGE_PRESENT PTE_PRESENT
#define _PAGE_RW PTE_WRITE
#define _PAGE_USER PTE_USER
#define _PAGE_PWT PTE_PWT
#define _PAGE_PCD PTE_PCD
#define _PAGE_ACCESSED 0x020ull
#define _PAGE_DIRTY 0x040ull
#define _PAGE_PSE PTE_LARGE
#define _PAGE_NX PTE_NX

/* Their values. */
#define pgd_val(x) ((x).pgd)
#define p4d_val(x) pgd_val((x).pgd)
#define pud_val(x) p4d_val((x).p4d)
#define pmd_val(x) ((x).pmd)
#define pte_val(x) ((x).pte)
#define pgprot_val(x) (x)
#define __pgprot(x) ((pgprot_t)(x))
#define __pte(x) ((pte_t){ .pte = (x) })
#define pte_flags(pte) (pte_val(pte) & ~PTE_FRAME)

/* The index of an address in its table. */
#define pgd_index(addr) ((addr) >> PGDIR_SHIFT)
#define pmd_index(addr) (((addr) >> PMD_SHIFT) & (PTRS_PER_PMD - 1))
#define pte_index(addr) (((addr) >> PAGE_SHIFT) & (PTRS_PER_PTE - 1))

/* The entry for @addr in the table that the entry above it is. */
#define pgd_offset_pgd(pgd, addr) ((pgd) + pgd_index(addr))
#define pgd_offset(mm, addr) pgd_offset_pgd((mm)->pgd, addr)
static inline p4d_t *p4d_offset(pgd_t *pgd, unsigned long addr)
{
	return (p4d_t *)pgd;
}

static inline pud_t *pud_offset(p4d_t *p4d, unsigned long addr)
{
	return (pud_t *)p4d;
}

static inline pmd_t *pmd_offset(pud_t *pud, unsigned long addr)
{
	return (pmd_t *)__va(pud_val(*pud) & PTE_FRAME) + pmd_index(addr);
}

static inline pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long addr)
{
	return (pte_t *)__va(pmd_val(*pmd) & PTE_FRAME) + pte_index(addr);
}
#define pte_offset_map(pmd, addr) pte_offset_kernel(pmd, addr)
#define pte_unmap(pte) ((void)(pte))

/* What an entry is: none, there, or no entry for a table. */
static inline int pgd_none(pgd_t pgd)
{
	return 0;
}

static inline int pgd_bad(pgd_t pgd)
{
	return 0;
}

static inline int pgd_present(pgd_t pgd)
{
	return 1;
}

static inline int p4d_none(p4d_t p4d)
{
	return 0;
}

static inline int p4d_bad(p4d_t p4d)
{
	return 0;
}

static inline int p4d_present(p4d_t p4d)
{
	return 1;
}

static inline int pud_none(pud_t pud)
{
	return !pud_val(pud);
}

static inline int pud_bad(pud_t pud)
{
	return !(pud_val(pud) & PTE_PRESENT);
}

static inline int pud_present(pud_t pud)
{
	return !!(pud_val(pud) & PTE_PRESENT);
}

static inline int pud_leaf(pud_t pud)
{
	return 0;
}

static inline int pmd_none(pmd_t pmd)
{
	return !pmd_val(pmd);
}

static inline int pmd_present(pmd_t pmd)
{
	return !!(pmd_val(pmd) & PTE_PRESENT);
}

/* It maps 2 MiB. */
static inline int pmd_leaf(pmd_t pmd)
{
	return !!(pmd_val(pmd) & PTE_LARGE);
}
#define pmd_large(pmd) pmd_leaf(pmd)

static inline int pmd_bad(pmd_t pmd)
{
	return (pmd_val(pmd) & (PTE_PRESENT | PTE_WRITE | PTE_LARGE)) !=
	       (PTE_PRESENT | PTE_WRITE);
}

static inline int pte_none(pte_t pte)
{
	return !pte_val(pte);
}

static inline int pte_present(pte_t pte)
{
	return !!(pte_val(pte) & (PTE_PRESENT | PTE_PROTNONE));
}

static inline int pte_write(pte_t pte)
{
	return !!(pte_val(pte) & PTE_WRITE);
}

static inline int pte_young(pte_t pte)
{
	return !!(pte_val(pte) & _PAGE_ACCESSED);
}

static inline int pte_dirty(pte_t pte)
{
	return !!(pte_val(pte) & _PAGE_DIRTY);
}

static inline int pte_exec(pte_t pte)
{
	return !(pte_val(pte) & PTE_NX);
}

static inline int pte_special(pte_t pte)
{
	return !!(pte_val(pte) & PTE_SPECIAL);
}

/* The frame that it maps. */
static inline unsigned long pte_pfn(pte_t pte)
{
	return (pte_val(pte) & PTE_FRAME) >> PAGE_SHIFT;
}

static inline unsigned long pmd_pfn(pmd_t pmd)
{
	return (pmd_val(pmd) & PTE_FRAME) >> PAGE_SHIFT;
}
#define pte_page(pte) pfn_to_page(pte_pfn(pte))
#define pmd_page(pmd) pfn_to_page(pmd_pfn(pmd))

/* @prot for memory of devices: not cached. */
#define pgprot_noncached(prot) ((prot) | PTE_PCD)
#define pgprot_writecombine(prot) pgprot_noncached(prot)
#define pgprot_device(prot) pgprot_noncached(prot)

#endif
