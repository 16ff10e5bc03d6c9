/* SPDX-License-Identifier: MIT */
/* Another name of <asm/cpu.h>. */
#ifndef _ASM_IRQ_REGS_H
#define _ASM_IRQ_REGS_H

#include <asm/cpu.h>

#endif
