/* SPDX-License-Identifier: MIT */
/* Exports an answer to modules under the GPL. */
#include <linux/module.h>

int gpl_answer(void);

int gpl_answer(void)
{
	return 42;
}
EXPORT_SYMBOL_GPL(gpl_answer);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Exports an answer");
