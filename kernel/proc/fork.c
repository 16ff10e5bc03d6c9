/* SPDX-License-Identifier: MIT */
/*
 * New tasks: fork, vfork and clone. A task is built off all lists, and is seen
 * only when nothing can fail any more. clone(2), fork(2), vfork(2).
 */
#include <asm/cpu.h>
#include <asm/fpu.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include <linux/kprobes.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/pid.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/timekeeping.h>
#include <linux/tls.h>

#include "../mm/arena.h"
#include "../mm/frames.h"
#include "proc.h"

#define CSIGNAL 0x000000fful
#define CLONE_VM 0x00000100ul
#define CLONE_FS 0x00000200ul
#define CLONE_FILES 0x00000400ul
#define CLONE_SIGHAND 0x00000800ul
#define CLONE_VFORK 0x00004000ul
#define CLONE_PARENT 0x00008000ul
#define CLONE_THREAD 0x00010000ul
#define CLONE_SETTLS 0x00080000ul
#define CLONE_PARENT_SETTID 0x00100000ul
#define CLONE_CHILD_CLEARTID 0x00200000ul
#define CLONE_CHILD_SETTID 0x01000000ul
/* Namespaces, of which there is one of each kind, pidfds and ptrace. */
#define CLONE_UNSUPPORTED 0x7e023080ul

/* Tasks that the memory has room for: an eighth of it may be their stacks. */
#define TASKS_PER_MEMORY 8

int max_threads;
int nr_threads; /* those of user processes */

static struct kmem_cache *task_cache, *signal_cache, *sighand_cache;

void task_struct_init(void)
{
	task_cache = KMEM_CACHE(task_struct, 0);
	signal_cache = KMEM_CACHE(signal_struct, 0);
	sighand_cache = KMEM_CACHE(sighand_struct, 0);
	if (!task_cache || !signal_cache || !sighand_cache)
		panic("fork: no memory");
	max_threads = frames_total_count() / TASKS_PER_MEMORY /
		      (THREAD_SIZE >> PAGE_SHIFT);
}

struct task_struct *alloc_task(void)
{
	struct task_struct *task = kmem_cache_zalloc(task_cache, GFP_KERNEL);

	if (!task)
		return NULL;
	task->stack = arena_alloc(THREAD_SIZE, "stack", _RET_IP_);
	if (!task->stack) {
		kmem_cache_free(task_cache, task);
		return NULL;
	}
	task->__state = TASK_UNINTERRUPTIBLE;
	task->usage = 1;
	task->start_time = ktime_get_ns();
	task->group_leader = task;
	set_user_nice(task, 0);
	task->cpus_ptr = cpu_possible_mask;
	task->nr_cpus_allowed = 1;
	INIT_LIST_HEAD(&task->children);
	INIT_LIST_HEAD(&task->sibling);
	INIT_LIST_HEAD(&task->run_list);
	INIT_LIST_HEAD(&task->thread_node);
	INIT_LIST_HEAD(&task->pending.list);
	return task;
}

static void put_signal(struct signal_struct *signal)
{
	if (!signal || --signal->nr_threads)
		return;
	flush_sigqueue(&signal->shared_pending);
	kmem_cache_free(signal_cache, signal);
}

static void put_sighand(struct sighand_struct *sighand)
{
	struct list_head *waiters;

	if (!sighand || --sighand->count)
		return;
	/* An epoll file of another process may still be among them. */
	waiters = &sighand->signalfd_wait.head;
	while (!list_empty(waiters))
		list_del_init(waiters->next);
	kmem_cache_free(sighand_cache, sighand);
}

/* With the actions of @from, or the default ones; NULL: no memory. */
static struct sighand_struct *new_sighand(const struct sighand_struct *from)
{
	struct sighand_struct *new =
		kmem_cache_alloc(sighand_cache, GFP_KERNEL);

	if (!new)
		return NULL;
	if (from)
		memcpy(new->action, from->action, sizeof(new->action));
	else
		memset(new->action, 0, sizeof(new->action));
	new->count = 1;
	init_waitqueue_head(&new->signalfd_wait);
	return new;
}

