/* SPDX-License-Identifier: MIT */
/*
 * Suites of KUnit that fail, in each way that a test can.
 * It needs a boot of its own.
 */
#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <linux/module.h>

static void numbers_differ(struct kunit *test)
{
	int three = 3;

	KUNIT_EXPECT_EQ(test, three, 4);
	KUNIT_EXPECT_LT_MSG(test, three, three - 1, "said of %d", three);
	KUNIT_EXPECT_TRUE(test, three == 4);
	KUNIT_EXPECT_FALSE_MSG(test, three == 3, "a message");
}

static void pointers_differ(struct kunit *test)
{
	KUNIT_EXPECT_PTR_EQ(test, (void *)0x10, (void *)0x20);
	KUNIT_EXPECT_NOT_NULL(test, NULL);
	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, ERR_PTR(-12));
	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, NULL);
}

static void bytes_differ(struct kunit *test)
{
	const char *left = "left";

	KUNIT_EXPECT_STREQ(test, left, "right");
	KUNIT_EXPECT_STREQ(test, NULL, left);
	KUNIT_EXPECT_MEMEQ(test, left, "lift", 4);
	KUNIT_EXPECT_MEMEQ(test, left, NULL, 4);
}

static void fails(struct kunit *test)
{
	KUNIT_FAIL(test, "for %s", "a reason");
	kunit_fail_current_test("from %s", "afar");
	kunit_warn(test, "goes on");
}

static struct kunit_case expecting_cases[] = { KUNIT_CASE(numbers_differ),
					       KUNIT_CASE(pointers_differ),
					       KUNIT_CASE(bytes_differ),
					       KUNIT_CASE(fails),
					       {} };

static struct kunit_suite expecting_suite = {
	.name = "expecting",
	.test_cases = expecting_cases,
};

/* --- Cases that do not come to their end */

static void let_go(void *what)
{
	pr_info("badsuites: let go of %s\n", (char *)what);
}

static void asserts(struct kunit *test)
{
	kunit_add_action(test, let_go, "what an assertion left");
	KUNIT_ASSERT_STREQ(test, "one", "two");
	KUNIT_FAIL(test, "not reached");
}

static void crashes(struct kunit *test)
{
	volatile int *nowhere = (int *)8;

	kunit_add_action(test, let_go, "what a crash left");
	KUNIT_EXPECT_TRUE(test, true);
	*nowhere = 1;
}

static void goes_on(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, true);
}

static void fail_again(void *context)
{
	struct kunit *test = context;

	KUNIT_ASSERT_TRUE(test, false);
}

static void fails_in_cleanup(struct kunit *test)
{
	kunit_add_action(test, fail_again, test);
}

static const void *three_gen_params(const void *prev, char *desc)
{
	return prev == (void *)3 ? NULL : prev + 1;
}

static void fails_for_two(struct kunit *test)
{
	KUNIT_ASSERT_PTR_NE(test, test->param_value, (void *)2);
}

static struct kunit_case ending_cases[] = { KUNIT_CASE(asserts),
					    KUNIT_CASE(crashes),
					    KUNIT_CASE(goes_on),
					    KUNIT_CASE(fails_in_cleanup),
					    KUNIT_CASE_PARAM(fails_for_two,
							     three_gen_params),
					    {} };

static struct kunit_suite ending_suite = {
	.name = "ending",
	.test_cases = ending_cases,
};

/* --- Suites that do not begin */

static int refuse_suite(struct kunit_suite *suite)
{
	return -ENODEV;
}

static struct kunit_suite refused_suite = {
	.name = "refused",
	.suite_init = refuse_suite,
	.test_cases = (struct kunit_case[]){ KUNIT_CASE(goes_on), {} },
};

static int refuse_case(struct kunit *test)
{
	return -EBUSY;
}

static struct kunit_suite unprepared_suite = {
	.name = "unprepared",
	.init = refuse_case,
	.test_cases = (struct kunit_case[]){ KUNIT_CASE(goes_on), {} },
};
kunit_test_suites(&expecting_suite, &ending_suite, &refused_suite,
		  &unprepared_suite);

MODULE_LICENSE("GPL");
