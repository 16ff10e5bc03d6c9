/* SPDX-License-Identifier: MIT */
/* What the files of kernel/cpu/ share, and nobody else needs. */
#ifndef _CPU_CPU_H
#define _CPU_CPU_H

#include <asm/ptrace.h>
#include <linux/compiler.h>
#include <linux/lockdep.h>
#include <linux/types.h>

#define VECTORS 48 /* 32 exceptions and 16 interrupt lines */
#define IRQ_VECTOR 32
#define DOUBLE_FAULT_STACK_SIZE 8192

/* Intel SDM volume 3, 7.2.1. */
struct tss {
	u32 link, sp0, ss0, sp1, ss1, sp2, ss2, cr3;
	u32 ip, flags, ax, cx, dx, bx, sp, bp, si, di;
	u32 es, cs, ss, ds, fs, gs, ldt;
	u16 trap, iomap;
};

extern struct tss main_tss;
extern u8 double_fault_stack[DOUBLE_FAULT_STACK_SIZE];
extern const u32 vector_addresses[VECTORS];

void system_call(void);
void double_fault_entry(void);
asmlinkage void double_fault(void) __noreturn;
/* Out of the double fault's task, for one who does not return from it. */
void double_fault_leave(void);

/* Where an oops can come back to: guard_run() in entry.S knows the layout. */
struct guard {
	u32 bp, sp;
	struct guard *outer;
	struct atomic_state state; /* at the call */
	bool in_double_fault;
};
int guard_run(struct guard *g, int (*fn)(void *), void *arg, int *ret);
void guard_resume(struct guard *g) __noreturn;

void trap(struct pt_regs *regs, unsigned int vector);
/* Where it, and kretprobe_trampoline(), return to; regs lie above that. */
extern const char trap_return[], kretprobe_return[];
void page_fault(struct pt_regs *regs);
void exit_to_user(struct pt_regs *regs);
/* A fault of a user program that is not a page fault: its signal. */
void user_trap(struct pt_regs *regs, unsigned int vector);
/* A page fault of a user program: its signal and si_code, and a log line. */
void user_page_fault(struct pt_regs *regs, unsigned long address,
		     unsigned long error_code, int sig, int code);
/* What the processor's manual calls exception @vector. */
const char *trap_title(unsigned int vector);
/* A BUG or WARN at regs->ip: whether it was a warning, and is over. */
bool handle_bug(struct pt_regs *regs);

void pic_init(void);
/* Line @irq raises no interrupt; it does. Interrupts are off. */
void pic_mask(unsigned int irq);
void pic_unmask(unsigned int irq);
/* Ends the request of line @irq. False: there was none, it came to nothing. */
bool pic_acknowledge(unsigned int irq);
void irq_handle(struct pt_regs *regs, unsigned int irq);
extern bool in_double_fault;

/* Goes on at the fixup for regs->ip in an exception table, if there is one. */
bool fixup_exception(struct pt_regs *regs);

#endif