void free_task(struct task_struct *task)
{
	flush_sigqueue(&task->pending);
	kprobe_flush_task(task);
	if (task->files)
		put_files(task->files);
	if (task->fs)
		put_fs(task->fs);
	mmput(task->mm);
	put_sighand(task->sighand);
	put_signal(task->signal);
	kfree(task->thread.fpu);
	if (task->cred)
		put_cred(task->cred);
	arena_free(task->stack);
	kmem_cache_free(task_cache, task);
}

void put_task_struct(struct task_struct *task)
{
	if (!--task->usage)
		free_task(task);
}
EXPORT_SYMBOL_GPL(put_task_struct);

static const struct rlimit default_limits[RLIM_NLIMITS] = {
	[RLIMIT_CPU] = { RLIM_INFINITY, RLIM_INFINITY },
	[RLIMIT_FSIZE] = { RLIM_INFINITY, RLIM_INFINITY },
	[RLIMIT_DATA] = { RLIM_INFINITY, RLIM_INFINITY },
	[RLIMIT_STACK] = { 8ul << 20, RLIM_INFINITY },
	[RLIMIT_CORE] = { 0, RLIM_INFINITY },
	[RLIMIT_RSS] = { RLIM_INFINITY, RLIM_INFINITY },
	[RLIMIT_NOFILE] = { 1024, 4096 },
	[RLIMIT_MEMLOCK] = { 8ul << 20, 8ul << 20 },
	[RLIMIT_AS] = { RLIM_INFINITY, RLIM_INFINITY },
	[RLIMIT_LOCKS] = { RLIM_INFINITY, RLIM_INFINITY },
	[RLIMIT_MSGQUEUE] = { 819200, 819200 },
	[RLIMIT_RTTIME] = { RLIM_INFINITY, RLIM_INFINITY },
};

static struct signal_struct *alloc_signal(struct task_struct *leader)
{
	struct signal_struct *sig = kmem_cache_zalloc(signal_cache, GFP_KERNEL);

	if (!sig)
		return NULL;
	sig->nr_threads = sig->live = 1;
	sig->leader = leader;
	INIT_LIST_HEAD(&sig->threads);
	INIT_LIST_HEAD(&sig->shared_pending.list);
	init_waitqueue_head(&sig->wait_child);
	itimers_init(sig);
	INIT_LIST_HEAD(&sig->posix_timers);
	return sig;
}

int make_process(struct task_struct *task)
{
	struct signal_struct *sig = alloc_signal(task);

	task->signal = sig;
	task->sighand = new_sighand(NULL);
	task->fs = dup_fs(NULL);
	task->files = dup_files(NULL);
	task->thread.fpu = kmalloc(FPU_STATE_SIZE, GFP_KERNEL);
	if (!sig || !task->sighand || !task->fs || !task->files ||
	    !task->thread.fpu)
		return -ENOMEM;
	memcpy(task->thread.fpu, fpu_initial_state, FPU_STATE_SIZE);
	task->flags &= ~PF_KTHREAD;
	task->blocked.mask = 0;
	list_add(&task->thread_node, &sig->threads);
	memcpy(sig->rlim, default_limits, sizeof(sig->rlim));
	sig->rlim[RLIMIT_NPROC].rlim_cur = sig->rlim[RLIMIT_NPROC].rlim_max =
		max_threads / 2;
	sig->rlim[RLIMIT_SIGPENDING] = sig->rlim[RLIMIT_NPROC];
	task->usage = 2; /* it runs, and it is to be released */
	nr_threads++;
	return 0;
}

/* --- What the child has of its parent: shared, or a copy. */

