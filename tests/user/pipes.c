/* SPDX-License-Identifier: MIT */
/*
 * Pipes and waiting for them: pipe(7), fifo(7), poll(2), ppoll(2), select(2),
 * pselect(2).
 */
#include "test.h"

#include <limits.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <time.h>

static int ends[2];

static void make(int flags)
{
	REQUIRE(!pipe2(ends, flags));
}

/* ---- pipes ---- */

static void data_in_order(void)
{
	char buf[16] = "";

	make(0);
	EXPECT_EQ(write(ends[1], "hello, ", 7), 7);
	EXPECT_EQ(write(ends[1], "world", 5), 5);
	EXPECT_EQ(read(ends[0], buf, 3), 3);
	EXPECT_EQ(read(ends[0], buf + 3, 13), 9);
	EXPECT(!strcmp(buf, "hello, world"));
	close(ends[1]);
	EXPECT_EQ(read(ends[0], buf, 1), 0);
}

static void ends_are_one_way(void)
{
	char c;

	make(0);
	EXPECT_ERROR(read(ends[1], &c, 1), EBADF);
	EXPECT_ERROR(write(ends[0], "x", 1), EBADF);
}

static void nonblocking(void)
{
	static char block[PIPE_BUF];
	char c;
	int total = 0;
	ssize_t n;

	make(O_NONBLOCK);
	EXPECT_ERROR(read(ends[0], &c, 1), EAGAIN);
	while ((n = write(ends[1], block, sizeof(block))) > 0)
		total += n;
	EXPECT_EQ(errno, EAGAIN);
	EXPECT_EQ(total, 65536);
	EXPECT_EQ(read(ends[0], &c, 1), 1);
	/* Room for less than PIPE_BUF: all or nothing. */
	EXPECT_ERROR(write(ends[1], block, PIPE_BUF), EAGAIN);
	EXPECT_EQ(ioctl(ends[0], FIONREAD, &total), 0);
	EXPECT_EQ(total, 65535);
}

static void partial_writes(void)
{
	static char block[100000];
	int total = 0;

	make(O_NONBLOCK);
	EXPECT_EQ(write(ends[1], block, sizeof(block)), 65536);
	while (total < 65536) {
		ssize_t n = read(ends[0], block, 30000);

		REQUIRE(n > 0);
		total += n;
	}
	EXPECT_EQ(total, 65536);
}

static void capacity(void)
{
	make(0);
	EXPECT_EQ(fcntl(ends[0], F_GETPIPE_SZ), 65536);
}

static volatile sig_atomic_t signals;

static void count_signal(int signo)
{
	signals++;
}

static void sigpipe(void)
{
	signal(SIGPIPE, count_signal);
	make(0);
	close(ends[0]);
	EXPECT_ERROR(write(ends[1], "x", 1), EPIPE);
	EXPECT_EQ(signals, 1);
	signal(SIGPIPE, SIG_IGN);
	EXPECT_ERROR(write(ends[1], "x", 1), EPIPE);
}

static void write_to_nobody(void)
{
	signal(SIGPIPE, SIG_DFL);
	close(ends[0]);
	if (write(ends[1], "x", 1))
		_exit(1);
}

static void sigpipe_kills(void)
{
	make(0);
	close(ends[0]);
	ends[0] = -1;
	EXPECT_EQ(status_of(write_to_nobody), SIGPIPE);
}

/* A writer that sleeps in a full pipe is woken, and ends whole. */
static void blocking_writer(void)
{
	static char block[200000];
	long total = 0, wrong = 0;
	ssize_t n;
	int status;
	pid_t pid;

	for (int i = 0; i < sizeof(block); i++)
		block[i] = i % 251;
	make(0);
	pid = fork();
	if (!pid)
		_exit(write(ends[1], block, sizeof(block)) != sizeof(block));
	close(ends[1]);
	while ((n = read(ends[0], block, 7777)) > 0) {
		for (int i = 0; i < n; i++)
			wrong += block[i] != (char)((total + i) % 251);
		total += n;
	}
	EXPECT_EQ(total, sizeof(block));
	EXPECT_EQ(wrong, 0);
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
}

/* Writes of up to PIPE_BUF bytes are not mixed. */
static void atomic_writes(void)
{
	enum { WRITERS = 4, EACH = 200, SIZE = 1000 };
	static char record[SIZE];
	int counts[WRITERS] = { 0 }, wrong = 0, at = 0;

	make(0);
	for (int w = 0; w < WRITERS; w++) {
		if (fork())
			continue;
		memset(record, w, sizeof(record));
		for (int i = 0; i < EACH; i++)
			if (write(ends[1], record, SIZE) != SIZE)
				_exit(1);
		_exit(0);
	}
	close(ends[1]);
	for (;;) {
		ssize_t n = read(ends[0], record + at, SIZE - at);

		if (n <= 0)
			break;
		at += n;
		if (at < SIZE)
			continue;
		at = 0;
		for (int i = 1; i < SIZE; i++)
			wrong += record[i] != record[0];
		if (record[0] >= 0 && record[0] < WRITERS)
			counts[(int)record[0]]++;
	}
	EXPECT_EQ(wrong, 0);
	for (int w = 0; w < WRITERS; w++)
		EXPECT_EQ(counts[w], EACH);
}

