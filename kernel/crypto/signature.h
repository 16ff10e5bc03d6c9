/* SPDX-License-Identifier: MIT */
/*
 * A signed file: where its signature is, and what it is worth. Two containers
 * around one verifier: appended to the file, as Linux has it, and in a section
 * of the ELF file, as Solaris had it.
 */
#ifndef _CRYPTO_SIGNATURE_H
#define _CRYPTO_SIGNATURE_H

#include "pkcs7.h"

struct key;

/* What a check comes to; all but the first are reasons to think twice. */
enum signature_verdict {
	SIGNATURE_GOOD,
	SIGNATURE_NONE,	       /* ENODATA: there is none */
	SIGNATURE_UNSUPPORTED, /* ENOPKG: not PKCS#7, or another algorithm */
	SIGNATURE_NO_KEY,      /* ENOKEY: nobody trusted has signed it */
	SIGNATURE_TRAILER,     /* EBADMSG: the 12 bytes before the marker */
	SIGNATURE_SECTION,     /* EBADMSG: the ELF section that has it */
	SIGNATURE_FORMAT,      /* EBADMSG: no DER, or it contradicts itself */
	SIGNATURE_MESSAGE,     /* EINVAL: no SignedData of a known version */
	SIGNATURE_CONTENT,     /* EBADMSG: what it signs is inside it */
	SIGNATURE_KIND,	       /* EKEYREJECTED: other content, attributes */
	SIGNATURE_MISMATCH,    /* EKEYREJECTED: the file or it was changed */
	SIGNATURE_REVOKED,     /* EKEYREJECTED: its key, or the file */
};

/* Linux's errno for it, as in the comments above; 0 when it is good. */
int signature_errno(enum signature_verdict verdict);

struct signature {
	enum signature_verdict verdict;
	const char *why; /* a few words, or NULL */
	struct signed_bytes content;
	const u8 *message; /* PKCS#7; NULL: there is none */
	u32 message_size;
	bool in_section; /* else appended */
	struct pkcs7 p7;
	const struct pkcs7_signer *signer; /* that decided, or NULL */
	const struct key *key; /* that vouches for @signer, or NULL */
	u8 digest[DIGEST_MAX]; /* of the content, once it has been verified */
	bool bad_id_type;      /* Linux has lines of its own for two of them */
	bool bad_fields;
};

/*
 * Judges the signature of @size bytes at @file into *@s, whose content is what
 * remains of the file without an appended signature. @elf: one in a section
 * counts too. Nothing is allocated; time is linear in @size, and a few verified
 * signatures more for each of at most PKCS7_SIGNERS_MAX signers: the file's, and
 * one for each certificate of a chain, of which a signer's has at most four.
 */
void signature_check(const u8 *file, u32 size, bool elf, struct signature *s);

/*
 * Finds an appended signature and does not judge it: the verdict is
 * SIGNATURE_GOOD when it has a message.
 */
void signature_find(const u8 *file, u32 size, struct signature *s);

/* The same of a message that is at hand: @s->content and message are set. */
void signature_check_message(struct signature *s);

#endif
