/* SPDX-License-Identifier: MIT */
/*
 * Forgets in exit what init has set up: forget=memory, or forget=timer.
 *
 * Try: insmod forgetful.ko forget=memory, rmmod it, and read dmesg. Then
 * forget=timer: rmmod says why it refuses; ten seconds later it does not.
 * docs/leaks.md tells more.
 *
 * Only on Mortise: Linux does not tell what a module leaves behind.
 */
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timer.h>

static char *forget = "";
module_param(forget, charp, 0444);
MODULE_PARM_DESC(forget, "What exit forgets: memory, timer");

struct reminder {
	struct timer_list timer;
	char text[40];
};
static struct reminder *reminder;

static void ring(struct timer_list *timer)
{
	struct reminder *r = from_timer(r, timer, timer);

	pr_info("forgetful: %s\n", r->text);
}

static int __init forgetful_init(void)
{
	reminder = kmalloc(sizeof(*reminder), GFP_KERNEL);
	if (!reminder)
		return -ENOMEM;
	strscpy(reminder->text, "there was something", sizeof(reminder->text));
	timer_setup(&reminder->timer, ring, 0);
	mod_timer(&reminder->timer, jiffies + 10 * HZ);
	return 0;
}

static void __exit forgetful_exit(void)
{
	if (!strcmp(forget, "timer"))
		return;
	del_timer_sync(&reminder->timer);
	if (strcmp(forget, "memory"))
		kfree(reminder);
}

module_init(forgetful_init);
module_exit(forgetful_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Forgets what it has set up");
