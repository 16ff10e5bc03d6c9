/* SPDX-License-Identifier: MIT */
/*
 * The chain that a panic calls, once it has said why, with that as its data.
 * Context: any; the machine stops afterwards.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_PANIC_NOTIFIER_H
#define _LINUX_PANIC_NOTIFIER_H

#include <linux/notifier.h>
#include <linux/types.h>

/* For atomic_notifier_chain_register(). */
extern struct atomic_notifier_head panic_notifier_list;

#endif
