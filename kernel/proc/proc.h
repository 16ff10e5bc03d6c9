/* SPDX-License-Identifier: MIT */
/* What the files of kernel/proc/ share, and nobody else needs. */
#ifndef _PROC_PROC_H
#define _PROC_PROC_H

#include <linux/compiler.h>
#include <linux/sched.h>

/* The caches of tasks and processes. */
void task_struct_init(void);
/* A task with a stack and a reference, on no list; or NULL. */
struct task_struct *alloc_task(void);
/* Frees a task that is on no list, with all that it holds. */
void free_task(struct task_struct *task);
/* Gives @task a pid, if it has none, and puts it on the list of all. One without
 * a parent becomes init_task's child. */
void enlist_task(struct task_struct *task);
/* Gives @task, a first thread, and its process to @parent, another one. */
void adopt_task(struct task_struct *task, struct task_struct *parent);
/* The process that waits for @signal's, or NULL. */
static inline struct signal_struct *parent_signal(
	const struct signal_struct *signal)
{
	return signal->leader->real_parent->signal;
}
/* Lets @task begin at @entry when it first runs. */
void prepare_stack(struct task_struct *task, void (*entry)(void));
/* Makes a kernel thread a process without a parent. 0, -ENOMEM. */
int make_process(struct task_struct *task);
/* An unused pid. */
pid_t alloc_pid(void);

void fork_entry(void);
void finish_fork(void);
/* A forked task's first act: clone(2)'s CLONE_CHILD_SETTID. */
void tell_child_tid(void);
/* A new task's first act: buries the one that ran before and had ended. */
void finish_switch(void);
/* Gives the processor away for ever; the task's reference goes too. */
void leave_processor(void) __noreturn;

/* Takes a task that has ended off its process, and the process with the last. */
void release_task(struct task_struct *task);

/* exec: no other process changes this one's handlers. 0, -ENOMEM. */
int unshare_sighand(void);

/* futex.c: what a task that ends holds is handed on. */
void exit_robust_list(struct task_struct *task);
void clear_child_tid(struct task_struct *task);

/* posix_timers.c: they end with the process, and with exec. */
void posix_timers_exit(struct signal_struct *signal);
/* A signal of one is taken: @info gets what has been missed meanwhile. */
void posix_timer_taken(kernel_siginfo_t *info);

/* itimer.c: the timers of a new process, and of one that ends. */
void itimers_init(struct signal_struct *signal);
void itimers_exit(struct signal_struct *signal);
/* A tick of the running task, in user mode or not. In the interrupt. */
void itimers_tick(bool user);

#endif
