/* SPDX-License-Identifier: MIT */
/*
 * Functions that a test replaces by its own, for itself and while it runs.
 *
 * Context: process, may sleep.
 * Linux: Documentation/dev-tools/kunit/functionredirection.rst
 */
#ifndef _KUNIT_STATIC_STUB_H
#define _KUNIT_STATIC_STUB_H

#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <linux/typecheck.h>

/*
 * The first line of a function that can be replaced, with its name and its
 * arguments: returns what the replacement returns, if there is one.
 */
#define KUNIT_STATIC_STUB_REDIRECT(real_fn_name, args...)                   \
	do {                                                                \
		struct kunit *__test = kunit_get_current_test();            \
		typeof(&real_fn_name) __replacement;                        \
                                                                            \
		if (likely(!__test))                                        \
			break;                                              \
		__replacement =                                             \
			kunit_hooks.get_static_stub_address(__test,         \
							    &real_fn_name); \
		if (unlikely(__replacement))                                \
			return __replacement(args);                         \
	} while (0)

/* Has @replacement_addr called instead of @real_fn_addr; NULL: no longer. */
#define kunit_activate_static_stub(test, real_fn_addr, replacement_addr) \
	do {                                                             \
		typecheck_fn(typeof(&replacement_addr), real_fn_addr);   \
		__kunit_activate_static_stub(test, real_fn_addr,         \
					     replacement_addr);          \
	} while (0)
void __kunit_activate_static_stub(struct kunit *test, void *real_fn_addr,
				  void *replacement_addr);
/* Ends the replacement; the test fails and ends where there is none. */
void kunit_deactivate_static_stub(struct kunit *test, void *real_fn_addr);

#endif
