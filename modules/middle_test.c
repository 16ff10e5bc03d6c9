/* SPDX-License-Identifier: MIT */
/*
 * A suite of tests: the middle of two numbers. (a + b) / 2 is the obvious way,
 * and the suite shows where it goes wrong.
 *
 * Try: modprobe middle_test; dmesg; then modprobe -r middle_test, and
 * modprobe middle_test obvious=1, and read which numbers the log shows.
 * cat /sys/kernel/debug/kunit/middle/results
 *
 * Only on Mortise: Debian's Linux is built without CONFIG_KUNIT.
 */
#include <kunit/test.h>
#include <linux/limits.h>
#include <linux/module.h>

static bool obvious;
module_param(obvious, bool, 0444);
MODULE_PARM_DESC(obvious, "Compute it the obvious way");

static unsigned int middle(unsigned int a, unsigned int b)
{
	if (obvious)
		return (a + b) / 2;
	return a / 2 + b / 2 + (a & b & 1);
}

static void middle_of_equals(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, middle(7, 7), 7);
	KUNIT_EXPECT_EQ(test, middle(0, 0), 0);
}

static void middle_of_large(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, middle(UINT_MAX, UINT_MAX), UINT_MAX);
	KUNIT_EXPECT_GT(test, middle(UINT_MAX, 2), 2);
}

static const struct pair {
	const char *name;
	unsigned int a, b, middle;
} pairs[] = {
	{ "both even", 2, 8, 5 },
	{ "both odd", 3, 5, 4 },
	{ "rounded down", 1, 2, 1 },
};
KUNIT_ARRAY_PARAM_DESC(pair, pairs, name);

static void middle_of_pair(struct kunit *test)
{
	const struct pair *pair = test->param_value;

	KUNIT_EXPECT_EQ(test, middle(pair->a, pair->b), pair->middle);
	KUNIT_EXPECT_EQ_MSG(test, middle(pair->b, pair->a), pair->middle,
			    "the order of the two matters");
}

static struct kunit_case middle_cases[] = { KUNIT_CASE(middle_of_equals),
					    KUNIT_CASE(middle_of_large),
					    KUNIT_CASE_PARAM(middle_of_pair,
							     pair_gen_params),
					    {} };

static struct kunit_suite middle_suite = {
	.name = "middle",
	.test_cases = middle_cases,
};
kunit_test_suite(middle_suite);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("A suite of tests for a small function");
