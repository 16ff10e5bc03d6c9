/* SPDX-License-Identifier: MIT */
/*
 * Writes to its own code. A module's text is mapped read and execute, so
 * the write faults, and the oops names the place.
 *
 * Try: modules=textwrite, and read the oops's first line.
 *
 * Loading it crashes.
 */
#include <linux/module.h>

static noinline int victim(void)
{
	return 1;
}

static int __init textwrite_init(void)
{
	volatile unsigned char *code = (void *)victim;

	pr_info("textwrite: writing to %pS\n", victim);
	*code = 0xc3;
	pr_info("textwrite: the write went through\n");
	return 0;
}

static void __exit textwrite_exit(void)
{
}

module_init(textwrite_init);
module_exit(textwrite_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Writes to its own text");
