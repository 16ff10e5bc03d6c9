/* SPDX-License-Identifier: MIT */
/*
 * Suites of test cases that run in user space, on Mortise and on Linux, and
 * tell of it in KTAP (Documentation/dev-tools/ktap.rst). Each case runs in a
 * process of its own, in an empty folder of its own, and dies after LIMIT
 * seconds. The harness finds the cases by their CASE() lines.
 */
#ifndef TEST_H
#define TEST_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT = 20, SKIPPED = 77 };

struct test_case {
	const char *name;
	void (*run)(void);
};

#define CASE(function)              \
	{                           \
#function, function \
	}
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool test_failed;

/* An address where nothing is, which the compiler does not see through. */
static char *volatile bad_pointer = (char *)16;
#define BAD ((void *)bad_pointer)

#define say(...) printf("  # " __VA_ARGS__)

/* Says so and goes on where the condition does not hold. */
#define EXPECT(condition) expect(condition, #condition, __LINE__)

static inline bool expect(bool holds, const char *text, int line)
{
	if (!holds) {
		say("line %d: expected %s (errno %d, %s)\n", line, text, errno,
		    strerror(errno));
		test_failed = true;
	}
	return holds;
}

/* Compares as 64-bit integers; tells both where they differ. */
#define EXPECT_EQ(is, should_be) \
	expect_eq((long long)(is), (long long)(should_be), #is, __LINE__)

static inline bool expect_eq(long long is, long long should_be,
			     const char *text, int line)
{
	if (is != should_be) {
		say("line %d: %s is %lld, expected %lld (errno %d, %s)\n", line,
		    text, is, should_be, errno, strerror(errno));
		test_failed = true;
	}
	return is == should_be;
}

/* The call must return -1 and set errno to @error. */
#define EXPECT_ERROR(call, error)                                 \
	do {                                                      \
		errno = 0;                                        \
		long long _is = (long long)(call);                \
		expect_error(_is, errno, error, #call, __LINE__); \
	} while (0)

static inline void expect_error(long long is, int error, int should_be,
				const char *text, int line)
{
	if (is == -1 && error == should_be)
		return;
	say("line %d: %s is %lld with errno %d, expected -1 with %d (%s)\n",
	    line, text, is, error, should_be, strerror(should_be));
	test_failed = true;
}

/* The rest of the case makes no sense without this. */
#define REQUIRE(condition)              \
	do {                            \
		if (!EXPECT(condition)) \
			finish();       \
	} while (0)

static inline void finish(void)
{
	fflush(stdout);
	_exit(test_failed);
}

/* For what this system or user can't be asked. */
static inline void skip(const char *why)
{
	say("%s\n", why);
	fflush(stdout);
	_exit(test_failed ? 1 : SKIPPED);
}

static inline void need_root(void)
{
	if (geteuid())
		skip("needs root");
}

static inline bool on_mortise(void)
{
	struct utsname name;

	uname(&name);
	return !strcmp(name.sysname, "Mortise");
}

/* Runs @run in a child and returns its wait status. */
static inline int status_of(void (*run)(void))
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		test_failed = false;
		run();
		finish();
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		say("fork or waitpid: errno %d\n", errno);
		return -1;
	}
	return status;
}

/* Runs @run in a child, and expects that it fails nowhere. */
#define EXPECT_CHILD(run) EXPECT_EQ(status_of(run), 0)

static inline int remove_one(const char *path, const struct stat *st, int type,
			     struct FTW *ftw)
{
	return remove(path);
}

static inline void run_case(const struct test_case *test, const char *folder)
{
	alarm(LIMIT);
	if (chdir(folder)) {
		say("no folder %s: errno %d\n", folder, errno);
		_exit(1);
	}
	test->run();
	finish();
}

static inline bool case_holds(const struct test_case *test, int number)
{
	char folder[] = "/tmp/test.XXXXXX";
	const char *how = "ok", *note = "";
	int status = -1;
	pid_t pid;

	if (!mkdtemp(folder))
		say("mkdtemp: errno %d\n", errno);
	fflush(stdout);
	pid = fork();
	if (!pid)
		run_case(test, folder);
	if (pid > 0)
		waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED) {
		note = " # SKIP";
	} else if (status) {
		how = "not ok";
		if (!WIFEXITED(status))
			say("wait status %#x\n", status);
	}
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	printf("  %s %d %s%s\n", how, number, test->name, note);
	fflush(stdout);
	return how[0] == 'o';
}

/* A program that is nothing but a suite; its arguments choose cases. */
static inline int run_suite(const char *suite, const struct test_case *cases,
			    unsigned int count, char **names)
{
	unsigned int failed = 0, number = 0;

	signal(SIGHUP, SIG_IGN);
	printf("KTAP version 1\n1..1\n  KTAP version 1\n  # Subtest: %s\n",
	       suite);
	if (!*names)
		printf("  1..%u\n", count);
	for (unsigned int i = 0; i < count; i++) {
		bool chosen = !*names;

		for (char **name = names; *name; name++)
			chosen |= !strcmp(*name, cases[i].name);
		if (chosen)
			failed += !case_holds(&cases[i], ++number);
	}
	printf("%s 1 %s\n", failed ? "not ok" : "ok", suite);
	return failed != 0;
}

#define SUITE(name, cases)                                              \
	int main(int argc, char **argv)                                 \
	{                                                               \
		return run_suite(#name, cases, COUNT(cases), argv + 1); \
	}

#endif
