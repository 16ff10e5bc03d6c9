/* SPDX-License-Identifier: MIT */
/*
 * Processes: fork(2), vfork(2), clone(2), execve(2), wait4(2), waitid(2),
 * exit(2), setpgid(2), setsid(2), getrlimit(2), prctl(2), uname(2).
 */
#include "test.h"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/times.h>

static char self[4096];

/* ---- fork ---- */

static void fork_copies_memory(void)
{
	static int value = 1;
	int status;
	pid_t pid = fork();

	if (!pid) {
		value = 2;
		_exit(value);
	}
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT(WIFEXITED(status));
	EXPECT_EQ(WEXITSTATUS(status), 2);
	EXPECT_EQ(value, 1);
}

static void child_knows_its_parent(void)
{
	pid_t parent = getpid(), pid;
	int status;

	pid = fork();
	if (!pid)
		_exit(getppid() != parent || getpid() == parent);
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, 0);
}

static void fork_shares_file_offsets(void)
{
	int fd = open("f", O_RDWR | O_CREAT, 0600), status;
	pid_t pid;

	REQUIRE(fd >= 0);
	pid = fork();
	if (!pid)
		_exit(write(fd, "abc", 3) != 3);
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
	EXPECT_EQ(lseek(fd, 0, SEEK_CUR), 3);
}

static void orphan_goes_to_init(void)
{
	int ends[2], parent = 0;
	pid_t pid;

	REQUIRE(!pipe(ends));
	pid = fork();
	if (!pid) {
		parent = getpid();
		if (!fork()) {
			close(ends[0]);
			while (getppid() == parent)
				sched_yield();
			parent = getppid();
			_exit(write(ends[1], &parent, sizeof(parent)) < 0);
		}
		_exit(0);
	}
	close(ends[1]);
	waitpid(pid, NULL, 0);
	EXPECT_EQ(read(ends[0], &parent, sizeof(parent)), sizeof(parent));
	EXPECT(parent != pid);
	EXPECT(parent >= 1);
}

static void vfork_waits_for_exec(void)
{
	static volatile int seen;
	int status;
	pid_t pid = vfork();

	if (!pid) {
		seen = 1;
		_exit(3);
	}
	EXPECT_EQ(seen, 1);
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, 3 << 8);
}

static int clone_child(void *arg)
{
	*(int *)arg = 5;
	return 7;
}

static void clone_shares_what_it_is_told(void)
{
	static char stack[65536];
	int value = 0, status;
	pid_t pid = clone(clone_child, stack + sizeof(stack),
			  CLONE_VM | SIGCHLD, &value);

	REQUIRE(pid > 0);
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, 7 << 8);
	EXPECT_EQ(value, 5);
}

static void clone_writes_child_ids(void)
{
	pid_t in_parent = 0, in_child = 0;
	int status;
	long pid = syscall(SYS_clone,
			   CLONE_CHILD_SETTID | CLONE_PARENT_SETTID | SIGCHLD,
			   NULL, &in_parent, NULL, &in_child);

	if (!pid)
		_exit(in_child != getpid());
	REQUIRE(pid > 0);
	EXPECT_EQ(in_parent, pid);
	EXPECT_EQ(in_child, 0);
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, 0);
}

static void clone_refuses_bad_flags(void)
{
	EXPECT_ERROR(syscall(SYS_clone, CLONE_SIGHAND | SIGCHLD, NULL, NULL,
			     NULL, NULL),
		     EINVAL);
	EXPECT_ERROR(syscall(SYS_clone, CLONE_THREAD | SIGCHLD, NULL, NULL,
			     NULL, NULL),
		     EINVAL);
}

static void pids_are_not_reused_at_once(void)
{
	pid_t last = 0;

	for (int i = 0; i < 5; i++) {
		pid_t pid = fork();

		if (!pid)
			_exit(0);
		EXPECT(pid != last);
		last = pid;
		waitpid(pid, NULL, 0);
	}
}

/* ---- wait ---- */

static void wait_without_children(void)
{
	EXPECT_ERROR(wait(NULL), ECHILD);
	EXPECT_ERROR(waitpid(1, NULL, 0), ECHILD);
	EXPECT_ERROR(waitpid(-1, NULL, 0x4000000), EINVAL);
}

