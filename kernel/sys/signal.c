/* SPDX-License-Identifier: MIT */
/*
 * The system calls about signals: sending, handlers, masks, waiting. Numbers
 * and structures of i386, the older calls with masks of 32 bits among them.
 */
#include <linux/cred.h>
#include <linux/limits.h>
#include <linux/sched.h>
#include <linux/syscalls.h>
#include <linux/timekeeping.h>

typedef u32 old_sigset_t;

struct old_sigaction {
	void *handler;
	old_sigset_t mask;
	unsigned long flags;
	u32 restorer;
};

/* --- Sending */

static kernel_siginfo_t info_of_kill(int sig, int code)
{
	return (kernel_siginfo_t){
		.si_signo = sig,
		.si_code = code,
		.kill = { current->tgid, current_uid().val },
	};
}

/* kill(-1): every process but the first one and the caller's. */
static int kill_all(int sig, kernel_siginfo_t *info)
{
	struct task_struct *t;
	int count = 0, ret = 0;

	for_each_task(t) {
		int err;

		if (t->tgid <= 1 || t->tgid == current->tgid ||
		    !thread_group_leader(t))
			continue;
		err = kill_process(sig, info, t);
		count++;
		if (err != -EPERM)
			ret = err;
	}
	return count ? ret : -ESRCH;
}

SYSCALL_DEFINE2(kill, pid_t, pid, int, sig)
{
	kernel_siginfo_t info = info_of_kill(sig, SI_USER);
	struct task_struct *t;

	if (pid == -1)
		return kill_all(sig, &info);
	if (pid == INT_MIN)
		return -ESRCH;
	if (pid <= 0)
		return kill_pgrp_info(pid ? -pid : current->signal->pgrp, sig,
				      &info);
	t = find_task_by_vpid(pid);
	return t ? kill_process(sig, &info, t) : -ESRCH;
}

/* @tgid 0: whatever process the thread is of. */
static int send_to_thread(pid_t tgid, pid_t pid, int sig,
			  kernel_siginfo_t *info)
{
	struct task_struct *t = find_task_by_vpid(pid);

	if (!t || (tgid && t->tgid != tgid))
		return -ESRCH;
	return kill_thread(sig, info, t);
}

SYSCALL_DEFINE2(tkill, pid_t, pid, int, sig)
{
	kernel_siginfo_t info = info_of_kill(sig, SI_TKILL);

	return pid <= 0 ? -EINVAL : send_to_thread(0, pid, sig, &info);
}

SYSCALL_DEFINE3(tgkill, pid_t, tgid, pid_t, pid, int, sig)
{
	kernel_siginfo_t info = info_of_kill(sig, SI_TKILL);

	if (pid <= 0 || tgid <= 0)
		return -EINVAL;
	return send_to_thread(tgid, pid, sig, &info);
}

/* Nobody but the process itself may tell what only the kernel tells. */
static int copy_info(kernel_siginfo_t *info, const void __user *user, pid_t pid,
		     int sig)
{
	if (copy_from_user(info, user, sizeof(*info)))
		return -EFAULT;
	info->si_signo = sig;
	if ((info->si_code >= 0 || info->si_code == SI_TKILL) &&
	    pid != current->pid)
		return -EPERM;
	return 0;
}

SYSCALL_DEFINE3(rt_sigqueueinfo, pid_t, pid, int, sig, const void __user *,
		uinfo)
{
	kernel_siginfo_t info;
	struct task_struct *t;
	int err = copy_info(&info, uinfo, pid, sig);

	if (err)
		return err;
	t = find_task_by_vpid(pid);
	return t ? kill_process(sig, &info, t) : -ESRCH;
}

SYSCALL_DEFINE4(rt_tgsigqueueinfo, pid_t, tgid, pid_t, pid, int, sig,
		const void __user *, uinfo)
{
	kernel_siginfo_t info;
	int err = copy_info(&info, uinfo, pid, sig);

	if (err)
		return err;
	if (pid <= 0 || tgid <= 0)
		return -EINVAL;
	return send_to_thread(tgid, pid, sig, &info);
}

/* --- Handlers */

SYSCALL_DEFINE4(rt_sigaction, int, sig, const struct sigaction __user *, unew,
		struct sigaction __user *, uold, size_t, sigsetsize)
{
	struct sigaction new, old;
	int err;

