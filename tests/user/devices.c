/* SPDX-License-Identifier: MIT */
/*
 * File operations of a driver, from the side that calls them: the devices of
 * tests/guest/modules/devtest.c.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include "test.h"

struct counts {
	int opens, releases, flushes, fasyncs, faults, closes;
};

#define DEVTEST_SET _IOW('t', 1, int)
#define DEVTEST_GET _IOR('t', 2, int)
#define DEVTEST_DOUBLE _IOWR('t', 3, int)
#define DEVTEST_RETURN _IO('t', 4)
#define DEVTEST_COUNTS _IOR('t', 5, struct counts)
#define DEVTEST_NAME _IOW('t', 6, char[16])

#define PAGE 4096

static int open_device(int flags)
{
	int fd = open("/dev/devtest", O_RDWR | flags);

	EXPECT(fd >= 0);
	return fd;
}

static struct counts counts_of(int fd)
{
	struct counts counts = { 0 };

	EXPECT(!ioctl(fd, DEVTEST_COUNTS, &counts));
	return counts;
}

/* Takes out what an earlier case has left. */
static void drain(int fd)
{
	char buf[64];

	fcntl(fd, F_SETFL, O_NONBLOCK);
	while (read(fd, buf, sizeof(buf)) > 0)
		;
}

static void what_is_written_is_read(void)
{
	int fd = open_device(0);
	char buf[8];

	drain(fd);
	EXPECT(write(fd, "hello", 5) == 5);
	EXPECT(read(fd, buf, sizeof(buf)) == 5 && !memcmp(buf, "hello", 5));
	EXPECT(read(fd, buf, 1) == -1 && errno == EAGAIN);
	EXPECT(lseek(fd, 0, SEEK_SET) == -1 && errno == ESPIPE);
	EXPECT(pread(fd, buf, 1, 0) == -1 && errno == ESPIPE);
}

static void a_reader_sleeps_until_there_is_something(void)
{
	int fd = open_device(0), status;
	char c = 0;
	pid_t child;

	drain(fd);
	fcntl(fd, F_SETFL, 0);
	child = fork();
	if (!child) {
		usleep(10000);
		_exit(write(fd, "x", 1) != 1);
	}
	EXPECT(read(fd, &c, 1) == 1 && c == 'x');
	EXPECT(waitpid(child, &status, 0) == child && !status);
}

static void numbers_of_ioctl_are_linux_s(void)
{
	EXPECT(DEVTEST_SET == 0x40047401);
	EXPECT(DEVTEST_GET == 0x80047402);
	EXPECT(DEVTEST_DOUBLE == 0xc0047403);
	EXPECT(DEVTEST_RETURN == 0x7404);
}

static void ioctls(void)
{
	int fd = open_device(0), n = 21;

	EXPECT(!ioctl(fd, DEVTEST_SET, &n));
	n = 0;
	EXPECT(!ioctl(fd, DEVTEST_GET, &n) && n == 21);
	EXPECT(!ioctl(fd, DEVTEST_DOUBLE, &n) && n == 42);
	EXPECT(ioctl(fd, DEVTEST_RETURN, 77) == 77);
	EXPECT(ioctl(fd, DEVTEST_RETURN, -EXDEV) == -1 && errno == EXDEV);
	EXPECT(ioctl(fd, _IO('t', 7)) == -1 && errno == ENOTTY);
	EXPECT(ioctl(fd, _IO('u', 1)) == -1 && errno == ENOTTY);
}

/* NULL, unmapped, the kernel's, and across the end of what is mapped. */
static void bad_pointers_are_efault(void)
{
	char *page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	void *bad[] = { NULL,
			BAD,
			(void *)0xc0100000,
			(void *)0xfffffffc,
			(void *)0xbffffffe,
			page + PAGE - 2 };
	int fd = open_device(O_NONBLOCK);

	munmap(page + PAGE, PAGE);
	drain(fd);
	for (unsigned int i = 0; i < COUNT(bad); i++) {
		EXPECT(write(fd, "full", 4) == 4);
		EXPECT(read(fd, bad[i], 4) == -1 && errno == EFAULT);
		drain(fd);
		EXPECT(write(fd, bad[i], 4) == -1 && errno == EFAULT);
		EXPECT(ioctl(fd, DEVTEST_SET, bad[i]) == -1 && errno == EFAULT);
		EXPECT(ioctl(fd, DEVTEST_GET, bad[i]) == -1 && errno == EFAULT);
		EXPECT(ioctl(fd, DEVTEST_COUNTS, bad[i]) == -1 &&
		       errno == EFAULT);
	}
}

