/* SPDX-License-Identifier: MIT */
/* Takes its time to start, and returns what it is told. */
#include <linux/delay.h>
#include <linux/module.h>

static unsigned int ms = 100;
module_param(ms, uint, 0444);
static int result;
module_param(result, int, 0444);

int slow_answer(void);

int slow_answer(void)
{
	return 42;
}
EXPORT_SYMBOL(slow_answer);

static int __init slow_init(void)
{
	msleep(ms);
	return result;
}

static void __exit slow_exit(void)
{
	msleep(ms);
}

module_init(slow_init);
module_exit(slow_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Takes its time to start and to end");
