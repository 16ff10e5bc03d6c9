/* SPDX-License-Identifier: MIT */
/*
 * Probes that end badly, or are left behind: how= is what happens.
 *
 *   pre, post     a kprobe's handler oopses
 *   entry, return a kretprobe's does
 *   step          the probed instruction does
 *   panic         a panic calls a notifier
 *   left          all of them are left when it goes
 *
 * It needs a boot of its own.
 */
#include <linux/kdebug.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/panic_notifier.h>
#include <linux/string.h>

static char *how = "";
module_param(how, charp, 0444);

int badprobe_target(int n);

static int *nothing;
static bool fault;

noinline int badprobe_target(int n)
{
	if (fault)
		*nothing = n;
	return n + 1;
}

static noinline int bad_handler(void)
{
	*nothing = 1;
	return 0;
}

static int pre(struct kprobe *p, struct pt_regs *regs)
{
	return strcmp(how, "pre") ? 0 : bad_handler();
}

static void post(struct kprobe *p, struct pt_regs *regs, unsigned long flags)
{
	if (!strcmp(how, "post"))
		bad_handler();
}

static int at_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	return strcmp(how, "entry") ? 0 : bad_handler();
}

static int at_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	return strcmp(how, "return") ? 0 : bad_handler();
}

static int ignore(struct notifier_block *nb, unsigned long val, void *data)
{
	return NOTIFY_DONE;
}

static int told(struct notifier_block *nb, unsigned long val, void *data)
{
	pr_emerg("badprobe: told of \"%s\"\n", (const char *)data);
	return NOTIFY_DONE;
}

static struct kprobe kp = { .symbol_name = "badprobe_target",
			    .pre_handler = pre,
			    .post_handler = post };
static struct kretprobe rp = { .kp.symbol_name = "badprobe_target",
			       .entry_handler = at_entry,
			       .handler = at_return };
static struct notifier_block nb = { .notifier_call = told };
static struct notifier_block die_nb = { .notifier_call = ignore };
static struct notifier_block module_nb = { .notifier_call = ignore };
/* At each byte of the target that takes one. */
static struct kprobe steps[64];

static void probe_each(void)
{
	unsigned int n = 0;

	for (u8 *at = (u8 *)badprobe_target; n < 32; at++) {
		steps[n].addr = at;
		if (!register_kprobe(&steps[n]))
			n++;
		if (at[0] == 0xc3 || steps[n].opcode == 0xc3)
			return;
	}
}

static int __init badprobe_init(void)
{
	int err = 0;

	if (!strcmp(how, "panic")) {
		atomic_notifier_chain_register(&panic_notifier_list, &nb);
		panic("asked for");
	}
	if (!strcmp(how, "left")) {
		if (!__symbol_get("gpl_answer"))
			return -ENOENT;
		register_die_notifier(&die_nb);
		register_module_notifier(&module_nb);
		kp.symbol_name = rp.kp.symbol_name = "kernel_clone";
		register_kprobe(&kp);
		return register_kretprobe(&rp);
	}
	if (!strcmp(how, "step")) {
		probe_each();
		fault = true;
	} else if (!strcmp(how, "pre") || !strcmp(how, "post")) {
		err = register_kprobe(&kp);
	} else {
		err = register_kretprobe(&rp);
	}
	return err ? err : badprobe_target(1) - 2;
}

static void __exit badprobe_exit(void)
{
}

module_init(badprobe_init);
module_exit(badprobe_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Probes that end badly");
