/* SPDX-License-Identifier: MIT */
/*
 * Where a task is in the tree of names: CLONE_FS shares it.
 *
 * Context: process, may sleep.
 * Linux: Documentation/filesystems/vfs.rst
 */
#ifndef _LINUX_FS_STRUCT_H
#define _LINUX_FS_STRUCT_H

#include <linux/path.h>
#include <linux/types.h>

struct fs_struct {
	int users;
	umode_t umask;
	struct path root, pwd;
};

/* What kernel threads use, and what the first program begins with. */
extern struct fs_struct init_fs;
/* The running task's, or init_fs. */
struct fs_struct *current_fs(void);
umode_t current_umask(void);

#endif
