/* SPDX-License-Identifier: MIT */
/*
 * Oopses and warnings, in Linux's words: what happened, where in which symbol
 * of which module, the registers, the calls that led there. It believes no
 * pointer: code is read and frames are followed only where memory is known.
 */
#include <asm/cpu.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <asm/sections.h>
#include <linux/bug.h>
#include <linux/cred.h>
#include <linux/debug_locks.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kdebug.h>
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/preempt.h>
#include <linux/panic_notifier.h>
#include <linux/reboot.h>
#include <linux/sched.h>
#include <linux/stacktrace.h>
#include <linux/string.h>
#include <linux/utsrelease.h>

#include "cpu.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX ""

#define CODE_BEFORE 42
#define CODE_BYTES 64

int panic_on_oops;
core_param(panic_on_oops, panic_on_oops, bint, 0644);
int panic_on_warn;
core_param(panic_on_warn, panic_on_warn, bint, 0644);

static unsigned int oops_count;

extern u8 boot_stack[], boot_stack_top[];

static bool is_kernel_text(unsigned long address)
{
	return address - (unsigned long)_text <
		       (unsigned long)(_etext - _text) ||
	       is_module_text_address(address);
}

static void show_code(const struct pt_regs *regs)
{
	char line[CODE_BYTES * 3 + 8];
	size_t n = 0;

	for (int i = 0; i < CODE_BYTES; i++) {
		unsigned long at = regs->ip - CODE_BEFORE + i;

		if (!is_kernel_text(at))
			n += sprintf(line + n, "?? ");
		else
			n += sprintf(line + n,
				     i == CODE_BEFORE ? "<%02x> " : "%02x ",
				     *(const u8 *)at);
	}
	line[n - 1] = '\0';
	if (is_kernel_text(regs->ip))
		printk(KERN_DEFAULT "Code: %s\n", line);
	else
		printk(KERN_DEFAULT
		       "Code: Unable to access opcode bytes at 0x%lx.\n",
		       regs->ip - CODE_BEFORE);
}

/* Which stack has @address: its bounds, or false. */
static bool stack_of(unsigned long address, unsigned long *low,
		     unsigned long *high)
{
	const struct {
		unsigned long low, high;
	} stacks[] = {
		{ (unsigned long)current->stack,
		  (unsigned long)current->stack + THREAD_SIZE },
		{ (unsigned long)boot_stack, (unsigned long)boot_stack_top },
		{ (unsigned long)double_fault_stack,
		  (unsigned long)double_fault_stack + DOUBLE_FAULT_STACK_SIZE },
	};

	for (u32 i = 0; i < ARRAY_SIZE(stacks); i++) {
		*low = stacks[i].low;
		*high = stacks[i].high;
		if (address >= *low && address < *high)
			return true;
	}
	return false;
}

int regs_within_kernel_stack(const struct pt_regs *regs, unsigned long addr)
{
	unsigned long low, high;

	return stack_of(regs->sp, &low, &high) && addr >= low && addr < high;
}
EXPORT_SYMBOL(regs_within_kernel_stack);

unsigned long regs_get_kernel_stack_nth(const struct pt_regs *regs,
					unsigned int n)
{
	unsigned long low, high;

	if (!stack_of(regs->sp, &low, &high) || n >= (high - regs->sp) / 4)
		return 0;
	return ((const unsigned long *)regs->sp)[n];
}
EXPORT_SYMBOL(regs_get_kernel_stack_nth);

/*
 * What a trap in the kernel has interrupted. A function that has no frame yet,
 * or none of its own, has its caller's address on the top.
 */
static void show_interrupted(const struct pt_regs *regs, const char *level)
{
	unsigned long top;

	if (user_mode(regs))
		return;
	printk("%s %pS\n", level, (void *)regs->ip);
	top = regs_get_kernel_stack_nth(regs, 0);
	if (is_kernel_text(top))
		printk("%s ? %pB\n", level, (void *)top);
}

#define FRAMES_MAX 40

/* The return address in the frame at @frame, in @low to @high, or NULL. */
static const unsigned long *frame_return(unsigned long frame, unsigned long low,
					 unsigned long high)
{
	const unsigned long *p = (const unsigned long *)frame;

	if (frame < low || frame + 8 > high || frame & 3 || !p[1])
		return NULL;
	return p + 1;
}

/* Follows the chain of frame pointers; each frame lies above the last. */
static void show_frames(unsigned long frame, const char *level)
{
	unsigned long low, high, last = 0;
	const unsigned long *ret;

	if (!stack_of(frame, &low, &high))
		return;
	for (int depth = 0; depth < FRAMES_MAX && frame > last; depth++) {
		ret = frame_return(frame, low, high);
		if (!ret)
			return;
		printk("%s %pB\n", level, (void *)kretprobe_find_ret_addr(ret));
		if ((*ret == (unsigned long)trap_return ||
		     *ret == (unsigned long)kretprobe_return) &&
		    frame + 8 + sizeof(struct pt_regs) <= high)
			show_interrupted((const void *)(ret + 1), level);
		last = frame;
		frame = ret[-1];
	}
}