	if (sigsetsize != sizeof(sigset_t))
		return -EINVAL;
	if (unew && copy_from_user(&new, unew, sizeof(new)))
		return -EFAULT;
	err = do_sigaction(sig, unew ? &new : NULL, &old);
	if (err)
		return err;
	return uold && copy_to_user(uold, &old, sizeof(old)) ? -EFAULT : 0;
}

SYSCALL_DEFINE3(sigaction, int, sig, const struct old_sigaction __user *, unew,
		struct old_sigaction __user *, uold)
{
	struct old_sigaction o;
	struct sigaction new, old;
	int err;

	if (unew) {
		if (copy_from_user(&o, unew, sizeof(o)))
			return -EFAULT;
		new = (struct sigaction){
			o.handler,
			o.flags,
			o.restorer,
			{ .mask = o.mask },
		};
	}
	err = do_sigaction(sig, unew ? &new : NULL, &old);
	if (err || !uold)
		return err;
	o = (struct old_sigaction){
		old.sa_handler,
		(old_sigset_t)old.sa_mask.mask,
		old.sa_flags,
		old.sa_restorer,
	};
	return copy_to_user(uold, &o, sizeof(o)) ? -EFAULT : 0;
}

SYSCALL_DEFINE2(signal, int, sig, void *, handler)
{
	struct sigaction old, new = {
		.sa_handler = handler,
		.sa_flags = SA_RESETHAND | SA_NODEFER,
	};
	int err = do_sigaction(sig, &new, &old);

	return err ? err : (long)old.sa_handler;
}

bool on_sig_stack(unsigned long sp)
{
	const stack_t *s = &current->sas_ss;

	return !(s->ss_flags & SS_AUTODISARM) && sp > s->ss_sp &&
	       sp - s->ss_sp <= s->ss_size;
}

int sas_ss_flags(unsigned long sp)
{
	if (!current->sas_ss.ss_size)
		return SS_DISABLE;
	return on_sig_stack(sp) ? SS_ONSTACK : 0;
}

int set_altstack(const stack_t *new, unsigned long sp)
{
	int mode = new->ss_flags & ~SS_AUTODISARM;

	if (on_sig_stack(sp))
		return -EPERM;
	if (mode && mode != SS_ONSTACK && mode != SS_DISABLE)
		return -EINVAL;
	if (mode == SS_DISABLE) {
		current->sas_ss = (stack_t){ .ss_flags = new->ss_flags };
		return 0;
	}
	if (new->ss_size < MINSIGSTKSZ)
		return -ENOMEM;
	current->sas_ss = *new;
	return 0;
}

SYSCALL_DEFINE2(sigaltstack, const stack_t __user *, unew, stack_t __user *,
		uold)
{
	unsigned long sp = current_pt_regs()->sp;
	stack_t new, old = current->sas_ss;
	int err;

	old.ss_flags = sas_ss_flags(sp) | (old.ss_flags & SS_AUTODISARM);
	if (unew) {
		if (copy_from_user(&new, unew, sizeof(new)))
			return -EFAULT;
		err = set_altstack(&new, sp);
		if (err)
			return err;
	}
	return uold && copy_to_user(uold, &old, sizeof(old)) ? -EFAULT : 0;
}

/* --- Masks */

static int change_mask(int how, u64 set)
{
	sigset_t new = current->blocked;

	switch (how) {
	case SIG_BLOCK:
		new.mask |= set;
		break;
	case SIG_UNBLOCK:
		new.mask &= ~set;
		break;
	case SIG_SETMASK:
		new.mask = set;
		break;
	default:
		return -EINVAL;
	}
	set_current_blocked(&new);
	return 0;
}

SYSCALL_DEFINE4(rt_sigprocmask, int, how, const sigset_t __user *, uset,
		sigset_t __user *, uold, size_t, sigsetsize)
{
	sigset_t set, old = current->blocked;
	int err;

	if (sigsetsize != sizeof(set))
		return -EINVAL;
	if (uset) {
		if (copy_from_user(&set, uset, sizeof(set)))
			return -EFAULT;
		err = change_mask(how, set.mask);
		if (err)
			return err;
	}
	return uold && copy_to_user(uold, &old, sizeof(old)) ? -EFAULT : 0;
}

SYSCALL_DEFINE3(sigprocmask, int, how, const old_sigset_t __user *, uset,
		old_sigset_t __user *, uold)
{
	u64 before = current->blocked.mask, high = before >> 32 << 32;
	old_sigset_t set;
	int err;

	if (uset) {
		if (copy_from_user(&set, uset, sizeof(set)))
			return -EFAULT;
		err = change_mask(how, how == SIG_SETMASK ? high | set : set);
		if (err)
			return err;
	}
	return uold ? put_user((old_sigset_t)before, uold) : 0;
}

