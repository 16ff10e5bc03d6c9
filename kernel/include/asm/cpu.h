/* SPDX-License-Identifier: MIT */
/*
 * What the rest of the kernel asks of kernel/cpu/: descriptor tables, traps,
 * interrupt lines, and running code that may oops.
 */
#ifndef _ASM_CPU_H
#define _ASM_CPU_H

#include <linux/compiler.h>
#include <linux/types.h>

struct pt_regs;

#define KERNEL_CS 0x60
#define KERNEL_DS 0x68
#define USER_CS 0x73
#define USER_DS 0x7b

/* GDT, TSS and IDT; traps are handled from here on, interrupts still off. */
void cpu_init(void);

/* The kernel stack that a trap from ring 3 switches to: its upper end. */
void cpu_set_kernel_stack(unsigned long top);

/*
 * Calls @fn(@arg), which may run a module's code. 0: it returned, *@ret is its
 * value. -EFAULT: it oopsed; the oops has been shown, and control is here
 * again with the interrupt state of the call. Nests; one a task is active.
 */
int call_guarded(int (*fn)(void *arg), void *arg, int *ret);

/* The exception table: a fault at @insn goes on at @fixup. */
struct exception_table_entry {
	int insn, fixup; /* relative to their own addresses */
	int data;
};
#define EXTABLE_ENTRY_SIZE sizeof(struct exception_table_entry)
#define BUG_ENTRY_SIZE 12

/* The registers that the interrupt being handled has saved, or NULL. */
struct pt_regs *get_irq_regs(void);

/* The GDT's entries for thread-local storage: the running task's. */
#define GDT_TLS_MIN 6
void cpu_load_tls(const u64 *tls);

/* Goes to user mode with the registers in @regs, on the stack's upper end. */
void enter_user(struct pt_regs *regs) __noreturn;

/*
 * An oops that exception @vector at @regs led to, headed by @title. It returns
 * where the die chain has dealt with it: @regs may have been changed.
 */
void die(const char *title, struct pt_regs *regs, long error_code,
	 unsigned int vector);

#endif
