/* SPDX-License-Identifier: MIT */
/*
 * Red-black trees whose nodes know something of all that is below them, which
 * callbacks keep right when the tree changes.
 *
 * Context: any.
 * Linux: Documentation/core-api/rbtree.rst
 */
#ifndef _LINUX_RBTREE_AUGMENTED_H
#define _LINUX_RBTREE_AUGMENTED_H

#include <linux/rbtree.h>

#define RB_RED 0
#define RB_BLACK 1
#define __rb_parent(pc) ((struct rb_node *)((pc) & ~3ul))
#define __rb_color(pc) ((pc)&1)
#define rb_color(rb) __rb_color((rb)->__rb_parent_color)
#define rb_is_red(rb) (!rb_color(rb))
#define rb_is_black(rb) rb_color(rb)

struct rb_augment_callbacks {
	/* From @node up to @stop (NULL: the root), as far as it matters. */
	void (*propagate)(struct rb_node *node, struct rb_node *stop);
	/* @new takes the place of @old. */
	void (*copy)(struct rb_node *old, struct rb_node *new);
	/* @new has become the parent of @old. */
	void (*rotate)(struct rb_node *old, struct rb_node *new);
};

/*
 * The caller has updated what the new node's ancestors know before it calls
 * rb_insert_augmented().
 */
void __rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			   const struct rb_augment_callbacks *augment);
void __rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			  const struct rb_augment_callbacks *augment);

static inline void rb_insert_augmented(
	struct rb_node *node, struct rb_root *root,
	const struct rb_augment_callbacks *augment)
{
	__rb_insert_augmented(node, root, augment);
}

static inline void rb_erase_augmented(struct rb_node *node,
				      struct rb_root *root,
				      const struct rb_augment_callbacks *augment)
{
	__rb_erase_augmented(node, root, augment);
}

static inline void rb_insert_augmented_cached(
	struct rb_node *node, struct rb_root_cached *root, bool newleft,
	const struct rb_augment_callbacks *augment)
{
	if (newleft)
		root->rb_leftmost = node;
	rb_insert_augmented(node, &root->rb_root, augment);
}

static inline void rb_erase_augmented_cached(
	struct rb_node *node, struct rb_root_cached *root,
	const struct rb_augment_callbacks *augment)
{
	if (root->rb_leftmost == node)
		root->rb_leftmost = rb_next(node);
	rb_erase_augmented(node, &root->rb_root, augment);
}

/* rb_add_cached() of such a tree. */
static __always_inline struct rb_node *rb_add_augmented_cached(
	struct rb_node *node, struct rb_root_cached *tree,
	bool (*less)(struct rb_node *, const struct rb_node *),
	const struct rb_augment_callbacks *augment)
{
	struct rb_node **link = &tree->rb_root.rb_node, *parent = NULL;
	bool leftmost = true;

	while (*link) {
		parent = *link;
		if (less(node, parent)) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	rb_link_node(node, parent, link);
	augment->propagate(parent, NULL);
	rb_insert_augmented_cached(node, tree, leftmost, augment);
	return leftmost ? node : NULL;
}

/*
 * The callbacks @name for structures @type with a node @field, which know
 * @augmented. compute(node, exit) works it out; with @exit it returns true where
 * nothing has changed.
 */
#define RB_DECLARE_CALLBACKS(is_static, name, type, field, augmented, compute) \
	static inline void name##_propagate(struct rb_node *rb,                \
					    struct rb_node *stop)              \
	{                                                                      \
		while (rb != stop) {                                           \
			type *node = rb_entry(rb, type, field);                \
                                                                               \
			if (compute(node, true))                               \
				break;                                         \
			rb = rb_parent(&node->field);                          \
		}                                                              \
	}                                                                      \
	static inline void name##_copy(struct rb_node *rb_old,                 \
				       struct rb_node *rb_new)                 \
	{                                                                      \
		rb_entry(rb_new, type, field)->augmented =                     \
			rb_entry(rb_old, type, field)->augmented;              \
	}                                                                      \
	static void name##_rotate(struct rb_node *rb_old,                      \
				  struct rb_node *rb_new)                      \
	{                                                                      \
		name##_copy(rb_old, rb_new);                                   \
		compute(rb_entry(rb_old, type, field), false);                 \
	}                                                                      \
	is_static const struct rb_augment_callbacks name = {                   \
		.propagate = name##_propagate,                                 \
		.copy = name##_copy,                                           \
		.rotate = name##_rotate,                                       \
	};

/* The same where it is the largest compute(node) of the nodes. */
#define RB_DECLARE_CALLBACKS_MAX(is_static, name, type, field, value_type,   \
				 augmented, compute)                         \
	static inline bool name##_compute_max(type *node, bool exit)         \
	{                                                                    \
		value_type max = compute(node);                              \
		type *child;                                                 \
                                                                             \
		if (node->field.rb_left) {                                   \
			child = rb_entry(node->field.rb_left, type, field);  \
			if (child->augmented > max)                          \
				max = child->augmented;                      \
		}                                                            \
		if (node->field.rb_right) {                                  \
			child = rb_entry(node->field.rb_right, type, field); \
			if (child->augmented > max)                          \
				max = child->augmented;                      \
		}                                                            \
		if (exit && node->augmented == max)                          \
			return true;                                         \
		node->augmented = max;                                       \
		return false;                                                \
	}                                                                    \
	RB_DECLARE_CALLBACKS(is_static, name, type, field, augmented,        \
			     name##_compute_max)

#endif
