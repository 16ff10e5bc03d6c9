/* SPDX-License-Identifier: MIT */
/*
 * The keys that the kernel trusts, and what it has ceased to trust. Keys are
 * only ever added; what is revoked stays so until the next boot.
 */
#ifndef _CRYPTO_KEYRING_H
#define _CRYPTO_KEYRING_H

#include <linux/list.h>

#include "x509.h"

enum keyring {
	KEYRING_BUILTIN,   /* .builtin_trusted_keys: in the kernel's image */
	KEYRING_SECONDARY, /* .secondary_trusted_keys: vouched for by those */
};

/* One key; its certificate's bytes are its own. */
struct key {
	struct list_head list;
	enum keyring ring;
	struct x509 cert;
	char name[X509_NAME_MAX]; /* its subject's */
};

#define KEY_ID_MAX 41 /* characters for 20 bytes, and the NUL */

/* All keys, in the order in which they came: struct key. */
extern struct list_head trusted_keys;

/*
 * Adds the certificate in @size bytes at @data, which are copied. Into
 * KEYRING_SECONDARY only what a key already trusted has signed that may sign
 * certificates (CA:TRUE) and is not revoked. 0, what x509_parse() returns,
 * -ENOKEY (signed by nobody known), -EKEYREJECTED (by one that may not, wrongly,
 * or revoked itself), -EEXIST, -ENOMEM. *@why says what.
 */
int keyring_add(enum keyring ring, const u8 *data, u32 size, const char **why);

/* The key of @issuer and @serial, or of @key_id when @issuer has no bytes. */
const struct key *keyring_find(const struct der *issuer,
			       const struct der *serial,
			       const struct der *key_id);

/*
 * Revokes what @text names, a line each as Linux's .blacklist has it, in
 * hexadecimal: `bin:DIGEST` a file, `tbs:DIGEST` a certificate, each by the
 * hash that its signature used; `key:ID` a key by its subject key identifier.
 * Blank lines and those that begin with # say nothing. Returns how many lines
 * were understood; *@bad counts the others.
 */
u32 blacklist_add(const char *text, u32 size, u32 *bad);
/* Whether a file with that digest is revoked. */
bool blacklist_has_digest(const u8 *digest, u32 size);
/* Whether a certificate is, or its key. */
bool blacklist_has_cert(const struct x509 *cert);

/* Writes the subject key identifier of @cert, or its serial, in hex. */
void key_id_text(const struct x509 *cert, char *buf, size_t size);
/* Writes bytes in hexadecimal, as many as fit. */
void hex_text(const u8 *data, u32 count, char *buf, size_t size);

/* Loads what the build put into the image: certificates and revocations. */
void keyring_init(void);

#endif
