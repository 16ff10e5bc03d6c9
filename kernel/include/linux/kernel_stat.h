/* SPDX-License-Identifier: MIT */
/* What the processor has done since the boot: /proc/stat, /proc/loadavg. */
#ifndef _LINUX_KERNEL_STAT_H
#define _LINUX_KERNEL_STAT_H

#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/types.h>

struct kernel_stat {
	u64 user, system, idle; /* ticks */
	u64 context_switches;
	u64 forks;
	u64 irqs[NR_IRQS];
	u32 softirqs[NR_SOFTIRQS];
};
extern struct kernel_stat kstat;

/* Tasks that run or wait without end, over 1, 5 and 15 minutes: fixed point. */
#define FSHIFT 11
#define FIXED_1 (1ul << FSHIFT)
extern unsigned long avenrun[3];
/* The tick's part in it. */
void calc_load(void);
/* Tasks that can run; that sleep and take no signal. */
unsigned int nr_running(void);
unsigned int nr_uninterruptible(void);

#endif
