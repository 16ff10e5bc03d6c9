/* SPDX-License-Identifier: MIT */
/* The first file of parted.ko: init, exit and a parameter. */
#include <linux/module.h>

#include "parted.h"

static int count = 3;
module_param(count, int, 0444);

static int twice(int n)
{
	return 2 * n;
}

static int __init parted_init(void)
{
	for (int i = 0; i < count; i++)
		parted_add(twice(i));
	pr_info("parted: total %d, by %ps in %s\n", parted_total, parted_add,
		KBUILD_MODNAME);
	return 0;
}

static void __exit parted_exit(void)
{
}

module_init(parted_init);
module_exit(parted_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Is made of two files");
