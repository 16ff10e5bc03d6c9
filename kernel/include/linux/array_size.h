/* SPDX-License-Identifier: MIT */
/*
 * The number of an array's elements. A pointer in its place is an error.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_ARRAY_SIZE_H
#define _LINUX_ARRAY_SIZE_H

#include <linux/compiler.h>

#define ARRAY_SIZE(array) \
	(sizeof(array) / sizeof((array)[0]) + __must_be_array(array))

#endif
