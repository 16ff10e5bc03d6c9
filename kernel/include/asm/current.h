/* SPDX-License-Identifier: MIT */
/* The running task: current. */
#ifndef _ASM_CURRENT_H
#define _ASM_CURRENT_H

#include <linux/sched.h>

#endif
