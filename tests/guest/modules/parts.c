/* SPDX-License-Identifier: MIT */
/*
 * A module with something in each of its parts. Each begins with 0xc3, the
 * code of `ret`, so that a call there comes back where it is allowed.
 */
#include <linux/module.h>

#include "parts.h"

#define RET 0xc3

static const unsigned char in_rodata[8] = { RET };
static unsigned char in_ro_after_init[8] __ro_after_init = { RET };
static unsigned char in_data[8] = { RET };
static unsigned char in_bss[8];
static unsigned char in_init_data[8] __initdata = { RET };
static const unsigned char in_init_rodata[8] __initconst = { RET };

struct parts parts;
EXPORT_SYMBOL_GPL(parts);

static noinline int in_text(void)
{
	return 1;
}

static int __init parts_init(void)
{
	in_ro_after_init[1] = 1; /* still allowed */
	in_bss[0] = RET;
	parts = (struct parts){
		.text = in_text,
		.rodata = (void *)in_rodata,
		.ro_after_init = in_ro_after_init,
		.data = in_data,
		.bss = in_bss,
		.init_text = parts_init,
		.init_data = in_init_data,
		.init_rodata = (void *)in_init_rodata,
	};
	return 0;
}

static void __exit parts_exit(void)
{
}

module_init(parts_init);
module_exit(parts_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Has something in each part of a module");
