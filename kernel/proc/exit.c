/* SPDX-License-Identifier: MIT */
/*
 * The ends of tasks and processes, and waiting for them. A task that ends
 * gives everything back but its record; a process is a zombie until its
 * parent has waited for it. _exit(2), exit_group(2), wait4(2), waitid(2).
 */
#include <asm/cpu.h>
#include <asm/irqflags.h>
#include <linux/completion.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/pid.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/tty.h>

#include "proc.h"

#define WNOHANG 0x00000001
#define WUNTRACED 0x00000002
#define WSTOPPED WUNTRACED
#define WEXITED 0x00000004
#define WCONTINUED 0x00000008
#define WNOWAIT 0x01000000
#define __WNOTHREAD 0x20000000
#define __WALL 0x40000000
#define __WCLONE 0x80000000u

#define P_ALL 0
#define P_PID 1
#define P_PGID 2

#define STATUS_CONTINUED 0xffff

/* --- What a process leaves */

/* A process that could continue the stopped ones of @pgrp is not its own. */
static bool is_orphaned_without(pid_t pgrp, const struct signal_struct *without)
{
	struct task_struct *t;

	for_each_task(t) {
		const struct signal_struct *sig = t->signal, *parent;

		if (!sig || sig->leader != t || sig == without ||
		    sig->pgrp != pgrp || !sig->live)
			continue;
		parent = parent_signal(sig);
		if (parent && parent->pgrp != pgrp &&
		    parent->session == sig->session)
			return false;
	}
	return true;
}

bool is_orphaned_pgrp(pid_t pgrp)
{
	return is_orphaned_without(pgrp, NULL);
}

static bool has_stopped(pid_t pgrp)
{
	struct task_struct *t;

	for_each_task(t)
		if (t->signal && t->signal->pgrp == pgrp && t->signal->stopped)
			return true;
	return false;
}

/*
 * POSIX: when @parent's end orphans a group with stopped processes, they get
 * SIGHUP and SIGCONT. @sig is the parent itself, or a child of its.
 */
static void hang_up_orphans(const struct signal_struct *sig,
			    const struct signal_struct *parent)
{
	if (!parent || sig->pgrp == parent->pgrp ||
	    sig->session != parent->session)
		return;
	if (!is_orphaned_without(sig->pgrp, sig->live ? NULL : sig) ||
	    !has_stopped(sig->pgrp))
		return;
	kill_pgrp(sig->pgrp, SIGHUP, 1);
	kill_pgrp(sig->pgrp, SIGCONT, 1);
}

static void leave_children(struct signal_struct *sig)
{
	struct task_struct *init = find_process(1);
	struct task_struct *leader, *next;

	if (!init)
		return;
	list_for_each_entry_safe(leader, next, &sig->leader->children,
				 sibling) {
		struct signal_struct *child = leader->signal;

		adopt_task(leader, init);
		child->exit_signal = SIGCHLD;
		if (leader->pdeath_signal)
			group_send_sig_info(leader->pdeath_signal, NULL,
					    leader);
		hang_up_orphans(child, sig);
		if (!child->live)
			wake_up(&init->signal->wait_child);
	}
}

static void tell_parent(struct signal_struct *sig)
{
	struct task_struct *leader = sig->leader;
	int status = leader->exit_code;
	int code = status & 0x80 ? CLD_DUMPED :
		   status & 0x7f ? CLD_KILLED :
				   CLD_EXITED;

	if (notify_parent(leader, code,
			  status & 0x7f ? status & 0x7f : status >> 8))
		release_task(leader);
}

void release_task(struct task_struct *task)
{
	struct signal_struct *sig = task->signal;

	list_del(&task->tasks);
	list_del_init(&task->thread_node);
	unhash_pid(task);
	nr_threads--;
	sig->utime += task->utime;
	sig->stime += task->stime;
	list_del_init(&task->sibling);
	put_task_struct(task);
}

/* The last thread of its process. */
static void end_process(struct signal_struct *sig)
{
	if (sig->leader->pid == 1)
		panic("Attempted to kill init! exitcode=0x%08x",
		      sig->group_exit ? sig->group_exit_code :
					(int)current->exit_code);
	itimers_exit(sig);
	posix_timers_exit(sig);
	if (sig->leader->pid == sig->session)
		disassociate_ctty(1);
	leave_children(sig);
	hang_up_orphans(sig, parent_signal(sig));
}

