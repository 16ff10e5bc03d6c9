/* SPDX-License-Identifier: MIT */
/*
 * Signals: kill(2), sigaction(2), sigprocmask(2), sigsuspend(2),
 * sigpending(2), sigaltstack(2), sigtimedwait(2), sigqueue(3), tgkill(2), and
 * what they do by default (signal(7)).
 */
#include "test.h"

#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <sys/prctl.h>
#include <time.h>
#include <ucontext.h>

static volatile sig_atomic_t count, last, order[8];
static siginfo_t info;

static void on_signal(int signo)
{
	if (count < 8)
		order[count] = signo;
	count++;
	last = signo;
}

static void on_siginfo(int signo, siginfo_t *received, void *context)
{
	info = *received;
	count++;
	last = signo;
}

static void handle(int signo, void (*handler)(int), int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

	EXPECT_EQ(sigaction(signo, &action, NULL), 0);
}

static void handle_info(int signo, int flags)
{
	struct sigaction action = { .sa_sigaction = on_siginfo,
				    .sa_flags = SA_SIGINFO | flags };

	EXPECT_EQ(sigaction(signo, &action, NULL), 0);
}

static void mask(int how, int signo)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signo);
	EXPECT_EQ(sigprocmask(how, &set, NULL), 0);
}

/* ---- handlers ---- */

static void handler_runs(void)
{
	struct sigaction was;

	handle(SIGUSR1, on_signal, 0);
	EXPECT_EQ(kill(getpid(), SIGUSR1), 0);
	EXPECT_EQ(count, 1);
	EXPECT_EQ(last, SIGUSR1);
	EXPECT_EQ(sigaction(SIGUSR1, NULL, &was), 0);
	EXPECT(was.sa_handler == on_signal);
	EXPECT_EQ(raise(SIGUSR1), 0);
	EXPECT_EQ(count, 2);
}

static void handler_errors(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	EXPECT_ERROR(sigaction(SIGKILL, &action, NULL), EINVAL);
	EXPECT_ERROR(sigaction(SIGSTOP, &action, NULL), EINVAL);
	EXPECT_ERROR(sigaction(0, &action, NULL), EINVAL);
	EXPECT_ERROR(sigaction(65, &action, NULL), EINVAL);
	EXPECT_ERROR(syscall(SYS_rt_sigaction, SIGUSR1, NULL, NULL, 4), EINVAL);
	EXPECT_ERROR(syscall(SYS_rt_sigprocmask, 9, &action, NULL, 8), EINVAL);
	EXPECT_ERROR(syscall(SYS_rt_sigprocmask, SIG_BLOCK, BAD, NULL, 8),
		     EFAULT);
}

static void siginfo_of_kill(void)
{
	handle_info(SIGUSR1, 0);
	kill(getpid(), SIGUSR1);
	EXPECT_EQ(info.si_signo, SIGUSR1);
	EXPECT_EQ(info.si_code, SI_USER);
	EXPECT_EQ(info.si_pid, getpid());
	EXPECT_EQ(info.si_uid, getuid());
	syscall(SYS_tgkill, getpid(), getpid(), SIGUSR1);
	EXPECT_EQ(info.si_code, SI_TKILL);
}

static void siginfo_of_queue(void)
{
	union sigval value = { .sival_int = 4711 };

	handle_info(SIGRTMIN, 0);
	EXPECT_EQ(sigqueue(getpid(), SIGRTMIN, value), 0);
	EXPECT_EQ(info.si_code, SI_QUEUE);
	EXPECT_EQ(info.si_value.sival_int, 4711);
	EXPECT_EQ(info.si_pid, getpid());
	EXPECT_ERROR(sigqueue(getpid(), 99, value), EINVAL);
}

static void siginfo_of_child(void)
{
	pid_t pid;
	sigset_t none;

	handle_info(SIGCHLD, 0);
	mask(SIG_BLOCK, SIGCHLD);
	pid = fork();
	if (!pid)
		_exit(6);
	sigemptyset(&none);
	EXPECT_ERROR(sigsuspend(&none), EINTR);
	EXPECT_EQ(info.si_signo, SIGCHLD);
	EXPECT_EQ(info.si_code, CLD_EXITED);
	EXPECT_EQ(info.si_pid, pid);
	EXPECT_EQ(info.si_status, 6);
	waitpid(pid, NULL, 0);
}