static void wait_nohang_and_status_pointer(void)
{
	int ends[2], status = -1;
	char c;
	pid_t pid;

	REQUIRE(!pipe(ends));
	pid = fork();
	if (!pid) {
		close(ends[1]);
		_exit(read(ends[0], &c, 1) != 0);
	}
	close(ends[0]);
	EXPECT_EQ(waitpid(-1, &status, WNOHANG), 0);
	close(ends[1]);
	EXPECT_ERROR(waitpid(pid, BAD, 0), EFAULT);
	EXPECT_ERROR(waitpid(pid, NULL, 0), ECHILD);
}

static void wait_tells_the_signal(void)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		kill(getpid(), SIGKILL);
		_exit(0);
	}
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT(WIFSIGNALED(status));
	EXPECT_EQ(WTERMSIG(status), SIGKILL);
}

static void wait_by_group(void)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		setpgid(0, 0);
		_exit(4);
	}
	setpgid(pid, pid);
	EXPECT_EQ(waitpid(-pid, &status, 0), pid);
	EXPECT_EQ(WEXITSTATUS(status), 4);
	EXPECT_ERROR(waitpid(-pid, &status, 0), ECHILD);
}

static void wait_tells_stop_and_continue(void)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		raise(SIGSTOP);
		_exit(0);
	}
	EXPECT_EQ(waitpid(pid, &status, WUNTRACED), pid);
	EXPECT(WIFSTOPPED(status));
	EXPECT_EQ(WSTOPSIG(status), SIGSTOP);
	kill(pid, SIGCONT);
	EXPECT_EQ(waitpid(pid, &status, WCONTINUED), pid);
	EXPECT_EQ(status, 0xffff);
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, 0);
}

static void waitid_fills_siginfo(void)
{
	siginfo_t info;
	pid_t pid = fork();

	if (!pid)
		_exit(9);
	memset(&info, 0, sizeof(info));
	EXPECT_EQ(waitid(P_PID, pid, &info, WEXITED | WNOWAIT), 0);
	EXPECT_EQ(info.si_signo, SIGCHLD);
	EXPECT_EQ(info.si_code, CLD_EXITED);
	EXPECT_EQ(info.si_pid, pid);
	EXPECT_EQ(info.si_uid, getuid());
	EXPECT_EQ(info.si_status, 9);
	EXPECT_EQ(waitid(P_ALL, 0, &info, WEXITED), 0);
	EXPECT_ERROR(waitid(P_ALL, 0, &info, WEXITED), ECHILD);
	EXPECT_ERROR(waitid(P_ALL, 0, &info, 0), EINVAL);
}

static void waitid_nohang_clears_pid(void)
{
	siginfo_t info = { .si_pid = 77 };
	pid_t pid = fork();

	if (!pid)
		for (;;)
			pause();
	EXPECT_EQ(waitid(P_PID, pid, &info, WEXITED | WNOHANG), 0);
	EXPECT_EQ(info.si_pid, 0);
	kill(pid, SIGTERM);
	EXPECT_EQ(waitid(P_PID, pid, &info, WEXITED), 0);
	EXPECT_EQ(info.si_code, CLD_KILLED);
	EXPECT_EQ(info.si_status, SIGTERM);
}

static void ignored_sigchld_leaves_no_zombie(void)
{
	signal(SIGCHLD, SIG_IGN);
	if (!fork())
		_exit(0);
	EXPECT_ERROR(waitpid(-1, NULL, 0), ECHILD);
}

static void wait4_gives_usage(void)
{
	struct rusage usage;
	int status;
	pid_t pid = fork();

	if (!pid) {
		for (volatile int i = 0; i < 3000000; i++)
			;
		_exit(0);
	}
	memset(&usage, 0xff, sizeof(usage));
	EXPECT_EQ(wait4(pid, &status, 0, &usage), pid);
	EXPECT(usage.ru_utime.tv_sec >= 0 && usage.ru_utime.tv_sec < 60);
	EXPECT(usage.ru_utime.tv_usec >= 0 && usage.ru_utime.tv_usec < 1000000);
}

/* ---- execve ---- */

static int run_program(char **argv, char **envp)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		execve(argv[0], argv, envp);
		_exit(100 + errno);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -status;
}

