/* SPDX-License-Identifier: MIT */
/* The files of the initramfs, used where the boot loader has put them. */
#ifndef _FS_INITRAMFS_H
#define _FS_INITRAMFS_H

#include <asm/multiboot.h>
#include <linux/list.h>
#include <linux/types.h>

struct initramfs_file {
	struct list_head list;	 /* in the order of the archives */
	const char *path;	 /* without a leading slash */
	const u8 *data;		 /* in the archive */
	u32 size;		 /* bytes of data */
	u32 mode;		 /* as in struct stat */
	u32 archive, ino, nlink; /* equal archive and ino: hard links */
	u32 uid, gid, mtime;
	dev_t rdev;		     /* of a device node */
	struct initramfs_file *next; /* on its hash chain */
};

/*
 * Reads all boot modules as cpio archives in the newc format, one after
 * another in each. What is broken is refused with a sentence; the files
 * before it stay. Returns the number of files.
 */
u32 initramfs_init(const struct multiboot_info *info);

/* The file at @path (a leading slash is allowed), or NULL; the last wins. */
const struct initramfs_file *initramfs_find(const char *path);
/* All files and folders, for list_for_each_entry(). */
extern struct list_head initramfs_files;

#endif
