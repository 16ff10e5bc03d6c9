/* SPDX-License-Identifier: MIT */
/*
 * KUnit's heart: suites and cases are run, counted, and told of in the log as
 * KTAP. The lines are Linux's, which its tools parse.
 *
 * Only on Mortise: Debian's Linux is built without CONFIG_KUNIT.
 */
#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <linux/mutex.h>
#include <linux/panic.h>
#include <linux/stdarg.h>
#include <linux/timekeeping.h>

#include "kunit.h"

#define INDENT KUNIT_SUBTEST_INDENT
#define SLOW_NS (2ULL * NSEC_PER_SEC) /* a case that is not KUNIT_CASE_SLOW() */

static bool enable = true;
module_param(enable, bool, 0);
MODULE_PARM_DESC(enable, "Enable KUnit tests");

static int stats_enabled = 1;
module_param(stats_enabled, int, 0644);
MODULE_PARM_DESC(
	stats_enabled,
	"Print test stats: never (0), only for multiple subtests (1), or always (2)");

static DEFINE_MUTEX(run_lock);
static size_t suite_number;

struct stats {
	unsigned long passed, failed, skipped, total;
};

/* A run of a case: what its threads are given. */
struct run {
	struct kunit *test;
	struct kunit_suite *suite;
	struct kunit_case *test_case;
};

bool kunit_enabled(void)
{
	return enable;
}
EXPORT_SYMBOL_GPL(kunit_enabled);

void __kunit_abort(struct kunit *test)
{
	kunit_try_catch_throw(&test->try_catch);
}
EXPORT_SYMBOL_GPL(__kunit_abort);

