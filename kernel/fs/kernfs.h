/* SPDX-License-Identifier: MIT */
/*
 * Trees of files that the kernel makes: /proc's own entries, /proc/sys, /sys.
 * A node is a file, folder or symbolic link. Inodes and dentries are made of
 * nodes when someone looks, and hold them; the nodes are the truth.
 */
#ifndef _FS_KERNFS_H
#define _FS_KERNFS_H

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/proc_fs.h>
#include <linux/types.h>

struct kernfs_node {
	struct hlist_node hash; /* by parent and name; unhashed: removed */
	u32 name_hash;
	struct list_head sibling, children; /* in ascending order of ino */
	struct kernfs_node *parent;	    /* held; NULL: the root of a tree */

	int count;  /* the tree's reference, and those of dentries and files */
	int active; /* operations that run: a removal waits for their end */
	bool removed;
	int gone; /* what operations are answered then: a negative errno */
	struct list_head openings; /* files whose release is still to be called */

	u32 ino;
	umode_t mode;
	kuid_t uid;
	kgid_t gid;
	loff_t size;

	const struct proc_ops *ops;	     /* of a file */
	const struct inode_operations *i_op; /* as mode wants it, or others */
	const struct file_operations *i_fop;
	/* Makes a folder's nodes when someone first looks. 0 or -errno. */
	int (*populate)(struct kernfs_node *folder);
	void *data;  /* the maker's */
	void *state; /* the same, for those who make for others */
	unsigned int state_size;
	unsigned int event;   /* of an attribute: notifications so far */
	char *target;	      /* of a symbolic link */
	unsigned long caller; /* whose it is, where what made it knows; else 0 */
	char name[];
};

/*
 * Makes a node called @name (@length bytes) in @parent, or the root of a tree
 * where that is NULL. ERR_PTR: -ENOMEM, -EEXIST, -ENOENT (the parent goes).
 */
struct kernfs_node *kernfs_create(struct kernfs_node *parent, const char *name,
				  size_t length, umode_t mode,
				  const struct proc_ops *ops, void *data);
/* The same of a symbolic link, whose @target is copied. */
struct kernfs_node *kernfs_create_link(struct kernfs_node *parent,
				       const char *name, const char *target);
/* The child of that name, without a reference, or NULL. */
struct kernfs_node *kernfs_find(struct kernfs_node *parent, const char *name,
				size_t length);
/*
 * Removes @node and all below it, once no operation runs, and drops the
 * tree's reference. May sleep; an operation can't remove its own node.
 */
void kernfs_remove(struct kernfs_node *node);
/*
 * All nodes below @root, what is in a folder before the folder: the first, and
 * the one behind @node, up to @root.
 */
struct kernfs_node *kernfs_first_leaf(struct kernfs_node *root);
struct kernfs_node *kernfs_next_up(struct kernfs_node *node);
/* Writes "a/b/c", the path inside the tree: its length, or -ENAMETOOLONG. */
int kernfs_path(const struct kernfs_node *node, char *buf, size_t size);

static inline struct kernfs_node *kernfs_get(struct kernfs_node *node)
{
	node->count++;
	return node;
}
void kernfs_put(struct kernfs_node *node);
/*
 * Whether an operation of @node may begin, that is, it is not removed: until
 * kernfs_leave(), it will not be.
 */
bool kernfs_enter(struct kernfs_node *node);
void kernfs_leave(struct kernfs_node *node);

/* The node of an open file, of a dentry. */
static inline struct kernfs_node *file_node(const struct file *file)
{
	return file_dentry(file)->d_fsdata;
}

/* A super block for the tree of @root: 0 or -ENOMEM. */
int kernfs_fill_super(struct super_block *sb, struct kernfs_node *root,
		      unsigned long magic);

/* For folders that have more in them than nodes. */
extern const struct dentry_operations kernfs_dentry_operations;
struct dentry *kernfs_lookup(struct inode *dir, struct dentry *dentry,
			     unsigned int flags);
/* False: the buffer is full. Positions are below KERNFS_POS_END. */
bool kernfs_emit(struct file *file, struct dir_context *ctx);
#define KERNFS_POS_END (1 << 30)
int kernfs_setattr(struct mnt_idmap *idmap, struct dentry *dentry,
		   struct iattr *attr);

#endif
