/* SPDX-License-Identifier: MIT */
/*
 * Descriptors that tell of events: eventfd(2), timerfd_create(2), signalfd(2),
 * and timers that send signals: timer_create(2).
 */
#include "test.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>

typedef unsigned long long counter;

static const struct itimerspec soon = { { 0, 0 }, { 0, 20000000 } };
static const struct itimerspec again = { { 0, 20000000 }, { 0, 20000000 } };
static const struct itimerspec never = { { 0, 0 }, { 0, 0 } };

/* What poll(2) says of it now. */
static int ready(int fd)
{
	struct pollfd p = { fd, POLLIN | POLLOUT, 0 };

	EXPECT(poll(&p, 1, 0) >= 0);
	return p.revents;
}

static counter take(int fd)
{
	counter value = 0;

	EXPECT_EQ(read(fd, &value, sizeof(value)), sizeof(value));
	return value;
}

static void give(int fd, counter value)
{
	EXPECT_EQ(write(fd, &value, sizeof(value)), sizeof(value));
}

/* ---- eventfd ---- */

static void eventfd_counts(void)
{
	int fd = eventfd(3, EFD_NONBLOCK);
	counter value = -1;

	REQUIRE(fd >= 0);
	EXPECT_EQ(ready(fd), POLLIN | POLLOUT);
	give(fd, 4);
	EXPECT_EQ(take(fd), 7);
	EXPECT_EQ(ready(fd), POLLOUT);
	EXPECT_ERROR(read(fd, &value, sizeof(value)), EAGAIN);
	EXPECT_ERROR(read(fd, &value, 7), EINVAL);
	value = -1;
	EXPECT_ERROR(write(fd, &value, sizeof(value)), EINVAL);
	give(fd, -2ull);
	EXPECT_EQ(ready(fd), POLLIN);
	value = 1;
	EXPECT_ERROR(write(fd, &value, sizeof(value)), EAGAIN);
	EXPECT_ERROR(eventfd(0, 0x10), EINVAL);
}

static void eventfd_semaphore(void)
{
	int fd = eventfd(2, EFD_SEMAPHORE | EFD_NONBLOCK);
	counter value;

	EXPECT_EQ(take(fd), 1);
	EXPECT_EQ(take(fd), 1);
	EXPECT_ERROR(read(fd, &value, sizeof(value)), EAGAIN);
}

static void eventfd_blocks(void)
{
	int fd = eventfd(0, 0);

	if (!fork()) {
		give(fd, 5);
		_exit(0);
	}
	EXPECT_EQ(take(fd), 5);
	EXPECT(wait(NULL) > 0);
}

/* ---- timerfd ---- */

static void timerfd_ticks(void)
{
	int fd = timerfd_create(CLOCK_MONOTONIC, 0);
	struct itimerspec value;

	REQUIRE(fd >= 0);
	EXPECT_EQ(ready(fd), 0);
	EXPECT_EQ(timerfd_settime(fd, 0, &soon, NULL), 0);
	EXPECT_EQ(take(fd), 1);
	EXPECT_EQ(timerfd_gettime(fd, &value), 0);
	EXPECT(!value.it_value.tv_sec && !value.it_value.tv_nsec);
	EXPECT_EQ(timerfd_settime(fd, 0, &again, NULL), 0);
	EXPECT(take(fd) >= 1);
	EXPECT(take(fd) >= 1);
	EXPECT_EQ(timerfd_settime(fd, 0, &never, &value), 0);
	EXPECT_EQ(value.it_interval.tv_nsec, again.it_interval.tv_nsec);
	EXPECT(value.it_value.tv_sec || value.it_value.tv_nsec);
	EXPECT_EQ(ready(fd), 0);
}

static void timerfd_absolute(void)
{
	int fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
	struct itimerspec past = { { 0, 0 }, { 1, 0 } };
	struct pollfd p = { fd, POLLIN, 0 };

	EXPECT_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
	EXPECT_EQ(timerfd_settime(fd, TFD_TIMER_ABSTIME, &past, NULL), 0);
	EXPECT_EQ(poll(&p, 1, -1), 1);
	EXPECT_EQ(take(fd), 1);
}