static void no_cld_stop(void)
{
	pid_t pid;
	int status;

	handle(SIGCHLD, on_signal, SA_NOCLDSTOP);
	pid = fork();
	if (!pid) {
		raise(SIGSTOP);
		_exit(0);
	}
	while (waitpid(pid, &status, WUNTRACED) < 0)
		;
	EXPECT(WIFSTOPPED(status));
	EXPECT_EQ(count, 0);
	kill(pid, SIGCONT);
	while (waitpid(pid, &status, 0) < 0)
		;
	EXPECT_EQ(count, 1);
}

static void no_cld_wait(void)
{
	handle(SIGCHLD, SIG_DFL, SA_NOCLDWAIT);
	if (!fork())
		_exit(0);
	EXPECT_ERROR(wait(NULL), ECHILD);
}

static void reset_hand(void)
{
	struct sigaction was;

	handle(SIGUSR1, on_signal, SA_RESETHAND);
	raise(SIGUSR1);
	EXPECT_EQ(count, 1);
	sigaction(SIGUSR1, NULL, &was);
	EXPECT(was.sa_handler == SIG_DFL);
}

static volatile sig_atomic_t depth, deepest;

static void raise_again(int signo)
{
	if (++depth > deepest)
		deepest = depth;
	if (deepest < 3 && count++ < 3)
		raise(signo);
	depth--;
}

static void masked_while_handled(void)
{
	handle(SIGUSR1, raise_again, 0);
	raise(SIGUSR1);
	EXPECT_EQ(deepest, 1);
	EXPECT_EQ(count, 4);
	count = deepest = 0;
	handle(SIGUSR1, raise_again, SA_NODEFER);
	raise(SIGUSR1);
	EXPECT_EQ(deepest, 3);
}

static void raise_other(int signo)
{
	on_signal(signo);
	raise(SIGUSR2);
	EXPECT_EQ(last, SIGUSR1);
}

static void handlers_mask(void)
{
	struct sigaction action = { .sa_handler = raise_other };

	sigaddset(&action.sa_mask, SIGUSR2);
	sigaction(SIGUSR1, &action, NULL);
	handle(SIGUSR2, on_signal, 0);
	raise(SIGUSR1);
	EXPECT_EQ(last, SIGUSR2);
	EXPECT_EQ(count, 2);
}

static void registers_survive(void)
{
	register long a asm("esi") = 0x1234567;
	double x = 1.5, y;

	handle(SIGUSR1, on_signal, 0);
	asm volatile("" : "+r"(a));
	raise(SIGUSR1);
	asm volatile("" : "+r"(a));
	y = x * 2;
	EXPECT_EQ(a, 0x1234567);
	EXPECT(y == 3.0);
}

static void use_floats(int signo)
{
	volatile double x = 3;
	volatile float v[4] = { 1, 2, 3, 4 };

	for (int i = 0; i < 100; i++)
		x = x * 1.01 + v[i % 4];
	asm volatile("pxor %%xmm5, %%xmm5" ::: "memory");
	count++;
}

static void floating_point_survives(void)
{
	unsigned before[4] = { 1, 2, 3, 0xdeadbeef }, after[4] = { 0 };
	pid_t pid = getpid();

	handle(SIGUSR1, use_floats, 0);
	/* kill() by hand, so that nothing touches %xmm5 in between. */
	asm volatile("movups %1, %%xmm5\n\t"
		     "fldpi\n\t"
		     "int $0x80\n\t"
		     "fstp %%st(0)\n\t"
		     "movups %%xmm5, %0"
		     : "=m"(after), "+m"(before)
		     : "a"(SYS_kill), "b"(pid), "c"(SIGUSR1)
		     : "memory");
	EXPECT_EQ(count, 1);
	EXPECT(!memcmp(before, after, sizeof(before)));
}

