/* SPDX-License-Identifier: MIT */
/*
 * Model-specific registers, and the time-stamp counter. A register that the
 * processor does not have is a fault: the _safe forms tell of it.
 *
 * Context: any.
 * Linux: Documentation/arch/x86/index.rst
 */
#ifndef _ASM_MSR_H
#define _ASM_MSR_H

#include <asm/msr-index.h>
#include <asm/processor.h>
#include <asm/tsc.h>

#define rdmsr(msr, low, high)                          \
	do {                                           \
		u64 __value = native_read_msr(msr);    \
		(void)((low) = (u32)__value);          \
		(void)((high) = (u32)(__value >> 32)); \
	} while (0)
#define wrmsr(msr, low, high) \
	native_write_msr(msr, (u64)(high) << 32 | (u32)(low))
#define rdmsrl(msr, value) ((void)((value) = native_read_msr(msr)))
#define wrmsrl(msr, value) native_write_msr(msr, value)

/* 0, or -EIO: there is no such register. */
int rdmsrl_safe(unsigned int msr, u64 *value);
int wrmsrl_safe(unsigned int msr, u64 value);
static inline int rdmsr_safe(unsigned int msr, u32 *low, u32 *high)
{
	u64 value;
	int err = rdmsrl_safe(msr, &value);

	*low = (u32)value;
	*high = value >> 32;
	return err;
}
#define wrmsr_safe(msr, low, high) \
	wrmsrl_safe(msr, (u64)(high) << 32 | (u32)(low))

#endif
