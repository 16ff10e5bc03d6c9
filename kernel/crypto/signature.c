/* SPDX-License-Identifier: MIT */
/*
 * Finds a file's signature and judges it, in Linux's order of checks. It has
 * no policy: what a verdict leads to is for its caller to say.
 */
#include "signature.h"

#include <linux/elf.h>
#include <linux/errno.h>
#include <linux/kernel.h>

#include "keyring.h"

static const char marker[] = "~Module signature appended~\n";
#define MARKER_SIZE (sizeof(marker) - 1)

/* What lies before the marker: Linux's struct module_signature. */
struct trailer {
	u8 algo, hash, id_type, signer_len, key_id_len, pad[3];
	u8 sig_len[4]; /* big-endian */
};
#define ID_TYPE_PKCS7 2

#define SHT_SUNW_SIGNATURE 0x6ffffff6

static void judge(struct signature *s, enum signature_verdict verdict,
		  const char *why)
{
	s->verdict = verdict;
	s->why = why;
}

int signature_errno(enum signature_verdict verdict)
{
	static const int errnos[] = {
		[SIGNATURE_GOOD] = 0,
		[SIGNATURE_NONE] = -ENODATA,
		[SIGNATURE_UNSUPPORTED] = -ENOPKG,
		[SIGNATURE_NO_KEY] = -ENOKEY,
		[SIGNATURE_TRAILER] = -EBADMSG,
		[SIGNATURE_SECTION] = -EBADMSG,
		[SIGNATURE_FORMAT] = -EBADMSG,
		[SIGNATURE_MESSAGE] = -EINVAL,
		[SIGNATURE_CONTENT] = -EBADMSG,
		[SIGNATURE_KIND] = -EKEYREJECTED,
		[SIGNATURE_MISMATCH] = -EKEYREJECTED,
		[SIGNATURE_REVOKED] = -EKEYREJECTED,
	};

	return errnos[verdict];
}

/*
 * The first certificate that the message brings which is @signer's, or where
 * there is none, that of the issuer of @below. What can't be read isn't there.
 */
static bool find_brought(const struct pkcs7 *p7,
			 const struct pkcs7_signer *signer,
			 const struct x509 *below, struct x509 *cert)
{
	struct der rest = p7->certificates, whole;
	const char *why;

	while (!der_whole(&rest, DER_SEQUENCE, &whole)) {
		if (x509_parse(whole.data, whole.size, cert, &why))
			continue;
		if (signer ? x509_is(cert, &signer->issuer, &signer->serial,
				     &signer->key_id) :
			     cert->is_ca &&
				     der_equal(&cert->subject, &below->issuer))
			return true;
	}
	return false;
}

#define CHAIN_MAX 4 /* certificates from a signer's to a trusted key's */

/* The trusted key that @cert leads to by what the message brings, or NULL. */
static const struct key *follow_chain(struct signature *s,
				      const struct x509 *first)
{
	struct x509 cert = *first, issuer;
	const struct key *key;
	const char *why;
	int err;

	for (u32 i = 0; i < CHAIN_MAX; i++) {
		if (blacklist_has_cert(&cert)) {
			judge(s, SIGNATURE_REVOKED,
			      "a certificate that it brings is revoked");
			return NULL;
		}
		key = keyring_issuer(&cert, &err, &why);
		if (key)
			return key;
		if (!find_brought(&s->p7, NULL, &cert, &issuer) ||
		    !x509_signed_by(&cert, &issuer))
			break;
		cert = issuer;
	}
	judge(s, SIGNATURE_NO_KEY,
	      "no key here vouches for the certificates that it brings");
	return NULL;
}

/* Whether the content is what the owner of @key has signed. */
static bool verify_content(struct signature *s, const struct public_key *key)
{
	const struct pkcs7_signer *signer = s->signer;

	hash_bytes(signer->hash, &s->content, s->digest);
	if (signer->rsa == (key->type == KEY_RSA) &&
	    verify_signature(key, signer->hash, s->digest, &signer->signature))
		return true;
	judge(s, SIGNATURE_MISMATCH,
	      "the signature is not that key's over these bytes");
	return false;
}

/* One signer's word: SIGNATURE_GOOD, or why not. */
static void check_signer(struct signature *s, const struct pkcs7_signer *signer)
{
	struct x509 cert;

	s->signer = signer;
	s->key = NULL;
	if (signer->unsupported) {
		judge(s, SIGNATURE_UNSUPPORTED, signer->unsupported);
		return;
	}
	s->key =
		keyring_find(&signer->issuer, &signer->serial, &signer->key_id);
	if (s->key)
		cert = s->key->cert;
	else if (!find_brought(&s->p7, signer, NULL, &cert)) {
		judge(s, SIGNATURE_NO_KEY, "no key here is the signer's");
		return;
	}
	if (!verify_content(s, &cert.key))
		return;
	if (!s->key)
		s->key = follow_chain(s, &cert);
	if (!s->key)
		return;
	if (blacklist_has_cert(&s->key->cert))
		judge(s, SIGNATURE_REVOKED, "the key is revoked");
	else if (blacklist_has_digest(s->digest, digest_size(signer->hash)))
		judge(s, SIGNATURE_REVOKED, "the file's digest is revoked");
	else
		judge(s, SIGNATURE_GOOD, NULL);
}

