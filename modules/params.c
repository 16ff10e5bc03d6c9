/* SPDX-License-Identifier: MIT */
/*
 * Parameters of every kind: `insmod params.ko name=value` sets them before
 * init runs, and modinfo lists them.
 *
 * Try: modules="params(count=3 who=you sizes=1,2,3 loud)"
 * Try a value that doesn't fit: count=many, small=300, even=7.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

static int count = 1;
module_param(count, int, 0644);
MODULE_PARM_DESC(count, "How many times to greet");

static unsigned char small = 42;
module_param(small, byte, 0444);
MODULE_PARM_DESC(small, "A number from 0 to 255");

static char *who = "world";
module_param(who, charp, 0444);
MODULE_PARM_DESC(who, "Whom to greet");

static char tag[8] = "-";
module_param_string(tag, tag, sizeof(tag), 0444);
MODULE_PARM_DESC(tag, "A label of at most 7 characters");

static bool loud;
module_param(loud, bool, 0444);
MODULE_PARM_DESC(loud, "Greet loudly");

static int sizes[4];
static int size_count;
module_param_array(sizes, int, &size_count, 0444);
MODULE_PARM_DESC(sizes, "Up to four sizes");

/* A parameter with rules of its own: it takes even numbers only. */
static int even;

static int even_set(const char *val, const struct kernel_param *kp)
{
	int number;
	int err = kstrtoint(val, 0, &number);

	if (err)
		return err;
	if (number % 2)
		return -EINVAL;
	return param_set_int(val, kp);
}

static const struct kernel_param_ops even_ops = {
	.set = even_set,
	.get = param_get_int,
};
module_param_cb(even, &even_ops, &even, 0644);
MODULE_PARM_DESC(even, "An even number");

static int __init params_init(void)
{
	for (int i = 0; i < count; i++)
		pr_info("params: hello, %s%s\n", who, loud ? "!" : "");
	for (int i = 0; i < size_count; i++)
		pr_info("params: sizes[%d] = %d\n", i, sizes[i]);
	pr_info("params: small %u, even %d, tag %s\n", small, even, tag);
	return 0;
}

static void __exit params_exit(void)
{
}

module_init(params_init);
module_exit(params_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Parameters of every kind");
