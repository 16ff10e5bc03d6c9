/* SPDX-License-Identifier: MIT */
/*
 * The ciphers of <crypto/skcipher.h>: modes of operation (NIST SP 800-38A)
 * over BearSSL's AES by tables. A request is worked on in parts that fit the
 * stack, wherever its memory lies.
 */
#include <crypto/aes.h>
#include <crypto/hash.h>
#include <crypto/skcipher.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/list.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "inner.h"

#define PART (16 * AES_BLOCK_SIZE)

struct schedule {
	u32 keys[60];
	unsigned int rounds;
};

struct crypto_skcipher {
	struct list_head list; /* of all that are held */
	void *caller;	       /* who has asked for it */
	const struct mode *mode;
	bool has_key;
	struct schedule encrypt, decrypt;
};

/* Works on @size bytes in place; whole blocks, unless the mode is a stream's. */
typedef void (*crypt_t)(const struct crypto_skcipher *tfm, u8 *iv, u8 *data,
			size_t size);

static LIST_HEAD(tfms);

/* --- Modes */

static void xor_block(u8 *to, const u8 *with, size_t size)
{
	for (size_t i = 0; i < size; i++)
		to[i] ^= with[i];
}

static void encrypt_block(const struct crypto_skcipher *tfm, u8 *block)
{
	br_aes_big_encrypt(tfm->encrypt.rounds, tfm->encrypt.keys, block);
}

static void decrypt_block(const struct crypto_skcipher *tfm, u8 *block)
{
	br_aes_big_decrypt(tfm->decrypt.rounds, tfm->decrypt.keys, block);
}

static void ecb_encrypt(const struct crypto_skcipher *tfm, u8 *iv, u8 *data,
			size_t size)
{
	for (const u8 *end = data + size; data < end; data += AES_BLOCK_SIZE)
		encrypt_block(tfm, data);
}

static void ecb_decrypt(const struct crypto_skcipher *tfm, u8 *iv, u8 *data,
			size_t size)
{
	for (const u8 *end = data + size; data < end; data += AES_BLOCK_SIZE)
		decrypt_block(tfm, data);
}

static void cbc_encrypt(const struct crypto_skcipher *tfm, u8 *iv, u8 *data,
			size_t size)
{
	for (const u8 *end = data + size; data < end; data += AES_BLOCK_SIZE) {
		xor_block(data, iv, AES_BLOCK_SIZE);
		encrypt_block(tfm, data);
		memcpy(iv, data, AES_BLOCK_SIZE);
	}
}

static void cbc_decrypt(const struct crypto_skcipher *tfm, u8 *iv, u8 *data,
			size_t size)
{
	u8 next[AES_BLOCK_SIZE];

	for (const u8 *end = data + size; data < end; data += AES_BLOCK_SIZE) {
		memcpy(next, data, AES_BLOCK_SIZE);
		decrypt_block(tfm, data);
		xor_block(data, iv, AES_BLOCK_SIZE);
		memcpy(iv, next, AES_BLOCK_SIZE);
	}
}

/* The value is a number of 128 bits, the high byte first. */
static void count(u8 *iv)
{
	for (int i = AES_BLOCK_SIZE - 1; i >= 0 && !++iv[i]; i--)
		;
}

static void ctr_crypt(const struct crypto_skcipher *tfm, u8 *iv, u8 *data,
		      size_t size)
{
	u8 stream[AES_BLOCK_SIZE];

	for (size_t n; size; size -= n, data += n) {
		n = min(size, (size_t)AES_BLOCK_SIZE);
		memcpy(stream, iv, sizeof(stream));
		encrypt_block(tfm, stream);
		xor_block(data, stream, n);
		count(iv);
	}
}

/*
 * Books name the driver that uses the processor's own instructions: who asks
 * for it gets the cipher, and driver_name tells what computes it.
 */
