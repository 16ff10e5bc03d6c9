/* SPDX-License-Identifier: MIT */
/*
 * The tree of names. Dentries are found by parent and name in one hash table,
 * so that a folder of thousands is as fast as one of ten. What nobody refers
 * to is freed at once: there is no cache beside the tree.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "internal.h"

#define HASH_BITS 12

static struct hlist_head table[1 << HASH_BITS];
static struct kmem_cache *dentry_cache;

void dcache_init(void)
{
	dentry_cache = KMEM_CACHE(dentry, SLAB_PANIC);
}

u32 full_name_hash(const void *salt, const char *name, unsigned int len)
{
	u32 hash = (unsigned long)salt >> 4;

	while (len--)
		hash = (hash + (u8)*name++) * 0x9e3779b1u;
	return hash;
}
EXPORT_SYMBOL(full_name_hash);

static void rehash(struct dentry *dentry)
{
	dentry->d_name.hash = full_name_hash(dentry->d_parent,
					     dentry->d_name.name,
					     dentry->d_name.len);
	hlist_add_head(&dentry->d_hash,
		       &table[dentry->d_name.hash >> (32 - HASH_BITS)]);
}

/* Puts it behind all others of its folder. */
static void add_child(struct dentry *parent, struct dentry *dentry)
{
	dentry->d_parent = dget(parent);
	dentry->d_seq = 2;
	if (!list_empty(&parent->d_subdirs))
		dentry->d_seq = list_last_entry(&parent->d_subdirs,
						struct dentry, d_child)
					->d_seq +
				1;
	list_add_tail(&dentry->d_child, &parent->d_subdirs);
}

static struct dentry *alloc(struct super_block *sb, const struct qstr *name)
{
	struct dentry *dentry = kmem_cache_alloc(dentry_cache, GFP_KERNEL);
	char *copy;

	if (!dentry)
		return NULL;
	copy = name->len < DNAME_INLINE_LEN ?
		       dentry->d_iname :
		       kmalloc(name->len + 1, GFP_KERNEL);
	if (!copy) {
		kmem_cache_free(dentry_cache, dentry);
		return NULL;
	}
	memcpy(copy, name->name, name->len);
	copy[name->len] = '\0';
	dentry->d_name.name = copy;
	dentry->d_name.len = name->len;
	dentry->d_parent = dentry;
	dentry->d_inode = NULL;
	dentry->d_count = 1;
	dentry->d_flags = 0;
	dentry->d_op = sb->s_d_op;
	dentry->d_sb = sb;
	dentry->d_fsdata = NULL;
	INIT_HLIST_NODE(&dentry->d_hash);
	INIT_LIST_HEAD(&dentry->d_child);
	INIT_LIST_HEAD(&dentry->d_subdirs);
	return dentry;
}

struct dentry *d_alloc(struct dentry *parent, const struct qstr *name)
{
	struct dentry *dentry = alloc(parent->d_sb, name);

	if (dentry)
		add_child(parent, dentry);
	return dentry;
}
EXPORT_SYMBOL(d_alloc);

struct dentry *d_alloc_name(struct dentry *parent, const char *name)
{
	struct qstr q = QSTR_INIT(name, strlen(name));

	return d_alloc(parent, &q);
}
EXPORT_SYMBOL(d_alloc_name);

struct dentry *d_alloc_pseudo(struct super_block *sb, const struct qstr *name)
{
	return alloc(sb, name);
}

struct dentry *d_make_root(struct inode *inode)
{
	static const struct qstr slash = QSTR_INIT("/", 1);
	struct dentry *root;

	if (!inode)
		return NULL;
	root = alloc(inode->i_sb, &slash);
	if (root)
		d_instantiate(root, inode);
	else
		iput(inode);
	return root;
}
EXPORT_SYMBOL(d_make_root);

void d_instantiate(struct dentry *dentry, struct inode *inode)
{
	dentry->d_inode = inode;
}
EXPORT_SYMBOL(d_instantiate);

void d_add(struct dentry *dentry, struct inode *inode)
{
	d_instantiate(dentry, inode);
	if (d_unhashed(dentry))
		rehash(dentry);
}
EXPORT_SYMBOL(d_add);

struct dentry *d_splice_alias(struct inode *inode, struct dentry *dentry)
{
	if (IS_ERR(inode))
		return ERR_CAST(inode);
	d_add(dentry, inode);
	return NULL;
}
EXPORT_SYMBOL(d_splice_alias);

