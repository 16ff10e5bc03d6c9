/* SPDX-License-Identifier: MIT */
/*
 * Sizes of MD5 (RFC 1321), which is broken: for checksums only.
 *
 * Context: any.
 * Linux: Documentation/crypto/api-digest.rst
 */
#ifndef _CRYPTO_MD5_H
#define _CRYPTO_MD5_H

#define MD5_DIGEST_SIZE 16
#define MD5_HMAC_BLOCK_SIZE 64

#endif
