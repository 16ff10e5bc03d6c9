/* SPDX-License-Identifier: MIT */
/*
 * Random numbers that nobody can guess: getrandom(2), /dev/urandom, AT_RANDOM.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_RANDOM_H
#define _LINUX_RANDOM_H

#include <linux/limits.h>
#include <linux/compiler.h>
#include <linux/types.h>

/* Fills @buf with @len bytes. */
void get_random_bytes(void *buf, size_t len);
/* One number of that size. */
u8 get_random_u8(void);
u16 get_random_u16(void);
u32 get_random_u32(void);
u64 get_random_u64(void);

static inline unsigned long get_random_long(void)
{
	return get_random_u32();
}

/* All below @ceil (not 0) alike, none more often than another. */
u32 __get_random_u32_below(u32 ceil);
static inline u32 get_random_u32_below(u32 ceil)
{
	return ceil <= 1 ? 0 : __get_random_u32_below(ceil);
}

/* From @floor + 1 to 2^32 - 1. */
static inline u32 get_random_u32_above(u32 floor)
{
	return floor + 1 + get_random_u32_below(U32_MAX - floor);
}

/* From @floor to @ceil, both among them. */
static inline u32 get_random_u32_inclusive(u32 floor, u32 ceil)
{
	if (floor == 0 && ceil == U32_MAX)
		return get_random_u32();
	return floor + get_random_u32_below(ceil - floor + 1);
}

/* Random from the first call on: there is nothing to wait for. */
static inline bool rng_is_initialized(void)
{
	return true;
}

static inline int wait_for_random_bytes(void)
{
	return 0;
}

static inline int get_random_bytes_wait(void *buf, size_t nbytes)
{
	get_random_bytes(buf, nbytes);
	return 0;
}

#include <linux/prandom.h>

#endif
