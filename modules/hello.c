/* SPDX-License-Identifier: MIT */
/*
 * The smallest module: it says hello when it is loaded and goodbye when it
 * is unloaded.
 *
 * Try: module.verbose=1 on the kernel's command line, to see each step of
 * its load.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/printk.h>

static int __init hello_init(void)
{
	pr_info("Hello, world\n");
	return 0;
}

static void __exit hello_exit(void)
{
	pr_info("Goodbye, cruel world\n");
}

module_init(hello_init);
module_exit(hello_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Says hello");
