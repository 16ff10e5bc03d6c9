/* SPDX-License-Identifier: MIT */
/*
 * What mends a refused signature: the key that it wants, the keys that the
 * kernel holds, and the file's digest. Behind the refusal, as refuse.c has
 * it; it decides nothing.
 */
#include <linux/kernel.h>
#include <linux/list.h>

#include "crypto/keyring.h"
#include "crypto/signature.h"
#include "module.h"

/* Which key the signature wants, by its own words. */
static void tell_wanted(const struct load *l, const struct signature *s)
{
	const struct pkcs7_signer *signer = s->signer;
	char issuer[X509_NAME_MAX], id[KEY_ID_MAX];

	if (!signer)
		return;
	if (signer->issuer.size) {
		x509_name(&signer->issuer, issuer, sizeof(issuer));
		hex_text(signer->serial.data, signer->serial.size, id,
			 sizeof(id));
		refuse_more(l, "wanted", "issuer \"%s\",", issuer);
		refuse_more(l, "", "serial %s,", id);
	} else {
		hex_text(signer->key_id.data, signer->key_id.size, id,
			 sizeof(id));
		refuse_more(l, "wanted", "key id %s,", id);
	}
	refuse_more(l, "", "%s over %s",
		    signer->rsa ? "RSA" : "ECDSA or another",
		    signer->unsupported ? "another hash" :
					  hash_name(signer->hash));
}

static void tell_held(const struct load *l)
{
	char name[X509_NAME_MAX], id[KEY_ID_MAX], type[12];
	const struct key *key;
	bool any = false;

	list_for_each_entry(key, &keys, list) {
		if (key->kind != KEY_ASYMMETRIC)
			continue;
		x509_name(&key->cert.subject, name, sizeof(name));
		key_id_text(&key->cert, id, sizeof(id));
		key_type_name(&key->cert.key, type, sizeof(type));
		refuse_more(l, "held", "%s \"%s\",", type, name);
		refuse_more(l, "", "%s %s",
			    key->cert.key_id.size ? "key id" : "serial", id);
		any = true;
	}
	if (!any)
		refuse_more(l, "held", "no key at all");
}

/* The file's digest, as sha256sum prints it, in two halves. */
static void tell_digest(const struct load *l, u32 size)
{
	const struct signed_bytes file = { .data = l->file, .size = size };
	char first[33], second[33];
	u8 digest[DIGEST_MAX];

	hash_bytes(HASH_SHA256, &file, digest);
	hex_text(digest, 16, first, sizeof(first) + 1);
	hex_text(digest + 16, 16, second, sizeof(second) + 1);
	refuse_more(l, "sha256", "%s", first);
	refuse_more(l, "", "%s", second);
}

void refuse_signature_more(const struct load *l, const struct signature *s,
			   u32 size)
{
	tell_wanted(l, s);
	tell_held(l);
	tell_digest(l, size);
}