static void exec_passes_arguments(void)
{
	char *argv[] = { self, "--exec", "one", "", "three", NULL };
	char *envp[] = { "A=b", "EMPTY=", NULL };

	EXPECT_EQ(run_program(argv, envp), 42);
}

static void exec_closes_cloexec(void)
{
	char *argv[] = { self, "--fds", "20", "21", NULL };
	int fd = open("/dev/null", O_RDONLY);

	EXPECT_EQ(dup2(fd, 20), 20);
	EXPECT_EQ(dup3(fd, 21, O_CLOEXEC), 21);
	EXPECT_EQ(run_program(argv, environ), 42);
}

static void exec_resets_handlers(void)
{
	char *argv[] = { self, "--signals", NULL };

	signal(SIGUSR1, (void (*)(int))exit);
	signal(SIGUSR2, SIG_IGN);
	EXPECT_EQ(run_program(argv, environ), 42);
}

static void put_file(const char *name, const void *data, size_t size, int mode)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, mode);

	REQUIRE(fd >= 0);
	EXPECT_EQ(write(fd, data, size), size);
	fchmod(fd, mode);
	close(fd);
}

static void exec_errors(void)
{
	static char elf[64] = "\177ELF\1\1\1";
	char *argv[] = { "none", NULL }, *huge[2] = { NULL, NULL };

	EXPECT_ERROR(execve("none", argv, NULL), ENOENT);
	EXPECT_ERROR(execve("/", argv, NULL), EACCES);
	EXPECT_ERROR(execve(BAD, argv, NULL), EFAULT);
	put_file("plain", "plain text", 10, 0600);
	EXPECT_ERROR(execve("plain", argv, NULL), EACCES);
	put_file("text", "plain text", 10, 0700);
	EXPECT_ERROR(execve("text", argv, NULL), ENOEXEC);
	put_file("empty", "", 0, 0700);
	EXPECT_ERROR(execve("empty", argv, NULL), ENOEXEC);
	put_file("elf", elf, sizeof(elf), 0700);
	EXPECT_ERROR(execve("elf", argv, NULL), ENOEXEC);
	EXPECT_ERROR(execve("text/x", argv, NULL), ENOTDIR);
	EXPECT_ERROR(execve(self, BAD, NULL), EFAULT);
	argv[0] = BAD;
	EXPECT_ERROR(execve(self, argv, NULL), EFAULT);
	huge[0] = malloc(200000);
	memset(huge[0], 'x', 199999);
	huge[0][199999] = 0;
	EXPECT_ERROR(execve(self, huge, NULL), E2BIG);
}

static void exec_file_being_written(void)
{
	char *argv[] = { "copy", NULL };
	int fd;

	put_file("copy", "#!/bin/sh\n", 10, 0700);
	fd = open("copy", O_WRONLY);
	EXPECT_ERROR(execve("copy", argv, NULL), ETXTBSY);
	close(fd);
}

static void write_file_being_executed(void)
{
	struct stat st;

	EXPECT_ERROR(open(self, O_WRONLY), geteuid() ? EACCES : ETXTBSY);
	EXPECT(!stat(self, &st));
}

static void exec_script(void)
{
	char text[4200], link[64];
	char *argv[] = { "script", "two", NULL };

	snprintf(text, sizeof(text), "#! %s --script extra arg \nrest", self);
	if (strlen(self) > 200)
		skip("the path of this program is too long");
	put_file("script", text, strlen(text), 0700);
	EXPECT_EQ(run_program(argv, environ), 42);
	put_file("bad", "#!/none/there\n", 14, 0700);
	argv[0] = "bad";
	EXPECT_EQ(run_program(argv, environ), 100 + ENOENT);
	put_file("blank", "#!   \n", 6, 0700);
	argv[0] = "blank";
	EXPECT_EQ(run_program(argv, environ), 100 + ENOEXEC);
	snprintf(link, sizeof(link), "#!loop\n");
	put_file("loop", link, strlen(link), 0700);
	argv[0] = "loop";
	EXPECT_EQ(run_program(argv, environ), 100 + ELOOP);
}

