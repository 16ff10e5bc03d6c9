/* SPDX-License-Identifier: MIT */
/*
 * Sizes of SHA-1 (FIPS 180-4).
 *
 * Context: any.
 * Linux: Documentation/crypto/api-digest.rst
 */
#ifndef _CRYPTO_SHA1_H
#define _CRYPTO_SHA1_H

#define SHA1_DIGEST_SIZE 20
#define SHA1_BLOCK_SIZE 64

#endif
