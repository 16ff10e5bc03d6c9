/* SPDX-License-Identifier: MIT */
/*
 * What is static and private but for tests: these see it, as
 * MODULE_IMPORT_NS(EXPORTED_FOR_KUNIT_TESTING) says.
 *
 * Context: any.
 * Linux: Documentation/dev-tools/kunit/usage.rst
 */
#ifndef _KUNIT_VISIBILITY_H
#define _KUNIT_VISIBILITY_H

#include <linux/export.h>

#define VISIBLE_IF_KUNIT
#define EXPORT_SYMBOL_IF_KUNIT(symbol) \
	EXPORT_SYMBOL_NS(symbol, EXPORTED_FOR_KUNIT_TESTING)

#endif
