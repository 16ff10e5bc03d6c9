/* SPDX-License-Identifier: MIT */
/*
 * Exports two functions to other modules: one to all, one to those under a
 * GPL-compatible licence.
 *
 * Try: load importer.ko, which uses both, then unload this one: it is in use
 * by importer, and can't go first.
 */
#include <linux/module.h>

#include "exporter.h"

static int total;

int exporter_add(int amount)
{
	total += amount;
	return total;
}
EXPORT_SYMBOL(exporter_add);

void exporter_reset(void)
{
	total = 0;
}
EXPORT_SYMBOL_GPL(exporter_reset);

static int __init exporter_init(void)
{
	pr_info("exporter: ready\n");
	return 0;
}

static void __exit exporter_exit(void)
{
	pr_info("exporter: the total was %d\n", total);
}

module_init(exporter_init);
module_exit(exporter_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Exports symbols to other modules");
MODULE_VERSION("1.0");
