/* SPDX-License-Identifier: MIT */
/*
 * Inodes: their life, who may do what with them, and the change of their
 * attributes. Nothing here knows what is in a file.
 */
#include <linux/cdev.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

#include "internal.h"

#define DAY 86400

/* There is one user namespace, and no mount maps ids. */
struct mnt_idmap {
	int unused;
};
struct mnt_idmap nop_mnt_idmap;
EXPORT_SYMBOL(nop_mnt_idmap);

static struct kmem_cache *inode_cache;
static const struct inode_operations empty_iops;

static int no_open(struct inode *inode, struct file *file)
{
	return -ENXIO;
}

static const struct file_operations no_open_fops = { .open = no_open };

void inode_init(void)
{
	inode_cache = KMEM_CACHE(inode, SLAB_PANIC);
}

unsigned int get_next_ino(void)
{
	static unsigned int last;

	if (!++last)
		last++;
	return last;
}
EXPORT_SYMBOL(get_next_ino);

struct inode *new_inode(struct super_block *sb)
{
	struct inode *inode = sb->s_op->alloc_inode ?
				      sb->s_op->alloc_inode(sb) :
				      kmem_cache_alloc(inode_cache, GFP_KERNEL);

	if (!inode)
		return NULL;
	memset(inode, 0, sizeof(*inode));
	inode->i_sb = sb;
	inode->i_count = 1;
	inode->i_nlink = 1;
	inode->i_op = &empty_iops;
	inode->i_fop = &no_open_fops;
	inode->i_data.host = inode;
	inode->i_mapping = &inode->i_data;
	INIT_LIST_HEAD(&inode->i_devices);
	INIT_LIST_HEAD(&inode->i_locks);
	init_waitqueue_head(&inode->i_lock_wait);
	return inode;
}
EXPORT_SYMBOL(new_inode);

void iput(struct inode *inode)
{
	const struct super_operations *ops;

	if (!inode || --inode->i_count)
		return;
	ops = inode->i_sb->s_op;
	if (inode->i_cdev)
		cd_forget(inode);
	if (ops->evict_inode)
		ops->evict_inode(inode);
	if (ops->free_inode)
		ops->free_inode(inode);
	else
		kmem_cache_free(inode_cache, inode);
}
EXPORT_SYMBOL(iput);

void inode_init_owner(struct mnt_idmap *idmap, struct inode *inode,
		      const struct inode *dir, umode_t mode)
{
	inode->i_uid = current_cred()->fsuid;
	inode->i_gid = current_cred()->fsgid;
	if (dir && dir->i_mode & S_ISGID) {
		inode->i_gid = dir->i_gid;
		if (S_ISDIR(mode))
			mode |= S_ISGID;
	}
	inode->i_mode = mode;
}
EXPORT_SYMBOL(inode_init_owner);

void init_special_inode(struct inode *inode, umode_t mode, dev_t dev)
{
	inode->i_mode = mode;
	if (S_ISCHR(mode)) {
		inode->i_fop = &def_chr_fops;
		inode->i_rdev = dev;
	} else if (S_ISBLK(mode)) {
		inode->i_rdev = dev;
	} else if (S_ISFIFO(mode)) {
		inode->i_fop = &pipefifo_fops;
	}
}
EXPORT_SYMBOL(init_special_inode);

/* --- Times. */

struct timespec64 current_time(struct inode *inode)
{
	struct timespec64 now;

	ktime_get_real_ts64(&now);
	return now;
}
EXPORT_SYMBOL(current_time);

struct timespec64 simple_inode_init_ts(struct inode *inode)
{
	inode->i_ctime = current_time(inode);
	inode->i_atime = inode->i_mtime = inode->i_ctime;
	return inode->i_ctime;
}
EXPORT_SYMBOL(simple_inode_init_ts);

struct timespec64 inode_set_ctime_current(struct inode *inode)
{
	return inode->i_ctime = current_time(inode);
}
EXPORT_SYMBOL(inode_set_ctime_current);

static bool later(const struct timespec64 *a, const struct timespec64 *b)
{
	return a->tv_sec > b->tv_sec ||
	       (a->tv_sec == b->tv_sec && a->tv_nsec > b->tv_nsec);
}

/* The time, exact enough to count days: read from the clock once a tick. */
static time64_t coarse_seconds(void)
{
	static unsigned long read_at;
	static time64_t seconds;

	if (!seconds || read_at != jiffies) {
		read_at = jiffies;
		seconds = ktime_get_real_seconds();
	}
	return seconds;
}

