/* SPDX-License-Identifier: MIT */
/* Delays: the short ones spin, the others sleep. */
#ifndef _LINUX_DELAY_H
#define _LINUX_DELAY_H

void ndelay(unsigned long nsecs);
void udelay(unsigned long usecs);
void mdelay(unsigned long msecs);
/* At least @msecs milliseconds; not in interrupt context. */
void msleep(unsigned int msecs);
/* The milliseconds that were left when a signal came, or 0. */
unsigned long msleep_interruptible(unsigned int msecs);
void usleep_range(unsigned long min, unsigned long max);
static inline void ssleep(unsigned int seconds)
{
	msleep(seconds * 1000);
}

#endif
