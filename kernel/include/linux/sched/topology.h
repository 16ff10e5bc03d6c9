/* SPDX-License-Identifier: MIT */
/* Another name of <linux/cpumask.h>. */
#ifndef _LINUX_SCHED_TOPOLOGY_H
#define _LINUX_SCHED_TOPOLOGY_H

#include <linux/cpumask.h>

#endif
