/* SPDX-License-Identifier: MIT */
/*
 * KUnit: tests that run in the kernel. A module has suites of cases, which run
 * when it is loaded and tell in the log, as KTAP, what came of them. Each case
 * runs in a thread of its own, so one that crashes fails alone.
 *
 * The tests need kunit.ko; docs/kunit.md.
 *
 * Context: process, may sleep.
 * Linux: Documentation/dev-tools/kunit/index.rst
 */
#ifndef _KUNIT_TEST_H
#define _KUNIT_TEST_H

#include <asm/rwonce.h>
#include <asm/sections.h>
#include <kunit/test-bug.h>
#include <kunit/try-catch.h>
#include <linux/args.h>
#include <linux/array_size.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/jump_label.h>
#include <linux/kconfig.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/types.h>

struct dentry;
struct file;
struct kunit;
struct string_stream;

/* Bytes of a parameter's description, and of why a test was skipped. */
#define KUNIT_PARAM_DESC_SIZE 128
#define KUNIT_STATUS_COMMENT_SIZE 256

#define KUNIT_INDENT_LEN 4
#define KUNIT_SUBTEST_INDENT "    "
#define KUNIT_SUBSUBTEST_INDENT "        "

enum kunit_status {
	KUNIT_SUCCESS,
	KUNIT_FAILURE,
	KUNIT_SKIPPED,
};

static inline char *kunit_status_to_ok_not_ok(enum kunit_status status)
{
	return status == KUNIT_FAILURE ? "not ok" : "ok";
}

enum kunit_speed {
	KUNIT_SPEED_UNSET, /* as normal */
	KUNIT_SPEED_VERY_SLOW,
	KUNIT_SPEED_SLOW,
	KUNIT_SPEED_NORMAL,
	KUNIT_SPEED_MAX = KUNIT_SPEED_NORMAL,
};

struct kunit_attributes {
	enum kunit_speed speed;
};

/* A case, by KUNIT_CASE() and its like; a suite's array ends with an empty one. */
struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	/* The parameter behind @prev (NULL: the first), or NULL; writes @desc. */
	const void *(*generate_params)(const void *prev, char *desc);
	struct kunit_attributes attr;

	/* KUnit's own. */
	enum kunit_status status;
	char *module_name;
	struct string_stream *log;
};

#define KUNIT_CASE(test_name)                              \
	{                                                  \
		.run_case = test_name, .name = #test_name, \
		.module_name = KBUILD_MODNAME,             \
	}
#define KUNIT_CASE_ATTR(test_name, attributes)                                 \
	{                                                                      \
		.run_case = test_name, .name = #test_name, .attr = attributes, \
		.module_name = KBUILD_MODNAME,                                 \
	}
/* One that takes more than a second: nobody warns of that. */
#define KUNIT_CASE_SLOW(test_name)                                             \
	{                                                                      \
		.run_case = test_name, .name = #test_name,                     \
		.attr.speed = KUNIT_SPEED_SLOW, .module_name = KBUILD_MODNAME, \
	}
/* One that runs for each parameter that gen_params() returns. */
#define KUNIT_CASE_PARAM(test_name, gen_params)                               \
	{                                                                     \
		.run_case = test_name, .name = #test_name,                    \
		.generate_params = gen_params, .module_name = KBUILD_MODNAME, \
	}
#define KUNIT_CASE_PARAM_ATTR(test_name, gen_params, attributes)   \
	{                                                          \
		.run_case = test_name, .name = #test_name,         \
		.generate_params = gen_params, .attr = attributes, \
		.module_name = KBUILD_MODNAME,                     \
	}

