/* SPDX-License-Identifier: MIT */
/*
 * The trees of kernfs.h: nodes by name, and what the VFS sees of them. It
 * knows neither /proc nor /sys.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/magic.h>
#include <linux/poll.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uio.h>
#include <linux/wait.h>

#include "kernfs.h"

#define HASH_SIZE 256

static struct hlist_head table[HASH_SIZE];
static u32 last_ino;

/* Removals wait here for operations to end. */
static DECLARE_WAIT_QUEUE_HEAD(drain_wq);

/* A file whose proc_release has not been called. */
struct opening {
	struct list_head list; /* of the node */
	struct file *file;
	bool closing; /* it is being called */
};

static const struct inode_operations kernfs_dir_inode_operations;
static const struct inode_operations kernfs_inode_operations;
static const struct file_operations kernfs_dir_operations;
static const struct file_operations kernfs_file_operations;

/* --- The tree */

static struct hlist_head *bucket(u32 hash)
{
	return &table[(hash ^ hash >> 16) % HASH_SIZE];
}

struct kernfs_node *kernfs_find(struct kernfs_node *parent, const char *name,
				size_t length)
{
	u32 hash = full_name_hash(parent, name, length);
	struct kernfs_node *node;

	hlist_for_each_entry(node, bucket(hash), hash)
		if (node->name_hash == hash && node->parent == parent &&
		    !strncmp(node->name, name, length) && !node->name[length])
			return node;
	return NULL;
}

static void set_operations(struct kernfs_node *node)
{
	if (S_ISDIR(node->mode)) {
		node->i_op = &kernfs_dir_inode_operations;
		node->i_fop = &kernfs_dir_operations;
	} else if (S_ISLNK(node->mode)) {
		node->i_op = &simple_symlink_inode_operations;
	} else {
		node->i_op = &kernfs_inode_operations;
		node->i_fop = &kernfs_file_operations;
	}
}

static struct kernfs_node *new_node(const char *name, size_t length,
				    umode_t mode)
{
	struct kernfs_node *node =
		kzalloc(sizeof(*node) + length + 1, GFP_KERNEL);

	if (!node)
		return NULL;
	memcpy(node->name, name, length);
	INIT_LIST_HEAD(&node->children);
	INIT_LIST_HEAD(&node->sibling);
	INIT_LIST_HEAD(&node->openings);
	node->count = 1;
	node->ino = ++last_ino;
	node->mode = mode;
	node->gone = -EIO;
	set_operations(node);
	return node;
}

static void link_node(struct kernfs_node *node, struct kernfs_node *parent,
		      size_t length)
{
	node->parent = kernfs_get(parent);
	node->name_hash = full_name_hash(parent, node->name, length);
	hlist_add_head(&node->hash, bucket(node->name_hash));
	list_add_tail(&node->sibling, &parent->children);
}

struct kernfs_node *kernfs_create(struct kernfs_node *parent, const char *name,
				  size_t length, umode_t mode,
				  const struct proc_ops *ops, void *data)
{
	struct kernfs_node *node;

	if (parent && parent->removed)
		return ERR_PTR(-ENOENT);
	if (parent && kernfs_find(parent, name, length))
		return ERR_PTR(-EEXIST);
	node = new_node(name, length, mode);
	if (!node)
		return ERR_PTR(-ENOMEM);
	node->ops = ops;
	node->data = data;
	if (parent)
		link_node(node, parent, length);
	return node;
}

struct kernfs_node *kernfs_create_link(struct kernfs_node *parent,
				       const char *name, const char *target)
{
	char *copy = kstrdup(target, GFP_KERNEL);
	struct kernfs_node *node;

	if (!copy)
		return ERR_PTR(-ENOMEM);
	node = kernfs_create(parent, name, strlen(name), S_IFLNK | 0777, NULL,
			     NULL);
	if (IS_ERR(node)) {
		kfree(copy);
		return node;
	}
	node->target = copy;
	node->size = strlen(copy);
	return node;
}

void kernfs_put(struct kernfs_node *node)
{
	while (node && !--node->count) {
		struct kernfs_node *parent = node->parent;

		kfree(node->target);
		kfree(node);
		node = parent;
	}
}

bool kernfs_enter(struct kernfs_node *node)
{
	if (node->removed)
		return false;
	node->active++;
	return true;
}

void kernfs_leave(struct kernfs_node *node)
{
	if (!--node->active && node->removed)
		wake_up_all(&drain_wq);
}

