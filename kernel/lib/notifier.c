/* SPDX-License-Identifier: MIT */
/*
 * Notifier chains: one list, which the three kinds of chains share; and the
 * chains that nobody else has a file for.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kdebug.h>
#include <linux/leaks.h>
#include <linux/notifier.h>
#include <linux/panic_notifier.h>

static int chain_register(struct notifier_block **p, struct notifier_block *nb)
{
	for (struct notifier_block *n = *p; n; n = n->next)
		if (WARN(n == nb, "notifier callback %ps already registered",
			 nb->notifier_call))
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

/* --- What modules leave on chains. */

void notifier_leaks(struct leak_scan *scan, struct notifier_block *nb,
		    const char *kind, void (*reclaim)(const void *nb))
{
	for (; nb; nb = nb->next) {
		bool runs = leak_in(scan, nb->notifier_call);

		if (runs || leak_in(scan, nb))
			leak_found(scan,
				   &(struct leak){
					   .kind = kind,
					   .object = nb,
					   .target = (unsigned long)
							     nb->notifier_call,
					   .danger =
						   runs ? "its function is in this module" :
							  "its structure is in this module",
					   .reclaim = reclaim,
				   });
	}
}

/* --- Chains of the whole kernel. */

static ATOMIC_NOTIFIER_HEAD(die_chain);
ATOMIC_NOTIFIER_HEAD(panic_notifier_list);
EXPORT_SYMBOL(panic_notifier_list);

int register_die_notifier(struct notifier_block *nb)
{
	return atomic_notifier_chain_register(&die_chain, nb);
}
EXPORT_SYMBOL_GPL(register_die_notifier);

int unregister_die_notifier(struct notifier_block *nb)
{
	return atomic_notifier_chain_unregister(&die_chain, nb);
}
EXPORT_SYMBOL_GPL(unregister_die_notifier);

int notify_die(enum die_val val, const char *str, struct pt_regs *regs,
	       long err, int trap, int sig)
{
	struct die_args args = {
		.regs = regs,
		.str = str,
		.err = err,
		.trapnr = trap,
		.signr = sig,
	};

	return atomic_notifier_call_chain(&die_chain, val, &args);
}

static void reclaim_die(const void *nb)
{
	unregister_die_notifier((struct notifier_block *)nb);
}

static void reclaim_panic(const void *nb)
{
	atomic_notifier_chain_unregister(&panic_notifier_list,
					 (struct notifier_block *)nb);
}

static void scan_chains(struct leak_scan *scan)
{
	notifier_leaks(scan, die_chain.head, "die notifier", reclaim_die);
	notifier_leaks(scan, panic_notifier_list.head, "panic notifier",
		       reclaim_panic);
}
LEAK_SOURCE(die_and_panic, scan_chains);
