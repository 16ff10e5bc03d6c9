/* SPDX-License-Identifier: MIT */
/*
 * The initramfs: archives in cpio's newc format, indexed by path and used
 * where they lie. The archive is not trusted: every size is checked before
 * it is used.
 *
 * Format: magic "070701" (or "070702" with a checksum), 13 fields of 8
 * hexadecimal digits, the name with its NUL, padding to 4, the data, padding
 * to 4; the name TRAILER!!! ends an archive, and NULs may follow.
 */
#include <asm/page.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/panic.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/symhash.h>

#include "../crypto/keyring.h"
#include "../crypto/signature.h"
#include "initramfs.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX "initramfs."

#define HEADER_SIZE 110
#define BUCKETS 1024

LIST_HEAD(initramfs_files);
static struct initramfs_file *buckets[BUCKETS];
static u32 file_count;

/* An archive as it is read. */
struct archive {
	const u8 *data;
	u32 size;
	u32 at; /* the offset of the header being read */
};

static u32 archive_count;

struct header {
	u32 ino, mode, uid, gid, nlink, mtime, size, name_size, check;
	dev_t rdev;
	bool has_check;
};

static int refuse(const struct archive *a, const char *what,
		  const char *expected)
{
	pr_err("Initramfs unpacking failed: %s\n", what);
	pr_err("initramfs: at offset 0x%x of 0x%x: expected %s\n", a->at,
	       a->size, expected);
	pr_err("initramfs: the %u files before it stay; make the archive anew with cpio -H newc\n",
	       file_count);
	return -1;
}

static bool read_hex(const u8 *p, u32 *value)
{
	*value = 0;
	for (int i = 0; i < 8; i++) {
		if (!isxdigit(p[i]))
			return false;
		*value <<= 4;
		*value |= isdigit(p[i]) ? p[i] - '0' : tolower(p[i]) - 'a' + 10;
	}
	return true;
}

static int read_header(const struct archive *a, struct header *h)
{
	const u8 *p = a->data + a->at;
	u32 field[13];

	if (a->size - a->at < HEADER_SIZE)
		return refuse(a, "junk at the end", "a header of 110 bytes");
	if (memcmp(p, "07070", 5) || (p[5] != '1' && p[5] != '2'))
		return refuse(a, "no cpio magic",
			      "the magic 070701 (cpio -H newc), or NULs");
	for (int i = 0; i < 13; i++)
		if (!read_hex(p + 6 + i * 8, &field[i]))
			return refuse(a, "broken header",
				      "8 hexadecimal digits a field");
	*h = (struct header){
		.ino = field[0],
		.mode = field[1],
		.uid = field[2],
		.gid = field[3],
		.nlink = field[4],
		.mtime = field[5],
		.size = field[6],
		.rdev = MKDEV(field[9], field[10]),
		.name_size = field[11],
		.check = field[12],
		.has_check = p[5] == '2',
	};
	return 0;
}

static int check_name(const struct archive *a, const struct header *h)
{
	const char *name = (const char *)a->data + a->at + HEADER_SIZE;
	u32 room = a->size - a->at - HEADER_SIZE;

	if (h->name_size < 2 || h->name_size > 4096 || h->name_size > room)
		return refuse(a, "bad name size", "a name inside the archive");
	if (strnlen(name, h->name_size) != h->name_size - 1)
		return refuse(a, "bad name", "a name that ends in NUL");
	return 0;
}

static int check_sum(const struct archive *a, const struct header *h,
		     const u8 *data)
{
	u32 sum = 0;

	for (u32 i = 0; h->has_check && i < h->size; i++)
		sum += data[i];
	if (h->has_check && sum != h->check)
		return refuse(a, "bad checksum", "the sum that its header has");
	return 0;
}

/* "./a/b" and "/a/b" are "a/b"; a name that climbs out is none. */
static const char *clean_name(const char *name)
{
	while (*name == '/' || (name[0] == '.' && name[1] == '/'))
		name++;
	for (const char *p = name; *p; p += strcspn(p, "/"), p += *p == '/')
		if (!strncmp(p, "..", 2) && (p[2] == '/' || !p[2]))
			return NULL;
	return name;
}

static struct initramfs_file **bucket_of(const char *path)
{
	return &buckets[symbol_hash(path) & (BUCKETS - 1)];
}