void touch_atime(const struct path *path)
{
	struct inode *inode = path->dentry->d_inode;
	int flags = path->mnt->mnt_flags;

	if (flags & (MNT_NOATIME | MNT_READONLY) || sb_rdonly(inode->i_sb) ||
	    (flags & MNT_NODIRATIME && S_ISDIR(inode->i_mode)))
		return;
	if (flags & MNT_RELATIME && later(&inode->i_atime, &inode->i_mtime) &&
	    later(&inode->i_atime, &inode->i_ctime) &&
	    coarse_seconds() - inode->i_atime.tv_sec < DAY)
		return;
	inode->i_atime = current_time(inode);
}
EXPORT_SYMBOL(touch_atime);

void file_accessed(struct file *file)
{
	if (!(file->f_flags & O_NOATIME))
		touch_atime(&file->f_path);
}
EXPORT_SYMBOL(file_accessed);

int file_update_time(struct file *file)
{
	struct inode *inode = file->f_inode;

	inode->i_mtime = inode_set_ctime_current(inode);
	return 0;
}
EXPORT_SYMBOL(file_update_time);

/* The set-id bits that a change by someone without privilege takes away. */
static umode_t ids_to_drop(const struct inode *inode)
{
	umode_t drop = inode->i_mode & S_ISUID;

	if (inode->i_mode & S_ISGID && inode->i_mode & S_IXGRP)
		drop |= S_ISGID;
	return S_ISREG(inode->i_mode) && drop && !capable(CAP_FSETID) ? drop :
									0;
}

int file_modified(struct file *file)
{
	struct inode *inode = file->f_inode;

	if (inode->i_mode & (S_ISUID | S_ISGID))
		inode->i_mode &= ~ids_to_drop(inode);
	return file_update_time(file);
}
EXPORT_SYMBOL(file_modified);

/* --- Permissions. */

int generic_permission(struct mnt_idmap *idmap, struct inode *inode, int mask)
{
	umode_t mode = inode->i_mode;

	mask &= MAY_READ | MAY_WRITE | MAY_EXEC;
	if (uid_eq(inode->i_uid, current_cred()->fsuid))
		mode >>= 6;
	else if (mode >> 3 != mode && in_group_p(inode->i_gid))
		mode >>= 3;
	if (!(mask & ~mode & 7))
		return 0;
	if (S_ISDIR(inode->i_mode)) {
		if (!(mask & MAY_WRITE) && capable(CAP_DAC_READ_SEARCH))
			return 0;
		return capable(CAP_DAC_OVERRIDE) ? 0 : -EACCES;
	}
	if (mask == MAY_READ && capable(CAP_DAC_READ_SEARCH))
		return 0;
	/* A file that nobody may execute is no program to root either. */
	if ((!(mask & MAY_EXEC) || inode->i_mode & S_IXUGO) &&
	    capable(CAP_DAC_OVERRIDE))
		return 0;
	return -EACCES;
}
EXPORT_SYMBOL(generic_permission);

int inode_permission(struct inode *inode, int mask)
{
	if (mask & MAY_WRITE && sb_rdonly(inode->i_sb) &&
	    (S_ISREG(inode->i_mode) || S_ISDIR(inode->i_mode) ||
	     S_ISLNK(inode->i_mode)))
		return -EROFS;
	if (inode->i_op->permission)
		return inode->i_op->permission(&nop_mnt_idmap, inode, mask);
	return generic_permission(&nop_mnt_idmap, inode, mask);
}
EXPORT_SYMBOL(inode_permission);

bool inode_owner_or_capable(struct mnt_idmap *idmap, const struct inode *inode)
{
	return uid_eq(inode->i_uid, current_cred()->fsuid) ||
	       capable(CAP_FOWNER);
}
EXPORT_SYMBOL(inode_owner_or_capable);

/* --- Attributes. */

static bool may_chown(const struct inode *inode, kuid_t uid)
{
	return (uid_eq(inode->i_uid, current_cred()->fsuid) &&
		uid_eq(uid, inode->i_uid)) ||
	       capable(CAP_CHOWN);
}

static bool may_chgrp(const struct inode *inode, kgid_t gid)
{
	return (uid_eq(inode->i_uid, current_cred()->fsuid) &&
		(in_group_p(gid) || gid_eq(gid, inode->i_gid))) ||
	       capable(CAP_CHOWN);
}

