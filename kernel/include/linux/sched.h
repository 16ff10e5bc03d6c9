/* SPDX-License-Identifier: MIT */
/*
 * Tasks, and giving up the processor. A task is a kernel thread or a thread
 * of a user process; a process is the tasks that share a signal_struct.
 *
 * Context: process, may sleep; waking is for any.
 * Linux: Documentation/scheduler/index.rst
 */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <asm/processor.h>
#include <linux/compiler.h>
#include <linux/interval_timer.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/resource.h>
#include <linux/sched/prio.h>
#include <linux/signal.h>
#include <linux/spinlock_types.h>
#include <linux/timer.h>
#include <linux/types.h>

#define TASK_COMM_LEN 16
#define THREAD_SIZE (16ul << 10)
#define THREAD_ALIGN THREAD_SIZE

#define SCHED_NORMAL 0
#define SCHED_FIFO 1
#define SCHED_RR 2
#define SCHED_BATCH 3
#define SCHED_IDLE 5
#define SCHED_DEADLINE 6

#define TASK_RUNNING 0x0000
#define TASK_INTERRUPTIBLE 0x0001
#define TASK_UNINTERRUPTIBLE 0x0002
#define TASK_STOPPED 0x0004
#define EXIT_ZOMBIE 0x0020
#define TASK_PARKED 0x0040
#define TASK_DEAD 0x0080
#define TASK_NOLOAD 0x0400
#define TASK_WAKEKILL 0x0100 /* a fatal signal ends the sleep */
#define TASK_KILLABLE (TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_IDLE (TASK_UNINTERRUPTIBLE | TASK_NOLOAD)
#define TASK_NORMAL (TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)

#define PF_KTHREAD 0x00200000

#define MAX_SCHEDULE_TIMEOUT ((long)(~0ul >> 1))

#define GDT_TLS_ENTRIES 3

/* A wait queue: linux/wait.h has what it is for. */
struct wait_queue_head {
	spinlock_t lock;
	struct list_head head;
};
typedef struct wait_queue_head wait_queue_head_t;

/* What signals do in a process: its threads (CLONE_SIGHAND) share it. */
struct sighand_struct {
	int count;
	struct sigaction action[_NSIG];
	struct wait_queue_head signalfd_wait; /* woken by each signal */
};

struct cpumask;
struct cred;
struct files_struct;
struct fs_struct;
struct guard;
struct kretprobe_instance;
struct mm_struct;
struct tty_struct;

/* A timer of processor time, in ticks; value 0: it is off. */
struct cpu_itimer {
	u64 value, interval;
};

/*
 * What the threads of a process share. It lives until the last of them has
 * been waited for.
 */
struct signal_struct {
	int nr_threads;		    /* zombies among them */
	int live;		    /* threads that have not begun to exit */
	struct list_head threads;   /* their thread_node */
	struct task_struct *leader; /* whose pid is the process's */
	struct sigpending shared_pending;

	pid_t pgrp, session;
	struct tty_struct *tty; /* the controlling terminal, or NULL */

	int exit_signal; /* what the parent gets: SIGCHLD, or 0 */
	struct wait_queue_head wait_child; /* wait4() sleeps here */

	bool group_exit;     /* all threads are to end, with group_exit_code */
	int group_exit_code; /* as wait4() has it: code << 8, or a signal */
	bool stopped;	     /* by a signal: threads stop when they see it */
	int stop_signal;     /* which, until wait4() has told it; then 0 */
	bool continued;	     /* by SIGCONT, until wait4() has told it */
	bool dumpable;

	struct rlimit rlim[RLIM_NLIMITS];
	struct interval_timer real_timer; /* alarm(2), setitimer(2) */
	struct cpu_itimer cpu_timers[2];  /* ITIMER_VIRTUAL, ITIMER_PROF */
	struct list_head posix_timers;	  /* timer_create(2) */
	int next_posix_timer;
	unsigned int nr_queued; /* signals, against RLIMIT_SIGPENDING */
	u64 utime, stime;	/* of threads that have gone, in ticks */
	u64 cutime, cstime;	/* of children that were waited for */
	u64 maxrss;
};

/* An entry of the GDT that set_thread_area(2) has set; 0: empty. */
struct thread_struct {
	u64 tls[GDT_TLS_ENTRIES];
	void *fpu; /* 512 bytes, 16-byte aligned: FXSAVE; NULL: not used */
	/* Of the last fault in user mode: what a signal frame tells. */
	unsigned long trap_nr, error_code, cr2;
};

/* A task by its id: <linux/pid.h>. */
struct pid {
	struct task_struct *next; /* on its hash chain */
};

