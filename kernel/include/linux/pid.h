/* SPDX-License-Identifier: MIT */
/*
 * Process ids, and struct pid: a task that is named by its id, and may have
 * ended. There is one namespace of ids.
 *
 * Context: any; who may sleep in between holds a reference.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_PID_H
#define _LINUX_PID_H

#include <linux/pid_types.h>
#include <linux/sched.h>

/* Ids are below this: /proc/sys/kernel/pid_max. */
extern int pid_max;
/* Tasks of user processes that there are, and that there may be. */
extern int nr_threads, max_threads;

/* The task (any thread) with id @nr, or NULL; without a reference. */
struct pid *find_vpid(int nr);
/* The same with a reference, for put_pid(). */
struct pid *find_get_pid(pid_t nr);
/* Another reference: @pid, which may be NULL. */
struct pid *get_pid(struct pid *pid);
/* Gives a reference back; NULL is ignored. */
void put_pid(struct pid *pid);

/*
 * The task that @pid means: itself, or the first one of its process
 * (PIDTYPE_TGID), process group or session whose id it has. NULL when it has
 * ended, when there is none, and for a @pid of NULL. Without a reference.
 */
struct task_struct *pid_task(struct pid *pid, enum pid_type type);
/* The same with a reference, for put_task_struct(). */
struct task_struct *get_pid_task(struct pid *pid, enum pid_type type);
/* @task by its id, with a reference for put_pid(). */
struct pid *get_task_pid(struct task_struct *task, enum pid_type type);

/* Its number; 0 when it is NULL or has ended. */
pid_t pid_vnr(struct pid *pid);
#define pid_nr(pid) pid_vnr(pid)

/* @task, or the first one of its process, by id; without a reference. */
static inline struct pid *task_pid(struct task_struct *task)
{
	return &task->thread_pid;
}

static inline struct pid *task_tgid(struct task_struct *task)
{
	return &task->group_leader->thread_pid;
}

/*
 * Sends @sig to the process of @pid, as the kernel where @priv is not 0, else as
 * the running task. 0, -ESRCH, -EINVAL, -EAGAIN.
 */
int kill_pid(struct pid *pid, int sig, int priv);

/* The session of process group @pgrp: false if there is no such group. */
bool session_of_pgrp(pid_t pgrp, pid_t *session);

/* --- For kernel/proc/. */

void hash_pid(struct task_struct *task);
void unhash_pid(struct task_struct *task);

#endif
