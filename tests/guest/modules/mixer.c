/* SPDX-License-Identifier: MIT */
/* Uses a GPL-only export first, then one of slow, which tests relicense. */
#include <linux/module.h>
#include <linux/timer.h>

int slow_answer(void);

static int __init mixer_init(void)
{
	return ktime_get_ns() ? slow_answer() - 42 : 0;
}

static void __exit mixer_exit(void)
{
}

module_init(mixer_init);
module_exit(mixer_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Uses a GPL-only export and another module's");
