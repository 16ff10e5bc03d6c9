/* SPDX-License-Identifier: MIT */
/*
 * Random bytes: ChaCha20 (RFC 8439, section 2.3) over a key of what the
 * processor offers, RDRAND and the time stamp counter. After each request the
 * key is replaced, so that what was given can't be computed from what is left.
 */
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <asm/tsc.h>
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/string.h>

#define CPUID_RDRAND (1u << 30)
#define BLOCK 64

static u32 key[8];
static u32 counter;
static bool seeded;

static u32 rotate(u32 x, int n)
{
	return x << n | x >> (32 - n);
}

static void quarter(u32 *x, int a, int b, int c, int d)
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
		for (int c = 0; c < 4; c++)
			quarter(out, c, 4 + c, 8 + c, 12 + c);
		for (int c = 0; c < 4; c++)
			quarter(out, c, 4 + (c + 1) % 4, 8 + (c + 2) % 4,
				12 + (c + 3) % 4);
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

void get_random_bytes(void *buf, size_t bytes)
{
	u32 block[16];
	unsigned long flags;

	local_irq_save(flags);
	if (!seeded)
		seed();
	key[0] ^= (u32)rdtsc();
	for (size_t n; bytes; bytes -= n, buf += n) {
		n = min(bytes, (size_t)BLOCK);
		chacha20_block(block);
		memcpy(buf, block, n);
	}
	chacha20_block(block);
	memcpy(key, block, sizeof(key));
	memzero_explicit(block, sizeof(block));
	local_irq_restore(flags);
}
EXPORT_SYMBOL(get_random_bytes);

u32 get_random_u32(void)
{
	u32 value;

	get_random_bytes(&value, sizeof(value));
	return value;
}
EXPORT_SYMBOL(get_random_u32);
