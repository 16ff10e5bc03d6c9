/* SPDX-License-Identifier: MIT */
/*
 * Interval timers of a process: one of real time, which alarm(2) shares, and
 * two of processor time, counted in ticks; and RLIMIT_CPU. getitimer(2).
 */
#include <linux/interval_timer.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/timekeeping.h>

#include "proc.h"

#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2

#define TICK_US (USEC_PER_SEC / HZ)

struct old_itimerval32 {
	struct old_timeval32 it_interval, it_value;
};

static void real_timer_ends(struct interval_timer *it, u64 times)
{
	struct signal_struct *signal =
		container_of(it, struct signal_struct, real_timer);

	group_send_sig_info(SIGALRM, NULL, signal->leader);
}

void itimers_init(struct signal_struct *signal)
{
	interval_timer_init(&signal->real_timer, real_timer_ends);
}

void itimers_exit(struct signal_struct *signal)
{
	interval_timer_stop(&signal->real_timer);
}

static void check_cpu_timer(struct cpu_itimer *timer, int sig)
{
	if (!timer->value || --timer->value)
		return;
	timer->value = timer->interval;
	group_send_sig_info(sig, NULL, current);
}

/* SIGXCPU once a second from the soft limit on, and SIGKILL at the hard one. */
static void check_cpu_limit(struct signal_struct *signal)
{
	const struct rlimit *limit = &signal->rlim[RLIMIT_CPU];
	u64 ticks = signal->utime + signal->stime, seconds;
	struct task_struct *t;
	u32 rest;

	if (limit->rlim_cur == RLIM_INFINITY)
		return;
	list_for_each_entry(t, &signal->threads, thread_node)
		ticks += t->utime + t->stime;
	seconds = div_u64_rem(ticks, HZ, &rest);
	if (seconds >= limit->rlim_max)
		group_send_sig_info(SIGKILL, NULL, current);
	else if (seconds >= limit->rlim_cur && !rest)
		group_send_sig_info(SIGXCPU, NULL, current);
}

void itimers_tick(bool user)
{
	struct signal_struct *signal = current->signal;

	if (!signal)
		return;
	if (user)
		check_cpu_timer(&signal->cpu_timers[0], SIGVTALRM);
	check_cpu_timer(&signal->cpu_timers[1], SIGPROF);
	check_cpu_limit(signal);
}

/* --- In microseconds, as user space has them */

static u64 from_timeval(const struct old_timeval32 *tv)
{
	return (u64)tv->tv_sec * USEC_PER_SEC + tv->tv_usec;
}

static struct old_timeval32 to_timeval(u64 us)
{
	u32 rest;
	u64 seconds = div_u64_rem(us, USEC_PER_SEC, &rest);

	return (struct old_timeval32){ (s32)seconds, rest };
}

static bool is_valid(const struct old_timeval32 *tv)
{
	return tv->tv_sec >= 0 && tv->tv_usec >= 0 &&
	       tv->tv_usec < USEC_PER_SEC;
}

static u64 to_ticks(const struct old_timeval32 *tv)
{
	return div_u64(from_timeval(tv) + TICK_US - 1, TICK_US);
}

/* In us, rounded up: at least 1 while it runs. */
static u64 real_timer_left(const struct signal_struct *signal)
{
	return div_u64(interval_timer_get(&signal->real_timer).left +
			       NSEC_PER_USEC - 1,
		       NSEC_PER_USEC);
}

static void set_real_timer(struct signal_struct *signal, u64 value,
			   u64 interval)
{
	interval_timer_set_left(&signal->real_timer,
				&(struct interval_value){
					value * NSEC_PER_USEC,
					interval * NSEC_PER_USEC });
}

static void get_timer(int which, struct old_itimerval32 *value)
{
	struct signal_struct *signal = current->signal;
	u64 left = real_timer_left(signal);
	u64 interval = div_u64(signal->real_timer.interval, NSEC_PER_USEC);

	if (which != ITIMER_REAL) {
		const struct cpu_itimer *timer =
			&signal->cpu_timers[which - ITIMER_VIRTUAL];

		left = timer->value * TICK_US;
		interval = timer->interval * TICK_US;
	}
	value->it_value = to_timeval(left);
	value->it_interval = to_timeval(interval);
}

static void set_timer(int which, const struct old_itimerval32 *value)
{
	struct cpu_itimer *timer;

	if (which == ITIMER_REAL) {
		set_real_timer(current->signal, from_timeval(&value->it_value),
			       from_timeval(&value->it_interval));
		return;
	}
	timer = &current->signal->cpu_timers[which - ITIMER_VIRTUAL];
	timer->interval = to_ticks(&value->it_interval);
	timer->value = to_ticks(&value->it_value);
}

SYSCALL_DEFINE2(getitimer, int, which, struct old_itimerval32 __user *, uvalue)
{
	struct old_itimerval32 value;

	if (which < ITIMER_REAL || which > ITIMER_PROF)
		return -EINVAL;
	get_timer(which, &value);
	return copy_to_user(uvalue, &value, sizeof(value)) ? -EFAULT : 0;
}

SYSCALL_DEFINE3(setitimer, int, which, const struct old_itimerval32 __user *,
		uvalue, struct old_itimerval32 __user *, uold)
{
	struct old_itimerval32 value = { 0 }, old;

	/* Linux takes no value for one of 0. */
	if (uvalue && copy_from_user(&value, uvalue, sizeof(value)))
		return -EFAULT;
	if (!is_valid(&value.it_value) || !is_valid(&value.it_interval) ||
	    which < ITIMER_REAL || which > ITIMER_PROF)
		return -EINVAL;
	get_timer(which, &old);
	set_timer(which, &value);
	return uold && copy_to_user(uold, &old, sizeof(old)) ? -EFAULT : 0;
}

/* The rest of the last alarm to the nearest second, but never 0 for some. */
SYSCALL_DEFINE1(alarm, unsigned int, seconds)
{
	struct signal_struct *signal = current->signal;
	u32 rest, left = (u32)div_u64_rem(real_timer_left(signal), USEC_PER_SEC,
					  &rest);

	if (seconds > INT_MAX)
		seconds = INT_MAX;
	set_real_timer(signal, (u64)seconds * USEC_PER_SEC, 0);
	return left + ((!left && rest) || rest >= USEC_PER_SEC / 2);
}
