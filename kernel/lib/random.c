/* SPDX-License-Identifier: MIT */
/*
 * Random bytes: ChaCha20 (RFC 8439, section 2.3) over a key of what the
 * processor offers, RDRAND and the time stamp counter. Half of a request's first
 * block is the next key, so that what was given can't be computed from what is
 * left.
 */
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <asm/tsc.h>
#include <linux/array_size.h>
#include <linux/compiler.h>
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/string.h>

#define CPUID_RDRAND (1u << 30)

static u32 key[8];
static u32 counter;
static bool seeded;

static u32 rotate(u32 x, int n)
{
	return x << n | x >> (32 - n);
}

static __always_inline void quarter(u32 *x, int a, int b, int c, int d)
{
	x[a] += x[b];
	x[d] = rotate(x[d] ^ x[a], 16);
	x[c] += x[d];
	x[b] = rotate(x[b] ^ x[c], 12);
	x[a] += x[b];
	x[d] = rotate(x[d] ^ x[a], 8);
	x[c] += x[d];
	x[b] = rotate(x[b] ^ x[c], 7);
}

static void chacha20_block(u32 *out)
{
	const u32 state[16] = { 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574,
				key[0],	    key[1],	key[2],	    key[3],
				key[4],	    key[5],	key[6],	    key[7],
				counter++,  0,		0,	    0 };

	memcpy(out, state, sizeof(state));
	for (int i = 0; i < 10; i++) {
		quarter(out, 0, 4, 8, 12);
		quarter(out, 1, 5, 9, 13);
		quarter(out, 2, 6, 10, 14);
		quarter(out, 3, 7, 11, 15);
		quarter(out, 0, 5, 10, 15);
		quarter(out, 1, 6, 11, 12);
		quarter(out, 2, 7, 8, 13);
		quarter(out, 3, 4, 9, 14);
	}
	for (int i = 0; i < 16; i++)
		out[i] += state[i];
}

static u32 rdrand(void)
{
	u32 value = 0;

	asm volatile("rdrand %0" : "+r"(value));
	return value;
}

static void seed(void)
{
	u32 a, b, c, d;

	cpuid(1, &a, &b, &c, &d);
	for (int i = 0; i < 8; i++)
		key[i] ^= (u32)rdtsc() * 0x9e3779b1u ^
			  (c & CPUID_RDRAND ? rdrand() : 0);
	seeded = true;
}

void get_random_bytes(void *buf, size_t len)
{
	u32 block[16], next_key[8];
	size_t n = min(len, sizeof(block) - sizeof(key));
	unsigned long flags;

	local_irq_save(flags);
	if (!seeded)
		seed();
	key[0] ^= (u32)rdtsc();
	chacha20_block(block);
	memcpy(next_key, block, sizeof(key));
	memcpy(buf, block + ARRAY_SIZE(key), n);
	while (len -= n) {
		buf += n;
		n = min(len, sizeof(block));
		chacha20_block(block);
		memcpy(buf, block, n);
	}
	memcpy(key, next_key, sizeof(key));
	memzero_explicit(block, sizeof(block));
	memzero_explicit(next_key, sizeof(next_key));
	local_irq_restore(flags);
}
EXPORT_SYMBOL(get_random_bytes);

#define GET_RANDOM(name, type)                           \
	type name(void)                                  \
	{                                                \
		type value;                              \
                                                         \
		get_random_bytes(&value, sizeof(value)); \
		return value;                            \
	}                                                \
	EXPORT_SYMBOL(name)

GET_RANDOM(get_random_u8, u8);
GET_RANDOM(get_random_u16, u16);
GET_RANDOM(get_random_u32, u32);
GET_RANDOM(get_random_u64, u64);

/*
 * The high half of a product with @ceil; what would make some values more
 * frequent is drawn again (D. Lemire, 2019).
 */
u32 __get_random_u32_below(u32 ceil)
{
	u64 product = (u64)ceil * get_random_u32();
	u32 uneven = -ceil % ceil;

	while ((u32)product < uneven)
		product = (u64)ceil * get_random_u32();
	return product >> 32;
}
EXPORT_SYMBOL(__get_random_u32_below);
