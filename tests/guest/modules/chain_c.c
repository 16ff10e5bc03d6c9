/* SPDX-License-Identifier: MIT */
/* The head of a chain: it needs chain_b, which needs chain_a. */
#include <linux/module.h>

int chain_b(void);
int chain_c(void);

int chain_c(void)
{
	return chain_b() + 1;
}
EXPORT_SYMBOL_GPL(chain_c);

static int __init chain_c_init(void)
{
	pr_info("chain_c: depth %d\n", chain_c());
	return 0;
}

static void __exit chain_c_exit(void)
{
	pr_info("chain_c: gone\n");
}

module_init(chain_c_init);
module_exit(chain_c_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("A link of a chain of modules");
