/* SPDX-License-Identifier: MIT */
/* The certificate parser. It reads bytes that nobody vouches for. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>

#include "x509.h"

#define VERSION_3 2
#define SERIAL_MAX 20 /* bytes: RFC 5280, 4.1.2.2 */

#define OID(name, ...)                                    \
	static const u8 name##_bytes[] = { __VA_ARGS__ }; \
	static const struct der name = { name##_bytes, sizeof(name##_bytes) }

OID(rsa_encryption, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1);
OID(ec_public_key, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1);
OID(curve_p256, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7);
OID(curve_p384, 0x2b, 0x81, 0x04, 0, 0x22);
OID(common_name, 0x55, 4, 3);
OID(organization, 0x55, 4, 10);
OID(mail_address, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1);
OID(ext_key_id, 0x55, 0x1d, 14);
OID(ext_key_usage, 0x55, 0x1d, 15);
OID(ext_constraints, 0x55, 0x1d, 19);
OID(ext_issuer_key_id, 0x55, 0x1d, 35);
OID(ext_extended_usage, 0x55, 0x1d, 37);

static const struct signature_algorithm {
	u8 oid_size;
	u8 oid[9];
	bool rsa;
	enum hash_algo hash;
} signature_algorithms[] = {
	{ 9,
	  { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11 },
	  true,
	  HASH_SHA256 },
	{ 9,
	  { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12 },
	  true,
	  HASH_SHA384 },
	{ 9,
	  { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13 },
	  true,
	  HASH_SHA512 },
	{ 8, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2 }, false, HASH_SHA256 },
	{ 8, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3 }, false, HASH_SHA384 },
	{ 8, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4 }, false, HASH_SHA512 },
};

static int fail(const char **why, int err, const char *text)
{
	*why = text;
	return err;
}

static int parse_signature_algorithm(struct der *d, struct x509 *cert,
				     const char **why)
{
	struct der oid, parameters;

	if (der_algorithm(d, &oid, &parameters))
		return fail(why, -EBADMSG, "the signature's algorithm");
	for (u32 i = 0; i < ARRAY_SIZE(signature_algorithms); i++) {
		const struct signature_algorithm *a = &signature_algorithms[i];
		const struct der own = { a->oid, a->oid_size };

		if (!der_equal(&own, &oid))
			continue;
		cert->hash = a->hash;
		cert->signed_by_rsa = a->rsa;
		return der_no_parameters(&parameters) ?
			       0 :
			       fail(why, -EBADMSG,
				    "parameters of the signature's algorithm");
	}
	return fail(why, -ENOPKG,
		    "it is not signed by RSA or ECDSA over SHA-256, 384 or 512");
}

/* Two times: their syntax is that of DER, and their sense is not asked. */
static int parse_validity(struct der *d)
{
	struct der validity, time;

	if (der_sequence(d, &validity))
		return -EBADMSG;
	for (int i = 0; i < 2; i++)
		if (der_read(&validity,
			     der_is(&validity, DER_TIME) ? DER_TIME :
							   DER_UTC_TIME,
			     &time) ||
		    !time.size || time.data[time.size - 1] != 'Z')
			return -EBADMSG;
	return der_end(&validity);
}

static int parse_rsa_key(const struct der *bits, struct public_key *key,
			 const char **why)
{
	struct der d = *bits, numbers, exponent;

	key->type = KEY_RSA;
	if (der_sequence(&d, &numbers) || der_end(&d) ||
	    der_unsigned(&numbers, &key->modulus) ||
	    der_unsigned(&numbers, &exponent) || der_end(&numbers))
		return fail(why, -EBADMSG, "the RSA key's numbers");
	if (key->modulus.size < RSA_BITS_MIN / 8 ||
	    key->modulus.size > RSA_BITS_MAX / 8 ||
	    !(*key->modulus.data & 0x80))
		return fail(why, -ENOPKG,
			    "an RSA key of 2048 to 4096 bits, whole bytes");
	if (exponent.size > 4)
		return fail(why, -ENOPKG, "an RSA exponent over 32 bits");
	key->exponent = 0;
	for (u32 i = 0; i < exponent.size; i++)
		key->exponent = key->exponent << 8 | exponent.data[i];
	if (key->exponent < 3 || !(key->exponent & 1) ||
	    !(key->modulus.data[key->modulus.size - 1] & 1))
		return fail(why, -EBADMSG, "an RSA key that is even, or e < 3");
	return 0;
}

static int parse_ec_key(const struct der *parameters, const struct der *bits,
			struct public_key *key, const char **why)
{
	struct der d = *parameters, curve;
	u32 size;

