/* SPDX-License-Identifier: MIT */
/*
 * Lists that others may walk over while nodes go: linux/klist.h. On Linux they
 * are a part of the kernel's image.
 *
 * Only on Mortise: Linux has them already.
 */
#include <linux/completion.h>
#include <linux/klist.h>
#include <linux/module.h>

void klist_init(struct klist *k, void (*get)(struct klist_node *node),
		void (*put)(struct klist_node *node))
{
	spin_lock_init(&k->k_lock);
	INIT_LIST_HEAD(&k->k_list);
	k->get = get;
	k->put = put;
}
EXPORT_SYMBOL_GPL(klist_init);

static void add(struct klist_node *n, struct klist *k, struct list_head *behind)
{
	n->n_klist = k;
	n->n_dead = false;
	n->n_gone = NULL;
	kref_init(&n->n_ref);
	if (k->get)
		k->get(n);
	spin_lock(&k->k_lock);
	list_add(&n->n_node, behind ?: k->k_list.prev);
	spin_unlock(&k->k_lock);
}

void klist_add_head(struct klist_node *n, struct klist *k)
{
	add(n, k, &k->k_list);
}
EXPORT_SYMBOL_GPL(klist_add_head);

void klist_add_tail(struct klist_node *n, struct klist *k)
{
	add(n, k, NULL);
}
EXPORT_SYMBOL_GPL(klist_add_tail);

void klist_add_behind(struct klist_node *n, struct klist_node *pos)
{
	add(n, pos->n_klist, &pos->n_node);
}
EXPORT_SYMBOL_GPL(klist_add_behind);

void klist_add_before(struct klist_node *n, struct klist_node *pos)
{
	add(n, pos->n_klist, pos->n_node.prev);
}
EXPORT_SYMBOL_GPL(klist_add_before);

/* Nobody holds it any more. Its list is locked. */
static void leave(struct kref *ref)
{
	struct klist_node *n = container_of(ref, struct klist_node, n_ref);

	list_del(&n->n_node);
	n->n_klist = NULL;
	if (n->n_gone)
		complete(n->n_gone);
}

/* One reference less; the last one is the list's put(). */
static void drop(struct klist_node *n, bool dies)
{
	struct klist *k = n->n_klist;
	bool left;

	spin_lock(&k->k_lock);
	if (dies) {
		WARN_ON(n->n_dead);
		n->n_dead = true;
	}
	left = kref_put(&n->n_ref, leave);
	spin_unlock(&k->k_lock);
	if (left && k->put)
		k->put(n);
}

void klist_del(struct klist_node *n)
{
	drop(n, true);
}
EXPORT_SYMBOL_GPL(klist_del);

void klist_remove(struct klist_node *n)
{
	DECLARE_COMPLETION_ONSTACK(gone);

	n->n_gone = &gone;
	drop(n, true);
	wait_for_completion(&gone);
}
EXPORT_SYMBOL_GPL(klist_remove);

int klist_node_attached(struct klist_node *n)
{
	return n->n_klist != NULL;
}
EXPORT_SYMBOL_GPL(klist_node_attached);

void klist_iter_init(struct klist *k, struct klist_iter *i)
{
	klist_iter_init_node(k, i, NULL);
}
EXPORT_SYMBOL_GPL(klist_iter_init);

void klist_iter_init_node(struct klist *k, struct klist_iter *i,
			  struct klist_node *n)
{
	i->i_klist = k;
	i->i_cur = n && kref_get_unless_zero(&n->n_ref) ? n : NULL;
}
EXPORT_SYMBOL_GPL(klist_iter_init_node);

void klist_iter_exit(struct klist_iter *i)
{
	if (i->i_cur)
		drop(i->i_cur, false);
	i->i_cur = NULL;
}
EXPORT_SYMBOL_GPL(klist_iter_exit);

static struct klist_node *step(struct klist_iter *i, bool forward)
{
	struct klist_node *last = i->i_cur, *n;
	struct klist *k = i->i_klist;
	struct list_head *at = last ? &last->n_node : &k->k_list;

	spin_lock(&k->k_lock);
	i->i_cur = NULL;
	while ((at = forward ? at->next : at->prev) != &k->k_list) {
		n = list_entry(at, struct klist_node, n_node);
		if (n->n_dead)
			continue;
		kref_get(&n->n_ref);
		i->i_cur = n;
		break;
	}
	spin_unlock(&k->k_lock);
	if (last)
		drop(last, false);
	return i->i_cur;
}

struct klist_node *klist_next(struct klist_iter *i)
{
	return step(i, true);
}
EXPORT_SYMBOL_GPL(klist_next);

struct klist_node *klist_prev(struct klist_iter *i)
{
	return step(i, false);
}
EXPORT_SYMBOL_GPL(klist_prev);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Lists that others may walk over");
