/* SPDX-License-Identifier: MIT */
/*
 * The registers as every entry into the kernel saves them, in Linux's i386
 * order, and what a probe's handler asks of them.
 * Context: any.
 * Linux: Documentation/trace/kprobes.rst
 */
#ifndef _ASM_PTRACE_H
#define _ASM_PTRACE_H

#include <asm/processor-flags.h>
#include <linux/stddef.h>
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
	unsigned long sp;
	unsigned short ss, __ssh;
};

/* The last register that regs_get_register() knows. */
#define MAX_REG_OFFSET (offsetof(struct pt_regs, ss))
/* Arguments that functions take in registers: eax, edx, ecx. */
#define NR_REG_ARGUMENTS 3

static inline int user_mode(const struct pt_regs *regs)
{
	return (regs->cs & 3) == 3;
}

static inline unsigned long kernel_stack_pointer(const struct pt_regs *regs)
{
	return regs->sp;
}

static inline unsigned long user_stack_pointer(const struct pt_regs *regs)
{
	return regs->sp;
}

static inline unsigned long frame_pointer(const struct pt_regs *regs)
{
	return regs->bp;
}

static inline unsigned long instruction_pointer(const struct pt_regs *regs)
{
	return regs->ip;
}

static inline void instruction_pointer_set(struct pt_regs *regs,
					   unsigned long ip)
{
	regs->ip = ip;
}

/* What a function has returned, or failed with. */
static inline unsigned long regs_return_value(const struct pt_regs *regs)
{
	return regs->ax;
}

static inline void regs_set_return_value(struct pt_regs *regs, unsigned long rc)
{
	regs->ax = rc;
}

static inline int is_syscall_success(const struct pt_regs *regs)
{
	return regs->ax < -4095ul;
}

/* The register at @offset in struct pt_regs; 0 where there is none. */
static inline unsigned long regs_get_register(const struct pt_regs *regs,
					      unsigned int offset)
{
	if (offset > MAX_REG_OFFSET)
		return 0;
	if (offset == offsetof(struct pt_regs, cs) ||
	    (offset >= offsetof(struct pt_regs, ds) &&
	     offset <= offsetof(struct pt_regs, gs)) ||
	    offset == offsetof(struct pt_regs, ss))
		return *(const unsigned short *)((const char *)regs + offset);
	return *(const unsigned long *)((const char *)regs + offset);
}

/* Whether @addr is on the kernel stack that @regs was interrupted on. */
int regs_within_kernel_stack(const struct pt_regs *regs, unsigned long addr);
/* Word @n of that stack from its top on; 0 past its end. */
unsigned long regs_get_kernel_stack_nth(const struct pt_regs *regs,
					unsigned int n);

/*
 * Argument @n, from 0 on, where the function begins. Each takes one register
 * or one word of the stack; a 64-bit one takes two, and begins on the stack
 * where it does not fit into what is left of the registers.
 */
static inline unsigned long regs_get_kernel_argument(const struct pt_regs *regs,
						     unsigned int n)
{
	const unsigned long args[NR_REG_ARGUMENTS] = { regs->ax, regs->dx,
						       regs->cx };

	/* The return address lies on the top. */
	return n < NR_REG_ARGUMENTS ?
		       args[n] :
		       regs_get_kernel_stack_nth(regs,
						 n - NR_REG_ARGUMENTS + 1);
}

#endif
