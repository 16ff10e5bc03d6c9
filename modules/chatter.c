/* SPDX-License-Identifier: MIT */
/*
 * Messages for debugging, which stay in the code and are off until someone
 * wants them; and lines of trace_printk(), which cost so little that they can
 * stand where printk() would change what is looked for.
 *
 * Try: insmod chatter.ko dyndbg=+pf; or later
 * echo 'module chatter func step =pl' > /proc/dynamic_debug/control;
 * echo 3 > /sys/module/chatter/parameters/steps; dmesg | tail -3;
 * cat /sys/kernel/tracing/trace
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>

static noinline void step(unsigned int n)
{
	pr_debug("step %u\n", n);
	trace_printk("step %u\n", n);
}

static int set_steps(const char *val, const struct kernel_param *kp)
{
	unsigned int steps;
	int err = kstrtouint(val, 0, &steps);

	if (err)
		return err;
	pr_debug("%u steps\n", steps);
	print_hex_dump_debug("steps: ", DUMP_PREFIX_OFFSET, 16, 1, &steps,
			     sizeof(steps), false);
	for (unsigned int n = 1; n <= steps; n++)
		step(n);
	return 0;
}

static const struct kernel_param_ops steps_ops = { .set = set_steps };
module_param_cb(steps, &steps_ops, NULL, 0200);
MODULE_PARM_DESC(steps, "Takes so many steps");

static int __init chatter_init(void)
{
	pr_debug("hello\n");
	pr_info("chatter: 5 messages are off unless dyndbg= says otherwise\n");
	return 0;
}

static void __exit chatter_exit(void)
{
	pr_debug("goodbye\n");
}

module_init(chatter_init);
module_exit(chatter_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Messages that can be switched on");