unsigned int stack_trace_save(unsigned long *store, unsigned int size,
			      unsigned int skipnr)
{
	unsigned long frame = (unsigned long)__builtin_frame_address(0);
	unsigned long low, high, last = 0;
	const unsigned long *ret;
	unsigned int count = 0;

	if (!stack_of(frame, &low, &high))
		return 0;
	while (count < size && frame > last &&
	       (ret = frame_return(frame, low, high))) {
		if (skipnr)
			skipnr--;
		else
			store[count++] = kretprobe_find_ret_addr(ret);
		last = frame;
		frame = ret[-1];
	}
	return count;
}
EXPORT_SYMBOL_GPL(stack_trace_save);

void stack_trace_print(const unsigned long *trace, unsigned int nr_entries,
		       int spaces)
{
	for (unsigned int i = 0; i < nr_entries; i++)
		printk("%*c%pS\n", 1 + spaces, ' ', (void *)trace[i]);
}
EXPORT_SYMBOL_GPL(stack_trace_print);

int stack_trace_snprint(char *buf, size_t size, const unsigned long *entries,
			unsigned int nr_entries, int spaces)
{
	size_t n = 0;

	for (unsigned int i = 0; i < nr_entries && size; i++)
		n += scnprintf(buf + n, size - n, "%*c%pS\n", 1 + spaces, ' ',
			       (void *)entries[i]);
	return n;
}
EXPORT_SYMBOL_GPL(stack_trace_snprint);

static void show_trace(const char *level)
{
	printk("%sCall Trace:\n", level);
	show_frames((unsigned long)__builtin_frame_address(0), level);
}

/*
 * A function without a frame of its own, or a call to where there is no code,
 * leaves the caller's address below the first frame: what lies there is shown
 * with a `?`, since it may be a leftover.
 */
static void show_below_frame(unsigned long sp, unsigned long frame)
{
	unsigned long low, high;

	if (!stack_of(sp, &low, &high) || sp & 3)
		return;
	for (; sp < frame && sp + 4 <= high; sp += 4) {
		unsigned long word = *(const unsigned long *)sp;

		if (is_kernel_text(word))
			printk(KERN_DEFAULT " ? %pB\n", (void *)word);
	}
}

static void show_trace_of(const struct pt_regs *regs)
{
	printk(KERN_DEFAULT "Call Trace:\n");
	if (!in_double_fault && !user_mode(regs))
		show_below_frame(kernel_stack_pointer(regs), regs->bp);
	show_frames(regs->bp, KERN_DEFAULT);
}

static void show_head(const char *level)
{
	printk("%sCPU: 0 UID: %u PID: %d Comm: %s %s %s %s\n", level,
	       current_uid().val, current->pid, current->comm, print_tainted(),
	       UTS_RELEASE, UTS_VERSION);
	if (get_taint())
		printk("%s%s\n", level, print_tainted_verbose());
}

static void show_registers(const struct pt_regs *regs)
{
	printk(KERN_DEFAULT "EIP: %pS\n", (void *)regs->ip);
	show_code(regs);
	printk(KERN_DEFAULT "EAX: %08lx EBX: %08lx ECX: %08lx EDX: %08lx\n",
	       regs->ax, regs->bx, regs->cx, regs->dx);
	printk(KERN_DEFAULT "ESI: %08lx EDI: %08lx EBP: %08lx ESP: %08lx\n",
	       regs->si, regs->di, regs->bp, regs->sp);
	printk(KERN_DEFAULT
	       "DS: %04x ES: %04x FS: %04x GS: %04x SS: %04x EFLAGS: %08lx\n",
	       regs->ds, regs->es, regs->fs, regs->gs, regs->ss, regs->flags);
	printk(KERN_DEFAULT "CR0: %08lx CR2: %08lx CR3: %08lx CR4: %08lx\n",
	       read_cr0(), read_cr2(), read_cr3(), read_cr4());
}

/* Back to the innermost guard of the task, or the end of the task. */
static void __noreturn leave_oops(int sig)
{
	struct guard *g = current->guard;

	kprobes_abandon();
	if (in_double_fault) {
		double_fault_leave();
		in_double_fault = false;
		if (current->mm)
			write_cr3(__pa(current->mm->pgd));
	}
	if (g)
		guard_resume(g);
	if (!in_task())
		panic("Fatal exception in interrupt");
	if (current->pid <= 1)
		panic("Attempted to kill init!");
	local_irq_enable();
	if (in_atomic())
		pr_info("note: %s[%d] exited with preempt_count %d\n",
			current->comm, current->pid, preempt_count());
	preempt_count_set(0);
	if (current->signal)
		do_exit(sig);
	kthread_exit(-EFAULT);
}

/* Whether an interrupt, hard or soft, has come since @g was set. */
static bool interrupts_since(const struct guard *g)
{
	const int mask = NMI_MASK | HARDIRQ_MASK | SOFTIRQ_OFFSET;

	return (preempt_count() ^ g->state.preempt_count) & mask;
}

