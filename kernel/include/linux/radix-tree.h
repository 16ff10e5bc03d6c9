/* SPDX-License-Identifier: MIT */
/*
 * The older way to sparse arrays of pointers: radix trees, as names for what
 * <linux/xarray.h> has. The caller locks whoever changes a tree.
 *
 * Context: any.
 * Linux: Documentation/core-api/xarray.rst
 */
#ifndef _LINUX_RADIX_TREE_H
#define _LINUX_RADIX_TREE_H

#include <linux/err.h>
#include <linux/rcupdate.h>
#include <linux/xarray.h>

#define radix_tree_root xarray
#define RADIX_TREE_MAX_TAGS 3

#define RADIX_TREE_INIT(name, mask) XARRAY_INIT(name, 0)
#define RADIX_TREE(name, mask) \
	struct radix_tree_root name = RADIX_TREE_INIT(name, mask)
#define INIT_RADIX_TREE(root, mask) xa_init(root)
#define radix_tree_empty(root) xa_empty(root)

/* 0, -EEXIST (there is one at @index) or -ENOMEM. */
static inline int radix_tree_insert(struct radix_tree_root *root,
				    unsigned long index, void *item)
{
	int error = __xa_insert(root, index, item, GFP_ATOMIC);

	return error == -EBUSY ? -EEXIST : error;
}

/* What is there, or NULL. */
static inline void *radix_tree_lookup(const struct radix_tree_root *root,
				      unsigned long index)
{
	return xa_load((struct xarray *)root, index);
}

/* Takes it out: what was there, or NULL. */
static inline void *radix_tree_delete(struct radix_tree_root *root,
				      unsigned long index)
{
	return __xa_erase(root, index);
}

/* The same only where it is @item (or that is NULL); else NULL. */
static inline void *radix_tree_delete_item(struct radix_tree_root *root,
					   unsigned long index, void *item)
{
	void *is = radix_tree_lookup(root, index);

	return !item || is == item ? radix_tree_delete(root, index) : NULL;
}

/* Up to @max from @first on, to @results: how many. */
static inline unsigned int radix_tree_gang_lookup(
	const struct radix_tree_root *root, void **results, unsigned long first,
	unsigned int max)
{
	return xa_extract((struct xarray *)root, results, first, ULONG_MAX, max,
			  XA_PRESENT);
}

/* Those that have the @tag, 0 to 2. */
static inline unsigned int radix_tree_gang_lookup_tag(
	const struct radix_tree_root *root, void **results, unsigned long first,
	unsigned int max, unsigned int tag)
{
	return xa_extract((struct xarray *)root, results, first, ULONG_MAX, max,
			  tag);
}

/* Of the entry at @index, which is returned. */
static inline void *radix_tree_tag_set(struct radix_tree_root *root,
				       unsigned long index, unsigned int tag)
{
	__xa_set_mark(root, index, tag);
	return radix_tree_lookup(root, index);
}

static inline void *radix_tree_tag_clear(struct radix_tree_root *root,
					 unsigned long index, unsigned int tag)
{
	__xa_clear_mark(root, index, tag);
	return radix_tree_lookup(root, index);
}

static inline int radix_tree_tag_get(const struct radix_tree_root *root,
				     unsigned long index, unsigned int tag)
{
	return xa_get_mark((struct xarray *)root, index, tag);
}

/* Whether any entry has it. */
static inline int radix_tree_tagged(const struct radix_tree_root *root,
				    unsigned int tag)
{
	return xa_marked(root, tag);
}

/* Memory is had without waiting here: there is nothing to load before. */
static inline int radix_tree_preload(gfp_t gfp)
{
	preempt_disable();
	return 0;
}
#define radix_tree_maybe_preload(gfp) radix_tree_preload(gfp)

static inline void radix_tree_preload_end(void)
{
	preempt_enable();
}

/* What a walk is at. */
struct radix_tree_iter {
	unsigned long index;
	void *entry;
};

/* A walk's slot, NULL behind the last: a copy of the entry, to read. */
static inline void **__radix_tree_found(struct radix_tree_iter *iter,
					void *entry)
{
	iter->entry = entry;
	return entry ? &iter->entry : NULL;
}
#define radix_tree_deref_slot(slot) (*(slot))

/* Each entry in turn, from @start on; it may be deleted meanwhile. */
#define radix_tree_for_each_slot(slot, root, iter, start) \
	__radix_tree_for_each(slot, root, iter, start, XA_PRESENT)
#define radix_tree_for_each_tagged(slot, root, iter, start, tag) \
	__radix_tree_for_each(slot, root, iter, start, tag)
#define __radix_tree_for_each(slot, root, iter, start, filter)             \
	for ((iter)->index = (start),                                      \
	    slot = __radix_tree_found(iter, xa_find(root, &(iter)->index,  \
						    ULONG_MAX, filter));   \
	     slot;                                                         \
	     slot = __radix_tree_found(iter,                               \
				       xa_find_after(root, &(iter)->index, \
						     ULONG_MAX, filter)))

/* Takes out what the walk is at. */
static inline void radix_tree_iter_delete(struct radix_tree_root *root,
					  struct radix_tree_iter *iter,
					  void **slot)
{
	radix_tree_delete(root, iter->index);
}

#endif
