/* SPDX-License-Identifier: MIT */
/* The processor's own counter of time. */
#ifndef _ASM_TIMEX_H
#define _ASM_TIMEX_H

#include <asm/tsc.h>

typedef unsigned long long cycles_t;

/* The time stamp counter. Context: any. */
static inline cycles_t get_cycles(void)
{
	return rdtsc();
}

#endif
