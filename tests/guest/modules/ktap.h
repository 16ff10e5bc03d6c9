/* SPDX-License-Identifier: MIT */
/*
 * Suites of test cases that run inside the kernel and tell of it in KTAP
 * (Documentation/dev-tools/ktap.rst): a module's init calls ktap_run() with
 * its cases. The harness finds the cases by their KTAP_CASE() lines, so each
 * stands on a line of its own. No case may leave anything behind.
 */
#ifndef _KTAP_H
#define _KTAP_H

#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/reboot.h>

/* Seen at any loglevel that a boot may have. */
#define ktap_say(fmt, ...) printk(KERN_ALERT fmt "\n", ##__VA_ARGS__)

struct ktap_case {
	const char *name;
	void (*run)(void);
};

/* clang-format off */
#define KTAP_CASE(function) { #function, function }
/* clang-format on */

static bool ktap_failed;

#define EXPECT(condition) ktap_expect(condition, #condition, __LINE__)

static inline bool ktap_expect(bool holds, const char *text, int line)
{
	if (!holds) {
		ktap_say("  # line %d: expected %s", line, text);
		ktap_failed = true;
	}
	return holds;
}

/* Compares as 64-bit integers; tells both where they differ. */
#define EXPECT_EQ(is, should_be) \
	ktap_expect_eq((long long)(is), (long long)(should_be), #is, __LINE__)

static inline bool ktap_expect_eq(long long is, long long should_be,
				  const char *text, int line)
{
	if (is != should_be) {
		ktap_say("  # line %d: %s is %lld, expected %lld", line, text,
			 is, should_be);
		ktap_failed = true;
	}
	return is == should_be;
}

/* Runs the cases in their order. Returns 0: what failed is in the log. */
static inline int ktap_run(const char *suite, const struct ktap_case *cases,
			   unsigned int count)
{
	unsigned int failed = 0;

	ktap_say("KTAP version 1");
	ktap_say("1..1");
	ktap_say("  KTAP version 1");
	ktap_say("  # Subtest: %s", suite);
	ktap_say("  1..%u", count);
	for (unsigned int i = 0; i < count; i++) {
		ktap_failed = false;
		cases[i].run();
		ktap_say("  %s %u %s", ktap_failed ? "not ok" : "ok", i + 1,
			 cases[i].name);
		failed += ktap_failed;
	}
	ktap_say("%s 1 %s", failed ? "not ok" : "ok", suite);
	if (failed)
		set_exit_status(true);
	return 0;
}

/* A module that is nothing but a suite. */
#define KTAP_SUITE(name, cases)                                   \
	static int __init name##_init(void)                       \
	{                                                         \
		return ktap_run(#name, cases, ARRAY_SIZE(cases)); \
	}                                                         \
	module_init(name##_init);                                 \
	static void __exit name##_exit(void)                      \
	{                                                         \
	}                                                         \
	module_exit(name##_exit);                                 \
	MODULE_LICENSE("GPL");                                    \
	MODULE_INFO(intree, "Y");                                 \
	MODULE_IMPORT_NS(MORTISE_INTERNAL);                       \
	MODULE_DESCRIPTION("Test suite " #name)

#endif
