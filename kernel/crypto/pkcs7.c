/* SPDX-License-Identifier: MIT */
/*
 * The parser of signed messages. It reads bytes that nobody vouches for, and
 * takes nothing that is not accounted for: a bit of the message that could
 * change without notice would be one that nobody has signed.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>

#include "pkcs7.h"

#define OID(name, ...)                                    \
	static const u8 name##_bytes[] = { __VA_ARGS__ }; \
	static const struct der name = { name##_bytes, sizeof(name##_bytes) }

OID(signed_data, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2);
OID(plain_data, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1);
OID(rsa_encryption, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1);
OID(ecdsa_sha224, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 1);
OID(ecdsa_sha256, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2);
OID(ecdsa_sha384, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3);
OID(ecdsa_sha512, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4);

/* Versions of SignedData and SignerInfo: by issuer and serial, or key id. */
#define VERSION_ISSUER 1
#define VERSION_KEY_ID 3

static int fail(const char **why, int err, const char *text)
{
	*why = text;
	return err;
}

static int parse_hash(struct der *d, struct pkcs7_signer *s, const char **why)
{
	struct der parameters;

	if (der_algorithm(d, &s->hash_oid, &parameters) ||
	    !der_no_parameters(&parameters))
		return fail(why, -EBADMSG, "the hash's algorithm");
	if (!hash_by_oid(&s->hash_oid, &s->hash) || !hash_is_accepted(s->hash))
		s->unsupported = "the hash is none of SHA-224 to SHA-512";
	return 0;
}

static int parse_key_type(struct der *d, struct pkcs7_signer *s,
			  const char **why)
{
	static const struct {
		const struct der *oid;
		enum hash_algo hash;
	} ecdsa[] = { { &ecdsa_sha224, HASH_SHA224 },
		      { &ecdsa_sha256, HASH_SHA256 },
		      { &ecdsa_sha384, HASH_SHA384 },
		      { &ecdsa_sha512, HASH_SHA512 } };
	struct der oid, parameters;

	if (der_algorithm(d, &oid, &parameters) ||
	    !der_no_parameters(&parameters))
		return fail(why, -EBADMSG, "the signature's algorithm");
	s->rsa = der_equal(&oid, &rsa_encryption);
	for (u32 i = 0; i < ARRAY_SIZE(ecdsa) && !s->rsa; i++) {
		if (!der_equal(&oid, ecdsa[i].oid))
			continue;
		if (s->unsupported || s->hash == ecdsa[i].hash)
			return 0;
		return fail(why, -EBADMSG, "two hashes that differ");
	}
	if (!s->rsa)
		s->unsupported = "the key is neither RSA nor ECDSA";
	return 0;
}

static int parse_identity(struct der *d, struct pkcs7_signer *s, u8 *version,
			  const char **why)
{
	struct der pair;

	if (der_small(d, version))
		return fail(why, -EBADMSG, "the signer's version");
	if (*version != VERSION_ISSUER && *version != VERSION_KEY_ID)
		return fail(why, -EINVAL, "a signer of version 1 or 3");
	if (*version == VERSION_KEY_ID)
		return der_read(d, DER_CONTEXT(0), &s->key_id) ||
				       !s->key_id.size ?
			       fail(why, -EBADMSG, "the signer's key id") :
			       0;
	if (der_sequence(d, &pair) ||
	    der_whole(&pair, DER_SEQUENCE, &s->issuer) ||
	    der_integer(&pair, &s->serial) || der_end(&pair))
		return fail(why, -EBADMSG, "the signer's issuer and serial");
	return 0;
}

static int parse_signer(struct der *d, struct pkcs7_signer *s, u8 *version,
			const char **why)
{
	struct der info, content;
	int err;

	if (der_sequence(d, &info))
		return fail(why, -EBADMSG, "a signer");
	err = parse_identity(&info, s, version, why);
	if (err)
		return err;
	err = parse_hash(&info, s, why);
	if (err)
		return err;
	s->has_attributes = der_is(&info, DER_CONTEXT_PARTS(0));
	if (s->has_attributes &&
	    der_read(&info, DER_CONTEXT_PARTS(0), &content))
		return fail(why, -EBADMSG, "signed attributes");
	err = parse_key_type(&info, s, why);
	if (err)
		return err;
	if (der_read(&info, DER_OCTETS, &s->signature))
		return fail(why, -EBADMSG, "the signature's bytes");
	/* Attributes that are not signed, as a time stamp: not used. */
	if (der_is(&info, DER_CONTEXT_PARTS(1)) &&
	    der_read(&info, DER_CONTEXT_PARTS(1), &content))
		return fail(why, -EBADMSG, "attributes that are not signed");
	return der_end(&info) ? fail(why, -EBADMSG, "a signer's end") : 0;
}

