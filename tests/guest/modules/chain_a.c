/* SPDX-License-Identifier: MIT */
/* The end of a chain of modules: it needs nobody. */
#include <linux/module.h>

int chain_a(void);

int chain_a(void)
{
	return 1;
}
EXPORT_SYMBOL_GPL(chain_a);

static int __init chain_a_init(void)
{
	pr_info("chain_a: depth %d\n", chain_a());
	return 0;
}

static void __exit chain_a_exit(void)
{
	pr_info("chain_a: gone\n");
}

module_init(chain_a_init);
module_exit(chain_a_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("A link of a chain of modules");
