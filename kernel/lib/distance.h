/* SPDX-License-Identifier: MIT */
/* How far two names are apart: for "did you mean" in messages. */
#ifndef _LIB_DISTANCE_H
#define _LIB_DISTANCE_H

/* How many edits a hint for @name may be away: a third of it, at most 6. */
unsigned int edit_limit(const char *name);

/*
 * The Levenshtein distance of @a and @b, or @limit + 1 when it is more than
 * @limit (or either name is longer than 63 characters). No allocation.
 */
unsigned int edit_distance(const char *a, const char *b, unsigned int limit);

#endif
