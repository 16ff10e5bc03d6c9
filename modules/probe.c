/* SPDX-License-Identifier: MIT */
/*
 * A kprobe: code of ours runs where the kernel passes a function, without a
 * change to the kernel's source. The first byte of the function becomes int3.
 *
 * Try: insmod probe.ko, then ls: who makes a task, and from where.
 * Try: insmod probe.ko symbol=__ia32_sys_openat, and symbol=trap: refused.
 */
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/sched.h>

static char *symbol = "kernel_clone";
module_param(symbol, charp, 0444);
MODULE_PARM_DESC(symbol, "The function to probe");

static struct kprobe probe;

/* Before the instruction. regs->ip is already behind the int3. */
static int before(struct kprobe *p, struct pt_regs *regs)
{
	pr_info("probe: %s (pid %d) is at %s, called from %pS\n", current->comm,
		current->pid, p->symbol_name,
		*(void **)kernel_stack_pointer(regs));
	return 0; /* run the instruction */
}

/* After it: it has been run from a copy. */
static void after(struct kprobe *p, struct pt_regs *regs, unsigned long flags)
{
	pr_info("probe: %s goes on at %s+0x%lx\n", current->comm,
		p->symbol_name, regs->ip - (unsigned long)p->addr);
}

static int __init probe_init(void)
{
	int err;

	probe.symbol_name = symbol;
	probe.pre_handler = before;
	probe.post_handler = after;
	err = register_kprobe(&probe);
	if (err)
		pr_err("probe: no probe at %s: %d\n", symbol, err);
	else
		pr_info("probe: %s is at %pS, its first byte was %02x\n",
			symbol, probe.addr, probe.opcode);
	return err;
}

static void __exit probe_exit(void)
{
	unregister_kprobe(&probe);
	pr_info("probe: missed %lu\n", probe.nmissed);
}

module_init(probe_init);
module_exit(probe_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Tells who calls a function");
