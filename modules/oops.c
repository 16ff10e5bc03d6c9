/* SPDX-License-Identifier: MIT */
/*
 * An oops in init: it writes through a NULL pointer, three calls deep. The
 * kernel prints where, ends the load, and goes on; the module stays, marked,
 * since nobody can know what it left behind.
 *
 * Try: modules=oops,hello, and find the lines of oops_third() in the trace.
 * Try: the same with panic_on_oops=1.
 */
#include <linux/module.h>

static int *nowhere;

static noinline int oops_third(int value)
{
	*(volatile int *)nowhere = value;
	return value;
}

static noinline int oops_second(int value)
{
	return oops_third(value + 1) + 1;
}

static int __init oops_init(void)
{
	return oops_second(1);
}

static void __exit oops_exit(void)
{
}

module_init(oops_init);
module_exit(oops_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Oopses in its init");