static void proc_self_exe(void)
{
	char path[4096] = "";
	char *argv[] = { "/proc/self/exe", "--exec", "one", "", "three", NULL };
	char *envp[] = { "A=b", "EMPTY=", NULL };

	EXPECT(readlink("/proc/self/exe", path, sizeof(path) - 1) > 0);
	EXPECT(!strcmp(path, self));
	EXPECT_EQ(run_program(argv, envp), 42);
}

static void exec_keeps_the_pid(void)
{
	char number[20], *argv[] = { self, "--pid", number, NULL };
	int status;
	pid_t pid = fork();

	if (!pid) {
		snprintf(number, sizeof(number), "%d", getpid());
		execv(self, argv);
		_exit(1);
	}
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, 42 << 8);
}

static void fexecve_works(void)
{
	char *argv[] = { "x", "--exec", "one", "", "three", NULL };
	char *envp[] = { "A=b", "EMPTY=", NULL };
	int status, fd = open(self, O_RDONLY | O_CLOEXEC);
	pid_t pid = fork();

	if (!pid) {
		fexecve(fd, argv, envp);
		_exit(100 + errno);
	}
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 42 << 8);
}

/* ---- groups and sessions ---- */

static void process_groups(void)
{
	int status;
	pid_t pid;

	EXPECT_EQ(getpgrp(), getpgid(0));
	EXPECT_ERROR(getpgid(-5), ESRCH);
	EXPECT_ERROR(setpgid(0, -1), EINVAL);
	EXPECT_ERROR(setpgid(1, 1), ESRCH);
	pid = fork();
	if (!pid) {
		EXPECT_EQ(setpgid(0, 0), 0);
		EXPECT_EQ(getpgrp(), getpid());
		EXPECT_ERROR(setpgid(0, getppid() + 30000), EPERM);
		EXPECT_ERROR(setsid(), EPERM);
		finish();
	}
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, 0);
}

static void setpgid_after_exec(void)
{
	char *argv[] = { self, "--wait", NULL };
	int ends[2], status;
	char c;
	pid_t pid;

	REQUIRE(!pipe(ends));
	pid = fork();
	if (!pid) {
		dup2(ends[1], 1);
		execv(self, argv);
		_exit(1);
	}
	EXPECT_EQ(read(ends[0], &c, 1), 1);
	EXPECT_ERROR(setpgid(pid, pid), EACCES);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
}

static void in_new_session(void)
{
	pid_t sid = setsid();

	EXPECT_EQ(sid, getpid());
	EXPECT_EQ(getsid(0), sid);
	EXPECT_EQ(getpgrp(), sid);
	EXPECT_ERROR(setpgid(0, 0), EPERM);
	EXPECT_ERROR(setsid(), EPERM);
	EXPECT_ERROR(open("/dev/tty", O_RDWR), ENXIO);
}

static void sessions(void)
{
	EXPECT_CHILD(in_new_session);
	EXPECT_ERROR(getsid(-1), ESRCH);
}

/* ---- limits and the like ---- */

static void limits(void)
{
	struct rlimit limit, was;

	EXPECT_EQ(getrlimit(RLIMIT_NOFILE, &was), 0);
	EXPECT(was.rlim_cur >= 256 && was.rlim_cur <= was.rlim_max);
	limit = (struct rlimit){ 20, was.rlim_max };
	EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	EXPECT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
	EXPECT_EQ(limit.rlim_cur, 20);
	EXPECT_ERROR(dup2(0, 20), EBADF);
	EXPECT_EQ(dup2(0, 19), 19);
	limit = (struct rlimit){ 30, 20 };
	EXPECT_ERROR(setrlimit(RLIMIT_NOFILE, &limit), EINVAL);
	EXPECT_ERROR(getrlimit(99, &limit), EINVAL);
	EXPECT_ERROR(syscall(SYS_ugetrlimit, RLIMIT_STACK, BAD), EFAULT);
	EXPECT_EQ(getrlimit(RLIMIT_STACK, &limit), 0);
	EXPECT(limit.rlim_cur >= 1 << 20);
}

static void file_table_full(void)
{
	struct rlimit limit = { 32, 32 };
	int fd, count = 0;

	EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	while ((fd = open("/dev/null", O_RDONLY)) >= 0)
		count = fd;
	EXPECT_EQ(errno, EMFILE);
	EXPECT_EQ(count, 31);
	EXPECT_ERROR(dup(0), EMFILE);
	EXPECT_ERROR(pipe((int[2]){ 0 }), EMFILE);
}

