/* SPDX-License-Identifier: MIT */
/*
 * A breakpoint of the processor on a variable: whoever writes to it is told of,
 * with the calls that led there. i386 has four of them.
 *
 * Try: insmod watch.ko, echo 7 > /sys/module/watch/parameters/treasure,
 * and cat it: reading is not writing.
 */
#include <linux/err.h>
#include <linux/hw_breakpoint.h>
#include <linux/module.h>
#include <linux/perf_event.h>
#include <linux/sched.h>

static int treasure = 1;
module_param(treasure, int, 0644);
MODULE_PARM_DESC(treasure, "What is watched");

static struct perf_event *__percpu *watch;

/* Behind the instruction that has written; as in an interrupt. */
static void written(struct perf_event *bp, struct perf_sample_data *data,
		    struct pt_regs *regs)
{
	pr_info("watch: %s (pid %d) has made it %d, at %ps\n", current->comm,
		current->pid, treasure, (void *)regs->ip);
}

static int __init watch_init(void)
{
	struct perf_event_attr attr;

	hw_breakpoint_init(&attr);
	attr.bp_addr = (unsigned long)&treasure;
	attr.bp_len = HW_BREAKPOINT_LEN_4;
	attr.bp_type = HW_BREAKPOINT_W;
	watch = register_wide_hw_breakpoint(&attr, written, NULL);
	if (IS_ERR((void __force *)watch))
		return PTR_ERR((void __force *)watch);
	treasure++;
	return 0;
}

static void __exit watch_exit(void)
{
	unregister_wide_hw_breakpoint(watch);
	pr_info("watch: no more\n");
}

module_init(watch_init);
module_exit(watch_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Tells who writes a variable");