static void change_context(int signo, siginfo_t *received, void *context)
{
	ucontext_t *uc = context;

	uc->uc_mcontext.gregs[REG_EIP] += 2; /* past ud2 */
	uc->uc_mcontext.gregs[REG_ESI] = 77;
	sigaddset(&uc->uc_sigmask, SIGUSR2);
}

static void context_can_be_changed(void)
{
	struct sigaction action = { .sa_sigaction = change_context,
				    .sa_flags = SA_SIGINFO };
	sigset_t now;
	long value = 0;

	sigaction(SIGILL, &action, NULL);
	asm volatile("ud2" : "=S"(value) : : "memory");
	EXPECT_EQ(value, 77);
	sigprocmask(SIG_BLOCK, NULL, &now);
	EXPECT(sigismember(&now, SIGUSR2));
}

static sigjmp_buf escape;

static void jump_out(int signo)
{
	siglongjmp(escape, 1);
}

static void siglongjmp_out(void)
{
	volatile int tries = 0;

	handle(SIGUSR1, jump_out, 0);
	if (sigsetjmp(escape, 1))
		tries++;
	if (!tries)
		raise(SIGUSR1);
	EXPECT_EQ(tries, 1);
}

/* A program without SA_RESTORER, and one by the old signal(2). */
static void old_ways(void)
{
	struct {
		void (*handler)(int);
		unsigned long flags;
		void *restorer;
		unsigned long long mask;
	} action = { on_signal, 0, NULL, 0 };
	struct {
		void (*handler)(int);
		unsigned long mask, flags;
		void *restorer;
	} old = { on_signal, 0, 0, NULL };

	EXPECT_EQ(syscall(SYS_rt_sigaction, SIGUSR1, &action, NULL, 8), 0);
	syscall(SYS_kill, getpid(), SIGUSR1);
	EXPECT_EQ(count, 1);
	EXPECT_EQ(syscall(SYS_sigaction, SIGUSR1, &old, NULL), 0);
	syscall(SYS_kill, getpid(), SIGUSR1);
	EXPECT_EQ(count, 2);
	EXPECT_EQ(syscall(SYS_signal, SIGUSR2, on_signal), 0);
	syscall(SYS_kill, getpid(), SIGUSR2);
	EXPECT_EQ(count, 3);
}

/* ---- masks and queues ---- */

static void blocked_is_pending(void)
{
	sigset_t pending;

	handle(SIGUSR1, on_signal, 0);
	mask(SIG_BLOCK, SIGUSR1);
	raise(SIGUSR1);
	raise(SIGUSR1);
	EXPECT_EQ(count, 0);
	EXPECT_EQ(sigpending(&pending), 0);
	EXPECT(sigismember(&pending, SIGUSR1));
	EXPECT(!sigismember(&pending, SIGUSR2));
	mask(SIG_UNBLOCK, SIGUSR1);
	EXPECT_EQ(count, 1); /* standard signals do not queue */
}

static void real_time_signals_queue(void)
{
	union sigval value = { .sival_int = 1 };

	handle(SIGRTMIN + 1, on_signal, 0);
	handle(SIGRTMIN + 2, on_signal, 0);
	mask(SIG_BLOCK, SIGRTMIN + 1);
	mask(SIG_BLOCK, SIGRTMIN + 2);
	sigqueue(getpid(), SIGRTMIN + 2, value);
	sigqueue(getpid(), SIGRTMIN + 1, value);
	sigqueue(getpid(), SIGRTMIN + 1, value);
	mask(SIG_UNBLOCK, SIGRTMIN + 1);
	EXPECT_EQ(count, 2);
	mask(SIG_UNBLOCK, SIGRTMIN + 2);
	EXPECT_EQ(count, 3);
}

static void kill_cannot_be_blocked(void)
{
	sigset_t all, now;

	sigfillset(&all);
	EXPECT_EQ(sigprocmask(SIG_SETMASK, &all, NULL), 0);
	sigprocmask(SIG_BLOCK, NULL, &now);
	EXPECT(!sigismember(&now, SIGKILL));
	EXPECT(!sigismember(&now, SIGSTOP));
	EXPECT(sigismember(&now, SIGTERM));
}

