/* SPDX-License-Identifier: MIT */
/*
 * Sparse arrays of pointers: a tree whose nodes have 64 slots, for six bits of
 * the index each; it is as high as the largest index needs. A node knows of
 * each slot whether it, or something below it, has a mark, and whether all of
 * it is in use: so marked entries and free indices are found on one way down.
 * A node without entries goes at once.
 */
#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/slab.h>
#include <linux/xarray.h>

#define CHUNK_SHIFT 6
#define CHUNK (1u << CHUNK_SHIFT)
#define MARKS 3

struct xa_node {
	struct xa_node *parent;
	u8 shift;  /* of the index, for this node's slots */
	u8 offset; /* in the parent */
	u8 count;  /* slots that are not NULL */
	void *slots[CHUNK];
	DECLARE_BITMAP(full, CHUNK);
	DECLARE_BITMAP(marks[MARKS], CHUNK);
};

static unsigned int slot_of(const struct xa_node *node, unsigned long index)
{
	return index >> node->shift & (CHUNK - 1);
}

/* Whether the node, an uppermost one, has a slot for @index. */
static bool covers(const struct xa_node *node, unsigned long index)
{
	return node->shift + CHUNK_SHIFT >= BITS_PER_LONG ||
	       !(index >> (node->shift + CHUNK_SHIFT));
}

/* The leaf that has @index, or NULL. */
static struct xa_node *find_leaf(const struct xarray *xa, unsigned long index)
{
	struct xa_node *node = xa->xa_head;

	if (!node || !covers(node, index))
		return NULL;
	while (node && node->shift)
		node = node->slots[slot_of(node, index)];
	return node;
}

static void *load(const struct xarray *xa, unsigned long index)
{
	struct xa_node *leaf = find_leaf(xa, index);

	return leaf ? leaf->slots[slot_of(leaf, index)] : NULL;
}

/* Without what only reserves an index. */
static void *visible(void *entry)
{
	return xa_is_zero(entry) ? NULL : entry;
}

/* --- Changes */

/* What is in a module's own array has been asked for by that array. */
static struct xa_node *new_node(const struct xarray *xa, unsigned int shift,
				gfp_t gfp)
{
	struct xa_node *node =
		__kmalloc_track_caller(sizeof(*node), gfp, (unsigned long)xa);

	if (node)
		*node = (struct xa_node){ .shift = shift };
	return node;
}

/* What the parents know of the node, as far up as it changes. */
static void update_parents(struct xa_node *node)
{
	struct xa_node *parent;

	for (; (parent = node->parent); node = parent) {
		__assign_bit(node->offset, parent->full,
			     bitmap_full(node->full, CHUNK));
		for (int m = 0; m < MARKS; m++)
			__assign_bit(node->offset, parent->marks[m],
				     !bitmap_empty(node->marks[m], CHUNK));
	}
}

/* Frees the nodes from @node up that have no entry. */
static void prune(struct xarray *xa, struct xa_node *node)
{
	while (node && !node->count) {
		struct xa_node *parent = node->parent;

		if (parent) {
			parent->slots[node->offset] = NULL;
			parent->count--;
			update_parents(node);
		} else {
			xa->xa_head = NULL;
		}
		kfree(node);
		node = parent;
	}
}

/* Makes the tree so high that it has @index: 0 or -ENOMEM. */
static int grow(struct xarray *xa, unsigned long index, gfp_t gfp)
{
	struct xa_node *head = xa->xa_head, *node;

	if (!head) {
		unsigned int shift = 0;

		while (shift + CHUNK_SHIFT < BITS_PER_LONG &&
		       index >> (shift + CHUNK_SHIFT))
			shift += CHUNK_SHIFT;
		xa->xa_head = new_node(xa, shift, gfp);
		return xa->xa_head ? 0 : -ENOMEM;
	}
	while (!covers(head, index)) {
		node = new_node(xa, head->shift + CHUNK_SHIFT, gfp);
		if (!node)
			return -ENOMEM;
		node->slots[0] = head;
		node->count = 1;
		head->parent = node;
		update_parents(head);
		xa->xa_head = head = node;
	}
	return 0;
}

