/* SPDX-License-Identifier: MIT */
/* Another name of <asm/page.h>. */
#ifndef _ASM_PAGE_TYPES_H
#define _ASM_PAGE_TYPES_H

#include <asm/page.h>

#endif
