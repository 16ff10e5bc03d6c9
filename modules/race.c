/* SPDX-License-Identifier: MIT */
/*
 * A race and its lock: two threads count in one variable, each by reading it,
 * taking its time, and writing one more.
 *
 *   insmod race.ko           what one wrote in between is lost
 *   insmod race.ko lock=1    nothing is: only one at a time is in there
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>

#define ROUNDS 10

static bool lock;
module_param(lock, bool, 0444);
MODULE_PARM_DESC(lock, "let only one thread count at a time");

static DEFINE_MUTEX(counter_lock);
static int counter;
static DECLARE_COMPLETION(counted);

static void count_one(void)
{
	int seen = counter;

	usleep_range(100, 200); /* here the other thread comes in */
	counter = seen + 1;
}

static int count(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		if (lock)
			mutex_lock(&counter_lock);
		count_one();
		if (lock)
			mutex_unlock(&counter_lock);
	}
	/* The thread must not be in this module any more when that may go. */
	kthread_complete_and_exit(&counted, 0);
}

static int __init race_init(void)
{
	int threads = 0;

	for (int i = 0; i < 2; i++)
		if (!IS_ERR(kthread_run(count, NULL, "race/%d", i)))
			threads++;
	for (int i = 0; i < threads; i++)
		wait_for_completion(&counted);
	pr_info("race: %d threads counted to %d, should be %d\n", threads,
		counter, threads * ROUNDS);
	return 0;
}

static void __exit race_exit(void)
{
}

module_init(race_init);
module_exit(race_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A race and its lock");
