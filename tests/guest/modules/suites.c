/* SPDX-License-Identifier: MIT */
/* Suites of KUnit that pass: fixtures, parameters, resources, stubs, skips. */
#include <kunit/device.h>
#include <kunit/static_stub.h>
#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/klist.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/rational.h>

/* --- Fixtures */

static int suites_begun, cases_begun, cases_ended;

static int begin_suite(struct kunit_suite *suite)
{
	suites_begun++;
	return 0;
}

static void end_suite(struct kunit_suite *suite)
{
	pr_info("suites: %d begun, cases %d begun, %d ended\n", suites_begun,
		cases_begun, cases_ended);
}

static int begin_case(struct kunit *test)
{
	cases_begun++;
	test->priv = kunit_kzalloc(test, 16, GFP_KERNEL);
	return 0;
}

static void end_case(struct kunit *test)
{
	cases_ended++;
}

static void has_fixture(struct kunit *test)
{
	KUNIT_ASSERT_NOT_NULL(test, test->priv);
	KUNIT_EXPECT_MEMEQ(test, test->priv, "\0\0\0\0", 4);
	KUNIT_EXPECT_EQ(test, suites_begun, 1);
	KUNIT_EXPECT_PTR_EQ(test, kunit_get_current_test(), test);
}

static void every_check_holds(struct kunit *test)
{
	int one = 1;
	const char *word = "word";

	KUNIT_SUCCEED(test);
	KUNIT_EXPECT_TRUE(test, one);
	KUNIT_EXPECT_FALSE(test, !one);
	KUNIT_EXPECT_EQ(test, one, 1);
	KUNIT_EXPECT_NE(test, one, 2);
	KUNIT_EXPECT_LT(test, one, 2);
	KUNIT_EXPECT_LE(test, one, 1);
	KUNIT_EXPECT_GT(test, one, -1);
	KUNIT_EXPECT_GE(test, one, 1);
	KUNIT_EXPECT_PTR_NE(test, &one, NULL);
	KUNIT_EXPECT_NULL(test, NULL);
	KUNIT_EXPECT_NOT_NULL(test, word);
	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, word);
	KUNIT_EXPECT_STREQ(test, word, "word");
	KUNIT_EXPECT_STRNEQ(test, word, "words");
	KUNIT_EXPECT_MEMEQ(test, word, "work", 3);
	KUNIT_EXPECT_MEMNEQ(test, word, "work", 4);
	KUNIT_ASSERT_EQ_MSG(test, one, 1, "never %s", "shown");
	one++;
	KUNIT_EXPECT_EQ(test, one++, 2); /* computed once */
	KUNIT_EXPECT_EQ(test, one, 3);
}

static void skips(struct kunit *test)
{
	kunit_skip(test, "there is no %s", "hardware");
	KUNIT_FAIL(test, "not reached");
}

static void marks_skipped(struct kunit *test)
{
	kunit_mark_skipped(test, "and goes on");
	kunit_info(test, "goes on");
}

static void takes_long(struct kunit *test)
{
	msleep(2100);
}

static const int numbers[] = { 1, 2, 3 };

static void describe(const int *number, char *desc)
{
	if (*number != 2)
		snprintf(desc, KUNIT_PARAM_DESC_SIZE, "number %d", *number);
}
KUNIT_ARRAY_PARAM(number, numbers, describe);

static void takes_numbers(struct kunit *test)
{
	const int *number = test->param_value;

	KUNIT_EXPECT_EQ(test, *number, test->param_index + 1);
	if (*number == 3)
		kunit_skip(test, "three");
}

static struct kunit_case fixture_cases[] = {
	KUNIT_CASE(has_fixture),
	KUNIT_CASE(every_check_holds),
	KUNIT_CASE(skips),
	KUNIT_CASE(marks_skipped),
	KUNIT_CASE(takes_long),
	KUNIT_CASE_SLOW(takes_long),
	KUNIT_CASE_PARAM(takes_numbers, number_gen_params),
	{}
};

static struct kunit_suite fixture_suite = {
	.name = "fixture",
	.suite_init = begin_suite,
	.suite_exit = end_suite,
	.init = begin_case,
	.exit = end_case,
	.test_cases = fixture_cases,
};

