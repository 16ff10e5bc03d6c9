/* SPDX-License-Identifier: MIT */
/*
 * Shell patterns: *, ?, [a-z], [!a-z] and a backslash.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_GLOB_H
#define _LINUX_GLOB_H

#include <linux/types.h>

/* Whether the whole of @str fits @pat; `*` and `?` match a slash, too. */
bool glob_match(char const *pat, char const *str);

#endif
