/* SPDX-License-Identifier: MIT */
/*
 * What the die chain is told of.
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _ASM_KDEBUG_H
#define _ASM_KDEBUG_H

enum die_val {
	DIE_OOPS = 1, /* an oops has been shown */
	DIE_INT3,     /* an int3 that was no probe's */
	DIE_DEBUG,    /* a debug exception */
	DIE_PANIC,
	DIE_NMI,
	DIE_DIE,
	DIE_KERNELDEBUG,
	DIE_TRAP, /* any other exception */
	DIE_GPF,  /* a general protection fault that nothing can mend */
	DIE_CALL,
	DIE_PAGE_FAULT,
	DIE_NMIUNKNOWN,
};

#endif
