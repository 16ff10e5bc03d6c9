/* SPDX-License-Identifier: MIT */
/*
 * For code that tests run: which test it is that runs it, and how to fail
 * that. Kernel and modules can ask whether or not kunit.ko is loaded.
 *
 * Context: any.
 * Linux: Documentation/dev-tools/kunit/usage.rst
 */
#ifndef _KUNIT_TEST_BUG_H
#define _KUNIT_TEST_BUG_H

#include <linux/compiler.h>
#include <linux/jump_label.h>
#include <linux/sched.h>
#include <linux/stddef.h>

struct kunit;

/* Whether any test runs, for static_branch_unlikely(). */
extern struct static_key_false kunit_running;

/* kunit.ko's answers; valid while kunit_running. */
extern struct kunit_hooks_table {
	__printf(3, 4) void (*fail_current_test)(const char *file, int line,
						 const char *fmt, ...);
	void *(*get_static_stub_address)(struct kunit *test, void *real);
} kunit_hooks;

/* The test that the running task runs, or NULL. */
static inline struct kunit *kunit_get_current_test(void)
{
	return static_branch_unlikely(&kunit_running) ? current->kunit_test :
							NULL;
}

/* Fails that test, if there is one, with a line in the log. */
#define kunit_fail_current_test(fmt, ...)                                      \
	do {                                                                   \
		if (static_branch_unlikely(&kunit_running))                    \
			kunit_hooks.fail_current_test(__FILE__, __LINE__, fmt, \
						      ##__VA_ARGS__);          \
	} while (0)

#endif
