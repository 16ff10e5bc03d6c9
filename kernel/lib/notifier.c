/* SPDX-License-Identifier: MIT */
/* Notifier chains: one list, which the three kinds of chains share. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/notifier.h>

static int chain_register(struct notifier_block **p, struct notifier_block *nb)
{
	for (struct notifier_block *n = *p; n; n = n->next)
		if (n == nb)
			return -EEXIST;
	while (*p && (*p)->priority >= nb->priority)
		p = &(*p)->next;
	nb->next = *p;
	*p = nb;
	return 0;
}

static int chain_unregister(struct notifier_block **p,
			    struct notifier_block *nb)
{
	for (; *p; p = &(*p)->next) {
		if (*p != nb)
			continue;
		*p = nb->next;
		return 0;
	}
	return -ENOENT;
}

/* Calls at most @most callbacks; *@called becomes how many there were. */
static int chain_call(struct notifier_block *nb, unsigned long action,
		      void *data, int most, int *called)
{
	int ret = NOTIFY_DONE;

	for (*called = 0; nb && *called < most; (*called)++) {
		struct notifier_block *next = nb->next;

		ret = nb->notifier_call(nb, action, data);
		if (ret & NOTIFY_STOP_MASK)
			break;
		nb = next;
	}
	return ret;
}

int blocking_notifier_call_chain_robust(struct blocking_notifier_head *nh,
					unsigned long up, unsigned long down,
					void *data)
{
	int called, undone;
	int ret = chain_call(nh->head, up, data, 0x7fffffff, &called);

	if (ret & NOTIFY_STOP_MASK)
		chain_call(nh->head, down, data, called, &undone);
	return ret;
}
EXPORT_SYMBOL_GPL(blocking_notifier_call_chain_robust);

#define CHAIN(kind, exported)                                                 \
	int kind##_notifier_chain_register(struct kind##_notifier_head *nh,   \
					   struct notifier_block *nb)         \
	{                                                                     \
		return chain_register(&nh->head, nb);                         \
	}                                                                     \
	exported(kind##_notifier_chain_register);                             \
	int kind##_notifier_chain_unregister(struct kind##_notifier_head *nh, \
					     struct notifier_block *nb)       \
	{                                                                     \
		return chain_unregister(&nh->head, nb);                       \
	}                                                                     \
	exported(kind##_notifier_chain_unregister);                           \
	int kind##_notifier_call_chain(struct kind##_notifier_head *nh,       \
				       unsigned long action, void *data)      \
	{                                                                     \
		int called;                                                   \
                                                                              \
		return chain_call(nh->head, action, data, 0x7fffffff,         \
				  &called);                                   \
	}                                                                     \
	exported(kind##_notifier_call_chain)

CHAIN(blocking, EXPORT_SYMBOL_GPL);
CHAIN(atomic, EXPORT_SYMBOL_GPL);
CHAIN(raw, EXPORT_SYMBOL_GPL);
