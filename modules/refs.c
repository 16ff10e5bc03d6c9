/* SPDX-License-Identifier: MIT */
/*
 * Reference counts: while a module's count isn't 0, it can't be unloaded.
 * `hold=N` takes N references on this module itself.
 *
 * Try: modules=refs(hold=2), and see the table at the end of the boot, and
 * the unload refused. Then hold=0.
 */
#include <linux/module.h>

static int held;

static int hold_set(const char *val, const struct kernel_param *kp)
{
	unsigned int wanted;
	int err = kstrtouint(val, 0, &wanted);

	if (err)
		return err;
	if (wanted > 1000)
		return -ERANGE;
	for (; held < (int)wanted; held++)
		__module_get(THIS_MODULE);
	for (; held > (int)wanted; held--)
		module_put(THIS_MODULE);
	return 0;
}

static const struct kernel_param_ops hold_ops = {
	.set = hold_set,
	.get = param_get_int,
};
module_param_cb(hold, &hold_ops, &held, 0644);
MODULE_PARM_DESC(hold, "How many references to hold on this module");

static int __init refs_init(void)
{
	pr_info("refs: holding %d, the count is %d\n", held,
		module_refcount(THIS_MODULE));
	return 0;
}

static void __exit refs_exit(void)
{
	pr_info("refs: nobody holds me\n");
}

module_init(refs_init);
module_exit(refs_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Holds references on itself");
