/* SPDX-License-Identifier: MIT */
/* Time as the hardware counts it. */
#ifndef _LINUX_TIMEX_H
#define _LINUX_TIMEX_H

#include <linux/param.h>
#include <asm/timex.h>

/* The interval timer's clock, in Hz. */
#define PIT_TICK_RATE 1193182ul

#endif
