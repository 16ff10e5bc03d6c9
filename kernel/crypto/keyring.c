/* SPDX-License-Identifier: MIT */
/*
 * The keyrings. It says which keys there are; whether a module needs one, and
 * whether who asks for one may, is not its affair.
 */
#include "keyring.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#define MAY_USE (KEY_MAY_VIEW | KEY_MAY_READ | KEY_MAY_SEARCH | KEY_MAY_WRITE)
#define MAY_ALL_BUT_SETATTR (MAY_USE | KEY_MAY_LINK)

const char *const key_kind_names[KEY_KINDS] = {
	[KEY_KEYRING] = "keyring",
	[KEY_ASYMMETRIC] = "asymmetric",
	[KEY_BLACKLIST] = "blacklist",
};

LIST_HEAD(keys);

struct key keyrings[KEYRING_COUNT] = {
	[KEYRING_BUILTIN] = { .ring = &keyrings[KEYRING_SECONDARY],
			      .perm = KEY_PERM(MAY_ALL_BUT_SETATTR,
					       MAY_USE & ~KEY_MAY_WRITE),
			      .description = ".builtin_trusted_keys" },
	[KEYRING_SECONDARY] = { .perm = KEY_PERM(MAY_ALL_BUT_SETATTR, MAY_USE),
				.description = ".secondary_trusted_keys" },
	[KEYRING_BLACKLIST] = { .perm = KEY_PERM(MAY_USE, MAY_USE),
				.description = ".blacklist" },
};

#define FIRST_SERIAL 3 /* as Linux: 0 to 2 are nobody's */

/* Serial numbers ascend: what they are is no secret. */
static s32 list_key(struct key *key)
{
	static s32 last = FIRST_SERIAL - 1;

	key->serial = ++last;
	list_add_tail(&key->list, &keys);
	return key->serial;
}

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

	list_for_each_entry(key, &keys, list)
		if (key->kind == KEY_ASYMMETRIC &&
		    x509_is(&key->cert, issuer, serial, key_id))
			return key;
	return NULL;
}

const struct key *keyring_by_serial(s32 serial)
{
	const struct key *key;

	list_for_each_entry(key, &keys, list)
		if (key->serial == serial)
			return key;
	return NULL;
}

const struct key *keyring_search(const struct key *ring, enum key_kind kind,
				 const char *description)
{
	const struct key *key;

	list_for_each_entry(key, &keys, list)
		if (key->kind == kind &&
		    !strcmp(key->description, description) &&
		    (key == ring || key->ring == ring ||
		     (key->ring && key->ring->ring == ring)))
			return key;
	return NULL;
}

const struct key *keyring_issuer(const struct x509 *cert, int *err,
				 const char **why)
{
	const struct key *key;

	*err = fail(why, -ENOKEY, "no trusted key is its issuer");
	list_for_each_entry(key, &keys, list) {
		if (key->kind != KEY_ASYMMETRIC ||
		    !der_equal(&cert->issuer, &key->cert.subject))
			continue;
		if (!key->cert.is_ca)
			*err = fail(why, -EKEYREJECTED,
				    "its issuer is CA:FALSE, and may not sign certificates");
		else if (blacklist_has_cert(&key->cert))
			*err = fail(why, -EKEYREJECTED,
				    "its issuer is revoked");
		else if (x509_signed_by(cert, &key->cert))
			return key;
		else
			*err = fail(why, -EKEYREJECTED,
				    "its signature is not its issuer's");
	}
	return NULL;
}

/* What Linux gives a key of the kernel's, and one that user space adds. */
static u32 perm_of(bool by_user)
{
	return by_user ? KEY_PERM(KEY_MAY_VIEW | KEY_MAY_SEARCH | KEY_MAY_LINK |
					  KEY_MAY_SETATTR,
				  KEY_MAY_VIEW) :
			 KEY_PERM(MAY_ALL_BUT_SETATTR,
				  KEY_MAY_VIEW | KEY_MAY_READ);
}

/* "NAME: ID", as Linux describes it, behind the key and its bytes. */
static struct key *make_key(const u8 *data, u32 size, const char *description,
			    const char **why)
{
	char name[X509_NAME_MAX], id[KEY_ID_MAX];
	struct x509 cert;
	struct key *key;
	char *text;
	u8 *copy;
	u32 room;

	x509_parse(data, size, &cert, why);
	x509_name(&cert.subject, name, sizeof(name));
	key_id_text(&cert, id, sizeof(id));
	room = description && *description ?
		       strlen(description) + 1 :
		       strlen(name) + strlen(id) + sizeof(": ");
	key = kzalloc(sizeof(*key) + room + size, GFP_KERNEL);
	if (!key)
		return NULL;
	text = (char *)(key + 1);
	if (description && *description)
		memcpy(text, description, room);
	else
		snprintf(text, room, "%s: %s", name, id);
	copy = memcpy(text + room, data, size);
	x509_parse(copy, size, &key->cert, why);
	key->kind = KEY_ASYMMETRIC;
	key->description = text;
	key->by_user = description != NULL;
	key->perm = perm_of(key->by_user);
	return key;
}