static struct opening *find_opening(struct kernfs_node *node,
				    const struct file *file)
{
	struct opening *o;

	list_for_each_entry(o, &node->openings, list)
		if (o->file == file)
			return o;
	return NULL;
}

/*
 * Calls the release of an open file, or waits until someone else's call of it
 * is over: the last close and the removal of the node may meet.
 */
static void close_opening(struct kernfs_node *node, struct opening *o)
{
	struct file *file = o->file;

	if (o->closing) {
		wait_event(drain_wq, find_opening(node, file) != o);
		return;
	}
	o->closing = true;
	node->ops->proc_release(file_inode(file), file);
	list_del(&o->list);
	kfree(o);
	wake_up_all(&drain_wq);
}

/* Precondition: it has no children. */
static void remove_one(struct kernfs_node *node)
{
	node->removed = true;
	hlist_del_init(&node->hash);
	list_del_init(&node->sibling);
	wait_event(drain_wq, !node->active);
	/* Who has it open gets his release now: the code for it may go. */
	while (!list_empty(&node->openings))
		close_opening(node, list_first_entry(&node->openings,
						     struct opening, list));
	kernfs_put(node);
}

void kernfs_remove(struct kernfs_node *node)
{
	struct kernfs_node *at = node;

	if (node->removed)
		return;
	kernfs_get(node);
	while (!node->removed) {
		for (at = node; !list_empty(&at->children);)
			at = list_first_entry(&at->children, struct kernfs_node,
					      sibling);
		remove_one(at);
	}
	kernfs_put(node);
}

struct kernfs_node *kernfs_first_leaf(struct kernfs_node *root)
{
	while (!list_empty(&root->children))
		root = list_first_entry(&root->children, struct kernfs_node,
					sibling);
	return root;
}

struct kernfs_node *kernfs_next_up(struct kernfs_node *node)
{
	struct kernfs_node *parent = node->parent;

	if (list_is_last(&node->sibling, &parent->children))
		return parent;
	return kernfs_first_leaf(list_next_entry(node, sibling));
}

int kernfs_path(const struct kernfs_node *node, char *buf, size_t size)
{
	size_t length = 0;
	char *p;

	for (const struct kernfs_node *n = node; n->parent; n = n->parent)
		length += strlen(n->name) + 1;
	if (length > size || !length)
		return length ? -ENAMETOOLONG : 0;
	p = buf + length;
	*--p = '\0';
	for (const struct kernfs_node *n = node;;) {
		size_t part = strlen(n->name);

		p -= part;
		memcpy(p, n->name, part);
		n = n->parent;
		if (!n->parent)
			return length - 1;
		*--p = '/';
	}
}

/* --- Names and inodes */

static int populate(struct kernfs_node *folder)
{
	int (*make)(struct kernfs_node *) = folder->populate;
	int err;

	if (!make)
		return 0;
	folder->populate = NULL;
	err = make(folder);
	if (err)
		folder->populate = make;
	return err;
}

static unsigned int link_count(const struct kernfs_node *node)
{
	const struct kernfs_node *child;
	unsigned int n = 2;

	if (!S_ISDIR(node->mode))
		return 1;
	list_for_each_entry(child, &node->children, sibling)
		n += S_ISDIR(child->mode);
	return n;
}

static struct inode *make_inode(struct super_block *sb,
				struct kernfs_node *node)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return NULL;
	inode->i_ino = node->ino;
	inode->i_mode = node->mode;
	inode->i_uid = node->uid;
	inode->i_gid = node->gid;
	inode->i_size = node->size;
	inode->i_nlink = link_count(node);
	inode->i_op = node->i_op;
	inode->i_fop = node->i_fop;
	if (node->i_op->get_link == simple_get_link)
		inode->i_link = node->target;
	inode->i_private = node->data;
	simple_inode_init_ts(inode);
	return inode;
}

struct dentry *kernfs_lookup(struct inode *dir, struct dentry *dentry,
			     unsigned int flags)
{
	struct kernfs_node *folder = dentry->d_parent->d_fsdata, *node;
	int err = folder->removed ? -ENOENT : populate(folder);
	struct inode *inode;

	if (err)
		return ERR_PTR(err);
	node = kernfs_find(folder, dentry->d_name.name, dentry->d_name.len);
	if (!node)
		return ERR_PTR(-ENOENT);
	inode = make_inode(dentry->d_sb, node);
	if (!inode)
		return ERR_PTR(-ENOMEM);
	dentry->d_fsdata = kernfs_get(node);
	d_add(dentry, inode);
	return NULL;
}

