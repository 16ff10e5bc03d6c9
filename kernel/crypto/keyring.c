/* SPDX-License-Identifier: MIT */
/*
 * The keyrings .builtin_trusted_keys, .secondary_trusted_keys and .blacklist.
 * It says which keys there are; whether a module needs one is not its affair.
 */
#include "keyring.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

LIST_HEAD(trusted_keys);

/* "bin:", "tbs:" or "key:", and hexadecimal. */
struct revocation {
	struct list_head list;
	char text[4 + 2 * DIGEST_MAX + 1];
};
static LIST_HEAD(blacklist);

static int fail(const char **why, int err, const char *text)
{
	*why = text;
	return err;
}

void hex_text(const u8 *data, u32 count, char *buf, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	size_t n = 0;

	for (; count && n + 2 < size; count--, data++) {
		buf[n++] = digits[*data >> 4];
		buf[n++] = digits[*data & 15];
	}
	buf[n] = '\0';
}

void key_id_text(const struct x509 *cert, char *buf, size_t size)
{
	const struct der *id = cert->key_id.size ? &cert->key_id :
						   &cert->serial;

	hex_text(id->data, id->size, buf, size);
}

const struct key *keyring_find(const struct der *issuer,
			       const struct der *serial,
			       const struct der *key_id)
{
	const struct key *key;

	list_for_each_entry(key, &trusted_keys, list) {
		const struct x509 *c = &key->cert;

		if (issuer->size ?
			    der_equal(&c->issuer, issuer) &&
				    der_equal(&c->serial, serial) :
			    c->key_id.size && der_equal(&c->key_id, key_id))
			return key;
	}
	return NULL;
}

/* Whether a key already trusted vouches for @cert. */
static int check_vouched(const struct x509 *cert, const char **why)
{
	const struct key *key;
	int err = fail(why, -ENOKEY, "no trusted key is its issuer");

	list_for_each_entry(key, &trusted_keys, list) {
		if (!der_equal(&cert->issuer, &key->cert.subject))
			continue;
		if (!key->cert.is_ca)
			err = fail(why, -EKEYREJECTED,
				   "its issuer is CA:FALSE, and may not sign certificates");
		else if (blacklist_has_cert(&key->cert))
			err = fail(why, -EKEYREJECTED, "its issuer is revoked");
		else if (x509_signed_by(cert, &key->cert))
			return 0;
		else
			err = fail(why, -EKEYREJECTED,
				   "its signature is not its issuer's");
	}
	return err;
}

static int check_new(enum keyring ring, const struct x509 *cert,
		     const char **why)
{
	if (keyring_find(&cert->issuer, &cert->serial, &cert->key_id))
		return fail(why, -EEXIST, "that key is there already");
	if (ring == KEYRING_BUILTIN)
		return 0;
	if (blacklist_has_cert(cert))
		return fail(why, -EKEYREJECTED, "it is revoked");
	return check_vouched(cert, why);
}

int keyring_add(enum keyring ring, const u8 *data, u32 size, const char **why)
{
	struct x509 cert;
	struct key *key;
	u8 *copy;
	int err = x509_parse(data, size, &cert, why);

	if (!err)
		err = check_new(ring, &cert, why);
	if (err)
		return err;
	key = kzalloc(sizeof(*key) + size, GFP_KERNEL);
	if (!key)
		return fail(why, -ENOMEM, "no memory");
	copy = (u8 *)(key + 1);
	memcpy(copy, data, size);
	x509_parse(copy, size, &key->cert, why);
	key->ring = ring;
	x509_name(&key->cert.subject, key->name, sizeof(key->name));
	list_add_tail(&key->list, &trusted_keys);
	return 0;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/* A word of @length characters without its blanks and its newline. */
static bool add_revocation(const char *word, u32 length)
{
	struct revocation *r;

	if (length < 6 || length > 4 + 2 * DIGEST_MAX || length % 2 ||
	    (memcmp(word, "bin:", 4) && memcmp(word, "tbs:", 4) &&
	     memcmp(word, "key:", 4)))
		return false;
	for (u32 i = 4; i < length; i++)
		if (!is_hex(word[i]))
			return false;
	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		return false;
	memcpy(r->text, word, length);
	list_add_tail(&r->list, &blacklist);
	return true;
}

u32 blacklist_add(const char *text, u32 size, u32 *bad)
{
	u32 good = 0;

	for (*bad = 0; size;) {
		const char *end = memchr(text, '\n', size);
		u32 line = end ? end - text : size, length = line;

		while (length && text[length - 1] <= ' ')
			length--;
		if (length && *text != '#') {
			if (add_revocation(text, length))
				good++;
			else
				++*bad;
		}
		line += end != NULL;
		text += line;
		size -= line;
	}
	return good;
}

static bool is_revoked(const char *kind, const u8 *data, u32 size)
{
	char text[sizeof(((struct revocation *)0)->text)];
	const struct revocation *r;

	if (!size || size > DIGEST_MAX)
		return false;
	memcpy(text, kind, 4);
	hex_text(data, size, text + 4, sizeof(text) - 4);
	list_for_each_entry(r, &blacklist, list)
		if (!strcmp(r->text, text))
			return true;
	return false;
}

bool blacklist_has_digest(const u8 *digest, u32 size)
{
	return is_revoked("bin:", digest, size);
}

bool blacklist_has_cert(const struct x509 *cert)
{
	const struct signed_bytes tbs = { .data = cert->tbs.data,
					  .size = cert->tbs.size };
	u8 digest[DIGEST_MAX];

	if (list_empty(&blacklist))
		return false;
	hash_bytes(cert->hash, &tbs, digest);
	return is_revoked("tbs:", digest, digest_size(cert->hash)) ||
	       is_revoked("key:", cert->key_id.data, cert->key_id.size);
}

/* The certificates one behind the other, as the build lays them. */
static void load_certificates(struct der list)
{
	char id[KEY_ID_MAX];
	struct der whole;
	const char *why = "it is cut off";

	while (list.size) {
		const struct key *key;
		int err = der_whole(&list, DER_SEQUENCE, &whole);

		if (!err)
			err = keyring_add(KEYRING_BUILTIN, whole.data,
					  whole.size, &why);
		if (err && err != -EEXIST)
			pr_err("Problem loading in-kernel X.509 certificate (%d): %s\n",
			       err, why);
		if (!whole.size)
			return;
		if (err)
			continue;
		key = list_last_entry(&trusted_keys, struct key, list);
		key_id_text(&key->cert, id, sizeof(id));
		pr_notice("Loaded X.509 cert '%s: %s'\n", key->name, id);
	}
}

void keyring_init(void)
{
	extern const u8 builtin_certs[], builtin_certs_end[];
	extern const u8 builtin_revoked[], builtin_revoked_end[];
	u32 bad, count;

	pr_notice("Loading compiled-in X.509 certificates\n");
	load_certificates((struct der){ builtin_certs,
					builtin_certs_end - builtin_certs });
	count = blacklist_add((const char *)builtin_revoked,
			      builtin_revoked_end - builtin_revoked, &bad);
	if (count || bad)
		pr_notice("Loading compiled-in revocations: %u, and %u lines not understood\n",
			  count, bad);
}
