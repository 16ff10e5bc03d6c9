/* SPDX-License-Identifier: MIT */
/*
 * Merge sort of a list: runs of 1, 2, 4 … entries wait to be merged with the
 * next of their length, as the digits of a counter. While it works, entries are
 * linked by next alone, up to NULL.
 */
#include <linux/export.h>
#include <linux/list.h>
#include <linux/list_sort.h>

#define RUNS 32 /* of 2^n entries: more than memory holds */

/* Of equal entries those of @a, the earlier ones, come first. */
static struct list_head *merge(void *priv, list_cmp_func_t cmp,
			       struct list_head *a, struct list_head *b)
{
	struct list_head *merged, **tail = &merged;

	while (a && b) {
		struct list_head **from = cmp(priv, a, b) <= 0 ? &a : &b;

		*tail = *from;
		tail = &(*from)->next;
		*from = *tail;
	}
	*tail = a ? a : b;
	return merged;
}

void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	struct list_head *runs[RUNS] = { NULL }, *sorted = NULL, *prev = head;
	struct list_head *entry, *next;
	int i;

	if (list_empty(head) || list_is_singular(head))
		return;
	head->prev->next = NULL;
	for (entry = head->next; entry; entry = next) {
		struct list_head *run = entry;

		next = entry->next;
		entry->next = NULL;
		for (i = 0; runs[i]; i++) {
			run = merge(priv, cmp, runs[i], run);
			runs[i] = NULL;
		}
		runs[i] = run;
	}
	for (i = 0; i < RUNS; i++)
		if (runs[i])
			sorted = merge(priv, cmp, runs[i], sorted);
	for (entry = sorted; entry; entry = entry->next) {
		prev->next = entry;
		entry->prev = prev;
		prev = entry;
	}
	prev->next = head;
	head->prev = prev;
}
EXPORT_SYMBOL(list_sort);
