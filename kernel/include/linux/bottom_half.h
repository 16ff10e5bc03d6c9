/* SPDX-License-Identifier: MIT */
/*
 * Keeping soft interrupts away from a piece of a task's code.
 * Context: process or soft interrupt.
 * Linux: Documentation/kernel-hacking/locking.rst
 */
#ifndef _LINUX_BOTTOM_HALF_H
#define _LINUX_BOTTOM_HALF_H

#include <linux/preempt.h>

/* Between these no soft interrupt runs; they nest. */
static inline void local_bh_disable(void)
{
	preempt_count_add(SOFTIRQ_DISABLE_OFFSET);
}

/* Behind the last of them run those that came meanwhile. */
void __local_bh_enable_ip(unsigned long ip, unsigned int count);
static inline void local_bh_enable(void)
{
	__local_bh_enable_ip(0, SOFTIRQ_DISABLE_OFFSET);
}

#endif
