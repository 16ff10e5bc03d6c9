/* SPDX-License-Identifier: MIT */
/*
 * A function that runs while nothing else does: on one processor that is with
 * interrupts off.
 * Context: process, may sleep.
 * Linux: Documentation/core-api/cpu_hotplug.rst
 */
#ifndef _LINUX_STOP_MACHINE_H
#define _LINUX_STOP_MACHINE_H

#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/irqflags.h>

typedef int (*cpu_stop_fn_t)(void *arg);

/* What @fn(@data) returned. */
static inline int stop_machine(cpu_stop_fn_t fn, void *data,
			       const struct cpumask *cpus)
{
	unsigned long flags;
	int ret;

	local_irq_save(flags);
	ret = fn(data);
	local_irq_restore(flags);
	return ret;
}
#define stop_machine_cpuslocked(fn, data, cpus) stop_machine(fn, data, cpus)

/* The same on processor @cpu, with interrupts on; -ENOENT: there is none. */
static inline int stop_one_cpu(unsigned int cpu, cpu_stop_fn_t fn, void *arg)
{
	int ret = -ENOENT;

	preempt_disable();
	if (!cpu)
		ret = fn(arg);
	preempt_enable();
	return ret;
}

#endif
