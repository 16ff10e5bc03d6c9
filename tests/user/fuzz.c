/* SPDX-License-Identifier: MIT */
/*
 * System calls with random numbers and arguments, by root and by nobody. The
 * kernel must stay up, end each process that is to end, and lose no memory to
 * speak of. Bounded and seeded: fuzz SEED repeats what that seed did. On
 * Mortise only: a host is not to be treated so.
 */
#include "test.h"

#include <pty.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>

enum { PROCESSES = 120, CALLS = 400, LAST_CALL = 460 };

static unsigned seed = 1;
static unsigned long long state;

static unsigned next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state >> 16;
}

static char *page, *edge;

/* A number of the kind that calls trip over. */
static unsigned long argument(void)
{
	static const unsigned long odd[] = { 0,		 1,	     2,
					     -1ul,	 -2ul,	     4095,
					     4096,	 4097,	     0x7fffffff,
					     0x80000000, 0xbfffffff, 0xc0000000,
					     0xc0100000, 0xfffff000, 0xffffe000,
					     65536,	 0x40000000, 0x1000 };

	switch (next() % 8) {
	case 0:
		return odd[next() % COUNT(odd)];
	case 1:
	case 2:
		return (unsigned long)page + next() % 4096;
	case 3:
		return (unsigned long)edge - next() % 16;
	case 4:
		return next();
	case 5:
		return 1ul << next() % 32;
	default:
		return next() % 32; /* descriptors, small counts */
	}
}

/* What ends the machine, or others, by design. */
static bool is_allowed(unsigned number)
{
	static const unsigned not [] = {
		SYS_reboot,	     SYS_kill,
		SYS_tkill,	     SYS_tgkill,
		SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo,
		SYS_umount,	     SYS_umount2,
		SYS_mount,	     SYS_pivot_root,
		SYS_vhangup,	     SYS_settimeofday,
		SYS_stime,	     SYS_clock_settime,
		SYS_clock_settime64, SYS_adjtimex,
		SYS_syslog,
	};

	for (int i = 0; i < COUNT(not ); i++)
		if (number == not [i])
			return false;
	return true;
}

/* Descriptors of many kinds, from 3 on. */
static void open_things(void)
{
	static const char *const paths[] = {
		"/dev/null",	   "/dev/zero",
		"/dev/full",	   "/dev/urandom",
		"/proc/self/maps", "/proc/meminfo",
		"/proc/modules",   "/proc",
		"/sys/module",	   "/",
		"/dev/kmsg",	   "/proc/self/fd"
	};
	int master, slave, ends[2];

	for (int fd = 0; fd < 3; fd++)
		dup2(open("/dev/null", O_RDWR), fd);
	for (int i = 0; i < COUNT(paths); i++)
		open(paths[i], O_RDONLY | O_NONBLOCK);
	open("file", O_RDWR | O_CREAT, 0600);
	openpty(&master, &slave, NULL, NULL, NULL);
	pipe2(ends, O_NONBLOCK);
}

static void fuzz(unsigned number)
{
	static const char *const strings[] = { "file", "/proc/self/exe", "..",
					       "/sys/module/hello/initstate",
					       "tmpfs" };

	state = seed * 2654435761u + number * 40503u + 88172645463325252ull;
	if (number % 2) {
		setresgid(65534, 65534, 65534);
		setresuid(65534, 65534, 65534);
	}
	page = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(page + 8192, 4096);
	edge = page + 8192;
	open_things();
	for (int i = 0; i < CALLS; i++) {
		unsigned call = next() % LAST_CALL;
		pid_t pid = getpid();

		for (int at = 0; at < 8192; at += 4)
			*(unsigned *)(page + at) = argument();
		strcpy(page + next() % 4000, strings[next() % COUNT(strings)]);
		if (!is_allowed(call))
			continue;
		syscall(call, argument(), argument(), argument(), argument(),
			argument(), argument());
		if (getpid() != pid)
			_exit(0); /* a fork succeeded */
	}
	_exit(0);
}

/* Ends a process that sleeps or stops, and all that it has made. */
static void run_one(unsigned number)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		setpgid(0, 0);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		fuzz(number);
	}
	for (int i = 0; i < 50; i++) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			break;
		usleep(20000);
	}
	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	while (waitpid(-1, &status, 0) > 0)
		;
}

static void kernel_stays_up(void)
{
	if (!on_mortise())
		skip("for Mortise only");
	alarm(0);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (unsigned i = 0; i < PROCESSES; i++)
		run_one(i);
	EXPECT_EQ(access("/proc/self/maps", R_OK), 0);
}

static const struct test_case cases[] = {
	CASE(kernel_stays_up),
};

int main(int argc, char **argv)
{
	char *none[] = { NULL };

	if (argc > 1)
		seed = strtoul(argv[1], NULL, 0);
	return run_suite("fuzz", cases, COUNT(cases), none);
}
