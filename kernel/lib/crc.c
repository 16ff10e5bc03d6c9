/* SPDX-License-Identifier: MIT */
/*
 * Cyclic redundancy checks, by a table of a byte's remainders each, which is
 * made when the first one asks. Reflected ones begin at the lowest bit, and
 * have their polynomial reversed.
 */
#include <linux/compiler.h>
#include <linux/crc-ccitt.h>
#include <linux/crc-itu-t.h>
#include <linux/crc16.h>
#include <linux/crc32.h>
#include <linux/crc7.h>
#include <linux/export.h>

struct crc {
	u32 polynomial; /* in the uppermost bits, or reversed in the lowest */
	u32 table[256];
};

#define IEEE_REVERSED 0xedb88320
#define CASTAGNOLI_REVERSED 0x82f63b78

static u32 *reflected(struct crc *crc)
{
	for (u32 i = 0; !crc->table[255] && i < 256; i++) {
		u32 rest = i;

		for (int bit = 0; bit < 8; bit++)
			rest = rest >> 1 ^ (rest & 1 ? crc->polynomial : 0);
		crc->table[i] = rest;
	}
	return crc->table;
}

static u32 *straight(struct crc *crc)
{
	for (u32 i = 0; !crc->table[255] && i < 256; i++) {
		u32 rest = i << 24;

		for (int bit = 0; bit < 8; bit++)
			rest = rest << 1 ^ (rest >> 31 ? crc->polynomial : 0);
		crc->table[i] = rest;
	}
	return crc->table;
}

static u32 low_first(struct crc *kind, u32 crc, const u8 *p, size_t len)
{
	const u32 *table = reflected(kind);

	while (len--)
		crc = crc >> 8 ^ table[(crc ^ *p++) & 0xff];
	return crc;
}

/* @crc lies in the uppermost bits. */
static u32 high_first(struct crc *kind, u32 crc, const u8 *p, size_t len)
{
	const u32 *table = straight(kind);

	while (len--)
		crc = crc << 8 ^ table[crc >> 24 ^ *p++];
	return crc;
}

u32 crc32_le(u32 crc, unsigned char const *p, size_t len)
{
	static struct crc ieee = { .polynomial = IEEE_REVERSED };

	return low_first(&ieee, crc, p, len);
}
EXPORT_SYMBOL(crc32_le);

u32 __crc32c_le(u32 crc, unsigned char const *p, size_t len)
{
	static struct crc castagnoli = { .polynomial = CASTAGNOLI_REVERSED };

	return low_first(&castagnoli, crc, p, len);
}
EXPORT_SYMBOL(__crc32c_le);

u32 crc32_be(u32 crc, unsigned char const *p, size_t len)
{
	static struct crc ieee = { .polynomial = 0x04c11db7 };

	return high_first(&ieee, crc, p, len);
}
EXPORT_SYMBOL(crc32_be);

/* The product of two reversed remainders: the uppermost bit is x^0. */
static u32 multiply(u32 a, u32 b, u32 polynomial)
{
	u32 product = 0;

	for (; a; a <<= 1) {
		if (a >> 31)
			product ^= b;
		b = b >> 1 ^ (b & 1 ? polynomial : 0);
	}
	return product;
}

/* @crc times x^(8 * @len). */
static u32 shift(u32 crc, size_t len, u32 polynomial)
{
	u32 power = 1u << (31 - 8);

	for (; len; len >>= 1) {
		if (len & 1)
			crc = multiply(crc, power, polynomial);
		power = multiply(power, power, polynomial);
	}
	return crc;
}

u32 crc32_le_shift(u32 crc, size_t len)
{
	return shift(crc, len, IEEE_REVERSED);
}
EXPORT_SYMBOL(crc32_le_shift);

u32 __crc32c_le_shift(u32 crc, size_t len)
{
	return shift(crc, len, CASTAGNOLI_REVERSED);
}
EXPORT_SYMBOL(__crc32c_le_shift);

u16 crc16(u16 crc, const u8 *p, size_t len)
{
	static struct crc ansi = { .polynomial = 0xa001 };

	return low_first(&ansi, crc, p, len);
}
EXPORT_SYMBOL(crc16);

u16 crc_ccitt(u16 crc, const u8 *p, size_t len)
{
	static struct crc ccitt = { .polynomial = 0x8408 };

	return low_first(&ccitt, crc, p, len);
}
EXPORT_SYMBOL(crc_ccitt);

u16 crc_itu_t(u16 crc, const u8 *p, size_t len)
{
	static struct crc itu = { .polynomial = 0x10210000 };

	return high_first(&itu, (u32)crc << 16, p, len) >> 16;
}
EXPORT_SYMBOL(crc_itu_t);

u8 crc7_be(u8 crc, const u8 *p, size_t len)
{
	static struct crc seven = { .polynomial = 0x12000000 };

	return high_first(&seven, (u32)crc << 24, p, len) >> 24;
}
EXPORT_SYMBOL(crc7_be);
