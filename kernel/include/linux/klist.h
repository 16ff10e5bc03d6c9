/* SPDX-License-Identifier: MIT */
/*
 * Lists whose nodes may go while someone walks over them: a walker holds the
 * node where it stands, and a node leaves the list when nobody holds it. The
 * functions are klist.ko's.
 *
 * Context: any but interrupts; get() and put() may make it less.
 * Linux: Documentation/driver-api/basics.rst
 */
#ifndef _LINUX_KLIST_H
#define _LINUX_KLIST_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct completion;
struct klist_node;

struct klist {
	spinlock_t k_lock;
	struct list_head k_list;
	void (*get)(struct klist_node *node); /* when a node comes, or NULL */
	void (*put)(struct klist_node *node); /* when it has left */
};

struct klist_node {
	struct klist *n_klist; /* NULL: on none */
	struct list_head n_node;
	struct kref n_ref;	   /* the list's, and the walkers' */
	struct completion *n_gone; /* klist_remove() waits here */
	bool n_dead;		   /* walkers pass it by */
};

struct klist_iter {
	struct klist *i_klist;
	struct klist_node *i_cur; /* held */
};

/* clang-format off */
#define KLIST_INIT(_name, _get, _put) { \
	.k_lock = __SPIN_LOCK_UNLOCKED(_name.k_lock), \
	.k_list = LIST_HEAD_INIT(_name.k_list), \
	.get = _get, .put = _put }
/* clang-format on */
#define DEFINE_KLIST(_name, _get, _put) \
	struct klist _name = KLIST_INIT(_name, _get, _put)

void klist_init(struct klist *k, void (*get)(struct klist_node *node),
		void (*put)(struct klist_node *node));

/* Puts @n at an end of @k, or beside @pos, which is on a list. */
void klist_add_head(struct klist_node *n, struct klist *k);
void klist_add_tail(struct klist_node *n, struct klist *k);
void klist_add_behind(struct klist_node *n, struct klist_node *pos);
void klist_add_before(struct klist_node *n, struct klist_node *pos);

/* No walker finds @n any more; it leaves when none holds it. */
void klist_del(struct klist_node *n);
/* The same, and waits until it has left. Context: process, may sleep. */
void klist_remove(struct klist_node *n);
/* Whether it is on a list. */
int klist_node_attached(struct klist_node *n);

/* A walk over @k, from its head or from @n on; exit ends it where it stands. */
void klist_iter_init(struct klist *k, struct klist_iter *i);
void klist_iter_init_node(struct klist *k, struct klist_iter *i,
			  struct klist_node *n);
void klist_iter_exit(struct klist_iter *i);
/* The next node or the one before, held until the step after; NULL: the end. */
struct klist_node *klist_next(struct klist_iter *i);
struct klist_node *klist_prev(struct klist_iter *i);

#endif
