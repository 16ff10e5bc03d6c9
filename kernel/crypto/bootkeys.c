/* SPDX-License-Identifier: MIT */
/*
 * Keys and revocations that the command line names, in the initramfs: what
 * add_key(2) does once there is user space. Neither needs to be trusted: a key
 * is added when a trusted one has signed it, and a revocation takes trust away.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>

#include "../fs/initramfs.h"
#include "../module.h"
#include "bootkeys.h"
#include "keyring.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX "module."

/* `module.keys=a.der,b.der`, `module.revoked=list` */
static char *key_files;
module_param_named(keys, key_files, charp, 0444);
static char *revoked_file;
module_param_named(revoked, revoked_file, charp, 0444);

static void add_key_file(const char *path)
{
	const struct initramfs_file *file = initramfs_find(path);
	const char *why = "it is not in the initramfs";
	int serial = -ENOENT;

	if (file)
		serial = keyring_add(KEYRING_SECONDARY, file->data, file->size,
				     NULL, &why);
	if (serial < 0)
		pr_err("keys: %s: not added to .secondary_trusted_keys: %d (%s): %s\n",
		       path, serial, errno_name(serial), why);
	else
		pr_notice("keys: %s: added to .secondary_trusted_keys\n", path);
}

static void add_revoked_file(const char *path)
{
	const struct initramfs_file *file = initramfs_find(path);
	u32 bad = 0, good;

	if (!file) {
		pr_err("keys: %s is not in the initramfs\n", path);
		return;
	}
	good = blacklist_add_list((const char *)file->data, file->size, &bad);
	pr_notice("keys: %s: %u revocations, and %u lines not understood\n",
		  path, good, bad);
}

void bootkeys_init(void)
{
	char path[128];

	if (revoked_file)
		add_revoked_file(revoked_file);
	for (const char *p = key_files; p && *p; p += strspn(p, ",")) {
		size_t length = strcspn(p, ",");

		snprintf(path, sizeof(path), "%.*s", (int)length, p);
		add_key_file(path);
		p += length;
	}
}
