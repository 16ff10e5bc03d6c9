/* SPDX-License-Identifier: MIT */
/* The registers as every entry into the kernel saves them: Linux's i386 order. */
#ifndef _ASM_PTRACE_H
#define _ASM_PTRACE_H

#include <linux/types.h>

struct pt_regs {
	unsigned long bx, cx, dx, si, di, bp, ax;
	unsigned short ds, __dsh;
	unsigned short es, __esh;
	unsigned short fs, __fsh;
	unsigned short gs, __gsh;
	unsigned long orig_ax; /* the trap's error code, or -1 */
	unsigned long ip;
	unsigned short cs, __csh;
	unsigned long flags;
	unsigned long sp;	  /* from ring 3 only */
	unsigned short ss, __ssh; /* from ring 3 only */
};

static inline int user_mode(const struct pt_regs *regs)
{
	return (regs->cs & 3) == 3;
}

/* A trap in the kernel pushes no stack pointer: it is where regs end. */
static inline unsigned long kernel_stack_pointer(const struct pt_regs *regs)
{
	return (unsigned long)&regs->sp;
}

static inline unsigned long instruction_pointer(const struct pt_regs *regs)
{
	return regs->ip;
}

#endif
