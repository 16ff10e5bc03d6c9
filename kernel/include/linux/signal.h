/* SPDX-License-Identifier: MIT */
/*
 * Signals: numbers and structures of the i386 ABI, and what the rest of the
 * kernel asks of kernel/proc/signal.c. signal(7), sigaction(2).
 *
 * Context: any but NMI.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_SIGNAL_H
#define _LINUX_SIGNAL_H

#include <asm/ptrace.h>
#include <linux/list.h>
#include <linux/types.h>

#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGILL 4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGIOT 6
#define SIGBUS 7
#define SIGFPE 8
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGPIPE 13
#define SIGALRM 14
#define SIGTERM 15
#define SIGSTKFLT 16
#define SIGCHLD 17
#define SIGCONT 18
#define SIGSTOP 19
#define SIGTSTP 20
#define SIGTTIN 21
#define SIGTTOU 22
#define SIGURG 23
#define SIGXCPU 24
#define SIGXFSZ 25
#define SIGVTALRM 26
#define SIGPROF 27
#define SIGWINCH 28
#define SIGIO 29
#define SIGPOLL SIGIO
#define SIGPWR 30
#define SIGSYS 31
#define SIGRTMIN 32
#define SIGRTMAX 64
#define _NSIG 64
#define _NSIG_BPW 32
#define _NSIG_WORDS (_NSIG / _NSIG_BPW)

#define SA_NOCLDSTOP 0x00000001ul
#define SA_NOCLDWAIT 0x00000002ul
#define SA_SIGINFO 0x00000004ul
#define SA_RESTORER 0x04000000ul
#define SA_ONSTACK 0x08000000ul
#define SA_RESTART 0x10000000ul
#define SA_NODEFER 0x40000000ul
#define SA_RESETHAND 0x80000000ul

#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2

#define SS_ONSTACK 1
#define SS_DISABLE 2
#define SS_AUTODISARM (1u << 31)
#define MINSIGSTKSZ 2048

#define SA_ALL                                                                 \
	(SA_NOCLDSTOP | SA_NOCLDWAIT | SA_SIGINFO | SA_RESTORER | SA_ONSTACK | \
	 SA_RESTART | SA_NODEFER | SA_RESETHAND)

#define SIG_DFL ((void *)0)
#define SIG_IGN ((void *)1)

/* siginfo_t's si_code. */
#define SI_USER 0
#define SI_KERNEL 0x80
#define SI_QUEUE -1
#define SI_TIMER -2
#define SI_TKILL -6
#define ILL_ILLOPN 2
#define FPE_INTDIV 1
#define FPE_INTOVF 2
#define FPE_FLTDIV 3
#define FPE_FLTOVF 4
#define FPE_FLTUND 5
#define FPE_FLTRES 6
#define FPE_FLTINV 7
#define SEGV_MAPERR 1
#define SEGV_ACCERR 2
#define BUS_ADRALN 1
#define BUS_ADRERR 2
#define TRAP_BRKPT 1
#define TRAP_TRACE 2
/* Of a file's: fasync_helper(). */
#define POLL_IN 1
#define POLL_OUT 2
#define POLL_MSG 3
#define POLL_ERR 4
#define POLL_PRI 5
#define POLL_HUP 6
#define CLD_EXITED 1
#define CLD_KILLED 2
#define CLD_DUMPED 3
#define CLD_TRAPPED 4
#define CLD_STOPPED 5
#define CLD_CONTINUED 6

typedef struct {
	union {
		unsigned long sig[_NSIG_WORDS];
		u64 mask; /* the same as one: bit n - 1 is signal n */
	};
} sigset_t;

/* What nobody may block, catch or ignore. */
#define SIG_KERNEL_ONLY (sigmask(SIGKILL) | sigmask(SIGSTOP))

static inline u64 sigmask(int sig)
{
	return 1ull << (sig - 1);
}

typedef union {
	int sival_int;
	u32 sival_ptr;
} sigval_t;

/* As user space has it: 128 bytes. */
typedef struct kernel_siginfo {
	int si_signo, si_errno, si_code;
	union {
		int pad[29];
		struct {
			pid_t pid;
			uid_t uid;
		} kill;
		struct {
			int tid, overrun;
			sigval_t sigval;
		} timer;
		struct {
			pid_t pid;
			uid_t uid;
			sigval_t sigval;
		} rt;
		struct {
			pid_t pid;
			uid_t uid;
			int status;
			clock_t utime, stime;
		} child;
		struct {
			u32 addr;
		} fault;
		struct {
			long band; /* as poll(2) has it */
			int fd;
		} poll;
	};
} kernel_siginfo_t;
#define si_pid kill.pid
#define si_uid kill.uid
#define si_value rt.sigval
#define si_int rt.sigval.sival_int
#define si_ptr rt.sigval.sival_ptr
#define si_status child.status
#define si_addr fault.addr
#define si_band poll.band
#define si_fd poll.fd

