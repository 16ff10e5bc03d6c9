/* SPDX-License-Identifier: MIT */
/*
 * Hashes of names, as they are built up a character at a time; full_name_hash()
 * is that of a whole one. @salt, a pointer, makes those of one table differ
 * from those of another. Not for secrets.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef __LINUX_STRINGHASH_H
#define __LINUX_STRINGHASH_H

#include <linux/hash.h>
#include <linux/types.h>

#define init_name_hash(salt) (unsigned long)(salt)

/* What @prevhash becomes by one more character @c. */
static inline unsigned long partial_name_hash(unsigned long c,
					      unsigned long prevhash)
{
	return (prevhash + (c << 4) + (c >> 4)) * 11;
}

/* The hash of what was put together. */
static inline unsigned int end_name_hash(unsigned long hash)
{
	return hash_long(hash, 32);
}

/* Of @len characters. */
static inline unsigned int full_name_hash(const void *salt, const char *name,
					  unsigned int len)
{
	unsigned long hash = init_name_hash(salt);

	while (len--)
		hash = partial_name_hash((unsigned char)*name++, hash);
	return end_name_hash(hash);
}

/* Hash and length of a string in one. */
#define hashlen_hash(hashlen) ((u32)(hashlen))
#define hashlen_len(hashlen) ((u32)((hashlen) >> 32))
#define hashlen_create(hash, len) ((u64)(len) << 32 | (u32)(hash))

/* Those of a string that ends with a 0. */
static inline u64 hashlen_string(const void *salt, const char *name)
{
	unsigned long hash = init_name_hash(salt);
	u32 len;

	for (len = 0; name[len]; len++)
		hash = partial_name_hash((unsigned char)name[len], hash);
	return hashlen_create(end_name_hash(hash), len);
}

#endif