/* What is to be made in /sys is refused (-EACCES, -EPERM); in /proc, unknown. */
static struct dentry *lookup_or_none(struct inode *dir, struct dentry *dentry,
				     unsigned int flags)
{
	struct dentry *found = kernfs_lookup(dir, dentry, flags);

	if (found != ERR_PTR(-ENOENT) || dir->i_sb->s_magic != SYSFS_MAGIC)
		return found;
	d_add(dentry, NULL);
	return NULL;
}

static int kernfs_d_revalidate(struct dentry *dentry, unsigned int flags)
{
	const struct kernfs_node *node = dentry->d_fsdata;

	if (!dentry->d_inode || (node && node->removed))
		return 0;
	if (node)
		dentry->d_inode->i_mode = node->mode; /* sysfs_chmod_file() */
	return 1;
}

static void kernfs_d_release(struct dentry *dentry)
{
	kernfs_put(dentry->d_fsdata);
}

const struct dentry_operations kernfs_dentry_operations = {
	.d_revalidate = kernfs_d_revalidate,
	.d_release = kernfs_d_release,
};

int kernfs_fill_super(struct super_block *sb, struct kernfs_node *root,
		      unsigned long magic)
{
	struct inode *inode;

	sb->s_magic = magic;
	sb->s_blocksize = PAGE_SIZE;
	sb->s_blocksize_bits = PAGE_SHIFT;
	sb->s_op = &simple_super_operations;
	sb->s_d_op = &kernfs_dentry_operations;
	inode = make_inode(sb, root);
	if (inode)
		sb->s_root = d_make_root(inode);
	if (!sb->s_root)
		return -ENOMEM;
	sb->s_root->d_fsdata = kernfs_get(root);
	return 0;
}

int kernfs_setattr(struct mnt_idmap *idmap, struct dentry *dentry,
		   struct iattr *attr)
{
	struct kernfs_node *node = dentry->d_fsdata;
	struct inode *inode = d_inode(dentry);
	int err = setattr_prepare(idmap, dentry, attr);

	if (err)
		return err;
	setattr_copy(idmap, inode, attr);
	node->mode = inode->i_mode;
	node->uid = inode->i_uid;
	node->gid = inode->i_gid;
	return 0;
}

/* --- Folders */

/* What follows the node; NULL: the buffer is full, or it went meanwhile. */
static struct list_head *emit_node(struct dir_context *ctx,
				   struct kernfs_node *node)
{
	struct list_head *next = NULL;

	kernfs_get(node);
	if (dir_emit(ctx, node->name, strlen(node->name), node->ino,
		     fs_umode_to_dtype(node->mode))) {
		ctx->pos++;
		if (!node->removed)
			next = node->sibling.next;
	}
	kernfs_put(node);
	return next;
}

/* The position of a child is its inode number, behind those of dots. */
bool kernfs_emit(struct file *file, struct dir_context *ctx)
{
	struct kernfs_node *folder = file_node(file), *node;
	struct list_head *at;

	if (folder->removed || ctx->pos >= KERNFS_POS_END)
		return true;
	if (populate(folder) || !dir_emit_dots(file, ctx))
		return false;
	at = folder->children.next;
	while (at != &folder->children) {
		node = list_entry(at, struct kernfs_node, sibling);
		at = at->next;
		if (node->ino + 2 < ctx->pos)
			continue;
		ctx->pos = node->ino + 2;
		at = emit_node(ctx, node);
		if (!at)
			return false;
	}
	ctx->pos = KERNFS_POS_END;
	return true;
}

static int kernfs_iterate(struct file *file, struct dir_context *ctx)
{
	kernfs_emit(file, ctx);
	return 0;
}

static const struct inode_operations kernfs_dir_inode_operations = {
	.lookup = lookup_or_none,
	.setattr = kernfs_setattr,
};

static const struct file_operations kernfs_dir_operations = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = kernfs_iterate,
};

/* --- Files: each operation keeps the node from being removed. */

static int kernfs_open(struct inode *inode, struct file *file)
{
	struct kernfs_node *node = file_node(file);
	const struct proc_ops *ops = node->ops;
	struct opening *o = NULL;
	int err = 0;

	if (!kernfs_enter(node))
		return -ENOENT;
	if (!ops->proc_lseek)
		file->f_mode &= ~FMODE_LSEEK;
	if (ops->proc_release) {
		o = kmalloc(sizeof(*o), GFP_KERNEL);
		err = o ? 0 : -ENOMEM;
	}
	if (!err && ops->proc_open)
		err = ops->proc_open(inode, file);
	if (err) {
		kfree(o);
	} else if (o) {
		o->file = file;
		o->closing = false;
		list_add(&o->list, &node->openings);
	}
	kernfs_leave(node);
	return err;
}

