/* SPDX-License-Identifier: MIT */
/* Another name of <linux/pgtable_types.h>. */
#ifndef _ASM_PGTABLE_TYPES_H
#define _ASM_PGTABLE_TYPES_H

#include <linux/pgtable_types.h>

#endif
