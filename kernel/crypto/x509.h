/* SPDX-License-Identifier: MIT */
/*
 * Certificates: X.509 version 3 (RFC 5280), read strictly. Dates and key
 * usage are read over and not judged, as Linux has it: a kernel's keys are
 * good as long as the kernel is.
 */
#ifndef _CRYPTO_X509_H
#define _CRYPTO_X509_H

#include "verify.h"

#define X509_NAME_MAX 96 /* bytes of a name for the log, with its NUL */

/* A certificate; all bytes lie where it was read. */
struct x509 {
	struct der tbs;	    /* what its issuer signed, with its head */
	struct der serial;  /* INTEGER's bytes */
	struct der issuer;  /* Name, with its head */
	struct der subject; /* the same */
	struct der key_id;  /* subject key identifier; no bytes: it has none */
	struct public_key key;
	bool is_ca; /* may sign other certificates */

	enum hash_algo hash; /* of its issuer's signature */
	bool signed_by_rsa;  /* else by ECDSA */
	struct der signature;
};

/*
 * Reads the certificate in @size bytes at @data, which must stay while @cert
 * is used. 0; -EBADMSG (not DER, not version 3, or fields that contradict each
 * other); -ENOPKG (a hash, key or critical extension that is not supported, or
 * an RSA key of less than 2048 or more than 4096 bits). *@why says what.
 */
int x509_parse(const u8 *data, u32 size, struct x509 *cert, const char **why);

/* Whether it is that of @issuer and @serial, or when @issuer is empty of @key_id. */
bool x509_is(const struct x509 *cert, const struct der *issuer,
	     const struct der *serial, const struct der *key_id);

/* Whether the owner of @issuer signed @cert: names and signature. */
bool x509_signed_by(const struct x509 *cert, const struct x509 *issuer);

/*
 * A name for the log, as Linux makes it: "O: CN"; or what there is of common
 * name, organization and mail address; the common name alone where it begins
 * like the organization.
 */
void x509_name(const struct der *name, char *buf, size_t size);

#endif
