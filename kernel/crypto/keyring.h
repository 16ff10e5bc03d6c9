/* SPDX-License-Identifier: MIT */
/*
 * The keys that the kernel trusts, and what it has ceased to trust: the
 * keyrings .builtin_trusted_keys, .secondary_trusted_keys (which has the first
 * in it) and .blacklist, as keyrings(7) has keys. Keys are only ever added; what is
 * revoked stays so until the next boot.
 */
#ifndef _CRYPTO_KEYRING_H
#define _CRYPTO_KEYRING_H

#include <linux/list.h>

#include "x509.h"

enum keyring { KEYRING_BUILTIN, KEYRING_SECONDARY, KEYRING_BLACKLIST };
#define KEYRING_COUNT 3

enum key_kind {
	KEY_KEYRING,
	KEY_ASYMMETRIC, /* a certificate: a key that is trusted */
	KEY_BLACKLIST,	/* what is revoked; the description tells it */
	KEY_KINDS
};

/* "keyring", "asymmetric", "blacklist": the types of keyrings(7). */
extern const char *const key_kind_names[KEY_KINDS];

/* What its possessor (POS) and its owner, root, may do: keyctl_setperm(3). */
#define KEY_MAY_VIEW 0x01
#define KEY_MAY_READ 0x02
#define KEY_MAY_WRITE 0x04
#define KEY_MAY_SEARCH 0x08
#define KEY_MAY_LINK 0x10
#define KEY_MAY_SETATTR 0x20
#define KEY_PERM(pos, usr) ((u32)(pos) << 24 | (u32)(usr) << 16)

struct key {
	struct list_head list;
	s32 serial;
	enum key_kind kind;
	const struct key *ring; /* that has it; NULL: none */
	u32 perm;
	bool by_user; /* else the kernel has made it */
	const char *description;
	struct x509 cert; /* of KEY_ASYMMETRIC; its bytes are the key's own */
};

#define KEY_ID_MAX 41 /* characters for 20 bytes, and the NUL */

/* All keys, the keyrings first, by serial number: struct key. */
extern struct list_head keys;
extern struct key keyrings[KEYRING_COUNT];

/*
 * Adds the certificate in @size bytes at @data, which are copied. Into
 * KEYRING_SECONDARY only what a key already trusted has signed that may sign
 * certificates (CA:TRUE) and is not revoked. @description: NULL, or from user
 * space, where "" asks for the usual one. Returns the serial number, of the old key when
 * that very certificate is there; what x509_parse() returns; -ENOKEY (signed by
 * nobody known); -EKEYREJECTED (by one that may not, wrongly, or revoked
 * itself); -EEXIST (another one of that issuer and serial is there); -ENOMEM.
 * *@why says what.
 */
int keyring_add(enum keyring ring, const u8 *data, u32 size,
		const char *description, const char **why);

/* The key of @issuer and @serial, or of @key_id when @issuer has no bytes. */
const struct key *keyring_find(const struct der *issuer,
			       const struct der *serial,
			       const struct der *key_id);

/*
 * The trusted key that vouches for @cert: its issuer, CA:TRUE, not revoked.
 * NULL and *@err: -ENOKEY or -EKEYREJECTED, of which *@why says more.
 */
const struct key *keyring_issuer(const struct x509 *cert, int *err,
				 const char **why);

/* Whether the running task may do what KEY_MAY_ bits say: kernel/sys/keys.c. */
bool key_permits(const struct key *key, u32 need);

/* The key with that serial number, or NULL. */
const struct key *keyring_by_serial(s32 serial);
/* The key of that kind and description in @ring, and what is linked there. */
const struct key *keyring_search(const struct key *ring, enum key_kind kind,
				 const char *description);

/*
 * Revokes what @word of @length names, in hexadecimal as Linux's .blacklist has
 * it: `bin:DIGEST` a file, `tbs:DIGEST` a certificate, each by the hash that
 * its signature used; `key:ID` a key by its subject key identifier. @by_user as
 * in struct key. Returns the serial number, also of what is revoked already; -EINVAL; -ENOPKG: more than
 * DIGEST_MAX bytes; -ENOMEM.
 */
int blacklist_add(const char *word, u32 length, bool by_user);
/*
 * The same for each line of @text; blank lines and those that begin with # say
 * nothing. Returns how many were understood; *@bad counts the others.
 */
u32 blacklist_add_list(const char *text, u32 size, u32 *bad);
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
