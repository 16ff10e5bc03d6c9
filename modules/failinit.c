/* SPDX-License-Identifier: MIT */
/*
 * An init that fails: what it returns ends the load, and is what insmod
 * prints. Nothing of the module stays.
 *
 * Try: modules=failinit, and failinit(error=-12) for another error.
 *
 * Loading it fails: ENODEV.
 */
#include <linux/errno.h>
#include <linux/module.h>

static int error = -ENODEV;
module_param(error, int, 0444);
MODULE_PARM_DESC(error, "What init returns");

static int __init failinit_init(void)
{
	pr_info("failinit: returning %d\n", error);
	return error;
}

static void __exit failinit_exit(void)
{
}

module_init(failinit_init);
module_exit(failinit_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Fails in its init");
