/* SPDX-License-Identifier: MIT */
/*
 * Signals: sending one, and what becomes of it by default. A signal waits in a
 * queue of its thread or of the whole process until a thread that does not
 * block it returns to user mode; kernel/cpu/signal.c then calls the handler.
 * Interrupts send signals too, so queues change with interrupts off.
 * signal(7), POSIX.1-2017 2.4.
 */
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "proc.h"

#define STOP_SIGNALS                                              \
	(sigmask(SIGSTOP) | sigmask(SIGTSTP) | sigmask(SIGTTIN) | \
	 sigmask(SIGTTOU))
#define IGNORED_SIGNALS                                            \
	(sigmask(SIGCONT) | sigmask(SIGCHLD) | sigmask(SIGWINCH) | \
	 sigmask(SIGURG))
#define FAULT_SIGNALS                                           \
	(sigmask(SIGSEGV) | sigmask(SIGBUS) | sigmask(SIGILL) | \
	 sigmask(SIGTRAP) | sigmask(SIGFPE) | sigmask(SIGSYS))
#define CORE_SIGNALS                                           \
	(FAULT_SIGNALS | sigmask(SIGQUIT) | sigmask(SIGABRT) | \
	 sigmask(SIGXCPU) | sigmask(SIGXFSZ))

/* The first process has faulted: what kills it may do so. */
static bool init_exposed;

static bool has_signal(u64 set, int sig)
{
	return set & sigmask(sig);
}

/* The first process gets only what it has a handler for. */
static bool is_protected(const struct task_struct *t)
{
	return t->tgid == 1 && !init_exposed;
}

/* --- Queues */

static void free_sigqueue(struct sigqueue *q)
{
	list_del(&q->list);
	q->account->nr_queued--;
	kfree(q);
}

static void drop_signals(struct sigpending *pending, u64 set)
{
	struct sigqueue *q, *next;
	unsigned long flags;

	if (!(pending->signal.mask & set))
		return;
	local_irq_save(flags);
	pending->signal.mask &= ~set;
	list_for_each_entry_safe(q, next, &pending->list, list)
		if (has_signal(set, q->info.si_signo))
			free_sigqueue(q);
	local_irq_restore(flags);
}

void flush_sigqueue(struct sigpending *pending)
{
	drop_signals(pending, ~0ull);
}

static void drop_from_process(struct signal_struct *signal, u64 set)
{
	struct task_struct *t;

	drop_signals(&signal->shared_pending, set);
	list_for_each_entry(t, &signal->threads, thread_node)
		drop_signals(&t->pending, set);
}

/* Whether @info came with a system call, and not from the kernel itself. */
static bool is_from_user(const kernel_siginfo_t *info)
{
	return info && info->si_code <= 0;
}

/*
 * Signals below SIGRTMIN wait once and go even where there is no room for what
 * they tell; the others wait as often as they are sent.
 */
static int queue_signal(int sig, const kernel_siginfo_t *info,
			struct signal_struct *signal,
			struct sigpending *pending)
{
	bool urgent = sig < SIGRTMIN && (!info || info->si_code >= 0);
	struct sigqueue *q = NULL;

	if (sig < SIGRTMIN && has_signal(pending->signal.mask, sig))
		return 0;
	if (sig != SIGKILL &&
	    (urgent ||
	     signal->nr_queued < signal->rlim[RLIMIT_SIGPENDING].rlim_cur))
		q = kmalloc(sizeof(*q), GFP_ATOMIC);
	if (q) {
		q->account = signal;
		signal->nr_queued++;
		if (info)
			q->info = *info;
		else
			q->info = (kernel_siginfo_t){ .si_code = SI_KERNEL };
		q->info.si_signo = sig;
		list_add_tail(&q->list, &pending->list);
	} else if (sig >= SIGRTMIN && info && info->si_code != SI_USER) {
		return -EAGAIN;
	}
	pending->signal.mask |= sigmask(sig);
	return 0;
}

/* The lowest signal of @set, but the task's own faults first; or 0. */
static int first_signal(u64 set)
{
	if (set & FAULT_SIGNALS)
		set &= FAULT_SIGNALS;
	if ((u32)set)
		return __builtin_ctz((u32)set) + 1;
	return set ? __builtin_ctz((u32)(set >> 32)) + 33 : 0;
}

