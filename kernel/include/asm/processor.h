/* SPDX-License-Identifier: MIT */
/*
 * Control registers, CPUID, and the pause instruction.
 *
 * Context: any.
 * Linux: Documentation/arch/x86/index.rst
 */
#ifndef _ASM_PROCESSOR_H
#define _ASM_PROCESSOR_H

#include <linux/types.h>

static inline void cpu_relax(void)
{
	asm volatile("pause" : : : "memory");
}

static inline void cpuid(u32 leaf, u32 *a, u32 *b, u32 *c, u32 *d)
{
	asm volatile("cpuid"
		     : "=a"(*a), "=b"(*b), "=c"(*c), "=d"(*d)
		     : "a"(leaf), "c"(0));
}

#define READ_CR(n)                                                \
	static inline unsigned long read_cr##n(void)              \
	{                                                         \
		unsigned long value;                              \
                                                                  \
		asm volatile("mov %%cr" #n ", %0" : "=r"(value)); \
		return value;                                     \
	}
#define WRITE_CR(n)                                                        \
	static inline void write_cr##n(unsigned long value)                \
	{                                                                  \
		asm volatile("mov %0, %%cr" #n : : "r"(value) : "memory"); \
	}

READ_CR(0)
READ_CR(2)
READ_CR(3)
READ_CR(4)
WRITE_CR(3)
WRITE_CR(4)

/*
 * Sets CR0. Once text is protected WP stays: who takes it away is warned, and
 * it is there again.
 */
void native_write_cr0(unsigned long value);
#define write_cr0(value) native_write_cr0(value)

static inline u64 native_read_msr(u32 msr)
{
	u64 value;

	asm volatile("rdmsr" : "=A"(value) : "c"(msr));
	return value;
}

static inline void native_write_msr(u32 msr, u64 value)
{
	asm volatile("wrmsr" : : "c"(msr), "A"(value));
}

#endif