static int check_new(enum keyring ring, const struct x509 *cert,
		     const char **why)
{
	int err = 0;

	if (ring == KEYRING_BUILTIN)
		return 0;
	if (blacklist_has_cert(cert))
		return fail(why, -EKEYREJECTED, "it is revoked");
	return keyring_issuer(cert, &err, why) ? 0 : err;
}

int keyring_add(enum keyring ring, const u8 *data, u32 size,
		const char *description, const char **why)
{
	const struct key *old;
	struct x509 cert;
	struct key *key;
	int err = x509_parse(data, size, &cert, why);

	if (err)
		return err;
	old = keyring_find(&cert.issuer, &cert.serial, &cert.key_id);
	if (old && der_equal(&old->cert.tbs, &cert.tbs))
		return old->serial;
	if (old)
		return fail(why, -EEXIST,
			    "another of that issuer and serial is there");
	err = check_new(ring, &cert, why);
	if (err)
		return err;
	key = make_key(data, size, description, why);
	if (!key)
		return fail(why, -ENOMEM, "no memory");
	key->ring = &keyrings[ring];
	return list_key(key);
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

static int check_revocation(const char *word, u32 length)
{
	if (length < 6 || (memcmp(word, "bin:", 4) && memcmp(word, "tbs:", 4) &&
			   memcmp(word, "key:", 4)))
		return -EINVAL;
	for (u32 i = 4; i < length; i++)
		if (!is_hex(word[i]))
			return -EINVAL;
	if (length % 2)
		return -EINVAL;
	return length > 4 + 2 * DIGEST_MAX ? -ENOPKG : 0;
}

static const struct key *find_revocation(const char *word, u32 length)
{
	const struct key *key;

	list_for_each_entry(key, &keys, list)
		if (key->kind == KEY_BLACKLIST &&
		    strlen(key->description) == length &&
		    !memcmp(key->description, word, length))
			return key;
	return NULL;
}

int blacklist_add(const char *word, u32 length, bool by_user)
{
	int err = check_revocation(word, length);
	const struct key *old;
	struct key *key;

	if (err)
		return err;
	old = find_revocation(word, length);
	if (old)
		return old->serial;
	key = kzalloc(sizeof(*key) + length + 1, GFP_KERNEL);
	if (!key)
		return -ENOMEM;
	key->description = memcpy(key + 1, word, length);
	key->kind = KEY_BLACKLIST;
	key->by_user = by_user;
	key->ring = &keyrings[KEYRING_BLACKLIST];
	key->perm = KEY_PERM(KEY_MAY_SEARCH | KEY_MAY_VIEW,
			     KEY_MAY_SEARCH | KEY_MAY_VIEW);
	return list_key(key);
}

u32 blacklist_add_list(const char *text, u32 size, u32 *bad)
{
	u32 good = 0;

	for (*bad = 0; size;) {
		const char *end = memchr(text, '\n', size);
		u32 line = end ? end - text : size, length = line;

		while (length && text[length - 1] <= ' ')
			length--;
		if (length && *text != '#') {
			if (blacklist_add(text, length, false) > 0)
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
	char text[4 + 2 * DIGEST_MAX + 1];

	if (!size || size > DIGEST_MAX)
		return false;
	memcpy(text, kind, 4);
	hex_text(data, size, text + 4, sizeof(text) - 4);
	return find_revocation(text, strlen(text));
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

	hash_bytes(cert->hash, &tbs, digest);
	return is_revoked("tbs:", digest, digest_size(cert->hash)) ||
	       is_revoked("key:", cert->key_id.data, cert->key_id.size);
}

/* The certificates one behind the other, as the build lays them. */
static void load_certificates(struct der list)
{
	struct der whole;
	const char *why = "it is cut off";

	while (list.size) {
		int serial = der_whole(&list, DER_SEQUENCE, &whole);

		if (!serial)
			serial = keyring_add(KEYRING_BUILTIN, whole.data,
					     whole.size, NULL, &why);
		if (serial < 0)
			pr_err("Problem loading in-kernel X.509 certificate (%d): %s\n",
			       serial, why);
		else
			pr_notice("Loaded X.509 cert '%s'\n",
				  keyring_by_serial(serial)->description);
		if (!whole.size)
			return;
	}
}

void keyring_init(void)
{
	extern const u8 builtin_certs[], builtin_certs_end[];
	extern const u8 builtin_revoked[], builtin_revoked_end[];
	u32 bad, count;

	for (u32 i = 0; i < KEYRING_COUNT; i++)
		list_key(&keyrings[i]);
	pr_notice("Loading compiled-in X.509 certificates\n");
	load_certificates((struct der){ builtin_certs,
					builtin_certs_end - builtin_certs });
	count = blacklist_add_list((const char *)builtin_revoked,
				   builtin_revoked_end - builtin_revoked, &bad);
	if (count || bad)
		pr_notice("Loading compiled-in revocations: %u, and %u lines not understood\n",
			  count, bad);
}
