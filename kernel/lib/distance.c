/* SPDX-License-Identifier: MIT */
/* Levenshtein's edit distance, one row at a time. */
#include <linux/string.h>
#include <linux/types.h>

#include "distance.h"

#define NAME_MAX_COMPARED 63
#define EDITS_MAX 6

unsigned int edit_limit(const char *name)
{
	size_t third = strnlen(name, 3 * EDITS_MAX) / 3;

	return third;
}

unsigned int edit_distance(const char *a, const char *b, unsigned int limit)
{
	u8 row[NAME_MAX_COMPARED + 1];
	size_t la = strnlen(a, NAME_MAX_COMPARED + 1);
	size_t lb = strnlen(b, NAME_MAX_COMPARED + 1);

	if (la > NAME_MAX_COMPARED || lb > NAME_MAX_COMPARED ||
	    la > lb + limit || lb > la + limit)
		return limit + 1;
	for (size_t j = 0; j <= lb; j++)
		row[j] = j;
	for (size_t i = 1; i <= la; i++) {
		u8 diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			u8 above = row[j];
			u8 best = diagonal + (a[i - 1] != b[j - 1]);

			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[lb] > limit ? limit + 1 : row[lb];
}
