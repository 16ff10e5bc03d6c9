/* SPDX-License-Identifier: MIT */
/*
 * The structures of <linux/rbtree.h>.
 *
 * Context: any.
 * Linux: Documentation/core-api/rbtree.rst
 */
#ifndef _LINUX_RBTREE_TYPES_H
#define _LINUX_RBTREE_TYPES_H

#include <linux/compiler.h>
#include <linux/stddef.h>

/* The parent's address, and in its lowest bit the colour: 1 is black. */
struct rb_node {
	unsigned long __rb_parent_color;
	struct rb_node *rb_right;
	struct rb_node *rb_left;
} __aligned(sizeof(long));

struct rb_root {
	struct rb_node *rb_node;
};

/* A tree that knows its first node. */
struct rb_root_cached {
	struct rb_root rb_root;
	struct rb_node *rb_leftmost;
};

/* clang-format off */
#define RB_ROOT ((struct rb_root){ NULL, })
#define RB_ROOT_CACHED ((struct rb_root_cached){ { NULL, }, NULL })
/* clang-format on */

#endif
