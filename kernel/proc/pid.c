/* SPDX-License-Identifier: MIT */
/*
 * Process ids, process groups and sessions. setpgid(2), setsid(2),
 * credentials(7).
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/sched/task.h>
#include <linux/syscalls.h>
#include <linux/tty.h>

#include "proc.h"

#define BUCKETS 256
#define RESERVED_PIDS 300 /* not given again once they have been used */

int pid_max = 32768;

static struct task_struct *buckets[BUCKETS];
static pid_t last_pid;
static bool wrapped;

static struct task_struct **bucket_of(pid_t pid)
{
	return &buckets[pid & (BUCKETS - 1)];
}

void hash_pid(struct task_struct *task)
{
	struct task_struct **bucket = bucket_of(task->pid);

	task->thread_pid.next = *bucket;
	*bucket = task;
}

void unhash_pid(struct task_struct *task)
{
	struct task_struct **p = bucket_of(task->pid);

	while (*p && *p != task)
		p = &(*p)->thread_pid.next;
	if (*p)
		*p = task->thread_pid.next;
}

struct task_struct *find_task_by_vpid(pid_t pid)
{
	struct task_struct *task = *bucket_of(pid);

	while (task && task->pid != pid)
		task = task->thread_pid.next;
	return task;
}
EXPORT_SYMBOL_GPL(find_task_by_vpid);

struct task_struct *find_process(pid_t tgid)
{
	struct task_struct *task = find_task_by_vpid(tgid);

	return task && task->signal && task->signal->leader == task ? task :
								      NULL;
}

/* A group or a session keeps the id of its founder, who may have gone. */
static bool is_used(pid_t pid)
{
	struct task_struct *t;

	if (find_task_by_vpid(pid))
		return true;
	if (!wrapped)
		return false;
	for_each_task(t)
		if (t->signal && (t->signal->pgrp == pid ||
				  t->signal->session == pid || t->tgid == pid))
			return true;
	return false;
}

pid_t alloc_pid(void)
{
	do {
		if (++last_pid >= pid_max) {
			last_pid = RESERVED_PIDS;
			wrapped = true;
		}
	} while (is_used(last_pid));
	return last_pid;
}

void enlist_task(struct task_struct *task)
{
	if (!task->pid)
		task->pid = task->tgid = alloc_pid();
	if (!task->real_parent)
		adopt_task(task, &init_task);
	list_add_tail(&task->tasks, &init_task.tasks);
	hash_pid(task);
}

void adopt_task(struct task_struct *task, struct task_struct *parent)
{
	struct task_struct *t;

	task->real_parent = task->parent = parent;
	list_move_tail(&task->sibling, &parent->children);
	if (!task->signal)
		return;
	list_for_each_entry(t, &task->signal->threads, thread_node)
		t->real_parent = t->parent = parent;
}

/* --- struct pid: the task that it lies in, held like that */

static struct task_struct *task_in(struct pid *pid)
{
	return container_of(pid, struct task_struct, thread_pid);
}

struct pid *find_vpid(int nr)
{
	struct task_struct *task = find_task_by_vpid(nr);

	return task ? &task->thread_pid : NULL;
}
EXPORT_SYMBOL_GPL(find_vpid);

struct pid *get_pid(struct pid *pid)
{
	if (pid)
		get_task_struct(task_in(pid));
	return pid;
}

void put_pid(struct pid *pid)
{
	if (pid)
		put_task_struct(task_in(pid));
}
EXPORT_SYMBOL_GPL(put_pid);

struct pid *find_get_pid(pid_t nr)
{
	return get_pid(find_vpid(nr));
}
EXPORT_SYMBOL_GPL(find_get_pid);

pid_t pid_vnr(struct pid *pid)
{
	return pid && find_vpid(task_in(pid)->pid) == pid ? task_in(pid)->pid :
							    0;
}
EXPORT_SYMBOL_GPL(pid_vnr);

struct task_struct *pid_task(struct pid *pid, enum pid_type type)
{
	pid_t nr = pid_vnr(pid);
	struct task_struct *t;

	if (!nr)
		return NULL;
	if (type == PIDTYPE_PID)
		return task_in(pid);
	for_each_task(t)
		if (t->group_leader == t && t->signal &&
		    nr == (type == PIDTYPE_TGID ? t->tgid :
			   type == PIDTYPE_PGID ? t->signal->pgrp :
						  t->signal->session))
			return t;
	return NULL;
}
EXPORT_SYMBOL(pid_task);

struct task_struct *get_pid_task(struct pid *pid, enum pid_type type)
{
	struct task_struct *task = pid_task(pid, type);

	if (task)
		get_task_struct(task);
	return task;
}
EXPORT_SYMBOL_GPL(get_pid_task);

struct pid *get_task_pid(struct task_struct *task, enum pid_type type)
{
	pid_t nr = task->pid;

	if (type != PIDTYPE_PID && task->signal)
		nr = type == PIDTYPE_TGID ? task->tgid :
		     type == PIDTYPE_PGID ? task->signal->pgrp :
					    task->signal->session;
	return find_get_pid(nr);
}
EXPORT_SYMBOL_GPL(get_task_pid);

SYSCALL_DEFINE0(getpid)
{
	return current->tgid;
}

SYSCALL_DEFINE0(gettid)
{
	return current->pid;
}

SYSCALL_DEFINE0(getppid)
{
	const struct signal_struct *parent = parent_signal(current->signal);

	return parent ? parent->leader->pid : 0;
}

SYSCALL_DEFINE0(getpgrp)
{
	return current->signal->pgrp;
}

/* The process with id @pid, 0 for the caller's; or NULL. */
static struct signal_struct *process_of(pid_t pid)
{
	const struct task_struct *task = pid ? find_process(pid) : current;

	return task ? task->signal : NULL;
}

SYSCALL_DEFINE1(getpgid, pid_t, pid)
{
	const struct signal_struct *sig = process_of(pid);

	return sig ? sig->pgrp : -ESRCH;
}

SYSCALL_DEFINE1(getsid, pid_t, pid)
{
	const struct signal_struct *sig = process_of(pid);

	return sig ? sig->session : -ESRCH;
}

bool session_of_pgrp(pid_t pgrp, pid_t *session)
{
	struct task_struct *t;

	for_each_task(t)
		if (t->signal && t->signal->pgrp == pgrp) {
			*session = t->signal->session;
			return true;
		}
	return false;
}

SYSCALL_DEFINE2(setpgid, pid_t, pid, pid_t, pgrp)
{
	struct signal_struct *sig = process_of(pid), *self = current->signal;
	pid_t session;

	if (pgrp < 0)
		return -EINVAL;
	if (!sig)
		return -ESRCH;
	if (!pgrp)
		pgrp = sig->leader->pid;
	if (parent_signal(sig) == self) {
		if (sig->session != self->session)
			return -EPERM;
		if (sig->leader->did_exec)
			return -EACCES;
	} else if (sig != self) {
		return -ESRCH;
	}
	if (sig->session == sig->leader->pid)
		return -EPERM;
	if (pgrp != sig->leader->pid &&
	    (!session_of_pgrp(pgrp, &session) || session != self->session))
		return -EPERM;
	sig->pgrp = pgrp;
	return 0;
}

SYSCALL_DEFINE0(setsid)
{
	struct signal_struct *sig = current->signal;
	pid_t id = sig->leader->pid, session;

	if (sig->session == id || session_of_pgrp(id, &session))
		return -EPERM;
	sig->session = sig->pgrp = id;
	sig->tty = NULL;
	return id;
}
