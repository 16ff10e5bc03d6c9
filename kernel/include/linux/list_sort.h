/* SPDX-License-Identifier: MIT */
/*
 * Sorting lists.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_LIST_SORT_H
#define _LINUX_LIST_SORT_H

#include <linux/compiler.h>
#include <linux/types.h>

/* Above 0: @a comes after @b. */
typedef int (*list_cmp_func_t)(void *priv, const struct list_head *a,
			       const struct list_head *b);

/* Stable: what compares as equal keeps its order. @priv is handed to @cmp. */
void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp);

#endif
