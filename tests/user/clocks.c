/* SPDX-License-Identifier: MIT */
/*
 * Time: clock_gettime(2), gettimeofday(2), time(2), nanosleep(2),
 * clock_nanosleep(2), setitimer(2), alarm(2), times(2), clock_settime(2).
 * All lengths are least lengths: how long the machine really takes is up to it.
 */
#include "test.h"

#include <sys/time.h>
#include <sys/times.h>
#include <time.h>

static volatile sig_atomic_t count;

static void on_signal(int signo)
{
	count++;
}

static long long now_ns(clockid_t clock)
{
	struct timespec now = { 0, 0 };

	EXPECT_EQ(clock_gettime(clock, &now), 0);
	EXPECT(now.tv_nsec >= 0 && now.tv_nsec < 1000000000);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void clocks_go_on(void)
{
	static const clockid_t all[] = {
		CLOCK_REALTIME,		  CLOCK_MONOTONIC,
		CLOCK_MONOTONIC_RAW,	  CLOCK_BOOTTIME,
		CLOCK_REALTIME_COARSE,	  CLOCK_MONOTONIC_COARSE,
		CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID
	};

	for (int i = 0; i < COUNT(all); i++) {
		long long before = now_ns(all[i]);

		EXPECT(now_ns(all[i]) >= before);
	}
	EXPECT_ERROR(clock_gettime(99, &(struct timespec){ 0 }), EINVAL);
	EXPECT_ERROR(syscall(SYS_clock_gettime, 0, BAD), EFAULT);
}

static void clocks_agree(void)
{
	struct timeval tv;
	struct timespec res;
	time_t t = time(NULL);
	long long real = now_ns(CLOCK_REALTIME) / 1000000000;

	EXPECT_EQ(gettimeofday(&tv, NULL), 0);
	EXPECT(t <= real && real <= t + 2);
	EXPECT(tv.tv_sec >= real && tv.tv_sec <= real + 2);
	EXPECT(tv.tv_usec >= 0 && tv.tv_usec < 1000000);
	EXPECT(t > 1600000000); /* the clock of the machine was read */
	EXPECT_EQ(clock_getres(CLOCK_MONOTONIC, &res), 0);
	EXPECT(res.tv_sec == 0 && res.tv_nsec > 0);
	EXPECT_ERROR(clock_getres(99, &res), EINVAL);
}

static void sixty_four_bits(void)
{
	struct {
		long long sec, nsec;
	} ts = { 0, 0 };

	EXPECT_EQ(syscall(SYS_clock_gettime64, CLOCK_REALTIME, &ts), 0);
	EXPECT(ts.sec > 1600000000 && ts.nsec >= 0 && ts.nsec < 1000000000);
	ts.sec = 0, ts.nsec = 1000;
	EXPECT_EQ(syscall(SYS_clock_nanosleep_time64, CLOCK_MONOTONIC, 0, &ts,
			  NULL),
		  0);
	EXPECT_EQ(syscall(SYS_clock_getres_time64, CLOCK_MONOTONIC, &ts), 0);
}

static void sleeps(void)
{
	struct timespec time = { 0, 30000000 };
	long long begin = now_ns(CLOCK_MONOTONIC);

	EXPECT_EQ(nanosleep(&time, NULL), 0);
	EXPECT(now_ns(CLOCK_MONOTONIC) - begin >= 30000000);
	time.tv_nsec = 1000000000;
	EXPECT_ERROR(nanosleep(&time, NULL), EINVAL);
	time.tv_nsec = -1;
	EXPECT_ERROR(nanosleep(&time, NULL), EINVAL);
	time = (struct timespec){ -1, 0 };
	EXPECT_ERROR(nanosleep(&time, NULL), EINVAL);
	EXPECT_ERROR(syscall(SYS_nanosleep, BAD, NULL), EFAULT);
	time = (struct timespec){ 0, 0 };
	EXPECT_EQ(nanosleep(&time, NULL), 0);
}

static void sleep_is_interrupted(void)
{
	struct timespec time = { 10, 0 }, left = { 0, 0 };

	signal(SIGALRM, on_signal);
	ualarm(30000, 0);
	EXPECT_ERROR(nanosleep(&time, &left), EINTR);
	EXPECT_EQ(count, 1);
	EXPECT(left.tv_sec == 9 && left.tv_nsec > 0);
	alarm(LIMIT);
}

static void absolute_sleep(void)
{
	struct timespec time;
	long long end = now_ns(CLOCK_MONOTONIC) + 40000000;

	time.tv_sec = end / 1000000000;
	time.tv_nsec = end % 1000000000;
	EXPECT_EQ(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL),
		  0);
	EXPECT(now_ns(CLOCK_MONOTONIC) >= end);
	/* What has passed does not wait. */
	EXPECT_EQ(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL),
		  0);
	EXPECT_EQ(clock_nanosleep(99, 0, &time, NULL), EINVAL);
}

