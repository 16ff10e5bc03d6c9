/* SPDX-License-Identifier: MIT */
/*
 * A module without an exit is permanent: nothing can undo what its init did,
 * so it is never unloaded.
 *
 * Try: modules=noexit, and read why the unload at the end is refused.
 *
 * It can't be unloaded.
 */
#include <linux/module.h>

static int __init noexit_init(void)
{
	pr_info("noexit: here to stay\n");
	return 0;
}

module_init(noexit_init);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Can not be unloaded");
