/* SPDX-License-Identifier: MIT */
/*
 * What file systems in memory and drivers are made of: folders that are the
 * tree of names itself, reads and writes of a buffer, and seeking.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "internal.h"

/* --- Names. */

struct dentry *simple_lookup(struct inode *dir, struct dentry *dentry,
			     unsigned int flags)
{
	if (dentry->d_name.len > NAME_MAX)
		return ERR_PTR(-ENAMETOOLONG);
	return NULL;
}
EXPORT_SYMBOL(simple_lookup);

static void touch_dir(struct inode *dir)
{
	dir->i_mtime = inode_set_ctime_current(dir);
}

int simple_link(struct dentry *old, struct inode *dir, struct dentry *dentry)
{
	struct inode *inode = old->d_inode;

	inode_set_ctime_current(inode);
	touch_dir(dir);
	inc_nlink(inode);
	ihold(inode);
	dget(dentry);
	d_add(dentry, inode);
	return 0;
}
EXPORT_SYMBOL(simple_link);

int simple_empty(struct dentry *dentry)
{
	struct dentry *child;

	list_for_each_entry(child, &dentry->d_subdirs, d_child)
		if (child->d_inode && !d_unhashed(child))
			return 0;
	return 1;
}
EXPORT_SYMBOL(simple_empty);

int simple_unlink(struct inode *dir, struct dentry *dentry)
{
	inode_set_ctime_current(dentry->d_inode);
	touch_dir(dir);
	drop_nlink(dentry->d_inode);
	dput(dentry);
	return 0;
}
EXPORT_SYMBOL(simple_unlink);

int simple_rmdir(struct inode *dir, struct dentry *dentry)
{
	if (!simple_empty(dentry))
		return -ENOTEMPTY;
	drop_nlink(dentry->d_inode);
	simple_unlink(dir, dentry);
	drop_nlink(dir);
	return 0;
}
EXPORT_SYMBOL(simple_rmdir);

static void move_link(struct inode *from, struct inode *to)
{
	drop_nlink(from);
	inc_nlink(to);
}

int simple_rename(struct mnt_idmap *idmap, struct inode *old_dir,
		  struct dentry *old, struct inode *new_dir, struct dentry *new,
		  unsigned int flags)
{
	bool is_dir = S_ISDIR(old->d_inode->i_mode);

	if (flags & ~(RENAME_NOREPLACE | RENAME_EXCHANGE))
		return -EINVAL;
	if (flags & RENAME_EXCHANGE) {
		if (is_dir != S_ISDIR(new->d_inode->i_mode)) {
			if (is_dir)
				move_link(old_dir, new_dir);
			else
				move_link(new_dir, old_dir);
		}
		inode_set_ctime_current(new->d_inode);
	} else {
		if (is_dir && new->d_inode && !simple_empty(new))
			return -ENOTEMPTY;
		if (new->d_inode) {
			if (is_dir) {
				drop_nlink(new->d_inode);
				drop_nlink(new_dir);
			}
			simple_unlink(new_dir, new);
		}
		if (is_dir)
			move_link(old_dir, new_dir);
	}
	inode_set_ctime_current(old->d_inode);
	touch_dir(old_dir);
	touch_dir(new_dir);
	return 0;
}
EXPORT_SYMBOL(simple_rename);

/* --- Attributes. */

int simple_setattr(struct mnt_idmap *idmap, struct dentry *dentry,
		   struct iattr *attr)
{
	struct inode *inode = dentry->d_inode;
	int err = setattr_prepare(idmap, dentry, attr);

	if (!err && attr->ia_valid & ATTR_SIZE)
		inode->i_size = attr->ia_size;
	if (!err)
		setattr_copy(idmap, inode, attr);
	return err;
}
EXPORT_SYMBOL(simple_setattr);

int simple_getattr(struct mnt_idmap *idmap, const struct path *path,
		   struct kstat *stat, u32 mask, unsigned int flags)
{
	struct inode *inode = path->dentry->d_inode;

	generic_fillattr(idmap, mask, inode, stat);
	stat->blocks = (u64)inode->i_mapping->nrpages << (PAGE_SHIFT - 9);
	return 0;
}
EXPORT_SYMBOL(simple_getattr);

