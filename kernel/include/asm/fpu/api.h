/* SPDX-License-Identifier: MIT */
/*
 * Floating point in the kernel: between kernel_fpu_begin() and kernel_fpu_end()
 * the registers are free to use, and nobody may sleep. The code itself lies in
 * a file of its own, built with $(CC_FLAGS_FPU) and without $(CC_FLAGS_NO_FPU).
 *
 * Context: any where irq_fpu_usable() is true.
 * Linux: Documentation/core-api/floating-point.rst
 */
#ifndef _ASM_FPU_API_H
#define _ASM_FPU_API_H

#include <linux/types.h>

/* Puts the user's registers aside, and makes all as a program begins. */
void kernel_fpu_begin(void);
/* Brings the user's registers back. */
void kernel_fpu_end(void);
/* Whether no one is between the two: an interrupt handler asks it. */
bool irq_fpu_usable(void);

#endif