static int copy_signal(unsigned long flags, struct task_struct *child)
{
	struct signal_struct *sig = current->signal, *new;

	if (flags & CLONE_THREAD) {
		child->signal = sig;
		sig->nr_threads++;
		sig->live++;
		return 0;
	}
	new = alloc_signal(child);
	if (!new)
		return -ENOMEM;
	child->signal = new;
	new->pgrp = sig->pgrp;
	new->session = sig->session;
	new->tty = sig->tty;
	new->dumpable = sig->dumpable;
	memcpy(new->rlim, sig->rlim, sizeof(new->rlim));
	return 0;
}

static int copy_sighand(unsigned long flags, struct task_struct *child)
{
	if (flags & CLONE_SIGHAND) {
		child->sighand = current->sighand;
		child->sighand->count++;
		return 0;
	}
	child->sighand = new_sighand(current->sighand);
	return child->sighand ? 0 : -ENOMEM;
}

int unshare_sighand(void)
{
	struct sighand_struct *old = current->sighand, *new;

	if (old->count == 1)
		return 0;
	new = new_sighand(old);
	if (!new)
		return -ENOMEM;
	current->sighand = new;
	old->count--;
	return 0;
}

static int copy_memory(unsigned long flags, struct task_struct *child)
{
	child->mm = flags & CLONE_VM ? mmget(current->mm) : dup_mm(current->mm);
	return child->mm ? 0 : -ENOMEM;
}

static int copy_files(unsigned long flags, struct task_struct *child)
{
	child->files = flags & CLONE_FILES ? get_files(current->files) :
					     dup_files(current->files);
	child->fs = flags & CLONE_FS ? get_fs_struct(current->fs) :
				       dup_fs(current->fs);
	return child->files && child->fs ? 0 : -ENOMEM;
}

static int copy_thread(const struct kernel_clone_args *args,
		       struct task_struct *child)
{
	struct pt_regs *regs = task_pt_regs(child);

	*regs = *current_pt_regs();
	regs->ax = 0;
	if (args->stack)
		regs->sp = args->stack;
	prepare_stack(child, fork_entry);
	child->thread.fpu = kmalloc(FPU_STATE_SIZE, GFP_KERNEL);
	if (!child->thread.fpu)
		return -ENOMEM;
	fpu_save(child->thread.fpu);
	if (!fpu_has_fxsr()) /* fnsave has reset the registers */
		fpu_load(child->thread.fpu);
	memcpy(child->thread.tls, current->thread.tls,
	       sizeof(child->thread.tls));
	return args->flags & CLONE_SETTLS ? set_thread_area(child, args->tls) :
					    0;
}

static void copy_task(unsigned long flags, struct task_struct *child)
{
	memcpy(child->comm, current->comm, sizeof(child->comm));
	child->cred = get_cred(current->cred);
	child->blocked = current->blocked;
	set_user_nice(child, task_nice(current));
	child->no_new_privs = current->no_new_privs;
	child->usage = 2;
	if (!(flags & CLONE_VM) || (flags & CLONE_VFORK))
		child->sas_ss = current->sas_ss;
	else
		child->sas_ss.ss_flags = SS_DISABLE;
}

static int check_limits(void)
{
	const struct rlimit *limit = &current->signal->rlim[RLIMIT_NPROC];
	kuid_t uid = current_uid();
	struct task_struct *t;
	unsigned long count = 0;

	if (nr_threads >= max_threads)
		return -EAGAIN;
	if (limit->rlim_cur >= max_threads || !uid.val ||
	    capable(CAP_SYS_RESOURCE) || capable(CAP_SYS_ADMIN))
		return 0;
	for_each_task(t)
		count += t->signal && uid_eq(t->cred->uid, uid);
	return count >= limit->rlim_cur ? -EAGAIN : 0;
}

static int check_flags(unsigned long flags)
{
	if (flags & CLONE_UNSUPPORTED)
		return -EINVAL;
	if ((flags & CLONE_THREAD) && !(flags & CLONE_SIGHAND))
		return -EINVAL;
	if ((flags & CLONE_SIGHAND) && !(flags & CLONE_VM))
		return -EINVAL;
	return 0;
}

/* Into its process, and its process among the children of its parent. */
static void join(const struct kernel_clone_args *args,
		 struct task_struct *child)
{
	struct signal_struct *sig = child->signal;

