/* SPDX-License-Identifier: MIT */
/*
 * Watches other modules come and go by a notifier, and can veto one.
 *
 * Try: modules=notifier,hello - each state of hello's life is told.
 * Try: modules=notifier(veto=hello),hello - hello is refused.
 */
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/string.h>

static char *veto;
module_param(veto, charp, 0444);
MODULE_PARM_DESC(veto, "The name of a module to keep out");

static int watch(struct notifier_block *nb, unsigned long state, void *data)
{
	static const char *const states[] = {
		[MODULE_STATE_LIVE] = "live",
		[MODULE_STATE_COMING] = "coming",
		[MODULE_STATE_GOING] = "going",
	};
	struct module *mod = data;

	pr_info("notifier: %s is %s\n", mod->name, states[state]);
	if (state == MODULE_STATE_COMING && veto && !strcmp(mod->name, veto))
		return notifier_from_errno(-EPERM);
	return NOTIFY_OK;
}

static struct notifier_block watcher = {
	.notifier_call = watch,
};

static int __init notifier_init(void)
{
	return register_module_notifier(&watcher);
}

static void __exit notifier_exit(void)
{
	unregister_module_notifier(&watcher);
}

module_init(notifier_init);
module_exit(notifier_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Watches modules come and go");