static bool is_known(const struct pkcs7 *p7, const struct pkcs7_signer *s)
{
	for (const struct pkcs7_signer *o = p7->signers; o < s; o++)
		if (der_equal(&o->issuer, &s->issuer) &&
		    der_equal(&o->serial, &s->serial) &&
		    der_equal(&o->key_id, &s->key_id))
			return true;
	return false;
}

/* *@most: the highest version of a signer. */
static int parse_signers(struct der *d, struct pkcs7 *p7, u8 *most,
			 const char **why)
{
	struct der set;

	if (der_read(d, DER_SET, &set))
		return fail(why, -EBADMSG, "the signers");
	if (!set.size)
		return fail(why, -EINVAL, "at least one signer");
	for (*most = 0; set.size; p7->signer_count++) {
		struct pkcs7_signer *s = &p7->signers[p7->signer_count];
		u8 version;
		int err;

		if (p7->signer_count == PKCS7_SIGNERS_MAX)
			return fail(why, -EINVAL, "at most 4 signers");
		err = parse_signer(&set, s, &version, why);
		if (err)
			return err;
		if (is_known(p7, s))
			return fail(why, -EBADMSG,
				    "a signer that is there twice");
		*most = max(*most, version);
	}
	return 0;
}

static int parse_content(struct der *d, struct pkcs7 *p7, const char **why)
{
	struct der info, type, content;

	if (der_sequence(d, &info) || der_oid(&info, &type))
		return fail(why, -EBADMSG, "the content's type");
	p7->is_plain_data = der_equal(&type, &plain_data);
	p7->has_content = info.size;
	if (info.size &&
	    (der_read(&info, DER_CONTEXT_PARTS(0), &content) || der_end(&info)))
		return fail(why, -EBADMSG, "the content");
	return 0;
}

/* Each hash announced is some signer's, and each signer's is announced once. */
static int check_hashes(struct der announced, const struct pkcs7 *p7,
			const char **why)
{
	u32 named = 0, all = (1u << p7->signer_count) - 1;
	struct der oid, parameters;

	while (announced.size) {
		u32 before = named;

		if (der_algorithm(&announced, &oid, &parameters) ||
		    !der_no_parameters(&parameters))
			return fail(why, -EBADMSG, "the hashes announced");
		for (u32 i = 0; i < p7->signer_count; i++)
			if (der_equal(&oid, &p7->signers[i].hash_oid))
				named |= 1u << i;
		if (named == before)
			return fail(why, -EBADMSG,
				    "a hash announced that no signer used");
	}
	return named == all ? 0 :
			      fail(why, -EBADMSG,
				   "a signer's hash that is not announced");
}

static int parse_signed_data(struct der *d, struct pkcs7 *p7, const char **why)
{
	struct der data, hashes, content;
	u8 version, most;
	int err;

	if (der_sequence(d, &data) || der_end(d) || der_small(&data, &version))
		return fail(why, -EBADMSG, "SignedData and its version");
	if (version != VERSION_ISSUER && version != VERSION_KEY_ID)
		return fail(why, -EINVAL, "SignedData of version 1 or 3");
	if (der_read(&data, DER_SET, &hashes))
		return fail(why, -EBADMSG, "the hashes");
	err = parse_content(&data, p7, why);
	if (err)
		return err;
	/* Certificates, and lists of revoked ones, which are not used. */
	if (der_is(&data, DER_CONTEXT_PARTS(0)) &&
	    der_read(&data, DER_CONTEXT_PARTS(0), &p7->certificates))
		return fail(why, -EBADMSG, "the certificates");
	if (der_is(&data, DER_CONTEXT_PARTS(1)) &&
	    der_read(&data, DER_CONTEXT_PARTS(1), &content))
		return fail(why, -EBADMSG, "the lists of revoked certificates");
	err = parse_signers(&data, p7, &most, why);
	if (err)
		return err;
	if (der_end(&data))
		return fail(why, -EBADMSG, "the end of SignedData");
	if (p7->is_plain_data && version != most)
		return fail(why, -EINVAL,
			    "a version that is the highest of its signers'");
	return check_hashes(hashes, p7, why);
}

int pkcs7_parse(const u8 *data, u32 size, struct pkcs7 *p7, const char **why)
{
	struct der d = { data, size }, message, type, content;

	memset(p7, 0, sizeof(*p7));
	if (der_sequence(&d, &message) || der_end(&d) ||
	    der_oid(&message, &type))
		return fail(why, -EBADMSG, "one SEQUENCE of the size told");
	if (!der_equal(&type, &signed_data))
		return fail(why, -EINVAL, "a message of type SignedData");
	if (der_read(&message, DER_CONTEXT_PARTS(0), &content) ||
	    der_end(&message))
		return fail(why, -EBADMSG, "the message's content");
	return parse_signed_data(&content, p7, why);
}
EXPORT_SYMBOL_NS_GPL(pkcs7_parse, MORTISE_INTERNAL);