static void suspend(void)
{
	sigset_t none, now;

	handle(SIGUSR1, on_signal, 0);
	mask(SIG_BLOCK, SIGUSR1);
	raise(SIGUSR1);
	sigemptyset(&none);
	EXPECT_ERROR(sigsuspend(&none), EINTR);
	EXPECT_EQ(count, 1);
	sigprocmask(SIG_BLOCK, NULL, &now);
	EXPECT(sigismember(&now, SIGUSR1));
}

static void sigwait_takes(void)
{
	struct timespec short_time = { 0, 20000000 }, bad = { 0, -1 };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	EXPECT_ERROR(sigtimedwait(&set, &info, &short_time), EAGAIN);
	kill(getpid(), SIGUSR1);
	EXPECT_EQ(sigtimedwait(&set, &info, &short_time), SIGUSR1);
	EXPECT_EQ(info.si_signo, SIGUSR1);
	EXPECT_EQ(info.si_pid, getpid());
	EXPECT_ERROR(sigtimedwait(&set, &info, &bad), EINVAL);
	if (!fork()) {
		usleep(20000);
		kill(getppid(), SIGUSR1);
		_exit(0);
	}
	EXPECT_EQ(sigwaitinfo(&set, &info), SIGUSR1);
}

static void mask_is_inherited(void)
{
	pid_t pid;
	int status;

	mask(SIG_BLOCK, SIGUSR1);
	raise(SIGUSR1);
	pid = fork();
	if (!pid) {
		sigset_t now, pending;

		sigprocmask(SIG_BLOCK, NULL, &now);
		sigpending(&pending);
		_exit(!sigismember(&now, SIGUSR1) ||
		      sigismember(&pending, SIGUSR1));
	}
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
}

static void ignored_is_discarded(void)
{
	sigset_t pending;

	mask(SIG_BLOCK, SIGUSR1);
	raise(SIGUSR1);
	signal(SIGUSR1, SIG_IGN); /* throws the pending one away */
	sigpending(&pending);
	EXPECT(!sigismember(&pending, SIGUSR1));
}

/* ---- interrupted calls ---- */

static void restart(void)
{
	int ends[2];
	char c = 0;

	REQUIRE(!pipe(ends));
	handle(SIGALRM, on_signal, SA_RESTART);
	ualarm(20000, 0);
	if (!fork()) {
		usleep(60000);
		_exit(write(ends[1], "x", 1) != 1);
	}
	EXPECT_EQ(read(ends[0], &c, 1), 1);
	EXPECT_EQ(c, 'x');
	EXPECT_EQ(count, 1);
	alarm(LIMIT);
}

static void wait_restarts(void)
{
	int status;
	pid_t pid;

	handle(SIGALRM, on_signal, SA_RESTART);
	ualarm(20000, 0);
	pid = fork();
	if (!pid) {
		usleep(60000);
		_exit(3);
	}
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(count, 1);
	handle(SIGALRM, on_signal, 0);
	ualarm(20000, 0);
	pid = fork();
	if (!pid) {
		pause();
		_exit(0);
	}
	EXPECT_ERROR(waitpid(pid, &status, 0), EINTR);
	alarm(LIMIT);
	kill(pid, SIGKILL);
}

static void pause_returns(void)
{
	handle(SIGALRM, on_signal, SA_RESTART);
	ualarm(20000, 0);
	EXPECT_ERROR(pause(), EINTR);
	EXPECT_EQ(count, 1);
	alarm(LIMIT);
}

static void stop_and_continue_restarts(void)
{
	struct timespec time = { 0, 100000000 };
	pid_t pid = getpid(), child = fork();
	int status;

	if (!child) {
		usleep(20000);
		kill(pid, SIGSTOP);
		usleep(20000);
		kill(pid, SIGCONT);
		_exit(0);
	}
	EXPECT_EQ(nanosleep(&time, NULL), 0);
	waitpid(child, &status, 0);
}

/* ---- alternate stack ---- */

static stack_t stack;
static volatile bool on_stack;