/* --- Resources and stubs */

static char letters[8], *order = letters;

static void append(void *letter)
{
	strcat(order, letter);
}

static void acts_in_reverse(struct kunit *test)
{
	order[0] = '\0';
	kunit_add_action(test, append, "a");
	kunit_add_action(test, append, "b");
	kunit_add_action(test, append, "c");
	kunit_add_action(test, append, "d");
	kunit_release_action(test, append, "c");
	kunit_remove_action(test, append, "b");
	KUNIT_EXPECT_STREQ(test, order, "c");
}

static void has_acted(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, order, "cda");
}

static int init_resource(struct kunit_resource *res, void *context)
{
	res->data = context;
	return context ? 0 : -ENOENT;
}

static void finds_resources(struct kunit *test)
{
	static struct kunit_resource named;
	struct kunit_resource *res;

	KUNIT_EXPECT_EQ(test, -EINVAL,
			kunit_add_named_resource(test, NULL, NULL, &named, NULL,
						 order));
	KUNIT_EXPECT_EQ(test, 0,
			kunit_add_named_resource(test, NULL, NULL, &named,
						 "order", order));
	KUNIT_EXPECT_EQ(test, -EEXIST,
			kunit_add_named_resource(test, NULL, NULL, &named,
						 "order", order));
	res = kunit_find_named_resource(test, "order");
	KUNIT_ASSERT_PTR_EQ(test, res, &named);
	KUNIT_EXPECT_PTR_EQ(test, res->data, order);
	kunit_put_resource(res);
	KUNIT_EXPECT_EQ(test, 0, kunit_destroy_named_resource(test, "order"));
	KUNIT_EXPECT_EQ(test, -ENOENT,
			kunit_destroy_named_resource(test, "order"));
	KUNIT_EXPECT_PTR_EQ(test, order,
			    kunit_alloc_resource(test, init_resource, NULL,
						 GFP_KERNEL, order));
	KUNIT_EXPECT_NULL(test, kunit_alloc_resource(test, init_resource, NULL,
						     GFP_KERNEL, NULL));
}

static void copies_strings(struct kunit *test)
{
	char *copy = kunit_kstrdup(test, "text", GFP_KERNEL);
	const char *constant = kunit_kstrdup_const(test, "text", GFP_KERNEL);

	KUNIT_EXPECT_STREQ(test, copy, "text");
	KUNIT_EXPECT_STREQ(test, constant, "text");
	KUNIT_EXPECT_NULL(test, kunit_kstrdup(test, NULL, GFP_KERNEL));
	kunit_kfree(test, copy);
	kunit_kfree_const(test, constant);
	kunit_kfree(test, NULL);
}

static noinline int answer(int plus)
{
	KUNIT_STATIC_STUB_REDIRECT(answer, plus);
	return 42 + plus;
}

static int other_answer(int plus)
{
	return 7 + plus;
}

static void replaces_function(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, answer(1), 43);
	kunit_activate_static_stub(test, answer, other_answer);
	KUNIT_EXPECT_EQ(test, answer(1), 8);
	kunit_deactivate_static_stub(test, answer);
	KUNIT_EXPECT_EQ(test, answer(1), 43);
	kunit_activate_static_stub(test, answer, other_answer);
}

static void has_function_again(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, answer(0), 42);
}

static void has_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "gadget");
	struct device *other = kunit_device_register(test, "other");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, other);
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "has_device.gadget");
	KUNIT_EXPECT_STREQ(test, dev_driver_string(dev), "gadget");
	kunit_device_unregister(test, dev);
}

static struct kunit_case resource_cases[] = {
	KUNIT_CASE(acts_in_reverse),   KUNIT_CASE(has_acted),
	KUNIT_CASE(finds_resources),   KUNIT_CASE(copies_strings),
	KUNIT_CASE(replaces_function), KUNIT_CASE(has_function_again),
	KUNIT_CASE(has_device),	       {}
};

static struct kunit_suite resource_suite = {
	.name = "resource",
	.test_cases = resource_cases,
};

