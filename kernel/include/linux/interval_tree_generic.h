/* SPDX-License-Identifier: MIT */
/*
 * Interval trees of any structure: red-black trees in the order of the
 * intervals' starts, each node knowing the largest end that is below it.
 *
 * Context: any.
 * Linux: Documentation/core-api/rbtree.rst
 */
#ifndef _LINUX_INTERVAL_TREE_GENERIC_H
#define _LINUX_INTERVAL_TREE_GENERIC_H

#include <linux/rbtree_augmented.h>

/*
 * Defines PREFIX_insert(), _remove(), _iter_first() and _iter_next() for a
 * STRUCT whose rb_node is RB; START(node) and LAST(node), of TYPE, are its
 * interval, both ends in it, and SUBTREE is a TYPE for the tree's use. STATIC:
 * `static` or nothing. The walk finds what has a part in [start, last], in the
 * order of starts.
 */
#define INTERVAL_TREE_DEFINE(STRUCT, RB, TYPE, SUBTREE, START, LAST, STATIC,   \
			     PREFIX)                                           \
	RB_DECLARE_CALLBACKS_MAX(static, PREFIX##_augment, STRUCT, RB, TYPE,   \
				 SUBTREE, LAST)                                \
	static inline bool PREFIX##_starts_before(struct rb_node *a,           \
						  const struct rb_node *b)     \
	{                                                                      \
		STRUCT *x = rb_entry(a, STRUCT, RB);                           \
		STRUCT *y = rb_entry((struct rb_node *)b, STRUCT, RB);         \
                                                                               \
		return START(x) < START(y);                                    \
	}                                                                      \
	STATIC void PREFIX##_insert(STRUCT *node, struct rb_root_cached *root) \
	{                                                                      \
		node->SUBTREE = LAST(node);                                    \
		rb_add_augmented_cached(&node->RB, root,                       \
					PREFIX##_starts_before,                \
					&PREFIX##_augment);                    \
	}                                                                      \
	STATIC void PREFIX##_remove(STRUCT *node, struct rb_root_cached *root) \
	{                                                                      \
		rb_erase_augmented_cached(&node->RB, root, &PREFIX##_augment); \
	}                                                                      \
	/* Whether something below @rb, or it, ends at @start or later. */     \
	static inline bool PREFIX##_reaches(struct rb_node *rb, TYPE start)    \
	{                                                                      \
		return rb && rb_entry(rb, STRUCT, RB)->SUBTREE >= start;       \
	}                                                                      \
	/* The first match of the tree @rb, where something reaches @start. */ \
	static inline STRUCT *PREFIX##_first_in(struct rb_node *rb,            \
						TYPE start, TYPE last)         \
	{                                                                      \
		for (;;) {                                                     \
			STRUCT *node = rb_entry(rb, STRUCT, RB);               \
                                                                               \
			if (PREFIX##_reaches(rb->rb_left, start)) {            \
				rb = rb->rb_left;                              \
				continue;                                      \
			}                                                      \
			if (START(node) > last)                                \
				return NULL;                                   \
			if (LAST(node) >= start)                               \
				return node;                                   \
			if (!PREFIX##_reaches(rb->rb_right, start))            \
				return NULL;                                   \
			rb = rb->rb_right;                                     \
		}                                                              \
	}                                                                      \
	STATIC STRUCT *PREFIX##_iter_first(struct rb_root_cached *root,        \
					   TYPE start, TYPE last)              \
	{                                                                      \
		struct rb_node *rb = root->rb_root.rb_node;                    \
                                                                               \
		return PREFIX##_reaches(rb, start) ?                           \
			       PREFIX##_first_in(rb, start, last) :            \
			       NULL;                                           \
	}                                                                      \
	STATIC STRUCT *PREFIX##_iter_next(STRUCT *node, TYPE start, TYPE last) \
	{                                                                      \
		struct rb_node *rb = &node->RB, *below;                        \
                                                                               \
		if (PREFIX##_reaches(rb->rb_right, start))                     \
			return PREFIX##_first_in(rb->rb_right, start, last);   \
		for (;;) {                                                     \
			do {                                                   \
				below = rb;                                    \
				rb = rb_parent(rb);                            \
				if (!rb)                                       \
					return NULL;                           \
			} while (below == rb->rb_right);                       \
			node = rb_entry(rb, STRUCT, RB);                       \
			if (START(node) > last)                                \
				return NULL;                                   \
			if (LAST(node) >= start)                               \
				return node;                                   \
			if (PREFIX##_reaches(rb->rb_right, start))             \
				return PREFIX##_first_in(rb->rb_right, start,  \
							 last);                \
		}                                                              \
	}

#endif
