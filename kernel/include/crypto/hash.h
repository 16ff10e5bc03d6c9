/* SPDX-License-Identifier: MIT */
/*
 * Hashes that are computed at once: sha1, sha224, sha256, sha384, sha512 and
 * md5, their `-generic` names, and `hmac(…)` of each; crc32c. /proc/crypto lists
 * them.
 *
 * Context: any.
 * Linux: Documentation/crypto/api-digest.rst
 */
#ifndef _CRYPTO_HASH_H
#define _CRYPTO_HASH_H

#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/string.h>
#include <linux/types.h>

#define HASH_MAX_DIGESTSIZE 64
#define HASH_MAX_STATESIZE 512
#define CRYPTO_MAX_ALG_NAME 128
/* An hmac's hash, in the largest of them. */
#define HASH_MAX_DESCSIZE (sizeof(struct shash_desc) + 360)

struct crypto_shash;

/* A hash in progress; the caller's, with the room that the hash asks for. */
struct shash_desc {
	struct crypto_shash *tfm;
	void *__ctx[] __aligned(8);
};

/* One on the stack; the caller sets its tfm. */
#define SHASH_DESC_ON_STACK(shash, ctx)                        \
	char __##shash##_desc[sizeof(struct shash_desc) +      \
			      HASH_MAX_DESCSIZE] __aligned(8); \
	struct shash_desc *shash = (struct shash_desc *)__##shash##_desc

/*
 * A hash by its name, for crypto_free_shash(). ERR_PTR(-ENOENT): there is none
 * of that name; ERR_PTR(-ENOMEM).
 * Context: process, may sleep.
 */
struct crypto_shash *crypto_alloc_shash(const char *alg_name, u32 type,
					u32 mask);
void crypto_free_shash(struct crypto_shash *tfm);
/* Whether there is a hash of that name. */
int crypto_has_shash(const char *alg_name, u32 type, u32 mask);

/* Its name, and that of what computes it. */
const char *crypto_shash_alg_name(struct crypto_shash *tfm);
const char *crypto_shash_driver_name(struct crypto_shash *tfm);
/* Bytes of a block, of the result, of the room behind a struct shash_desc. */
unsigned int crypto_shash_blocksize(struct crypto_shash *tfm);
unsigned int crypto_shash_digestsize(struct crypto_shash *tfm);
unsigned int crypto_shash_descsize(struct crypto_shash *tfm);
unsigned int crypto_shash_statesize(struct crypto_shash *tfm);

static inline void *shash_desc_ctx(struct shash_desc *desc)
{
	return desc->__ctx;
}

/*
 * The key of an hmac, or the 4 bytes that a crc32c begins with instead of ff: 0;
 * -ENOSYS: the hash has none; -EINVAL: not 4 bytes.
 */
int crypto_shash_setkey(struct crypto_shash *tfm, const u8 *key,
			unsigned int keylen);

/*
 * Begins, goes on and ends, which writes the result to @out. 0, or -ENOKEY: an
 * hmac without its key.
 */
int crypto_shash_init(struct shash_desc *desc);
int crypto_shash_update(struct shash_desc *desc, const u8 *data,
			unsigned int len);
int crypto_shash_final(struct shash_desc *desc, u8 *out);
/* Goes on and ends; all three; all three without a struct shash_desc. */
int crypto_shash_finup(struct shash_desc *desc, const u8 *data,
		       unsigned int len, u8 *out);
int crypto_shash_digest(struct shash_desc *desc, const u8 *data,
			unsigned int len, u8 *out);
int crypto_shash_tfm_digest(struct crypto_shash *tfm, const u8 *data,
			    unsigned int len, u8 *out);
/* The state of a hash in progress, crypto_shash_statesize() bytes, and back. */
int crypto_shash_export(struct shash_desc *desc, void *out);
int crypto_shash_import(struct shash_desc *desc, const void *in);

/* Forgets what was hashed. */
static inline void shash_desc_zero(struct shash_desc *desc)
{
	memzero_explicit(desc,
			 sizeof(*desc) + crypto_shash_descsize(desc->tfm));
}

/* --- The kernel's side */

struct seq_file;

/* Makes /proc/crypto; what each entry there begins with. */
void crypto_init(void);
void crypto_show_alg(struct seq_file *m, const char *name, const char *driver,
		     unsigned int users);

#endif
