/* SPDX-License-Identifier: MIT */
/*
 * Which processor this is, and calling others: there is one.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/list.h>
#include <linux/preempt.h>

typedef void (*smp_call_func_t)(void *info);

#define raw_smp_processor_id() 0
#define smp_processor_id() raw_smp_processor_id()
#define __smp_processor_id() raw_smp_processor_id()
/* This processor, to be put: nobody else runs on it meanwhile. */
#define get_cpu()                   \
	({                          \
		preempt_disable();  \
		smp_processor_id(); \
	})
#define put_cpu() preempt_enable()

/* Calls @func(@info) on all processors, interrupts off. */
static inline void on_each_cpu(smp_call_func_t func, void *info, int wait)
{
	unsigned long flags;

	local_irq_save(flags);
	func(info);
	local_irq_restore(flags);
}

/* The same on those of @mask. */
static inline void on_each_cpu_mask(const struct cpumask *mask,
				    smp_call_func_t func, void *info, bool wait)
{
	if (cpumask_test_cpu(0, mask))
		on_each_cpu(func, info, wait);
}

/* On @cpu: 0, or -ENXIO where there is no such. */
static inline int smp_call_function_single(int cpu, smp_call_func_t func,
					   void *info, int wait)
{
	if (cpu != 0)
		return -ENXIO;
	on_each_cpu(func, info, wait);
	return 0;
}

/* On all others, of which there are none. */
static inline void smp_call_function(smp_call_func_t func, void *info, int wait)
{
}

static inline void smp_call_function_many(const struct cpumask *mask,
					  smp_call_func_t func, void *info,
					  bool wait)
{
}

#endif