/* The leaf that has @index, made where there is none; NULL: no memory. */
static struct xa_node *make_leaf(struct xarray *xa, unsigned long index,
				 gfp_t gfp)
{
	struct xa_node *node, *child;

	if (grow(xa, index, gfp)) {
		prune(xa, xa->xa_head);
		return NULL;
	}
	for (node = xa->xa_head; node->shift; node = child) {
		unsigned int slot = slot_of(node, index);

		child = node->slots[slot];
		if (child)
			continue;
		child = new_node(xa, node->shift - CHUNK_SHIFT, gfp);
		if (!child) {
			prune(xa, node);
			return NULL;
		}
		child->parent = node;
		child->offset = slot;
		node->slots[slot] = child;
		node->count++;
	}
	return node;
}

/* Puts @entry (NULL: none) at @index: the old one, or an error. */
static void *exchange(struct xarray *xa, unsigned long index, void *entry,
		      gfp_t gfp)
{
	struct xa_node *leaf = entry ? make_leaf(xa, index, gfp) :
				       find_leaf(xa, index);
	unsigned int slot;
	void *old;

	if (!leaf)
		return entry ? xa_mk_internal(-ENOMEM) : NULL;
	slot = slot_of(leaf, index);
	old = leaf->slots[slot];
	leaf->slots[slot] = entry;
	leaf->count += !!entry - !!old;
	if (!entry == !old)
		return old;
	__assign_bit(slot, leaf->full, entry);
	for (int m = 0; !entry && m < MARKS; m++)
		__clear_bit(slot, leaf->marks[m]);
	update_parents(leaf);
	if (!entry)
		prune(xa, leaf);
	return old;
}

static bool is_advanced(const void *entry)
{
	return xa_is_internal(entry) && entry != XA_ZERO_ENTRY;
}

/* --- Single entries */

void *xa_load(struct xarray *xa, unsigned long index)
{
	return visible(load(xa, index));
}
EXPORT_SYMBOL(xa_load);

bool xa_in_use(struct xarray *xa, unsigned long index)
{
	return load(xa, index);
}

void *__xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	if (WARN_ON_ONCE(is_advanced(entry)))
		return xa_mk_internal(-EINVAL);
	if (xa->xa_flags & XA_FLAGS_TRACK_FREE && !entry)
		entry = XA_ZERO_ENTRY;
	return visible(exchange(xa, index, entry, gfp));
}
EXPORT_SYMBOL(__xa_store);

void *__xa_erase(struct xarray *xa, unsigned long index)
{
	return visible(exchange(xa, index, NULL, 0));
}
EXPORT_SYMBOL(__xa_erase);

void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		   void *entry, gfp_t gfp)
{
	void *is = load(xa, index);

	if (WARN_ON_ONCE(is_advanced(entry)))
		return xa_mk_internal(-EINVAL);
	if (is == old) {
		void *was = exchange(xa, index, entry, gfp);

		if (xa_is_err(was))
			return was;
	}
	return visible(is);
}
EXPORT_SYMBOL(__xa_cmpxchg);

int __xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	if (WARN_ON_ONCE(is_advanced(entry)))
		return -EINVAL;
	if (load(xa, index))
		return -EBUSY;
	return xa_err(exchange(xa, index, entry ? entry : XA_ZERO_ENTRY, gfp));
}
EXPORT_SYMBOL(__xa_insert);

void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	return __XA_LOCKED(store, void *, xa,
			   __xa_store(xa, index, entry, gfp), );
}
EXPORT_SYMBOL(xa_store);

void *xa_erase(struct xarray *xa, unsigned long index)
{
	return __XA_LOCKED(erase, void *, xa, __xa_erase(xa, index), );
}
EXPORT_SYMBOL(xa_erase);

