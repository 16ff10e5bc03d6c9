/* SPDX-License-Identifier: MIT */
/* Versions as numbers and dots, and ranges of them. */
#ifndef _LIB_VERSION_RANGE_H
#define _LIB_VERSION_RANGE_H

#include <linux/types.h>

/*
 * Compares the first @numbers of two versions; what follows them does not
 * count. -1: @a is below @b, 0: the same, 1: above.
 */
int compare_versions(const char *a, const char *b, u32 numbers);

/*
 * Where @version lies in "min,preferred,max": 0 inside, -1 below, 1 above;
 * *@preferred says whether it is that. -EINVAL: @range is none.
 */
int version_in_range(const char *range, const char *version, bool *preferred);

#endif
