/* SPDX-License-Identifier: MIT */
/* Uses slow.ko, which may still be starting. */
#include <linux/module.h>

int slow_answer(void);

static int __init slowuser_init(void)
{
	return slow_answer() == 42 ? 0 : -EINVAL;
}

static void __exit slowuser_exit(void)
{
}

module_init(slowuser_init);
module_exit(slowuser_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Uses a module that takes its time");
