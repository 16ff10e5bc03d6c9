/* SPDX-License-Identifier: MIT */
/*
 * The time stamp counter. Under QEMU's -icount it counts virtual nanoseconds:
 * instructions << shift.
 *
 * Context: any.
 * Linux: Documentation/virt/kvm/x86/timekeeping.rst
 */
#ifndef _ASM_TSC_H
#define _ASM_TSC_H

#include <linux/types.h>

static inline u64 rdtsc(void)
{
	u64 value;

	asm volatile("rdtsc" : "=A"(value));
	return value;
}

/* Its value at the kernel's entry. */
extern u64 boot_tsc;

/* Ticks of the time stamp counter in a millisecond. */
extern u32 tsc_khz;

#endif
