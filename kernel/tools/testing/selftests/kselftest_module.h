/* SPDX-License-Identifier: MIT */
/*
 * Modules that are a test: selftest(), theirs, runs when they are loaded, and
 * the load fails with -EINVAL where a check in it has. They include this as
 * "../tools/testing/selftests/kselftest_module.h", from beside the headers.
 *
 * Context: process, may sleep.
 * Linux: Documentation/dev-tools/kselftest.rst
 */
#ifndef __KSELFTEST_MODULE_H
#define __KSELFTEST_MODULE_H

#include <linux/module.h>
#include <linux/panic.h>

/* What the checks count. */
#define KSTM_MODULE_GLOBALS()                        \
	static unsigned int total_tests __initdata;  \
	static unsigned int failed_tests __initdata; \
	static unsigned int skipped_tests __initdata

/* A check: @x is an error, 0 none. */
#define KSTM_CHECK_ZERO(x)                                                   \
	do {                                                                 \
		total_tests++;                                               \
		if (x) {                                                     \
			pr_warn("TC failed at %s:%d\n", __func__, __LINE__); \
			failed_tests++;                                      \
		}                                                            \
	} while (0)

/* Tells how it went: 0, -EINVAL. */
static inline int kstm_report(unsigned int total_tests,
			      unsigned int failed_tests,
			      unsigned int skipped_tests)
{
	if (failed_tests) {
		pr_warn("failed %u out of %u tests\n", failed_tests,
			total_tests);
		return -EINVAL;
	}
	if (!skipped_tests) {
		pr_info("all %u tests passed\n", total_tests);
		return 0;
	}
	pr_info("skipped %u tests\n", skipped_tests);
	pr_info("remaining %u tests passed\n", total_tests);
	return 0;
}

/* The module's init and exit. */
#define KSTM_MODULE_LOADERS(__module)                                         \
	static int __init __module##_init(void)                               \
	{                                                                     \
		pr_info("loaded.\n");                                         \
		add_taint(TAINT_TEST, LOCKDEP_STILL_OK);                      \
		selftest();                                                   \
		return kstm_report(total_tests, failed_tests, skipped_tests); \
	}                                                                     \
	static void __exit __module##_exit(void)                              \
	{                                                                     \
		pr_info("unloaded.\n");                                       \
	}                                                                     \
	module_init(__module##_init);                                         \
	module_exit(__module##_exit)

MODULE_INFO(test, "Y");

#endif