	list_add_tail(&child->thread_node, &sig->threads);
	if (!(args->flags & CLONE_THREAD)) {
		child->tgid = child->pid;
		sig->exit_signal = args->exit_signal;
		adopt_task(child, args->flags & CLONE_PARENT ?
					  current->real_parent :
					  current->group_leader);
	} else {
		child->tgid = current->tgid;
		child->group_leader = sig->leader;
		child->real_parent = child->parent = sig->leader->real_parent;
	}
	nr_threads++;
	kstat.forks++;
	recalc_sigpending(child); /* its process may be stopping, or ending */
	enlist_task(child);
}

static int build(const struct kernel_clone_args *args,
		 struct task_struct *child)
{
	unsigned long flags = args->flags;
	int err = copy_sighand(flags, child);

	copy_task(flags, child);
	if (!err)
		err = copy_signal(flags, child);
	if (!err)
		err = copy_files(flags, child);
	if (!err)
		err = copy_memory(flags, child);
	if (!err)
		err = copy_thread(args, child);
	return err;
}

static long wait_for_vfork(struct task_struct *child, struct completion *done)
{
	pid_t pid = child->pid;

	/* The child uses this memory: only a fatal signal ends the wait. */
	if (wait_event_killable(done->wait, done->done))
		child->vfork_done = NULL;
	put_task_struct(child);
	return pid;
}

pid_t kernel_clone(struct kernel_clone_args *args)
{
	unsigned long flags = args->flags;
	DECLARE_COMPLETION_ONSTACK(vfork_done);
	struct task_struct *child;
	int err = check_flags(flags);

	if (!err)
		err = check_limits();
	if (err)
		return err;
	child = alloc_task();
	if (!child)
		return -ENOMEM;
	child->pid = alloc_pid();
	err = build(args, child);
	if (!err && (flags & CLONE_PARENT_SETTID) &&
	    put_user(child->pid, args->parent_tid))
		err = -EFAULT;
	if (!err && signal_pending(current) && !(flags & CLONE_THREAD))
		err = -ERESTARTNOINTR; /* the child would miss it */
	if (err) {
		if (child->signal && (flags & CLONE_THREAD))
			child->signal->live--;
		free_task(child);
		return err;
	}
	child->set_child_tid =
		flags & CLONE_CHILD_SETTID ? (u32)args->child_tid : 0;
	child->clear_child_tid =
		flags & CLONE_CHILD_CLEARTID ? (u32)args->child_tid : 0;
	if (flags & CLONE_VFORK) {
		child->vfork_done = &vfork_done;
		get_task_struct(child);
	}
	join(args, child);
	wake_up_process(child);
	return flags & CLONE_VFORK ? wait_for_vfork(child, &vfork_done) :
				     child->pid;
}

void tell_child_tid(void)
{
	if (current->set_child_tid &&
	    put_user(current->pid, (pid_t __user *)current->set_child_tid))
		return; /* as Linux: nobody is told */
}

SYSCALL_DEFINE0(fork)
{
	struct kernel_clone_args args = { .exit_signal = SIGCHLD };

	return kernel_clone(&args);
}

SYSCALL_DEFINE0(vfork)
{
	struct kernel_clone_args args = { .flags = CLONE_VFORK | CLONE_VM,
					  .exit_signal = SIGCHLD };

	return kernel_clone(&args);
}

SYSCALL_DEFINE5(clone, unsigned long, flags, unsigned long, stack, int __user *,
		parent_tid, unsigned long, tls, int __user *, child_tid)
{
	struct kernel_clone_args args = {
		.flags = (u32)flags & ~CSIGNAL,
		.exit_signal = flags & CSIGNAL,
		.parent_tid = parent_tid,
		.child_tid = child_tid,
		.stack = stack,
		.tls = tls,
	};

	return kernel_clone(&args);
}

SYSCALL_DEFINE1(set_tid_address, u32, address)
{
	current->clear_child_tid = address;
	return current->pid;
}
