/* SPDX-License-Identifier: MIT */
/*
 * Constants that C and assembly share: the assembler knows no suffixes.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_CONST_H
#define _LINUX_CONST_H

#ifdef __ASSEMBLY__
#define _AC(x, suffix) x
#define _AT(type, x) x
#else
#define __AC(x, suffix) (x##suffix)
#define _AC(x, suffix) __AC(x, suffix)
#define _AT(type, x) ((type)(x))
#endif
#define UL(x) _AC(x, UL)
#define ULL(x) _AC(x, ULL)
#define _UL(x) UL(x)
#define _ULL(x) ULL(x)
#define _BITUL(x) (UL(1) << (x))
#define _BITULL(x) (ULL(1) << (x))

/* 1 where the language itself calls @x an integer constant expression. */
#define __is_constexpr(x) \
	(sizeof(int) == sizeof(*(8 ? ((void *)((long)(x)*0l)) : (int *)8)))
#define is_constexpr(x) __is_constexpr(x)

#endif
