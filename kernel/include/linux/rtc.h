/* SPDX-License-Identifier: MIT */
/*
 * Dates as the clock's chip has them. There is no class of such chips here:
 * only the arithmetic.
 *
 * Context: any.
 * Linux: Documentation/admin-guide/rtc.rst
 */
#ifndef _LINUX_RTC_H
#define _LINUX_RTC_H

#include <linux/ktime.h>
#include <linux/time.h>
#include <linux/types.h>

/* Months from 0, years from 1900. */
struct rtc_time {
	int tm_sec, tm_min, tm_hour;
	int tm_mday, tm_mon, tm_year;
	int tm_wday, tm_yday, tm_isdst;
};

/* The days of a month (from 0); the day in the year, from 0. */
int rtc_month_days(unsigned int month, unsigned int year);
int rtc_year_days(unsigned int day, unsigned int month, unsigned int year);
/* 0, or -EINVAL: there is no such date, or it is before 1970. */
int rtc_valid_tm(struct rtc_time *tm);
/* Between dates and seconds since 1970, or times of the kernel. */
void rtc_time64_to_tm(time64_t time, struct rtc_time *tm);
time64_t rtc_tm_to_time64(struct rtc_time *tm);
ktime_t rtc_tm_to_ktime(struct rtc_time tm);
struct rtc_time rtc_ktime_to_tm(ktime_t kt);

static inline bool is_leap_year(unsigned int year)
{
	return (!(year % 4) && year % 100) || !(year % 400);
}

#endif
