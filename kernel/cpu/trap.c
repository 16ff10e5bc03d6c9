/* SPDX-License-Identifier: MIT */
/*
 * Traps: what the processor raises, sorted by vector. A fault in the kernel
 * either has a place to go on (exception table), is a warning, or is an oops.
 */
#include <asm/cpu.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hw_breakpoint.h>
#include <linux/kernel.h>
#include <linux/kdebug.h>
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/signal.h>
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

const char *trap_title(unsigned int vector)
{
	return vector < ARRAY_SIZE(titles) && titles[vector] ? titles[vector] :
							       "unknown trap";
}

static const struct exception_table_entry *search_table(
	const struct exception_table_entry *table, unsigned int count,
	unsigned long ip)
{
	for (unsigned int i = 0; i < count; i++)
		if ((unsigned long)&table[i].insn + table[i].insn == ip)
			return &table[i];
	return NULL;
}

static const struct exception_table_entry *search_exception_tables(
	unsigned long ip)
{
	extern const struct exception_table_entry __start___ex_table[];
	extern const struct exception_table_entry __stop___ex_table[];
	const struct exception_table_entry *e =
		search_table(__start___ex_table,
			     __stop___ex_table - __start___ex_table, ip);
	const struct module *mod;

	if (!e) {
		mod = __module_text_address(ip);
		if (mod)
			e = search_table(mod->extable, mod->num_exentries, ip);
	}
	return e;
}

bool fixup_exception(struct pt_regs *regs)
{
	const struct exception_table_entry *e =
		search_exception_tables(regs->ip);

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
		pr_crit("%s (uid: %u)\n",
			address < TASK_SIZE ?
				"unable to execute userspace code (SMEP?)" :
				"kernel tried to execute NX-protected page - exploit attempt?",
			from_kuid(NULL, current_uid()));
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

/*
 * Whether user memory may be touched here: by a program, or by an instruction
 * of the kernel that is made for it.
 */
static bool may_touch_user(const struct pt_regs *regs, unsigned long address)
{
	return user_mode(regs) ||
	       (address < TASK_SIZE && current->mm && !in_atomic() &&
		!current->pagefault_disabled &&
		search_exception_tables(regs->ip));
}

/* Whether the fault is over: the page is there, or the program is told. */
static bool user_fault(struct pt_regs *regs, unsigned long address)
{
	unsigned long error = regs->orig_ax;
	int sig, code;

	if (user_mode(regs))
		regs->orig_ax = -1; /* no system call to be made again */
	if (regs->flags & X86_EFLAGS_IF)
		local_irq_enable();
	sig = handle_mm_fault(address, error & FAULT_WRITE,
			      error & FAULT_INSTRUCTION, &code);
	if (sig == SIGKILL)
		force_sig(SIGKILL);
	else if (sig && user_mode(regs))
		user_page_fault(regs, address, error, sig, code);
	return !sig || user_mode(regs);
}

void page_fault(struct pt_regs *regs)
{
	unsigned long address = read_cr2();

	if (may_touch_user(regs, address) && user_fault(regs, address))
		return;
	if (fixup_exception(regs))
		return;
	explain_fault(regs, address);
	die("Oops", regs, regs->orig_ax, 14);
}

/* Whether the die chain has dealt with an exception in the kernel. */
static bool is_dealt_with(struct pt_regs *regs, unsigned int vector, long code)
{
	static const enum die_val vals[] = {
		[1] = DIE_DEBUG, [3] = DIE_INT3, [13] = DIE_GPF
	};
	enum die_val val = vector < ARRAY_SIZE(vals) ? vals[vector] : 0;

	return notify_die(val ?: DIE_TRAP, trap_title(vector), regs, code,
			  vector,
			  vector == 1 || vector == 3 ? SIGTRAP : SIGSEGV) ==
	       NOTIFY_STOP;
}

void __kprobes trap(struct pt_regs *regs, unsigned int vector)
{
	long code;

	if (vector >= IRQ_VECTOR) {
		irq_handle(regs, vector - IRQ_VECTOR);
		return;
	}
	if (vector == 3 && !user_mode(regs) && kprobe_int3_handler(regs))
		return;
	if (vector == 1 && !user_mode(regs) && hw_breakpoint_handler(regs))
		return;
	kprobe_fault(regs);
	if (vector == 14) {
		page_fault(regs);
		return;
	}
	if (user_mode(regs)) {
		local_irq_enable();
		user_trap(regs, vector);
		return;
	}
	if (vector == 6 && handle_bug(regs))
		return;
	if (fixup_exception(regs))
		return;
	code = regs->orig_ax == (unsigned long)-1 ? 0 : regs->orig_ax;
	if (!is_dealt_with(regs, vector, code))
		die(trap_title(vector), regs, code, vector);
}

/* What is left to do before user mode: let others run, handle signals. */
void exit_to_user(struct pt_regs *regs)
{
	for (;;) {
		local_irq_disable();
		if (need_resched()) {
			schedule();
		} else if (current->sigpending || current->restore_sigmask) {
			local_irq_enable();
			do_signal(regs);
		} else {
			return;
		}
	}
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
	    &regs, 0, 8);
	panic("Machine halted.");
}

int call_guarded(int (*fn)(void *arg), void *arg, int *ret)
{
	struct guard g = { .outer = current->guard,
			   .state = atomic_state_now() };
	int err;

	current->guard = &g;
	err = guard_run(&g, fn, arg, ret);
	current->guard = g.outer;
	if (err)
		atomic_state_restore(&g.state);
	return err;
}
