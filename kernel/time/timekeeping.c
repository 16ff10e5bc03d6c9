/* SPDX-License-Identifier: MIT */
/*
 * Clocks inside the kernel: the wall clock is the time since the boot, which
 * drivers/timer.c counts, plus an offset. And dates.
 */
#include <linux/export.h>
#include <linux/hrtimer.h>
#include <linux/interval_timer.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/time.h>
#include <linux/wait.h>

#include "../drivers/drivers.h"

#define DAY 86400
#define DAYS_OF_400_YEARS 146097

/* What the wall clock is ahead of the time since the boot, in ns. */
static s64 wall_offset;

DECLARE_WAIT_QUEUE_HEAD(clock_was_set);

void timekeeping_init(void)
{
	wall_offset = rtc_read_time() * NSEC_PER_SEC - (s64)ktime_get_ns();
}

/* --- Since the boot */

ktime_t ktime_get(void)
{
	return ktime_get_ns();
}
EXPORT_SYMBOL_GPL(ktime_get);

ktime_t ktime_get_raw(void)
{
	return ktime_get_ns();
}
EXPORT_SYMBOL_GPL(ktime_get_raw);

void ktime_get_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(ktime_get_ns());
}
EXPORT_SYMBOL_GPL(ktime_get_ts64);

void ktime_get_raw_ts64(struct timespec64 *ts)
{
	ktime_get_ts64(ts);
}
EXPORT_SYMBOL(ktime_get_raw_ts64);

time64_t ktime_get_seconds(void)
{
	return div_u64(ktime_get_ns(), NSEC_PER_SEC);
}
EXPORT_SYMBOL_GPL(ktime_get_seconds);

u64 ktime_get_mono_fast_ns(void)
{
	return ktime_get_ns();
}
EXPORT_SYMBOL_GPL(ktime_get_mono_fast_ns);

u64 ktime_get_raw_fast_ns(void)
{
	return ktime_get_ns();
}
EXPORT_SYMBOL_GPL(ktime_get_raw_fast_ns);

u64 ktime_get_boot_fast_ns(void)
{
	return ktime_get_ns();
}
EXPORT_SYMBOL_GPL(ktime_get_boot_fast_ns);

/* --- On the wall */

u64 ktime_get_real_ns(void)
{
	return ktime_get_ns() + wall_offset;
}
EXPORT_SYMBOL_GPL(ktime_get_real_ns);

ktime_t ktime_get_real(void)
{
	return ktime_get_real_ns();
}
EXPORT_SYMBOL_GPL(ktime_get_real);

u64 ktime_get_real_fast_ns(void)
{
	return ktime_get_real_ns();
}
EXPORT_SYMBOL_GPL(ktime_get_real_fast_ns);

void ktime_get_real_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(ktime_get_real_ns());
}
EXPORT_SYMBOL(ktime_get_real_ts64);

time64_t ktime_get_real_seconds(void)
{
	return div_u64(ktime_get_real_ns(), NSEC_PER_SEC);
}
EXPORT_SYMBOL_GPL(ktime_get_real_seconds);

ktime_t ktime_mono_to_real(ktime_t mono)
{
	return mono + wall_offset;
}
EXPORT_SYMBOL_GPL(ktime_mono_to_real);

void getboottime64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(wall_offset);
}
EXPORT_SYMBOL_GPL(getboottime64);

int do_settimeofday64(const struct timespec64 *ts)
{
	u64 ns = timespec64_to_ns(ts);

	/* Neither before the boot, nor where it would soon overflow. */
	if (!timespec64_valid(ts) || ns < ktime_get_ns() || ns > S64_MAX / 2)
		return -EINVAL;
	wall_offset = (s64)(ns - ktime_get_ns());
	wake_up(&clock_was_set);
	hrtimers_clock_was_set();
	timerfd_clock_was_set();
	return 0;
}
EXPORT_SYMBOL(do_settimeofday64);

/* --- At the last tick */

u64 ktime_get_coarse_ns(void)
{
	return tick_ns();
}
EXPORT_SYMBOL_GPL(ktime_get_coarse_ns);

u64 ktime_get_coarse_real_ns(void)
{
	return tick_ns() + wall_offset;
}
EXPORT_SYMBOL_GPL(ktime_get_coarse_real_ns);

void ktime_get_coarse_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(ktime_get_coarse_ns());
}
EXPORT_SYMBOL(ktime_get_coarse_ts64);