static const struct mode {
	const char *name, *driver, *accelerated;
	crypt_t encrypt, decrypt;
	unsigned int block_size, iv_size;
} modes[] = {
	{ "ecb(aes)", "ecb(aes-generic)", "ecb-aes-aesni", ecb_encrypt,
	  ecb_decrypt, AES_BLOCK_SIZE, 0 },
	{ "cbc(aes)", "cbc(aes-generic)", "cbc-aes-aesni", cbc_encrypt,
	  cbc_decrypt, AES_BLOCK_SIZE, AES_BLOCK_SIZE },
	{ "ctr(aes)", "ctr(aes-generic)", "ctr-aes-aesni", ctr_crypt, ctr_crypt,
	  1, AES_BLOCK_SIZE },
};

static const struct mode *find_mode(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(modes); i++)
		if (!strcmp(modes[i].name, name) ||
		    !strcmp(modes[i].driver, name) ||
		    !strcmp(modes[i].accelerated, name))
			return &modes[i];
	return NULL;
}

/* --- Holding one */

int crypto_has_skcipher(const char *alg_name, u32 type, u32 mask)
{
	return find_mode(alg_name) != NULL;
}
EXPORT_SYMBOL_GPL(crypto_has_skcipher);

int crypto_has_alg(const char *name, u32 type, u32 mask)
{
	return crypto_has_skcipher(name, type, mask) ||
	       crypto_has_shash(name, type, mask);
}
EXPORT_SYMBOL_GPL(crypto_has_alg);

struct crypto_skcipher *crypto_alloc_skcipher(const char *alg_name, u32 type,
					      u32 mask)
{
	const struct mode *mode = find_mode(alg_name);
	struct crypto_skcipher *tfm;

	if (!mode)
		return ERR_PTR(-ENOENT);
	tfm = kzalloc(sizeof(*tfm), GFP_KERNEL);
	if (!tfm)
		return ERR_PTR(-ENOMEM);
	tfm->mode = mode;
	tfm->caller = (void *)_RET_IP_;
	list_add_tail(&tfm->list, &tfms);
	return tfm;
}
EXPORT_SYMBOL_GPL(crypto_alloc_skcipher);

void crypto_free_skcipher(struct crypto_skcipher *tfm)
{
	if (IS_ERR_OR_NULL(tfm))
		return;
	list_del(&tfm->list);
	kfree_sensitive(tfm);
}
EXPORT_SYMBOL_GPL(crypto_free_skcipher);

static void reclaim_tfm(const void *tfm)
{
	crypto_free_skcipher((struct crypto_skcipher *)tfm);
}

static void scan_tfms(struct leak_scan *scan)
{
	struct crypto_skcipher *tfm;

	list_for_each_entry(tfm, &tfms, list)
		if (leak_in(scan, tfm->caller))
			leak_found(scan,
				   &(struct leak){
					   .kind = "cipher",
					   .name = tfm->mode->name,
					   .object = tfm,
					   .caller = (unsigned long)tfm->caller,
					   .reclaim = reclaim_tfm });
}
LEAK_SOURCE(skcipher, scan_tfms);

/* --- What it is */

unsigned int crypto_skcipher_ivsize(struct crypto_skcipher *tfm)
{
	return tfm->mode->iv_size;
}
EXPORT_SYMBOL_GPL(crypto_skcipher_ivsize);

unsigned int crypto_skcipher_blocksize(struct crypto_skcipher *tfm)
{
	return tfm->mode->block_size;
}
EXPORT_SYMBOL_GPL(crypto_skcipher_blocksize);

unsigned int crypto_skcipher_chunksize(struct crypto_skcipher *tfm)
{
	return AES_BLOCK_SIZE;
}
EXPORT_SYMBOL_GPL(crypto_skcipher_chunksize);

unsigned int crypto_skcipher_min_keysize(struct crypto_skcipher *tfm)
{
	return AES_MIN_KEY_SIZE;
}
EXPORT_SYMBOL_GPL(crypto_skcipher_min_keysize);