static void process_limit(void)
{
	struct rlimit limit = { 0, 0 };

	if (!geteuid() && setresuid(12345, 12345, 12345))
		skip("cannot change the uid");
	EXPECT_EQ(setrlimit(RLIMIT_NPROC, &limit), 0);
	EXPECT_ERROR(fork(), EAGAIN);
}

static void priorities(void)
{
	EXPECT_EQ(getpriority(PRIO_PROCESS, 0), 0);
	EXPECT_EQ(setpriority(PRIO_PROCESS, 0, 5), 0);
	EXPECT_EQ(getpriority(PRIO_PROCESS, 0), 5);
	errno = 0;
	EXPECT_EQ(nice(3), 8);
	EXPECT_ERROR(setpriority(99, 0, 0), EINVAL);
	EXPECT_ERROR(setpriority(PRIO_PROCESS, 32760, 0), ESRCH);
	if (geteuid())
		EXPECT_ERROR(setpriority(PRIO_PROCESS, 0, 1), EACCES);
}

static void names(void)
{
	char name[32] = "";
	struct utsname uts;

	EXPECT_EQ(prctl(PR_SET_NAME, "a name that is too long"), 0);
	EXPECT_EQ(prctl(PR_GET_NAME, name), 0);
	EXPECT(!strcmp(name, "a name that is "));
	EXPECT_ERROR(prctl(12345), EINVAL);
	EXPECT_EQ(uname(&uts), 0);
	EXPECT(*uts.release && *uts.version && *uts.nodename);
	EXPECT_ERROR(syscall(SYS_uname, BAD), EFAULT);
}

static void death_signal(void)
{
	int signo = 0, ends[2];
	char c;
	pid_t pid;

	REQUIRE(!pipe(ends));
	pid = fork();
	if (!pid) {
		if (!fork()) {
			EXPECT_EQ(prctl(PR_SET_PDEATHSIG, SIGKILL), 0);
			EXPECT_EQ(prctl(PR_GET_PDEATHSIG, &signo), 0);
			EXPECT_EQ(signo, SIGKILL);
			EXPECT_EQ(write(ends[1], test_failed ? "n" : "y", 1),
				  1);
			for (;;)
				pause();
		}
		EXPECT_EQ(read(ends[0], &c, 1), 1);
		_exit(c != 'y');
	}
	close(ends[1]);
	waitpid(pid, &signo, 0);
	EXPECT_EQ(signo, 0);
	EXPECT_EQ(read(ends[0], &c, 1), 0); /* the grandchild is dead */
}

static void accounting(void)
{
	struct rusage usage;
	struct sysinfo info;
	struct tms tms;

	EXPECT(times(&tms) > 0);
	EXPECT(tms.tms_utime >= 0 && tms.tms_stime >= 0);
	EXPECT_EQ(getrusage(RUSAGE_SELF, &usage), 0);
	EXPECT(usage.ru_stime.tv_usec < 1000000);
	EXPECT_EQ(getrusage(RUSAGE_CHILDREN, &usage), 0);
	EXPECT_ERROR(getrusage(99, &usage), EINVAL);
	EXPECT_EQ(sysinfo(&info), 0);
	EXPECT(info.uptime >= 0 && info.procs > 1 && info.mem_unit > 0);
	EXPECT(info.freeram > 0 && info.freeram <= info.totalram);
	EXPECT_ERROR(sysinfo(BAD), EFAULT);
}

static void scheduling(void)
{
	struct sched_param param = { 0 };
	cpu_set_t set;

	EXPECT_EQ(sched_yield(), 0);
	EXPECT_EQ(sched_getscheduler(0), SCHED_OTHER);
	EXPECT_EQ(sched_getparam(0, &param), 0);
	EXPECT_EQ(param.sched_priority, 0);
	EXPECT_EQ(sched_get_priority_max(SCHED_FIFO), 99);
	EXPECT_EQ(sched_getaffinity(0, sizeof(set), &set), 0);
	EXPECT(CPU_ISSET(0, &set));
	EXPECT_ERROR(sched_getscheduler(-1), EINVAL);
}

