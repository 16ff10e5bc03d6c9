/* SPDX-License-Identifier: MIT */
/*
 * A module whose licence is not GPL-compatible: it loads, but taints the
 * kernel (P), and GPL-only exports are not for it.
 *
 * Try: modules=proprietary, and look at the table's taints.
 */
#include <linux/module.h>

static int __init proprietary_init(void)
{
	pr_info("proprietary: you may use me, but not read me\n");
	return 0;
}

static void __exit proprietary_exit(void)
{
}

module_init(proprietary_init);
module_exit(proprietary_exit);

MODULE_LICENSE("Proprietary");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Taints the kernel by its licence");
