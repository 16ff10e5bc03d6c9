/* SPDX-License-Identifier: MIT */
/* Jiffies, ktime, clocks, timers, hrtimers and delays, as modules use them. */
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/string.h>
#include <linux/time.h>
#include <linux/timer.h>

#include "ktap.h"

static void jiffies_and_units(void)
{
	struct timespec64 ts = { 2, 1 };

	EXPECT_EQ(msecs_to_jiffies(11), 2);
	EXPECT_EQ(msecs_to_jiffies((unsigned int)-1), MAX_JIFFY_OFFSET);
	EXPECT_EQ(usecs_to_jiffies(10001), 2);
	EXPECT_EQ(nsecs_to_jiffies(19999999), 1);
	EXPECT_EQ(jiffies_to_usecs(3), 30000);
	EXPECT_EQ(jiffies_to_nsecs(3), 30000000);
	EXPECT_EQ(timespec64_to_jiffies(&ts), 2 * HZ + 1);
	jiffies_to_timespec64(3 * HZ + 5, &ts);
	EXPECT(ts.tv_sec == 3 && ts.tv_nsec == 50000000);
	EXPECT_EQ((u32)get_jiffies_64(), jiffies);
	EXPECT(get_jiffies_64() >= (u32)INITIAL_JIFFIES);
	EXPECT(time_in_range(jiffies, jiffies - 1, jiffies + 1));
	EXPECT(time_is_before_jiffies(jiffies - 1));
	EXPECT_EQ(round_jiffies_up(jiffies) % HZ, 0);
	EXPECT(time_after(round_jiffies(jiffies + HZ), jiffies));
}

static void ktime_arithmetic(void)
{
	ktime_t a = ktime_set(1, 500), b = ms_to_ktime(1000);
	struct timespec64 ts;

	EXPECT_EQ(a, 1000000500);
	EXPECT_EQ(ktime_sub(a, b), 500);
	EXPECT_EQ(ktime_compare(a, b), 1);
	EXPECT_EQ(ktime_compare(b, a), -1);
	EXPECT(ktime_after(a, b) && ktime_before(b, a));
	EXPECT_EQ(ktime_to_us(ktime_add_us(b, 7)), 1000007);
	EXPECT_EQ(ktime_to_ms(ktime_sub_ms(b, 300)), 700);
	EXPECT_EQ(ktime_us_delta(b, a), 0);
	EXPECT_EQ(ktime_ms_delta(ktime_add_ms(a, 12), a), 12);
	EXPECT_EQ(ktime_divns(a, 1000), 1000000);
	EXPECT_EQ(ktime_add_safe(KTIME_MAX, 1), KTIME_MAX);
	ts = ktime_to_timespec64(-1);
	EXPECT(ts.tv_sec == -1 && ts.tv_nsec == 999999999);
	EXPECT(!ktime_to_timespec64_cond(0, &ts) && ts.tv_sec == -1);
	ts = timespec64_sub((struct timespec64){ 5, 100 },
			    (struct timespec64){ 3, 200 });
	EXPECT(ts.tv_sec == 1 && ts.tv_nsec == 999999900);
	EXPECT_EQ(timespec64_to_ns(&ts), 1999999900);
}

static void dates(void)
{
	struct tm tm;

	EXPECT_EQ(mktime64(1970, 1, 1, 0, 0, 0), 0);
	EXPECT_EQ(mktime64(2024, 2, 29, 12, 30, 15), 1709209815);
	time64_to_tm(1709209815, 0, &tm);
	EXPECT(tm.tm_year == 124 && tm.tm_mon == 1 && tm.tm_mday == 29);
	EXPECT(tm.tm_hour == 12 && tm.tm_min == 30 && tm.tm_sec == 15);
	EXPECT(tm.tm_wday == 4 && tm.tm_yday == 59);
	time64_to_tm(-1, 0, &tm);
	EXPECT(tm.tm_year == 69 && tm.tm_mon == 11 && tm.tm_mday == 31);
	EXPECT(tm.tm_wday == 3 && tm.tm_yday == 364 && tm.tm_sec == 59);
	for (time64_t t = -7000000000; t < 70000000000; t += 86400 * 97 + 1) {
		time64_t back;

		time64_to_tm(t, 0, &tm);
		if (tm.tm_year < 70)
			continue;
		back = mktime64(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
				tm.tm_hour, tm.tm_min, tm.tm_sec);
		if (!EXPECT_EQ(back, t))
			break;
	}
}

