/* SPDX-License-Identifier: MIT */
/*
 * Heap sort, bottom up: what sinks goes down to a leaf without being compared
 * on the way, as that is where it mostly belongs, and then back up. That takes
 * about n log2(n) comparisons.
 */
#include <linux/export.h>
#include <linux/sort.h>
#include <linux/types.h>

/* How elements are compared and exchanged; offsets are in bytes. */
struct order {
	u8 *base;
	size_t size;
	cmp_r_func_t cmp_r;
	cmp_func_t cmp; /* instead, if not NULL */
	swap_r_func_t swap_r;
	swap_func_t swap;
	const void *priv;
};

static int compare(const struct order *o, size_t a, size_t b)
{
	if (o->cmp)
		return o->cmp(o->base + a, o->base + b);
	/* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): one is there */
	return o->cmp_r(o->base + a, o->base + b, o->priv);
}

static void swap_bytes(u8 *a, u8 *b, size_t size)
{
	for (; size >= sizeof(u32); size -= sizeof(u32)) {
		u32 word = *(u32 *)a;

		*(u32 *)a = *(u32 *)b;
		*(u32 *)b = word;
		a += sizeof(u32);
		b += sizeof(u32);
	}
	while (size--) {
		u8 byte = *a;

		*a++ = *b;
		*b++ = byte;
	}
}

static void exchange(const struct order *o, size_t a, size_t b)
{
	if (o->swap)
		o->swap(o->base + a, o->base + b, o->size);
	else if (o->swap_r)
		o->swap_r(o->base + a, o->base + b, o->size, o->priv);
	else
		swap_bytes(o->base + a, o->base + b, o->size);
}

/* Where the parent of the element at @at is; @at is not 0. */
static size_t parent_of(size_t at, size_t size)
{
	return (at / size - 1) / 2 * size;
}

/* Makes [@root, @end) a heap, where all below @root is one. */
static void sink(const struct order *o, size_t root, size_t end)
{
	size_t size = o->size, at = root, child;

	/* Down the way of the larger children. */
	while ((child = 2 * at + size) < end) {
		if (child + size < end && compare(o, child, child + size) < 0)
			child += size;
		at = child;
	}
	/* Up to where the root's element belongs. */
	while (at != root && compare(o, root, at) >= 0)
		at = parent_of(at, size);
	/* It goes there, and each on the way to its parent. */
	for (; at != root; at = parent_of(at, size))
		exchange(o, root, at);
}

static void heap_sort(const struct order *o, size_t num)
{
	size_t size = o->size, end = num * size;

	if (num < 2 || !size)
		return;
	for (size_t root = num / 2 * size; root; root -= size)
		sink(o, root - size, end);
	while ((end -= size)) {
		exchange(o, 0, end);
		sink(o, 0, end);
	}
}

void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp_func,
	    swap_r_func_t swap_func, const void *priv)
{
	struct order o = { .base = base,
			   .size = size,
			   .cmp_r = cmp_func,
			   .swap_r = swap_func,
			   .priv = priv };

	heap_sort(&o, num);
}
EXPORT_SYMBOL(sort_r);

void sort(void *base, size_t num, size_t size, cmp_func_t cmp_func,
	  swap_func_t swap_func)
{
	struct order o = {
		.base = base, .size = size, .cmp = cmp_func, .swap = swap_func
	};

	heap_sort(&o, num);
}
EXPORT_SYMBOL(sort);
