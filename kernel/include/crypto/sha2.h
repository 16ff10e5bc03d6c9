/* SPDX-License-Identifier: MIT */
/*
 * Sizes of the SHA-2 family (FIPS 180-4), and SHA-256 without an object.
 *
 * Context: any.
 * Linux: Documentation/crypto/api-digest.rst
 */
#ifndef _CRYPTO_SHA2_H
#define _CRYPTO_SHA2_H

#include <linux/types.h>

#define SHA224_DIGEST_SIZE 28
#define SHA224_BLOCK_SIZE 64
#define SHA256_DIGEST_SIZE 32
#define SHA256_BLOCK_SIZE 64
#define SHA384_DIGEST_SIZE 48
#define SHA384_BLOCK_SIZE 128
#define SHA512_DIGEST_SIZE 64
#define SHA512_BLOCK_SIZE 128

/* A SHA-224 or SHA-256 in progress. */
struct sha256_state {
	u64 context[14];
};

/* Begins, goes on, and ends with the result at @out. */
void sha256_init(struct sha256_state *sctx);
void sha256_update(struct sha256_state *sctx, const u8 *data, unsigned int len);
void sha256_final(struct sha256_state *sctx, u8 *out);
void sha224_init(struct sha256_state *sctx);
void sha224_update(struct sha256_state *sctx, const u8 *data, unsigned int len);
void sha224_final(struct sha256_state *sctx, u8 *out);
/* All three. */
void sha256(const u8 *data, unsigned int len, u8 *out);

#endif
