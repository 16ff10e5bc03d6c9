/* SPDX-License-Identifier: MIT */
/*
 * Uses another module's function without depending on it: symbol_get() looks
 * it up by name when this runs, and holds its module until symbol_put().
 *
 * Try: insmod borrow.ko alone, then modprobe borrow, which brings exporter: now
 * rmmod exporter is refused, and lsmod tells a use without a user.
 */
#include <linux/module.h>

#include "exporter.h"

static typeof(&exporter_reset) borrowed;

static int __init borrow_init(void)
{
	borrowed = symbol_get(exporter_reset);
	if (!borrowed) {
		pr_info("borrow: there is no exporter; nothing to do\n");
		return 0;
	}
	borrowed();
	pr_info("borrow: reset the total by %ps\n", borrowed);
	return 0;
}

static void __exit borrow_exit(void)
{
	if (borrowed)
		symbol_put(exporter_reset);
	pr_info("borrow: gave %s back\n", borrowed ? "it" : "nothing");
}

module_init(borrow_init);
module_exit(borrow_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Borrows a function of another module");
/* modprobe loads it first where it can, and goes on where it can't. */
MODULE_SOFTDEP("pre: exporter");
