/* SPDX-License-Identifier: MIT */
/*
 * The hash of symbol names: one function for the kernel's build-time export
 * table (written by tools/mksyms), for the exports of loaded modules, and for
 * the host programs. It may use nothing but plain C.
 */
#ifndef _LINUX_SYMHASH_H
#define _LINUX_SYMHASH_H

/* The hash of GNU's .gnu.hash section: h = h * 33 + c, from 5381. */
static inline unsigned int symbol_hash(const char *name)
{
	unsigned int h = 5381;

	for (; *name; name++)
		h = h * 33 + (unsigned char)*name;
	return h;
}

#endif
