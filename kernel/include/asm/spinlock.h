/* SPDX-License-Identifier: MIT */
/* Of no architecture here: linux/spinlock.h has it. */
#ifndef _ASM_SPINLOCK_H
#define _ASM_SPINLOCK_H

#include <linux/spinlock.h>

#endif