static void strings_from_user_space(void)
{
	char *page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = open_device(0);

	munmap(page + PAGE, PAGE);
	EXPECT(ioctl(fd, DEVTEST_NAME, "") == 0);
	EXPECT(ioctl(fd, DEVTEST_NAME, "name") == 4);
	EXPECT(ioctl(fd, DEVTEST_NAME, "longer than sixteen") == 16);
	strcpy(page + PAGE - 4, "abc");
	EXPECT(ioctl(fd, DEVTEST_NAME, page + PAGE - 4) == 3);
	memcpy(page + PAGE - 4, "abcd", 4);
	EXPECT(ioctl(fd, DEVTEST_NAME, page + PAGE - 4) == -1 &&
	       errno == EFAULT);
	EXPECT(ioctl(fd, DEVTEST_NAME, BAD) == -1 && errno == EFAULT);
	EXPECT(ioctl(fd, DEVTEST_NAME, 0xc0100000) == -1 && errno == EFAULT);
}

static void poll_tells_what_there_is(void)
{
	int fd = open_device(0), status;
	struct pollfd p = { fd, POLLIN | POLLOUT, 0 };
	char buf[64];
	pid_t child;

	drain(fd);
	EXPECT(poll(&p, 1, 0) == 1 && p.revents == POLLOUT);
	EXPECT(write(fd, "x", 1) == 1);
	EXPECT(poll(&p, 1, 0) == 1 && p.revents == (POLLIN | POLLOUT));
	drain(fd);
	while (write(fd, buf, sizeof(buf)) > 0)
		;
	EXPECT(poll(&p, 1, 0) == 1 && p.revents == POLLIN);
	drain(fd);
	p.events = POLLIN;
	EXPECT(poll(&p, 1, 5) == 0);
	child = fork();
	if (!child) {
		usleep(10000);
		_exit(write(fd, "y", 1) != 1);
	}
	EXPECT(poll(&p, 1, -1) == 1 && p.revents == POLLIN);
	EXPECT(waitpid(child, &status, 0) == child && !status);
}

static volatile int signals, code, from;
static volatile long band;

static void count_signal(int sig, siginfo_t *info, void *context)
{
	signals++;
	code = info->si_code;
	band = info->si_band;
	from = info->si_fd;
}

static void a_write_sends_sigio(void)
{
	struct sigaction action = { .sa_sigaction = count_signal,
				    .sa_flags = SA_SIGINFO };
	int fd = open_device(O_NONBLOCK);

	drain(fd);
	sigaction(SIGIO, &action, NULL);
	EXPECT(write(fd, "1", 1) == 1 && signals == 0);
	EXPECT(!fcntl(fd, F_SETOWN, getpid()));
	EXPECT(fcntl(fd, F_GETOWN) == getpid());
	EXPECT(!fcntl(fd, F_SETFL, O_NONBLOCK | O_ASYNC));
	EXPECT(fcntl(fd, F_GETFL) & O_ASYNC);
	EXPECT(write(fd, "2", 1) == 1 && signals == 1);
	EXPECT(code == SI_KERNEL);
	EXPECT(!fcntl(fd, F_SETFL, O_NONBLOCK));
	EXPECT(write(fd, "3", 1) == 1 && signals == 1);
	EXPECT(fcntl(fd, F_SETOWN, -999999) == -1 && errno == ESRCH);
}

/* F_SETSIG: the signal says which file, and what may be done with it. */
static void another_signal_tells_more(void)
{
	struct sigaction action = { .sa_sigaction = count_signal,
				    .sa_flags = SA_SIGINFO };
	int fd = open_device(O_NONBLOCK), on = 1;

	drain(fd);
	sigaction(SIGRTMIN, &action, NULL);
	EXPECT(!fcntl(fd, F_SETOWN, -getpgrp()));
	EXPECT(fcntl(fd, F_GETOWN) == -getpgrp() || errno == 0);
	EXPECT(!fcntl(fd, F_SETOWN, getpid()));
	EXPECT(!fcntl(fd, F_SETSIG, SIGRTMIN));
	EXPECT(fcntl(fd, F_GETSIG) == SIGRTMIN);
	EXPECT(fcntl(fd, F_SETSIG, 100) == -1 && errno == EINVAL);
	EXPECT(!ioctl(fd, FIOASYNC, &on));
	EXPECT(write(fd, "1", 1) == 1 && signals == 1);
	EXPECT(code == POLL_IN && from == fd);
	EXPECT(band == (POLLIN | POLLRDNORM));
}