static void interrupted_read(void)
{
	struct sigaction action = { .sa_handler = count_signal };
	char c;

	sigaction(SIGALRM, &action, NULL);
	make(0);
	ualarm(20000, 0);
	EXPECT_ERROR(read(ends[0], &c, 1), EINTR);
	EXPECT_EQ(signals, 1);
	alarm(LIMIT);
}

static void end_of_file_wakes_reader(void)
{
	char c;

	make(0);
	if (!fork()) {
		close(ends[0]);
		usleep(20000);
		_exit(0);
	}
	close(ends[1]);
	EXPECT_EQ(read(ends[0], &c, 1), 0);
}

/* By /proc a pipe opens at once, though nobody has the other end. */
static void opened_again(void)
{
	char path[32], byte;
	int fds[2], fd;

	REQUIRE(!pipe(fds));
	EXPECT_EQ(write(fds[1], "x", 1), 1);
	close(fds[1]);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fds[0]);
	fd = open(path, O_RDONLY);
	REQUIRE(fd >= 0);
	EXPECT_EQ(read(fd, &byte, 1), 1);
	EXPECT_EQ(read(fd, &byte, 1), 0);
	close(fd);
	REQUIRE(!pipe(fds));
	close(fds[0]);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fds[1]);
	EXPECT((fd = open(path, O_WRONLY | O_NONBLOCK)) >= 0);
	signal(SIGPIPE, SIG_IGN);
	EXPECT_ERROR(write(fd, "x", 1), EPIPE);
}

/* ---- fifos ---- */

static void fifo_meets(void)
{
	char buf[8] = "";
	int status, fd;
	pid_t pid;

	EXPECT_EQ(mkfifo("p", 0600), 0);
	EXPECT_ERROR(open("p", O_WRONLY | O_NONBLOCK), ENXIO);
	fd = open("p", O_RDONLY | O_NONBLOCK);
	EXPECT(fd >= 0);
	EXPECT_EQ(read(fd, buf, 1), 0);
	close(fd);
	pid = fork();
	if (!pid) {
		fd = open("p", O_WRONLY);
		_exit(write(fd, "hello", 5) != 5);
	}
	fd = open("p", O_RDONLY);
	EXPECT_EQ(read(fd, buf, 8), 5);
	EXPECT(!strcmp(buf, "hello"));
	EXPECT_EQ(read(fd, buf, 8), 0);
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
	fd = open("p", O_RDWR);
	EXPECT_EQ(write(fd, "x", 1), 1);
	EXPECT_EQ(read(fd, buf, 8), 1);
}

/* ---- poll ---- */

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void poll_tells_events(void)
{
	struct pollfd fds[3];

	make(0);
	fds[0] = (struct pollfd){ ends[0], POLLIN, 0 };
	fds[1] = (struct pollfd){ ends[1], POLLOUT, 0 };
	fds[2] = (struct pollfd){ -1, POLLIN, 99 };
	EXPECT_EQ(poll(fds, 3, 0), 1);
	EXPECT_EQ(fds[0].revents, 0);
	EXPECT_EQ(fds[1].revents, POLLOUT);
	EXPECT_EQ(fds[2].revents, 0);
	EXPECT_EQ(write(ends[1], "x", 1), 1);
	EXPECT_EQ(poll(fds, 1, -1), 1);
	EXPECT_EQ(fds[0].revents, POLLIN);
	close(ends[1]);
	EXPECT_EQ(poll(fds, 2, -1), 2);
	EXPECT_EQ(fds[0].revents, POLLIN | POLLHUP);
	EXPECT_EQ(fds[1].revents, POLLNVAL);
	EXPECT_ERROR(poll(BAD, 1, 0), EFAULT);
	EXPECT_ERROR(poll(fds, 0x10000000, 0), EINVAL);
}

static void poll_hangup_of_reader(void)
{
	struct pollfd fd;

	make(0);
	close(ends[0]);
	fd = (struct pollfd){ ends[1], POLLOUT, 0 };
	EXPECT_EQ(poll(&fd, 1, 0), 1);
	EXPECT_EQ(fd.revents, POLLOUT | POLLERR);
}

static void poll_waits(void)
{
	struct pollfd fd;
	long long begin = now_ms();
	char c;

	make(0);
	fd = (struct pollfd){ ends[0], POLLIN, 0 };
	EXPECT_EQ(poll(&fd, 1, 60), 0);
	EXPECT(now_ms() - begin >= 59);
	EXPECT_EQ(poll(NULL, 0, 10), 0);
	if (!fork()) {
		usleep(20000);
		_exit(write(ends[1], "x", 1) != 1);
	}
	EXPECT_EQ(poll(&fd, 1, 5000), 1);
	EXPECT_EQ(read(ends[0], &c, 1), 1);
}

