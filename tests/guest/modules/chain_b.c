/* SPDX-License-Identifier: MIT */
/* The middle of a chain: it needs chain_a. */
#include <linux/module.h>

int chain_a(void);
int chain_b(void);

int chain_b(void)
{
	return chain_a() + 1;
}
EXPORT_SYMBOL_GPL(chain_b);

static int __init chain_b_init(void)
{
	pr_info("chain_b: depth %d\n", chain_b());
	return 0;
}

static void __exit chain_b_exit(void)
{
	pr_info("chain_b: gone\n");
}

module_init(chain_b_init);
module_exit(chain_b_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("A link of a chain of modules");
