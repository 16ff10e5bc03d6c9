/* SPDX-License-Identifier: MIT */
/*
 * Timers of a process that send it signals: timer_create(2) and its kin. By
 * clocks of time only, not by those of processor time. What ends while its
 * last signal still waits is counted (timer_getoverrun(2)).
 */
#include <asm/irqflags.h>
#include <linux/capability.h>
#include <linux/interval_timer.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>

#include "proc.h"

#define SIGEV_SIGNAL 0
#define SIGEV_NONE 1
#define SIGEV_THREAD 2
#define SIGEV_THREAD_ID 4

/* As user space has it: 64 bytes. */
struct sigevent {
	sigval_t sigev_value;
	int sigev_signo, sigev_notify;
	pid_t tid;
	int pad[12];
};

struct posix_timer {
	struct list_head list; /* its process's posix_timers */
	struct signal_struct *signal;
	struct interval_timer it;
	int id, clock;
	struct sigevent event;
	u64 overrun;	  /* since the signal that waits was sent */
	int overrun_last; /* of the one that was taken last */
};

/* SIGEV_THREAD_ID's thread; or any, for the process. NULL: it has gone. */
static struct task_struct *receiver(const struct posix_timer *timer)
{
	struct task_struct *t;

	if (!(timer->event.sigev_notify & SIGEV_THREAD_ID))
		return timer->signal->leader;
	list_for_each_entry(t, &timer->signal->threads, thread_node)
		if (t->pid == timer->event.tid)
			return t;
	return NULL;
}

static bool is_queued(const struct posix_timer *timer,
		      const struct sigpending *pending)
{
	const struct sigqueue *q;

	list_for_each_entry(q, &pending->list, list)
		if (q->info.si_code == SI_TIMER &&
		    q->info.si_signo == timer->event.sigev_signo &&
		    q->info.timer.tid == timer->id)
			return true;
	return false;
}

static void timer_ends(struct interval_timer *it, u64 times)
{
	struct posix_timer *timer = container_of(it, struct posix_timer, it);
	bool to_thread = timer->event.sigev_notify & SIGEV_THREAD_ID;
	struct task_struct *t = receiver(timer);
	kernel_siginfo_t info = {
		.si_signo = timer->event.sigev_signo,
		.si_code = SI_TIMER,
		.timer = { .tid = timer->id,
			   .sigval = timer->event.sigev_value },
	};

	if (!t || timer->event.sigev_notify == SIGEV_NONE)
		return;
	if (is_queued(timer,
		      to_thread ? &t->pending : &t->signal->shared_pending)) {
		timer->overrun += times;
		return;
	}
	timer->overrun = times - 1;
	if (to_thread)
		send_sig_info(info.si_signo, &info, t);
	else
		group_send_sig_info(info.si_signo, &info, t);
}

static struct posix_timer *find_timer(int id)
{
	struct posix_timer *timer;

	list_for_each_entry(timer, &current->signal->posix_timers, list)
		if (timer->id == id)
			return timer;
	return NULL;
}

void posix_timer_taken(kernel_siginfo_t *info)
{
	struct posix_timer *timer = find_timer(info->timer.tid);

	if (!timer || timer->event.sigev_signo != info->si_signo)
		return;
	timer->overrun_last = (int)min(timer->overrun, (u64)INT_MAX);
	timer->overrun = 0;
	info->timer.overrun = timer->overrun_last;
}

static void delete_timer(struct posix_timer *timer)
{
	interval_timer_stop(&timer->it);
	list_del(&timer->list);
	kfree(timer);
}

void posix_timers_exit(struct signal_struct *signal)
{
	struct posix_timer *timer, *next;

	list_for_each_entry_safe(timer, next, &signal->posix_timers, list)
		delete_timer(timer);
}

/* --- The system calls */

static int check_clock(int clock)
{
	switch (clock) {
	case CLOCK_REALTIME:
	case CLOCK_MONOTONIC:
	case CLOCK_BOOTTIME:
	case CLOCK_TAI:
		return 0;
	case CLOCK_REALTIME_ALARM:
	case CLOCK_BOOTTIME_ALARM:
		return capable(CAP_WAKE_ALARM) ? 0 : -EPERM;
	case CLOCK_PROCESS_CPUTIME_ID:
	case CLOCK_THREAD_CPUTIME_ID:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_REALTIME_COARSE:
	case CLOCK_MONOTONIC_COARSE:
		return -EOPNOTSUPP;
	default:
		return -EINVAL;
	}
}