/* Hard links have their data with the last of them. */
static void share_links(const struct initramfs_file *file)
{
	struct initramfs_file *other;

	if (file->nlink < 2 || !file->size)
		return;
	list_for_each_entry(other, &initramfs_files, list)
		if (other->archive == file->archive &&
		    other->ino == file->ino && !other->size) {
			other->data = file->data;
			other->size = file->size;
		}
}

static int add_file(const struct archive *a, const struct header *h,
		    const char *path, const u8 *data)
{
	struct initramfs_file *file = kzalloc(sizeof(*file), GFP_KERNEL);
	struct initramfs_file **bucket = bucket_of(path);

	if (!file)
		return refuse(a, "out of memory", "memory for its record");
	file->path = path;
	file->data = data;
	file->size = h->size;
	file->mode = h->mode;
	file->archive = archive_count;
	file->ino = h->ino;
	file->nlink = h->nlink;
	file->uid = h->uid;
	file->gid = h->gid;
	file->mtime = h->mtime;
	file->rdev = h->rdev;
	file->next = *bucket;
	*bucket = file;
	list_add_tail(&file->list, &initramfs_files);
	file_count++;
	share_links(file);
	return 0;
}

/* One entry: 0, 1 at the end of an archive, or -1. */
static int read_entry(struct archive *a)
{
	struct header h;
	const char *name;
	u32 data;

	if (read_header(a, &h) || check_name(a, &h))
		return -1;
	name = (const char *)a->data + a->at + HEADER_SIZE;
	data = ALIGN(a->at + HEADER_SIZE + h.name_size, 4);
	if (data > a->size || h.size > a->size - data)
		return refuse(a, "bad size", "data inside the archive");
	if (check_sum(a, &h, a->data + data))
		return -1;
	a->at = min(ALIGN(data + h.size, 4), a->size);
	if (!strcmp(name, "TRAILER!!!")) {
		archive_count++;
		return 1;
	}
	name = clean_name(name);
	if (!name)
		return refuse(a, "bad name", "a path without ..");
	if (!*name || !strcmp(name, "."))
		return 0;
	return add_file(a, &h, name, a->data + data);
}

static void read_archives(const u8 *data, u32 size)
{
	struct archive a = { data, size, 0 };

	while (a.at < a.size) {
		if (!a.data[a.at]) {
			a.at++;
			continue;
		}
		if (a.at & 3) {
			refuse(&a, "junk behind an archive",
			       "the next archive at a multiple of 4");
			return;
		}
		if (read_entry(&a) < 0)
			return;
	}
}

/* `initramfs.verify=1`: only what a trusted key has signed. */
static bool verify;
module_param_named(verify, verify, bool, 0444);

/*
 * A signature behind an archive is no part of it. Whoever can change an
 * archive can change what loads, so one that must be signed and is not ends
 * the boot before a byte of it is used.
 */
static u32 check_signature(const u8 *data, u32 size)
{
	struct signature s;

	if (!verify) {
		signature_find(data, size, &s);
		return s.content.size;
	}
	signature_check(data, size, false, &s);
	if (s.verdict != SIGNATURE_GOOD)
		panic("initramfs: %s: initramfs.verify=1 wants it signed by a key of the kernel (make SIGN_INITRAMFS=1)",
		      s.why);
	pr_notice("initramfs: signed by \"%s\"\n", s.key->description);
	return s.content.size;
}

u32 initramfs_init(const struct multiboot_info *info)
{
	const struct multiboot_module *mods = __va(info->mods_addr);

	if (!(info->flags & MULTIBOOT_INFO_MODS))
		return 0;
	for (u32 i = 0; i < info->mods_count; i++) {
		const u8 *data = __va(mods[i].start);
		u32 size = check_signature(data, mods[i].end - mods[i].start);

		pr_info("Trying to unpack rootfs image as initramfs...\n");
		read_archives(data, size);
	}
	if (info->mods_count)
		pr_info("initramfs: %u files\n", file_count);
	return file_count;
}

const struct initramfs_file *initramfs_find(const char *path)
{
	const struct initramfs_file *file;

	while (*path == '/')
		path++;
	for (file = *bucket_of(path); file; file = file->next)
		if (!strcmp(file->path, path))
			return file;
	return NULL;
}
EXPORT_SYMBOL_NS_GPL(initramfs_find, MORTISE_INTERNAL);
