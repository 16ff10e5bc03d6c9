/* SPDX-License-Identifier: MIT */
/* Uses a GPL-only export; the tests change its licence. */
#include <linux/module.h>
#include <linux/timer.h>

static int __init gpluser_init(void)
{
	pr_info("gpluser: it is %s\n", ktime_get_ns() ? "later" : "early");
	return 0;
}

static void __exit gpluser_exit(void)
{
}

module_init(gpluser_init);
module_exit(gpluser_exit);

MODULE_LICENSE("GPL v2");
MODULE_INFO(intree, "Y");
MODULE_VERSION("1.2");
MODULE_DESCRIPTION("Uses a GPL-only export");
