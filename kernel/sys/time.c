/* SPDX-License-Identifier: MIT */
/*
 * Clocks and sleeping, as programs see them: those of kernel/time/, clocks of
 * processor time, nanosleep and its kin. A sleep ends with the first tick at
 * which its time has come, so it is never too short.
 * clock_gettime(2), clock_nanosleep(2), settimeofday(2).
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/interval_timer.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/syscalls.h>
#include <linux/timekeeping.h>
#include <linux/wait.h>

#include "../drivers/drivers.h"

/* A clock below 0 is one of processor time: ~pid << 3 | flag | kind. */
#define CPUCLOCK_PERTHREAD 4
#define CPUCLOCK_KIND 3
#define CPUCLOCK_PROF 0
#define CPUCLOCK_VIRT 1
#define CPUCLOCK_SCHED 2

struct old_timespec32 {
	s32 tv_sec, tv_nsec;
};

struct __kernel_timespec {
	s64 tv_sec, tv_nsec;
};

struct timezone {
	int tz_minuteswest, tz_dsttime;
};

int get_old_timespec32(struct timespec64 *ts, const void __user *uts)
{
	struct old_timespec32 t;

	if (copy_from_user(&t, uts, sizeof(t)))
		return -EFAULT;
	*ts = (struct timespec64){ t.tv_sec, t.tv_nsec };
	return 0;
}

int put_old_timespec32(const struct timespec64 *ts, void __user *uts)
{
	struct old_timespec32 t = { (s32)ts->tv_sec, ts->tv_nsec };

	return copy_to_user(uts, &t, sizeof(t)) ? -EFAULT : 0;
}

/* The upper half of tv_nsec is padding where a long has 32 bits. */
int get_timespec64(struct timespec64 *ts, const void __user *uts)
{
	struct __kernel_timespec t;

	if (copy_from_user(&t, uts, sizeof(t)))
		return -EFAULT;
	*ts = (struct timespec64){ t.tv_sec, (long)t.tv_nsec };
	return 0;
}

int put_timespec64(const struct timespec64 *ts, void __user *uts)
{
	struct __kernel_timespec t = { ts->tv_sec, ts->tv_nsec };

	return copy_to_user(uts, &t, sizeof(t)) ? -EFAULT : 0;
}

/* --- Clocks */

static u64 ticks_of(const struct task_struct *t, int kind)
{
	return t->utime + (kind == CPUCLOCK_VIRT ? 0 : t->stime);
}

/* Processor time of a task, or of its whole process, in ns. */
static u64 cpu_time(const struct task_struct *task, bool thread, int kind)
{
	const struct signal_struct *signal = task->signal;
	const struct task_struct *t;
	u64 ticks;

	if (thread)
		return ticks_of(task, kind) * TICK_NSEC;
	ticks = signal->utime + (kind == CPUCLOCK_VIRT ? 0 : signal->stime);
	list_for_each_entry(t, &signal->threads, thread_node)
		ticks += ticks_of(t, kind);
	return ticks * TICK_NSEC;
}

/* clock_getcpuclockid(3)'s and pthread_getcpuclockid(3)'s. */
static int cpu_clock_ns(clockid_t clock, u64 *ns)
{
	bool thread = clock & CPUCLOCK_PERTHREAD;
	pid_t pid = (pid_t)(~(u32)clock >> 3);
	struct task_struct *t = pid ? find_task_by_vpid(pid) : current;

	if ((clock & CPUCLOCK_KIND) > CPUCLOCK_SCHED || !t || !t->signal)
		return -EINVAL;
	if (thread ? t->signal != current->signal : !thread_group_leader(t))
		return -EINVAL;
	*ns = cpu_time(t, thread, clock & CPUCLOCK_KIND);
	return 0;
}

/* What @clock shows: 0, or -EINVAL when there is none such. */
static int clock_ns(clockid_t clock, u64 *ns)
{
	switch (clock) {
	case CLOCK_REALTIME:
	case CLOCK_REALTIME_COARSE:
	case CLOCK_TAI:
		*ns = ktime_get_real_ns();
		return 0;
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_BOOTTIME:
		*ns = ktime_get_ns();
		return 0;
	case CLOCK_PROCESS_CPUTIME_ID:
	case CLOCK_THREAD_CPUTIME_ID:
		*ns = cpu_time(current, clock == CLOCK_THREAD_CPUTIME_ID,
			       CPUCLOCK_SCHED);
		return 0;
	default:
		return clock < 0 ? cpu_clock_ns(clock, ns) : -EINVAL;
	}
}

