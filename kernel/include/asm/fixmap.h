/* SPDX-License-Identifier: MIT */
/* Addresses that are fixed when the kernel is built: text_poke()'s window. */
#ifndef _ASM_FIXMAP_H
#define _ASM_FIXMAP_H

#include <asm/page.h>

#define FIXADDR_START POKE_WINDOW
#define FIXADDR_TOP 0xfffff000ul
#define FIXADDR_SIZE (FIXADDR_TOP - FIXADDR_START)

#endif
