/* SPDX-License-Identifier: MIT */
/* A line at each level, and lines in pieces. */
#define DEBUG
#define pr_fmt(fmt) "levels: " fmt
#include <linux/delay.h>
#include <linux/module.h>

static int __init levels_init(void)
{
	pr_emerg("level emerg\n");
	pr_alert("level alert\n");
	pr_crit("level crit\n");
	pr_err("level err\n");
	pr_warn("level warning\n");
	pr_notice("level notice\n");
	pr_info("level info\n");
	pr_debug("level debug\n");
	pr_alert("one");
	pr_cont(" line");
	pr_cont(" in pieces\n");
	pr_alert("two\nlines\n");
	pr_alert("unfinished");
	pr_alert("next\n");
	for (int i = 0; i < 3; i++)
		pr_warn_once("only once\n");
	pr_alert("before the sleep\n");
	msleep(1500);
	pr_alert("after the sleep\n");
	return 0;
}

static void __exit levels_exit(void)
{
}

module_init(levels_init);
module_exit(levels_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Speaks at each level");