static bool is_cpu_clock(clockid_t clock)
{
	return clock < 0 || clock == CLOCK_PROCESS_CPUTIME_ID ||
	       clock == CLOCK_THREAD_CPUTIME_ID;
}

typedef int (*get_timespec_t)(struct timespec64 *ts, const void __user *uts);
typedef int (*put_timespec_t)(const struct timespec64 *ts, void __user *uts);

static long do_clock_gettime(clockid_t clock, void __user *uts,
			     put_timespec_t put)
{
	struct timespec64 ts;
	u64 ns;
	int err = clock_ns(clock, &ns);

	if (err)
		return err;
	ts = ns_to_timespec64(ns);
	return put(&ts, uts);
}

SYSCALL_DEFINE2(clock_gettime, clockid_t, clock, void __user *, uts)
{
	return do_clock_gettime(clock, uts, put_old_timespec32);
}

SYSCALL_DEFINE2(clock_gettime64, clockid_t, clock, void __user *, uts)
{
	return do_clock_gettime(clock, uts, put_timespec64);
}

/* As Linux without high-resolution timers: what a sleep can tell apart. */
static long do_clock_getres(clockid_t clock, void __user *uts,
			    put_timespec_t put)
{
	struct timespec64 ts = { 0, TICK_NSEC };
	u64 ns;
	int err = clock_ns(clock, &ns);

	if (err)
		return err;
	return uts ? put(&ts, uts) : 0;
}

SYSCALL_DEFINE2(clock_getres, clockid_t, clock, void __user *, uts)
{
	return do_clock_getres(clock, uts, put_old_timespec32);
}

SYSCALL_DEFINE2(clock_getres_time64, clockid_t, clock, void __user *, uts)
{
	return do_clock_getres(clock, uts, put_timespec64);
}

static int set_wall_clock(const struct timespec64 *ts)
{
	struct timespec64 now;

	ktime_get_ts64(&now);
	if (!timespec64_valid(ts) || timespec64_compare(ts, &now) < 0)
		return -EINVAL;
	return capable(CAP_SYS_TIME) ? do_settimeofday64(ts) : -EPERM;
}

static long do_clock_settime(clockid_t clock, const void __user *uts,
			     get_timespec_t get)
{
	struct timespec64 ts;
	u64 ns;

	/* Those with a name there is no way to set, the others none may. */
	if (clock > CLOCK_REALTIME || clock_ns(clock, &ns))
		return -EINVAL;
	if (get(&ts, uts))
		return -EFAULT;
	return clock == CLOCK_REALTIME ? set_wall_clock(&ts) : -EPERM;
}

SYSCALL_DEFINE2(clock_settime, clockid_t, clock, const void __user *, uts)
{
	return do_clock_settime(clock, uts, get_old_timespec32);
}

SYSCALL_DEFINE2(clock_settime64, clockid_t, clock, const void __user *, uts)
{
	return do_clock_settime(clock, uts, get_timespec64);
}

SYSCALL_DEFINE1(time, s32 __user *, ut)
{
	s32 now = (s32)ktime_get_real_seconds();

	return ut && put_user(now, ut) ? -EFAULT : now;
}

SYSCALL_DEFINE1(stime, const s32 __user *, ut)
{
	struct timespec64 ts = { 0 };
	s32 seconds;

	if (copy_from_user(&seconds, ut, sizeof(seconds)))
		return -EFAULT;
	ts.tv_sec = seconds;
	return set_wall_clock(&ts);
}

static struct timezone time_zone;

SYSCALL_DEFINE2(gettimeofday, struct old_timeval32 __user *, utv,
		struct timezone __user *, utz)
{
	struct old_timeval32 tv;
	struct timespec64 ts;

	ktime_get_real_ts64(&ts);
	tv = (struct old_timeval32){ (s32)ts.tv_sec,
				     ts.tv_nsec / NSEC_PER_USEC };
	if (utv && copy_to_user(utv, &tv, sizeof(tv)))
		return -EFAULT;
	return utz && copy_to_user(utz, &time_zone, sizeof(time_zone)) ?
		       -EFAULT :
		       0;
}