struct task_struct {
	unsigned long sp;     /* switch_to() knows that this comes first */
	void *stack;	      /* THREAD_SIZE bytes; pt_regs at its upper end */
	unsigned int __state; /* TASK_ */
	unsigned int flags;   /* PF_ */
	unsigned int exit_state; /* EXIT_ZOMBIE, or 0 */
	pid_t pid;
	pid_t tgid; /* the process's */
	struct pid thread_pid;
	char comm[TASK_COMM_LEN];
	struct list_head tasks; /* all of them */
	/* Who waits for its process: a first thread, or init_task, which has
	 * the first process and the kernel's threads. Both are the same. */
	struct task_struct *real_parent, *parent;
	struct list_head children; /* of first threads, by their sibling */
	struct list_head sibling;
	struct task_struct *group_leader; /* the first thread of its process */
	struct list_head run_list;	  /* those that can run */
	struct guard *guard;	  /* where an oops comes back to, or NULL */
	struct kunit *kunit_test; /* the test that it runs, or NULL */
	/* Calls whose return is probed, the youngest first. */
	struct kretprobe_instance *kretprobe_instances;

	int (*threadfn)(void *data); /* of a kernel thread */
	void *data;
	bool should_stop, should_park;
	int exit_code;
	int usage;		   /* references; the last one frees it */
	struct completion *exited; /* kthread_stop() waits here */
	struct completion *parked; /* and kthread_park() here */

	/* Of user tasks; a kernel thread has none of the pointers. */
	struct mm_struct *mm;
	struct files_struct *files;
	struct fs_struct *fs;
	union { /* who it is and who it acts as are one */
		const struct cred *cred;
		const struct cred *real_cred;
	};
	struct signal_struct *signal;
	struct sighand_struct *sighand;
	struct list_head thread_node;
	struct thread_struct thread;

	struct sigpending pending;
	sigset_t blocked, saved_sigmask;
	sigset_t real_blocked; /* what is blocked beside, in sigtimedwait() */
	bool restore_sigmask;  /* saved_sigmask comes back after a signal */
	bool sigpending;       /* signal_pending() */
	stack_t sas_ss;	       /* sigaltstack(2) */
	/* restart_syscall(2): what to call again, once, and with what. */
	long (*restart)(struct task_struct *task);
	u64 restart_args[4];

	u32 set_child_tid, clear_child_tid; /* user addresses, or 0 */
	u32 robust_list;
	struct completion *vfork_done;
	bool did_exec;
	bool exiting; /* in do_exit(): signals don't reach it */
	int prio, static_prio, normal_prio; /* 120 + nice, all three */
	unsigned int policy, rt_priority;   /* SCHED_NORMAL, 0 */
	const struct cpumask *cpus_ptr;	    /* where it may run, and how many */
	int nr_cpus_allowed;		    /* that is: the one processor */
	bool no_new_privs;
	unsigned int pagefault_disabled; /* by so many: user faults fail */
	int pdeath_signal;
	u64 utime, stime; /* ticks in user and kernel mode */
	union {		  /* ktime_get_ns() at its begin; there is no suspend */
		u64 start_time;
		u64 start_boottime;
	};
	u64 nvcsw, nivcsw, min_flt, maj_flt;
#ifdef CONFIG_DEBUG_LOCKS
	struct held_lock held_locks[MAX_LOCK_DEPTH];
	int lockdep_depth; /* how many of them there are */
#endif
};

/* The running task: current. */
extern struct task_struct *current_task;
#define current current_task

/* Whether a tick has ended the running task's turn: it goes on in the kernel. */
#define need_resched() READ_ONCE(__need_resched)
extern bool __need_resched;

#define set_current_state(state)                     \
	do {                                         \
		WRITE_ONCE(current->__state, state); \
		barrier();                           \
	} while (0)
#define __set_current_state(state) set_current_state(state)

static inline pid_t task_pid_nr(struct task_struct *task)
{
	return task->pid;
}

static inline pid_t task_tgid_nr(struct task_struct *task)
{
	return task->tgid;
}

/* There is one namespace of ids. */
#define task_pid_vnr(task) task_pid_nr(task)
#define task_tgid_vnr(task) task_tgid_nr(task)

/* The id of @task's parent process. */
static inline pid_t task_ppid_nr(const struct task_struct *task)
{
	return task->real_parent->tgid;
}

static inline pid_t task_pgrp_nr(const struct task_struct *task)
{
	return task->signal ? task->signal->pgrp : 0;
}

static inline pid_t task_session_nr(const struct task_struct *task)
{
	return task->signal ? task->signal->session : 0;
}

/* Whether @task has ended: its record is all that is left. */
static inline bool pid_alive(const struct task_struct *task)
{
	return !task->exit_state;
}

static inline bool is_global_init(const struct task_struct *task)
{
	return task->tgid == 1;
}

/* Copies @task's name to @buf, an array of TASK_COMM_LEN: @buf. */
#define get_task_comm(buf, task)                             \
	({                                                   \
		BUILD_BUG_ON(sizeof(buf) < TASK_COMM_LEN);   \
		strscpy_pad(buf, (task)->comm, sizeof(buf)); \
		buf;                                         \
	})