int setattr_prepare(struct mnt_idmap *idmap, struct dentry *dentry,
		    struct iattr *attr)
{
	struct inode *inode = dentry->d_inode;
	unsigned int valid = attr->ia_valid;

	if (valid & ATTR_SIZE && attr->ia_size > inode->i_sb->s_maxbytes)
		return -EFBIG;
	if (valid & ATTR_FORCE)
		return 0;
	if (valid & ATTR_UID && !may_chown(inode, attr->ia_uid))
		return -EPERM;
	if (valid & ATTR_GID && !may_chgrp(inode, attr->ia_gid))
		return -EPERM;
	if (valid & ATTR_MODE) {
		kgid_t gid = valid & ATTR_GID ? attr->ia_gid : inode->i_gid;

		if (!inode_owner_or_capable(idmap, inode))
			return -EPERM;
		if (!in_group_p(gid) && !capable(CAP_FSETID))
			attr->ia_mode &= ~S_ISGID;
	}
	if (valid & (ATTR_ATIME_SET | ATTR_MTIME_SET) &&
	    !inode_owner_or_capable(idmap, inode))
		return -EPERM;
	return 0;
}
EXPORT_SYMBOL(setattr_prepare);

void setattr_copy(struct mnt_idmap *idmap, struct inode *inode,
		  const struct iattr *attr)
{
	if (attr->ia_valid & ATTR_UID)
		inode->i_uid = attr->ia_uid;
	if (attr->ia_valid & ATTR_GID)
		inode->i_gid = attr->ia_gid;
	if (attr->ia_valid & ATTR_ATIME)
		inode->i_atime = attr->ia_atime;
	if (attr->ia_valid & ATTR_MTIME)
		inode->i_mtime = attr->ia_mtime;
	if (attr->ia_valid & ATTR_CTIME)
		inode->i_ctime = attr->ia_ctime;
	if (attr->ia_valid & ATTR_MODE)
		inode->i_mode = attr->ia_mode;
}
EXPORT_SYMBOL(setattr_copy);

int notify_change(struct mnt_idmap *idmap, struct dentry *dentry,
		  struct iattr *attr, struct inode **delegated)
{
	struct inode *inode = dentry->d_inode;
	int err;

	attr->ia_ctime = current_time(inode);
	if (!(attr->ia_valid & ATTR_ATIME_SET))
		attr->ia_atime = attr->ia_ctime;
	if (!(attr->ia_valid & ATTR_MTIME_SET))
		attr->ia_mtime = attr->ia_ctime;
	attr->ia_valid |= ATTR_CTIME;
	if (attr->ia_valid & ATTR_TOUCH) {
		err = inode_owner_or_capable(idmap, inode) ?
			      0 :
			      inode_permission(inode, MAY_WRITE);
		if (err)
			return err;
	}
	if (inode->i_op->setattr)
		return inode->i_op->setattr(idmap, dentry, attr);
	return simple_setattr(idmap, dentry, attr);
}
EXPORT_SYMBOL(notify_change);

void generic_fillattr(struct mnt_idmap *idmap, u32 mask, struct inode *inode,
		      struct kstat *stat)
{
	stat->dev = inode->i_sb->s_dev;
	stat->ino = inode->i_ino;
	stat->mode = inode->i_mode;
	stat->nlink = inode->i_nlink;
	stat->uid = inode->i_uid;
	stat->gid = inode->i_gid;
	stat->rdev = inode->i_rdev;
	stat->size = inode->i_size;
	stat->atime = inode->i_atime;
	stat->mtime = inode->i_mtime;
	stat->ctime = inode->i_ctime;
	stat->blksize = PAGE_SIZE;
}
EXPORT_SYMBOL(generic_fillattr);

int vfs_getattr(const struct path *path, struct kstat *stat, u32 mask,
		unsigned int flags)
{
	struct inode *inode = path->dentry->d_inode;

	memset(stat, 0, sizeof(*stat));
	stat->result_mask = 0x7ff; /* STATX_BASIC_STATS */
	if (inode->i_op->getattr)
		return inode->i_op->getattr(&nop_mnt_idmap, path, stat, mask,
					    flags);
	generic_fillattr(&nop_mnt_idmap, mask, inode, stat);
	return 0;
}
EXPORT_SYMBOL(vfs_getattr);
