/* SPDX-License-Identifier: MIT */
/*
 * Uses what exporter.ko exports, so exporter must be loaded first: modpost
 * writes `depends=exporter` into this module, and depmod into modules.dep.
 *
 * Try: load this one alone by its path; the refusal says who exports the
 * missing symbols.
 */
#include <linux/module.h>

#include "exporter.h"

static int __init importer_init(void)
{
	exporter_add(40);
	pr_info("importer: the total is %d\n", exporter_add(2));
	return 0;
}

static void __exit importer_exit(void)
{
	exporter_reset();
}

module_init(importer_init);
module_exit(importer_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Imports symbols of another module");