/* One good signer is enough; one whose key is known and who fails is too. */
static void check_signers(struct signature *s)
{
	bool unknown = false;

	for (u32 i = 0; i < s->p7.signer_count; i++) {
		check_signer(s, &s->p7.signers[i]);
		if (s->verdict != SIGNATURE_UNSUPPORTED &&
		    s->verdict != SIGNATURE_NO_KEY)
			return;
		unknown |= s->verdict == SIGNATURE_NO_KEY;
	}
	if (unknown && s->verdict != SIGNATURE_NO_KEY)
		judge(s, SIGNATURE_NO_KEY, "no key here is a signer's");
}

void signature_check_message(struct signature *s)
{
	const char *why;
	int err = pkcs7_parse(s->message, s->message_size, &s->p7, &why);

	if (err) {
		judge(s, err == -EINVAL ? SIGNATURE_MESSAGE : SIGNATURE_FORMAT,
		      why);
		return;
	}
	if (s->p7.has_content) {
		judge(s, SIGNATURE_CONTENT,
		      "the message has content of its own");
		return;
	}
	if (!s->p7.is_plain_data) {
		judge(s, SIGNATURE_KIND,
		      "its content's type is not pkcs7-data");
		return;
	}
	for (u32 i = 0; i < s->p7.signer_count; i++)
		if (s->p7.signers[i].has_attributes) {
			judge(s, SIGNATURE_KIND, "it has signed attributes");
			return;
		}
	check_signers(s);
}

static bool read_trailer(struct signature *s)
{
	struct trailer t;
	u32 size = s->content.size, sig_len;

	if (size <= sizeof(t)) {
		judge(s, SIGNATURE_TRAILER, "nothing is left for a signature");
		return false;
	}
	size -= sizeof(t);
	memcpy(&t, s->content.data + size, sizeof(t));
	sig_len = (u32)t.sig_len[0] << 24 | t.sig_len[1] << 16 |
		  t.sig_len[2] << 8 | t.sig_len[3];
	if (sig_len >= size) {
		judge(s, SIGNATURE_TRAILER,
		      "the signature's length is beyond the file");
		return false;
	}
	s->bad_id_type = t.id_type != ID_TYPE_PKCS7;
	if (s->bad_id_type) {
		judge(s, SIGNATURE_UNSUPPORTED,
		      "the signature's id_type is not 2, PKCS#7");
		return false;
	}
	s->bad_fields = t.algo || t.hash || t.signer_len || t.key_id_len ||
			t.pad[0] || t.pad[1] || t.pad[2];
	if (s->bad_fields) {
		judge(s, SIGNATURE_TRAILER,
		      "a field of the signature info is not 0");
		return false;
	}
	s->content.size = size - sig_len;
	s->message = s->content.data + s->content.size;
	s->message_size = sig_len;
	return true;
}

/*
 * Looks for the one section of Solaris's type. As little as that takes is read
 * of the file, and nothing of it is believed.
 */
static bool find_section(struct signature *s)
{
	const struct signed_bytes *c = &s->content;
	Elf32_Ehdr h;
	Elf32_Shdr found = { 0 }, section;

	if (c->size < sizeof(h))
		return false;
	memcpy(&h, c->data, sizeof(h));
	if (memcmp(h.e_ident, ELFMAG, SELFMAG) ||
	    h.e_shentsize != sizeof(section) || h.e_shoff > c->size ||
	    h.e_shnum > (c->size - h.e_shoff) / sizeof(section))
		return false;
	for (u32 i = 0; i < h.e_shnum; i++) {
		memcpy(&section, c->data + h.e_shoff + i * sizeof(section),
		       sizeof(section));
		if (section.sh_type != SHT_SUNW_SIGNATURE)
			continue;
		if (found.sh_type) {
			judge(s, SIGNATURE_SECTION, "there are two sections");
			return true;
		}
		found = section;
	}
	if (!found.sh_type)
		return false;
	if (found.sh_flags & SHF_ALLOC || found.sh_offset > c->size ||
	    found.sh_size > c->size - found.sh_offset || !found.sh_size) {
		judge(s, SIGNATURE_SECTION,
		      "the section is empty, loaded, or beyond the file");
		return true;
	}
	s->in_section = true;
	s->content.hole = found.sh_offset;
	s->content.hole_size = found.sh_size;
	return true;
}

/* The section's content: a message, and zeros up to its end. */
static void check_section(struct signature *s)
{
	struct der rest = { s->content.data + s->content.hole,
			    s->content.hole_size };
	struct der message;

	if (der_whole(&rest, DER_SEQUENCE, &message)) {
		judge(s, SIGNATURE_FORMAT, "the section has no message");
		return;
	}
	for (u32 i = 0; i < rest.size; i++)
		if (rest.data[i]) {
			judge(s, SIGNATURE_SECTION,
			      "behind the message are bytes other than 0");
			return;
		}
	s->message = message.data;
	s->message_size = message.size;
	signature_check_message(s);
}

void signature_find(const u8 *file, u32 size, struct signature *s)
{
	memset(s, 0, sizeof(*s));
	s->content.data = file;
	s->content.size = size;
	judge(s, SIGNATURE_NONE, "nothing in it is a signature");
	if (size > MARKER_SIZE &&
	    !memcmp(file + size - MARKER_SIZE, marker, MARKER_SIZE)) {
		s->content.size -= MARKER_SIZE;
		if (read_trailer(s))
			judge(s, SIGNATURE_GOOD, NULL);
	}
}

void signature_check(const u8 *file, u32 size, bool elf, struct signature *s)
{
	signature_find(file, size, s);
	if (s->message)
		signature_check_message(s);
	else if (s->verdict == SIGNATURE_NONE && elf && find_section(s) &&
		 s->in_section)
		check_section(s);
}