static void where_am_i(int signo)
{
	char here;
	stack_t now;

	on_stack = &here >= (char *)stack.ss_sp &&
		   &here < (char *)stack.ss_sp + stack.ss_size;
	sigaltstack(NULL, &now);
	EXPECT(now.ss_flags & SS_ONSTACK);
	EXPECT_ERROR(sigaltstack(&stack, NULL), EPERM);
}

static void alternate_stack(void)
{
	stack_t was;

	stack = (stack_t){ .ss_sp = malloc(65536), .ss_size = 65536 };
	EXPECT_EQ(sigaltstack(NULL, &was), 0);
	EXPECT_EQ(was.ss_flags, SS_DISABLE);
	EXPECT_EQ(sigaltstack(&stack, NULL), 0);
	handle(SIGUSR1, where_am_i, SA_ONSTACK);
	raise(SIGUSR1);
	EXPECT(on_stack);
	was = (stack_t){ .ss_sp = stack.ss_sp, .ss_size = 100 };
	EXPECT_ERROR(sigaltstack(&was, NULL), ENOMEM);
	was.ss_flags = 99;
	EXPECT_ERROR(sigaltstack(&was, NULL), EINVAL);
	was.ss_flags = SS_DISABLE;
	EXPECT_EQ(sigaltstack(&was, NULL), 0);
}

/* ---- kill and defaults ---- */

static void kill_errors(void)
{
	EXPECT_ERROR(kill(getpid(), 65), EINVAL);
	EXPECT_ERROR(kill(getpid(), -1), EINVAL);
	EXPECT_ERROR(kill(0x3fffffff, SIGTERM), ESRCH);
	EXPECT_ERROR(kill(-0x3fffffff, 0), ESRCH);
	EXPECT_EQ(kill(getpid(), 0), 0);
	EXPECT_ERROR(syscall(SYS_tgkill, getpid(), -1, 0), EINVAL);
	EXPECT_ERROR(syscall(SYS_tgkill, 0x3ffffff, getpid(), 0), ESRCH);
	if (geteuid())
		EXPECT_ERROR(kill(1, 0), EPERM);
}

static void kill_is_a_privilege(void)
{
	pid_t parent = getppid();

	need_root();
	EXPECT_EQ(setresuid(12345, 12345, 12345), 0);
	EXPECT_ERROR(kill(parent, 0), EPERM);
	EXPECT_EQ(kill(getpid(), 0), 0);
}

static void kill_a_group(void)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		setpgid(0, 0);
		signal(SIGUSR1, SIG_IGN);
		if (!fork())
			for (;;)
				pause();
		usleep(20000);
		signal(SIGUSR1, SIG_DFL);
		kill(0, SIGTERM);
		for (;;)
			pause();
	}
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, SIGTERM);
}

static int default_signal;

static void die_by_it(void)
{
	prctl(PR_SET_DUMPABLE, 0); /* no core dump */
	signal(default_signal, SIG_DFL);
	raise(default_signal);
	usleep(1000);
	_exit(42);
}

static void default_actions(void)
{
	static const int terminate[] = { SIGHUP,  SIGINT,  SIGKILL,   SIGPIPE,
					 SIGALRM, SIGTERM, SIGUSR1,   SIGUSR2,
					 SIGIO,	  SIGPROF, SIGVTALRM, 34,
					 64 };
	static const int dump[] = { SIGQUIT, SIGILL, SIGABRT, SIGFPE,  SIGSEGV,
				    SIGBUS,  SIGSYS, SIGTRAP, SIGXCPU, SIGXFSZ };
	static const int ignore[] = { SIGCHLD, SIGURG, SIGWINCH, SIGCONT };

	for (int i = 0; i < COUNT(terminate); i++) {
		default_signal = terminate[i];
		EXPECT_EQ(status_of(die_by_it), terminate[i]);
	}
	for (int i = 0; i < COUNT(dump); i++) {
		default_signal = dump[i];
		EXPECT_EQ(status_of(die_by_it) & ~0x80, dump[i]);
	}
	for (int i = 0; i < COUNT(ignore); i++) {
		default_signal = ignore[i];
		EXPECT_EQ(status_of(die_by_it), 42 << 8);
	}
}

