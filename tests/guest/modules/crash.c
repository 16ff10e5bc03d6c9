/* SPDX-License-Identifier: MIT */
/*
 * Crashes as it is told: how=…, when=init, exit, timer or thread.
 *
 * Loading it crashes.
 */
#include <asm/irqflags.h>
#include <linux/bug.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/timer.h>

static char *how = "null";
module_param(how, charp, 0444);
static char *when = "init";
module_param(when, charp, 0444);

static const int constant = 3;

static noinline void crash_null(void)
{
	*(volatile int *)8 = 1;
}

static noinline void crash_wild(void)
{
	(void)*(volatile int *)0xfee1dead;
}

static noinline void crash_divide(void)
{
	volatile int seven = 7, zero = 0;

	seven = seven / zero;
}

static noinline void crash_opcode(void)
{
	asm volatile(".byte 0x0f, 0x0b");
}

static noinline void crash_call(void)
{
	void (*volatile nobody)(void) = NULL;

	nobody();
}

static noinline void crash_protection(void)
{
	asm volatile("mov %0, %%ds" : : "r"(0x1234));
}

static noinline void crash_bug(void)
{
	BUG_ON(*how);
}

static noinline void warn_once(void)
{
	WARN_ON_ONCE(*how);
}

static noinline void crash_warn(void)
{
	WARN_ON(*how);
	WARN(1, "crash: a warning with %d words\n", 5);
	for (int i = 0; i < 3; i++)
		warn_once();
}

static noinline int crash_stack(int depth)
{
	volatile char filler[256];

	filler[0] = depth;
	if (depth == INT_MAX)
		return depth;
	return crash_stack(depth + 1) + filler[0];
}

/* No stack at all: the fault itself cannot be pushed. */
static noinline void crash_esp(void)
{
	asm volatile("xor %esp, %esp\n\tpush %eax");
}

static noinline void crash_text(void)
{
	*(volatile unsigned char *)crash_null = 0xc3;
}

static noinline void crash_rodata(void)
{
	*(volatile int *)&constant = 4;
}

static noinline void crash_exec(void)
{
	static unsigned char code[] = { 0xc3 };

	((void (*volatile)(void))code)();
}

/* In the middle of a critical section: what follows must not suffer. */
static noinline void crash_irqs_off(void)
{
	local_irq_disable();
	*(volatile int *)8 = 1;
}

static void crash_panic(void)
{
	panic("crash: as asked, %d", 42);
}

static void crash_overflow(void)
{
	crash_stack(0);
}

static const struct {
	const char *name;
	void (*run)(void);
} ways[] = {
	{ "null", crash_null },	     { "wild", crash_wild },
	{ "divide", crash_divide },  { "opcode", crash_opcode },
	{ "call", crash_call },	     { "protection", crash_protection },
	{ "bug", crash_bug },	     { "warn", crash_warn },
	{ "stack", crash_overflow }, { "esp", crash_esp },
	{ "text", crash_text },	     { "rodata", crash_rodata },
	{ "exec", crash_exec },	     { "irqs_off", crash_irqs_off },
	{ "panic", crash_panic },
};

static void crash(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(ways); i++)
		if (!strcmp(ways[i].name, how))
			ways[i].run();
	pr_info("crash: survived %s\n", how);
}

static struct timer_list timer;

static void crash_in_timer(struct timer_list *unused)
{
	crash();
}

static int crash_in_thread(void *unused)
{
	crash();
	return 0;
}

static int __init crash_init(void)
{
	if (!strcmp(when, "init"))
		crash();
	timer_setup(&timer, crash_in_timer, 0);
	if (!strcmp(when, "timer")) {
		mod_timer(&timer, jiffies + 1);
		msleep(50);
	}
	if (!strcmp(when, "thread")) {
		kthread_run(crash_in_thread, NULL, "victim");
		msleep(50);
	}
	return 0;
}

static void __exit crash_exit(void)
{
	if (!strcmp(when, "exit"))
		crash();
}

module_init(crash_init);
module_exit(crash_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Crashes as it is told");