void kunit_log_append(struct string_stream *log, const char *fmt, ...)
{
	va_list args;

	if (!log)
		return;
	va_start(args, fmt);
	string_stream_vadd(log, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_log_append);

static __printf(3, 4) void fail_current_test(const char *file, int line,
					     const char *fmt, ...)
{
	struct kunit *test = current->kunit_test;
	struct va_format message = { .fmt = fmt };
	va_list args;

	if (!test)
		return;
	kunit_set_failure(test);
	va_start(args, fmt);
	message.va = &args;
	kunit_err(test, "%s:%d: %pV", file, line, &message);
	va_end(args);
}

/* --- Counting */

static void count(struct stats *stats, enum kunit_status status)
{
	stats->passed += status == KUNIT_SUCCESS;
	stats->failed += status == KUNIT_FAILURE;
	stats->skipped += status == KUNIT_SKIPPED;
	stats->total++;
}

static void add_stats(struct stats *sum, const struct stats *stats)
{
	sum->passed += stats->passed;
	sum->failed += stats->failed;
	sum->skipped += stats->skipped;
	sum->total += stats->total;
}

/* Of a suite, or (with INDENT before it) of a case. */
#define log_stats(test_or_suite, indent, name, s)                               \
	do {                                                                    \
		if (stats_enabled == 2 || (stats_enabled && (s)->total > 1))    \
			kunit_log(KERN_INFO, test_or_suite,                     \
				  indent                                        \
				  "# %s: pass:%lu fail:%lu skip:%lu total:%lu", \
				  name, (s)->passed, (s)->failed,               \
				  (s)->skipped, (s)->total);                    \
	} while (0)

size_t kunit_suite_num_test_cases(struct kunit_suite *suite)
{
	struct kunit_case *test_case;
	size_t n = 0;

	kunit_suite_for_each_test_case(suite, test_case)
		n++;
	return n;
}
EXPORT_SYMBOL_GPL(kunit_suite_num_test_cases);

unsigned int kunit_test_case_num(struct kunit_suite *suite,
				 struct kunit_case *test_case)
{
	struct kunit_case *it;

	kunit_suite_for_each_test_case(suite, it)
		if (it == test_case)
			return it - suite->test_cases + 1;
	return 0;
}
EXPORT_SYMBOL_GPL(kunit_test_case_num);

enum kunit_status kunit_suite_has_succeeded(struct kunit_suite *suite)
{
	enum kunit_status status = KUNIT_SKIPPED;
	struct kunit_case *test_case;

	if (suite->suite_init_err)
		return KUNIT_FAILURE;
	kunit_suite_for_each_test_case(suite, test_case) {
		if (test_case->status == KUNIT_FAILURE)
			return KUNIT_FAILURE;
		if (test_case->status == KUNIT_SUCCESS)
			status = KUNIT_SUCCESS;
	}
	return status;
}
EXPORT_SYMBOL_GPL(kunit_suite_has_succeeded);

/* --- A run of a case, in its threads */

void kunit_init_test(struct kunit *test, const char *name,
		     struct string_stream *log)
{
	spin_lock_init(&test->lock);
	INIT_LIST_HEAD(&test->resources);
	test->name = name;
	test->log = log;
	if (log)
		string_stream_clear(log);
	test->status = KUNIT_SUCCESS;
	test->status_comment[0] = '\0';
}
EXPORT_SYMBOL_GPL(kunit_init_test);

static void check_speed(struct kunit *test, enum kunit_speed speed, u64 ns)
{
	struct timespec64 took = ns_to_timespec64(ns);

	if (ns >= SLOW_NS && speed != KUNIT_SPEED_SLOW &&
	    speed != KUNIT_SPEED_VERY_SLOW)
		kunit_warn(test,
			   "Test should be marked slow (runtime: %lld.%09lds)",
			   took.tv_sec, took.tv_nsec);
}

static void try_run(void *context)
{
	struct run *run = context;
	struct kunit *test = run->test;
	u64 begin;
	int err;

	current->kunit_test = test;
	err = run->suite->init ? run->suite->init(test) : 0;
	if (err) {
		kunit_err(test, "failed to initialize: %d\n", err);
		kunit_set_failure(test);
		return;
	}
	begin = ktime_get_ns();
	run->test_case->run_case(test);
	check_speed(test, run->test_case->attr.speed, ktime_get_ns() - begin);
}

static void catch_run(void *context)
{
	struct kunit *test = ((struct run *)context)->test;
	int err = kunit_try_catch_get_result(&test->try_catch);

	if (!err)
		return;
	kunit_set_failure(test);
	if (err == -ETIMEDOUT)
		kunit_err(test, "test case timed out\n");
	else
		kunit_err(test,
			  "internal error occurred preventing test case from running: %d\n",
			  err);
}

static void try_cleanup(void *context)
{
	struct run *run = context;

	current->kunit_test = run->test;
	if (run->suite->exit)
		run->suite->exit(run->test);
	kunit_cleanup(run->test);
}

static void catch_cleanup(void *context)
{
	struct kunit *test = ((struct run *)context)->test;
	int err = kunit_try_catch_get_result(&test->try_catch);

	kunit_set_failure(test);
	if (!err)
		kunit_err(test,
			  "test aborted during cleanup. continuing without cleaning up\n");
	else if (err == -ETIMEDOUT)
		kunit_err(test, "test case cleanup timed out\n");
	else
		kunit_err(test,
			  "internal error occurred during test case cleanup: %d\n",
			  err);
}

static void run_once(struct run *run)
{
	struct kunit *test = run->test;
	struct kunit_case *test_case = run->test_case;

	kunit_try_catch_init(&test->try_catch, test, try_run, catch_run);
	kunit_try_catch_run(&test->try_catch, run);
	kunit_try_catch_init(&test->try_catch, test, try_cleanup,
			     catch_cleanup);
	kunit_try_catch_run(&test->try_catch, run);
	if (test->status == KUNIT_FAILURE)
		test_case->status = KUNIT_FAILURE;
	else if (test_case->status != KUNIT_FAILURE &&
		 test->status == KUNIT_SUCCESS)
		test_case->status = KUNIT_SUCCESS;
}

/* --- Cases and suites */

static void log_result(struct kunit *test, unsigned int level,
		       enum kunit_status status, size_t number,
		       const char *name)
{
	bool skipped = status == KUNIT_SKIPPED;

	kunit_log(KERN_INFO, test, "%*s%s %zd %s%s%s",
		  (int)level * KUNIT_INDENT_LEN, "",
		  kunit_status_to_ok_not_ok(status), number, name,
		  skipped ? " # SKIP " : "",
		  skipped ? test->status_comment : "");
}

static void run_params(struct run *run, struct stats *stats)
{
	struct kunit_case *test_case = run->test_case;
	struct kunit *test = run->test;
	char desc[KUNIT_PARAM_DESC_SIZE] = "";

	test->param_value = test_case->generate_params(NULL, desc);
	kunit_log(KERN_INFO, test, INDENT INDENT "KTAP version 1\n");
	kunit_log(KERN_INFO, test, INDENT INDENT "# Subtest: %s",
		  test_case->name);
	while (test->param_value) {
		run_once(run);
		if (!desc[0])
			snprintf(desc, sizeof(desc), "param-%d",
				 test->param_index);
		log_result(test, 2, test->status, test->param_index + 1, desc);
		count(stats, test->status);
		desc[0] = '\0';
		test->param_value =
			test_case->generate_params(test->param_value, desc);
		test->param_index++;
		test->status = KUNIT_SUCCESS;
		test->status_comment[0] = '\0';
		test->priv = NULL;
	}
}

static void run_case(struct kunit_suite *suite, struct kunit_case *test_case,
		     struct stats *of_suite, struct stats *of_all)
{
	struct kunit test = {};
	struct run run = { &test, suite, test_case };
	struct stats stats = {};

	kunit_init_test(&test, test_case->name, test_case->log);
	if (test_case->status == KUNIT_SKIPPED) {
		test.status = KUNIT_SKIPPED; /* by a filter */
		count(&stats, KUNIT_SKIPPED);
	} else if (test_case->generate_params) {
		test_case->status = KUNIT_SKIPPED; /* until one ran */
		run_params(&run, &stats);
	} else {
		test_case->status = KUNIT_SKIPPED;
		run_once(&run);
		count(&stats, test.status);
	}
	kunit_print_attr(suite, test_case, 1);
	log_stats(&test, INDENT, test.name, &stats);
	log_result(&test, 1, test_case->status,
		   kunit_test_case_num(suite, test_case), test_case->name);
	count(of_suite, test_case->status);
	add_stats(of_all, &stats);
}

static void run_cases(struct kunit_suite *suite)
{
	struct stats of_suite = {}, of_all = {};
	struct kunit_case *test_case;

	pr_info(INDENT "KTAP version 1\n");
	pr_info(INDENT "# Subtest: %s\n", suite->name);
	kunit_print_attr(suite, NULL, 1);
	pr_info(INDENT "1..%zd\n", kunit_suite_num_test_cases(suite));
	kunit_suite_for_each_test_case(suite, test_case)
		run_case(suite, test_case, &of_suite, &of_all);
	if (suite->suite_exit)
		suite->suite_exit(suite);
	log_stats(suite, "", suite->name, &of_suite);
	log_stats(suite, "", "Totals", &of_all);
}

int kunit_run_tests(struct kunit_suite *suite)
{
	enum kunit_status status;

	add_taint(TAINT_TEST, LOCKDEP_STILL_OK);
	if (suite->suite_init)
		suite->suite_init_err = suite->suite_init(suite);
	if (suite->suite_init_err)
		kunit_err(suite, INDENT "# failed to initialize (%d)",
			  suite->suite_init_err);
	else
		run_cases(suite);
	status = kunit_suite_has_succeeded(suite);
	pr_info("%s %zd %s%s%s\n", kunit_status_to_ok_not_ok(status),
		suite_number++, suite->name,
		status == KUNIT_SKIPPED ? " # SKIP " : "",
		status == KUNIT_SKIPPED ? suite->status_comment : "");
	return 0;
}
EXPORT_SYMBOL_GPL(kunit_run_tests);

int __kunit_test_suites_init(struct kunit_suite *const *const suites,
			     int num_suites)
{
	if (!num_suites)
		return 0;
	if (!kunit_enabled()) {
		pr_info("kunit: disabled\n");
		return 0;
	}
	if (mutex_lock_interruptible(&run_lock)) {
		pr_err("kunit: test interrupted\n");
		return -EINTR;
	}
	suite_number = 1;
	static_branch_inc(&kunit_running);
	for (int i = 0; i < num_suites; i++) {
		kunit_debugfs_create_suite(suites[i]);
		suites[i]->status_comment[0] = '\0';
		suites[i]->suite_init_err = 0;
		if (suites[i]->log)
			string_stream_clear(suites[i]->log);
		kunit_run_tests(suites[i]);
	}
	static_branch_dec(&kunit_running);
	mutex_unlock(&run_lock);
	return 0;
}
EXPORT_SYMBOL_GPL(__kunit_test_suites_init);

void __kunit_test_suites_exit(struct kunit_suite **suites, int num_suites)
{
	for (int i = 0; i < num_suites; i++)
		kunit_debugfs_destroy_suite(suites[i]);
}
EXPORT_SYMBOL_GPL(__kunit_test_suites_exit);

/* --- The module */

static int on_module(struct notifier_block *nb, unsigned long state, void *data)
{
	if (state == MODULE_STATE_LIVE)
		kunit_module_init(data);
	else if (state == MODULE_STATE_GOING)
		kunit_module_exit(data);
	return NOTIFY_OK;
}

static struct notifier_block notifier = { .notifier_call = on_module };

static int __init kunit_init(void)
{
	int err = kunit_bus_init();

	if (err)
		return err;
	kunit_hooks = (struct kunit_hooks_table){ fail_current_test,
						  kunit_static_stub_address };
	kunit_debugfs_init();
	return register_module_notifier(&notifier);
}

static void __exit kunit_exit(void)
{
	unregister_module_notifier(&notifier);
	kunit_debugfs_cleanup();
	kunit_hooks = (struct kunit_hooks_table){};
	kunit_bus_shutdown();
}

module_init(kunit_init);
module_exit(kunit_exit);

MODULE_LICENSE("GPL v2");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Base unit test (KUnit) API");