static void timerfd_errors(void)
{
	struct itimerspec bad = { { 0, 0 }, { 0, 1000000000 } };
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	counter value;

	EXPECT_ERROR(timerfd_create(CLOCK_PROCESS_CPUTIME_ID, 0), EINVAL);
	EXPECT_ERROR(timerfd_create(CLOCK_MONOTONIC, 1), EINVAL);
	EXPECT_ERROR(timerfd_settime(fd, 0, &bad, NULL), EINVAL);
	EXPECT_ERROR(timerfd_settime(fd, 16, &soon, NULL), EINVAL);
	EXPECT_ERROR(timerfd_settime(-1, 0, &soon, NULL), EBADF);
	EXPECT_ERROR(timerfd_settime(1, 0, &soon, NULL), EINVAL);
	EXPECT_ERROR(read(fd, &value, sizeof(value)), EAGAIN);
	EXPECT_ERROR(read(fd, &value, 4), EINVAL);
	EXPECT_ERROR(write(fd, &value, sizeof(value)), EINVAL);
}

/* ---- signalfd ---- */

static int open_signalfd(int flags)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGRTMIN);
	EXPECT_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	return signalfd(-1, &set, flags);
}

static void signalfd_reads(void)
{
	int fd = open_signalfd(SFD_NONBLOCK);
	struct signalfd_siginfo info[3];
	union sigval value = { .sival_int = 77 };

	REQUIRE(fd >= 0);
	EXPECT_EQ(ready(fd), 0);
	EXPECT_ERROR(read(fd, info, sizeof(info)), EAGAIN);
	EXPECT_EQ(kill(getpid(), SIGUSR1), 0);
	EXPECT_EQ(sigqueue(getpid(), SIGRTMIN, value), 0);
	EXPECT_EQ(ready(fd), POLLIN);
	EXPECT_EQ(read(fd, info, sizeof(info)), 2 * sizeof(info[0]));
	EXPECT_EQ(info[0].ssi_signo, SIGUSR1);
	EXPECT_EQ(info[0].ssi_pid, getpid());
	EXPECT_EQ(info[0].ssi_code, SI_USER);
	EXPECT_EQ(info[1].ssi_signo, SIGRTMIN);
	EXPECT_EQ(info[1].ssi_int, 77);
	EXPECT_ERROR(read(fd, info, 127), EINVAL);
}

static void signalfd_waits(void)
{
	int fd = open_signalfd(0), pid = fork();
	struct signalfd_siginfo info;
	struct pollfd p = { fd, POLLIN, 0 };

	if (!pid)
		_exit(9);
	EXPECT_EQ(poll(&p, 1, -1), 1);
	EXPECT_EQ(read(fd, &info, sizeof(info)), sizeof(info));
	EXPECT_EQ(info.ssi_signo, SIGCHLD);
	EXPECT_EQ(info.ssi_pid, pid);
	EXPECT_EQ(info.ssi_status, 9);
	EXPECT_EQ(info.ssi_code, CLD_EXITED);
	EXPECT_EQ(waitpid(pid, NULL, 0), pid);
}

static void signalfd_changes(void)
{
	int fd = open_signalfd(SFD_NONBLOCK);
	struct signalfd_siginfo info;
	sigset_t set;

	sigemptyset(&set);
	EXPECT_EQ(signalfd(fd, &set, 0), fd);
	EXPECT_EQ(kill(getpid(), SIGUSR1), 0);
	EXPECT_ERROR(read(fd, &info, sizeof(info)), EAGAIN);
	EXPECT_ERROR(signalfd(1, &set, 0), EINVAL);
	EXPECT_ERROR(signalfd(-1, &set, 1), EINVAL);
	EXPECT_ERROR(signalfd(99, &set, 0), EBADF);
}

/* ---- timer_create ---- */

static volatile sig_atomic_t count, overrun, value;

static void on_timer(int signo, siginfo_t *info, void *context)
{
	count++;
	overrun += info->si_overrun;
	value = info->si_value.sival_int;
	EXPECT_EQ(info->si_code, SI_TIMER);
}

static timer_t new_timer(int clock, int signo)
{
	struct sigaction action = { .sa_flags = SA_SIGINFO };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
				  .sigev_signo = signo,
				  .sigev_value.sival_int = 42 };
	timer_t timer;

	action.sa_sigaction = on_timer;
	EXPECT_EQ(sigaction(signo, &action, NULL), 0);
	EXPECT_EQ(timer_create(clock, &event, &timer), 0);
	return timer;
}

