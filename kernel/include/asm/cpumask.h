/* SPDX-License-Identifier: MIT */
/* Another name of <linux/cpumask.h>. */
#ifndef _ASM_CPUMASK_H
#define _ASM_CPUMASK_H

#include <linux/cpumask.h>

#endif
