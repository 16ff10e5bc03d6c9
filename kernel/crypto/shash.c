/* SPDX-License-Identifier: MIT */
/*
 * The hashes of <crypto/hash.h>: Linux's names for what BearSSL computes, and
 * HMAC (RFC 2104) over any of them.
 */
#include <crypto/hash.h>
#include <crypto/sha2.h>
#include <crypto/skcipher.h>
#include <linux/crc32c.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/list.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/unaligned.h>

#include "inner.h"

#define MAX_BLOCK 128

/* --- CRC32C, as a hash like the others: its state is the CRC. */

static const br_hash_class crc32c_class;

struct crc32c_context {
	const br_hash_class *vtable;
	u32 crc;
};

static void crc32c_init(const br_hash_class **context)
{
	struct crc32c_context *c = (struct crc32c_context *)context;

	c->vtable = &crc32c_class;
	c->crc = ~0u;
}

static void crc32c_update(const br_hash_class **context, const void *data,
			  size_t len)
{
	struct crc32c_context *c = (struct crc32c_context *)context;

	c->crc = crc32c(c->crc, data, len);
}

static void crc32c_out(const br_hash_class *const *context, void *out)
{
	put_unaligned_le32(~((const struct crc32c_context *)context)->crc, out);
}

static const br_hash_class crc32c_class = {
	.context_size = sizeof(struct crc32c_context),
	.desc = BR_HASHDESC_OUT(4),
	.init = crc32c_init,
	.update = crc32c_update,
	.out = crc32c_out,
};

static const struct shash_alg {
	const char *name, *driver;
	const br_hash_class *class;
} algs[] = {
	{ "md5", "md5-generic", &br_md5_vtable },
	{ "sha1", "sha1-generic", &br_sha1_vtable },
	{ "sha224", "sha224-generic", &br_sha224_vtable },
	{ "sha256", "sha256-generic", &br_sha256_vtable },
	{ "sha384", "sha384-generic", &br_sha384_vtable },
	{ "sha512", "sha512-generic", &br_sha512_vtable },
	{ "crc32c", "crc32c-generic", &crc32c_class },
};

static unsigned int digest_size(const br_hash_class *class)
{
	return class->desc >> BR_HASHDESC_OUT_OFF & BR_HASHDESC_OUT_MASK;
}

static unsigned int block_size(const br_hash_class *class)
{
	return 1u << (class->desc >> BR_HASHDESC_LBLEN_OFF &
		      BR_HASHDESC_LBLEN_MASK);
}

struct crypto_shash {
	struct list_head list; /* of all that are held */
	void *caller;	       /* who has asked for it */
	const struct shash_alg *alg;
	char name[32], driver[32];
	bool is_hmac, has_key;
	u8 key[MAX_BLOCK]; /* filled up with zeros; a crc32c's beginning */
};

static LIST_HEAD(tfms);

/* --- Names */

static const struct shash_alg *find_alg(const char *name, size_t length)
{
	for (size_t i = 0; i < ARRAY_SIZE(algs); i++)
		if ((strlen(algs[i].name) == length &&
		     !strncmp(algs[i].name, name, length)) ||
		    (strlen(algs[i].driver) == length &&
		     !strncmp(algs[i].driver, name, length)))
			return &algs[i];
	return NULL;
}

/* The hash in `hash` or `hmac(hash)`, or NULL. */
static const struct shash_alg *parse_name(const char *name, bool *is_hmac)
{
	size_t prefix = str_has_prefix(name, "hmac("), length;
	const struct shash_alg *alg;

	*is_hmac = prefix;
	name += prefix;
	length = strlen(name);
	if (*is_hmac && (!length || name[--length] != ')'))
		return NULL;
	alg = find_alg(name, length);
	if (*is_hmac && alg && block_size(alg->class) < digest_size(alg->class))
		return NULL; /* a checksum */
	return alg;
}

int crypto_has_shash(const char *alg_name, u32 type, u32 mask)
{
	bool is_hmac;

	return parse_name(alg_name, &is_hmac) != NULL;
}
EXPORT_SYMBOL_GPL(crypto_has_shash);

struct crypto_shash *crypto_alloc_shash(const char *alg_name, u32 type,
					u32 mask)
{
	bool is_hmac;
	const struct shash_alg *alg = parse_name(alg_name, &is_hmac);
	const char *format = is_hmac ? "hmac(%s)" : "%s";
	struct crypto_shash *tfm;

	if (!alg)
		return ERR_PTR(-ENOENT);
	tfm = kzalloc(sizeof(*tfm), GFP_KERNEL);
	if (!tfm)
		return ERR_PTR(-ENOMEM);
	tfm->alg = alg;
	tfm->is_hmac = is_hmac;
	tfm->caller = (void *)_RET_IP_;
	snprintf(tfm->name, sizeof(tfm->name), format, alg->name);
	snprintf(tfm->driver, sizeof(tfm->driver), format, alg->driver);
	list_add_tail(&tfm->list, &tfms);
	return tfm;
}
EXPORT_SYMBOL_GPL(crypto_alloc_shash);