static void timer_sends(void)
{
	timer_t timer = new_timer(CLOCK_MONOTONIC, SIGUSR1);
	sigset_t blocked, none;

	sigemptyset(&none);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
	EXPECT_EQ(sigprocmask(SIG_BLOCK, &blocked, NULL), 0);
	EXPECT_EQ(timer_settime(timer, 0, &soon, NULL), 0);
	while (!count)
		sigsuspend(&none);
	EXPECT_EQ(count, 1);
	EXPECT_EQ(value, 42);
	EXPECT_EQ(timer_getoverrun(timer), 0);
	EXPECT_EQ(timer_settime(timer, 0, &again, NULL), 0);
	while (count < 4)
		sigsuspend(&none);
	EXPECT_EQ(timer_delete(timer), 0);
	EXPECT_ERROR(timer_delete(timer), EINVAL);
}

/* While its signal is blocked it waits once, and the others are counted. */
static void timer_overruns(void)
{
	timer_t timer = new_timer(CLOCK_MONOTONIC, SIGRTMIN + 1);
	int fd = timerfd_create(CLOCK_MONOTONIC, 0);
	const struct itimerspec later = { { 0, 0 }, { 0, 200000000 } };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN + 1);
	EXPECT_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	EXPECT_EQ(timer_settime(timer, 0, &again, NULL), 0);
	EXPECT_EQ(timerfd_settime(fd, 0, &later, NULL), 0);
	take(fd);
	EXPECT_EQ(count, 0);
	EXPECT_EQ(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
	EXPECT(count >= 1);
	EXPECT(overrun >= 1);
	EXPECT_EQ(timer_delete(timer), 0);
}

static void timer_values(void)
{
	timer_t timer = new_timer(CLOCK_REALTIME, SIGUSR1);
	const struct itimerspec hour = { { 7, 0 }, { 3600, 0 } };
	struct itimerspec left;

	EXPECT_EQ(timer_gettime(timer, &left), 0);
	EXPECT(!left.it_value.tv_sec && !left.it_value.tv_nsec);
	EXPECT_EQ(timer_settime(timer, 0, &hour, NULL), 0);
	EXPECT_EQ(timer_settime(timer, 0, &never, &left), 0);
	EXPECT(left.it_value.tv_sec >= 3590 && left.it_value.tv_sec <= 3600);
	EXPECT_EQ(left.it_interval.tv_sec, 7);
}

static void timer_errors(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
				  .sigev_signo = 65 };
	struct itimerspec bad = { { 0, 0 }, { -1, 0 } };
	timer_t timer = new_timer(CLOCK_MONOTONIC, SIGUSR1);

	EXPECT_ERROR(timer_settime(timer, 0, &bad, NULL), EINVAL);
	EXPECT_ERROR(timer_create(CLOCK_MONOTONIC, &event, &timer), EINVAL);
	event.sigev_notify = 77;
	event.sigev_signo = SIGUSR1;
	EXPECT_ERROR(timer_create(CLOCK_MONOTONIC, &event, &timer), EINVAL);
	EXPECT_ERROR(timer_create(99, NULL, &timer), EINVAL);
	EXPECT_ERROR(timer_gettime((timer_t)12345, &bad), EINVAL);
}

static void timers_are_not_inherited(void)
{
	timer_t timer = new_timer(CLOCK_MONOTONIC, SIGUSR1);
	struct itimerspec left;
	int status, pid = fork();

	if (!pid)
		_exit(timer_gettime(timer, &left) == -1 && errno == EINVAL);
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(WEXITSTATUS(status), 1);
}

static const struct test_case cases[] = {
	CASE(eventfd_counts),	CASE(eventfd_semaphore),
	CASE(eventfd_blocks),	CASE(timerfd_ticks),
	CASE(timerfd_absolute), CASE(timerfd_errors),
	CASE(signalfd_reads),	CASE(signalfd_waits),
	CASE(signalfd_changes), CASE(timer_sends),
	CASE(timer_overruns),	CASE(timer_values),
	CASE(timer_errors),	CASE(timers_are_not_inherited),
};

SUITE(events, cases)
