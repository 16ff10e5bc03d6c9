/* SPDX-License-Identifier: MIT */
/* Another name of <linux/preempt.h>. */
#ifndef _ASM_PREEMPT_H
#define _ASM_PREEMPT_H

#include <linux/preempt.h>

#endif
