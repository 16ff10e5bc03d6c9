/* SPDX-License-Identifier: MIT */
/* The arithmetic of dates as the clock's chip has them. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/rtc.h>

int rtc_month_days(unsigned int month, unsigned int year)
{
	static const u8 days[] = { 31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31 };

	return days[month] + (month == 1 && is_leap_year(year));
}
EXPORT_SYMBOL(rtc_month_days);

int rtc_year_days(unsigned int day, unsigned int month, unsigned int year)
{
	int days = day - 1;

	for (unsigned int m = 0; m < month; m++)
		days += rtc_month_days(m, year);
	return days;
}
EXPORT_SYMBOL(rtc_year_days);

int rtc_valid_tm(struct rtc_time *tm)
{
	if (tm->tm_year < 70 || (unsigned int)tm->tm_mon >= 12 ||
	    tm->tm_mday < 1 ||
	    tm->tm_mday > rtc_month_days(tm->tm_mon, tm->tm_year + 1900) ||
	    (unsigned int)tm->tm_hour >= 24 || (unsigned int)tm->tm_min >= 60 ||
	    (unsigned int)tm->tm_sec >= 60)
		return -EINVAL;
	return 0;
}
EXPORT_SYMBOL(rtc_valid_tm);

void rtc_time64_to_tm(time64_t time, struct rtc_time *tm)
{
	struct tm t;

	time64_to_tm(time, 0, &t);
	*tm = (struct rtc_time){ .tm_sec = t.tm_sec,
				 .tm_min = t.tm_min,
				 .tm_hour = t.tm_hour,
				 .tm_mday = t.tm_mday,
				 .tm_mon = t.tm_mon,
				 .tm_year = t.tm_year,
				 .tm_wday = t.tm_wday,
				 .tm_yday = t.tm_yday };
}
EXPORT_SYMBOL(rtc_time64_to_tm);

time64_t rtc_tm_to_time64(struct rtc_time *tm)
{
	return mktime64(tm->tm_year + 1900u, tm->tm_mon + 1, tm->tm_mday,
			tm->tm_hour, tm->tm_min, tm->tm_sec);
}
EXPORT_SYMBOL(rtc_tm_to_time64);

ktime_t rtc_tm_to_ktime(struct rtc_time tm)
{
	return ktime_set(rtc_tm_to_time64(&tm), 0);
}
EXPORT_SYMBOL_GPL(rtc_tm_to_ktime);

struct rtc_time rtc_ktime_to_tm(ktime_t kt)
{
	struct timespec64 ts = ktime_to_timespec64(kt);
	struct rtc_time tm;

	/* Rounded up to a second. */
	rtc_time64_to_tm(ts.tv_sec + !!ts.tv_nsec, &tm);
	return tm;
}
EXPORT_SYMBOL_GPL(rtc_ktime_to_tm);
