/* SPDX-License-Identifier: MIT */
/* Waiting for many files at once: epoll_create(2), epoll_ctl(2), epoll_wait(2). */
#include "test.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

typedef unsigned long long counter;

static counter take(int fd)
{
	counter value = 0;

	EXPECT_EQ(read(fd, &value, sizeof(value)), sizeof(value));
	return value;
}

static void give(int fd, counter value)
{
	EXPECT_EQ(write(fd, &value, sizeof(value)), sizeof(value));
}

static int watch(int epoll, int fd, unsigned events)
{
	struct epoll_event event = { events, { .fd = fd } };

	return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

/* The only descriptor that has something now, or -1. */
static int which(int epoll)
{
	struct epoll_event event[4];
	int n = epoll_wait(epoll, event, 4, 0);

	EXPECT(n == 0 || n == 1);
	return n == 1 ? event[0].data.fd : -1;
}

static void epoll_levels(void)
{
	int epoll = epoll_create1(EPOLL_CLOEXEC), a = eventfd(0, 0),
	    b = eventfd(0, 0);

	REQUIRE(epoll >= 0);
	EXPECT_EQ(watch(epoll, a, EPOLLIN), 0);
	EXPECT_EQ(watch(epoll, b, EPOLLIN), 0);
	EXPECT_EQ(which(epoll), -1);
	give(b, 1);
	EXPECT_EQ(which(epoll), b);
	EXPECT_EQ(which(epoll), b);
	take(b);
	EXPECT_EQ(which(epoll), -1);
	give(a, 1);
	EXPECT_EQ(which(epoll), a);
}

static void epoll_edges(void)
{
	int epoll = epoll_create1(0), a = eventfd(0, 0);

	EXPECT_EQ(watch(epoll, a, EPOLLIN | EPOLLET), 0);
	give(a, 1);
	EXPECT_EQ(which(epoll), a);
	EXPECT_EQ(which(epoll), -1);
	give(a, 1);
	EXPECT_EQ(which(epoll), a);
	EXPECT_EQ(which(epoll), -1);
}

static void epoll_one_shot(void)
{
	int epoll = epoll_create1(0), a = eventfd(1, 0);
	struct epoll_event event = { EPOLLIN | EPOLLONESHOT, { .fd = a } };

	EXPECT_EQ(watch(epoll, a, EPOLLIN | EPOLLONESHOT), 0);
	EXPECT_EQ(which(epoll), a);
	EXPECT_EQ(which(epoll), -1);
	EXPECT_EQ(epoll_ctl(epoll, EPOLL_CTL_MOD, a, &event), 0);
	EXPECT_EQ(which(epoll), a);
	EXPECT_EQ(epoll_ctl(epoll, EPOLL_CTL_DEL, a, NULL), 0);
	EXPECT_ERROR(epoll_ctl(epoll, EPOLL_CTL_DEL, a, NULL), ENOENT);
}

static void epoll_sleeps(void)
{
	int epoll = epoll_create1(0), fds[2], pid;
	struct epoll_event event;

	REQUIRE(!pipe(fds));
	EXPECT_EQ(watch(epoll, fds[0], EPOLLIN), 0);
	EXPECT_EQ(epoll_wait(epoll, &event, 1, 20), 0);
	pid = fork();
	if (!pid)
		_exit(write(fds[1], "x", 1) != 1);
	EXPECT_EQ(epoll_wait(epoll, &event, 1, -1), 1);
	EXPECT_EQ(event.data.fd, fds[0]);
	EXPECT_EQ(event.events, EPOLLIN);
	EXPECT_EQ(waitpid(pid, NULL, 0), pid);
	close(fds[1]);
	EXPECT_EQ(epoll_wait(epoll, &event, 1, -1), 1);
	EXPECT_EQ(event.events, EPOLLIN | EPOLLHUP);
}

/* A file that is closed is watched no more, unless another descriptor is. */
static void epoll_forgets(void)
{
	int epoll = epoll_create1(0), a = eventfd(1, 0), b = dup(a);

	EXPECT_EQ(watch(epoll, a, EPOLLIN), 0);
	close(a);
	EXPECT_EQ(which(epoll), a);
	close(b);
	EXPECT_EQ(which(epoll), -1);
	a = eventfd(1, 0);
	EXPECT_EQ(watch(epoll, a, EPOLLIN), 0);
	close(epoll);
	EXPECT_EQ(take(a), 1);
}

static void epoll_of_epolls(void)
{
	int outer = epoll_create1(0), inner = epoll_create1(0),
	    a = eventfd(0, 0);

	EXPECT_EQ(watch(outer, inner, EPOLLIN), 0);
	EXPECT_EQ(watch(inner, a, EPOLLIN), 0);
	EXPECT_EQ(which(outer), -1);
	give(a, 1);
	EXPECT_EQ(which(outer), inner);
	EXPECT_EQ(which(inner), a);
	EXPECT_ERROR(watch(inner, outer, EPOLLIN), ELOOP);
	EXPECT_ERROR(watch(inner, inner, EPOLLIN), EINVAL);
	take(a);
	EXPECT_EQ(which(outer), -1);
}

/* What stays ready is no news to who waits for news of the inner one. */
static void epoll_of_epolls_by_edge(void)
{
	int outer = epoll_create1(0), inner = epoll_create1(0),
	    a = eventfd(1, 0);

	EXPECT_EQ(watch(inner, a, EPOLLIN), 0);
	EXPECT_EQ(watch(outer, inner, EPOLLIN | EPOLLET), 0);
	EXPECT_EQ(which(outer), inner);
	EXPECT_EQ(which(inner), a);
	EXPECT_EQ(which(outer), -1);
	give(a, 1);
	EXPECT_EQ(which(outer), inner);
}

static void epoll_errors(void)
{
	int epoll = epoll_create1(0), a = eventfd(0, 0),
	    file = open(".", O_RDONLY);
	struct epoll_event event;

	EXPECT_ERROR(epoll_create1(1), EINVAL);
	EXPECT_ERROR(epoll_create(0), EINVAL);
	EXPECT_EQ(watch(epoll, a, EPOLLIN), 0);
	EXPECT_ERROR(watch(epoll, a, EPOLLIN), EEXIST);
	EXPECT_ERROR(watch(epoll, file, EPOLLIN), EPERM);
	EXPECT_ERROR(watch(epoll, 99, EPOLLIN), EBADF);
	EXPECT_ERROR(watch(a, epoll, EPOLLIN), EINVAL);
	EXPECT_ERROR(epoll_ctl(epoll, 9, a, &event), EINVAL);
	EXPECT_ERROR(epoll_ctl(epoll, EPOLL_CTL_MOD, a, BAD), EFAULT);
	EXPECT_ERROR(epoll_wait(epoll, &event, 0, 0), EINVAL);
	EXPECT_ERROR(epoll_wait(a, &event, 1, 0), EINVAL);
	EXPECT_ERROR(epoll_wait(-1, &event, 1, 0), EBADF);
}

static const struct test_case cases[] = {
	CASE(epoll_levels),
	CASE(epoll_edges),
	CASE(epoll_one_shot),
	CASE(epoll_sleeps),
	CASE(epoll_forgets),
	CASE(epoll_of_epolls),
	CASE(epoll_of_epolls_by_edge),
	CASE(epoll_errors),
};

SUITE(epoll, cases)