static void clocks_agree(void)
{
	struct timespec64 ts, before;
	ktime_t a = ktime_get(), b;

	ktime_get_ts64(&ts);
	b = ktime_get();
	EXPECT(timespec64_to_ns(&ts) >= a && timespec64_to_ns(&ts) <= b);
	EXPECT(ktime_get_boottime() - b < NSEC_PER_MSEC);
	EXPECT(ktime_get_raw_ns() - b < NSEC_PER_MSEC);
	EXPECT(b - (ktime_t)ktime_get_coarse_ns() < 2LL * TICK_NSEC);
	EXPECT_EQ(ktime_get_real() - ktime_mono_to_real(ktime_get()) <
			  NSEC_PER_MSEC,
		  true);
	ktime_get_real_ts64(&before);
	ts = before;
	ts.tv_sec += 1000;
	EXPECT_EQ(do_settimeofday64(&ts), 0);
	ktime_get_real_ts64(&ts);
	EXPECT_EQ(timespec64_sub(ts, before).tv_sec, 1000);
	ts.tv_sec -= 1000;
	EXPECT_EQ(do_settimeofday64(&ts), 0);
	ts.tv_nsec = NSEC_PER_SEC;
	EXPECT_EQ(do_settimeofday64(&ts), -EINVAL);
}

/* --- Timers */

static struct timer_list timer;
static unsigned int fired;
static unsigned long contexts; /* what the function saw */

static void look(void)
{
	contexts = (in_interrupt() ? 1 : 0) | (in_serving_softirq() ? 2 : 0) |
		   (in_hardirq() ? 4 : 0) | (in_task() ? 8 : 0) |
		   (irqs_disabled() ? 16 : 0);
}

static void count_timer(struct timer_list *t)
{
	fired++;
	look();
}

static void timer_runs_in_a_softirq(void)
{
	fired = 0;
	timer_setup(&timer, count_timer, 0);
	EXPECT_EQ(mod_timer(&timer, jiffies + 1), 0);
	msleep(30);
	EXPECT_EQ(fired, 1);
	EXPECT_EQ(contexts, 3);
	EXPECT(!timer_pending(&timer));
}

static void timer_returns(void)
{
	unsigned long far = jiffies + 1000;

	timer_setup(&timer, count_timer, TIMER_DEFERRABLE);
	fired = 0;
	EXPECT_EQ(mod_timer_pending(&timer, far), 0);
	EXPECT(!timer_pending(&timer));
	timer.expires = far;
	add_timer(&timer);
	EXPECT_EQ(mod_timer_pending(&timer, far + 5), 1);
	EXPECT_EQ(timer.expires, far + 5);
	EXPECT_EQ(timer_reduce(&timer, far + 9), 1);
	EXPECT_EQ(timer.expires, far + 5);
	EXPECT_EQ(timer_reduce(&timer, far + 1), 1);
	EXPECT_EQ(timer.expires, far + 1);
	EXPECT_EQ(try_to_del_timer_sync(&timer), 1);
	EXPECT_EQ(timer_delete(&timer), 0);
	mod_timer(&timer, jiffies - 5);
	msleep(20);
	EXPECT_EQ(fired, 1);
	mod_timer(&timer, far);
	EXPECT_EQ(timer_shutdown_sync(&timer), 1);
	EXPECT_EQ(mod_timer(&timer, jiffies + 1), 0);
	EXPECT(!timer_pending(&timer));
}

static unsigned long far_at;

static void note_jiffies(struct timer_list *t)
{
	far_at = jiffies;
}

/* Farther than the wheel has buckets. */
static void far_timer_is_on_time(void)
{
	unsigned long due = jiffies + 300;

	timer_setup(&timer, note_jiffies, 0);
	mod_timer(&timer, due);
	mod_timer(&timer, due);
	msleep(3100);
	EXPECT_EQ(far_at, due);
}