unsigned int crypto_skcipher_max_keysize(struct crypto_skcipher *tfm)
{
	return AES_MAX_KEY_SIZE;
}
EXPORT_SYMBOL_GPL(crypto_skcipher_max_keysize);

const char *crypto_skcipher_driver_name(struct crypto_skcipher *tfm)
{
	return tfm->mode->driver;
}
EXPORT_SYMBOL_GPL(crypto_skcipher_driver_name);

void skcipher_show(struct seq_file *m)
{
	const struct crypto_skcipher *tfm;

	for (size_t i = 0; i < ARRAY_SIZE(modes); i++) {
		unsigned int users = 1;

		list_for_each_entry(tfm, &tfms, list)
			users += tfm->mode == &modes[i];
		crypto_show_alg(m, modes[i].name, modes[i].driver, users);
		seq_printf(m,
			   "type         : skcipher\n"
			   "async        : no\n"
			   "blocksize    : %u\n"
			   "min keysize  : %u\n"
			   "max keysize  : %u\n"
			   "ivsize       : %u\n"
			   "chunksize    : %u\n"
			   "walksize     : %u\n\n",
			   modes[i].block_size, AES_MIN_KEY_SIZE,
			   AES_MAX_KEY_SIZE, modes[i].iv_size, AES_BLOCK_SIZE,
			   AES_BLOCK_SIZE);
	}
}

/* --- Its work */

int crypto_skcipher_setkey(struct crypto_skcipher *tfm, const u8 *key,
			   unsigned int keylen)
{
	if (keylen != AES_KEYSIZE_128 && keylen != AES_KEYSIZE_192 &&
	    keylen != AES_KEYSIZE_256)
		return -EINVAL;
	tfm->encrypt.rounds = br_aes_keysched(tfm->encrypt.keys, key, keylen);
	tfm->decrypt.rounds =
		br_aes_big_keysched_inv(tfm->decrypt.keys, key, keylen);
	tfm->has_key = true;
	return 0;
}
EXPORT_SYMBOL_GPL(crypto_skcipher_setkey);

static int crypt(struct skcipher_request *req,
		 const struct crypto_skcipher *tfm, crypt_t work)
{
	int from = sg_nents_for_len(req->src, req->cryptlen);
	int to = sg_nents_for_len(req->dst, req->cryptlen);
	u8 part[PART];

	if (!tfm->has_key)
		return -ENOKEY;
	if (req->cryptlen % tfm->mode->block_size)
		return -EINVAL;
	if (!req->cryptlen)
		return 0;
	if (from < 0 || to < 0)
		return -EINVAL;
	for (size_t done = 0, n; done < req->cryptlen; done += n) {
		n = min(req->cryptlen - done, sizeof(part));
		sg_pcopy_to_buffer(req->src, from, part, n, done);
		work(tfm, req->iv, part, n);
		sg_pcopy_from_buffer(req->dst, to, part, n, done);
	}
	memzero_explicit(part, sizeof(part));
	return 0;
}

int crypto_skcipher_encrypt(struct skcipher_request *req)
{
	const struct crypto_skcipher *tfm = crypto_skcipher_reqtfm(req);

	return crypt(req, tfm, tfm->mode->encrypt);
}
EXPORT_SYMBOL_GPL(crypto_skcipher_encrypt);

int crypto_skcipher_decrypt(struct skcipher_request *req)
{
	const struct crypto_skcipher *tfm = crypto_skcipher_reqtfm(req);

	return crypt(req, tfm, tfm->mode->decrypt);
}
EXPORT_SYMBOL_GPL(crypto_skcipher_decrypt);

void crypto_req_done(void *data, int err)
{
	struct crypto_wait *wait = data;

	if (err == -EINPROGRESS)
		return;
	wait->err = err;
	complete(&wait->completion);
}
EXPORT_SYMBOL_GPL(crypto_req_done);