static int kernfs_release(struct inode *inode, struct file *file)
{
	struct kernfs_node *node = file_node(file);
	struct opening *o = find_opening(node, file);

	if (!o)
		return 0;
	node->active++;
	close_opening(node, o);
	kernfs_leave(node);
	return 0;
}

/* Runs operation @op of the file's node, or answers what stands for it. */
#define CALL(file, op, missing, removed, ...)                                  \
	({                                                                     \
		struct kernfs_node *__node = file_node(file);                  \
		const int gone __maybe_unused = __node->gone;                  \
		typeof(__node->ops->op(file, ##__VA_ARGS__)) __ret =           \
			(removed);                                             \
		if (kernfs_enter(__node)) {                                    \
			__ret = __node->ops->op ?                              \
					__node->ops->op(file, ##__VA_ARGS__) : \
					(missing);                             \
			kernfs_leave(__node);                                  \
		}                                                              \
		__ret;                                                         \
	})

/* For who has proc_read_iter alone. */
static ssize_t read_by_iter(struct file *file, char __user *buf, size_t count,
			    loff_t *pos)
{
	const struct proc_ops *ops = file_node(file)->ops;
	struct kiocb iocb = { .ki_filp = file, .ki_pos = *pos };
	struct iov_iter to;
	ssize_t n;

	if (!ops->proc_read_iter)
		return -EIO;
	iov_iter_ubuf(&to, ITER_DEST, buf, count);
	n = ops->proc_read_iter(&iocb, &to);
	*pos = iocb.ki_pos;
	return n;
}

static ssize_t kernfs_read(struct file *file, char __user *buf, size_t count,
			   loff_t *pos)
{
	return CALL(file, proc_read, read_by_iter(file, buf, count, pos), gone,
		    buf, count, pos);
}

/* Into a segment of user memory by proc_read: a short read, if there are more. */
static ssize_t read_segment(struct file *file, struct iov_iter *to, loff_t *pos)
{
	const struct proc_ops *ops = file_node(file)->ops;
	size_t count = min(to->iov->iov_len - to->iov_offset, to->count);
	ssize_t n;

	if (!ops->proc_read || !to->user)
		return -EINVAL;
	n = ops->proc_read(file, to->iov->iov_base + to->iov_offset, count,
			   pos);
	if (n > 0)
		iov_iter_advance(to, n);
	return n;
}

/* For vectors, and for readers in the kernel, whom a seq file serves. */
static ssize_t kernfs_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct kernfs_node *node = file_node(iocb->ki_filp);
	ssize_t n;

	if (!kernfs_enter(node))
		return node->gone;
	if (node->ops->proc_read_iter)
		n = node->ops->proc_read_iter(iocb, to);
	else if (node->ops->proc_read == seq_read)
		n = seq_read_iter(iocb, to);
	else
		n = read_segment(iocb->ki_filp, to, &iocb->ki_pos);
	kernfs_leave(node);
	return n;
}

static ssize_t kernfs_write(struct file *file, const char __user *buf,
			    size_t count, loff_t *pos)
{
	return CALL(file, proc_write, -EIO, gone, buf, count, pos);
}

static loff_t kernfs_llseek(struct file *file, loff_t offset, int whence)
{
	return CALL(file, proc_lseek, -ESPIPE, gone, offset, whence);
}

static __poll_t kernfs_poll(struct file *file, struct poll_table_struct *table)
{
	return CALL(file, proc_poll, DEFAULT_POLLMASK, DEFAULT_POLLMASK, table);
}

static long kernfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return CALL(file, proc_ioctl, -ENOTTY, gone, cmd, arg);
}

static int kernfs_mmap(struct file *file, struct vm_area_struct *vma)
{
	return CALL(file, proc_mmap, -EIO, gone, vma);
}

static const struct inode_operations kernfs_inode_operations = {
	.setattr = kernfs_setattr,
};

static const struct file_operations kernfs_file_operations = {
	.open = kernfs_open,
	.release = kernfs_release,
	.read = kernfs_read,
	.read_iter = kernfs_read_iter,
	.write = kernfs_write,
	.llseek = kernfs_llseek,
	.poll = kernfs_poll,
	.unlocked_ioctl = kernfs_ioctl,
	.mmap = kernfs_mmap,
};
