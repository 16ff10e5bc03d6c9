/* SPDX-License-Identifier: MIT */
/*
 * Constructors: functions that run before init, in the order of their
 * priorities. The compiler lists them in .init_array (or .ctors), and the
 * loader calls what is listed there.
 *
 * Only on Mortise: Debian's Linux has no CONFIG_CONSTRUCTORS, and runs none.
 *
 * Try: modules=ctors
 */
#include <linux/module.h>

static int order;

static void __attribute__((constructor(101))) first(void)
{
	pr_info("ctors: constructor %d: first\n", ++order);
}

static void __attribute__((constructor(102))) second(void)
{
	pr_info("ctors: constructor %d: second\n", ++order);
}

static int __init ctors_init(void)
{
	pr_info("ctors: init after %d constructors\n", order);
	return 0;
}

static void __exit ctors_exit(void)
{
}

module_init(ctors_init);
module_exit(ctors_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Runs constructors before its init");
