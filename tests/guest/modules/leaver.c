/* SPDX-License-Identifier: MIT */
/*
 * Leaves behind what leave= says, one thing of each of these words; with
 * fail=1 its init fails after that. No exit takes anything back.
 */
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/timer.h>

static char *leave = "";
module_param(leave, charp, 0444);
static bool fail;
module_param(fail, bool, 0444);

static struct timer_list timer;

static void tick(struct timer_list *unused)
{
	pr_info("leaver: tick\n");
}

/* Once, a second from now. */
static void leave_timer(void)
{
	timer_setup(&timer, tick, 0);
	mod_timer(&timer, jiffies + HZ);
}

static const struct {
	const char *name;
	void (*leave)(void);
} ways[] = {
	{ "timer", leave_timer },
};

static int __init leaver_init(void)
{
	for (int i = 0; i < ARRAY_SIZE(ways); i++)
		if (strstr(leave, ways[i].name))
			ways[i].leave();
	return fail ? -EIO : 0;
}

static void __exit leaver_exit(void)
{
	pr_info("leaver: exit\n");
}

module_init(leaver_init);
module_exit(leaver_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Leaves things behind");