SYSCALL_DEFINE2(settimeofday, const struct old_timeval32 __user *, utv,
		const struct timezone __user *, utz)
{
	struct timespec64 ts;
	struct old_timeval32 tv;
	struct timezone tz;
	int err = 0;

	if (utv) {
		if (copy_from_user(&tv, utv, sizeof(tv)))
			return -EFAULT;
		if (tv.tv_usec < 0 || tv.tv_usec >= USEC_PER_SEC)
			return -EINVAL;
		ts = (struct timespec64){ tv.tv_sec,
					  tv.tv_usec * NSEC_PER_USEC };
	}
	if (utz && copy_from_user(&tz, utz, sizeof(tz)))
		return -EFAULT;
	if (!utv && !capable(CAP_SYS_TIME))
		return -EPERM;
	if (utv)
		err = set_wall_clock(&ts);
	if (!err && utz) {
		if (tz.tz_minuteswest > 15 * 60 || tz.tz_minuteswest < -15 * 60)
			return -EINVAL;
		time_zone = tz;
	}
	return err;
}

/* --- Sleeping */

/* Sleeps until @clock shows @end: what is left of it, when a signal came. */
static u64 sleep_until(clockid_t clock, u64 end)
{
	DEFINE_WAIT(wait);
	u64 now = 0;

	for (;;) {
		prepare_to_wait(&clock_was_set, &wait, TASK_INTERRUPTIBLE);
		clock_ns(clock, &now);
		if (now >= end || signal_pending(current))
			break;
		schedule_timeout(ns_to_timeout(ktime_get_ns() + (end - now)));
	}
	finish_wait(&clock_was_set, &wait);
	return now < end ? end - now : 0;
}

/* What a relative sleep that was interrupted goes on with. */
enum { SLEEP_CLOCK, SLEEP_END, SLEEP_REMAINDER, SLEEP_PUT };

static long continue_sleep(struct task_struct *task)
{
	const u64 *args = task->restart_args;
	void __user *remainder = (void __user *)(u32)args[SLEEP_REMAINDER];
	put_timespec_t put = (put_timespec_t)(u32)args[SLEEP_PUT];
	u64 left = sleep_until((clockid_t)args[SLEEP_CLOCK], args[SLEEP_END]);
	struct timespec64 ts = ns_to_timespec64(left);

	if (!left)
		return 0;
	if (remainder && put(&ts, remainder))
		return -EFAULT;
	task->restart = continue_sleep;
	return -ERESTART_RESTARTBLOCK;
}

static long do_nanosleep(clockid_t clock, int flags,
			 const struct timespec64 *ts, void __user *remainder,
			 put_timespec_t put)
{
	u64 now;

	if (!timespec64_valid(ts))
		return -EINVAL;
	if (flags & TIMER_ABSTIME)
		return sleep_until(clock, timespec64_to_ns(ts)) ?
			       -ERESTARTNOHAND :
			       0;
	/* Setting the wall clock doesn't change how long that is. */
	if (!is_cpu_clock(clock))
		clock = CLOCK_MONOTONIC;
	clock_ns(clock, &now);
	current->restart_args[SLEEP_CLOCK] = (u32)clock;
	current->restart_args[SLEEP_END] = now + timespec64_to_ns(ts);
	current->restart_args[SLEEP_REMAINDER] = (u32)remainder;
	current->restart_args[SLEEP_PUT] = (u32)put;
	return continue_sleep(current);
}

/* 0: one can sleep by @clock. */
static int check_sleep_clock(clockid_t clock)
{
	u64 ns;

	if (clock == CLOCK_THREAD_CPUTIME_ID || clock == CLOCK_MONOTONIC_RAW ||
	    clock == CLOCK_REALTIME_COARSE || clock == CLOCK_MONOTONIC_COARSE)
		return -EOPNOTSUPP;
	return clock_ns(clock, &ns);
}

SYSCALL_DEFINE2(nanosleep, const void __user *, uts, void __user *, remainder)
{
	struct timespec64 ts;

	if (get_old_timespec32(&ts, uts))
		return -EFAULT;
	return do_nanosleep(CLOCK_MONOTONIC, 0, &ts, remainder,
			    put_old_timespec32);
}

SYSCALL_DEFINE4(clock_nanosleep, clockid_t, clock, int, flags,
		const void __user *, uts, void __user *, remainder)
{
	struct timespec64 ts;
	int err = check_sleep_clock(clock);

	if (err)
		return err;
	if (get_old_timespec32(&ts, uts))
		return -EFAULT;
	return do_nanosleep(clock, flags, &ts, remainder, put_old_timespec32);
}

SYSCALL_DEFINE4(clock_nanosleep_time64, clockid_t, clock, int, flags,
		const void __user *, uts, void __user *, remainder)
{
	struct timespec64 ts;
	int err = check_sleep_clock(clock);

	if (err)
		return err;
	if (get_timespec64(&ts, uts))
		return -EFAULT;
	return do_nanosleep(clock, flags, &ts, remainder, put_timespec64);
}
