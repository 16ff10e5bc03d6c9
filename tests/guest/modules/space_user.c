/* SPDX-License-Identifier: MIT */
/* Uses what spaces exports, and says which versions of it will do. */
#include <linux/module.h>

#include "spaces.h"

static int __init space_user_init(void)
{
	pr_info("space_user: %d\n",
		spaces_old(0) + spaces_new(0) + spaces_named(0));
	return 0;
}

static void __exit space_user_exit(void)
{
}

module_init(space_user_init);
module_exit(space_user_exit);

MODULE_IMPORT_NS(TEST_SPACE);
MODULE_VERSION_RANGE("spaces", "2.1", "2.5", "2.9");
MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Uses what spaces exports");
