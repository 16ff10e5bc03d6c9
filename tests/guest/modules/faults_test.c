/* SPDX-License-Identifier: MIT */
/*
 * Every allocation on the path of a load fails once, in its turn, until a
 * load succeeds with none left to fail. A failed load leaves nothing. With
 * rounds=N each fails N times over, so that a lost object of any size adds up
 * to a lost frame.
 */
#include "helper.h"

static unsigned int rounds = 1;
module_param(rounds, uint, 0444);

/* What tells user space of a new folder in /sys; as on Linux it may fail. */
#define UEVENT_ALLOCATIONS 2
static unsigned int failed_unseen; /* and the load did not */

/* One load whose @nth allocation fails. False: it had fewer, and succeeded. */
static bool fail_once(const char *name, const char *args, unsigned int nth)
{
	unsigned long before = frames_free_count();
	bool failed;
	int err;

	alloc_fail_nth = nth;
	err = load_by_name(name, args);
	failed = alloc_fail_nth == 0;
	alloc_fail_nth = 0;
	if (!err)
		EXPECT_EQ(unload(name), 0);
	else
		EXPECT(failed && err == -ENOMEM);
	failed_unseen += !err && failed;
	EXPECT(!find_module(name));
	EXPECT_EQ(frames_free_count(), before);
	return failed;
}

/* Returns how many allocations the load has. */
static unsigned int fail_each(const char *name, const char *args)
{
	unsigned long before = frames_free_count();
	unsigned int nth;
	bool failed = true;

	failed_unseen = 0;
	for (nth = 1; failed && nth < 1000; nth++)
		for (unsigned int i = 0; i < rounds; i++)
			failed = fail_once(name, args, nth);
	EXPECT(nth < 1000);
	EXPECT(failed_unseen <= UEVENT_ALLOCATIONS * rounds);
	EXPECT_EQ(frames_free_count(), before);
	ktap_say("  # %s has %u allocations", name, nth - 2);
	return nth - 2;
}

static void a_plain_module(void)
{
	EXPECT(fail_each("plain", "") >= 5);
}

static void with_exports(void)
{
	unsigned int plain = fail_each("plain", "");

	EXPECT(fail_each("slow", "ms=0") > plain);
	EXPECT(IS_ERR(exporter_of("slow_answer")));
}

static void with_a_dependency(void)
{
	EXPECT_EQ(load_by_name("chain_a", ""), 0);
	EXPECT(fail_each("member", "") >= 6);
	EXPECT_EQ(module_refcount(find_module("chain_a")), 0);
	EXPECT_EQ(unload("chain_a"), 0);
}

static void with_string_parameters(void)
{
	unsigned int one = fail_each("crash", "when=never");

	EXPECT_EQ(fail_each("crash", "how=none when=never"), one + 1);
}

static void with_many_parameters(void)
{
	unsigned int none = fail_each("types", "");

	EXPECT(fail_each("types",
			 "charp=one words=a,b,c array=1,2,3 string=short") >
	       none + 4);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(a_plain_module),	 KTAP_CASE(with_exports),
	KTAP_CASE(with_a_dependency),	 KTAP_CASE(with_string_parameters),
	KTAP_CASE(with_many_parameters),
};

KTAP_SUITE(faults_test, cases);
