/* SPDX-License-Identifier: MIT */
/* Another name of <asm/barrier.h>. */
#ifndef _ASM_GENERIC_BARRIER_H
#define _ASM_GENERIC_BARRIER_H

#include <asm/barrier.h>

#endif
