/* SPDX-License-Identifier: MIT */
/* Needs chain_a and chain_b, which needs chain_a too. */
#include <linux/module.h>

int chain_a(void);
int chain_b(void);

static int __init diamond_init(void)
{
	pr_info("diamond: %d and %d\n", chain_a(), chain_b());
	return 0;
}

static void __exit diamond_exit(void)
{
}

module_init(diamond_init);
module_exit(diamond_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Needs two modules, one of which needs the other");