static void stop_signals(void)
{
	static const int stops[] = { SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU };
	int status;

	for (int i = 0; i < COUNT(stops); i++) {
		pid_t pid = fork();

		if (!pid) {
			setpgid(0, 0);
			raise(stops[i]);
			_exit(7);
		}
		EXPECT_EQ(waitpid(pid, &status, WUNTRACED), pid);
		EXPECT_EQ(status, stops[i] << 8 | 0x7f);
		kill(pid, SIGCONT);
		EXPECT_EQ(waitpid(pid, &status, 0), pid);
		EXPECT_EQ(status, 7 << 8);
	}
}

static void stopped_task_can_be_killed(void)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		raise(SIGSTOP);
		_exit(0);
	}
	waitpid(pid, &status, WUNTRACED);
	kill(pid, SIGTERM);
	EXPECT_EQ(waitpid(pid, &status, WNOHANG), 0); /* pends */
	kill(pid, SIGKILL);
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, SIGKILL);
}

static void synchronous_signal_ignored_kills(void)
{
	signal(SIGSEGV, SIG_IGN);
	*(volatile char *)bad_pointer = 1;
}

static void faults_cannot_be_ignored(void)
{
	EXPECT_EQ(status_of(synchronous_signal_ignored_kills) & ~0x80, SIGSEGV);
}

static void alarm_clock(void)
{
	handle(SIGALRM, on_signal, 0);
	alarm(0);
	EXPECT_EQ(alarm(50), 0);
	EXPECT_EQ(alarm(1), 50);
	EXPECT_ERROR(pause(), EINTR);
	EXPECT_EQ(last, SIGALRM);
	EXPECT_EQ(alarm(0), 0);
}

static void suspend_misses_none(void)
{
	enum { ROUNDS = 200 };
	sigset_t none;
	pid_t pid = getpid(), child;

	handle(SIGUSR1, on_signal, 0);
	mask(SIG_BLOCK, SIGUSR1);
	child = fork();
	if (!child) {
		for (int i = 0; i < ROUNDS; i++) {
			kill(pid, SIGUSR1);
			sched_yield();
		}
		kill(pid, SIGUSR1);
		_exit(0);
	}
	sigemptyset(&none);
	EXPECT_ERROR(sigsuspend(&none), EINTR);
	waitpid(child, NULL, 0);
	EXPECT(count >= 1);
}

/* What was not interrupted can't be called again. */
static void nothing_to_restart(void)
{
	struct pollfd fd = { .fd = -1 };

	EXPECT_ERROR(syscall(SYS_restart_syscall), EINTR);
	EXPECT_EQ(poll(&fd, 1, 0), 0);
	fd.revents = 7;
	EXPECT_ERROR(syscall(SYS_restart_syscall), EINTR);
	EXPECT_EQ(fd.revents, 7);
}

static const struct test_case cases[] = {
	CASE(handler_runs),
	CASE(handler_errors),
	CASE(siginfo_of_kill),
	CASE(siginfo_of_queue),
	CASE(siginfo_of_child),
	CASE(no_cld_stop),
	CASE(no_cld_wait),
	CASE(reset_hand),
	CASE(masked_while_handled),
	CASE(handlers_mask),
	CASE(registers_survive),
	CASE(floating_point_survives),
	CASE(context_can_be_changed),
	CASE(siglongjmp_out),
	CASE(old_ways),
	CASE(blocked_is_pending),
	CASE(real_time_signals_queue),
	CASE(kill_cannot_be_blocked),
	CASE(suspend),
	CASE(sigwait_takes),
	CASE(mask_is_inherited),
	CASE(ignored_is_discarded),
	CASE(restart),
	CASE(wait_restarts),
	CASE(pause_returns),
	CASE(stop_and_continue_restarts),
	CASE(nothing_to_restart),
	CASE(alternate_stack),
	CASE(kill_errors),
	CASE(kill_is_a_privilege),
	CASE(kill_a_group),
	CASE(default_actions),
	CASE(stop_signals),
	CASE(stopped_task_can_be_killed),
	CASE(faults_cannot_be_ignored),
	CASE(alarm_clock),
	CASE(suspend_misses_none),
};

SUITE(signals, cases)
