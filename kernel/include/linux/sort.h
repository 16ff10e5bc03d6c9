/* SPDX-License-Identifier: MIT */
/*
 * Sorting arrays in place, in O(n log n) and without memory. Equal elements may
 * change their order.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_SORT_H
#define _LINUX_SORT_H

#include <linux/types.h>

/*
 * @num elements of @size bytes by @cmp_func: negative, 0 or positive as in
 * strcmp(). @swap_func exchanges two; NULL: by their bytes. sort_r() hands
 * @priv to both.
 */
void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp_func,
	    swap_r_func_t swap_func, const void *priv);
void sort(void *base, size_t num, size_t size, cmp_func_t cmp_func,
	  swap_func_t swap_func);

#endif