static u64 blocked_pending(void)
{
	return (current->pending.signal.mask |
		current->signal->shared_pending.signal.mask) &
	       current->blocked.mask;
}

SYSCALL_DEFINE2(rt_sigpending, sigset_t __user *, uset, size_t, sigsetsize)
{
	u64 set = blocked_pending();

	if (sigsetsize > sizeof(set))
		return -EINVAL;
	return copy_to_user(uset, &set, sigsetsize) ? -EFAULT : 0;
}

SYSCALL_DEFINE1(sigpending, old_sigset_t __user *, uset)
{
	return put_user((old_sigset_t)blocked_pending(), uset);
}

/* --- Waiting */

static long wait_for_handler(void)
{
	while (!signal_pending(current))
		schedule_timeout_interruptible(MAX_SCHEDULE_TIMEOUT);
	return -ERESTARTNOHAND;
}

SYSCALL_DEFINE0(pause)
{
	return wait_for_handler();
}

SYSCALL_DEFINE2(rt_sigsuspend, const sigset_t __user *, uset, size_t,
		sigsetsize)
{
	sigset_t set;

	if (sigsetsize != sizeof(set))
		return -EINVAL;
	if (copy_from_user(&set, uset, sizeof(set)))
		return -EFAULT;
	set_temporary_blocked(&set);
	return wait_for_handler();
}

SYSCALL_DEFINE3(sigsuspend, int, unused, int, unused2, old_sigset_t, mask)
{
	sigset_t set = { .mask = mask };

	set_temporary_blocked(&set);
	return wait_for_handler();
}

/*
 * Waits until @end (ns since the boot) for a signal that @blocked leaves: they
 * are let in only so far that they wake this thread.
 */
static int wait_for_signal(const sigset_t *blocked, u64 end,
			   kernel_siginfo_t *info)
{
	sigset_t before = current->blocked, awaited = before;
	int sig = dequeue_signal(blocked, info);

	if (sig || ktime_get_ns() >= end)
		return sig ? sig : -EAGAIN;
	current->real_blocked = before;
	awaited.mask &= blocked->mask;
	set_current_blocked(&awaited);
	while (!signal_pending(current) && ktime_get_ns() < end)
		schedule_timeout_interruptible(ns_to_timeout(end));
	current->real_blocked.mask = 0;
	set_current_blocked(&before);
	sig = dequeue_signal(blocked, info);
	if (sig)
		return sig;
	return ktime_get_ns() >= end ? -EAGAIN : -EINTR;
}

static long do_sigtimedwait(const sigset_t __user *uset, void __user *uinfo,
			    const void __user *uts, size_t sigsetsize,
			    int (*get)(struct timespec64 *,
				       const void __user *))
{
	struct timespec64 ts;
	kernel_siginfo_t info;
	sigset_t blocked;
	u64 end = U64_MAX;
	int sig;

	if (sigsetsize != sizeof(blocked))
		return -EINVAL;
	if (copy_from_user(&blocked, uset, sizeof(blocked)) ||
	    (uts && get(&ts, uts)))
		return -EFAULT;
	if (uts) {
		if (!timespec64_valid(&ts))
			return -EINVAL;
		end = deadline_after(&ts);
	}
	blocked.mask = ~(blocked.mask & ~SIG_KERNEL_ONLY);
	sig = wait_for_signal(&blocked, end, &info);
	if (sig > 0 && uinfo && copy_to_user(uinfo, &info, sizeof(info)))
		return -EFAULT;
	return sig;
}

SYSCALL_DEFINE4(rt_sigtimedwait, const sigset_t __user *, uset, void __user *,
		uinfo, const void __user *, uts, size_t, sigsetsize)
{
	return do_sigtimedwait(uset, uinfo, uts, sigsetsize,
			       get_old_timespec32);
}

SYSCALL_DEFINE4(rt_sigtimedwait_time64, const sigset_t __user *, uset,
		void __user *, uinfo, const void __user *, uts, size_t,
		sigsetsize)
{
	return do_sigtimedwait(uset, uinfo, uts, sigsetsize, get_timespec64);
}

SYSCALL_DEFINE0(restart_syscall)
{
	long (*restart)(struct task_struct * task) = current->restart;

	current->restart = NULL;
	return restart ? restart(current) : -EINTR;
}