/* Whether the die chain has dealt with it. */
static bool show_oops(const char *title, struct pt_regs *regs, long error_code,
		      unsigned int vector)
{
	static bool dying;
	bool dealt_with;

	if (dying)
		panic("oops within an oops: %s at %pS", title,
		      (void *)regs->ip);
	dying = true;
	debug_locks_off(); /* without a word: an oops has others */
	add_taint(TAINT_DIE, LOCKDEP_NOW_UNRELIABLE);
	printk(KERN_DEFAULT "Oops: %s: %04lx [#%u]\n", title,
	       error_code & 0xffff, ++oops_count);
	show_head(KERN_DEFAULT);
	show_registers(regs);
	show_trace_of(regs);
	print_modules();
	dealt_with = !in_double_fault &&
		     notify_die(DIE_OOPS, title, regs, error_code, vector,
				SIGSEGV) == NOTIFY_STOP;
	printk(KERN_DEFAULT "---[ end trace 0000000000000000 ]---\n");
	dying = false;
	return dealt_with;
}

void die(const char *title, struct pt_regs *regs, long error_code,
	 unsigned int vector)
{
	if (show_oops(title, regs, error_code, vector))
		return;
	if (panic_on_oops)
		panic("Fatal exception");
	if (current->guard && interrupts_since(current->guard))
		panic("Fatal exception in interrupt");
	/* As Linux has it: "Killed" after a page fault, else "Segmentation fault". */
	leave_oops(strcmp(title, "Oops") ? SIGSEGV : SIGKILL);
}

static struct bug_entry *search_bugs(struct bug_entry *table,
				     unsigned int count, unsigned long ip)
{
	for (unsigned int i = 0; i < count; i++)
		if ((unsigned long)&table[i].bug_addr_disp +
			    table[i].bug_addr_disp ==
		    ip)
			return &table[i];
	return NULL;
}

struct bug_entry *find_bug(unsigned long ip)
{
	extern struct bug_entry __start___bug_table[], __stop___bug_table[];
	const struct module *mod = __module_text_address(ip);

	if (mod)
		return search_bugs(mod->bug_table, mod->num_bugs, ip);
	return search_bugs(__start___bug_table,
			   __stop___bug_table - __start___bug_table, ip);
}

static const char *bug_file(const struct bug_entry *bug)
{
	return (const char *)&bug->file_disp + bug->file_disp;
}

static void show_warning(const struct bug_entry *bug, struct pt_regs *regs)
{
	if (!(bug->flags & BUGFLAG_NO_CUT_HERE))
		printk(KERN_DEFAULT "------------[ cut here ]------------\n");
	pr_warn("WARNING: CPU: 0 PID: %d at %s:%u %pS\n", current->pid,
		bug_file(bug), bug->line, (void *)regs->ip);
	print_modules();
	show_head(KERN_DEFAULT);
	show_registers(regs);
	show_trace_of(regs);
	printk(KERN_DEFAULT "---[ end trace 0000000000000000 ]---\n");
	add_taint(TAINT_WARN, LOCKDEP_STILL_OK);
	if (panic_on_warn)
		panic("kernel: panic_on_warn set ...");
}

bool handle_bug(struct pt_regs *regs)
{
	struct bug_entry *bug = is_kernel_text(regs->ip) ? find_bug(regs->ip) :
							   NULL;

	if (!bug)
		return false;
	if (!(bug->flags & BUGFLAG_WARNING)) {
		printk(KERN_DEFAULT "------------[ cut here ]------------\n");
		pr_crit("kernel BUG at %s:%u!\n", bug_file(bug), bug->line);
		return false;
	}
	if (!(bug->flags & BUGFLAG_DONE))
		show_warning(bug, regs);
	if (bug->flags & BUGFLAG_ONCE)
		bug->flags |= BUGFLAG_DONE;
	regs->ip += 2; /* past ud2 */
	return true;
}

void __warn_printk(const char *fmt, ...)
{
	va_list args;

	printk(KERN_DEFAULT "------------[ cut here ]------------\n");
	va_start(args, fmt);
	vprintk(fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(__warn_printk);

void dump_stack_lvl(const char *log_lvl)
{
	show_head(log_lvl);
	show_trace(log_lvl);
}
EXPORT_SYMBOL(dump_stack_lvl);

void dump_stack(void)
{
	dump_stack_lvl(KERN_DEFAULT);
}
EXPORT_SYMBOL(dump_stack);

void panic(const char *fmt, ...)
{
	char text[256];
	va_list args;

	local_irq_disable();
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	pr_emerg("Kernel panic - not syncing: %s\n", text);
	show_head(KERN_EMERG);
	show_trace(KERN_EMERG);
	atomic_notifier_call_chain(&panic_notifier_list, 0, text);
	pr_emerg("---[ end Kernel panic - not syncing: %s ]---\n", text);
	machine_panic();
}
EXPORT_SYMBOL(panic);
