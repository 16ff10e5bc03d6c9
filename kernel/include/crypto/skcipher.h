/* SPDX-License-Identifier: MIT */
/*
 * Ciphers with one key for both ways: ecb(aes), cbc(aes) and ctr(aes), on
 * pieces of memory (linux/scatterlist.h). /proc/crypto lists them.
 *
 * Context: any.
 * Linux: Documentation/crypto/api-skcipher.rst
 */
#ifndef _CRYPTO_SKCIPHER_H
#define _CRYPTO_SKCIPHER_H

#include <linux/container_of.h>
#include <linux/crypto.h>
#include <linux/err.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/types.h>

struct crypto_skcipher;
struct seq_file;

/* What is to be done, in Linux's order; set by the functions below. */
struct skcipher_request {
	unsigned int cryptlen; /* bytes */
	u8 *iv;		       /* becomes that of what would follow */
	struct scatterlist *src, *dst;
	struct crypto_async_request base;
};

/*
 * A cipher by its name, for crypto_free_skcipher(). ERR_PTR(-ENOENT): there is
 * none of that name; ERR_PTR(-ENOMEM).
 * Context: process, may sleep.
 */
struct crypto_skcipher *crypto_alloc_skcipher(const char *alg_name, u32 type,
					      u32 mask);
void crypto_free_skcipher(struct crypto_skcipher *tfm);
/* Whether there is a cipher of that name. */
int crypto_has_skcipher(const char *alg_name, u32 type, u32 mask);

/* Bytes of its initial value, of a block, of what it works on at a time. */
unsigned int crypto_skcipher_ivsize(struct crypto_skcipher *tfm);
unsigned int crypto_skcipher_blocksize(struct crypto_skcipher *tfm);
unsigned int crypto_skcipher_chunksize(struct crypto_skcipher *tfm);
/* Bytes that its shortest and its longest key has. */
unsigned int crypto_skcipher_min_keysize(struct crypto_skcipher *tfm);
unsigned int crypto_skcipher_max_keysize(struct crypto_skcipher *tfm);
/* The name of what computes it. */
const char *crypto_skcipher_driver_name(struct crypto_skcipher *tfm);

/* The key, of 16, 24 or 32 bytes: 0, else -EINVAL. */
int crypto_skcipher_setkey(struct crypto_skcipher *tfm, const u8 *key,
			   unsigned int keylen);

/*
 * Does what @req says. 0; -ENOKEY; -EINVAL: not a multiple of the block (but
 * for ctr), or more than its memory has.
 */
int crypto_skcipher_encrypt(struct skcipher_request *req);
int crypto_skcipher_decrypt(struct skcipher_request *req);

/* Bytes that a cipher needs behind a request: none. */
static inline unsigned int crypto_skcipher_reqsize(struct crypto_skcipher *tfm)
{
	return 0;
}

static inline void skcipher_request_set_tfm(struct skcipher_request *req,
					    struct crypto_skcipher *tfm)
{
	req->base.tfm = tfm;
}

static inline struct crypto_skcipher *crypto_skcipher_reqtfm(
	struct skcipher_request *req)
{
	return req->base.tfm;
}

static inline struct skcipher_request *skcipher_request_alloc(
	struct crypto_skcipher *tfm, gfp_t gfp)
{
	struct skcipher_request *req = kzalloc(sizeof(*req), gfp);

	if (req)
		skcipher_request_set_tfm(req, tfm);
	return req;
}

static inline void skcipher_request_free(struct skcipher_request *req)
{
	kfree_sensitive(req);
}

static inline void skcipher_request_zero(struct skcipher_request *req)
{
	memzero_explicit(req, sizeof(*req));
}

/* One on the stack. */
#define SKCIPHER_REQUEST_ON_STACK(name, _tfm)      \
	struct skcipher_request __##name##_req = { \
		.base.tfm = (_tfm),                \
	};                                         \
	struct skcipher_request *name = &__##name##_req

static inline void skcipher_request_set_callback(struct skcipher_request *req,
						 u32 flags,
						 crypto_completion_t complete,
						 void *data)
{
	req->base.complete = complete;
	req->base.data = data;
	req->base.flags = flags;
}

/* From @src to @dst, which may be the same; @iv may be NULL for ecb. */
static inline void skcipher_request_set_crypt(struct skcipher_request *req,
					      struct scatterlist *src,
					      struct scatterlist *dst,
					      unsigned int cryptlen, void *iv)
{
	req->src = src;
	req->dst = dst;
	req->cryptlen = cryptlen;
	req->iv = iv;
}

/* --- The kernel's side */

/* Those of /proc/crypto. */
void skcipher_show(struct seq_file *m);

#endif
