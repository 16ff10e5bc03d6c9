/* SPDX-License-Identifier: MIT */
/* Another name of <linux/cpumask.h>. */
#ifndef _LINUX_TOPOLOGY_H
#define _LINUX_TOPOLOGY_H

#include <linux/cpumask.h>

#endif