/* Takes @sig out of @pending, the oldest of them. */
static void collect_signal(int sig, struct sigpending *pending,
			   kernel_siginfo_t *info)
{
	struct sigqueue *q, *found = NULL;

	pending->signal.mask &= ~sigmask(sig);
	list_for_each_entry(q, &pending->list, list) {
		if (q->info.si_signo != sig)
			continue;
		if (found) { /* and it is not the only one */
			pending->signal.mask |= sigmask(sig);
			break;
		}
		found = q;
	}
	if (!found) {
		*info = (kernel_siginfo_t){ .si_signo = sig };
		return;
	}
	*info = found->info;
	free_sigqueue(found);
}

int dequeue_signal(const sigset_t *blocked, kernel_siginfo_t *info)
{
	struct sigpending *pending = &current->pending;
	unsigned long flags;
	int sig;

	local_irq_save(flags);
	sig = first_signal(pending->signal.mask & ~blocked->mask);
	if (!sig) {
		pending = &current->signal->shared_pending;
		sig = first_signal(pending->signal.mask & ~blocked->mask);
	}
	if (sig)
		collect_signal(sig, pending, info);
	if (sig && info->si_code == SI_TIMER)
		posix_timer_taken(info);
	recalc_sigpending(current);
	local_irq_restore(flags);
	return sig;
}

void recalc_sigpending(struct task_struct *t)
{
	struct signal_struct *signal = t->signal;
	unsigned long flags;

	local_irq_save(flags);
	t->sigpending =
		signal->group_exit || signal->stopped ||
		((t->pending.signal.mask | signal->shared_pending.signal.mask) &
		 ~t->blocked.mask);
	local_irq_restore(flags);
}

int fatal_signal_pending(struct task_struct *task)
{
	return task->signal && has_signal(task->pending.signal.mask, SIGKILL);
}
EXPORT_SYMBOL_GPL(fatal_signal_pending);

/* --- Sending */

void signal_wake_up(struct task_struct *t, bool fatal)
{
	t->sigpending = true;
	wake_up_state(t, TASK_INTERRUPTIBLE |
				 (fatal ? TASK_STOPPED | TASK_WAKEKILL : 0));
}

static void kill_threads(struct signal_struct *signal, bool others_only)
{
	struct task_struct *t;

	list_for_each_entry(t, &signal->threads, thread_node) {
		if (t->exiting || (others_only && t == current))
			continue;
		t->pending.signal.mask |= sigmask(SIGKILL);
		signal_wake_up(t, true);
	}
}

void zap_other_threads(void)
{
	unsigned long flags;

	local_irq_save(flags);
	kill_threads(current->signal, true);
	local_irq_restore(flags);
}

static void continue_process(struct signal_struct *signal)
{
	struct task_struct *t;

	if (!signal->stopped)
		return;
	signal->stopped = false;
	signal->stop_signal = 0;
	signal->continued = true;
	list_for_each_entry(t, &signal->threads, thread_node)
		wake_up_state(t, TASK_STOPPED);
	notify_parent(signal->leader, CLD_CONTINUED, SIGCONT);
}

static bool is_ignored(int sig, const kernel_siginfo_t *info,
		       const struct task_struct *t)
{
	const void *handler = t->sighand->action[sig - 1].sa_handler;

	/* It may have a handler by the time that it is let in. */
	if (has_signal(t->blocked.mask | t->real_blocked.mask, sig))
		return false;
	if (handler == SIG_DFL && is_protected(t))
		return is_from_user(info) || !has_signal(SIG_KERNEL_ONLY, sig);
	return handler == SIG_IGN ||
	       (handler == SIG_DFL && has_signal(IGNORED_SIGNALS, sig));
}

/* What sending @sig does at once; whether it is to be queued too. */
static bool prepare_signal(int sig, const kernel_siginfo_t *info,
			   const struct task_struct *t)
{
	struct signal_struct *signal = t->signal;

	if (signal->group_exit)
		return false;
	if (has_signal(STOP_SIGNALS, sig)) {
		drop_from_process(signal, sigmask(SIGCONT));
	} else if (sig == SIGCONT) {
		drop_from_process(signal, STOP_SIGNALS);
		continue_process(signal);
	}
	return !is_ignored(sig, info, t);
}

static bool wants_signal(int sig, const struct task_struct *t)
{
	if (t->exiting || has_signal(t->blocked.mask, sig))
		return false;
	return sig == SIGKILL ||
	       (t->__state != TASK_STOPPED && (t == current || !t->sigpending));
}