static void poll_regular_file(void)
{
	struct pollfd fd = { open("f", O_RDWR | O_CREAT, 0600),
			     POLLIN | POLLOUT, 0 };

	EXPECT_EQ(poll(&fd, 1, -1), 1);
	EXPECT_EQ(fd.revents, POLLIN | POLLOUT);
}

static void poll_interrupted(void)
{
	struct sigaction action = { .sa_handler = count_signal,
				    .sa_flags = SA_RESTART };

	sigaction(SIGALRM, &action, NULL);
	ualarm(20000, 0);
	EXPECT_ERROR(poll(NULL, 0, -1), EINTR); /* never restarted */
	alarm(LIMIT);
}

static void ppoll_changes_the_mask(void)
{
	struct timespec long_time = { 30, 0 };
	sigset_t blocked, none;

	signal(SIGUSR1, count_signal);
	sigemptyset(&none);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	raise(SIGUSR1);
	EXPECT_EQ(signals, 0);
	EXPECT_ERROR(ppoll(NULL, 0, &long_time, &none), EINTR);
	EXPECT_EQ(signals, 1);
	sigprocmask(SIG_BLOCK, NULL, &none);
	EXPECT(sigismember(&none, SIGUSR1));
	long_time.tv_nsec = -1;
	EXPECT_ERROR(ppoll(NULL, 0, &long_time, NULL), EINVAL);
}

/* ---- select ---- */

static void select_tells_events(void)
{
	struct timeval zero = { 0, 0 };
	fd_set in, out;

	make(0);
	FD_ZERO(&in);
	FD_ZERO(&out);
	FD_SET(ends[0], &in);
	FD_SET(ends[1], &out);
	EXPECT_EQ(select(ends[1] + 1, &in, &out, NULL, &zero), 1);
	EXPECT(!FD_ISSET(ends[0], &in));
	EXPECT(FD_ISSET(ends[1], &out));
	EXPECT_EQ(write(ends[1], "x", 1), 1);
	FD_SET(ends[0], &in);
	EXPECT_EQ(select(ends[1] + 1, &in, &out, NULL, NULL), 2);
	EXPECT(FD_ISSET(ends[0], &in));
	FD_ZERO(&in);
	FD_SET(40, &in);
	EXPECT_ERROR(select(41, &in, NULL, NULL, &zero), EBADF);
	EXPECT_ERROR(select(-1, NULL, NULL, NULL, &zero), EINVAL);
	zero.tv_sec = -1;
	EXPECT_ERROR(select(0, NULL, NULL, NULL, &zero), EINVAL);
}

static void select_waits(void)
{
	struct timeval time = { 0, 60000 };
	long long begin = now_ms();
	fd_set in;

	make(0);
	FD_ZERO(&in);
	FD_SET(ends[0], &in);
	EXPECT_EQ(select(ends[0] + 1, &in, NULL, NULL, &time), 0);
	EXPECT(now_ms() - begin >= 59);
	EXPECT(!FD_ISSET(ends[0], &in));
	FD_SET(ends[0], &in);
	if (!fork()) {
		usleep(20000);
		_exit(write(ends[1], "x", 1) != 1);
	}
	time = (struct timeval){ 20, 0 };
	EXPECT_EQ(select(ends[0] + 1, &in, NULL, NULL, &time), 1);
	EXPECT(time.tv_sec < 20); /* Linux tells what was left */
}

static void pselect_changes_the_mask(void)
{
	sigset_t blocked, none;

	signal(SIGUSR1, count_signal);
	sigemptyset(&none);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	raise(SIGUSR1);
	EXPECT_ERROR(pselect(0, NULL, NULL, NULL, NULL, &none), EINTR);
	EXPECT_EQ(signals, 1);
}

static const struct test_case cases[] = {
	CASE(data_in_order),
	CASE(ends_are_one_way),
	CASE(nonblocking),
	CASE(partial_writes),
	CASE(capacity),
	CASE(sigpipe),
	CASE(sigpipe_kills),
	CASE(blocking_writer),
	CASE(atomic_writes),
	CASE(interrupted_read),
	CASE(end_of_file_wakes_reader),
	CASE(opened_again),
	CASE(fifo_meets),
	CASE(poll_tells_events),
	CASE(poll_hangup_of_reader),
	CASE(poll_waits),
	CASE(poll_regular_file),
	CASE(poll_interrupted),
	CASE(ppoll_changes_the_mask),
	CASE(select_tells_events),
	CASE(select_waits),
	CASE(pselect_changes_the_mask),
};

SUITE(pipes, cases)