/* rt_sigaction(2)'s struct on i386. */
struct sigaction {
	void *sa_handler; /* a user address, SIG_DFL or SIG_IGN */
	unsigned long sa_flags;
	u32 sa_restorer;
	sigset_t sa_mask;
};

struct signal_struct;
struct task_struct;

/* A signal that waits for its receiver, with what it tells. */
struct sigqueue {
	struct list_head list;
	struct signal_struct *account; /* whose RLIMIT_SIGPENDING counts it */
	kernel_siginfo_t info;
};

struct sigpending {
	struct list_head list; /* of sigqueue; one a signal below SIGRTMIN */
	sigset_t signal;       /* those that are pending */
};

typedef struct {
	u32 ss_sp;
	int ss_flags;
	u32 ss_size;
} stack_t;

/* --- Sending. Any context, interrupts included. 0 or a negative errno. */

/*
 * Sends @sig to one thread; @info NULL: from the kernel (SI_KERNEL). A kernel
 * thread takes none, and that is no error. -EAGAIN: RLIMIT_SIGPENDING, or no
 * memory, for a signal that may not lose what it tells.
 */
int send_sig_info(int sig, struct kernel_siginfo *info, struct task_struct *t);
/* The same to the process of @t: whichever thread takes it. */
int group_send_sig_info(int sig, struct kernel_siginfo *info,
			struct task_struct *t);
/* As from kill(2) when @priv is 0, else from the kernel: to a thread. */
int send_sig(int sig, struct task_struct *t, int priv);
/* Lets the running kernel thread take @sig, which all ignore; no more. */
void allow_signal(int sig);
void disallow_signal(int sig);
/* Forgets what waits for @t. */
void flush_signals(struct task_struct *t);
/* The first signal that waits for the running kernel thread, or 0. */
int kernel_dequeue_signal(void);
/* As kill(2), permission included: to the process of @t; @sig 0 only asks. */
int kill_process(int sig, struct kernel_siginfo *info, struct task_struct *t);
/* The same to one thread: tkill(2). */
int kill_thread(int sig, struct kernel_siginfo *info, struct task_struct *t);
/* To every process of process group @pgrp: -ESRCH if there is none. */
int kill_pgrp(pid_t pgrp, int sig, int priv);
int kill_pgrp_info(pid_t pgrp, int sig, struct kernel_siginfo *info);
/* A fault of the running task's own: blocked or ignored, it still kills. */
void force_sig(int sig);
void force_sig_fault(int sig, int code, unsigned long addr);
/* No way out but the default action: for a handler that can't be called. */
void force_fatal_sig(int sig);
/*
 * Sends the parent of @t the SIGCHLD that its exit, stop or go-on means (@code
 * CLD_, @status as siginfo has it), and wakes its wait4(). Returns whether the
 * parent wants no zombies: then the caller of an exit reaps @t itself.
 */
bool notify_parent(struct task_struct *t, int code, int status);
/* Tells @t to look at its signals; @fatal: even where it is stopped. */
void signal_wake_up(struct task_struct *t, bool fatal);
/* Kills all threads of the running task's process but itself; they go soon. */
void zap_other_threads(void);

/* Whether the log tells which faults ended a program: debug.exception-trace. */
extern int show_unhandled_signals;

/* --- The receiver's side. */

/* Before a task returns to user mode: handlers, default actions, restarts. */
void do_signal(struct pt_regs *regs);
/*
 * Takes the first signal outside @blocked that waits for the running task: its
 * number and what it tells, or 0.
 */
int dequeue_signal(const sigset_t *blocked, kernel_siginfo_t *info);
/*
 * The next signal with a handler that the running task is to call: its number,
 * what it tells, and a copy of its action; or 0. Default actions happen here.
 */
int get_signal(kernel_siginfo_t *info, struct sigaction *action);
/* Recomputes whether @t has a signal to handle (signal_pending()). */
void recalc_sigpending(struct task_struct *t);
/* Drops all that waits. */
void flush_sigqueue(struct sigpending *pending);
/* exec: handlers become defaults, what was ignored stays so. */
void flush_signal_handlers(struct task_struct *t);
/* sigaction(2) in the running task's process. 0, -EINVAL. */
int do_sigaction(int sig, const struct sigaction *new, struct sigaction *old);
/* The running task ends: signals go to the other threads from here on. */
void exit_signals(void);
/* The mask of the running task; SIGKILL and SIGSTOP never get blocked. */
void set_current_blocked(sigset_t *set);
/* For sigsuspend, ppoll, pselect: @set until a handler has run. */
void set_temporary_blocked(const sigset_t *set);
/* Back to the mask that set_temporary_blocked() replaced. */
void restore_saved_sigmask(void);
/* Whether user stack pointer @sp lies on the running task's sigaltstack(2). */
bool on_sig_stack(unsigned long sp);
/* sigaltstack(2)'s flags as user space sees them at @sp. */
int sas_ss_flags(unsigned long sp);
/* Sets the alternate stack as sigaltstack(2): 0, -EPERM, -EINVAL, -ENOMEM. */
int set_altstack(const stack_t *new, unsigned long sp);

#endif
