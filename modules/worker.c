/* SPDX-License-Identifier: MIT */
/*
 * A kernel thread of the module's own, which exit must stop and wait for
 * before its code goes away.
 *
 * Try: modules=worker linger=1000
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>

static struct task_struct *worker;

static int work(void *data)
{
	unsigned int rounds = 0;

	while (!kthread_should_stop()) {
		rounds++;
		msleep(20);
	}
	pr_info("worker: stopping after %u rounds\n", rounds);
	return 0;
}

static int __init worker_init(void)
{
	worker = kthread_run(work, NULL, "worker");
	return PTR_ERR_OR_ZERO(worker);
}

static void __exit worker_exit(void)
{
	kthread_stop(worker);
}

module_init(worker_init);
module_exit(worker_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("A kernel thread that exit must stop");
