/* SPDX-License-Identifier: MIT */
/*
 * Traps: what the processor raises, sorted by vector. A fault in the kernel
 * either has a place to go on (exception table), is a warning, or is an oops.
 */
#include <asm/cpu.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "cpu.h"

#define FAULT_PRESENT 1
#define FAULT_WRITE 2
#define FAULT_USER 4
#define FAULT_INSTRUCTION 16

static const char *const titles[32] = {
	[0] = "divide error",
	[1] = "debug",
	[2] = "NMI",
	[3] = "int3",
	[4] = "overflow",
	[5] = "bounds",
	[6] = "invalid opcode",
	[7] = "device not available",
	[9] = "coprocessor segment overrun",
	[10] = "invalid TSS",
	[11] = "segment not present",
	[12] = "stack segment",
	[13] = "general protection fault",
	[16] = "coprocessor error",
	[17] = "alignment check",
	[18] = "machine check",
	[19] = "simd exception",
	[21] = "control protection",
};

static const struct exception_table_entry *search_table(
	const struct exception_table_entry *table, unsigned int count,
	unsigned long ip)
{
	for (unsigned int i = 0; i < count; i++)
		if ((unsigned long)&table[i].insn + table[i].insn == ip)
			return &table[i];
	return NULL;
}

bool fixup_exception(struct pt_regs *regs)
{
	extern const struct exception_table_entry __start___ex_table[];
	extern const struct exception_table_entry __stop___ex_table[];
	const struct exception_table_entry *e =
		search_table(__start___ex_table,
			     __stop___ex_table - __start___ex_table, regs->ip);
	const struct module *mod;

	if (!e) {
		mod = __module_text_address(regs->ip);
		if (mod)
			e = search_table(mod->extable, mod->num_exentries,
					 regs->ip);
	}
	if (!e)
		return false;
	regs->ip = (unsigned long)&e->fixup + e->fixup;
	return true;
}

/* The lines above an oops that say what kind of access it was. */
static void explain_fault(const struct pt_regs *regs, unsigned long address)
{
	unsigned long code = regs->orig_ax;

	if ((code & FAULT_INSTRUCTION) && (code & FAULT_PRESENT))
		pr_crit("kernel tried to execute NX-protected page - exploit attempt? (uid: 0)\n");
	if (address < 4096)
		pr_alert("BUG: kernel NULL pointer dereference, address: %08lx\n",
			 address);
	else
		pr_alert("BUG: unable to handle page fault for address: %08lx\n",
			 address);
	pr_alert("#PF: %s %s in %s mode\n",
		 code & FAULT_USER ? "user" : "supervisor",
		 code & FAULT_INSTRUCTION ? "instruction fetch" :
		 code & FAULT_WRITE	  ? "write access" :
					    "read access",
		 user_mode(regs) ? "user" : "kernel");
	pr_alert("#PF: error_code(0x%04lx) - %s\n", code,
		 code & FAULT_PRESENT ? "permissions violation" :
					"not-present page");
}

void page_fault(struct pt_regs *regs)
{
	unsigned long address = read_cr2();

	if (fixup_exception(regs))
		return;
	explain_fault(regs, address);
	die("Oops", regs, regs->orig_ax);
}

void trap(struct pt_regs *regs, unsigned int vector)
{
	if (vector >= IRQ_VECTOR) {
		irq_handle(vector - IRQ_VECTOR);
		return;
	}
	if (vector == 14) {
		page_fault(regs);
		return;
	}
	if (vector == 6 && handle_bug(regs))
		return;
	if (fixup_exception(regs))
		return;
	die(titles[vector] ? titles[vector] : "unknown trap", regs,
	    regs->orig_ax == (unsigned long)-1 ? 0 : regs->orig_ax);
}

bool in_double_fault;

/* The registers of the task that faulted are in its TSS. */
static void registers_of_task(struct pt_regs *regs)
{
	const struct tss *t = &main_tss;

	*regs = (struct pt_regs){
		.bx = t->bx,
		.cx = t->cx,
		.dx = t->dx,
		.si = t->si,
		.di = t->di,
		.bp = t->bp,
		.ax = t->ax,
		.ds = t->ds,
		.es = t->es,
		.fs = t->fs,
		.gs = t->gs,
		.ip = t->ip,
		.cs = t->cs,
		.flags = t->flags,
		.sp = t->sp,
		.ss = t->ss,
	};
}

asmlinkage void double_fault(void)
{
	static struct pt_regs regs;
	unsigned long low = (unsigned long)current->stack;
	unsigned long address = read_cr2();

	registers_of_task(&regs);
	in_double_fault = true;
	if (address < low && low - address <= 4096)
		pr_emerg("BUG: TASK stack guard page was hit at %08lx (stack is %08lx..%08lx)\n",
			 address, low, low + THREAD_SIZE - 1);
	die(address < low && low - address <= 4096 ? "stack guard page" :
						     "double fault",
	    &regs, 0);
}

int call_guarded(int (*fn)(void *arg), void *arg, int *ret)
{
	struct guard g = { .outer = current->guard, .irq_depth = irq_depth };
	unsigned long flags;
	int err;

	local_save_flags(flags);
	current->guard = &g;
	err = guard_run(&g, fn, arg, ret);
	current->guard = g.outer;
	if (err) {
		irq_depth = g.irq_depth;
		if (irqs_disabled_flags(flags))
			local_irq_disable();
		else
			local_irq_enable();
	}
	return err;
}
