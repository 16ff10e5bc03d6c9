/* SPDX-License-Identifier: MIT */
/* The load: how many tasks want the processor, as a decaying average. */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include <linux/sched.h>

#define LOAD_TICKS (5 * HZ + 1)

struct kernel_stat kstat;
unsigned long avenrun[3];

static unsigned int count_tasks(bool running)
{
	const struct task_struct *task;
	unsigned int n = 0;

	for_each_task(task)
		n += running ? task->__state == TASK_RUNNING :
			       (task->__state & TASK_IDLE) ==
				       TASK_UNINTERRUPTIBLE;
	return n;
}

unsigned int nr_running(void)
{
	return count_tasks(true);
}

unsigned int nr_uninterruptible(void)
{
	return count_tasks(false);
}

void calc_load(void)
{
	/* FIXED_1 / exp(5 s / n min) */
	static const unsigned long decay[3] = { 1884, 2014, 2037 };
	static unsigned int ticks;
	unsigned long active;

	if (++ticks < LOAD_TICKS)
		return;
	ticks = 0;
	active = (nr_running() + nr_uninterruptible()) * FIXED_1;
	for (int i = 0; i < 3; i++) {
		unsigned long load =
			avenrun[i] * decay[i] + active * (FIXED_1 - decay[i]);

		if (active >= avenrun[i])
			load += FIXED_1 - 1;
		avenrun[i] = load / FIXED_1;
	}
}
