/* SPDX-License-Identifier: MIT */
/*
 * Signed messages: the SignedData of CMS (RFC 5652, section 5), as much of
 * it as signs a module: detached, over plain data, without signed attributes.
 */
#ifndef _CRYPTO_PKCS7_H
#define _CRYPTO_PKCS7_H

#include "verify.h"

#define PKCS7_SIGNERS_MAX 4

/* Who signed, and how. All bytes lie where they were read. */
struct pkcs7_signer {
	struct der issuer; /* with its head; no bytes: the key id counts */
	struct der serial;
	struct der key_id;
	struct der hash_oid;
	enum hash_algo hash;
	bool rsa; /* else ECDSA */
	bool has_attributes;
	struct der signature;
	const char *unsupported; /* what of it is; or NULL */
};

struct pkcs7 {
	struct pkcs7_signer signers[PKCS7_SIGNERS_MAX];
	u32 signer_count;
	struct der certificates; /* that it brings, one behind the other */
	bool is_plain_data;
	bool has_content;
};

/*
 * Reads the message in @size bytes at @data, which must stay while @p7 is used.
 * 0; -EBADMSG (not DER, or it contradicts itself); -EINVAL (not SignedData, a
 * version that it cannot have, more than PKCS7_SIGNERS_MAX signers or none).
 * *@why says what. Time is linear in @size.
 */
int pkcs7_parse(const u8 *data, u32 size, struct pkcs7 *p7, const char **why);

#endif
