/* SPDX-License-Identifier: MIT */
/*
 * Mutations that know where an ELF file has its fields: most random bytes
 * fall into code and texts, and few into what a loader decides by.
 */
#include <linux/elf.h>
#include <linux/minmax.h>
#include <string.h>

#include "fuzz.h"

/* Values at which a comparison, a sum or a product goes wrong. */
static const u32 interesting[] = {
	0,	    1,		2,	    3,		4,	    7,
	8,	    0x10,	0x20,	    0x28,	0x34,	    0x7f,
	0x80,	    0xff,	0x100,	    0xfff,	0x1000,	    0x1001,
	0xfeff,	    0xff00,	0xfff1,	    0xfff2,	0xffff,	    0x10000,
	0x100000,   0x200000,	0x3ffffff,  0x4000000,	0x4000001,  0x7fffffff,
	0x80000000, 0x80000001, 0xf0000000, 0xffffff00, 0xfffffff0, 0xfffffffc,
	0xfffffffd, 0xffffffff,
};

static u32 state;

/* Marsaglia's xorshift: the same everywhere for one seed. */
static u32 random_below(u32 n)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return n ? state % n : 0;
}

static u32 get(const u8 *data, size_t size, size_t at, size_t bytes)
{
	u32 v = 0;

	if (at < size && size - at >= bytes)
		memcpy(&v, data + at, bytes);
	return v;
}

static void put(u8 *data, size_t size, size_t at, size_t bytes, u32 v)
{
	if (at < size && size - at >= bytes)
		memcpy(data + at, &v, bytes);
}

static u32 value(u32 old, u32 size)
{
	switch (random_below(6)) {
	case 0:
		return old + random_below(17) - 8;
	case 1:
		return random_below(size + 8);
	case 2:
		return old ^ 1u << random_below(32);
	case 3:
		return random_below(64);
	default:
		return interesting[random_below(sizeof(interesting) / 4)];
	}
}

static void change(u8 *data, size_t size, size_t at, size_t bytes)
{
	put(data, size, at, bytes, value(get(data, size, at, bytes), size));
}

static void change_header(u8 *data, size_t size)
{
	static const u8 fields[][2] = {
		{ 4, 1 },  { 5, 1 },  { 6, 1 },	 { 16, 2 }, { 18, 2 },
		{ 20, 4 }, { 32, 4 }, { 46, 2 }, { 48, 2 }, { 50, 2 },
	};
	u32 i = random_below(sizeof(fields) / 2);

	change(data, size, fields[i][0], fields[i][1]);
}

/* The offset of some section's header. */
static size_t any_section(const u8 *data, size_t size)
{
	u32 count = get(data, size, 48, 2);

	return (size_t)get(data, size, 32, 4) +
	       sizeof(Elf32_Shdr) * random_below(count);
}

static void change_section(u8 *data, size_t size)
{
	change(data, size, any_section(data, size) + 4UL * random_below(10), 4);
}

/* Makes two sections overlap, or one be another's target. */
static void cross_sections(u8 *data, size_t size)
{
	size_t a = any_section(data, size), b = any_section(data, size);
	size_t field = 4UL * random_below(10);

	put(data, size, a + field, 4, get(data, size, b + field, 4));
}

/* A field of some record in a section: a symbol, a relocation, a word. */
static void change_record(u8 *data, size_t size)
{
	size_t s = any_section(data, size);
	u32 type = get(data, size, s + 4, 4);
	u32 offset = get(data, size, s + 16, 4);
	u32 at = random_below(get(data, size, s + 20, 4));

	if (type == SHT_SYMTAB && random_below(3) == 0)
		change(data, size, offset + at / 16 * 16 + 14, 2);
	else if (type == SHT_REL && random_below(2))
		change(data, size, offset + at / 8 * 8 + 4 + random_below(2),
		       1);
	else if (random_below(4))
		change(data, size, offset + at / 4 * 4, 4);
	else
		change(data, size, offset + at, 1);
}

static void copy_block(u8 *data, size_t size)
{
	size_t from = random_below(size), to = random_below(size);
	size_t n = random_below(min(size - max(from, to), (size_t)256) + 1);

	memmove(data + to, data + from, n);
}

size_t mutate_elf(uint8_t *data, size_t size, size_t room, unsigned int seed)
{
	state = seed * 2654435761u | 1;
	if (!size)
		return 0;
	for (u32 n = 1 + random_below(5); n; n--) {
		switch (random_below(16)) {
		case 0:
			change_header(data, size);
			break;
		case 1 ... 6:
			change_section(data, size);
			break;
		case 7:
			cross_sections(data, size);
			break;
		case 8 ... 12:
			change_record(data, size);
			break;
		case 13:
			copy_block(data, size);
			break;
		case 14:
			change(data, size, random_below(size), 1);
			break;
		default:
			if (random_below(8) == 0)
				size = 1 + random_below(size);
		}
	}
	return min(size, room);
}