/* Whether @sig ends the process, and leaves no core behind. */
static bool is_fatal(int sig, const struct task_struct *t)
{
	return t->sighand->action[sig - 1].sa_handler == SIG_DFL &&
	       !has_signal(IGNORED_SIGNALS | STOP_SIGNALS | CORE_SIGNALS |
				   t->real_blocked.mask,
			   sig);
}

/* Finds a thread for the signal that was queued, @t first. */
static void complete_signal(int sig, struct task_struct *t, bool group)
{
	struct signal_struct *signal = t->signal;
	struct task_struct *target = t;

	if (!wants_signal(sig, t)) {
		if (!group)
			return;
		target = NULL;
		list_for_each_entry(t, &signal->threads, thread_node)
			if (wants_signal(sig, t)) {
				target = t;
				break;
			}
		if (!target)
			return;
	}
	if (is_fatal(sig, target)) {
		signal->group_exit = true;
		signal->group_exit_code = sig;
		kill_threads(signal, false);
	} else {
		signal_wake_up(target, false);
	}
}

/* A kernel thread gets what it has allowed, and no more than that. */
static int signal_kthread(int sig, struct task_struct *t)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!has_signal(t->blocked.mask, sig)) {
		t->pending.signal.mask |= sigmask(sig);
		signal_wake_up(t, false);
	}
	local_irq_restore(flags);
	return 0;
}

static int send_signal(int sig, const kernel_siginfo_t *info,
		       struct task_struct *t, bool group)
{
	unsigned long flags;
	int err = 0;

	if (!t->signal)
		return signal_kthread(sig, t);
	if ((group ? !t->signal->live : t->exiting))
		return 0;
	local_irq_save(flags);
	if (prepare_signal(sig, info, t)) {
		err = queue_signal(sig, info, t->signal,
				   group ? &t->signal->shared_pending :
					   &t->pending);
		if (!err) {
			wake_up(&t->sighand->signalfd_wait);
			complete_signal(sig, t, group);
		}
	}
	local_irq_restore(flags);
	return err;
}

int send_sig_info(int sig, struct kernel_siginfo *info, struct task_struct *t)
{
	return send_signal(sig, info, t, false);
}
EXPORT_SYMBOL(send_sig_info);

int group_send_sig_info(int sig, struct kernel_siginfo *info,
			struct task_struct *t)
{
	return send_signal(sig, info, t, true);
}

static kernel_siginfo_t from_current(int sig)
{
	return (kernel_siginfo_t){
		.si_signo = sig,
		.si_code = SI_USER,
		.kill = { current->tgid, current_uid().val },
	};
}

int send_sig(int sig, struct task_struct *t, int priv)
{
	kernel_siginfo_t info = from_current(sig);

	if (sig < 1 || sig > _NSIG)
		return sig ? -EINVAL : 0;
	return send_sig_info(sig, priv ? NULL : &info, t);
}
EXPORT_SYMBOL(send_sig);

int kill_pid(struct pid *pid, int sig, int priv)
{
	struct task_struct *t = pid_task(pid, PIDTYPE_PID);
	kernel_siginfo_t info = from_current(sig);

	if (!t)
		return -ESRCH;
	if (sig < 0 || sig > _NSIG)
		return -EINVAL;
	return sig ? group_send_sig_info(sig, priv ? NULL : &info, t) : 0;
}
EXPORT_SYMBOL(kill_pid);

/* kill(2): whose signals a task must take. */
static bool may_kill(int sig, const struct task_struct *t)
{
	const struct cred *mine = current_cred(), *its = t->cred;

	if (uid_eq(mine->euid, its->suid) || uid_eq(mine->euid, its->uid) ||
	    uid_eq(mine->uid, its->suid) || uid_eq(mine->uid, its->uid))
		return true;
	if (sig == SIGCONT && t->signal && current->signal &&
	    t->signal->session == current->signal->session)
		return true;
	return capable(CAP_KILL);
}

static int kill_checked(int sig, const kernel_siginfo_t *info,
			struct task_struct *t, bool group)
{
	if (sig < 0 || sig > _NSIG)
		return -EINVAL;
	if (is_from_user(info) && !may_kill(sig, t))
		return -EPERM;
	return sig ? send_signal(sig, info, t, group) : 0;
}

int kill_process(int sig, struct kernel_siginfo *info, struct task_struct *t)
{
	return kill_checked(sig, info, t, true);
}

int kill_thread(int sig, struct kernel_siginfo *info, struct task_struct *t)
{
	return kill_checked(sig, info, t, false);
}

