/* SPDX-License-Identifier: MIT */
/*
 * Lists that readers may go over while a writer changes them: writers keep each
 * other out by a lock, and free what they took off after a grace period.
 *
 * Context: any; the for_each ones within rcu_read_lock().
 * Linux: Documentation/RCU/listRCU.rst
 */
#ifndef _LINUX_RCULIST_H
#define _LINUX_RCULIST_H

#include <linux/list.h>
#include <linux/rcupdate.h>

#define list_next_rcu(list) (*((struct list_head __rcu **)(&(list)->next)))
#define list_tail_rcu(head) (*((struct list_head __rcu **)(&(head)->prev)))

static inline void INIT_LIST_HEAD_RCU(struct list_head *list)
{
	WRITE_ONCE(list->next, list);
	WRITE_ONCE(list->prev, list);
}

static inline void __list_add_rcu(struct list_head *new, struct list_head *prev,
				  struct list_head *next)
{
	new->next = next;
	new->prev = prev;
	rcu_assign_pointer(prev->next, new);
	next->prev = new;
}

static inline void list_add_rcu(struct list_head *new, struct list_head *head)
{
	__list_add_rcu(new, head, head->next);
}

static inline void list_add_tail_rcu(struct list_head *new,
				     struct list_head *head)
{
	__list_add_rcu(new, head->prev, head);
}

/* Takes it off; a reader that is on it still finds the way on. */
static inline void list_del_rcu(struct list_head *entry)
{
	entry->next->prev = entry->prev;
	WRITE_ONCE(entry->prev->next, entry->next);
	entry->prev = LIST_POISON2;
}

static inline void list_replace_rcu(struct list_head *old,
				    struct list_head *new)
{
	new->next = old->next;
	new->prev = old->prev;
	rcu_assign_pointer(new->prev->next, new);
	new->next->prev = new;
	old->prev = LIST_POISON2;
}

/*
 * Moves what is on @list to the begin of @head; @sync waits for @list's readers.
 * Context: that of @sync.
 */
static inline void list_splice_init_rcu(struct list_head *list,
					struct list_head *head,
					void (*sync)(void))
{
	struct list_head *first = list->next, *last = list->prev;

	if (list_empty(list))
		return;
	INIT_LIST_HEAD_RCU(list);
	sync();
	last->next = head->next;
	rcu_assign_pointer(head->next, first);
	first->prev = head;
	last->next->prev = last;
}

#define list_entry_rcu(ptr, type, member) \
	container_of(READ_ONCE(ptr), type, member)
#define list_first_or_null_rcu(head, type, member)                          \
	({                                                                  \
		struct list_head *__head = (head);                          \
		struct list_head *__first = READ_ONCE(__head->next);        \
                                                                            \
		__first != __head ? list_entry_rcu(__first, type, member) : \
				    NULL;                                   \
	})
#define list_next_or_null_rcu(head, ptr, type, member)                    \
	({                                                                \
		struct list_head *__head = (head);                        \
		struct list_head *__next = READ_ONCE((ptr)->next);        \
                                                                          \
		__next != __head ? list_entry_rcu(__next, type, member) : \
				   NULL;                                  \
	})

