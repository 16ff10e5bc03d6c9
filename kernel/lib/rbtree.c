/* SPDX-License-Identifier: MIT */
/*
 * Red-black trees. A red node has no red child, and each way from the root down
 * to where a leaf ends has as many black nodes; so none is twice as long as
 * another. What is left and what is right differs in nothing but the side, so a
 * side is a parameter. See Cormen, Leiserson, Rivest, Stein: "Introduction to
 * Algorithms", chapter 13.
 */
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/rbtree_augmented.h>

enum side { LEFT, RIGHT };

static struct rb_node **child(struct rb_node *node, enum side side)
{
	return side == LEFT ? &node->rb_left : &node->rb_right;
}

static enum side side_of(struct rb_node *node, struct rb_node *parent)
{
	return node == parent->rb_left ? LEFT : RIGHT;
}

static void set_parent(struct rb_node *node, struct rb_node *parent)
{
	node->__rb_parent_color = rb_color(node) | (unsigned long)parent;
}

static void set_color(struct rb_node *node, unsigned long color)
{
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): is a node */
	node->__rb_parent_color = (unsigned long)rb_parent(node) | color;
}

/* Where there is no node, all is black. */
static bool is_black(const struct rb_node *node)
{
	return !node || rb_is_black(node);
}

/* What pointed to @old points to @new. */
static void change_child(struct rb_node *old, struct rb_node *new,
			 struct rb_node *parent, struct rb_root *root)
{
	if (parent)
		*child(parent, side_of(old, parent)) = new;
	else
		root->rb_node = new;
}

/* @node goes down to @side; its child on the other one takes its place. */
static void rotate(struct rb_node *node, enum side side, struct rb_root *root,
		   const struct rb_augment_callbacks *augment)
{
	struct rb_node *up = *child(node, !side), *middle = *child(up, side);

	*child(node, !side) = middle;
	if (middle)
		set_parent(middle, node);
	change_child(node, up, rb_parent(node), root);
	set_parent(up, rb_parent(node));
	*child(up, side) = node;
	set_parent(node, up);
	if (augment)
		augment->rotate(node, up);
}

/* @node is red: and what is above it must not be. */
static void insert(struct rb_node *node, struct rb_root *root,
		   const struct rb_augment_callbacks *augment)
{
	struct rb_node *parent, *grand, *uncle;

	while ((parent = rb_parent(node)) && rb_is_red(parent)) {
		enum side side;

		grand = rb_parent(parent);
		side = side_of(parent, grand);
		uncle = *child(grand, !side);
		if (!is_black(uncle)) {
			set_color(parent, RB_BLACK);
			set_color(uncle, RB_BLACK);
			set_color(grand, RB_RED);
			node = grand;
			continue;
		}
		if (node == *child(parent, !side)) {
			rotate(parent, side, root, augment);
			parent = node;
		}
		set_color(parent, RB_BLACK);
		set_color(grand, RB_RED);
		rotate(grand, !side, root, augment);
		break;
	}
	set_color(root->rb_node, RB_BLACK);
}

/*
 * The ways through @node (it may be NULL) have a black node less than those
 * through its sibling: which have one, so the sibling is a node.
 */
static void balance(struct rb_node *node, struct rb_node *parent,
		    struct rb_root *root,
		    const struct rb_augment_callbacks *augment)
{
	while (parent && is_black(node)) {
		enum side side = side_of(node, parent);
		struct rb_node *sibling = *child(parent, !side);

		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): is a node */
		if (rb_is_red(sibling)) {
			set_color(sibling, RB_BLACK);
			set_color(parent, RB_RED);
			rotate(parent, side, root, augment);
			sibling = *child(parent, !side);
		}
		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): is a node */
		if (is_black(sibling->rb_left) && is_black(sibling->rb_right)) {
			set_color(sibling, RB_RED);
			node = parent;
			parent = rb_parent(node);
			continue;
		}
		if (is_black(*child(sibling, !side))) {
			set_color(*child(sibling, side), RB_BLACK);
			set_color(sibling, RB_RED);
			rotate(sibling, !side, root, augment);
			sibling = *child(parent, !side);
		}
		set_color(sibling, rb_color(parent));
		set_color(parent, RB_BLACK);
		set_color(*child(sibling, !side), RB_BLACK);
		rotate(parent, side, root, augment);
		return;
	}
	if (node)
		set_color(node, RB_BLACK);
}

/*
 * @node has two children: the node that follows it takes its place. Returns
 * the parent of where that one was; its only child is *@below.
 */
