/* SPDX-License-Identifier: MIT */
/*
 * The hash of a text, by the kernel's crypto API: a hash is asked for by its
 * name, and a description of it, with room for its state, does the work.
 *
 * Try: digest.ko name=sha512 text="something else", and names that
 * /proc/crypto does not have.
 */
#include <crypto/hash.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>

static char *name = "sha256";
module_param(name, charp, 0444);
MODULE_PARM_DESC(name, "The hash, as /proc/crypto names it");

static char *text = "Hello, world!";
module_param(text, charp, 0444);
MODULE_PARM_DESC(text, "What is hashed");

static int hash_text(struct crypto_shash *tfm, u8 *digest)
{
	struct shash_desc *desc;
	int err;

	desc = kmalloc(sizeof(*desc) + crypto_shash_descsize(tfm), GFP_KERNEL);
	if (!desc)
		return -ENOMEM;
	desc->tfm = tfm;
	err = crypto_shash_init(desc);
	if (!err)
		err = crypto_shash_update(desc, text, strlen(text));
	if (!err)
		err = crypto_shash_final(desc, digest);
	kfree(desc);
	return err;
}

static int __init digest_init(void)
{
	struct crypto_shash *tfm = crypto_alloc_shash(name, 0, 0);
	u8 digest[HASH_MAX_DIGESTSIZE];
	int err;

	if (IS_ERR(tfm)) {
		pr_err("digest: there is no hash %s: %pe\n", name, tfm);
		return PTR_ERR(tfm);
	}
	err = hash_text(tfm, digest);
	if (!err)
		pr_info("digest: %s(%s) = %*phN\n", name, text,
			(int)crypto_shash_digestsize(tfm), digest);
	crypto_free_shash(tfm);
	return err;
}

static void __exit digest_exit(void)
{
}

module_init(digest_init);
module_exit(digest_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("The hash of a text");