int simple_statfs(struct dentry *dentry, struct kstatfs *buf)
{
	buf->f_type = dentry->d_sb->s_magic;
	buf->f_bsize = PAGE_SIZE;
	buf->f_namelen = NAME_MAX;
	return 0;
}
EXPORT_SYMBOL(simple_statfs);

const struct super_operations simple_super_operations = {
	.statfs = simple_statfs,
};
EXPORT_SYMBOL(simple_super_operations);

const struct dentry_operations simple_dentry_operations = { 0 };
EXPORT_SYMBOL(simple_dentry_operations);

const char *simple_get_link(struct dentry *dentry, struct inode *inode,
			    struct delayed_call *done)
{
	return inode->i_link;
}
EXPORT_SYMBOL(simple_get_link);

const struct inode_operations simple_symlink_inode_operations = {
	.get_link = simple_get_link,
};
EXPORT_SYMBOL(simple_symlink_inode_operations);

void kfree_link(void *p)
{
	kfree(p);
}
EXPORT_SYMBOL(kfree_link);

/* --- Folders. */

bool dir_emit_dots(struct file *file, struct dir_context *ctx)
{
	struct dentry *dentry = file->f_path.dentry;

	if (ctx->pos == 0) {
		if (!dir_emit(ctx, ".", 1, dentry->d_inode->i_ino, DT_DIR))
			return false;
		ctx->pos = 1;
	}
	if (ctx->pos == 1) {
		if (!dir_emit(ctx, "..", 2, dentry->d_parent->d_inode->i_ino,
			      DT_DIR))
			return false;
		ctx->pos = 2;
	}
	return true;
}
EXPORT_SYMBOL(dir_emit_dots);

/* The first child at position @pos or behind it; else the head of the list. */
static struct list_head *child_at(struct dentry *dir, loff_t pos)
{
	struct dentry *child;

	list_for_each_entry(child, &dir->d_subdirs, d_child)
		if (child->d_seq >= pos)
			break;
	return &child->d_child;
}

int dcache_readdir(struct file *file, struct dir_context *ctx)
{
	struct dentry *dir = file->f_path.dentry;
	struct list_head *p;

	if (!dir_emit_dots(file, ctx))
		return 0;
	for (p = child_at(dir, ctx->pos); p != &dir->d_subdirs; p = p->next) {
		struct dentry *child = list_entry(p, struct dentry, d_child);

		ctx->pos = child->d_seq;
		if (child->d_inode && !d_unhashed(child) &&
		    !dir_emit(ctx, child->d_name.name, child->d_name.len,
			      child->d_inode->i_ino,
			      fs_umode_to_dtype(child->d_inode->i_mode)))
			return 0;
		ctx->pos++;
	}
	return 0;
}
EXPORT_SYMBOL(dcache_readdir);

loff_t dcache_dir_lseek(struct file *file, loff_t offset, int whence)
{
	if (whence == SEEK_CUR)
		offset += file->f_pos;
	else if (whence != SEEK_SET)
		return -EINVAL;
	return vfs_setpos(file, offset, LLONG_MAX);
}
EXPORT_SYMBOL(dcache_dir_lseek);

ssize_t generic_read_dir(struct file *file, char __user *buf, size_t size,
			 loff_t *pos)
{
	return -EISDIR;
}
EXPORT_SYMBOL(generic_read_dir);

int noop_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	return 0;
}
EXPORT_SYMBOL(noop_fsync);

const struct file_operations simple_dir_operations = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = dcache_readdir,
	.fsync = noop_fsync,
};
EXPORT_SYMBOL(simple_dir_operations);

const struct inode_operations simple_dir_inode_operations = {
	.lookup = simple_lookup,
};
EXPORT_SYMBOL(simple_dir_inode_operations);

static struct inode *fill_inode(struct super_block *sb, unsigned long ino,
				umode_t mode)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return NULL;
	inode->i_ino = ino;
	inode->i_mode = mode;
	simple_inode_init_ts(inode);
	if (S_ISDIR(mode)) {
		inode->i_op = &simple_dir_inode_operations;
		inode->i_fop = &simple_dir_operations;
		inc_nlink(inode);
	}
	return inode;
}