static int check_event(const struct sigevent *event)
{
	const struct task_struct *t;

	switch (event->sigev_notify) {
	case SIGEV_NONE:
		return 0;
	case SIGEV_SIGNAL | SIGEV_THREAD_ID:
		t = find_task_by_vpid(event->tid);
		if (!t || t->signal != current->signal)
			return -EINVAL;
		break;
	case SIGEV_SIGNAL:
	case SIGEV_THREAD:
		break;
	default:
		return -EINVAL;
	}
	return event->sigev_signo < 1 || event->sigev_signo > _NSIG ? -EINVAL :
								      0;
}

static int get_event(struct sigevent *event, const void __user *uevent, int id)
{
	if (!uevent) {
		*event = (struct sigevent){
			.sigev_value.sival_int = id,
			.sigev_signo = SIGALRM,
			.sigev_notify = SIGEV_SIGNAL,
		};
		return 0;
	}
	if (copy_from_user(event, uevent, sizeof(*event)))
		return -EFAULT;
	return check_event(event);
}

/* An id that none of the process's timers has. */
static int new_id(struct signal_struct *signal)
{
	while (find_timer(signal->next_posix_timer))
		signal->next_posix_timer = (signal->next_posix_timer + 1) &
					   INT_MAX;
	return signal->next_posix_timer;
}

SYSCALL_DEFINE3(timer_create, int, clock, const struct sigevent __user *,
		uevent, int __user *, uid)
{
	struct signal_struct *signal = current->signal;
	struct posix_timer *timer;
	int err = check_clock(clock);

	if (err)
		return err;
	if (list_count_nodes(&signal->posix_timers) >=
	    rlimit(RLIMIT_SIGPENDING))
		return -EAGAIN;
	timer = kzalloc(sizeof(*timer), GFP_KERNEL);
	if (!timer)
		return -EAGAIN;
	interval_timer_init(&timer->it, timer_ends);
	timer->signal = signal;
	timer->clock = clock;
	timer->id = new_id(signal);
	err = get_event(&timer->event, uevent, timer->id);
	if (!err && put_user(timer->id, uid))
		err = -EFAULT;
	if (err) {
		kfree(timer);
		return err;
	}
	signal->next_posix_timer = (timer->id + 1) & INT_MAX;
	list_add(&timer->list, &signal->posix_timers);
	return 0;
}

static long do_settime(int id, int flags, const void __user *uvalue,
		       void __user *uold, bool time64)
{
	struct posix_timer *timer;
	struct interval_value old;
	struct itimerspec64 its;
	int err = uvalue ? get_itimerspec(&its, uvalue, time64) : -EINVAL;

	if (err)
		return err;
	timer = find_timer(id);
	if (!timer)
		return -EINVAL;
	old = interval_timer_get(&timer->it);
	if (!its.it_value.tv_sec && !its.it_value.tv_nsec)
		its.it_interval = its.it_value;
	timer->overrun = 0;
	timer->overrun_last = 0;
	interval_timer_settime(&timer->it,
			       timer->clock != CLOCK_MONOTONIC &&
				       timer->clock != CLOCK_BOOTTIME &&
				       timer->clock != CLOCK_BOOTTIME_ALARM,
			       flags & TIMER_ABSTIME, &its);
	return uold ? put_itimerspec(&old, uold, time64) : 0;
}

static long do_gettime(int id, void __user *uvalue, bool time64)
{
	const struct posix_timer *timer = find_timer(id);
	struct interval_value value;

	if (!timer)
		return -EINVAL;
	value = interval_timer_get(&timer->it);
	return put_itimerspec(&value, uvalue, time64);
}

SYSCALL_DEFINE4(timer_settime, int, id, int, flags, const void __user *, uvalue,
		void __user *, uold)
{
	return do_settime(id, flags, uvalue, uold, false);
}

SYSCALL_DEFINE4(timer_settime64, int, id, int, flags, const void __user *,
		uvalue, void __user *, uold)
{
	return do_settime(id, flags, uvalue, uold, true);
}

SYSCALL_DEFINE2(timer_gettime, int, id, void __user *, uvalue)
{
	return do_gettime(id, uvalue, false);
}

SYSCALL_DEFINE2(timer_gettime64, int, id, void __user *, uvalue)
{
	return do_gettime(id, uvalue, true);
}

SYSCALL_DEFINE1(timer_getoverrun, int, id)
{
	const struct posix_timer *timer = find_timer(id);

	return timer ? timer->overrun_last : -EINVAL;
}

SYSCALL_DEFINE1(timer_delete, int, id)
{
	struct posix_timer *timer = find_timer(id);

	if (!timer)
		return -EINVAL;
	delete_timer(timer);
	return 0;
}
