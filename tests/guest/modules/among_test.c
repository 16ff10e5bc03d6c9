/* SPDX-License-Identifier: MIT */
/*
 * Modules among themselves: symbols by name, threads that outlive an exit, the
 * die chain, stacks, and what books look for in the kernel.
 */
#include <asm/unistd.h>
#include <linux/delay.h>
#include <linux/kallsyms.h>
#include <linux/kdebug.h>
#include <linux/kprobes.h>
#include <linux/panic_notifier.h>
#include <linux/stacktrace.h>
#include <linux/syscalls.h>

#include "helper.h"

/* --- Symbols. */

static void a_symbol_holds_its_module(void)
{
	int (*answer)(void);
	struct module *mod;

	EXPECT(!__symbol_get("gpl_answer"));
	EXPECT_EQ(load_by_name("answerer", ""), 0);
	mod = find_module("answerer");
	answer = __symbol_get("gpl_answer");
	EXPECT(answer && answer() == 42);
	EXPECT_EQ(module_refcount(mod), 1);
	EXPECT_EQ((u32)__symbol_get("gpl_answer"), (u32)answer);
	EXPECT_EQ(module_refcount(mod), 2);
	EXPECT_EQ(unload("answerer"), -EWOULDBLOCK);
	__symbol_put("gpl_answer");
	symbol_put_addr(answer);
	EXPECT_EQ(module_refcount(mod), 0);
	EXPECT_EQ(unload("answerer"), 0);
	EXPECT(!__symbol_get("gpl_answer"));
}

static void only_gpl_symbols_are_got(void)
{
	EXPECT(!__symbol_get("kmalloc_of_nobody"));
	EXPECT(!__symbol_get("printk_of_nobody"));
	EXPECT(!__symbol_get("msleep")); /* exported to all */
	/* The kernel's own hold nothing. */
	EXPECT_EQ((u32)symbol_get(register_kprobe), (u32)register_kprobe);
	symbol_put(register_kprobe);
	symbol_put_addr(register_kprobe);
}

static int leaves(void *unused)
{
	module_put_and_kthread_exit(5);
}

static void a_thread_gives_its_module_back(void)
{
	int before = module_refcount(THIS_MODULE);

	EXPECT(try_module_get(THIS_MODULE));
	EXPECT_EQ(module_refcount(THIS_MODULE), before + 1);
	EXPECT(!IS_ERR(kthread_run(leaves, NULL, "leaver")));
	msleep(20);
	EXPECT_EQ(module_refcount(THIS_MODULE), before);
	EXPECT(try_module_get(NULL));
	module_put(NULL);
}

/* --- The die chain. */

void faults_here(void);
extern const u8 faults_here_end[];
extern const u8 breaks_here_end[];
void breaks_here(void);

asm("	.pushsection .text\n"
    "	.globl faults_here\n"
    "faults_here:\n"
    "	movl $1, 0x10\n"
    "	.globl faults_here_end\n"
    "faults_here_end:\n"
    "	ret\n"
    "	.globl breaks_here\n"
    "breaks_here:\n"
    "	int3\n"
    "	.globl breaks_here_end\n"
    "breaks_here_end:\n"
    "	ret\n"
    "	.popsection\n");

static unsigned long seen, seen_trap;

static int mend(struct notifier_block *nb, unsigned long val, void *data)
{
	struct die_args *args = data;

	seen = val;
	seen_trap = args->trapnr;
	if (args->regs->ip == (unsigned long)faults_here)
		args->regs->ip = (unsigned long)faults_here_end;
	else if (args->regs->ip != (unsigned long)breaks_here_end)
		return NOTIFY_DONE;
	return NOTIFY_STOP;
}

