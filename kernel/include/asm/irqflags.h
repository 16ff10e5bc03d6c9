/* SPDX-License-Identifier: MIT */
/* The interrupt flag. */
#ifndef _ASM_IRQFLAGS_H
#define _ASM_IRQFLAGS_H

#include <asm/processor-flags.h>
#include <linux/types.h>

static inline unsigned long native_save_fl(void)
{
	unsigned long flags;

	asm volatile("pushf\n\tpop %0" : "=rm"(flags) : : "memory");
	return flags;
}

static inline void local_irq_disable(void)
{
	asm volatile("cli" : : : "memory");
}

static inline void local_irq_enable(void)
{
	asm volatile("sti" : : : "memory");
}

#define local_save_flags(flags) ((flags) = native_save_fl())
#define local_irq_save(flags)            \
	do {                             \
		local_save_flags(flags); \
		local_irq_disable();     \
	} while (0)
#define local_irq_restore(flags)            \
	do {                                \
		if ((flags)&X86_EFLAGS_IF)  \
			local_irq_enable(); \
	} while (0)
#define irqs_disabled_flags(flags) (!((flags)&X86_EFLAGS_IF))
#define irqs_disabled() irqs_disabled_flags(native_save_fl())

#endif