void crypto_free_shash(struct crypto_shash *tfm)
{
	if (IS_ERR_OR_NULL(tfm))
		return;
	list_del(&tfm->list);
	kfree_sensitive(tfm);
}
EXPORT_SYMBOL_GPL(crypto_free_shash);

static void reclaim_tfm(const void *tfm)
{
	crypto_free_shash((struct crypto_shash *)tfm);
}

static void scan_tfms(struct leak_scan *scan)
{
	struct crypto_shash *tfm;

	list_for_each_entry(tfm, &tfms, list)
		if (leak_in(scan, tfm->caller))
			leak_found(scan,
				   &(struct leak){
					   .kind = "hash",
					   .name = tfm->name,
					   .object = tfm,
					   .caller = (unsigned long)tfm->caller,
					   .reclaim = reclaim_tfm });
}
LEAK_SOURCE(shash, scan_tfms);

/* --- What it is */

const char *crypto_shash_alg_name(struct crypto_shash *tfm)
{
	return tfm->name;
}
EXPORT_SYMBOL_GPL(crypto_shash_alg_name);

const char *crypto_shash_driver_name(struct crypto_shash *tfm)
{
	return tfm->driver;
}
EXPORT_SYMBOL_GPL(crypto_shash_driver_name);

unsigned int crypto_shash_blocksize(struct crypto_shash *tfm)
{
	return block_size(tfm->alg->class);
}
EXPORT_SYMBOL_GPL(crypto_shash_blocksize);

unsigned int crypto_shash_digestsize(struct crypto_shash *tfm)
{
	return digest_size(tfm->alg->class);
}
EXPORT_SYMBOL_GPL(crypto_shash_digestsize);

unsigned int crypto_shash_descsize(struct crypto_shash *tfm)
{
	return tfm->alg->class->context_size;
}
EXPORT_SYMBOL_GPL(crypto_shash_descsize);

unsigned int crypto_shash_statesize(struct crypto_shash *tfm)
{
	return crypto_shash_descsize(tfm);
}
EXPORT_SYMBOL_GPL(crypto_shash_statesize);

/* --- Hashing */

static const br_hash_class **context_of(struct shash_desc *desc)
{
	return shash_desc_ctx(desc);
}

int crypto_shash_setkey(struct crypto_shash *tfm, const u8 *key,
			unsigned int keylen)
{
	const br_hash_class *class = tfm->alg->class;
	br_hash_compat_context context;

	if (class == &crc32c_class && keylen != sizeof(u32))
		return -EINVAL;
	if (!tfm->is_hmac && class != &crc32c_class)
		return -ENOSYS;
	memset(tfm->key, 0, sizeof(tfm->key));
	if (tfm->is_hmac && keylen > block_size(class)) {
		class->init(&context.vtable);
		class->update(&context.vtable, key, keylen);
		class->out(&context.vtable, tfm->key);
		memzero_explicit(&context, sizeof(context));
	} else {
		memcpy(tfm->key, key, keylen);
	}
	tfm->has_key = true;
	return 0;
}
EXPORT_SYMBOL_GPL(crypto_shash_setkey);

/* Begins a hash with the key's block, each byte changed by @pad. */
static void begin_with_key(const struct crypto_shash *tfm,
			   const br_hash_class **context, u8 pad)
{
	const br_hash_class *class = tfm->alg->class;
	u8 block[MAX_BLOCK];

	for (unsigned int i = 0; i < block_size(class); i++)
		block[i] = tfm->key[i] ^ pad;
	class->init(context);
	class->update(context, block, block_size(class));
	memzero_explicit(block, sizeof(block));
}