static void interval_timer(void)
{
	struct itimerval timer = { { 0, 20000 }, { 0, 20000 } }, was;

	signal(SIGALRM, on_signal);
	EXPECT_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	while (count < 3)
		pause();
	EXPECT_EQ(getitimer(ITIMER_REAL, &was), 0);
	EXPECT_EQ(was.it_interval.tv_usec, 20000);
	EXPECT(was.it_value.tv_sec == 0 && was.it_value.tv_usec <= 20000);
	timer = (struct itimerval){ { 0, 0 }, { 0, 0 } };
	EXPECT_EQ(setitimer(ITIMER_REAL, &timer, &was), 0);
	EXPECT_EQ(was.it_interval.tv_usec, 20000);
	EXPECT_EQ(getitimer(ITIMER_REAL, &was), 0);
	EXPECT_EQ(was.it_value.tv_usec, 0);
	timer.it_value.tv_usec = 1000000;
	EXPECT_ERROR(setitimer(ITIMER_REAL, &timer, NULL), EINVAL);
	EXPECT_ERROR(setitimer(99, &timer, NULL), EINVAL);
	EXPECT_ERROR(syscall(SYS_setitimer, ITIMER_REAL, BAD, NULL), EFAULT);
}

static void timers_of_work(void)
{
	struct itimerval timer = { { 0, 0 }, { 0, 30000 } };
	volatile unsigned work = 0;

	signal(SIGPROF, on_signal);
	signal(SIGVTALRM, on_signal);
	EXPECT_EQ(setitimer(ITIMER_PROF, &timer, NULL), 0);
	while (!count)
		work++;
	count = 0;
	EXPECT_EQ(setitimer(ITIMER_VIRTUAL, &timer, NULL), 0);
	while (!count)
		work++;
	EXPECT_EQ(count, 1);
}

static void timer_is_not_inherited(void)
{
	alarm(50);
	if (!fork())
		_exit(alarm(0));
	int status;

	wait(&status);
	EXPECT_EQ(status, 0);
	EXPECT(alarm(LIMIT) > 0);
}

static void work_is_counted(void)
{
	struct tms begin, end;
	volatile unsigned work = 0;

	times(&begin);
	do {
		work++;
		times(&end);
	} while (end.tms_utime + end.tms_stime <
		 begin.tms_utime + begin.tms_stime + 3);
	EXPECT_EQ(sysconf(_SC_CLK_TCK), 100);
	EXPECT(clock() > 0);
}

static void setting_the_clock(void)
{
	struct timespec time = { 1700000000, 0 };

	if (geteuid() == 0)
		skip("root could set it");
	EXPECT_ERROR(clock_settime(CLOCK_REALTIME, &time), EPERM);
	EXPECT_ERROR(settimeofday(&(struct timeval){ 1700000000, 0 }, NULL),
		     EPERM);
}

static const struct test_case cases[] = {
	CASE(clocks_go_on),	      CASE(clocks_agree),
	CASE(sixty_four_bits),	      CASE(sleeps),
	CASE(sleep_is_interrupted),   CASE(absolute_sleep),
	CASE(interval_timer),	      CASE(timers_of_work),
	CASE(timer_is_not_inherited), CASE(work_is_counted),
	CASE(setting_the_clock),
};

SUITE(clocks, cases)
