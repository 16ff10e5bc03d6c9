/* SPDX-License-Identifier: MIT */
/*
 * A text is encrypted and decrypted by the kernel's crypto API: a cipher by its
 * name, a key, and a request that says where the text lies.
 *
 * Try: cipher.ko name="ecb(aes)": equal blocks stay equal; name="ctr(aes)".
 */
#include <crypto/skcipher.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>

#define SIZE 32

static char *name = "cbc(aes)";
module_param(name, charp, 0444);
MODULE_PARM_DESC(name, "The cipher, as /proc/crypto names it");

static const u8 key[16] = "a key of 16 byte";

static int crypt(struct crypto_skcipher *tfm, u8 *text,
		 int (*way)(struct skcipher_request *req))
{
	u8 iv[16] = "where it begins";
	DECLARE_CRYPTO_WAIT(wait);
	struct skcipher_request *req;
	struct scatterlist sg;
	int err;

	req = skcipher_request_alloc(tfm, GFP_KERNEL);
	if (!req)
		return -ENOMEM;
	sg_init_one(&sg, text, SIZE);
	skcipher_request_set_callback(req, CRYPTO_TFM_REQ_MAY_SLEEP,
				      crypto_req_done, &wait);
	skcipher_request_set_crypt(req, &sg, &sg, SIZE, iv);
	err = crypto_wait_req(way(req), &wait);
	skcipher_request_free(req);
	return err;
}

static int both_ways(struct crypto_skcipher *tfm)
{
	char *text = kstrdup("the same 16 bytethe same 16 byte", GFP_KERNEL);
	int err;

	if (!text)
		return -ENOMEM;
	err = crypto_skcipher_setkey(tfm, key, sizeof(key));
	if (!err)
		err = crypt(tfm, text, crypto_skcipher_encrypt);
	if (!err) {
		pr_info("cipher: %s: %*phN\n", name, SIZE, text);
		err = crypt(tfm, text, crypto_skcipher_decrypt);
	}
	if (!err)
		pr_info("cipher: and back: %s\n", text);
	kfree(text);
	return err;
}

static int __init cipher_init(void)
{
	struct crypto_skcipher *tfm = crypto_alloc_skcipher(name, 0, 0);
	int err;

	if (IS_ERR(tfm)) {
		pr_err("cipher: there is no cipher %s: %pe\n", name, tfm);
		return PTR_ERR(tfm);
	}
	err = both_ways(tfm);
	crypto_free_skcipher(tfm);
	return err;
}

static void __exit cipher_exit(void)
{
}

module_init(cipher_init);
module_exit(cipher_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("A text, encrypted and decrypted");