static void an_oops_may_be_dealt_with(void)
{
	struct notifier_block nb = { .notifier_call = mend };

	EXPECT_EQ(register_die_notifier(&nb), 0);
	EXPECT_EQ(register_die_notifier(&nb), -EEXIST);
	faults_here();
	EXPECT_EQ(seen, DIE_OOPS);
	EXPECT_EQ(seen_trap, 14);
	breaks_here();
	EXPECT_EQ(seen, DIE_INT3);
	EXPECT_EQ(seen_trap, 3);
	EXPECT_EQ(unregister_die_notifier(&nb), 0);
	EXPECT_EQ(unregister_die_notifier(&nb), -ENOENT);
}

/* --- Stacks. */

noinline unsigned int saves_stack(unsigned long *store, unsigned int size,
				  unsigned int skip);

noinline unsigned int saves_stack(unsigned long *store, unsigned int size,
				  unsigned int skip)
{
	unsigned int count = stack_trace_save(store, size, skip);

	EXPECT(__builtin_return_address(0) != NULL);
	return count;
}

static int ignore(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	return 0;
}

static void stacks_are_saved(void)
{
	static unsigned long store[64], other[64];
	static char text[512];
	unsigned int count = saves_stack(store, ARRAY_SIZE(store), 0);

	EXPECT(count > 4 && count < ARRAY_SIZE(store));
	stack_trace_snprint(text, sizeof(text), store, 2, 1);
	if (!EXPECT(strstarts(text, "  saves_stack+0x")) ||
	    !EXPECT(strstr(text, "[among_test]\n  stacks_are_saved+0x")))
		ktap_say("  # %s", text);
	stack_trace_print(store, 2, 0);
	EXPECT_EQ(stack_trace_snprint(text, 8, store, 2, 0), 7);
	EXPECT_EQ(saves_stack(other, ARRAY_SIZE(other), 2), count - 2);
	EXPECT_EQ(other[0], store[2]);
	EXPECT_EQ(saves_stack(other, 1, 0), 1);
}

static void a_probed_return_is_seen_through(void)
{
	struct kretprobe rp = { .kp.symbol_name = "saves_stack",
				.handler = ignore };
	static unsigned long store[16];
	static char text[256];

	EXPECT_EQ(register_kretprobe(&rp), 0);
	EXPECT(saves_stack(store, ARRAY_SIZE(store), 0) > 4);
	unregister_kretprobe(&rp);
	stack_trace_snprint(text, sizeof(text), store + 1, 1, 0);
	EXPECT(strstarts(text, " a_probed_return_is_seen_through+0x"));
}

/* --- What books look for. */

static unsigned long look_up(const char *name)
{
	struct kprobe kp = { .symbol_name = "kallsyms_lookup_name" };
	unsigned long (*lookup)(const char *name);

	EXPECT_EQ(register_kprobe(&kp), 0);
	lookup = (void *)kp.addr;
	unregister_kprobe(&kp);
	return lookup(name);
}

static void the_table_of_system_calls_is_found(void)
{
	const sys_call_ptr_t *table = (void *)look_up("sys_call_table");

	EXPECT(table &&
	       table[__NR_openat] == (void *)look_up("__ia32_sys_openat"));
	EXPECT_EQ((u32)table[__NR_read], look_up("__ia32_sys_read"));
	EXPECT(look_up("kernel_clone"));
	EXPECT_EQ(look_up("among_test:look_up"), (u32)look_up);
}

static void protection_stays(void)
{
	unsigned long cr0 = read_cr0();

	EXPECT(cr0 & X86_CR0_WP);
	write_cr0(cr0 & ~X86_CR0_WP); /* is warned of */
	EXPECT_EQ(read_cr0(), cr0);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(a_symbol_holds_its_module),
	KTAP_CASE(only_gpl_symbols_are_got),
	KTAP_CASE(a_thread_gives_its_module_back),
	KTAP_CASE(an_oops_may_be_dealt_with),
	KTAP_CASE(stacks_are_saved),
	KTAP_CASE(a_probed_return_is_seen_through),
	KTAP_CASE(the_table_of_system_calls_is_found),
	KTAP_CASE(protection_stays),
};

KTAP_SUITE(among_test, cases);
