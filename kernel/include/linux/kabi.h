/* SPDX-License-Identifier: MIT */
/*
 * How a struct grows within a branch and keeps its version: docs/versions.md.
 * Only for structs that modules neither allocate nor embed, since for them it
 * has the size that it had.
 */
#ifndef _LINUX_KABI_H
#define _LINUX_KABI_H

/*
 * Appends member @declaration to a struct; @number is 1, 2 and so on. The
 * version of whatever leads to the struct stays as it was without it.
 */
#define KABI_EXTEND(number, declaration)             \
	union {                                      \
		declaration;                         \
		unsigned char __kabi_extend##number; \
	}

#endif
