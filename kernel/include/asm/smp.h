/* SPDX-License-Identifier: MIT */
/* Of no architecture here: linux/smp.h has it. */
#ifndef _ASM_SMP_H
#define _ASM_SMP_H

#include <linux/smp.h>

#endif
