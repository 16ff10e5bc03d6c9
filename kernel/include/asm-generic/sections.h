/* SPDX-License-Identifier: MIT */
/* Another name of <asm/sections.h>. */
#ifndef _ASM_GENERIC_SECTIONS_H
#define _ASM_GENERIC_SECTIONS_H

#include <asm/sections.h>

#endif
