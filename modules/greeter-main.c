/* SPDX-License-Identifier: MIT */
/*
 * A module of two source files: `greeter-objs` in the Kbuild names them, and
 * `ld -r` makes one object of them. Names that the files share are not
 * exported: they are the module's own.
 *
 * Try: modules=greeter(language=de)
 */
#include <linux/module.h>

#include "greeter.h"

static char *language = "en";
module_param(language, charp, 0444);
MODULE_PARM_DESC(language, "en, de, fr or la");

static int __init greeter_init(void)
{
	const char *greeting = greeter_text(language);

	if (!greeting)
		return -EINVAL;
	pr_info("greeter: %s\n", greeting);
	return 0;
}

static void __exit greeter_exit(void)
{
}

module_init(greeter_init);
module_exit(greeter_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Is made of two files");
