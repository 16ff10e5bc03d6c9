/* SPDX-License-Identifier: MIT */
/* Process ids. */
#ifndef _LINUX_PID_H
#define _LINUX_PID_H

#include <linux/sched.h>

/* Ids are below this: /proc/sys/kernel/pid_max. */
extern int pid_max;
/* Tasks of user processes that there are, and that there may be. */
extern int nr_threads, max_threads;

/* The session of process group @pgrp: false if there is no such group. */
bool session_of_pgrp(pid_t pgrp, pid_t *session);

/* --- For kernel/proc/. */

void hash_pid(struct task_struct *task);
void unhash_pid(struct task_struct *task);

#endif
