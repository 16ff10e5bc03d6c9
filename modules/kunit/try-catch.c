/* SPDX-License-Identifier: MIT */
/* A thread for what may give up, hang or crash, and the wait for its end. */
#include <kunit/try-catch.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/sched.h>

#include "kunit.h"

#define TIMEOUT_S 300

void kunit_try_catch_init(struct kunit_try_catch *try_catch, struct kunit *test,
			  kunit_try_catch_func_t try,
			  kunit_try_catch_func_t catch)
{
	try_catch->test = test;
	try_catch->try = try;
	try_catch->catch = catch;
}

void kunit_try_catch_throw(struct kunit_try_catch *try_catch)
{
	try_catch->try_result = -EFAULT;
	kthread_exit(0);
}
EXPORT_SYMBOL_GPL(kunit_try_catch_throw);

static int run_try(void *data)
{
	struct kunit_try_catch *try_catch = data;

	try_catch->try_result = -EINTR; /* unless it gets farther */
	try_catch->try(try_catch->context);
	if (try_catch->try_result == -EINTR)
		try_catch->try_result = 0;
	return 0;
}

/* Why the try did not end well, where the log has not told it yet. */
static void tell(struct kunit_try_catch *try_catch)
{
	struct kunit *test = try_catch->test;

	switch (try_catch->try_result) {
	case -EFAULT:
		try_catch->try_result = 0; /* thrown */
		break;
	case -EINTR:
		if (test->last_seen.file)
			kunit_err(test, "try faulted: last line seen %s:%d\n",
				  test->last_seen.file, test->last_seen.line);
		else
			kunit_err(test, "try faulted\n");
		break;
	case -ETIMEDOUT:
		kunit_err(test, "try timed out\n");
		break;
	default:
		kunit_err(test, "Unknown error: %d\n", try_catch->try_result);
	}
}

void kunit_try_catch_run(struct kunit_try_catch *try_catch, void *context)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *task;

	try_catch->context = context;
	try_catch->try_result = 0;
	task = kthread_create(run_try, try_catch, "kunit_try_catch_thread");
	if (IS_ERR(task)) {
		try_catch->try_result = PTR_ERR(task);
		try_catch->catch (context);
		return;
	}
	get_task_struct(task);
	task->exited = &done;
	wake_up_process(task);
	if (!wait_for_completion_timeout(&done, TIMEOUT_S * HZ)) {
		try_catch->try_result = -ETIMEDOUT;
		kthread_stop(task);
	}
	put_task_struct(task);
	if (!try_catch->try_result)
		return;
	tell(try_catch);
	try_catch->catch (context);
}
EXPORT_SYMBOL_GPL(kunit_try_catch_run);
