/* SPDX-License-Identifier: MIT */
/*
 * Hashes and ECDSA by BearSSL, RSA by rsa.c: whether a signature fits.
 */
#include "inner.h" /* first: functions of its are called MIN and MAX */

#include "verify.h"

#include <linux/export.h>
#include <linux/kernel.h>

#include "rsa.h"

/* DigestInfo of RFC 8017, 9.2, note 1, as far as the digest itself. */
static const struct hash {
	const char *name;
	const br_hash_class *class;
	u8 size;
	u8 oid_size;
	u8 oid[9];
} hashes[HASH_COUNT] = {
	[HASH_SHA1] = { "sha1",
			&br_sha1_vtable,
			20,
			5,
			{ 0x2b, 0x0e, 0x03, 0x02, 0x1a } },
	[HASH_SHA224] = { "sha224",
			  &br_sha224_vtable,
			  28,
			  9,
			  { 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 4 } },
	[HASH_SHA256] = { "sha256",
			  &br_sha256_vtable,
			  32,
			  9,
			  { 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1 } },
	[HASH_SHA384] = { "sha384",
			  &br_sha384_vtable,
			  48,
			  9,
			  { 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2 } },
	[HASH_SHA512] = { "sha512",
			  &br_sha512_vtable,
			  64,
			  9,
			  { 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3 } },
};

const char *hash_name(enum hash_algo algo)
{
	return hashes[algo].name;
}
EXPORT_SYMBOL_NS_GPL(hash_name, MORTISE_INTERNAL);

u32 digest_size(enum hash_algo algo)
{
	return hashes[algo].size;
}

bool hash_by_oid(const struct der *oid, enum hash_algo *algo)
{
	for (u32 i = 0; i < HASH_COUNT; i++) {
		const struct der own = { hashes[i].oid, hashes[i].oid_size };

		if (der_equal(&own, oid)) {
			*algo = i;
			return true;
		}
	}
	return false;
}

bool hash_is_accepted(enum hash_algo algo)
{
#ifdef CONFIG_MODULE_SIG_SHA1
	return true;
#else
	return algo != HASH_SHA1;
#endif
}

void hash_bytes(enum hash_algo algo, const struct signed_bytes *bytes,
		u8 *digest)
{
	static const u8 zeros[64];
	const br_hash_class *class = hashes[algo].class;
	br_hash_compat_context c;
	u32 behind = bytes->hole + bytes->hole_size;

	class->init(&c.vtable);
	class->update(&c.vtable, bytes->data, bytes->hole);
	for (u32 left = bytes->hole_size; left;) {
		u32 part = min_t(u32, left, sizeof(zeros));

		class->update(&c.vtable, zeros, part);
		left -= part;
	}
	class->update(&c.vtable, bytes->data + behind, bytes->size - behind);
	class->out(&c.vtable, digest);
}
EXPORT_SYMBOL_NS_GPL(hash_bytes, MORTISE_INTERNAL);

void key_type_name(const struct public_key *key, char *buf, size_t size)
{
	if (key->type == KEY_RSA)
		snprintf(buf, size, "RSA-%u", key->modulus.size * 8);
	else
		snprintf(buf, size, "%s",
			 key->type == KEY_P256 ? "P-256" : "P-384");
}

/* EMSA-PKCS1-v1_5: 00 01 ff ... ff 00 DigestInfo, @size bytes at @block. */
static void build_block(enum hash_algo algo, const u8 *digest, u8 *block,
			u32 size)
{
	const struct hash *h = &hashes[algo];
	u8 info[] = { DER_SEQUENCE, 8 + h->oid_size + h->size,
		      DER_SEQUENCE, 4 + h->oid_size,
		      DER_OID,	    h->oid_size };
	const u8 null_and_octets[] = { DER_NULL, 0, DER_OCTETS, h->size };
	u8 *p = block + size - h->size;

	memcpy(p, digest, h->size);
	p -= sizeof(null_and_octets);
	memcpy(p, null_and_octets, sizeof(null_and_octets));
	p -= h->oid_size;
	memcpy(p, h->oid, h->oid_size);
	p -= sizeof(info);
	memcpy(p, info, sizeof(info));
	memset(block, 0xff, p - block);
	block[0] = 0;
	block[1] = 1;
	p[-1] = 0;
}

static bool verify_rsa(const struct public_key *key, enum hash_algo algo,
		       const u8 *digest, const struct der *signature)
{
	u8 found[RSA_BYTES_MAX], expected[RSA_BYTES_MAX];
	u32 size = key->modulus.size;

	if (!rsa_public(key, signature, found))
		return false;
	build_block(algo, digest, expected, size);
	return !memcmp(found, expected, size);
}

/* One of the two numbers of a signature, in @size bytes. */
static bool read_number(struct der *d, u8 *out, u32 size)
{
	struct der number;

	if (der_unsigned(d, &number) || number.size > size)
		return false;
	memset(out, 0, size - number.size);
	memcpy(out + size - number.size, number.data, number.size);
	return true;
}

static bool verify_ecdsa(const struct public_key *key, enum hash_algo algo,
			 const u8 *digest, const struct der *signature)
{
	u32 size = key->type == KEY_P256 ? 32 : 48;
	br_ec_public_key ec = {
		.curve = key->type == KEY_P256 ? BR_EC_secp256r1 :
						 BR_EC_secp384r1,
		.q = (u8 *)key->point.data,
		.qlen = key->point.size,
	};
	struct der rest = *signature, numbers;
	u8 raw[2 * 48];

	if (der_sequence(&rest, &numbers) || der_end(&rest) ||
	    !read_number(&numbers, raw, size) ||
	    !read_number(&numbers, raw + size, size) || der_end(&numbers))
		return false;
	return br_ecdsa_i31_vrfy_raw(key->type == KEY_P256 ? &br_ec_p256_m31 :
							     &br_ec_prime_i31,
				     digest, digest_size(algo), &ec, raw,
				     2 * size);
}

bool verify_signature(const struct public_key *key, enum hash_algo algo,
		      const u8 *digest, const struct der *signature)
{
	return key->type == KEY_RSA ?
		       verify_rsa(key, algo, digest, signature) :
		       verify_ecdsa(key, algo, digest, signature);
}
EXPORT_SYMBOL_NS_GPL(verify_signature, MORTISE_INTERNAL);
