/* SPDX-License-Identifier: MIT */
/* Exports in a namespace, by either way to write it, and for named modules. */
#include <linux/module.h>

#include "spaces.h"

int spaces_old(int n)
{
	return n + 1;
}
EXPORT_SYMBOL_NS(spaces_old, TEST_SPACE);

int spaces_new(int n)
{
	return n + 2;
}
EXPORT_SYMBOL_NS_GPL(spaces_new, "TEST_SPACE");

int spaces_named(int n)
{
	return n + 4;
}
EXPORT_SYMBOL_FOR_MODULES(spaces_named, "nobody,space-*");

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_VERSION("2.5");
MODULE_DESCRIPTION("Exports in a namespace, and for named modules");
