/* SPDX-License-Identifier: MIT */
/*
 * A module from the staging folder, where what is not good enough yet lives:
 * loading it taints the kernel (C). In Linux the build writes the mark.
 *
 * Try: modules=staging, and look at the table's taints.
 */
#include <linux/module.h>

static int __init staging_init(void)
{
	return 0;
}

static void __exit staging_exit(void)
{
}

module_init(staging_init);
module_exit(staging_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Taints the kernel as staging code");
MODULE_INFO(staging, "Y");
