/* SPDX-License-Identifier: MIT */
/* Weak symbols: one that the kernel exports, and two that nobody does. */
#include <linux/module.h>

extern int nobody_has_this(void) __weak;
extern int nobody_has_that __weak;
extern int __weak _printk(const char *fmt, ...);

static int __init weak_init(void)
{
	int (*volatile function)(void) = nobody_has_this;
	int *volatile variable = &nobody_has_that;

	_printk(KERN_INFO "weak: function %px, variable %px\n", function,
		variable);
	return 0;
}

static void __exit weak_exit(void)
{
}

module_init(weak_init);
module_exit(weak_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Refers to symbols weakly");
