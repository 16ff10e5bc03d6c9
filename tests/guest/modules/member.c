/* SPDX-License-Identifier: MIT */
/* One of many: the tests load it under a thousand names. */
#include <linux/module.h>

int chain_a(void);

static int __init member_init(void)
{
	return chain_a() - 1;
}

static void __exit member_exit(void)
{
}

module_init(member_init);
module_exit(member_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("One of many that use the same module");
