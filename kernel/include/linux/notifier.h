/* SPDX-License-Identifier: MIT */
/*
 * Notifier chains: callbacks, highest priority first, that are told of an
 * event; the return value may stop the chain or veto with an errno.
 * Context: process, may sleep; atomic and raw chains: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_NOTIFIER_H
#define _LINUX_NOTIFIER_H

#include <linux/types.h>

struct notifier_block;

typedef int (*notifier_fn_t)(struct notifier_block *nb, unsigned long action,
			     void *data);

struct notifier_block {
	notifier_fn_t notifier_call;
	struct notifier_block *next;
	int priority;
};

struct blocking_notifier_head {
	struct notifier_block *head;
};

struct atomic_notifier_head {
	struct notifier_block *head;
};

struct raw_notifier_head {
	struct notifier_block *head;
};

#define BLOCKING_NOTIFIER_HEAD(name) struct blocking_notifier_head name = { 0 }
#define ATOMIC_NOTIFIER_HEAD(name) struct atomic_notifier_head name = { 0 }
#define RAW_NOTIFIER_HEAD(name) struct raw_notifier_head name = { 0 }

#define NOTIFY_DONE 0x0000
#define NOTIFY_OK 0x0001
#define NOTIFY_STOP_MASK 0x8000
#define NOTIFY_BAD (NOTIFY_STOP_MASK | 0x0002)
#define NOTIFY_STOP (NOTIFY_OK | NOTIFY_STOP_MASK)

/* What a callback returns to stop the chain with @err (0 or -errno). */
static inline int notifier_from_errno(int err)
{
	return err ? NOTIFY_STOP_MASK | (NOTIFY_OK - err) : NOTIFY_OK;
}

/* The errno (0 or negative) in a callback's or a chain's answer. */
static inline int notifier_to_errno(int ret)
{
	ret &= ~NOTIFY_STOP_MASK;
	return ret > NOTIFY_OK ? NOTIFY_OK - ret : 0;
}

/*
 * Adds @nb, which stays the caller's, behind those of the same priority.
 * Returns 0, or -EEXIST when it is on the chain already.
 */
int blocking_notifier_chain_register(struct blocking_notifier_head *nh,
				     struct notifier_block *nb);
/* Takes @nb off. Returns 0, or -ENOENT when it is not on the chain. */
int blocking_notifier_chain_unregister(struct blocking_notifier_head *nh,
				       struct notifier_block *nb);
/* Calls the chain; returns the last callback's answer. */
int blocking_notifier_call_chain(struct blocking_notifier_head *nh,
				 unsigned long action, void *data);
/*
 * Calls the chain with @up; when a callback stops it, calls those that had
 * been told before it with @down. Returns what the chain returned.
 */
int blocking_notifier_call_chain_robust(struct blocking_notifier_head *nh,
					unsigned long up, unsigned long down,
					void *data);

/* The same for chains whose callbacks may not sleep. */
int atomic_notifier_chain_register(struct atomic_notifier_head *nh,
				   struct notifier_block *nb);
int atomic_notifier_chain_unregister(struct atomic_notifier_head *nh,
				     struct notifier_block *nb);
int atomic_notifier_call_chain(struct atomic_notifier_head *nh,
			       unsigned long action, void *data);

/* The same for chains that their owner locks. */
int raw_notifier_chain_register(struct raw_notifier_head *nh,
				struct notifier_block *nb);
int raw_notifier_chain_unregister(struct raw_notifier_head *nh,
				  struct notifier_block *nb);
int raw_notifier_call_chain(struct raw_notifier_head *nh, unsigned long action,
			    void *data);

/* --- The kernel's side. */

struct leak_scan;
/*
 * A leak source's for the chain that begins with @nb: tells each callback of
 * the module's. @reclaim takes one off that chain.
 */
void notifier_leaks(struct leak_scan *scan, struct notifier_block *nb,
		    const char *kind, void (*reclaim)(const void *nb));

#endif
