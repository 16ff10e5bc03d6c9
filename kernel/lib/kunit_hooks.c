/* SPDX-License-Identifier: MIT */
/*
 * What code in the kernel and in modules asks KUnit, whether or not kunit.ko,
 * which fills this in, is loaded.
 */
#include <kunit/test-bug.h>
#include <linux/export.h>

DEFINE_STATIC_KEY_FALSE(kunit_running);
EXPORT_SYMBOL(kunit_running);

struct kunit_hooks_table kunit_hooks;
EXPORT_SYMBOL(kunit_hooks);
