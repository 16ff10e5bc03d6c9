/* SPDX-License-Identifier: MIT */
/*
 * What start_kernel() calls, apart from the headers that modules include: a
 * module may have a sched_init() of its own.
 */
#ifndef _LINUX_START_KERNEL_H
#define _LINUX_START_KERNEL_H

/* Makes the running boot code the first task. */
void sched_init(void);
/* Bits and variables can be waited for from here on. */
void wait_bit_init(void);
/* Timers work from here on. */
void timers_init(void);
/* From here on probes can be registered. */
void kprobes_init(void);
/* The file system of trace_printk()'s lines. */
void trace_init(void);
/* Where dynamic debugging is steered from. */
void dynamic_debug_init(void);
/* /sys/devices, /sys/bus, /sys/class and the platform bus. */
void devices_init(void);
/* Starts tasklets, and the thread for floods. */
void softirq_init(void);

#endif
