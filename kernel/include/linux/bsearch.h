/* SPDX-License-Identifier: MIT */
/*
 * Searching sorted arrays.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_BSEARCH_H
#define _LINUX_BSEARCH_H

#include <linux/compiler.h>
#include <linux/types.h>

/*
 * The element of @num with @size bytes that equals @key, or NULL. @cmp gets
 * @key first.
 */
static __always_inline void *__inline_bsearch(const void *key, const void *base,
					      size_t num, size_t size,
					      cmp_func_t cmp)
{
	while (num) {
		const char *middle = (const char *)base + num / 2 * size;
		int result = cmp(key, middle);

		if (!result)
			return (void *)middle;
		if (result > 0) {
			base = middle + size;
			num--;
		}
		num /= 2;
	}
	return NULL;
}

/* The same, out of line. */
void *bsearch(const void *key, const void *base, size_t num, size_t size,
	      cmp_func_t cmp);

#endif
