/* SPDX-License-Identifier: MIT */
/*
 * Running a function that may give up, or crash: in a thread of its own, whose
 * end is waited for.
 *
 * Context: process, may sleep.
 * Linux: Documentation/dev-tools/kunit/architecture.rst
 */
#ifndef _KUNIT_TRY_CATCH_H
#define _KUNIT_TRY_CATCH_H

#include <linux/compiler.h>
#include <linux/types.h>

struct kunit;

typedef void (*kunit_try_catch_func_t)(void *context);

struct kunit_try_catch {
	struct kunit *test;
	int try_result;
	kunit_try_catch_func_t try;
	kunit_try_catch_func_t catch;
	void *context;
};

/*
 * Runs try(@context) and, unless that returns, catch(@context). The result is
 * then 0 after kunit_try_catch_throw(); -EINTR where the thread has died;
 * -ETIMEDOUT after five minutes, when it was asked to stop and did; or why
 * there is no thread.
 */
void kunit_try_catch_run(struct kunit_try_catch *try_catch, void *context);
/* Ends the running thread, which is the one of @try_catch. */
void __noreturn kunit_try_catch_throw(struct kunit_try_catch *try_catch);

static inline int kunit_try_catch_get_result(struct kunit_try_catch *try_catch)
{
	return try_catch->try_result;
}

#endif
