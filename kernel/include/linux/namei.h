/* SPDX-License-Identifier: MIT */
/*
 * Names to files: the path walk. path_resolution(7).
 *
 * Context: process, may sleep.
 * Linux: Documentation/filesystems/path-lookup.rst
 */
#ifndef _LINUX_NAMEI_H
#define _LINUX_NAMEI_H

#include <linux/dcache.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/path.h>

#define MAXSYMLINKS 40

#define LOOKUP_FOLLOW 0x1u    /* follow a link at the end */
#define LOOKUP_DIRECTORY 0x2u /* it must be a folder */
#define LOOKUP_EMPTY 0x4u     /* "" is @dfd itself */
#define LOOKUP_PARENT 0x10u

/* A path from user space, for putname(). */
struct filename {
	const char *name;
	char iname[];
};
/*
 * ERR_PTR: -EFAULT, -ENAMETOOLONG, -ENOMEM; -ENOENT for an empty one, but for
 * LOOKUP_EMPTY in @flags.
 */
struct filename *getname_flags(const char __user *name, int flags);
struct filename *getname(const char __user *name);
/* What is ERR_PTR or NULL needs none. */
void putname(struct filename *name);
DEFINE_FREE(putname, struct filename *, putname(_T))

/* Finds a file: 0 and @path with references, or a negative errno. */
int kern_path(const char *name, unsigned int flags, struct path *path);
/* The same from @dfd on (AT_FDCWD: the current folder). */
int path_at(int dfd, const char *name, unsigned int flags, struct path *path);
int user_path_at(int dfd, const char __user *name, unsigned int flags,
		 struct path *path);
/* From @root on, which absolute links do not leave: names of @mnt. */
int vfs_path_lookup(struct dentry *dentry, struct vfsmount *mnt,
		    const char *name, unsigned int flags, struct path *path);
/* The child @name of a folder, looked up if need be; ERR_PTR. */
struct dentry *lookup_one_len(const char *name, struct dentry *base, int len);
/* A new name: its dentry without inode, and the folder; ERR_PTR(-EEXIST). */
struct dentry *kern_path_create(int dfd, const char *name, struct path *path,
				unsigned int flags);
struct dentry *user_path_create(int dfd, const char __user *name,
				struct path *path, unsigned int flags);
void done_path_create(struct path *path, struct dentry *dentry);

/* From ->get_link(): the walk goes on at @path, whose references it takes. */
int nd_jump_link(const struct path *path);

#endif
