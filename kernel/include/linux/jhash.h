/* SPDX-License-Identifier: MIT */
/*
 * Bob Jenkins' hash lookup3 (https://burtleburtle.net/bob/hash/), of bytes, of
 * an array of u32 and of one to three u32. Not for secrets.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_JHASH_H
#define _LINUX_JHASH_H

#include <linux/bitops.h>
#include <linux/unaligned.h>

#define jhash_size(n) ((u32)1 << (n))
#define jhash_mask(n) (jhash_size(n) - 1)
#define JHASH_INITVAL 0xdeadbeef

#define __jhash_mix(a, b, c)                        \
	do {                                        \
		a = (a - c) ^ rol32(c, 4), c += b;  \
		b = (b - a) ^ rol32(a, 6), a += c;  \
		c = (c - b) ^ rol32(b, 8), b += a;  \
		a = (a - c) ^ rol32(c, 16), c += b; \
		b = (b - a) ^ rol32(a, 19), a += c; \
		c = (c - b) ^ rol32(b, 4), b += a;  \
	} while (0)
#define __jhash_final(a, b, c)              \
	do {                                \
		c = (c ^ b) - rol32(b, 14); \
		a = (a ^ c) - rol32(c, 11); \
		b = (b ^ a) - rol32(a, 25); \
		c = (c ^ b) - rol32(b, 16); \
		a = (a ^ c) - rol32(c, 4);  \
		b = (b ^ a) - rol32(a, 14); \
		c = (c ^ b) - rol32(b, 24); \
	} while (0)

/* Of @length bytes at any address, continued from @initval. */
static inline u32 jhash(const void *key, u32 length, u32 initval)
{
	const u8 *k = key;
	u32 tail[3] = { 0 };
	u32 a, b, c;

	a = b = c = JHASH_INITVAL + length + initval;
	for (; length > 12; length -= 12, k += 12) {
		a += get_unaligned_le32(k);
		b += get_unaligned_le32(k + 4);
		c += get_unaligned_le32(k + 8);
		__jhash_mix(a, b, c);
	}
	if (!length)
		return c;
	for (u32 i = 0; i < length; i++)
		tail[i / 4] |= (u32)k[i] << (i % 4 * 8);
	a += tail[0];
	b += tail[1];
	c += tail[2];
	__jhash_final(a, b, c);
	return c;
}

/* Of @length words. */
static inline u32 jhash2(const u32 *k, u32 length, u32 initval)
{
	u32 a, b, c;

	a = b = c = JHASH_INITVAL + (length << 2) + initval;
	for (; length > 3; length -= 3, k += 3) {
		a += k[0];
		b += k[1];
		c += k[2];
		__jhash_mix(a, b, c);
	}
	if (!length)
		return c;
	a += k[0];
	if (length > 1)
		b += k[1];
	if (length > 2)
		c += k[2];
	__jhash_final(a, b, c);
	return c;
}

static inline u32 __jhash_nwords(u32 a, u32 b, u32 c, u32 initval)
{
	a += initval;
	b += initval;
	c += initval;
	__jhash_final(a, b, c);
	return c;
}

static inline u32 jhash_3words(u32 a, u32 b, u32 c, u32 initval)
{
	return __jhash_nwords(a, b, c, initval + JHASH_INITVAL + (3 << 2));
}

static inline u32 jhash_2words(u32 a, u32 b, u32 initval)
{
	return __jhash_nwords(a, b, 0, initval + JHASH_INITVAL + (2 << 2));
}

static inline u32 jhash_1word(u32 a, u32 initval)
{
	return __jhash_nwords(a, 0, 0, initval + JHASH_INITVAL + (1 << 2));
}

#endif