struct dentry *d_lookup(const struct dentry *parent, const struct qstr *name)
{
	u32 hash = full_name_hash(parent, name->name, name->len);
	struct dentry *dentry;

	hlist_for_each_entry(dentry, &table[hash >> (32 - HASH_BITS)], d_hash)
		if (dentry->d_name.hash == hash && dentry->d_parent == parent &&
		    dentry->d_name.len == name->len &&
		    !memcmp(dentry->d_name.name, name->name, name->len))
			return dget(dentry);
	return NULL;
}
EXPORT_SYMBOL(d_lookup);

struct dentry *d_hash_and_lookup(struct dentry *parent, struct qstr *name)
{
	return d_lookup(parent, name);
}
EXPORT_SYMBOL(d_hash_and_lookup);

void d_drop(struct dentry *dentry)
{
	hlist_del_init(&dentry->d_hash);
}
EXPORT_SYMBOL(d_drop);

void d_delete(struct dentry *dentry)
{
	d_drop(dentry);
}
EXPORT_SYMBOL(d_delete);

static void free_name(struct dentry *dentry)
{
	if (dentry->d_name.name != dentry->d_iname)
		kfree(dentry->d_name.name);
}

static void release(struct dentry *dentry)
{
	struct inode *inode = dentry->d_inode;

	d_drop(dentry);
	list_del_init(&dentry->d_child);
	if (inode && dentry->d_op && dentry->d_op->d_iput)
		dentry->d_op->d_iput(dentry, inode);
	else
		iput(inode);
	if (dentry->d_op && dentry->d_op->d_release)
		dentry->d_op->d_release(dentry);
	free_name(dentry);
	kmem_cache_free(dentry_cache, dentry);
}

void dput(struct dentry *dentry)
{
	while (dentry && !--dentry->d_count) {
		struct dentry *parent = dentry->d_parent;
		bool root = IS_ROOT(dentry);

		release(dentry);
		dentry = root ? NULL : parent;
	}
}
EXPORT_SYMBOL(dput);

/* The inline part moves with the structure's content, not its address. */
static void swap_names(struct dentry *a, struct dentry *b)
{
	bool a_inline = a->d_name.name == a->d_iname;
	bool b_inline = b->d_name.name == b->d_iname;
	char bytes[DNAME_INLINE_LEN];

	swap(a->d_name, b->d_name);
	memcpy(bytes, a->d_iname, sizeof(bytes));
	memcpy(a->d_iname, b->d_iname, sizeof(bytes));
	memcpy(b->d_iname, bytes, sizeof(bytes));
	if (b_inline)
		a->d_name.name = a->d_iname;
	if (a_inline)
		b->d_name.name = b->d_iname;
}

/* Gives both the other's name and folder; they are in none after it. */
static void swap_places(struct dentry *a, struct dentry *b)
{
	struct dentry *parent = a->d_parent;

	d_drop(a);
	d_drop(b);
	swap_names(a, b);
	list_del_init(&a->d_child);
	list_del_init(&b->d_child);
	add_child(b->d_parent, a);
	add_child(parent, b);
	dput(parent);	   /* what a had, */
	dput(a->d_parent); /* and what b had */
}

void d_move(struct dentry *dentry, struct dentry *target)
{
	swap_places(dentry, target);
	rehash(dentry);
}
EXPORT_SYMBOL(d_move);

void d_exchange(struct dentry *a, struct dentry *b)
{
	swap_places(a, b);
	rehash(a);
	rehash(b);
}
EXPORT_SYMBOL(d_exchange);

/* Without recursion: a tree may be deeper than the stack. */
void d_genocide(struct dentry *root)
{
	struct dentry *dentry = root, *parent;

	for (;;) {
		if (!list_empty(&dentry->d_subdirs)) {
			dentry = list_first_entry(&dentry->d_subdirs,
						  struct dentry, d_child);
			continue;
		}
		if (dentry == root)
			return;
		parent = dentry->d_parent;
		d_drop(dentry);
		list_del_init(&dentry->d_child);
		dput(dentry);
		dentry = parent;
	}
}
EXPORT_SYMBOL(d_genocide);

void d_invalidate(struct dentry *dentry)
{
	d_drop(dentry);
	detach_mounts(dentry);
}
EXPORT_SYMBOL(d_invalidate);

bool is_subdir(struct dentry *dentry, struct dentry *ancestor)
{
	while (dentry != ancestor && !IS_ROOT(dentry))
		dentry = dentry->d_parent;
	return dentry == ancestor;
}
EXPORT_SYMBOL(is_subdir);

