/* SPDX-License-Identifier: MIT */
/*
 * Heaps in an array: the element that is less than all others is the first one,
 * whatever `less` means. The heap's type is DEFINE_MIN_HEAP(element, name),
 * whose place is the caller's; functions get the callbacks and, for these, args.
 *
 * Context: any.
 * Linux: Documentation/core-api/min_heap.rst
 */
#ifndef _LINUX_MIN_HEAP_H
#define _LINUX_MIN_HEAP_H

#include <linux/bug.h>
#include <linux/string.h>
#include <linux/types.h>

#define MIN_HEAP_PREALLOCATED(_type, _name, _nr)        \
	struct _name {                                  \
		int nr;	  /* elements that are in it */ \
		int size; /* elements that fit in */    \
		_type *data;                            \
		_type preallocated[_nr];                \
	}
#define DEFINE_MIN_HEAP(_type, _name) MIN_HEAP_PREALLOCATED(_type, _name, 0)

typedef DEFINE_MIN_HEAP(char, min_heap_char) min_heap_char;

struct min_heap_callbacks {
	bool (*less)(const void *lhs, const void *rhs, void *args);
	void (*swp)(void *lhs, void *rhs, void *args);
};

/* What the functions below get of a heap of any type. */
#define __min_heap_any(heap) ((min_heap_char *)(heap))
#define __min_heap_elem(heap) sizeof((heap)->data[0])

static __always_inline void __min_heap_init(min_heap_char *heap, void *data,
					    int size)
{
	heap->nr = 0;
	heap->size = size;
	heap->data = data ? data : heap->preallocated;
}

/* Moves the element @pos down to where it belongs. */
static __always_inline void __min_heap_sift_down(
	min_heap_char *heap, int pos, size_t elem_size,
	const struct min_heap_callbacks *func, void *args)
{
	char *data = heap->data;

	for (;;) {
		int least = 2 * pos + 1;

		if (least >= heap->nr)
			break;
		if (least + 1 < heap->nr &&
		    func->less(data + (least + 1) * elem_size,
			       data + least * elem_size, args))
			least++;
		if (!func->less(data + least * elem_size,
				data + pos * elem_size, args))
			break;
		func->swp(data + least * elem_size, data + pos * elem_size,
			  args);
		pos = least;
	}
}

/* Moves the element @idx up to where it belongs. */
static __always_inline void __min_heap_sift_up(
	min_heap_char *heap, size_t elem_size, size_t idx,
	const struct min_heap_callbacks *func, void *args)
{
	char *data = heap->data;

	while (idx) {
		size_t parent = (idx - 1) / 2;

		if (!func->less(data + idx * elem_size,
				data + parent * elem_size, args))
			break;
		func->swp(data + idx * elem_size, data + parent * elem_size,
			  args);
		idx = parent;
	}
}

static __always_inline void __min_heapify_all(
	min_heap_char *heap, size_t elem_size,
	const struct min_heap_callbacks *func, void *args)
{
	for (int i = heap->nr / 2 - 1; i >= 0; i--)
		__min_heap_sift_down(heap, i, elem_size, func, args);
}

static __always_inline bool __min_heap_pop(
	min_heap_char *heap, size_t elem_size,
	const struct min_heap_callbacks *func, void *args)
{
	if (WARN_ONCE(heap->nr <= 0, "Popping an empty heap"))
		return false;
	heap->nr--;
	memcpy(heap->data, heap->data + heap->nr * elem_size, elem_size);
	__min_heap_sift_down(heap, 0, elem_size, func, args);
	return true;
}

static __always_inline bool __min_heap_push(
	min_heap_char *heap, const void *element, size_t elem_size,
	const struct min_heap_callbacks *func, void *args)
{
	if (WARN_ONCE(heap->nr >= heap->size, "Pushing on a full heap"))
		return false;
	memcpy(heap->data + heap->nr * elem_size, element, elem_size);
	__min_heap_sift_up(heap, elem_size, heap->nr++, func, args);
	return true;
}

static __always_inline bool __min_heap_del(
	min_heap_char *heap, size_t elem_size, size_t idx,
	const struct min_heap_callbacks *func, void *args)
{
	if (WARN_ONCE(heap->nr <= 0, "Popping an empty heap"))
		return false;
	heap->nr--;
	if (idx == heap->nr)
		return true;
	func->swp(heap->data + idx * elem_size,
		  heap->data + heap->nr * elem_size, args);
	__min_heap_sift_up(heap, elem_size, idx, func, args);
	__min_heap_sift_down(heap, idx, elem_size, func, args);
	return true;
}

/* An empty heap for @_size elements at @_data; NULL: the preallocated ones. */
#define min_heap_init(_heap, _data, _size) \
	__min_heap_init(__min_heap_any(_heap), _data, _size)
/* The first element, or NULL. */
#define min_heap_peek(_heap) ((_heap)->nr ? (_heap)->data : NULL)
#define min_heap_full(_heap) ((_heap)->nr == (_heap)->size)
#define min_heap_sift_down(_heap, _pos, _func, _args)     \
	__min_heap_sift_down(__min_heap_any(_heap), _pos, \
			     __min_heap_elem(_heap), _func, _args)
#define min_heap_sift_up(_heap, _idx, _func, _args)                       \
	__min_heap_sift_up(__min_heap_any(_heap), __min_heap_elem(_heap), \
			   _idx, _func, _args)
/* Makes a heap of the nr elements, in whatever order they are. */
#define min_heapify_all(_heap, _func, _args)                             \
	__min_heapify_all(__min_heap_any(_heap), __min_heap_elem(_heap), \
			  _func, _args)
/* Takes the first element out; false, with a warning: there is none. */
#define min_heap_pop(_heap, _func, _args)                                    \
	__min_heap_pop(__min_heap_any(_heap), __min_heap_elem(_heap), _func, \
		       _args)
/* Puts *@_element in the place of the first one. */
#define min_heap_pop_push(_heap, _element, _func, _args)                 \
	do {                                                             \
		memcpy((_heap)->data, _element, __min_heap_elem(_heap)); \
		min_heap_sift_down(_heap, 0, _func, _args);              \
	} while (0)
/* Puts a copy of *@_element in; false, with a warning: it is full. */
#define min_heap_push(_heap, _element, _func, _args)     \
	__min_heap_push(__min_heap_any(_heap), _element, \
			__min_heap_elem(_heap), _func, _args)
/* Takes the element @_idx out. */
#define min_heap_del(_heap, _idx, _func, _args)                             \
	__min_heap_del(__min_heap_any(_heap), __min_heap_elem(_heap), _idx, \
		       _func, _args)

#endif