static void rearm(struct timer_list *t)
{
	if (++fired < 5)
		mod_timer(t, jiffies + 1);
	else if (fired == 5)
		contexts = try_to_del_timer_sync(t);
}

static void timer_arms_itself(void)
{
	unsigned long begin = jiffies;

	fired = 0;
	timer_setup(&timer, rearm, 0);
	mod_timer(&timer, begin + 1);
	while (fired < 5 && time_before(jiffies, begin + 50))
		cond_resched();
	EXPECT_EQ(fired, 5);
	EXPECT_EQ(contexts, (unsigned long)-1);
	EXPECT_EQ(jiffies - begin, 5);
}

/* --- hrtimers */

static struct hrtimer hrtimer;
static ktime_t fired_at;
static u64 overruns;

static enum hrtimer_restart note_time(struct hrtimer *t)
{
	fired_at = ktime_get();
	fired++;
	look();
	return HRTIMER_NORESTART;
}

static void expect_fired_after(ktime_t begin, u64 ns)
{
	EXPECT_EQ(fired, 1);
	EXPECT(fired_at >= begin + ns);
	if (!EXPECT(fired_at - begin < ns + 60000))
		ktap_say("  # %lld ns late", fired_at - begin - ns);
}

static void hrtimer_is_punctual(void)
{
	static const u64 delays[] = { 100000,	1234567,  9999000,
				      10000000, 15500000, 123456789 };

	EXPECT_EQ(hrtimer_resolution, 1);
	for (u32 i = 0; i < ARRAY_SIZE(delays); i++) {
		ktime_t begin = ktime_get();

		fired = 0;
		hrtimer_init(&hrtimer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
		hrtimer.function = note_time;
		hrtimer_start(&hrtimer, ns_to_ktime(delays[i]),
			      HRTIMER_MODE_REL);
		EXPECT(hrtimer_active(&hrtimer));
		EXPECT(hrtimer_get_remaining(&hrtimer) <= (s64)delays[i]);
		while (!fired && ktime_get() < begin + 2LL * NSEC_PER_SEC)
			cpu_relax();
		expect_fired_after(begin, delays[i]);
		EXPECT_EQ(contexts, 1 | 4 | 16);
		EXPECT(!hrtimer_active(&hrtimer));
	}
}

static void hrtimer_by_the_wall_clock(void)
{
	ktime_t begin = ktime_get();

	fired = 0;
	hrtimer_init(&hrtimer, CLOCK_REALTIME, HRTIMER_MODE_ABS_SOFT);
	hrtimer.function = note_time;
	hrtimer_start(&hrtimer, ktime_add_us(ktime_get_real(), 700),
		      HRTIMER_MODE_ABS_SOFT);
	msleep(20);
	expect_fired_after(begin, 700000);
	EXPECT_EQ(contexts, 3);
}

static enum hrtimer_restart again(struct hrtimer *t)
{
	fired++;
	overruns += hrtimer_forward_now(t, us_to_ktime(500));
	return fired < 20 ? HRTIMER_RESTART : HRTIMER_NORESTART;
}

static void hrtimer_restarts(void)
{
	ktime_t begin = ktime_get();
	unsigned long ticks = jiffies;

	fired = overruns = 0;
	hrtimer_init(&hrtimer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer.function = again;
	hrtimer_start(&hrtimer, us_to_ktime(500), HRTIMER_MODE_REL);
	while (hrtimer_active(&hrtimer) && fired < 20)
		cpu_relax();
	EXPECT_EQ(fired, 20);
	EXPECT_EQ(overruns, 20);
	EXPECT(ktime_us_delta(ktime_get(), begin) >= 10000);
	EXPECT(ktime_us_delta(ktime_get(), begin) < 10200);
	EXPECT_EQ(jiffies - ticks, 1);
}

/* The ticks go on at their rate while hrtimers come between. */
static void hrtimers_leave_jiffies_alone(void)
{
	unsigned long ticks = jiffies;
	ktime_t begin = ktime_get();
	s64 ms;

	for (int i = 0; i < 300; i++)
		usleep_range(1700, 1700);
	ms = ktime_ms_delta(ktime_get(), begin);
	EXPECT(ms >= 510 && ms < 530);
	if (!EXPECT(abs((long)(jiffies - ticks) * 10 - (long)ms) <= 10))
		ktap_say("  # %lu ticks in %lld ms", jiffies - ticks, ms);
}

static void hrtimer_is_cancelled(void)
{
	fired = 0;
	hrtimer_init(&hrtimer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer.function = note_time;
	EXPECT_EQ(hrtimer_cancel(&hrtimer), 0);
	hrtimer_start(&hrtimer, ms_to_ktime(2), HRTIMER_MODE_REL);
	EXPECT_EQ(hrtimer_try_to_cancel(&hrtimer), 1);
	EXPECT_EQ(hrtimer_try_to_cancel(&hrtimer), 0);
	msleep(20);
	EXPECT_EQ(fired, 0);
	hrtimer_restart(&hrtimer);
	msleep(10);
	EXPECT_EQ(fired, 1);
}

static void hrtimer_forward_counts(void)
{
	hrtimer_init(&hrtimer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
	hrtimer_set_expires(&hrtimer, 1000);
	EXPECT_EQ(hrtimer_forward(&hrtimer, 999, 100), 0);
	EXPECT_EQ(hrtimer_forward(&hrtimer, 1000, 100), 1);
	EXPECT_EQ(hrtimer_get_expires(&hrtimer), 1100);
	EXPECT_EQ(hrtimer_forward(&hrtimer, 1350, 100), 3);
	EXPECT_EQ(hrtimer_get_expires_ns(&hrtimer), 1400);
}

/* --- Sleeps */

static void sleep_us(unsigned long min, void (*sleep)(unsigned long us),
		     unsigned long most)
{
	ktime_t begin = ktime_get();
	s64 us;

	sleep(min);
	us = ktime_us_delta(ktime_get(), begin);
	EXPECT(us >= (s64)min);
	if (!EXPECT(us <= (s64)most))
		ktap_say("  # %lld us", us);
}

static void by_range(unsigned long us)
{
	usleep_range(us, us);
}

static void by_hrtimeout(unsigned long us)
{
	ktime_t t = us_to_ktime(us);

	set_current_state(TASK_UNINTERRUPTIBLE);
	EXPECT_EQ(schedule_hrtimeout(&t, HRTIMER_MODE_REL), 0);
}

static void sleeps_in_microseconds(void)
{
	sleep_us(50, by_range, 150);
	sleep_us(12345, by_range, 12450);
	sleep_us(3000, by_hrtimeout, 3100);
	sleep_us(5, fsleep, 30);
	sleep_us(400, fsleep, 900);
	sleep_us(30000, fsleep, 60000);
}

static void timeout_of_no_time(void)
{
	ktime_t zero = 0;

	EXPECT_EQ(schedule_timeout_interruptible(0), 0);
	EXPECT_EQ(schedule_hrtimeout(&zero, HRTIMER_MODE_REL), 0);
	EXPECT_EQ(schedule_timeout_idle(2), 0);
	EXPECT_EQ(msleep_interruptible(20), 0);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(jiffies_and_units),
	KTAP_CASE(ktime_arithmetic),
	KTAP_CASE(dates),
	KTAP_CASE(clocks_agree),
	KTAP_CASE(timer_runs_in_a_softirq),
	KTAP_CASE(timer_returns),
	KTAP_CASE(far_timer_is_on_time),
	KTAP_CASE(timer_arms_itself),
	KTAP_CASE(hrtimer_is_punctual),
	KTAP_CASE(hrtimer_by_the_wall_clock),
	KTAP_CASE(hrtimer_restarts),
	KTAP_CASE(hrtimers_leave_jiffies_alone),
	KTAP_CASE(hrtimer_is_cancelled),
	KTAP_CASE(hrtimer_forward_counts),
	KTAP_CASE(sleeps_in_microseconds),
	KTAP_CASE(timeout_of_no_time),
};

KTAP_SUITE(time_test, cases);