/* Memory and files, while the task can still sleep. */
static void give_back(void)
{
	struct mm_struct *mm = current->mm;

	if (mm) {
		exit_robust_list(current);
		clear_child_tid(current);
		current->signal->maxrss =
			max(current->signal->maxrss,
			    (u64)mm->hiwater_rss << (PAGE_SHIFT - 10));
		current->mm = NULL;
		mmput(mm);
	}
	complete_vfork(current);
	if (current->files)
		put_files(current->files);
	if (current->fs)
		put_fs(current->fs);
	current->files = NULL;
	current->fs = NULL;
	kfree(current->thread.fpu);
	current->thread.fpu = NULL;
}

void complete_vfork(struct task_struct *task)
{
	struct completion *done = task->vfork_done;

	task->vfork_done = NULL;
	if (done)
		complete(done);
}

void do_exit(long code)
{
	struct signal_struct *sig = current->signal;
	struct task_struct *leader;

	if (!in_task())
		panic("Aiee, killing interrupt handler!");
	if (!sig)
		kthread_exit(code);
	local_irq_enable();
	exit_signals();
	current->exit_code = code;
	leader = sig->leader;
	if (!--sig->live)
		end_process(sig);
	give_back();
	local_irq_disable();
	if (!sig->live && sig->group_exit)
		leader->exit_code = sig->group_exit_code;
	current->__state = current->exit_state = EXIT_ZOMBIE;
	if (current->exited)
		complete(current->exited);
	wake_up(&sig->wait_child); /* de_thread() */
	if (current != leader)
		release_task(current);
	if (!sig->live && leader->__state == EXIT_ZOMBIE)
		tell_parent(sig);
	leave_processor();
}

void do_group_exit(int code)
{
	struct signal_struct *sig = current->signal;

	if (!sig->group_exit) {
		sig->group_exit = true;
		sig->group_exit_code = code;
		zap_other_threads();
	}
	do_exit(sig->group_exit_code);
}

/* Whether of the other threads at most the leader is left, as a zombie. */
static bool others_have_gone(const struct signal_struct *sig)
{
	const struct task_struct *t;

	list_for_each_entry(t, &sig->threads, thread_node)
		if (t != current &&
		    (t != sig->leader || t->__state != EXIT_ZOMBIE))
			return false;
	return true;
}

/* The running thread takes the place of @old, its process's first. */
static void inherit_family(struct task_struct *old)
{
	struct task_struct *child, *next, *t;

	list_replace_init(&old->sibling, &current->sibling);
	list_for_each_entry_safe(child, next, &old->children, sibling)
		adopt_task(child, current);
	list_for_each_entry(t, &current->signal->threads, thread_node)
		t->group_leader = current;
}

/* The thread that stays becomes the leader: it takes the process's pid. */
static void become_leader(struct signal_struct *sig)
{
	struct task_struct *old = sig->leader;
	pid_t pid = current->pid;

	if (old == current)
		return;
	unhash_pid(old);
	unhash_pid(current);
	current->pid = old->pid;
	old->pid = pid;
	hash_pid(current);
	hash_pid(old);
	sig->leader = current;
	current->start_time = old->start_time;
	inherit_family(old);
	release_task(old);
}

int de_thread(void)
{
	struct signal_struct *sig = current->signal;

	if (list_is_singular(&sig->threads))
		return 0;
	if (sig->group_exit)
		return -EAGAIN;
	zap_other_threads();
	wait_event(sig->wait_child, others_have_gone(sig));
	become_leader(sig);
	return 0;
}

SYSCALL_DEFINE1(exit, int, code)
{
	do_exit((code & 0xff) << 8);
}

SYSCALL_DEFINE1(exit_group, int, code)
{
	do_group_exit((code & 0xff) << 8);
}

/* --- Waiting */

/* What a wait asks for, and what it has found. */
struct wait_request {
	int type; /* P_ */
	pid_t id;
	int options;
	/* found */
	pid_t pid;
	int status; /* as wait4() has it */
	int code;   /* CLD_ */
	uid_t uid;
	struct rusage usage;
};

static bool is_meant(const struct wait_request *w,
		     const struct signal_struct *child)
{
	bool clone_child = child->exit_signal != SIGCHLD;

	if (!(w->options & __WALL) && clone_child != !!(w->options & __WCLONE))
		return false;
	if (w->type == P_PID)
		return child->leader->pid == w->id;
	if (w->type == P_PGID)
		return child->pgrp == w->id;
	return true;
}

static void reap(struct signal_struct *parent, struct signal_struct *child)
{
	struct task_struct *leader = child->leader;

	parent->cutime += child->utime + leader->utime + child->cutime;
	parent->cstime += child->stime + leader->stime + child->cstime;
	parent->maxrss = max(parent->maxrss, child->maxrss);
	release_task(leader);
}

static void note_found(struct wait_request *w,
		       const struct signal_struct *child, int status, int code)
{
	w->pid = child->leader->pid;
	w->uid = child->leader->cred->uid.val;
	w->status = status;
	w->code = code;
	process_usage(child, &w->usage);
}