int kill_pgrp_info(pid_t pgrp, int sig, struct kernel_siginfo *info)
{
	struct task_struct *t;
	bool sent = false;
	int err = -ESRCH;

	for_each_task(t) {
		if (!t->signal || t->signal->leader != t ||
		    t->signal->pgrp != pgrp)
			continue;
		err = kill_process(sig, info, t);
		sent |= !err;
	}
	return sent ? 0 : err;
}

int kill_pgrp(pid_t pgrp, int sig, int priv)
{
	kernel_siginfo_t info = from_current(sig);

	return kill_pgrp_info(pgrp, sig, priv ? NULL : &info);
}

static void force_signal(kernel_siginfo_t *info, bool fatal)
{
	int sig = info->si_signo;
	struct sigaction *action = &current->sighand->action[sig - 1];
	bool blocked = has_signal(current->blocked.mask, sig);

	if (fatal || blocked || action->sa_handler == SIG_IGN) {
		action->sa_handler = SIG_DFL;
		current->blocked.mask &= ~sigmask(sig);
	}
	if (action->sa_handler == SIG_DFL && current->tgid == 1)
		init_exposed = true;
	send_signal(sig, info, current, false);
	recalc_sigpending(current);
}

void force_sig(int sig)
{
	kernel_siginfo_t info = { .si_signo = sig, .si_code = SI_KERNEL };

	force_signal(&info, false);
}
EXPORT_SYMBOL(force_sig);

void force_fatal_sig(int sig)
{
	kernel_siginfo_t info = { .si_signo = sig, .si_code = SI_KERNEL };

	force_signal(&info, true);
}

void force_sig_fault(int sig, int code, unsigned long addr)
{
	kernel_siginfo_t info = {
		.si_signo = sig,
		.si_code = code,
		.fault.addr = addr,
	};

	force_signal(&info, false);
}

bool notify_parent(struct task_struct *t, int code, int status)
{
	struct signal_struct *signal = t->signal;
	struct signal_struct *parent = parent_signal(signal);
	bool exits = code <= CLD_DUMPED, no_zombie = false, told;
	int sig = exits ? signal->exit_signal : SIGCHLD;
	const struct sigaction *action;
	kernel_siginfo_t info = {
		.si_code = code,
		.child = {
			.pid = t->tgid,
			.uid = t->cred->uid.val,
			.status = status,
			.utime = (clock_t)(signal->utime + t->utime),
			.stime = (clock_t)(signal->stime + t->stime),
		},
	};

	if (!parent)
		return exits;
	action = &parent->leader->sighand->action[SIGCHLD - 1];
	told = action->sa_handler != SIG_IGN;
	if (!exits)
		told = told && !(action->sa_flags & SA_NOCLDSTOP);
	else if (sig == SIGCHLD)
		no_zombie = !told || (action->sa_flags & SA_NOCLDWAIT);
	else
		told = sig;
	if (told)
		group_send_sig_info(sig, &info, parent->leader);
	wake_up(&parent->wait_child);
	return no_zombie;
}

/* --- The receiver's side */

static void stop_process(int sig)
{
	struct signal_struct *signal = current->signal;
	struct task_struct *t;
	unsigned long flags;

	local_irq_save(flags);
	signal->stopped = true;
	signal->stop_signal = sig;
	signal->continued = false;
	list_for_each_entry(t, &signal->threads, thread_node)
		if (t != current)
			signal_wake_up(t, false);
	notify_parent(signal->leader, CLD_STOPPED, sig);
	local_irq_restore(flags);
}

static bool is_dying(void)
{
	return current->signal->group_exit || fatal_signal_pending(current);
}

static void sleep_while_stopped(void)
{
	for (;;) {
		set_current_state(TASK_STOPPED);
		if (!current->signal->stopped || is_dying())
			break;
		schedule();
	}
	set_current_state(TASK_RUNNING);
}

/* What @sig does where there is no handler. */
static void default_action(int sig)
{
	struct signal_struct *signal = current->signal;

	if (has_signal(IGNORED_SIGNALS, sig))
		return;
	if (is_protected(current) && !has_signal(SIG_KERNEL_ONLY, sig))
		return;
	if (has_signal(STOP_SIGNALS, sig)) {
		if (sig == SIGSTOP || !is_orphaned_pgrp(signal->pgrp))
			stop_process(sig);
		return;
	}
	/* The status of one that left a core, for those that want to see it. */
	if (has_signal(CORE_SIGNALS, sig) && signal->rlim[RLIMIT_CORE].rlim_cur)
		sig |= 0x80;
	do_group_exit(sig);
}

