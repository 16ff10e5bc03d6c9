/* SPDX-License-Identifier: MIT */
/*
 * Hashes and public keys: the arithmetic of signatures, which is BearSSL's.
 * It says whether a signature fits a digest, and knows nothing of trust.
 */
#ifndef _CRYPTO_VERIFY_H
#define _CRYPTO_VERIFY_H

#include "der.h"

enum hash_algo {
	HASH_SHA1,
	HASH_SHA224,
	HASH_SHA256,
	HASH_SHA384,
	HASH_SHA512,
	HASH_COUNT
};

#define DIGEST_MAX 64 /* bytes */

/* "sha256". */
const char *hash_name(enum hash_algo algo);
/* Bytes of a digest. */
u32 digest_size(enum hash_algo algo);
/* Whether @oid is that of a hash, which is then *@algo. */
bool hash_by_oid(const struct der *oid, enum hash_algo *algo);
/* Whether the build accepts signatures over it: SHA-1 only by SHA1=1. */
bool hash_is_accepted(enum hash_algo algo);

/* What is signed: @size bytes, of which @hole_size from @hole on count as 0. */
struct signed_bytes {
	const u8 *data;
	u32 size;
	u32 hole, hole_size;
};

/* The digest of @bytes: digest_size() bytes at @digest. */
void hash_bytes(enum hash_algo algo, const struct signed_bytes *bytes,
		u8 *digest);

enum key_type { KEY_RSA, KEY_P256, KEY_P384 };

#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 4096

/* A public key; its numbers lie where it was read, big-endian. */
struct public_key {
	enum key_type type;
	struct der modulus; /* RSA: odd, without leading zeros */
	u32 exponent;	    /* RSA: odd, at least 3 */
	struct der point;   /* ECDSA: 0x04, x, y */
};

/* "RSA-4096", at most 12 bytes with the NUL. */
void key_type_name(const struct public_key *key, char *buf, size_t size);

/*
 * Whether @signature is @key's over @digest: RSASSA-PKCS1-v1_5 (RFC 8017,
 * 8.2.2: the block is built and compared as a whole), or ECDSA (FIPS 186-4)
 * with its two numbers in DER. Time and stack depend on the key's size alone.
 */
bool verify_signature(const struct public_key *key, enum hash_algo algo,
		      const u8 *digest, const struct der *signature);

#endif