void ktime_get_coarse_real_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(ktime_get_coarse_real_ns());
}
EXPORT_SYMBOL(ktime_get_coarse_real_ts64);

/* --- For those who sleep */

u64 deadline_after(const struct timespec64 *ts)
{
	return ktime_get_ns() + timespec64_to_ns(ts);
}

long ns_to_timeout(u64 end)
{
	u64 now = ktime_get_ns(), ticks;

	if (end <= now)
		return 0;
	ticks = div_u64(end - now - 1, TICK_NSEC) + 1;
	return ticks < LONG_MAX / 2 ? (long)ticks : LONG_MAX / 2;
}

/* --- Seconds and nanoseconds */

ktime_t ktime_add_safe(const ktime_t lhs, const ktime_t rhs)
{
	ktime_t sum = ktime_add_unsafe(lhs, rhs);

	return sum < 0 || sum < lhs || sum < rhs ? KTIME_MAX : sum;
}
EXPORT_SYMBOL_GPL(ktime_add_safe);

void set_normalized_timespec64(struct timespec64 *ts, time64_t sec, s64 nsec)
{
	s64 carry = div_s64(nsec, NSEC_PER_SEC);
	s64 rest = nsec - carry * NSEC_PER_SEC;

	if (rest < 0) {
		rest += NSEC_PER_SEC;
		carry--;
	}
	*ts = (struct timespec64){ sec + carry, (long)rest };
}
EXPORT_SYMBOL(set_normalized_timespec64);

struct timespec64 timespec64_add_safe(const struct timespec64 lhs,
				      const struct timespec64 rhs)
{
	struct timespec64 sum = { TIME64_MAX, 0 };

	if (lhs.tv_sec <= TIME64_MAX - 1 - rhs.tv_sec)
		sum = timespec64_add(lhs, rhs);
	return sum;
}
EXPORT_SYMBOL_GPL(timespec64_add_safe);

struct timespec64 ns_to_timespec64(s64 nsec)
{
	struct timespec64 ts;

	set_normalized_timespec64(&ts, 0, nsec);
	return ts;
}
EXPORT_SYMBOL(ns_to_timespec64);

/* --- Dates: years begin in March here, so that a leap day is their last. */

time64_t mktime64(const unsigned int year, const unsigned int mon,
		  const unsigned int day, const unsigned int hour,
		  const unsigned int min, const unsigned int sec)
{
	unsigned int month = mon > 2 ? mon - 3 : mon + 9;
	unsigned int y = mon > 2 ? year : year - 1;
	s64 days = (s64)(y / 4 - y / 100 + y / 400) + (153 * month + 2) / 5 +
		   day - 1 + (s64)y * 365 - 719468;

	return ((days * 24 + hour) * 60 + min) * 60 + sec;
}
EXPORT_SYMBOL(mktime64);

static bool is_leap(s64 year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Day @days since 1 March of year 0. */
static void days_to_tm(s64 days, struct tm *tm)
{
	s64 era = div_s64(days >= 0 ? days : days - DAYS_OF_400_YEARS + 1,
			  DAYS_OF_400_YEARS);
	unsigned int day = days - era * DAYS_OF_400_YEARS;
	unsigned int year =
		(day - day / 1460 + day / 36524 - day / 146096) / 365;
	unsigned int yday = day - (365 * year + year / 4 - year / 100);
	unsigned int month = (5 * yday + 2) / 153;
	s64 y = year + era * 400 + (month >= 10);

	tm->tm_mday = yday - (153 * month + 2) / 5 + 1;
	tm->tm_mon = month < 10 ? month + 2 : month - 10;
	tm->tm_year = y - 1900;
	tm->tm_yday = month < 10 ? yday + 59 + is_leap(y) : yday - 306;
}

void time64_to_tm(time64_t totalsecs, int offset, struct tm *result)
{
	s64 seconds = totalsecs + offset;
	s64 days = div_s64(seconds >= 0 ? seconds : seconds - DAY + 1, DAY);
	int rest = seconds - days * DAY;
	s64 weekday = days + 4; /* 1970 began on a Thursday */

	result->tm_hour = rest / 3600;
	result->tm_min = rest / 60 % 60;
	result->tm_sec = rest % 60;
	result->tm_wday = weekday - div_s64(weekday, 7) * 7;
	if (result->tm_wday < 0)
		result->tm_wday += 7;
	days_to_tm(days + 719468, result);
}
EXPORT_SYMBOL(time64_to_tm);