static struct rb_node *take_successor(
	struct rb_node *node, struct rb_root *root,
	const struct rb_augment_callbacks *augment, struct rb_node **below,
	unsigned long *color)
{
	struct rb_node *next = node->rb_right, *parent;

	while (next->rb_left)
		next = next->rb_left;
	*below = next->rb_right;
	*color = rb_color(next);
	parent = rb_parent(next);
	if (parent == node) {
		parent = next;
	} else {
		parent->rb_left = *below;
		if (*below)
			set_parent(*below, parent);
		next->rb_right = node->rb_right;
		set_parent(node->rb_right, next);
	}
	next->rb_left = node->rb_left;
	set_parent(node->rb_left, next);
	change_child(node, next, rb_parent(node), root);
	next->__rb_parent_color = node->__rb_parent_color;
	if (augment) {
		augment->copy(node, next);
		if (parent != next)
			augment->propagate(parent, next);
		augment->propagate(next, NULL);
	}
	return parent;
}

static void erase(struct rb_node *node, struct rb_root *root,
		  const struct rb_augment_callbacks *augment)
{
	unsigned long color = rb_color(node);
	struct rb_node *parent, *below;

	if (node->rb_left && node->rb_right) {
		parent = take_successor(node, root, augment, &below, &color);
	} else {
		parent = rb_parent(node);
		below = node->rb_left ? node->rb_left : node->rb_right;
		change_child(node, below, parent, root);
		if (below)
			set_parent(below, parent);
		if (augment)
			augment->propagate(parent, NULL);
	}
	if (color == RB_BLACK)
		balance(below, parent, root, augment);
}

void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	insert(node, root, NULL);
}
EXPORT_SYMBOL(rb_insert_color);

void rb_erase(struct rb_node *node, struct rb_root *root)
{
	erase(node, root, NULL);
}
EXPORT_SYMBOL(rb_erase);

void __rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			   const struct rb_augment_callbacks *augment)
{
	insert(node, root, augment);
}
EXPORT_SYMBOL(__rb_insert_augmented);

void __rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			  const struct rb_augment_callbacks *augment)
{
	erase(node, root, augment);
}
EXPORT_SYMBOL(__rb_erase_augmented);

static struct rb_node *outermost(struct rb_node *node, enum side side)
{
	while (node && *child(node, side))
		node = *child(node, side);
	return node;
}

/* The nearest one on @side, by order. */
static struct rb_node *neighbour(struct rb_node *node, enum side side)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (*child(node, side))
		return outermost(*child(node, side), !side);
	while ((parent = rb_parent(node)) && node == *child(parent, side))
		node = parent;
	return parent;
}

struct rb_node *rb_next(const struct rb_node *node)
{
	return neighbour((struct rb_node *)node, RIGHT);
}
EXPORT_SYMBOL(rb_next);

struct rb_node *rb_prev(const struct rb_node *node)
{
	return neighbour((struct rb_node *)node, LEFT);
}
EXPORT_SYMBOL(rb_prev);

struct rb_node *rb_first(const struct rb_root *root)
{
	return outermost(root->rb_node, LEFT);
}
EXPORT_SYMBOL(rb_first);

struct rb_node *rb_last(const struct rb_root *root)
{
	return outermost(root->rb_node, RIGHT);
}
EXPORT_SYMBOL(rb_last);

/* The leaf that is farthest to the left. */
static struct rb_node *first_leaf(struct rb_node *node)
{
	while (node->rb_left || node->rb_right)
		node = node->rb_left ? node->rb_left : node->rb_right;
	return node;
}

struct rb_node *rb_first_postorder(const struct rb_root *root)
{
	return root->rb_node ? first_leaf(root->rb_node) : NULL;
}
EXPORT_SYMBOL(rb_first_postorder);

struct rb_node *rb_next_postorder(const struct rb_node *node)
{
	struct rb_node *parent = node ? rb_parent(node) : NULL;

	if (parent && node == parent->rb_left && parent->rb_right)
		return first_leaf(parent->rb_right);
	return parent;
}
EXPORT_SYMBOL(rb_next_postorder);

void rb_replace_node(struct rb_node *victim, struct rb_node *new,
		     struct rb_root *root)
{
	*new = *victim;
	if (victim->rb_left)
		set_parent(victim->rb_left, new);
	if (victim->rb_right)
		set_parent(victim->rb_right, new);
	change_child(victim, new, rb_parent(victim), root);
}
EXPORT_SYMBOL(rb_replace_node);

void rb_replace_node_rcu(struct rb_node *victim, struct rb_node *new,
			 struct rb_root *root)
{
	rb_replace_node(victim, new, root);
}
EXPORT_SYMBOL(rb_replace_node_rcu);
