/* SPDX-License-Identifier: MIT */
/* The same loads and unloads again and again: nothing may be lost. */
#include "helper.h"

/* Loads and unloads @name @times times: whether all free frames are back. */
static void repeat(const char *name, const char *args, unsigned int times)
{
	unsigned long before = frames_free_count();

	for (unsigned int i = 0; i < times; i++) {
		if (!EXPECT_EQ(load_by_name(name, args), 0) ||
		    !EXPECT_EQ(unload(name), 0))
			return;
	}
	EXPECT_EQ(frames_free_count(), before);
}

static void ten_thousand_loads_and_unloads(void)
{
	repeat("plain", "", 10000);
}

static void with_parameters(void)
{
	repeat("parted", "count=2", 500);
	repeat("slow", "ms=0 result=0", 500);
}

static void with_strings(void)
{
	repeat("crash", "how=text when=never", 1000);
}

static void with_exports(void)
{
	repeat("slow", "ms=0", 1000);
}

static void with_holders(void)
{
	EXPECT_EQ(load_by_name("chain_a", ""), 0);
	repeat("member", "", 1000);
	EXPECT_EQ(module_refcount(find_module("chain_a")), 0);
	EXPECT_EQ(unload("chain_a"), 0);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(ten_thousand_loads_and_unloads),
	KTAP_CASE(with_parameters),
	KTAP_CASE(with_strings),
	KTAP_CASE(with_exports),
	KTAP_CASE(with_holders),
};

KTAP_SUITE(stress_test, cases);