/* --- Paths as text. */

/* Puts @len bytes in front of *@p; false when there is no room. */
static bool prepend(char *buf, char **p, const char *s, int len)
{
	if (*p - buf < len)
		return false;
	*p -= len;
	memcpy(*p, s, len);
	return true;
}

static bool prepend_name(char *buf, char **p, const struct dentry *dentry)
{
	return prepend(buf, p, dentry->d_name.name, dentry->d_name.len) &&
	       prepend(buf, p, "/", 1);
}

/* Names from @path up to @root, or to the root of its tree. */
static bool prepend_path(const struct path *path, const struct path *root,
			 char *buf, char **p)
{
	const struct dentry *dentry = path->dentry;
	const struct vfsmount *mnt = path->mnt;
	char *end = *p;

	while (dentry != root->dentry || mnt != root->mnt) {
		if (dentry == mnt->mnt_root) {
			if (!mnt->mnt_parent)
				break;
			dentry = mnt->mnt_mountpoint;
			mnt = mnt->mnt_parent;
			continue;
		}
		if (IS_ROOT(dentry))
			break;
		if (!prepend_name(buf, p, dentry))
			return false;
		dentry = dentry->d_parent;
	}
	return *p != end || prepend(buf, p, "/", 1);
}

char *d_path(const struct path *path, char *buf, int size)
{
	const struct dentry *dentry = path->dentry;
	char *p = buf + size;

	if (dentry->d_op && dentry->d_op->d_dname &&
	    (!IS_ROOT(dentry) || dentry != path->mnt->mnt_root))
		return dentry->d_op->d_dname((struct dentry *)dentry, buf,
					     size);
	if (!prepend(buf, &p, "", 1) ||
	    (d_unlinked(dentry) && !prepend(buf, &p, " (deleted)", 10)) ||
	    !prepend_path(path, &current_fs()->root, buf, &p))
		return ERR_PTR(-ENAMETOOLONG);
	return p;
}
EXPORT_SYMBOL(d_path);

char *dentry_path_raw(const struct dentry *dentry, char *buf, int size)
{
	char *p = buf + size;

	if (!prepend(buf, &p, "", 1))
		return ERR_PTR(-ENAMETOOLONG);
	if (IS_ROOT(dentry) && !prepend(buf, &p, "/", 1))
		return ERR_PTR(-ENAMETOOLONG);
	for (; !IS_ROOT(dentry); dentry = dentry->d_parent)
		if (!prepend_name(buf, &p, dentry))
			return ERR_PTR(-ENAMETOOLONG);
	return p;
}
EXPORT_SYMBOL(dentry_path_raw);

char *dynamic_dname(char *buf, int size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len >= size ? ERR_PTR(-ENAMETOOLONG) : buf;
}

char *file_path(struct file *file, char *buf, int size)
{
	return d_path(&file->f_path, buf, size);
}
EXPORT_SYMBOL(file_path);

/* Whether @path can be reached from the root of the running task. */
static bool path_is_reachable(const struct path *path, const struct path *root)
{
	struct dentry *dentry = path->dentry;
	const struct vfsmount *mnt = path->mnt;

	for (; mnt != root->mnt; mnt = mnt->mnt_parent) {
		if (!mnt->mnt_parent)
			return false;
		dentry = mnt->mnt_mountpoint;
	}
	return is_subdir(dentry, root->dentry);
}

/* Gives the user where the task is, by way of @page: bytes, or -errno. */
static long put_cwd(char __user *buf, unsigned long size, char *page)
{
	struct fs_struct *fs = current_fs();
	unsigned long len;
	char *p;

	if (d_unlinked(fs->pwd.dentry))
		return -ENOENT;
	p = d_path(&fs->pwd, page, PATH_MAX);
	if (IS_ERR(p))
		return -ENAMETOOLONG;
	if (!path_is_reachable(&fs->pwd, &fs->root) &&
	    !prepend(page, &p, "(unreachable)", 13))
		return -ENAMETOOLONG;
	len = strlen(p) + 1;
	if (len > size)
		return -ERANGE;
	return copy_to_user(buf, p, len) ? -EFAULT : (long)len;
}

SYSCALL_DEFINE2(getcwd, char __user *, buf, unsigned long, size)
{
	char *page = kmalloc(PATH_MAX, GFP_KERNEL);
	long len = page ? put_cwd(buf, size, page) : -ENOMEM;

	kfree(page);
	return len;
}
