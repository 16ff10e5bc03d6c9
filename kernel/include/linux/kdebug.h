/* SPDX-License-Identifier: MIT */
/*
 * The die chain: who wants to be told of exceptions in the kernel that nothing
 * can mend, and of oopses, and may stop them.
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_KDEBUG_H
#define _LINUX_KDEBUG_H

#include <asm/kdebug.h>

struct notifier_block;
struct pt_regs;

/* What a callback's data points to; its action is an enum die_val. */
struct die_args {
	struct pt_regs *regs;
	const char *str; /* "divide error" */
	long err;	 /* the exception's error code */
	int trapnr;	 /* its vector */
	int signr;	 /* the signal that it leads to */
};

/*
 * Calls of @nb. One that returns NOTIFY_STOP has dealt with it: the code goes
 * on at regs->ip, also after an oops. 0, or -EEXIST.
 */
int register_die_notifier(struct notifier_block *nb);
/* 0, or -ENOENT: it is not registered. */
int unregister_die_notifier(struct notifier_block *nb);
/* Tells the chain; what its last callback returned. */
int notify_die(enum die_val val, const char *str, struct pt_regs *regs,
	       long err, int trap, int sig);

#endif