int simple_fill_super(struct super_block *sb, unsigned long magic,
		      const struct tree_descr *files)
{
	struct dentry *dentry;
	struct inode *inode;

	sb->s_magic = magic;
	sb->s_op = &simple_super_operations;
	sb->s_root = d_make_root(fill_inode(sb, 1, S_IFDIR | 0755));
	if (!sb->s_root)
		return -ENOMEM;
	for (int i = 0; !files->name || files->name[0]; i++, files++) {
		if (!files->name)
			continue;
		dentry = d_alloc_name(sb->s_root, files->name);
		if (!dentry)
			return -ENOMEM;
		inode = fill_inode(sb, i, S_IFREG | files->mode);
		if (!inode) {
			dput(dentry);
			return -ENOMEM;
		}
		inode->i_fop = files->ops;
		d_add(dentry, inode);
	}
	return 0;
}
EXPORT_SYMBOL(simple_fill_super);

/* --- Reads and writes of a buffer. */

ssize_t memory_read_from_buffer(void *to, size_t count, loff_t *ppos,
				const void *from, size_t available)
{
	loff_t pos = *ppos;

	if (pos < 0)
		return -EINVAL;
	if (pos >= available)
		return 0;
	count = min_t(loff_t, count, available - pos);
	memcpy(to, from + pos, count);
	*ppos = pos + count;
	return count;
}
EXPORT_SYMBOL(memory_read_from_buffer);

ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos,
				const void *from, size_t available)
{
	loff_t pos = *ppos;
	size_t left;

	if (pos < 0)
		return -EINVAL;
	if (pos >= available || !count)
		return 0;
	count = min_t(loff_t, count, available - pos);
	left = copy_to_user(to, from + pos, count);
	if (left == count)
		return -EFAULT;
	*ppos = pos + count - left;
	return count - left;
}
EXPORT_SYMBOL(simple_read_from_buffer);

ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos,
			       const void __user *from, size_t count)
{
	loff_t pos = *ppos;
	size_t left;

	if (pos < 0)
		return -EINVAL;
	if (pos >= available || !count)
		return 0;
	count = min_t(loff_t, count, available - pos);
	left = copy_from_user(to + pos, from, count);
	if (left == count)
		return -EFAULT;
	*ppos = pos + count - left;
	return count - left;
}
EXPORT_SYMBOL(simple_write_to_buffer);

int simple_open(struct inode *inode, struct file *file)
{
	if (inode->i_private)
		file->private_data = inode->i_private;
	return 0;
}
EXPORT_SYMBOL(simple_open);

/* --- Seeking: lseek(2). */

loff_t vfs_setpos(struct file *file, loff_t offset, loff_t maxsize)
{
	if (offset < 0 || offset > maxsize)
		return -EINVAL;
	file->f_pos = offset;
	return offset;
}
EXPORT_SYMBOL(vfs_setpos);

/* The file has no holes. */
loff_t generic_file_llseek_size(struct file *file, loff_t offset, int whence,
				loff_t maxsize, loff_t eof)
{
	switch (whence) {
	case SEEK_SET:
		break;
	case SEEK_CUR:
		if (!offset)
			return file->f_pos;
		if (__builtin_add_overflow(offset, file->f_pos, &offset))
			return -EOVERFLOW;
		break;
	case SEEK_END:
		if (__builtin_add_overflow(offset, eof, &offset))
			return -EOVERFLOW;
		break;
	case SEEK_DATA:
	case SEEK_HOLE:
		if (offset < 0 || offset >= eof)
			return -ENXIO;
		if (whence == SEEK_HOLE)
			offset = eof;
		break;
	default:
		return -EINVAL;
	}
	return vfs_setpos(file, offset, maxsize);
}
EXPORT_SYMBOL(generic_file_llseek_size);

loff_t generic_file_llseek(struct file *file, loff_t offset, int whence)
{
	struct inode *inode = file->f_inode;

	return generic_file_llseek_size(file, offset, whence,
					inode->i_sb->s_maxbytes, inode->i_size);
}
EXPORT_SYMBOL(generic_file_llseek);

loff_t default_llseek(struct file *file, loff_t offset, int whence)
{
	return generic_file_llseek_size(file, offset, whence, LLONG_MAX,
					file->f_inode->i_size);
}
EXPORT_SYMBOL(default_llseek);

loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence,
			 loff_t size)
{
	if (whence > SEEK_END)
		return -EINVAL;
	return generic_file_llseek_size(file, offset, whence, size, size);
}
EXPORT_SYMBOL(fixed_size_llseek);

