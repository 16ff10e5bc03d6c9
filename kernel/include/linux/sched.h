/* SPDX-License-Identifier: MIT */
/* Tasks, and giving up the processor. */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/types.h>

#define TASK_COMM_LEN 16
#define THREAD_SIZE (16ul << 10)

#define TASK_RUNNING 0x0000
#define TASK_INTERRUPTIBLE 0x0001
#define TASK_UNINTERRUPTIBLE 0x0002
#define TASK_DEAD 0x0080

#define MAX_SCHEDULE_TIMEOUT ((long)(~0ul >> 1))

struct guard;

struct task_struct {
	unsigned long sp;     /* switch_to() knows that this comes first */
	void *stack;	      /* THREAD_SIZE bytes */
	unsigned int __state; /* TASK_ */
	pid_t pid;
	pid_t tgid;
	char comm[TASK_COMM_LEN];
	struct list_head tasks;	   /* all of them */
	struct list_head run_list; /* those that can run */
	struct guard *guard;	   /* where an oops comes back to, or NULL */
	int (*threadfn)(void *data);
	void *data;
	bool should_stop;
	int exit_code;
	int usage;		   /* references; the last one frees it */
	struct completion *exited; /* kthread_stop() waits here */
};

extern struct task_struct *current_task;
#define current current_task

#define set_current_state(state)                     \
	do {                                         \
		WRITE_ONCE(current->__state, state); \
		barrier();                           \
	} while (0)
#define __set_current_state(state) set_current_state(state)
#define task_pid_nr(task) ((task)->pid)

/* Lets others run; comes back at once if the state is TASK_RUNNING. */
void schedule(void);
static inline void cond_resched(void)
{
}
/* Lets all others that can run do so once. */
void yield(void);
/* Sleeps until woken or @timeout jiffies have passed: what is left. */
long schedule_timeout(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_uninterruptible(long timeout);
/* Makes @task runnable; 1 if it was not. */
int wake_up_process(struct task_struct *task);

static inline int signal_pending(struct task_struct *task)
{
	return 0;
}

/* --- The kernel's side. */

/* Makes the running boot code the first task. */
void sched_init(void);
/* The end of the running kernel thread. */
void kthread_exit(long code) __noreturn;

#endif