/* NAME_gen_params() over an array; get_desc(element, desc) may be NULL. */
#define KUNIT_ARRAY_PARAM(name, array, get_desc)                               \
	static const void *name##_gen_params(const void *prev, char *desc)     \
	{                                                                      \
		typeof((array)[0]) *__next = prev ? (typeof(__next))prev + 1 : \
						    (array);                   \
		void (*__describe)(typeof(__next), char *) = get_desc;         \
                                                                               \
		if ((size_t)(__next - (array)) >= ARRAY_SIZE(array))           \
			return NULL;                                           \
		if (__describe)                                                \
			__describe(__next, desc);                              \
		return __next;                                                 \
	}
/* The same, described by a string among the element's members. */
#define KUNIT_ARRAY_PARAM_DESC(name, array, desc_member)                       \
	static const void *name##_gen_params(const void *prev, char *desc)     \
	{                                                                      \
		typeof((array)[0]) *__next = prev ? (typeof(__next))prev + 1 : \
						    (array);                   \
                                                                               \
		if ((size_t)(__next - (array)) >= ARRAY_SIZE(array))           \
			return NULL;                                           \
		strscpy(desc, __next->desc_member, KUNIT_PARAM_DESC_SIZE);     \
		return __next;                                                 \
	}

/* Cases with what is done around them all, and around each. */
struct kunit_suite {
	const char name[256];
	int (*suite_init)(struct kunit_suite *suite);
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
	struct kunit_attributes attr;

	/* KUnit's own. */
	char status_comment[KUNIT_STATUS_COMMENT_SIZE];
	struct dentry *debugfs;
	struct string_stream *log;
	int suite_init_err;
	bool is_init;
};

#define kunit_suite_for_each_test_case(suite, test_case) \
	for (test_case = (suite)->test_cases; test_case->run_case; test_case++)

/*
 * What the module has tested when it is loaded. The second kind has cases that
 * call __init functions, so they can't be run again.
 */
