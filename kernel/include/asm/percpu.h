/* SPDX-License-Identifier: MIT */
/* Of no architecture here: linux/percpu-defs.h has it. */
#ifndef _ASM_PERCPU_H
#define _ASM_PERCPU_H

#include <linux/percpu-defs.h>

#endif