static void who_closes_gets_no_more_signals(void)
{
	int fd = open_device(O_NONBLOCK), other = open_device(O_NONBLOCK);
	int before;

	signal(SIGIO, SIG_DFL); /* it would kill */
	drain(other);
	before = counts_of(other).fasyncs;
	EXPECT(!fcntl(fd, F_SETOWN, getpid()));
	EXPECT(!fcntl(fd, F_SETFL, O_NONBLOCK | O_ASYNC));
	close(fd);
	EXPECT(counts_of(other).fasyncs == before + 2);
	EXPECT(write(other, "x", 1) == 1);
}

static void open_and_release_are_called_once(void)
{
	int other = open_device(0), fd, copy;
	struct counts before = counts_of(other), after;

	fd = open_device(0);
	copy = dup(fd);
	close(fd);
	after = counts_of(other);
	EXPECT(after.opens == before.opens + 1);
	EXPECT(after.releases == before.releases);
	EXPECT(after.flushes == before.flushes + 1);
	close(copy);
	after = counts_of(other);
	EXPECT(after.releases == before.releases + 1);
	EXPECT(after.flushes == before.flushes + 2);
}

static void memory_is_mapped(void)
{
	int fd = open_device(0);
	char *a = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	char *b = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	EXPECT(a != MAP_FAILED && b != MAP_FAILED && a != b);
	strcpy(a, "shared");
	EXPECT(!strcmp(b, "shared"));
	EXPECT(mmap(NULL, 2 * PAGE, PROT_READ, MAP_SHARED, fd, 0) ==
		       MAP_FAILED &&
	       errno == EINVAL);
	munmap(a, PAGE);
	EXPECT(!strcmp(b, "shared"));
}

static void a_page_is_brought_in_by_fault(void)
{
	int fd = open_device(0);
	struct counts before = counts_of(fd), after;
	char *p =
		mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, PAGE);

	EXPECT(p != MAP_FAILED);
	EXPECT(counts_of(fd).faults == before.faults);
	p[0] = 'f';
	p[1] = 'g';
	after = counts_of(fd);
	EXPECT(after.faults == before.faults + 1);
	munmap(p, PAGE);
	EXPECT(counts_of(fd).closes == before.closes + 1);
}

static void past_what_the_driver_has_is_sigbus(void)
{
	int fd = open_device(0), status;
	pid_t child = fork();

	if (!child) {
		char *p = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 2 * PAGE);

		signal(SIGBUS, SIG_DFL);
		_exit(*p);
	}
	EXPECT(waitpid(child, &status, 0) == child);
	EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS);
}

static void vectors_are_one_operation(void)
{
	int fd = open("/dev/devtest-dir/iter", O_RDWR);
	char a[4] = "abc", b[4] = "def", all[8] = "";
	struct iovec out[] = { { a, 3 }, { b, 3 } };
	struct iovec in[] = { { all, 2 }, { all + 2, 4 } };

	EXPECT(fd >= 0);
	EXPECT(writev(fd, out, 2) == 6);
	EXPECT(lseek(fd, 0, SEEK_CUR) == 6);
	EXPECT(lseek(fd, 0, SEEK_SET) == 0);
	EXPECT(readv(fd, in, 2) == 6 && !strcmp(all, "abcdef"));
	EXPECT(pread(fd, all, 2, 4) == 2 && !memcmp(all, "ef", 2));
	EXPECT(pwrite(fd, "x", 1, PAGE) == -1 && errno == ENOSPC);
	EXPECT(pread(fd, all, 1, PAGE) == 0);
	EXPECT(write(fd, BAD, 1) == -1 && errno == EFAULT);
}

static void empty_vectors_are_not_seen_by_the_driver(void)
{
	int fd = open("/dev/devtest-odd", O_WRONLY);
	char a[4] = "abc";
	struct iovec out[] = { { a, 3 }, { NULL, 0 }, { a, 2 } };

	EXPECT(writev(fd, out, 3) == 5);
	EXPECT(write(fd, a, 0) == -1 && errno == ENOSPC);
}

#define FIGETBSZ 2

