/* SPDX-License-Identifier: MIT */
/*
 * The entries of page tables as types of their own. PAE has three levels: the
 * two between the first and the second are their one entry.
 */
#ifndef _LINUX_PGTABLE_TYPES_H
#define _LINUX_PGTABLE_TYPES_H

#include <linux/types.h>

typedef u64 pgdval_t, p4dval_t, pudval_t, pmdval_t, pteval_t, pgprotval_t;
typedef struct {
	pgdval_t pgd;
} pgd_t;
typedef struct {
	pgd_t pgd;
} p4d_t;
typedef struct {
	p4d_t p4d;
} pud_t;
typedef struct {
	pmdval_t pmd;
} pmd_t;
typedef union {
	pteval_t pte;
} pte_t;

#endif
