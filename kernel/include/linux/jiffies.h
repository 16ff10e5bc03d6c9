/* SPDX-License-Identifier: MIT */
/* Ticks of the timer since the boot. */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H

#include <linux/types.h>

#define HZ 100

extern volatile unsigned long jiffies;

#define time_after(a, b) ((long)((b) - (a)) < 0)
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) ((long)((a) - (b)) >= 0)
#define time_before_eq(a, b) time_after_eq(b, a)

/* Rounded up, so that a sleep is never too short. */
static inline unsigned long msecs_to_jiffies(unsigned int ms)
{
	return ms / (1000 / HZ) + (ms % (1000 / HZ) != 0);
}

static inline unsigned long usecs_to_jiffies(unsigned int us)
{
	return us / (1000000 / HZ) + (us % (1000000 / HZ) != 0);
}

static inline unsigned int jiffies_to_msecs(unsigned long j)
{
	return j * (1000 / HZ);
}

u64 get_jiffies_64(void);

#endif