/* Whether @child has something to tell: then it is in @w. */
static bool check_child(struct wait_request *w, struct signal_struct *child)
{
	int keep = w->options & WNOWAIT, status;

	if (!child->live && child->leader->__state == EXIT_ZOMBIE) {
		if (!(w->options & WEXITED))
			return false;
		status = child->leader->exit_code;
		note_found(w, child, status,
			   status & 0x80 ? CLD_DUMPED :
			   status & 0x7f ? CLD_KILLED :
					   CLD_EXITED);
		if (!keep)
			reap(current->signal, child);
		return true;
	}
	if (child->stopped && child->stop_signal && (w->options & WSTOPPED)) {
		note_found(w, child, child->stop_signal << 8 | 0x7f,
			   CLD_STOPPED);
		if (!keep)
			child->stop_signal = 0;
		return true;
	}
	if (child->continued && (w->options & WCONTINUED)) {
		note_found(w, child, STATUS_CONTINUED, CLD_CONTINUED);
		if (!keep)
			child->continued = false;
		return true;
	}
	return false;
}

/* 1: found; 0: none yet; -ECHILD: there will never be one. */
static int check_children(struct wait_request *w)
{
	struct task_struct *child, *next;
	int err = -ECHILD;

	list_for_each_entry_safe(child, next, &current->group_leader->children,
				 sibling) {
		if (!is_meant(w, child->signal))
			continue;
		err = 0;
		if (check_child(w, child->signal))
			return 1;
	}
	return err;
}

/* 1, 0 (WNOHANG), or a negative errno. */
static int do_wait(struct wait_request *w)
{
	int found = 0, err;

	err = wait_event_interruptible(current->signal->wait_child,
				       (found = check_children(w)) ||
					       (w->options & WNOHANG));
	return err ? err : found;
}

static long do_wait4(pid_t pid, int __user *status, int options,
		     struct rusage __user *usage)
{
	struct wait_request w = { .options = options | WEXITED };
	int err;

	if (options & ~(WNOHANG | WUNTRACED | WCONTINUED | __WNOTHREAD |
			__WALL | (int)__WCLONE))
		return -EINVAL;
	if (pid == INT_MIN)
		return -ESRCH;
	if (pid > 0) {
		w.type = P_PID;
		w.id = pid;
	} else if (pid != -1) {
		w.type = P_PGID;
		w.id = pid ? -pid : current->signal->pgrp;
	}
	err = do_wait(&w);
	if (err <= 0)
		return err;
	if (status && put_user(w.status, status))
		return -EFAULT;
	if (usage && copy_to_user(usage, &w.usage, sizeof(w.usage)))
		return -EFAULT;
	return w.pid;
}

SYSCALL_DEFINE4(wait4, pid_t, pid, int __user *, status, int, options,
		struct rusage __user *, usage)
{
	return do_wait4(pid, status, options, usage);
}

SYSCALL_DEFINE3(waitpid, pid_t, pid, int __user *, status, int, options)
{
	return do_wait4(pid, status, options, NULL);
}

SYSCALL_DEFINE5(waitid, int, type, pid_t, id, kernel_siginfo_t __user *, info,
		int, options, struct rusage __user *, usage)
{
	struct wait_request w = { .type = type, .id = id, .options = options };
	kernel_siginfo_t si = { 0 };
	int found;

	if (options & ~(WNOHANG | WNOWAIT | WEXITED | WSTOPPED | WCONTINUED |
			__WNOTHREAD | __WALL | (int)__WCLONE) ||
	    !(options & (WEXITED | WSTOPPED | WCONTINUED)))
		return -EINVAL;
	if (type < P_ALL || type > P_PGID || (type == P_PID && id <= 0) ||
	    (type == P_PGID && id < 0))
		return -EINVAL;
	if (type == P_PGID && !id)
		w.id = current->signal->pgrp;
	found = do_wait(&w);
	if (found < 0)
		return found;
	if (found) {
		si.si_signo = SIGCHLD;
		si.si_code = w.code;
		si.child.pid = w.pid;
		si.child.uid = w.uid;
		si.child.status = w.code == CLD_EXITED	  ? w.status >> 8 :
				  w.code == CLD_CONTINUED ? SIGCONT :
				  w.code == CLD_STOPPED	  ? w.status >> 8 :
							    w.status & 0x7f;
	}
	if (usage && found && copy_to_user(usage, &w.usage, sizeof(w.usage)))
		return -EFAULT;
	return info && copy_to_user(info, &si, sizeof(si)) ? -EFAULT : 0;
}