/* The registers with which user mode was left. */
static inline struct pt_regs *task_pt_regs(struct task_struct *task)
{
	return (struct pt_regs *)((char *)task->stack + THREAD_SIZE) - 1;
}
#define current_pt_regs() task_pt_regs(current)

/* Lets others run; comes back at once if the state is TASK_RUNNING. */
void schedule(void);
/* Lets another run if the turn has ended: 1 if one could, else 0. */
int cond_resched(void);
/* Lets all others that can run do so once. */
void yield(void);
/* Sleeps until woken or @timeout jiffies have passed: what is left. */
long schedule_timeout(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_uninterruptible(long timeout);
long schedule_timeout_killable(long timeout);
long schedule_timeout_idle(long timeout);
/* The same, counted as waiting for a device. */
static inline void io_schedule(void)
{
	schedule();
}

static inline long io_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
}

/* Makes @task runnable; 1 if it was not. */
int wake_up_process(struct task_struct *task);
/* The same if its state is one of @states (TASK_ bits). */
int wake_up_state(struct task_struct *task, unsigned int states);

/* Whether a signal waits for @task: an interruptible sleep then ends. */
static inline int signal_pending(struct task_struct *task)
{
	return task->sigpending;
}

int fatal_signal_pending(struct task_struct *task);

/*
 * The next address that @task, which does not run, returns to; 0: no more.
 * *@frame is 0 before the first.
 */
unsigned long next_return(const struct task_struct *task, unsigned long *frame);
static inline int task_nice(const struct task_struct *p)
{
	return PRIO_TO_NICE(p->static_prio);
}

/* Shown, and kept by children: all tasks get turns of the same length. */
void set_user_nice(struct task_struct *p, long nice);

/* Such turns as @nice has. */
static inline void sched_set_normal(struct task_struct *p, int nice)
{
	set_user_nice(p, nice);
}

/* The letter of ps(1) for the state that @task is in. */
static inline char task_state_to_char(const struct task_struct *task)
{
	unsigned int state = READ_ONCE(task->__state);

	if (state & EXIT_ZOMBIE)
		return 'Z';
	if (state & TASK_DEAD)
		return 'X';
	if (state & TASK_STOPPED)
		return 'T';
	if (state & TASK_INTERRUPTIBLE)
		return 'S';
	if ((state & TASK_IDLE) == TASK_IDLE)
		return 'I';
	if (state & TASK_PARKED)
		return 'P';
	return state & TASK_UNINTERRUPTIBLE ? 'D' : 'R';
}

#define task_is_stopped(task) (READ_ONCE((task)->__state) & TASK_STOPPED)

static inline bool task_is_running(const struct task_struct *task)
{
	return READ_ONCE(task->__state) == TASK_RUNNING;
}

static inline unsigned int task_cpu(const struct task_struct *p)
{
	return 0;
}

/* All tasks, kernel threads and zombies among them, by age. */
#define for_each_task(task) list_for_each_entry(task, &init_task.tasks, tasks)
extern struct task_struct init_task;

/* The task with that pid (any thread), or NULL. */
struct task_struct *find_task_by_vpid(pid_t pid);
/* The first thread of the process with that id, or NULL. */
struct task_struct *find_process(pid_t tgid);

static inline bool thread_group_leader(const struct task_struct *task)
{
	return task->pid == task->tgid;
}

/* --- The kernel's side. */

/* The timer's tick, in its interrupt: accounts for it, and ends a turn. */
void sched_tick(void);
/* The end of the running user task: @code as wait4() has it. */
void do_exit(long code) __noreturn;
/* The same for all threads of its process. */
void do_group_exit(int code) __noreturn;
/* exec and exit: lets the parent of a vforked child go on. */
void complete_vfork(struct task_struct *task);
/* Processor time and memory of a process with all its threads. */
struct rusage;
void process_usage(const struct signal_struct *signal, struct rusage *usage);
/* Ends all other threads of the running task's process (exec). 0, -EAGAIN. */
int de_thread(void);
/* Whether no process of @pgrp has a parent that could continue it. */
bool is_orphaned_pgrp(pid_t pgrp);
/*
 * A task, not yet woken, that runs @fn(@arg) with a process of its own: no
 * parent, no files. When @fn has called kernel_execve() and returns 0, it goes
 * on in user mode; else its exit status is the low byte of what it returned.
 * Who wants to wait sets ->exited and holds the task; ->exit_code is then as
 * wait4() has it. ERR_PTR(-ENOMEM).
 */
struct task_struct *user_mode_thread(int (*fn)(void *arg), void *arg,
				     const char *name);
/* /init, or what init= names, with /dev/console open: 0, or it panics. */
int run_init_program(void);
/* Whether there is a program to run as process 1. */
bool have_init(void);

#endif
