/* SPDX-License-Identifier: MIT */
/*
 * Dentries: the tree of names. A dentry lives while someone refers to it; each
 * refers to its parent. There is no cache: a name that shall stay needs a
 * reference of its own ("pinned"), which whoever made it keeps, as in Linux's
 * ramfs; what ->lookup() makes goes with its last user.
 *
 * Context: process, may sleep.
 * Linux: Documentation/filesystems/vfs.rst
 */
#ifndef _LINUX_DCACHE_H
#define _LINUX_DCACHE_H

#include <linux/list.h>
#include <linux/types.h>

struct inode;
struct path;
struct super_block;

struct qstr {
	u32 hash; /* full_name_hash(parent, ...) */
	u32 len;
	const char *name;
};
#define QSTR_INIT(n, l)                 \
	{                               \
		.len = (l), .name = (n) \
	}

#define DNAME_INLINE_LEN 24

struct dentry {
	struct hlist_node d_hash;
	struct dentry *d_parent; /* itself: a root */
	struct qstr d_name;
	struct inode *d_inode; /* NULL: there is no such file */
	int d_count;
	unsigned int d_flags;
	const struct dentry_operations *d_op;
	struct super_block *d_sb;
	struct list_head d_child;   /* on the parent's d_subdirs */
	struct list_head d_subdirs; /* by age, and by d_seq */
	u32 d_seq; /* its position in the folder, as readdir(3) has it */
	void *d_fsdata;
	char d_iname[DNAME_INLINE_LEN];
};

#define DCACHE_MOUNTED 1u /* something may be mounted on it */

struct dentry_operations {
	/* 1: still right; 0: look it up anew; or a negative errno. */
	int (*d_revalidate)(struct dentry *dentry, unsigned int flags);
	int (*d_delete)(const struct dentry *dentry);
	void (*d_release)(struct dentry *dentry);
	void (*d_iput)(struct dentry *dentry, struct inode *inode);
	/* The whole path of a dentry without a place in the tree. */
	char *(*d_dname)(struct dentry *dentry, char *buf, int size);
};

/* The hash of @len bytes at @name, in a folder that @salt stands for. */
u32 full_name_hash(const void *salt, const char *name, unsigned int len);

/* A dentry for @name in @parent: one reference, no inode, unhashed. NULL. */
struct dentry *d_alloc(struct dentry *parent, const struct qstr *name);
struct dentry *d_alloc_name(struct dentry *parent, const char *name);
/* A root for @inode, which it takes over; NULL where @inode is, or no memory. */
struct dentry *d_make_root(struct inode *inode);
/* A dentry of @sb that is in no folder. */
struct dentry *d_alloc_pseudo(struct super_block *sb, const struct qstr *name);
/* Gives a dentry its inode (the caller's reference), or none. */
void d_instantiate(struct dentry *dentry, struct inode *inode);
/* The same, and lets it be found. */
void d_add(struct dentry *dentry, struct inode *inode);
/* d_add() for ->lookup(): NULL, or the error that @inode is. */
struct dentry *d_splice_alias(struct inode *inode, struct dentry *dentry);
/* The child of that name, with a reference, or NULL. No ->lookup(). */
struct dentry *d_lookup(const struct dentry *parent, const struct qstr *name);
struct dentry *d_hash_and_lookup(struct dentry *parent, struct qstr *name);
/* It will not be found any more; its users keep it. */
void d_drop(struct dentry *dentry);
/* The name goes from its folder: no inode for those who look it up. */
void d_delete(struct dentry *dentry);
/* Gives @dentry the place and name of @target, which is dropped. */
void d_move(struct dentry *dentry, struct dentry *target);
void d_exchange(struct dentry *a, struct dentry *b);
/* Lets go of the pins of all below @root, and of its own (@root: whole tree). */
void d_genocide(struct dentry *root);
/* Unhashes the dentry and all below it, and unmounts what is mounted there. */
void d_invalidate(struct dentry *dentry);
/* @dentry is @ancestor or below it. */
bool is_subdir(struct dentry *dentry, struct dentry *ancestor);

static inline struct dentry *dget(struct dentry *dentry)
{
	if (dentry)
		dentry->d_count++;
	return dentry;
}
/* Drops a reference; NULL is allowed. */
void dput(struct dentry *dentry);

static inline int d_unhashed(const struct dentry *dentry)
{
	return hlist_unhashed(&dentry->d_hash);
}
static inline bool IS_ROOT(const struct dentry *dentry)
{
	return dentry == dentry->d_parent;
}
/* Removed: it has a name no more, as /proc shows it. */
static inline int d_unlinked(const struct dentry *dentry)
{
	return d_unhashed(dentry) && !IS_ROOT(dentry);
}
static inline struct inode *d_inode(const struct dentry *dentry)
{
	return dentry->d_inode;
}
static inline bool d_is_negative(const struct dentry *dentry)
{
	return !dentry->d_inode;
}
static inline bool d_is_positive(const struct dentry *dentry)
{
	return dentry->d_inode;
}
static inline bool d_really_is_positive(const struct dentry *dentry)
{
	return dentry->d_inode;
}
static inline bool d_mountpoint(const struct dentry *dentry)
{
	return dentry->d_flags & DCACHE_MOUNTED;
}

/*
 * The path as the running task sees it, written to the end of @buf; deleted
 * ones end in " (deleted)". ERR_PTR(-ENAMETOOLONG).
 */
char *d_path(const struct path *path, char *buf, int size);
/* The path inside its file system; ->d_dname() of one without a folder. */
char *dentry_path_raw(const struct dentry *dentry, char *buf, int size);
char *dynamic_dname(char *buf, int size, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