void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *entry,
		 gfp_t gfp)
{
	return __XA_LOCKED(cmpxchg, void *, xa,
			   __xa_cmpxchg(xa, index, old, entry, gfp), );
}
EXPORT_SYMBOL(xa_cmpxchg);

int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	return __XA_LOCKED(insert, int, xa,
			   __xa_insert(xa, index, entry, gfp), );
}
EXPORT_SYMBOL(xa_insert);

/* Children before their parent. */
static void free_tree(struct xa_node *node)
{
	while (node) {
		struct xa_node *parent = node->parent;
		unsigned int slot = 0;

		while (node->shift && slot < CHUNK && !node->slots[slot])
			slot++;
		if (node->shift && slot < CHUNK) {
			parent = node;
			node = node->slots[slot];
			parent->slots[slot] = NULL;
			continue;
		}
		kfree(node);
		node = parent;
	}
}

void xa_destroy(struct xarray *xa)
{
	unsigned long flags;

	xa_lock_irqsave(xa, flags);
	free_tree(xa->xa_head);
	xa->xa_head = NULL;
	xa_unlock_irqrestore(xa, flags);
}
EXPORT_SYMBOL(xa_destroy);

/* --- Free indices */

/*
 * The first index from *@index to @max that is not in use: 0 or -EBUSY. What
 * the tree doesn't reach is free.
 */
static int find_free(const struct xarray *xa, unsigned long *index,
		     unsigned long max)
{
	while (*index <= max) {
		struct xa_node *node = xa->xa_head;
		unsigned int slot = 0;

		if (!node || !covers(node, *index))
			return 0;
		for (;;) {
			unsigned int from = slot_of(node, *index);

			slot = find_next_zero_bit(node->full, CHUNK, from);
			if (slot != from)
				*index = ((*index >> node->shift) - from + slot)
					 << node->shift;
			if (slot == CHUNK || !node->shift || !node->slots[slot])
				break;
			node = node->slots[slot];
		}
		if (slot < CHUNK)
			return *index <= max ? 0 : -EBUSY;
		if (!*index)
			break; /* past the last index of all */
	}
	return -EBUSY;
}

int __xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	       gfp_t gfp)
{
	unsigned long index = limit.min;
	int err;

	if (WARN_ON_ONCE(is_advanced(entry)) ||
	    WARN_ON_ONCE(!(xa->xa_flags & XA_FLAGS_TRACK_FREE)))
		return -EINVAL;
	if (!index && xa->xa_flags & XA_FLAGS_ZERO_BUSY)
		index = 1;
	err = find_free(xa, &index, limit.max);
	if (err)
		return err;
	err = xa_err(exchange(xa, index, entry ? entry : XA_ZERO_ENTRY, gfp));
	if (!err)
		*id = index;
	return err;
}
EXPORT_SYMBOL(__xa_alloc);

int __xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		      struct xa_limit limit, u32 *next, gfp_t gfp)
{
	u32 min = limit.min;
	int err;

	limit.min = max(min, *next);
	err = __xa_alloc(xa, id, entry, limit, gfp);
	if (err == -EBUSY && limit.min > min) {
		limit.min = min;
		err = __xa_alloc(xa, id, entry, limit, gfp);
		if (!err)
			err = 1;
	}
	if (err >= 0)
		*next = *id + 1;
	return err;
}
EXPORT_SYMBOL(__xa_alloc_cyclic);

int xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	     gfp_t gfp)
{
	return __XA_LOCKED(alloc, int, xa,
			   __xa_alloc(xa, id, entry, limit, gfp), );
}
EXPORT_SYMBOL(xa_alloc);

int xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		    struct xa_limit limit, u32 *next, gfp_t gfp)
{
	return __XA_LOCKED(alloc, int, xa,
			   __xa_alloc_cyclic(xa, id, entry, limit, next,
					     gfp), );
}
EXPORT_SYMBOL(xa_alloc_cyclic);

