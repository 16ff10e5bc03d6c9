/* SPDX-License-Identifier: MIT */
/*
 * An oops in init: it writes through a NULL pointer, three calls deep. The
 * kernel prints where, ends the load, and goes on; the module stays, marked,
 * since nobody can know what it left behind.
 *
 * Try: modules=oops,hello, and find the lines of oops_third() in the trace.
 * Try: the same with panic_on_oops=1.
 *
 * Loading it crashes.
 */
#include <linux/module.h>

static int *nowhere;
static int value = 1;
module_param(value, int, 0444);
MODULE_PARM_DESC(value, "What to write");

static noinline int oops_third(int number)
{
	*(volatile int *)nowhere = number;
	return number;
}

static noinline int oops_second(int number)
{
	return oops_third(number + 1) + value;
}

static int __init oops_init(void)
{
	return oops_second(value);
}

static void __exit oops_unload(void)
{
}

module_init(oops_init);
module_exit(oops_unload);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Oopses in its init");
