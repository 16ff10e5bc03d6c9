/* SPDX-License-Identifier: MIT */
/*
 * Files that no folder has: only a descriptor leads to them, and what they do
 * is their operations'.
 *
 * Context: process, may sleep.
 * Linux: Documentation/filesystems/vfs.rst
 */
#ifndef _LINUX_ANON_INODES_H
#define _LINUX_ANON_INODES_H

#include <linux/fs.h>

/*
 * A file with @fops and @priv as its private_data, which /proc/PID/fd shows as
 * anon_inode:@name; @flags are O_RDWR and the like. ERR_PTR(-ENFILE, -ENOMEM):
 * @priv stays the caller's.
 */
struct file *anon_inode_getfile(const char *name,
				const struct file_operations *fops, void *priv,
				int flags);
/* A descriptor for one, or the same errors and -EMFILE. */
int anon_inode_getfd(const char *name, const struct file_operations *fops,
		     void *priv, int flags);

#endif
