/* SPDX-License-Identifier: MIT */
/*
 * A kretprobe: code of ours runs when a function begins and when it returns.
 * Between the two it keeps what it wants to know in data of that call's own.
 *
 * Try: insmod retprobe.ko, then cat /nothing: the read, and its return value.
 * Try: insmod retprobe.ko symbol=kernel_clone
 */
#include <linux/kprobes.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/sched.h>

static char *symbol = "__ia32_sys_openat";
module_param(symbol, charp, 0444);
MODULE_PARM_DESC(symbol, "The function whose returns are told");

/* One a call. */
struct call {
	ktime_t began;
};

static int at_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct call *call = (struct call *)ri->data;

	if (!current->mm)
		return 1; /* a kernel thread: this call is not followed */
	call->began = ktime_get();
	return 0;
}

static int at_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct call *call = (struct call *)ri->data;
	s64 ns = ktime_to_ns(ktime_sub(ktime_get(), call->began));

	pr_info("retprobe: %s: %s returned %ld after %lld ns\n", current->comm,
		symbol, (long)regs_return_value(regs), ns);
	return 0;
}

static struct kretprobe probe = {
	.entry_handler = at_entry,
	.handler = at_return,
	.data_size = sizeof(struct call),
	.maxactive = 20, /* calls at one time */
};

static int __init retprobe_init(void)
{
	probe.kp.symbol_name = symbol;
	return register_kretprobe(&probe);
}

static void __exit retprobe_exit(void)
{
	unregister_kretprobe(&probe);
	pr_info("retprobe: %d calls were too many at one time\n",
		probe.nmissed);
}

module_init(retprobe_init);
module_exit(retprobe_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Tells what a function returns, and how long it took");
