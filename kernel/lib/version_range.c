/* SPDX-License-Identifier: MIT */
/* Versions as numbers and dots, and ranges of them. */
#include <linux/errno.h>
#include <linux/string.h>

#include "version_range.h"

#define VERSION_NUMBERS 4 /* that count in a range */

/* The number at *@p, which moves behind it and the dot that follows. */
static u32 next_number(const char **p)
{
	u32 n = 0;

	for (; **p >= '0' && **p <= '9'; (*p)++)
		n = n < 100000000 ? n * 10 + (**p - '0') : n;
	if (**p == '.')
		(*p)++;
	return n;
}

int compare_versions(const char *a, const char *b, u32 numbers)
{
	while (numbers--) {
		u32 x = next_number(&a), y = next_number(&b);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

int version_in_range(const char *range, const char *version, bool *preferred)
{
	const char *middle = strchr(range, ',');
	const char *max = middle ? strchr(middle + 1, ',') : NULL;

	if (!max)
		return -EINVAL;
	*preferred = !compare_versions(version, middle + 1, VERSION_NUMBERS);
	if (compare_versions(version, range, VERSION_NUMBERS) < 0)
		return -1;
	return compare_versions(version, max + 1, VERSION_NUMBERS) > 0;
}
