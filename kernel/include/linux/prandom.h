/* SPDX-License-Identifier: MIT */
/*
 * Numbers that only look random: the same seed gives the same ones. L'Ecuyer's
 * combined Tausworthe generator of period 2^113.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_PRANDOM_H
#define _LINUX_PRANDOM_H

#include <linux/types.h>

struct rnd_state {
	u32 s1, s2, s3, s4;
};

/* The next number of @state; the next @nbytes bytes. */
u32 prandom_u32_state(struct rnd_state *state);
void prandom_bytes_state(struct rnd_state *state, void *buf, size_t nbytes);
/* Begins anew from @seed. */
void prandom_seed_state(struct rnd_state *state, u64 seed);

/* What follows @seed in a linear congruence modulo 2^32. */
static inline u32 next_pseudo_random32(u32 seed)
{
	return seed * 1664525 + 1013904223;
}

#endif
