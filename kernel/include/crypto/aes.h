/* SPDX-License-Identifier: MIT */
/*
 * Sizes of AES (FIPS 197).
 *
 * Context: any.
 * Linux: Documentation/crypto/api-skcipher.rst
 */
#ifndef _CRYPTO_AES_H
#define _CRYPTO_AES_H

#define AES_MIN_KEY_SIZE 16
#define AES_MAX_KEY_SIZE 32
#define AES_KEYSIZE_128 16
#define AES_KEYSIZE_192 24
#define AES_KEYSIZE_256 32
#define AES_BLOCK_SIZE 16

#endif
