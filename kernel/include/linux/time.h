/* SPDX-License-Identifier: MIT */
/*
 * Dates: a second since 1970 as a day of the Gregorian calendar, and back.
 * Context: any.
 * Linux: Documentation/core-api/timekeeping.rst
 */
#ifndef _LINUX_TIME_H
#define _LINUX_TIME_H

#include <linux/time64.h>
#include <linux/types.h>

/* As tm(3type) has it: months from 0, years from 1900. */
struct tm {
	int tm_sec, tm_min, tm_hour;
	int tm_mday, tm_mon;
	long tm_year;
	int tm_wday, tm_yday;
};

/* *@result is second @totalsecs + @offset of UTC. */
void time64_to_tm(time64_t totalsecs, int offset, struct tm *result);
/* The second that a date of UTC is: months from 1. */
time64_t mktime64(const unsigned int year, const unsigned int mon,
		  const unsigned int day, const unsigned int hour,
		  const unsigned int min, const unsigned int sec);

/* Seconds of 32 bits, which wrap: whether @a is earlier, later; @t in [l, h]. */
#define time_before32(a, b) ((s32)((u32)(a) - (u32)(b)) < 0)
#define time_after32(b, a) time_before32(a, b)
#define time_between32(t, l, h) ((u32)(h) - (u32)(l) >= (u32)(t) - (u32)(l))

#include <linux/jiffies.h>

#endif
