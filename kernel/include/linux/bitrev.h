/* SPDX-License-Identifier: MIT */
/*
 * The bits of a number in the opposite order.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_BITREV_H
#define _LINUX_BITREV_H

#include <linux/swab.h>
#include <linux/types.h>

static inline u8 bitrev8(u8 x)
{
	x = x >> 4 | x << 4;
	x = (x & 0xcc) >> 2 | (x & 0x33) << 2;
	return (x & 0xaa) >> 1 | (x & 0x55) << 1;
}

static inline u16 bitrev16(u16 x)
{
	return bitrev8(x) << 8 | bitrev8(x >> 8);
}

static inline u32 bitrev32(u32 x)
{
	return (u32)bitrev16(x) << 16 | bitrev16(x >> 16);
}

#endif
