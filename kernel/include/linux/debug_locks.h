/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_DEBUG_LOCKS_H
#define _LINUX_DEBUG_LOCKS_H

/*
 * Whether what the kernel knows of its locks can still be trusted.
 *
 * Context: any.
 * Linux: Documentation/locking/lockdep-design.rst
 */

/* No longer, from now on: after an oops, or code that nobody can read. Returns
 * whether it was so before. */
int debug_locks_off(void);

#endif
