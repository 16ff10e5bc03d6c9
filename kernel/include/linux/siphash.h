/* SPDX-License-Identifier: MIT */
/*
 * SipHash-2-4 (https://www.aumasson.jp/siphash/siphash.pdf): 64 bits that
 * nobody can guess who doesn't know the key, for tables that strangers fill.
 *
 * Context: any.
 * Linux: Documentation/security/siphash.rst
 */
#ifndef _LINUX_SIPHASH_H
#define _LINUX_SIPHASH_H

#include <linux/types.h>

typedef struct {
	u64 key[2]; /* of get_random_bytes() */
} siphash_key_t;

static inline bool siphash_key_is_zero(const siphash_key_t *key)
{
	return !(key->key[0] | key->key[1]);
}

/* Of @len bytes, whatever their alignment. */
u64 __siphash_unaligned(const void *data, size_t len, const siphash_key_t *key);
#define siphash(data, len, key) __siphash_unaligned(data, len, key)

/* Of numbers, as if they lay in memory one after another. */
u64 siphash_1u64(const u64 a, const siphash_key_t *key);
u64 siphash_2u64(const u64 a, const u64 b, const siphash_key_t *key);
u64 siphash_3u64(const u64 a, const u64 b, const u64 c,
		 const siphash_key_t *key);
u64 siphash_4u64(const u64 a, const u64 b, const u64 c, const u64 d,
		 const siphash_key_t *key);
u64 siphash_1u32(const u32 a, const siphash_key_t *key);
u64 siphash_3u32(const u32 a, const u32 b, const u32 c,
		 const siphash_key_t *key);

static inline u64 siphash_2u32(const u32 a, const u32 b,
			       const siphash_key_t *key)
{
	return siphash_1u64((u64)b << 32 | a, key);
}

static inline u64 siphash_4u32(const u32 a, const u32 b, const u32 c,
			       const u32 d, const siphash_key_t *key)
{
	return siphash_2u64((u64)b << 32 | a, (u64)d << 32 | c, key);
}

#endif