loff_t no_seek_end_llseek_size(struct file *file, loff_t offset, int whence,
			       loff_t size)
{
	if (whence > SEEK_CUR)
		return -EINVAL;
	return generic_file_llseek_size(file, offset, whence, size, 0);
}
EXPORT_SYMBOL(no_seek_end_llseek_size);

loff_t no_seek_end_llseek(struct file *file, loff_t offset, int whence)
{
	return no_seek_end_llseek_size(file, offset, whence, LLONG_MAX);
}
EXPORT_SYMBOL(no_seek_end_llseek);

loff_t noop_llseek(struct file *file, loff_t offset, int whence)
{
	return file->f_pos;
}
EXPORT_SYMBOL(noop_llseek);

loff_t no_llseek(struct file *file, loff_t offset, int whence)
{
	return -ESPIPE;
}
EXPORT_SYMBOL(no_llseek);

int nonseekable_open(struct inode *inode, struct file *file)
{
	file->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE);
	return 0;
}
EXPORT_SYMBOL(nonseekable_open);

int stream_open(struct inode *inode, struct file *file)
{
	file->f_mode |= FMODE_STREAM;
	return nonseekable_open(inode, file);
}
EXPORT_SYMBOL(stream_open);

int generic_file_open(struct inode *inode, struct file *file)
{
	if (!(file->f_flags & O_LARGEFILE) && inode->i_size > MAX_NON_LFS)
		return -EOVERFLOW;
	return 0;
}
EXPORT_SYMBOL(generic_file_open);

/* --- Files of one number. */

struct simple_attr {
	int (*get)(void *data, u64 *value);
	int (*set)(void *data, u64 value);
	char text[24]; /* what is being read, from its begin on */
	void *data;
	const char *fmt;
	struct mutex lock;
};

int simple_attr_open(struct inode *inode, struct file *file,
		     int (*get)(void *data, u64 *value),
		     int (*set)(void *data, u64 value), const char *fmt)
{
	struct simple_attr *attr = kzalloc(sizeof(*attr), GFP_KERNEL);

	if (!attr)
		return -ENOMEM;
	attr->get = get;
	attr->set = set;
	attr->data = inode->i_private;
	attr->fmt = fmt;
	mutex_init(&attr->lock);
	file->private_data = attr;
	return nonseekable_open(inode, file);
}
EXPORT_SYMBOL_GPL(simple_attr_open);

int simple_attr_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}
EXPORT_SYMBOL_GPL(simple_attr_release);

ssize_t simple_attr_read(struct file *file, char __user *buf, size_t len,
			 loff_t *ppos)
{
	struct simple_attr *attr = file->private_data;
	ssize_t n = 0;
	u64 value;

	if (!attr->get)
		return -EACCES;
	n = mutex_lock_interruptible(&attr->lock);
	if (n)
		return n;
	if (!*ppos || !attr->text[0]) {
		n = attr->get(attr->data, &value);
		if (!n)
			scnprintf(attr->text, sizeof(attr->text), attr->fmt,
				  value);
	}
	if (!n)
		n = simple_read_from_buffer(buf, len, ppos, attr->text,
					    strlen(attr->text));
	mutex_unlock(&attr->lock);
	return n;
}
EXPORT_SYMBOL_GPL(simple_attr_read);

static ssize_t write_number(struct file *file, const char __user *buf,
			    size_t len, bool is_signed)
{
	struct simple_attr *attr = file->private_data;
	char text[24];
	size_t n = min(sizeof(text) - 1, len);
	u64 value;
	ssize_t err;

	if (!attr->set)
		return -EACCES;
	if (copy_from_user(text, buf, n))
		return -EFAULT;
	text[n] = '\0';
	err = is_signed ? kstrtoll(text, 0, (s64 *)&value) :
			  kstrtoull(text, 0, &value);
	if (!err)
		err = mutex_lock_interruptible(&attr->lock);
	if (err)
		return err;
	err = attr->set(attr->data, value);
	mutex_unlock(&attr->lock);
	return err ? err : len;
}

ssize_t simple_attr_write(struct file *file, const char __user *buf, size_t len,
			  loff_t *ppos)
{
	return write_number(file, buf, len, false);
}
EXPORT_SYMBOL_GPL(simple_attr_write);

ssize_t simple_attr_write_signed(struct file *file, const char __user *buf,
				 size_t len, loff_t *ppos)
{
	return write_number(file, buf, len, true);
}
EXPORT_SYMBOL_GPL(simple_attr_write_signed);