/* --- Parts of the library that are modules */

static int gotten, put;

static void get_node(struct klist_node *n)
{
	gotten++;
}

static void put_node(struct klist_node *n)
{
	put++;
}

static DEFINE_KLIST(nodes, get_node, put_node);

static void walks_over_what_goes(struct kunit *test)
{
	struct klist_node a, b, c;
	struct klist_iter i;

	klist_add_tail(&b, &nodes);
	klist_add_head(&a, &nodes);
	klist_add_behind(&c, &b);
	klist_iter_init(&nodes, &i);
	KUNIT_EXPECT_PTR_EQ(test, klist_next(&i), &a);
	KUNIT_EXPECT_PTR_EQ(test, klist_next(&i), &b);
	klist_del(&b); /* the walk stands there */
	KUNIT_EXPECT_EQ(test, put, 0);
	KUNIT_EXPECT_TRUE(test, klist_node_attached(&b));
	KUNIT_EXPECT_PTR_EQ(test, klist_next(&i), &c);
	KUNIT_EXPECT_EQ(test, put, 1);
	KUNIT_EXPECT_FALSE(test, klist_node_attached(&b));
	KUNIT_EXPECT_PTR_EQ(test, klist_prev(&i), &a);
	klist_iter_exit(&i);
	klist_remove(&a);
	klist_remove(&c);
	KUNIT_EXPECT_EQ(test, gotten, 3);
	KUNIT_EXPECT_EQ(test, put, 3);
	klist_iter_init_node(&nodes, &i, NULL);
	KUNIT_EXPECT_NULL(test, klist_next(&i));
}

static void finds_fractions(struct kunit *test)
{
	unsigned long n, d;

	rational_best_approximation(314159, 100000, 1000, 200, &n, &d);
	KUNIT_EXPECT_EQ(test, n, 355);
	KUNIT_EXPECT_EQ(test, d, 113);
	rational_best_approximation(2, 1, 1, 1, &n, &d);
	KUNIT_EXPECT_EQ(test, n, 1);
	KUNIT_EXPECT_EQ(test, d, 1);
}

struct list {
	int length;
	u16 entries[];
};

static void fits_types(struct kunit *test)
{
	DEFINE_RAW_FLEX(struct list, two, entries, 2);
	u8 bytes[] = { 255, 1 };
	int large = 256;

	KUNIT_EXPECT_TRUE(test, overflows_type(large, u8));
	KUNIT_EXPECT_FALSE(test, overflows_type(large - 1, u8));
	BUILD_BUG_ON(!overflows_type(256, u8) || overflows_type(255, u8));
	BUILD_BUG_ON(!overflows_type(-1, u32) || overflows_type(-1, s8));
	BUILD_BUG_ON(!castable_to_type(7, u8) || castable_to_type(256, u8));
	/* NOLINTNEXTLINE(bugprone-macro-repeated-side-effects): typeof */
	wrapping_assign_add(bytes[large++ - 256], 1); /* computed once */
	KUNIT_EXPECT_EQ(test, bytes[0], 0);
	KUNIT_EXPECT_EQ(test, large, 257);
	KUNIT_EXPECT_EQ(test, __struct_size(two), sizeof(*two) + 4);
	KUNIT_EXPECT_FALSE(test, is_signed_type(char)); /* as Linux has it */
}

static struct kunit_case library_cases[] = { KUNIT_CASE(walks_over_what_goes),
					     KUNIT_CASE(finds_fractions),
					     KUNIT_CASE(fits_types),
					     {} };

static struct kunit_suite library_suite = {
	.name = "library",
	.test_cases = library_cases,
};
kunit_test_suites(&fixture_suite, &resource_suite, &library_suite);

/* --- Of what is freed after init */

static int __init at_init(void)
{
	return 5;
}

static void calls_init(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, at_init(), 5);
}

static struct kunit_case init_cases[] = { KUNIT_CASE(calls_init), {} };

static struct kunit_suite init_suite = {
	.name = "initial",
	.test_cases = init_cases,
};
kunit_test_init_section_suite(init_suite);

MODULE_LICENSE("GPL");