	if (der_oid(&d, &curve) || der_end(&d))
		return fail(why, -EBADMSG, "the key's curve");
	if (der_equal(&curve, &curve_p256))
		key->type = KEY_P256;
	else if (der_equal(&curve, &curve_p384))
		key->type = KEY_P384;
	else
		return fail(why, -ENOPKG, "a curve other than P-256 and P-384");
	size = key->type == KEY_P256 ? 65 : 97;
	key->point = *bits;
	if (bits->size != size || *bits->data != 4)
		return fail(why, -EBADMSG, "the key's point, uncompressed");
	return 0;
}

static int parse_key(struct der *d, struct public_key *key, const char **why)
{
	struct der info, oid, parameters, bits;

	memset(key, 0, sizeof(*key));
	if (der_sequence(d, &info) || der_algorithm(&info, &oid, &parameters) ||
	    der_bits(&info, &bits) || der_end(&info))
		return fail(why, -EBADMSG, "the public key");
	if (der_equal(&oid, &ec_public_key))
		return parse_ec_key(&parameters, &bits, key, why);
	if (!der_equal(&oid, &rsa_encryption))
		return fail(why, -ENOPKG, "a key that is neither RSA nor EC");
	if (!der_no_parameters(&parameters))
		return fail(why, -EBADMSG, "parameters of the RSA key");
	return parse_rsa_key(&bits, key, why);
}

static int parse_constraints(struct der d, struct x509 *cert)
{
	struct der inside;
	u8 depth;

	if (der_sequence(&d, &inside) || der_end(&d))
		return -EBADMSG;
	/* What is the default is left out. */
	if (der_is(&inside, DER_BOOLEAN) &&
	    (der_boolean(&inside, &cert->is_ca) || !cert->is_ca))
		return -EBADMSG;
	if (inside.size && (!cert->is_ca || der_small(&inside, &depth)))
		return -EBADMSG;
	return der_end(&inside);
}

/* One that is not known may be ignored unless it is critical. */
static int parse_extension(struct der *d, struct x509 *cert, u32 *seen,
			   const char **why)
{
	static const struct der *const known[] = {
		&ext_key_id, &ext_constraints, &ext_key_usage,
		&ext_issuer_key_id, &ext_extended_usage
	};
	struct der extension, oid, value;
	bool critical = false;
	u32 i;

	if (der_sequence(d, &extension) || der_oid(&extension, &oid) ||
	    (der_is(&extension, DER_BOOLEAN) &&
	     (der_boolean(&extension, &critical) || !critical)) ||
	    der_read(&extension, DER_OCTETS, &value) || der_end(&extension))
		return fail(why, -EBADMSG, "an extension");
	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (der_equal(known[i], &oid))
			break;
	if (i == ARRAY_SIZE(known))
		return critical ?
			       fail(why, -ENOPKG,
				    "a critical extension that is not known") :
			       0;
	if (*seen >> i & 1)
		return fail(why, -EBADMSG, "an extension that is there twice");
	*seen |= 1u << i;
	if (i == 0 && (der_read(&value, DER_OCTETS, &cert->key_id) ||
		       !cert->key_id.size || der_end(&value)))
		return fail(why, -EBADMSG, "the subject key identifier");
	if (i == 1 && parse_constraints(value, cert))
		return fail(why, -EBADMSG, "the basic constraints");
	return 0;
}

static int parse_extensions(struct der *d, struct x509 *cert, const char **why)
{
	struct der tagged, list;
	u32 seen = 0;

	if (!d->size)
		return 0;
	if (der_read(d, DER_CONTEXT_PARTS(3), &tagged) ||
	    der_sequence(&tagged, &list) || der_end(&tagged) || !list.size)
		return fail(why, -EBADMSG, "the extensions");
	while (list.size) {
		int err = parse_extension(&list, cert, &seen, why);

		if (err)
			return err;
	}
	return 0;
}

static int parse_tbs(struct der *d, struct x509 *cert, struct der *algorithm,
		     const char **why)
{
	struct der tagged, content;
	u8 version;
	int err;

	if (der_read(d, DER_CONTEXT_PARTS(0), &tagged) ||
	    der_small(&tagged, &version) || der_end(&tagged) ||
	    version != VERSION_3)
		return fail(why, -EBADMSG, "a version that is not 3");
	if (der_integer(d, &cert->serial) || cert->serial.size > SERIAL_MAX ||
	    (*cert->serial.data & 0x80))
		return fail(why, -EBADMSG,
			    "a serial number of 1 to 20 bytes, not negative");
	if (der_whole(d, DER_SEQUENCE, algorithm) ||
	    der_whole(d, DER_SEQUENCE, &cert->issuer) || parse_validity(d) ||
	    der_whole(d, DER_SEQUENCE, &cert->subject))
		return fail(why, -EBADMSG, "issuer, validity or subject");
	err = parse_key(d, &cert->key, why);
	if (err)
		return err;
	/* Unique identifiers, which nobody has used for decades. */
	for (u8 n = 1; n <= 2; n++)
		if (der_is(d, DER_CONTEXT(n)) &&
		    der_read(d, DER_CONTEXT(n), &content))
			return fail(why, -EBADMSG, "a unique identifier");
	err = parse_extensions(d, cert, why);
	return err ? err : der_end(d) ? fail(why, -EBADMSG, "its end") : 0;
}