/* clang-format off */
/* @cond: a lock that does instead of rcu_read_lock(). */
#define list_for_each_entry_rcu(pos, head, member, cond...)                \
	for (pos = ({ RCU_LOCKDEP_WARN_READER(cond);                       \
		      list_entry_rcu((head)->next, typeof(*pos), member); }); \
	     &pos->member != (head);                                        \
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_srcu(pos, head, member, cond) \
	list_for_each_entry_rcu(pos, head, member, 1)
#define list_for_each_entry_lockless(pos, head, member) \
	list_for_each_entry_rcu(pos, head, member, 1)
#define list_for_each_entry_continue_rcu(pos, head, member)                \
	for (pos = list_entry_rcu(pos->member.next, typeof(*pos), member); \
	     &pos->member != (head);                                        \
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_from_rcu(pos, head, member) \
	for (; &pos->member != (head);                  \
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
/* clang-format on */

/* Tells where a walk is no reader's, and no lock is said to do instead. */
#define RCU_LOCKDEP_WARN_READER(cond...)                                       \
	({                                                                     \
		RCU_LOCKDEP_WARN(!((cond + 0) || rcu_read_lock_any_held()),    \
				 "RCU-list traversed in non-reader section!"); \
	})

/* --- Lists whose head is one pointer */

#define hlist_first_rcu(head) (*((struct hlist_node __rcu **)(&(head)->first)))
#define hlist_next_rcu(node) (*((struct hlist_node __rcu **)(&(node)->next)))
#define hlist_pprev_rcu(node) (*((struct hlist_node __rcu **)((node)->pprev)))

static inline void hlist_add_head_rcu(struct hlist_node *n,
				      struct hlist_head *h)
{
	n->next = h->first;
	n->pprev = &h->first;
	rcu_assign_pointer(h->first, n);
	if (n->next)
		n->next->pprev = &n->next;
}

static inline void hlist_add_before_rcu(struct hlist_node *n,
					struct hlist_node *next)
{
	n->pprev = next->pprev;
	n->next = next;
	rcu_assign_pointer(*n->pprev, n);
	next->pprev = &n->next;
}

static inline void hlist_add_behind_rcu(struct hlist_node *n,
					struct hlist_node *prev)
{
	n->next = prev->next;
	n->pprev = &prev->next;
	rcu_assign_pointer(prev->next, n);
	if (n->next)
		n->next->pprev = &n->next;
}

static inline void hlist_add_tail_rcu(struct hlist_node *n,
				      struct hlist_head *h)
{
	struct hlist_node **end = &h->first;

	while (*end)
		end = &(*end)->next;
	n->next = NULL;
	n->pprev = end;
	rcu_assign_pointer(*end, n);
}

static inline void __hlist_unlink_rcu(struct hlist_node *n)
{
	WRITE_ONCE(*n->pprev, n->next);
	if (n->next)
		n->next->pprev = n->pprev;
}

static inline void hlist_del_rcu(struct hlist_node *n)
{
	__hlist_unlink_rcu(n);
	n->pprev = LIST_POISON2;
}

static inline void hlist_del_init_rcu(struct hlist_node *n)
{
	if (hlist_unhashed(n))
		return;
	__hlist_unlink_rcu(n);
	n->pprev = NULL;
}

static inline void hlist_replace_rcu(struct hlist_node *old,
				     struct hlist_node *new)
{
	new->next = old->next;
	new->pprev = old->pprev;
	rcu_assign_pointer(*new->pprev, new);
	if (new->next)
		new->next->pprev = &new->next;
	old->pprev = LIST_POISON2;
}

/* clang-format off */
#define __hlist_for_each_rcu(pos, head)            \
	for (pos = rcu_dereference(hlist_first_rcu(head)); pos; \
	     pos = rcu_dereference(hlist_next_rcu(pos)))
#define hlist_for_each_entry_rcu(pos, head, member, cond...)            \
	for (pos = ({ RCU_LOCKDEP_WARN_READER(cond);                       \
		      hlist_entry_safe(READ_ONCE((head)->first),           \
				       typeof(*(pos)), member); });        \
	     pos; pos = hlist_entry_safe(READ_ONCE((pos)->member.next), \
					 typeof(*(pos)), member))
#define hlist_for_each_entry_srcu(pos, head, member, cond) \
	hlist_for_each_entry_rcu(pos, head, member, 1)
#define hlist_for_each_entry_rcu_bh(pos, head, member) \
	hlist_for_each_entry_rcu(pos, head, member, rcu_read_lock_bh_held())
#define hlist_for_each_entry_rcu_notrace(pos, head, member) \
	hlist_for_each_entry_rcu(pos, head, member, 1)
#define hlist_for_each_entry_continue_rcu(pos, member)                  \
	for (pos = hlist_entry_safe(READ_ONCE((pos)->member.next),      \
				    typeof(*(pos)), member);            \
	     pos; pos = hlist_entry_safe(READ_ONCE((pos)->member.next), \
					 typeof(*(pos)), member))
/* clang-format on */

#endif
