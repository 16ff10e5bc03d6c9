/* SPDX-License-Identifier: MIT */
/*
 * Running one instruction of the kernel by itself: its copy, followed by int3,
 * in a slot of memory that can be executed; or, where it would not do there
 * what it does at its place (branches, the interrupt flag), by hand.
 */
#ifndef _CPU_STEP_H
#define _CPU_STEP_H

#include <asm/ptrace.h>
#include <linux/types.h>

#define INT3_INSN_OPCODE 0xcc

struct step {
	u8 *slot;  /* NULL: done by hand */
	u8 length; /* of the instruction, in bytes */
	u8 kind;   /* private to step.c, as the next two */
	u8 opcode;
	s32 operand;
};

/*
 * Makes @step of the instruction in the first of @size bytes at @code. 0,
 * -EILSEQ (no instruction), -EOPNOTSUPP (one that cannot be run so), -ENOMEM.
 */
int step_prepare(struct step *step, const u8 *code, size_t size);
/* Gives its slot back. */
void step_free(struct step *step);

/*
 * Precondition: @regs is the trap at @addr, where @step's instruction lies.
 * True: it has been done, and regs->ip is behind it. False: @regs now leads to
 * its copy; regs->flags must have interrupts off.
 */
bool step_begin(const struct step *step, struct pt_regs *regs,
		unsigned long addr);
/* Whether the int3 at @ip is the one behind the copy. */
bool step_is_over(const struct step *step, unsigned long ip);
/* Precondition: it is. Brings @regs to where the instruction led. */
void step_end(const struct step *step, struct pt_regs *regs,
	      unsigned long addr);

#endif