static void what_a_driver_cannot_do_is_refused_for_it(void)
{
	int fd = open("/dev/devtest-odd", O_WRONLY), on = 1, size = 0;

	EXPECT(fd >= 0);
	EXPECT(open("/dev/devtest-odd-open", O_RDONLY) == -1 &&
	       errno == EINVAL);
	EXPECT(open("/dev/devtest-odd", O_WRONLY | O_DIRECT) == -1 &&
	       errno == EINVAL);
	EXPECT(fcntl(fd, F_SETFL, O_DIRECT) == -1 && errno == EINVAL);
	EXPECT(fcntl(fd, F_SETFL, O_ASYNC) == 0);
	EXPECT(!(fcntl(fd, F_GETFL) & O_ASYNC));
	EXPECT(ioctl(fd, FIOASYNC, &on) == -1 && errno == ENOTTY);
	EXPECT(!ioctl(fd, FIGETBSZ, &size) && size == PAGE);
}

static void a_range_of_memory_is_mapped_within_its_bounds(void)
{
	int fd = open_device(0);
	char *one = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	char *two = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
			 16 * PAGE);
	char *last = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 17 * PAGE);

	if (!EXPECT(one != MAP_FAILED && two != MAP_FAILED &&
		    last != MAP_FAILED))
		return;
	one[1] = 'a';
	two[PAGE + 1] = 'b';
	EXPECT(two[1] == 'a' && last[1] == 'b');
	EXPECT(mmap(NULL, 3 * PAGE, PROT_READ, MAP_SHARED, fd, 16 * PAGE) ==
		       MAP_FAILED &&
	       errno == EINVAL);
	EXPECT(mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 18 * PAGE) ==
		       MAP_FAILED &&
	       errno == EINVAL);
	munmap(one, PAGE);
	munmap(two, 2 * PAGE);
	munmap(last, PAGE);
}

static void nothing_is_made_in_sys(void)
{
	EXPECT(open("/sys/kernel/nobody", O_WRONLY | O_CREAT, 0600) == -1 &&
	       errno == EACCES);
	EXPECT(mkdir("/sys/kernel/nobody", 0700) == -1 && errno == EPERM);
	EXPECT(open("/sys/kernel/nobody", O_RDONLY) == -1 && errno == ENOENT);
	EXPECT(open("/proc/nobody", O_WRONLY | O_CREAT, 0600) == -1 &&
	       errno == ENOENT);
}

static void an_attribute_is_as_long_as_a_page(void)
{
	int fd = open("/sys/kernel/lamp/state", O_RDONLY);
	char buf[16];

	EXPECT(lseek(fd, 0, SEEK_END) == PAGE);
	EXPECT(read(fd, buf, sizeof(buf)) == 0);
	EXPECT(lseek(fd, 0, SEEK_SET) == 0);
	EXPECT(read(fd, buf, sizeof(buf)) > 0);
}

static void an_attribute_can_be_polled(void)
{
	int fd = open("/sys/kernel/lamp/state", O_RDONLY);
	int level = open("/sys/kernel/lamp/level", O_WRONLY);
	struct pollfd p = { fd, POLLPRI, 0 };
	char buf[16];

	EXPECT(fd >= 0 && level >= 0);
	EXPECT(read(fd, buf, sizeof(buf)) > 0);
	EXPECT(poll(&p, 1, 0) == 0);
	EXPECT(write(level, "5\n", 2) == 2);
	EXPECT(poll(&p, 1, 0) == 1 && p.revents == (POLLPRI | POLLERR));
	EXPECT(pread(fd, buf, sizeof(buf), 0) == 3);
	EXPECT(poll(&p, 1, 0) == 0);
}

static const struct test_case cases[] = {
	CASE(what_is_written_is_read),
	CASE(a_reader_sleeps_until_there_is_something),
	CASE(numbers_of_ioctl_are_linux_s),
	CASE(ioctls),
	CASE(bad_pointers_are_efault),
	CASE(strings_from_user_space),
	CASE(poll_tells_what_there_is),
	CASE(a_write_sends_sigio),
	CASE(another_signal_tells_more),
	CASE(who_closes_gets_no_more_signals),
	CASE(open_and_release_are_called_once),
	CASE(memory_is_mapped),
	CASE(a_page_is_brought_in_by_fault),
	CASE(past_what_the_driver_has_is_sigbus),
	CASE(vectors_are_one_operation),
	CASE(empty_vectors_are_not_seen_by_the_driver),
	CASE(what_a_driver_cannot_do_is_refused_for_it),
	CASE(a_range_of_memory_is_mapped_within_its_bounds),
	CASE(nothing_is_made_in_sys),
	CASE(an_attribute_is_as_long_as_a_page),
	CASE(an_attribute_can_be_polled),
};

SUITE(devices, cases)