int get_signal(kernel_siginfo_t *info, struct sigaction *action)
{
	for (;;) {
		struct sigaction *a;
		int sig;

		if (is_dying())
			do_exit(current->signal->group_exit_code);
		if (current->signal->stopped) {
			sleep_while_stopped();
			continue;
		}
		sig = dequeue_signal(&current->blocked, info);
		if (!sig)
			return 0;
		a = &current->sighand->action[sig - 1];
		if (a->sa_handler == SIG_DFL) {
			default_action(sig);
		} else if (a->sa_handler != SIG_IGN) {
			*action = *a;
			if (a->sa_flags & SA_RESETHAND)
				a->sa_handler = SIG_DFL;
			return sig;
		}
	}
}

int do_sigaction(int sig, const struct sigaction *new, struct sigaction *old)
{
	struct sigaction *action;
	bool ignore;

	if (sig < 1 || sig > _NSIG || (new &&has_signal(SIG_KERNEL_ONLY, sig)))
		return -EINVAL;
	action = &current->sighand->action[sig - 1];
	if (old)
		*old = *action;
	if (!new)
		return 0;
	*action = *new;
	action->sa_flags &= SA_ALL;
	action->sa_mask.mask &= ~SIG_KERNEL_ONLY;
	ignore =
		new->sa_handler == SIG_IGN ||
		(new->sa_handler == SIG_DFL &&has_signal(IGNORED_SIGNALS, sig));
	if (ignore)
		drop_from_process(current->signal, sigmask(sig));
	return 0;
}

void flush_signal_handlers(struct task_struct *t)
{
	for (int i = 0; i < _NSIG; i++) {
		struct sigaction *a = &t->sighand->action[i];

		if (a->sa_handler != SIG_IGN)
			a->sa_handler = SIG_DFL;
		a->sa_flags = 0;
		a->sa_mask.mask = 0;
		a->sa_restorer = 0;
	}
}

/* Others must take what waits for the process and @set now keeps out. */
static void retarget(u64 set)
{
	struct task_struct *t;

	set &= current->signal->shared_pending.signal.mask;
	if (!set)
		return;
	list_for_each_entry(t, &current->signal->threads, thread_node)
		if (t != current && !t->exiting && (set & ~t->blocked.mask))
			signal_wake_up(t, false);
}

void exit_signals(void)
{
	unsigned long flags;

	local_irq_save(flags);
	current->exiting = true;
	retarget(~current->blocked.mask);
	local_irq_restore(flags);
}

void set_current_blocked(sigset_t *set)
{
	u64 before = current->blocked.mask;
	unsigned long flags;

	set->mask &= ~SIG_KERNEL_ONLY;
	local_irq_save(flags);
	current->blocked = *set;
	retarget(set->mask & ~before);
	recalc_sigpending(current);
	local_irq_restore(flags);
}

void set_temporary_blocked(const sigset_t *set)
{
	sigset_t new = *set;

	current->saved_sigmask = current->blocked;
	current->restore_sigmask = true;
	set_current_blocked(&new);
}

void restore_saved_sigmask(void)
{
	if (!current->restore_sigmask)
		return;
	current->restore_sigmask = false;
	set_current_blocked(&current->saved_sigmask);
}

/* --- Signals of kernel threads */

void allow_signal(int sig)
{
	current->blocked.mask &= ~sigmask(sig);
}
EXPORT_SYMBOL(allow_signal);

void disallow_signal(int sig)
{
	current->blocked.mask |= sigmask(sig);
}
EXPORT_SYMBOL(disallow_signal);

void flush_signals(struct task_struct *t)
{
	drop_signals(&t->pending, ~0ull);
	if (t->signal)
		drop_signals(&t->signal->shared_pending, ~0ull);
	t->sigpending = t->should_stop;
}
EXPORT_SYMBOL(flush_signals);

int kernel_dequeue_signal(void)
{
	unsigned long flags;
	int sig;

	local_irq_save(flags);
	sig = first_signal(current->pending.signal.mask);
	if (sig)
		current->pending.signal.mask &= ~sigmask(sig);
	current->sigpending = current->should_stop ||
			      current->pending.signal.mask;
	local_irq_restore(flags);
	return sig;
}
EXPORT_SYMBOL_GPL(kernel_dequeue_signal);
