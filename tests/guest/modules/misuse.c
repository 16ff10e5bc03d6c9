/* SPDX-License-Identifier: MIT */
/* What must not be done with locks: its init does the one that is named. */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/string.h>

static char *how = "none";
module_param(how, charp, 0);

static noinline void sleep_while_atomic(void)
{
	preempt_disable();
	msleep(10);
	preempt_enable();
}

static const struct misuse {
	const char *name;
	void (*run)(void);
} misuses[] = {
	{ "sleep", sleep_while_atomic },
};

static int __init misuse_init(void)
{
	for (u32 i = 0; i < ARRAY_SIZE(misuses); i++)
		if (!strcmp(misuses[i].name, how))
			misuses[i].run();
	pr_info("misuse: done with %s\n", how);
	return 0;
}

static void __exit misuse_exit(void)
{
}

module_init(misuse_init);
module_exit(misuse_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Misuse of locks, for the tests");