/* --- Marks */

bool xa_get_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct xa_node *leaf = find_leaf(xa, index);

	return leaf && test_bit(slot_of(leaf, index), leaf->marks[mark]);
}
EXPORT_SYMBOL(xa_get_mark);

static void mark_entry(struct xarray *xa, unsigned long index, xa_mark_t mark,
		       bool marked)
{
	struct xa_node *leaf = find_leaf(xa, index);

	if (!leaf || !leaf->slots[slot_of(leaf, index)])
		return;
	__assign_bit(slot_of(leaf, index), leaf->marks[mark], marked);
	update_parents(leaf);
}

void __xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	mark_entry(xa, index, mark, true);
}
EXPORT_SYMBOL(__xa_set_mark);

void __xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	mark_entry(xa, index, mark, false);
}
EXPORT_SYMBOL(__xa_clear_mark);

void xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	xa_lock(xa);
	mark_entry(xa, index, mark, true);
	xa_unlock(xa);
}
EXPORT_SYMBOL(xa_set_mark);

void xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	xa_lock(xa);
	mark_entry(xa, index, mark, false);
	xa_unlock(xa);
}
EXPORT_SYMBOL(xa_clear_mark);

bool xa_marked(const struct xarray *xa, xa_mark_t mark)
{
	const struct xa_node *head = xa->xa_head;

	return head && !bitmap_empty(head->marks[mark], CHUNK);
}
EXPORT_SYMBOL(xa_marked);

/* --- Walks */

static unsigned int next_slot(const struct xa_node *node, unsigned int slot,
			      xa_mark_t filter)
{
	if (filter < MARKS)
		return find_next_bit(node->marks[filter], CHUNK, slot);
	while (slot < CHUNK && !node->slots[slot])
		slot++;
	return slot;
}

/* The first slot of a leaf from *@index on that has an entry, or NULL. */
static void *find_entry(const struct xarray *xa, unsigned long *index,
			xa_mark_t filter)
{
	struct xa_node *node = xa->xa_head;

	while (node) {
		unsigned int from = slot_of(node, *index);
		unsigned int slot = next_slot(node, from, filter);

		if (slot != from)
			*index = ((*index >> node->shift) - from + slot)
				 << node->shift;
		if (slot < CHUNK) {
			if (!node->shift)
				return node->slots[slot];
			node = node->slots[slot];
		} else {
			/* Go on behind this node, unless that was the end. */
			node = *index ? xa->xa_head : NULL;
			if (node && !covers(node, *index))
				node = NULL;
		}
	}
	return NULL;
}

void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max,
	      xa_mark_t filter)
{
	unsigned long at = *index;
	struct xa_node *head = xa->xa_head;
	void *entry;

	while (head && covers(head, at) && at <= max) {
		entry = find_entry(xa, &at, filter);
		if (!entry || at > max)
			return NULL;
		if (visible(entry)) {
			*index = at;
			return entry;
		}
		if (!++at)
			break;
	}
	return NULL;
}
EXPORT_SYMBOL(xa_find);

void *xa_find_after(struct xarray *xa, unsigned long *index, unsigned long max,
		    xa_mark_t filter)
{
	unsigned long at = *index + 1;
	void *entry = at ? xa_find(xa, &at, max, filter) : NULL;

	if (entry)
		*index = at;
	return entry;
}
EXPORT_SYMBOL(xa_find_after);

unsigned int xa_extract(struct xarray *xa, void **dst, unsigned long start,
			unsigned long max, unsigned int n, xa_mark_t filter)
{
	unsigned int count = 0;
	void *entry;

	if (!n)
		return 0;
	entry = xa_find(xa, &start, max, filter);
	while (entry) {
		dst[count++] = entry;
		if (count == n)
			break;
		entry = xa_find_after(xa, &start, max, filter);
	}
	return count;
}
EXPORT_SYMBOL(xa_extract);