/* A task that only computes does not keep others from running. */
static void preemption(void)
{
	volatile int *shared = malloc(sizeof(int));
	int status, ends[2];
	pid_t pid;

	REQUIRE(!pipe(ends));
	pid = fork();
	if (!pid)
		for (;;)
			++*shared;
	usleep(50000);
	EXPECT_EQ(kill(pid, SIGKILL), 0);
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, SIGKILL);
}

static void unknown_calls(void)
{
	EXPECT_ERROR(syscall(17), ENOSYS); /* break */
	EXPECT_ERROR(syscall(1000), ENOSYS);
	EXPECT_ERROR(syscall(-5), ENOSYS);
	EXPECT_ERROR(syscall(0x40000004), ENOSYS);
}

static const struct test_case cases[] = {
	CASE(fork_copies_memory),
	CASE(child_knows_its_parent),
	CASE(fork_shares_file_offsets),
	CASE(orphan_goes_to_init),
	CASE(vfork_waits_for_exec),
	CASE(clone_shares_what_it_is_told),
	CASE(clone_writes_child_ids),
	CASE(clone_refuses_bad_flags),
	CASE(pids_are_not_reused_at_once),
	CASE(wait_without_children),
	CASE(wait_nohang_and_status_pointer),
	CASE(wait_tells_the_signal),
	CASE(wait_by_group),
	CASE(wait_tells_stop_and_continue),
	CASE(waitid_fills_siginfo),
	CASE(waitid_nohang_clears_pid),
	CASE(ignored_sigchld_leaves_no_zombie),
	CASE(wait4_gives_usage),
	CASE(exec_passes_arguments),
	CASE(exec_closes_cloexec),
	CASE(exec_resets_handlers),
	CASE(exec_errors),
	CASE(exec_file_being_written),
	CASE(write_file_being_executed),
	CASE(exec_script),
	CASE(proc_self_exe),
	CASE(exec_keeps_the_pid),
	CASE(fexecve_works),
	CASE(process_groups),
	CASE(setpgid_after_exec),
	CASE(sessions),
	CASE(limits),
	CASE(file_table_full),
	CASE(process_limit),
	CASE(priorities),
	CASE(names),
	CASE(death_signal),
	CASE(accounting),
	CASE(scheduling),
	CASE(preemption),
	CASE(unknown_calls),
};

/* ---- what this program does when a test executes it ---- */

static int as_exec(char **argv)
{
	return strcmp(argv[2], "one") || *argv[3] || strcmp(argv[4], "three") ||
			       argv[5] || strcmp(environ[0], "A=b") ||
			       strcmp(environ[1], "EMPTY=") || environ[2] ?
		       1 :
		       42;
}

static int as_signals(void)
{
	struct sigaction usr1, usr2;

	sigaction(SIGUSR1, NULL, &usr1);
	sigaction(SIGUSR2, NULL, &usr2);
	return usr1.sa_handler == SIG_DFL && usr2.sa_handler == SIG_IGN ? 42 :
									  1;
}

/* #! passes one argument, then the script, then the script's own. */
static int as_script(char **argv)
{
	return !strcmp(argv[1], "--script extra arg") &&
			       !strcmp(argv[2], "script") &&
			       !strcmp(argv[3], "two") && !argv[4] ?
		       42 :
		       1;
}

static int as_fds(char **argv)
{
	bool open = fcntl(atoi(argv[2]), F_GETFD) == 0;
	bool shut = fcntl(atoi(argv[3]), F_GETFD) == -1 && errno == EBADF;

	return open && shut ? 42 : 1;
}

int main(int argc, char **argv)
{
	const char *how = argc > 1 ? argv[1] : "";

	if (!strcmp(how, "--exec"))
		return as_exec(argv);
	if (!strcmp(how, "--fds"))
		return as_fds(argv);
	if (!strcmp(how, "--signals"))
		return as_signals();
	if (!strncmp(how, "--script", 8))
		return as_script(argv);
	if (!strcmp(how, "--pid"))
		return atoi(argv[2]) == getpid() ? 42 : 1;
	if (!strcmp(how, "--wait")) {
		if (write(1, "x", 1) == 1)
			pause();
		return 1;
	}
	if (!realpath(argv[0], self))
		return 1;
	return run_suite("process", cases, COUNT(cases), argv + 1);
}