int x509_parse(const u8 *data, u32 size, struct x509 *cert, const char **why)
{
	struct der d = { data, size }, certificate, tbs, inner, outer, rest;
	int err;

	memset(cert, 0, sizeof(*cert));
	if (der_sequence(&d, &certificate) || der_end(&d))
		return fail(why, -EBADMSG, "one SEQUENCE of the file's size");
	rest = certificate;
	if (der_whole(&certificate, DER_SEQUENCE, &cert->tbs) ||
	    der_sequence(&rest, &tbs))
		return fail(why, -EBADMSG, "what is signed");
	err = parse_tbs(&tbs, cert, &inner, why);
	if (err)
		return err;
	rest = certificate;
	if (der_whole(&rest, DER_SEQUENCE, &outer) ||
	    !der_equal(&inner, &outer))
		return fail(why, -EBADMSG, "two algorithms that differ");
	err = parse_signature_algorithm(&certificate, cert, why);
	if (err)
		return err;
	if (der_bits(&certificate, &cert->signature) || der_end(&certificate))
		return fail(why, -EBADMSG, "the signature");
	return 0;
}
EXPORT_SYMBOL_NS_GPL(x509_parse, MORTISE_INTERNAL);

bool x509_is(const struct x509 *cert, const struct der *issuer,
	     const struct der *serial, const struct der *key_id)
{
	if (issuer->size)
		return der_equal(&cert->issuer, issuer) &&
		       der_equal(&cert->serial, serial);
	return cert->key_id.size && der_equal(&cert->key_id, key_id);
}

bool x509_signed_by(const struct x509 *cert, const struct x509 *issuer)
{
	const struct signed_bytes tbs = { .data = cert->tbs.data,
					  .size = cert->tbs.size };
	u8 digest[DIGEST_MAX];

	if (!der_equal(&cert->issuer, &issuer->subject) ||
	    cert->signed_by_rsa != (issuer->key.type == KEY_RSA))
		return false;
	hash_bytes(cert->hash, &tbs, digest);
	return verify_signature(&issuer->key, cert->hash, digest,
				&cert->signature);
}

/* Name ::= SEQUENCE OF SET OF SEQUENCE { type, value } */
static bool find_attribute(struct der d, const struct der *type,
			   struct der *value)
{
	struct der names, set, pair, oid, whole;

	if (der_sequence(&d, &names))
		return false;
	while (names.size) {
		if (der_read(&names, DER_SET, &set) ||
		    der_sequence(&set, &pair) || der_oid(&pair, &oid) ||
		    der_any(&pair, &whole, value))
			return false;
		if (der_equal(&oid, type))
			return true;
	}
	return false;
}

/* Adds @value to what is in @buf already, of @size. */
static size_t add_text(char *buf, size_t size, size_t n,
		       const struct der *value)
{
	for (u32 i = 0; i < value->size && n + 1 < size; i++) {
		u8 c = value->data[i];

		buf[n++] = c >= ' ' && c <= '~' ? c : '?';
	}
	return n;
}

/* Whether one begins like the other: all of it, or seven bytes. */
static bool begins_like(const struct der *name, const struct der *other)
{
	u32 most = min_t(u32, other->size, 7);

	return name->size >= most && !memcmp(name->data, other->data, most);
}

void x509_name(const struct der *name, char *buf, size_t size)
{
	static const struct der none = { (const u8 *)"(no name)", 9 },
				colon = { (const u8 *)": ", 2 };
	struct der value, unit;
	size_t n = 0;

	if (!find_attribute(*name, &common_name, &value) &&
	    !find_attribute(*name, &organization, &value) &&
	    !find_attribute(*name, &mail_address, &value))
		value = none;
	else if (find_attribute(*name, &organization, &unit) &&
		 !begins_like(&value, &unit)) {
		n = add_text(buf, size, n, &unit);
		n = add_text(buf, size, n, &colon);
	}
	n = add_text(buf, size, n, &value);
	buf[n] = '\0';
}
