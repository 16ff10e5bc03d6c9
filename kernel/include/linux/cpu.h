/* SPDX-License-Identifier: MIT */
/*
 * Processors that come and go: none does.
 *
 * Context: process.
 * Linux: Documentation/core-api/cpu_hotplug.rst
 */
#ifndef _LINUX_CPU_H
#define _LINUX_CPU_H

#include <linux/cleanup.h>
#include <linux/cpumask.h>
#include <linux/smp.h>

/* Between these none comes or goes. */
#define cpus_read_lock() ((void)0)
#define cpus_read_unlock() ((void)0)
#define cpus_read_trylock() true

static inline void cpu_hotplug_disable(void)
{
}
static inline void cpu_hotplug_enable(void)
{
}

DEFINE_LOCK_GUARD_0(cpus_read_lock, cpus_read_lock(), cpus_read_unlock())

#endif
