/* SPDX-License-Identifier: MIT */
/*
 * The bytes of an integer in the opposite order: as a value, of what a pointer
 * points to (swab32p), and in place (swab32s).
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_SWAB_H
#define _LINUX_SWAB_H

#include <linux/compiler.h>
#include <linux/types.h>

#define swab16(x) ((u16)__builtin_bswap16(x))
#define swab32(x) ((u32)__builtin_bswap32(x))
#define swab64(x) ((u64)__builtin_bswap64(x))
#define __swab16 swab16
#define __swab32 swab32
#define __swab64 swab64
#define __constant_swab16 swab16
#define __constant_swab32 swab32
#define __constant_swab64 swab64

/* The two halves of a word exchanged; the bytes of each half exchanged. */
static inline __attribute_const__ u32 swahw32(u32 x)
{
	return x << 16 | x >> 16;
}

static inline __attribute_const__ u32 swahb32(u32 x)
{
	return (x & 0x00ff00ffu) << 8 | (x & 0xff00ff00u) >> 8;
}

static inline u16 swab16p(const u16 *p)
{
	return swab16(*p);
}

static inline u32 swab32p(const u32 *p)
{
	return swab32(*p);
}

static inline u64 swab64p(const u64 *p)
{
	return swab64(*p);
}

static inline void swab16s(u16 *p)
{
	*p = swab16p(p);
}

static inline void swab32s(u32 *p)
{
	*p = swab32p(p);
}

static inline void swab64s(u64 *p)
{
	*p = swab64p(p);
}

static inline void swab16_array(u16 *p, unsigned int words)
{
	while (words--)
		swab16s(p++);
}

static inline void swab32_array(u32 *p, unsigned int words)
{
	while (words--)
		swab32s(p++);
}

static inline void swab64_array(u64 *p, unsigned int words)
{
	while (words--)
		swab64s(p++);
}

#endif
