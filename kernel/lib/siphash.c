/* SPDX-License-Identifier: MIT */
/* SipHash-2-4: https://www.aumasson.jp/siphash/siphash.pdf, section 2. */
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/siphash.h>
#include <linux/unaligned.h>

static void rounds(u64 v[4], int n)
{
	while (n--) {
		v[0] += v[1];
		v[1] = rol64(v[1], 13) ^ v[0];
		v[0] = rol64(v[0], 32);
		v[2] += v[3];
		v[3] = rol64(v[3], 16) ^ v[2];
		v[0] += v[3];
		v[3] = rol64(v[3], 21) ^ v[0];
		v[2] += v[1];
		v[1] = rol64(v[1], 17) ^ v[2];
		v[2] = rol64(v[2], 32);
	}
}

static void take(u64 v[4], u64 word)
{
	v[3] ^= word;
	rounds(v, 2);
	v[0] ^= word;
}

u64 __siphash_unaligned(const void *data, size_t len, const siphash_key_t *key)
{
	u64 v[4] = { 0x736f6d6570736575ull ^ key->key[0],
		     0x646f72616e646f6dull ^ key->key[1],
		     0x6c7967656e657261ull ^ key->key[0],
		     0x7465646279746573ull ^ key->key[1] };
	u64 last = (u64)len << 56;
	const u8 *p = data;

	for (; len >= sizeof(u64); len -= sizeof(u64), p += sizeof(u64))
		take(v, get_unaligned_le64(p));
	while (len--)
		/* NOLINTNEXTLINE(clang-analyzer-core.*): all of @data is set */
		last |= (u64)p[len] << (8 * len);
	take(v, last);
	v[2] ^= 0xff;
	rounds(v, 4);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}
EXPORT_SYMBOL(__siphash_unaligned);

u64 siphash_1u64(const u64 a, const siphash_key_t *key)
{
	return siphash(&a, sizeof(a), key);
}
EXPORT_SYMBOL(siphash_1u64);

u64 siphash_2u64(const u64 a, const u64 b, const siphash_key_t *key)
{
	const u64 words[] = { a, b };

	return siphash(words, sizeof(words), key);
}
EXPORT_SYMBOL(siphash_2u64);

u64 siphash_3u64(const u64 a, const u64 b, const u64 c,
		 const siphash_key_t *key)
{
	const u64 words[] = { a, b, c };

	return siphash(words, sizeof(words), key);
}
EXPORT_SYMBOL(siphash_3u64);

u64 siphash_4u64(const u64 a, const u64 b, const u64 c, const u64 d,
		 const siphash_key_t *key)
{
	const u64 words[] = { a, b, c, d };

	return siphash(words, sizeof(words), key);
}
EXPORT_SYMBOL(siphash_4u64);

u64 siphash_1u32(const u32 a, const siphash_key_t *key)
{
	return siphash(&a, sizeof(a), key);
}
EXPORT_SYMBOL(siphash_1u32);

u64 siphash_3u32(const u32 a, const u32 b, const u32 c,
		 const siphash_key_t *key)
{
	const u32 words[] = { a, b, c };

	return siphash(words, sizeof(words), key);
}
EXPORT_SYMBOL(siphash_3u32);
