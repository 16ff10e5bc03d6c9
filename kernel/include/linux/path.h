/* SPDX-License-Identifier: MIT */
/*
 * A place in the tree of names: which file system's mount, and where in it.
 *
 * Context: process, may sleep.
 * Linux: Documentation/filesystems/vfs.rst
 */
#ifndef _LINUX_PATH_H
#define _LINUX_PATH_H

struct dentry;
struct vfsmount;

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

/* A reference to both halves, and giving it back. */
void path_get(const struct path *path);
void path_put(const struct path *path);

static inline int path_equal(const struct path *a, const struct path *b)
{
	return a->mnt == b->mnt && a->dentry == b->dentry;
}

#endif
