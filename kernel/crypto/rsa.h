/* SPDX-License-Identifier: MIT */
/* The public operation of RSA. */
#ifndef _CRYPTO_RSA_H
#define _CRYPTO_RSA_H

#include "verify.h"

#define RSA_BYTES_MAX (RSA_BITS_MAX / 8)

/*
 * RSAVP1 (RFC 8017, 5.2.2): @block = @signature ^ e mod n, in as many bytes as
 * the modulus has, of RSA_BITS_MIN to RSA_BITS_MAX bits. False where the
 * signature has another length, or is not below n.
 */
bool rsa_public(const struct public_key *key, const struct der *signature,
		u8 *block);

#endif