#define kunit_test_suites(__suites...)                                \
	__kunit_test_suites(__UNIQUE_ID(array), ".kunit_test_suites", \
			    ##__suites)
#define kunit_test_suite(suite) kunit_test_suites(&suite)
#define kunit_test_init_section_suites(__suites...)                  \
	__kunit_test_suites(CONCATENATE(__UNIQUE_ID(array), _probe), \
			    ".kunit_init_test_suites", ##__suites)
#define kunit_test_init_section_suite(suite) \
	kunit_test_init_section_suites(&suite)
#define __kunit_test_suites(unique_array, section, ...)      \
	static struct kunit_suite *unique_array[] __aligned( \
		sizeof(struct kunit_suite *)) __used         \
	__section(section) = { __VA_ARGS__ }

/* Where a check stands. */
struct kunit_loc {
	int line;
	const char *file;
};

#define KUNIT_CURRENT_LOC                           \
	{                                           \
		.file = __FILE__, .line = __LINE__, \
	}

/* A run of a case, for one parameter. @priv is the suite's own. */
struct kunit {
	void *priv;

	/* KUnit's own; the parameter is for who wrote its generator. */
	const char *name;
	struct string_stream *log; /* the case's */
	struct kunit_try_catch try_catch;
	const void *param_value;
	int param_index;
	spinlock_t lock; /* of resources */
	enum kunit_status status;
	struct list_head resources;
	char status_comment[KUNIT_STATUS_COMMENT_SIZE];
	struct kunit_loc last_seen; /* the last check that was reached */
};

static inline void kunit_set_failure(struct kunit *test)
{
	WRITE_ONCE(test->status, KUNIT_FAILURE);
}

/* --- Telling */

/* Says in its result that the test, or the suite, was skipped, and why. */
#define kunit_mark_skipped(test_or_suite, fmt, ...)                       \
	do {                                                              \
		WRITE_ONCE((test_or_suite)->status, KUNIT_SKIPPED);       \
		scnprintf((test_or_suite)->status_comment,                \
			  KUNIT_STATUS_COMMENT_SIZE, fmt, ##__VA_ARGS__); \
	} while (0)
/* The same, and ends the test. */
#define kunit_skip(test_or_suite, fmt, ...)                              \
	do {                                                             \
		kunit_mark_skipped((test_or_suite), fmt, ##__VA_ARGS__); \
		kunit_try_catch_throw(&((test_or_suite)->try_catch));    \
	} while (0)

/* Into the log, and into the case's in /sys/kernel/debug/kunit. */
#define kunit_log(lvl, test_or_suite, fmt, ...)                             \
	do {                                                                \
		printk(lvl fmt, ##__VA_ARGS__);                             \
		kunit_log_append((test_or_suite)->log, fmt, ##__VA_ARGS__); \
	} while (0)
#define kunit_printk(lvl, test, fmt, ...)                                     \
	kunit_log(lvl, test, KUNIT_SUBTEST_INDENT "# %s: " fmt, (test)->name, \
		  ##__VA_ARGS__)
/* A line of the test's own. */
#define kunit_info(test, fmt, ...) \
	kunit_printk(KERN_INFO, test, fmt, ##__VA_ARGS__)
#define kunit_warn(test, fmt, ...) \
	kunit_printk(KERN_WARNING, test, fmt, ##__VA_ARGS__)
#define kunit_err(test, fmt, ...) \
	kunit_printk(KERN_ERR, test, fmt, ##__VA_ARGS__)

/* --- Checks: EXPECT goes on after a failure, ASSERT ends the test. */

enum kunit_assert_type {
	KUNIT_ASSERTION,
	KUNIT_EXPECTATION,
};

/* What a check compares, and so how its values are shown. */
enum kunit_check_kind {
	KUNIT_CHECK_FAIL,
	KUNIT_CHECK_TRUE,
	KUNIT_CHECK_FALSE,
	KUNIT_CHECK_NOT_ERR,
	KUNIT_CHECK_INT,
	KUNIT_CHECK_PTR,
	KUNIT_CHECK_STR,
	KUNIT_CHECK_MEM,
};

/* A check as it stands in the source; it is not compiled into the values. */
struct kunit_check {
	struct kunit_loc loc;
	enum kunit_assert_type type;
	enum kunit_check_kind kind;
	const char *left, *op, *right;
};

/* Tells of a check that has failed. And: ends the test. */
void __kunit_failed(struct kunit *test, const struct kunit_check *check,
		    long long left, long long right, size_t size,
		    const char *fmt, ...) __printf(6, 7);
void __noreturn __kunit_abort(struct kunit *test);

#define __KUNIT_REACHED(test)                                 \
	do {                                                  \
		WRITE_ONCE((test)->last_seen.file, __FILE__); \
		WRITE_ONCE((test)->last_seen.line, __LINE__); \
	} while (0)
#define __KUNIT_FAILED(test, _type, _kind, _left, _op, _right, l, r, size, \
		       fmt, ...)                                           \
	do {                                                               \
		static const struct kunit_check __check = {                \
			.loc = KUNIT_CURRENT_LOC,                          \
			.type = _type,                                     \
			.kind = _kind,                                     \
			.left = _left,                                     \
			.op = _op,                                         \
			.right = _right,                                   \
		};                                                         \
                                                                           \
		__kunit_failed(test, &__check, l, r, size, fmt,            \
			       ##__VA_ARGS__);                             \
		if (_type == KUNIT_ASSERTION)                              \
			__kunit_abort(test);                               \
	} while (0)

#define __KUNIT_BOOL(test, type, kind, condition, expected, fmt, ...)          \
	do {                                                                   \
		__KUNIT_REACHED(test);                                         \
		if (likely(!!(condition) == !!expected))                       \
			break;                                                 \
		__KUNIT_FAILED(test, type, kind, #condition, NULL, NULL, 0, 0, \
			       0, fmt, ##__VA_ARGS__);                         \
	} while (0)
#define __KUNIT_TRUE(test, type, condition, fmt, ...)                    \
	__KUNIT_BOOL(test, type, KUNIT_CHECK_TRUE, condition, true, fmt, \
		     ##__VA_ARGS__)
#define __KUNIT_FALSE(test, type, condition, fmt, ...)                     \
	__KUNIT_BOOL(test, type, KUNIT_CHECK_FALSE, condition, false, fmt, \
		     ##__VA_ARGS__)

/* Numbers and pointers: @cast makes a number of a side. */
#define __KUNIT_COMPARE(test, type, kind, cast, left, op, right, fmt, ...) \
	do {                                                               \
		const typeof(left) __left = (left);                        \
		const typeof(right) __right = (right);                     \
                                                                           \
		__KUNIT_REACHED(test);                                     \
		if (likely(__left op __right))                             \
			break;                                             \
		__KUNIT_FAILED(test, type, kind, #left, #op, #right,       \
			       cast __left, cast __right, 0, fmt,          \
			       ##__VA_ARGS__);                             \
	} while (0)
#define __KUNIT_INT(test, type, left, op, right, fmt, ...)                   \
	__KUNIT_COMPARE(test, type, KUNIT_CHECK_INT, , left, op, right, fmt, \
			##__VA_ARGS__)
#define __KUNIT_PTR(test, type, left, op, right, fmt, ...)                  \
	__KUNIT_COMPARE(test, type, KUNIT_CHECK_PTR, (unsigned long), left, \
			op, right, fmt, ##__VA_ARGS__)

#define __KUNIT_BYTES(test, type, kind, ptr, left, op, right, size, compare,  \
		      fmt, ...)                                               \
	do {                                                                  \
		const ptr *__left = (left);                                   \
		const ptr *__right = (right);                                 \
		const size_t __size = (size);                                 \
                                                                              \
		__KUNIT_REACHED(test);                                        \
		if (likely(__left && __right) && likely(compare op 0))        \
			break;                                                \
		__KUNIT_FAILED(test, type, kind, #left, #op, #right,          \
			       (unsigned long)__left, (unsigned long)__right, \
			       __size, fmt, ##__VA_ARGS__);                   \
	} while (0)
#define __KUNIT_STR(test, type, left, op, right, fmt, ...)                   \
	__KUNIT_BYTES(test, type, KUNIT_CHECK_STR, char, left, op, right, 0, \
		      strcmp(__left, __right), fmt, ##__VA_ARGS__)
#define __KUNIT_MEM(test, type, left, op, right, size, fmt, ...)          \
	__KUNIT_BYTES(test, type, KUNIT_CHECK_MEM, void, left, op, right, \
		      size, memcmp(__left, __right, __size), fmt,         \
		      ##__VA_ARGS__)

#define __KUNIT_NOT_ERR(test, type, ptr, fmt, ...)                           \
	do {                                                                 \
		const typeof(ptr) __ptr = (ptr);                             \
                                                                             \
		__KUNIT_REACHED(test);                                       \
		if (!IS_ERR_OR_NULL(__ptr))                                  \
			break;                                               \
		__KUNIT_FAILED(test, type, KUNIT_CHECK_NOT_ERR, #ptr, NULL,  \
			       NULL, (long)__ptr, 0, 0, fmt, ##__VA_ARGS__); \
	} while (0)

/* Says that the test got here. */
#define KUNIT_SUCCEED(test) __KUNIT_REACHED(test)
/* Fails with a message; the next ends the test, too. */
#define KUNIT_FAIL(test, fmt, ...) \
	KUNIT_FAIL_ASSERTION(test, KUNIT_EXPECTATION, fmt, ##__VA_ARGS__)
#define KUNIT_FAIL_AND_ABORT(test, fmt, ...) \
	KUNIT_FAIL_ASSERTION(test, KUNIT_ASSERTION, fmt, ##__VA_ARGS__)
#define KUNIT_FAIL_ASSERTION(test, type, fmt, ...)                             \
	do {                                                                   \
		__KUNIT_REACHED(test);                                         \
		__KUNIT_FAILED(test, type, KUNIT_CHECK_FAIL, NULL, NULL, NULL, \
			       0, 0, 0, fmt, ##__VA_ARGS__);                   \
	} while (0)

/*
 * What should hold; _MSG adds a message to the failure's text. Each side is
 * computed once.
 */
#define KUNIT_EXPECT_TRUE(test, condition) \
	KUNIT_EXPECT_TRUE_MSG(test, condition, NULL)
#define KUNIT_EXPECT_TRUE_MSG(test, condition, fmt, ...) \
	__KUNIT_TRUE(test, KUNIT_EXPECTATION, condition, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_FALSE(test, condition) \
	KUNIT_EXPECT_FALSE_MSG(test, condition, NULL)
#define KUNIT_EXPECT_FALSE_MSG(test, condition, fmt, ...) \
	__KUNIT_FALSE(test, KUNIT_EXPECTATION, condition, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_EQ(test, left, right) \
	KUNIT_EXPECT_EQ_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_EQ_MSG(test, left, right, fmt, ...)           \
	__KUNIT_INT(test, KUNIT_EXPECTATION, left, ==, right, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_EXPECT_NE(test, left, right) \
	KUNIT_EXPECT_NE_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_NE_MSG(test, left, right, fmt, ...)           \
	__KUNIT_INT(test, KUNIT_EXPECTATION, left, !=, right, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_EXPECT_LT(test, left, right) \
	KUNIT_EXPECT_LT_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_LT_MSG(test, left, right, fmt, ...) \
	__KUNIT_INT(test, KUNIT_EXPECTATION, left, <, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_LE(test, left, right) \
	KUNIT_EXPECT_LE_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_LE_MSG(test, left, right, fmt, ...)           \
	__KUNIT_INT(test, KUNIT_EXPECTATION, left, <=, right, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_EXPECT_GT(test, left, right) \
	KUNIT_EXPECT_GT_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_GT_MSG(test, left, right, fmt, ...) \
	__KUNIT_INT(test, KUNIT_EXPECTATION, left, >, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_GE(test, left, right) \
	KUNIT_EXPECT_GE_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_GE_MSG(test, left, right, fmt, ...)           \
	__KUNIT_INT(test, KUNIT_EXPECTATION, left, >=, right, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_EXPECT_PTR_EQ(test, left, right) \
	KUNIT_EXPECT_PTR_EQ_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_PTR_EQ_MSG(test, left, right, fmt, ...)       \
	__KUNIT_PTR(test, KUNIT_EXPECTATION, left, ==, right, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_EXPECT_PTR_NE(test, left, right) \
	KUNIT_EXPECT_PTR_NE_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_PTR_NE_MSG(test, left, right, fmt, ...)       \
	__KUNIT_PTR(test, KUNIT_EXPECTATION, left, !=, right, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_EXPECT_NULL(test, ptr) KUNIT_EXPECT_NULL_MSG(test, ptr, NULL)
#define KUNIT_EXPECT_NULL_MSG(test, ptr, fmt, ...) \
	__KUNIT_PTR(test, KUNIT_EXPECTATION, ptr, ==, NULL, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NOT_NULL(test, ptr) \
	KUNIT_EXPECT_NOT_NULL_MSG(test, ptr, NULL)
#define KUNIT_EXPECT_NOT_NULL_MSG(test, ptr, fmt, ...) \
	__KUNIT_PTR(test, KUNIT_EXPECTATION, ptr, !=, NULL, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(test, ptr) \
	KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, ptr, NULL)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, ptr, fmt, ...) \
	__KUNIT_NOT_ERR(test, KUNIT_EXPECTATION, ptr, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_STREQ(test, left, right) \
	KUNIT_EXPECT_STREQ_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_STREQ_MSG(test, left, right, fmt, ...)        \
	__KUNIT_STR(test, KUNIT_EXPECTATION, left, ==, right, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_EXPECT_STRNEQ(test, left, right) \
	KUNIT_EXPECT_STRNEQ_MSG(test, left, right, NULL)
#define KUNIT_EXPECT_STRNEQ_MSG(test, left, right, fmt, ...)       \
	__KUNIT_STR(test, KUNIT_EXPECTATION, left, !=, right, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_EXPECT_MEMEQ(test, left, right, size) \
	KUNIT_EXPECT_MEMEQ_MSG(test, left, right, size, NULL)
#define KUNIT_EXPECT_MEMEQ_MSG(test, left, right, size, fmt, ...)        \
	__KUNIT_MEM(test, KUNIT_EXPECTATION, left, ==, right, size, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_EXPECT_MEMNEQ(test, left, right, size) \
	KUNIT_EXPECT_MEMNEQ_MSG(test, left, right, size, NULL)
#define KUNIT_EXPECT_MEMNEQ_MSG(test, left, right, size, fmt, ...)       \
	__KUNIT_MEM(test, KUNIT_EXPECTATION, left, !=, right, size, fmt, \
		    ##__VA_ARGS__)

/* The same, where the test makes no sense without. */
#define KUNIT_ASSERT_TRUE(test, condition) \
	KUNIT_ASSERT_TRUE_MSG(test, condition, NULL)
#define KUNIT_ASSERT_TRUE_MSG(test, condition, fmt, ...) \
	__KUNIT_TRUE(test, KUNIT_ASSERTION, condition, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_FALSE(test, condition) \
	KUNIT_ASSERT_FALSE_MSG(test, condition, NULL)
#define KUNIT_ASSERT_FALSE_MSG(test, condition, fmt, ...) \
	__KUNIT_FALSE(test, KUNIT_ASSERTION, condition, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_EQ(test, left, right) \
	KUNIT_ASSERT_EQ_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_EQ_MSG(test, left, right, fmt, ...) \
	__KUNIT_INT(test, KUNIT_ASSERTION, left, ==, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NE(test, left, right) \
	KUNIT_ASSERT_NE_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_NE_MSG(test, left, right, fmt, ...) \
	__KUNIT_INT(test, KUNIT_ASSERTION, left, !=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_LT(test, left, right) \
	KUNIT_ASSERT_LT_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_LT_MSG(test, left, right, fmt, ...) \
	__KUNIT_INT(test, KUNIT_ASSERTION, left, <, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_LE(test, left, right) \
	KUNIT_ASSERT_LE_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_LE_MSG(test, left, right, fmt, ...) \
	__KUNIT_INT(test, KUNIT_ASSERTION, left, <=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_GT(test, left, right) \
	KUNIT_ASSERT_GT_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_GT_MSG(test, left, right, fmt, ...) \
	__KUNIT_INT(test, KUNIT_ASSERTION, left, >, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_GE(test, left, right) \
	KUNIT_ASSERT_GE_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_GE_MSG(test, left, right, fmt, ...) \
	__KUNIT_INT(test, KUNIT_ASSERTION, left, >=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_PTR_EQ(test, left, right) \
	KUNIT_ASSERT_PTR_EQ_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_PTR_EQ_MSG(test, left, right, fmt, ...) \
	__KUNIT_PTR(test, KUNIT_ASSERTION, left, ==, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_PTR_NE(test, left, right) \
	KUNIT_ASSERT_PTR_NE_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_PTR_NE_MSG(test, left, right, fmt, ...) \
	__KUNIT_PTR(test, KUNIT_ASSERTION, left, !=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NULL(test, ptr) KUNIT_ASSERT_NULL_MSG(test, ptr, NULL)
#define KUNIT_ASSERT_NULL_MSG(test, ptr, fmt, ...) \
	__KUNIT_PTR(test, KUNIT_ASSERTION, ptr, ==, NULL, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL(test, ptr) \
	KUNIT_ASSERT_NOT_NULL_MSG(test, ptr, NULL)
#define KUNIT_ASSERT_NOT_NULL_MSG(test, ptr, fmt, ...) \
	__KUNIT_PTR(test, KUNIT_ASSERTION, ptr, !=, NULL, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, ptr) \
	KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, ptr, NULL)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, ptr, fmt, ...) \
	__KUNIT_NOT_ERR(test, KUNIT_ASSERTION, ptr, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_STREQ(test, left, right) \
	KUNIT_ASSERT_STREQ_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_STREQ_MSG(test, left, right, fmt, ...) \
	__KUNIT_STR(test, KUNIT_ASSERTION, left, ==, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_STRNEQ(test, left, right) \
	KUNIT_ASSERT_STRNEQ_MSG(test, left, right, NULL)
#define KUNIT_ASSERT_STRNEQ_MSG(test, left, right, fmt, ...) \
	__KUNIT_STR(test, KUNIT_ASSERTION, left, !=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_MEMEQ(test, left, right, size) \
	KUNIT_ASSERT_MEMEQ_MSG(test, left, right, size, NULL)
#define KUNIT_ASSERT_MEMEQ_MSG(test, left, right, size, fmt, ...)      \
	__KUNIT_MEM(test, KUNIT_ASSERTION, left, ==, right, size, fmt, \
		    ##__VA_ARGS__)
#define KUNIT_ASSERT_MEMNEQ(test, left, right, size) \
	KUNIT_ASSERT_MEMNEQ_MSG(test, left, right, size, NULL)
#define KUNIT_ASSERT_MEMNEQ_MSG(test, left, right, size, fmt, ...)     \
	__KUNIT_MEM(test, KUNIT_ASSERTION, left, !=, right, size, fmt, \
		    ##__VA_ARGS__)

/* --- Memory that is freed when the test ends */

/* As kmalloc_array() and the others: the memory, or NULL. */
void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp);
static inline void *kunit_kmalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, 1, size, gfp);
}
static inline void *kunit_kzalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc(test, size, gfp | __GFP_ZERO);
}
static inline void *kunit_kcalloc(struct kunit *test, size_t n, size_t size,
				  gfp_t gfp)
{
	return kunit_kmalloc_array(test, n, size, gfp | __GFP_ZERO);
}
/* A copy of @str, which NULL has none of. */
char *kunit_kstrdup(struct kunit *test, const char *str, gfp_t gfp);
/* The same; for what kunit_kfree_const() is to free. */
const char *kunit_kstrdup_const(struct kunit *test, const char *str, gfp_t gfp);
/* Frees it before the test ends; NULL is allowed. */
void kunit_kfree(struct kunit *test, const void *ptr);
void kunit_kfree_const(struct kunit *test, const void *x);

/* --- Running */

/* Whether tests are run at all: kunit.enable. */
bool kunit_enabled(void);
/* Runs a suite as it is: 0. */
int kunit_run_tests(struct kunit_suite *suite);
/* Runs suites, with a folder each in debugfs: 0, or -EINTR. And takes it away. */
int __kunit_test_suites_init(struct kunit_suite *const *const suites,
			     int num_suites);
void __kunit_test_suites_exit(struct kunit_suite **suites, int num_suites);
/* A suite's number of cases; a case's number in it, or 0; what came of it. */
size_t kunit_suite_num_test_cases(struct kunit_suite *suite);
unsigned int kunit_test_case_num(struct kunit_suite *suite,
				 struct kunit_case *test_case);
enum kunit_status kunit_suite_has_succeeded(struct kunit_suite *suite);
/* A test that is no case's: to be cleaned up, which gives back what it holds. */
void kunit_init_test(struct kunit *test, const char *name,
		     struct string_stream *log);
void kunit_cleanup(struct kunit *test);
/* Adds to a log; NULL: to none. */
void kunit_log_append(struct string_stream *log, const char *fmt, ...)
	__printf(2, 3);

#include <kunit/resource.h>

#endif
