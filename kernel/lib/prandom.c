/* SPDX-License-Identifier: MIT */
/*
 * The generator taus113: P. L'Ecuyer, "Tables of maximally equidistributed
 * combined LFSR generators", 1999. Each of its parts has a least seed.
 */
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/prandom.h>

static u32 step(u32 *s, int q, int shift, u32 mask, int keep)
{
	*s = (*s & mask) << keep ^ (*s << q ^ *s) >> shift;
	return *s;
}

u32 prandom_u32_state(struct rnd_state *state)
{
	return step(&state->s1, 6, 13, ~1u, 18) ^
	       step(&state->s2, 2, 27, ~7u, 2) ^
	       step(&state->s3, 13, 21, ~15u, 7) ^
	       step(&state->s4, 3, 12, ~127u, 13);
}
EXPORT_SYMBOL(prandom_u32_state);

void prandom_bytes_state(struct rnd_state *state, void *buf, size_t nbytes)
{
	u8 *p = buf;

	while (nbytes) {
		u32 word = prandom_u32_state(state);
		size_t n = min(nbytes, sizeof(word));

		for (size_t i = 0; i < n; i++, word >>= 8)
			*p++ = word;
		nbytes -= n;
	}
}
EXPORT_SYMBOL(prandom_bytes_state);

static u32 at_least(u32 seed, u32 least)
{
	return seed < least ? seed + least : seed;
}

void prandom_seed_state(struct rnd_state *state, u64 seed)
{
	u32 i = (u32)(seed >> 32) ^ (u32)(seed << 10) ^ (u32)seed;

	state->s1 = at_least(i, 2);
	state->s2 = at_least(i, 8);
	state->s3 = at_least(i, 16);
	state->s4 = at_least(i, 128);
}
EXPORT_SYMBOL(prandom_seed_state);
