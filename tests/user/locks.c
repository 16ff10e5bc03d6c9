/* SPDX-License-Identifier: MIT */
/*
 * What keeps processes apart at files: ranges of record locks, locks of open
 * files, deadlocks, ETXTBSY; and the limits on files of a process.
 */
#include "test.h"

#include <sys/resource.h>

static char bytes[20000];
static int file, talk[2];

static int lock(int fd, int command, short type, off_t start, off_t length)
{
	struct flock l = {
		.l_type = type,
		.l_whence = SEEK_SET,
		.l_start = start,
		.l_len = length,
	};

	return fcntl(fd, command, &l);
}

/* What keeps the caller from a lock of @type there. */
static struct flock in_the_way(short type, off_t start, off_t length)
{
	struct flock l = {
		.l_type = type,
		.l_whence = SEEK_SET,
		.l_start = start,
		.l_len = length,
	};

	EXPECT(!fcntl(file, F_GETLK, &l));
	return l;
}

static void open_file(void)
{
	file = open("f", O_CREAT | O_RDWR, 0644);
	REQUIRE(file >= 0);
	REQUIRE(!pipe(talk));
}

static void look_at_the_rest(void)
{
	struct flock l = in_the_way(F_WRLCK, 40, 20);

	EXPECT_EQ(l.l_type, F_UNLCK);
	EXPECT_EQ(in_the_way(F_RDLCK, 10, 5).l_type, F_UNLCK);
	l = in_the_way(F_RDLCK, 60, 0);
	EXPECT_EQ(l.l_type, F_WRLCK);
	EXPECT_EQ(l.l_start, 60);
	EXPECT_EQ(l.l_len, 40);
	EXPECT_EQ(l.l_pid, getppid());
}

static void see_none(void)
{
	EXPECT_EQ(in_the_way(F_WRLCK, 0, 0).l_type, F_UNLCK);
}

static void ranges_split(void)
{
	open_file();
	EXPECT(!lock(file, F_SETLK, F_WRLCK, 0, 100));
	EXPECT(!lock(file, F_SETLK, F_UNLCK, 40, 20));
	EXPECT(!lock(file, F_SETLK, F_RDLCK, 10, 5));
	EXPECT_CHILD(look_at_the_rest);
	/* Any descriptor of the file that is closed takes all locks along. */
	close(dup(file));
	EXPECT_CHILD(see_none);
}

static void open_files_have_locks(void)
{
	int other;

	open_file();
	other = open("f", O_RDWR);
	EXPECT(!lock(file, F_OFD_SETLK, F_WRLCK, 0, 0));
	EXPECT_ERROR(lock(other, F_OFD_SETLK, F_WRLCK, 0, 0), EAGAIN);
	close(file);
	EXPECT(!lock(other, F_OFD_SETLK, F_WRLCK, 0, 0));
}

/* Each wants what the other has: the one who asks last is refused. */
static void deadlock_is_refused(void)
{
	int status, refused;
	char byte;
	pid_t pid;

	open_file();
	EXPECT(!lock(file, F_SETLK, F_WRLCK, 0, 1));
	pid = fork();
	if (!pid) {
		lock(file, F_SETLK, F_WRLCK, 1, 1);
		EXPECT_EQ(write(talk[1], "x", 1), 1);
		refused = lock(file, F_SETLKW, F_WRLCK, 0, 1);
		_exit(refused && errno == EDEADLK);
	}
	EXPECT_EQ(read(talk[0], &byte, 1), 1);
	refused = lock(file, F_SETLKW, F_WRLCK, 1, 1);
	if (refused)
		EXPECT_EQ(errno, EDEADLK);
	EXPECT(!lock(file, F_SETLK, F_UNLCK, 0, 1));
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(!!refused + WEXITSTATUS(status), 1);
}

/* Whoever has this program as "prog" tells so, and stays. */
static void run_copy(void)
{
	dup2(talk[1], STDOUT_FILENO);
	execl("./prog", "prog", "--stay", NULL);
	_exit(1);
}

static void programs_are_not_written(void)
{
	int status, from = open("/proc/self/exe", O_RDONLY), to;
	ssize_t n;
	pid_t pid;

	REQUIRE(!pipe(talk));
	to = open("prog", O_CREAT | O_WRONLY, 0755);
	while ((n = read(from, bytes, sizeof(bytes))) > 0)
		EXPECT_EQ(write(to, bytes, n), n);
	EXPECT_ERROR(execl("./prog", "prog", NULL), ETXTBSY);
	close(to);
	pid = fork();
	if (!pid)
		run_copy();
	EXPECT_EQ(read(talk[0], bytes, 1), 1);
	EXPECT_ERROR(open("prog", O_WRONLY), ETXTBSY);
	EXPECT_ERROR(truncate("prog", 0), ETXTBSY);
	kill(pid, SIGKILL);
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	to = open("prog", O_WRONLY);
	EXPECT(to >= 0);
}

static void files_have_a_largest_size(void)
{
	struct rlimit limit = { 10000, 10000 };

	open_file();
	signal(SIGXFSZ, SIG_IGN);
	EXPECT(!setrlimit(RLIMIT_FSIZE, &limit));
	EXPECT_EQ(write(file, bytes, sizeof(bytes)), 10000);
	EXPECT_ERROR(write(file, bytes, 1), EFBIG);
	EXPECT_ERROR(ftruncate(file, 10001), EFBIG);
	EXPECT(!ftruncate(file, 10000));
}

static void too_large_kills(void)
{
	signal(SIGXFSZ, SIG_DFL);
	ftruncate(file, 10001);
}

static void the_signal_of_it(void)
{
	struct rlimit limit = { 10000, 10000 };

	open_file();
	EXPECT(!setrlimit(RLIMIT_FSIZE, &limit));
	EXPECT_EQ(status_of(too_large_kills) & 0x7f, SIGXFSZ);
}

static void descriptors_run_out(void)
{
	struct rlimit limit = { 20, 20 };
	int fd, ends[2];

	EXPECT(!setrlimit(RLIMIT_NOFILE, &limit));
	do
		fd = dup(0);
	while (fd >= 0 && fd < 20);
	EXPECT_EQ(fd, -1);
	EXPECT_EQ(errno, EMFILE);
	EXPECT_ERROR(dup2(0, 20), EBADF);
	EXPECT_ERROR(fcntl(0, F_DUPFD, 20), EINVAL);
	EXPECT_ERROR(open("/", O_RDONLY), EMFILE);
	close(19);
	EXPECT_ERROR(pipe(ends), EMFILE);
	EXPECT_EQ(dup(0), 19);
}

static const struct test_case cases[] = {
	CASE(ranges_split),
	CASE(open_files_have_locks),
	CASE(deadlock_is_refused),
	CASE(programs_are_not_written),
	CASE(files_have_a_largest_size),
	CASE(the_signal_of_it),
	CASE(descriptors_run_out),
};

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "--stay")) {
		EXPECT_EQ(write(STDOUT_FILENO, "x", 1), 1);
		pause();
	}
	return run_suite("locks", cases, COUNT(cases), argv + 1);
}
