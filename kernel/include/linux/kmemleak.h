/* SPDX-License-Identifier: MIT */
/*
 * Memory that a module leaves on purpose: what it has handed to someone who
 * frees it later. docs/leaks.md
 *
 * Context: any but NMI.
 * Linux: Documentation/dev-tools/kmemleak.rst
 */
#ifndef _LINUX_KMEMLEAK_H
#define _LINUX_KMEMLEAK_H

/*
 * @ptr, which the heap or vmalloc() has returned, is not told as leaked when
 * its module goes, and not taken back.
 */
void kmemleak_not_leak(const void *ptr);
#define kmemleak_ignore(ptr) kmemleak_not_leak(ptr)

#endif