int crypto_shash_init(struct shash_desc *desc)
{
	struct crypto_shash *tfm = desc->tfm;

	if (!tfm->is_hmac) {
		tfm->alg->class->init(context_of(desc));
		if (tfm->has_key) /* where a crc32c begins */
			((struct crc32c_context *)context_of(desc))->crc =
				get_unaligned_le32(tfm->key);
	} else if (tfm->has_key) {
		begin_with_key(tfm, context_of(desc), 0x36);
	} else {
		return -ENOKEY;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(crypto_shash_init);

int crypto_shash_update(struct shash_desc *desc, const u8 *data,
			unsigned int len)
{
	desc->tfm->alg->class->update(context_of(desc), data, len);
	return 0;
}
EXPORT_SYMBOL_GPL(crypto_shash_update);

int crypto_shash_final(struct shash_desc *desc, u8 *out)
{
	struct crypto_shash *tfm = desc->tfm;
	const br_hash_class *class = tfm->alg->class;
	u8 inner[HASH_MAX_DIGESTSIZE];

	if (!tfm->is_hmac) {
		class->out(context_of(desc), out);
		return 0;
	}
	class->out(context_of(desc), inner);
	begin_with_key(tfm, context_of(desc), 0x5c);
	class->update(context_of(desc), inner, digest_size(class));
	class->out(context_of(desc), out);
	memzero_explicit(inner, sizeof(inner));
	return 0;
}
EXPORT_SYMBOL_GPL(crypto_shash_final);

int crypto_shash_finup(struct shash_desc *desc, const u8 *data,
		       unsigned int len, u8 *out)
{
	crypto_shash_update(desc, data, len);
	return crypto_shash_final(desc, out);
}
EXPORT_SYMBOL_GPL(crypto_shash_finup);

int crypto_shash_digest(struct shash_desc *desc, const u8 *data,
			unsigned int len, u8 *out)
{
	int err = crypto_shash_init(desc);

	return err ? err : crypto_shash_finup(desc, data, len, out);
}
EXPORT_SYMBOL_GPL(crypto_shash_digest);

int crypto_shash_tfm_digest(struct crypto_shash *tfm, const u8 *data,
			    unsigned int len, u8 *out)
{
	SHASH_DESC_ON_STACK(desc, tfm);
	int err;

	desc->tfm = tfm;
	err = crypto_shash_digest(desc, data, len, out);
	shash_desc_zero(desc);
	return err;
}
EXPORT_SYMBOL_GPL(crypto_shash_tfm_digest);

int crypto_shash_export(struct shash_desc *desc, void *out)
{
	memcpy(out, shash_desc_ctx(desc), crypto_shash_statesize(desc->tfm));
	return 0;
}
EXPORT_SYMBOL_GPL(crypto_shash_export);

int crypto_shash_import(struct shash_desc *desc, const void *in)
{
	memcpy(shash_desc_ctx(desc), in, crypto_shash_statesize(desc->tfm));
	/* A foreign state must not lead elsewhere. */
	*context_of(desc) = desc->tfm->alg->class;
	return 0;
}
EXPORT_SYMBOL_GPL(crypto_shash_import);

/* --- SHA-256 without an object */

static_assert(sizeof(br_sha256_context) <= sizeof(struct sha256_state));
static_assert(sizeof(br_hash_compat_context) <= 360);

void sha256_init(struct sha256_state *sctx)
{
	br_sha256_init((br_sha256_context *)sctx);
}
EXPORT_SYMBOL(sha256_init);

void sha224_init(struct sha256_state *sctx)
{
	br_sha224_init((br_sha224_context *)sctx);
}
EXPORT_SYMBOL(sha224_init);

void sha256_update(struct sha256_state *sctx, const u8 *data, unsigned int len)
{
	br_sha224_update((br_sha224_context *)sctx, data, len);
}
EXPORT_SYMBOL(sha256_update);

void sha224_update(struct sha256_state *sctx, const u8 *data, unsigned int len)
{
	sha256_update(sctx, data, len);
}
EXPORT_SYMBOL(sha224_update);

void sha256_final(struct sha256_state *sctx, u8 *out)
{
	br_sha256_out((br_sha256_context *)sctx, out);
	memzero_explicit(sctx, sizeof(*sctx));
}
EXPORT_SYMBOL(sha256_final);

void sha224_final(struct sha256_state *sctx, u8 *out)
{
	br_sha224_out((br_sha224_context *)sctx, out);
	memzero_explicit(sctx, sizeof(*sctx));
}
EXPORT_SYMBOL(sha224_final);

void sha256(const u8 *data, unsigned int len, u8 *out)
{
	struct sha256_state state;

	sha256_init(&state);
	sha256_update(&state, data, len);
	sha256_final(&state, out);
}
EXPORT_SYMBOL(sha256);

/* --- /proc/crypto */

void crypto_show_alg(struct seq_file *m, const char *name, const char *driver,
		     unsigned int users)
{
	seq_printf(m,
		   "name         : %s\n"
		   "driver       : %s\n"
		   "module       : kernel\n"
		   "priority     : 100\n"
		   "refcnt       : %u\n"
		   "selftest     : passed\n"
		   "internal     : no\n",
		   name, driver, users);
}

static int show_algs(struct seq_file *m, void *v)
{
	const struct crypto_shash *tfm;

	for (size_t i = 0; i < ARRAY_SIZE(algs); i++) {
		unsigned int users = 1;

		list_for_each_entry(tfm, &tfms, list)
			users += tfm->alg == &algs[i];
		crypto_show_alg(m, algs[i].name, algs[i].driver, users);
		seq_printf(m,
			   "type         : shash\n"
			   "blocksize    : %u\n"
			   "digestsize   : %u\n\n",
			   block_size(algs[i].class),
			   digest_size(algs[i].class));
	}
	skcipher_show(m);
	return 0;
}

void crypto_init(void)
{
	proc_create_single("crypto", 0, NULL, show_algs);
}
