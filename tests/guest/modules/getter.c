/* SPDX-License-Identifier: MIT */
/* symbol_get(): finds what is loaded later, and holds it meanwhile. */
#include <linux/module.h>

#include "spaces.h"

static int __init getter_init(void)
{
	int (*new)(int) = symbol_get(spaces_new);
	int (*old)(int) = symbol_get(spaces_old);
	struct module *mod = find_module("spaces");

	pr_info("getter: GPL-only %s, other %s, held %d\n",
		new ? "found" : "absent", old ? "found" : "absent",
		mod ? module_refcount(mod) : -1);
	if (new) {
		pr_info("getter: %d\n", new (0));
		symbol_put(spaces_new);
	}
	new = symbol_get(spaces_new);
	if (new)
		symbol_put_addr(new);
	pr_info("getter: then %d\n", mod ? module_refcount(mod) : -1);
	return 0;
}

static void __exit getter_exit(void)
{
}

module_init(getter_init);
module_exit(getter_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Looks up symbols while it runs");
