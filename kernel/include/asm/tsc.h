/* SPDX-License-Identifier: MIT */
/*
 * The time stamp counter. Under QEMU's -icount it counts virtual nanoseconds:
 * instructions << shift.
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

#endif
