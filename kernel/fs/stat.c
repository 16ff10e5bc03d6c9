/* SPDX-License-Identifier: MIT */
/*
 * What a file is like, in the forms that i386 has known: stat(2), statx(2),
 * statfs(2), readlink(2). Each form says EOVERFLOW where a value does not fit.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "internal.h"

/* The oldest: 16 bits for ids, no nanoseconds. */
struct old_stat {
	u16 st_dev, st_ino, st_mode, st_nlink, st_uid, st_gid, st_rdev;
	u32 st_size, st_atime, st_mtime, st_ctime;
};

struct stat {
	u32 st_dev, st_ino;
	u16 st_mode, st_nlink, st_uid, st_gid;
	u32 st_rdev, st_size, st_blksize, st_blocks;
	u32 st_atime, st_atime_nsec;
	u32 st_mtime, st_mtime_nsec;
	u32 st_ctime, st_ctime_nsec;
	u32 unused[2];
};

struct stat64 {
	u64 st_dev;
	u32 pad0, __st_ino;
	u32 st_mode, st_nlink, st_uid, st_gid;
	u64 st_rdev;
	u32 pad3;
	s64 st_size;
	u32 st_blksize;
	u64 st_blocks;
	u32 st_atime, st_atime_nsec;
	u32 st_mtime, st_mtime_nsec;
	u32 st_ctime, st_ctime_nsec;
	u64 st_ino;
} __packed;

struct statx_time {
	s64 tv_sec;
	u32 tv_nsec;
	s32 reserved;
};

struct statx {
	u32 stx_mask, stx_blksize;
	u64 stx_attributes;
	u32 stx_nlink, stx_uid, stx_gid;
	u16 stx_mode, spare0;
	u64 stx_ino, stx_size, stx_blocks, stx_attributes_mask;
	struct statx_time stx_atime, stx_btime, stx_ctime, stx_mtime;
	u32 stx_rdev_major, stx_rdev_minor, stx_dev_major, stx_dev_minor;
	u64 stx_mnt_id;
	u32 stx_dio_mem_align, stx_dio_offset_align;
	u64 spare3[12];
};

#define STATX_MNT_ID 0x1000u
#define STATX_RESERVED 0x80000000u
#define STATX_ATTR_MOUNT_ROOT 0x2000u
#define AT_STATX_SYNC_TYPE 0x6000

/* --- Finding the file. */

static int stat_path(int dfd, const char __user *name, unsigned int flags,
		     struct kstat *stat)
{
	struct path path;
	int err = user_path_at(dfd, name, flags, &path);

	if (err)
		return err;
	err = vfs_getattr(&path, stat, 0, 0);
	path_put(&path);
	return err;
}

static int stat_fd(unsigned int fd, struct kstat *stat)
{
	struct file *file __free(fput) = fget_raw(fd);

	return file ? vfs_getattr(&file->f_path, stat, 0, 0) : -EBADF;
}

/* --- The forms. */

static int put_stat(const struct kstat *k, struct stat __user *buf)
{
	struct stat s = {
		.st_dev = new_encode_dev(k->dev),
		.st_ino = k->ino,
		.st_mode = k->mode,
		.st_nlink = k->nlink,
		.st_uid = min(k->uid.val, 0xfffeu),
		.st_gid = min(k->gid.val, 0xfffeu),
		.st_rdev = new_encode_dev(k->rdev),
		.st_size = k->size,
		.st_blksize = k->blksize,
		.st_blocks = k->blocks,
		.st_atime = k->atime.tv_sec,
		.st_atime_nsec = k->atime.tv_nsec,
		.st_mtime = k->mtime.tv_sec,
		.st_mtime_nsec = k->mtime.tv_nsec,
		.st_ctime = k->ctime.tv_sec,
		.st_ctime_nsec = k->ctime.tv_nsec,
	};

	if (s.st_ino != k->ino || s.st_nlink != k->nlink ||
	    k->size > MAX_NON_LFS)
		return -EOVERFLOW;
	return copy_to_user(buf, &s, sizeof(s)) ? -EFAULT : 0;
}

static int put_stat64(const struct kstat *k, struct stat64 __user *buf)
{
	struct stat64 s = {
		.st_dev = new_encode_dev(k->dev),
		.__st_ino = k->ino,
		.st_mode = k->mode,
		.st_nlink = k->nlink,
		.st_uid = k->uid.val,
		.st_gid = k->gid.val,
		.st_rdev = new_encode_dev(k->rdev),
		.st_size = k->size,
		.st_blksize = k->blksize,
		.st_blocks = k->blocks,
		.st_atime = k->atime.tv_sec,
		.st_atime_nsec = k->atime.tv_nsec,
		.st_mtime = k->mtime.tv_sec,
		.st_mtime_nsec = k->mtime.tv_nsec,
		.st_ctime = k->ctime.tv_sec,
		.st_ctime_nsec = k->ctime.tv_nsec,
		.st_ino = k->ino,
	};

	return copy_to_user(buf, &s, sizeof(s)) ? -EFAULT : 0;
}

static int put_old_stat(const struct kstat *k, struct old_stat __user *buf)
{
	struct old_stat s = {
		.st_dev = new_encode_dev(k->dev),
		.st_ino = k->ino,
		.st_mode = k->mode,
		.st_nlink = k->nlink,
		.st_uid = min(k->uid.val, 0xfffeu),
		.st_gid = min(k->gid.val, 0xfffeu),
		.st_rdev = new_encode_dev(k->rdev),
		.st_size = k->size,
		.st_atime = k->atime.tv_sec,
		.st_mtime = k->mtime.tv_sec,
		.st_ctime = k->ctime.tv_sec,
	};

	if (s.st_ino != k->ino || s.st_nlink != k->nlink ||
	    k->size > MAX_NON_LFS)
		return -EOVERFLOW;
	return copy_to_user(buf, &s, sizeof(s)) ? -EFAULT : 0;
}

#define STAT_FAMILY(name, lname, fname, type, put)                            \
	SYSCALL_DEFINE2(name, const char __user *, path, type __user *, buf)  \
	{                                                                     \
		struct kstat stat;                                            \
		int err = stat_path(AT_FDCWD, path, LOOKUP_FOLLOW, &stat);    \
		return err ? err : put(&stat, buf);                           \
	}                                                                     \
	SYSCALL_DEFINE2(lname, const char __user *, path, type __user *, buf) \
	{                                                                     \
		struct kstat stat;                                            \
		int err = stat_path(AT_FDCWD, path, 0, &stat);                \
		return err ? err : put(&stat, buf);                           \
	}                                                                     \
	SYSCALL_DEFINE2(fname, unsigned int, fd, type __user *, buf)          \
	{                                                                     \
		struct kstat stat;                                            \
		int err = stat_fd(fd, &stat);                                 \
		return err ? err : put(&stat, buf);                           \
	}

STAT_FAMILY(oldstat, oldlstat, oldfstat, struct old_stat, put_old_stat)
STAT_FAMILY(stat, lstat, fstat, struct stat, put_stat)
STAT_FAMILY(stat64, lstat64, fstat64, struct stat64, put_stat64)

SYSCALL_DEFINE4(fstatat64, int, dfd, const char __user *, name,
		struct stat64 __user *, buf, int, flags)
{
	struct kstat stat;
	int err;

	if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH))
		return -EINVAL;
	err = stat_path(dfd, name,
			(flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP_FOLLOW) |
				(flags & AT_EMPTY_PATH ? LOOKUP_EMPTY : 0),
			&stat);
	return err ? err : put_stat64(&stat, buf);
}

static struct statx_time statx_time(const struct timespec64 *ts)
{
	return (struct statx_time){ .tv_sec = ts->tv_sec,
				    .tv_nsec = ts->tv_nsec };
}

static int do_statx(const struct path *path, struct statx __user *buf)
{
	struct statx s = { .stx_attributes_mask = STATX_ATTR_MOUNT_ROOT };
	struct kstat k;
	int err = vfs_getattr(path, &k, 0, 0);

	if (err)
		return err;
	s.stx_mask = k.result_mask | STATX_MNT_ID;
	s.stx_blksize = k.blksize;
	s.stx_nlink = k.nlink;
	s.stx_uid = k.uid.val;
	s.stx_gid = k.gid.val;
	s.stx_mode = k.mode;
	s.stx_ino = k.ino;
	s.stx_size = k.size;
	s.stx_blocks = k.blocks;
	s.stx_atime = statx_time(&k.atime);
	s.stx_mtime = statx_time(&k.mtime);
	s.stx_ctime = statx_time(&k.ctime);
	s.stx_rdev_major = MAJOR(k.rdev);
	s.stx_rdev_minor = MINOR(k.rdev);
	s.stx_dev_major = MAJOR(k.dev);
	s.stx_dev_minor = MINOR(k.dev);
	s.stx_mnt_id = path->mnt->mnt_id;
	if (path->dentry == path->mnt->mnt_root)
		s.stx_attributes = STATX_ATTR_MOUNT_ROOT;
	return copy_to_user(buf, &s, sizeof(s)) ? -EFAULT : 0;
}

SYSCALL_DEFINE5(statx, int, dfd, const char __user *, name, unsigned int, flags,
		unsigned int, mask, struct statx __user *, buf)
{
	struct path path;
	int err;

	if (mask & STATX_RESERVED ||
	    (flags & AT_STATX_SYNC_TYPE) == AT_STATX_SYNC_TYPE ||
	    flags & ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH |
		      AT_STATX_SYNC_TYPE))
		return -EINVAL;
	err = user_path_at(dfd, name,
			   (flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP_FOLLOW) |
				   (flags & AT_EMPTY_PATH ? LOOKUP_EMPTY : 0),
			   &path);
	if (err)
		return err;
	err = do_statx(&path, buf);
	path_put(&path);
	return err;
}

/* --- File systems. */

struct statfs {
	u32 f_type, f_bsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree;
	u32 f_fsid[2];
	u32 f_namelen, f_frsize, f_flags, f_spare[4];
};

struct statfs64 {
	u32 f_type, f_bsize;
	u64 f_blocks, f_bfree, f_bavail, f_files, f_ffree;
	u32 f_fsid[2];
	u32 f_namelen, f_frsize, f_flags, f_spare[4];
} __packed;

#define ST_VALID 0x20
#define ST_RDONLY 1
#define ST_NOSUID 2
#define ST_NODEV 4
#define ST_NOEXEC 8
#define ST_NOATIME 0x400
#define ST_NODIRATIME 0x800
#define ST_RELATIME 0x1000

static u32 statfs_flags(struct vfsmount *mnt)
{
	static const u16 map[][2] = {
		{ MNT_NOSUID, ST_NOSUID },
		{ MNT_NODEV, ST_NODEV },
		{ MNT_NOEXEC, ST_NOEXEC },
		{ MNT_NOATIME, ST_NOATIME },
		{ MNT_NODIRATIME, ST_NODIRATIME },
		{ MNT_RELATIME, ST_RELATIME },
	};
	u32 flags = ST_VALID;

	for (u32 i = 0; i < ARRAY_SIZE(map); i++)
		if (mnt->mnt_flags & map[i][0])
			flags |= map[i][1];
	return flags | (mnt_want_write(mnt) ? ST_RDONLY : 0);
}

static int vfs_statfs(const struct path *path, struct kstatfs *k)
{
	const struct super_operations *ops = path->dentry->d_sb->s_op;
	int err;

	memset(k, 0, sizeof(*k));
	if (!ops->statfs)
		return -ENOSYS;
	err = ops->statfs(path->dentry, k);
	if (!k->f_frsize)
		k->f_frsize = k->f_bsize;
	k->f_flags = statfs_flags(path->mnt);
	return err;
}

static int statfs_name(const char __user *name, struct kstatfs *k)
{
	struct path path;
	int err = user_path_at(AT_FDCWD, name, LOOKUP_FOLLOW, &path);

	if (err)
		return err;
	err = vfs_statfs(&path, k);
	path_put(&path);
	return err;
}

static int statfs_fd(unsigned int fd, struct kstatfs *k)
{
	struct file *file __free(fput) = fget_raw(fd);

	return file ? vfs_statfs(&file->f_path, k) : -EBADF;
}

static int put_statfs(const struct kstatfs *k, void __user *buf)
{
	struct statfs s = {
		.f_type = k->f_type,
		.f_bsize = k->f_bsize,
		.f_blocks = k->f_blocks,
		.f_bfree = k->f_bfree,
		.f_bavail = k->f_bavail,
		.f_files = k->f_files,
		.f_ffree = k->f_ffree,
		.f_namelen = k->f_namelen,
		.f_frsize = k->f_frsize,
		.f_flags = k->f_flags,
	};

	if (s.f_blocks != k->f_blocks || s.f_files != k->f_files)
		return -EOVERFLOW;
	return copy_to_user(buf, &s, sizeof(s)) ? -EFAULT : 0;
}

static int put_statfs64(const struct kstatfs *k, void __user *buf)
{
	struct statfs64 s = {
		.f_type = k->f_type,
		.f_bsize = k->f_bsize,
		.f_blocks = k->f_blocks,
		.f_bfree = k->f_bfree,
		.f_bavail = k->f_bavail,
		.f_files = k->f_files,
		.f_ffree = k->f_ffree,
		.f_namelen = k->f_namelen,
		.f_frsize = k->f_frsize,
		.f_flags = k->f_flags,
	};

	return copy_to_user(buf, &s, sizeof(s)) ? -EFAULT : 0;
}

SYSCALL_DEFINE2(statfs, const char __user *, name, void __user *, buf)
{
	struct kstatfs k;
	int err = statfs_name(name, &k);

	return err ? err : put_statfs(&k, buf);
}

SYSCALL_DEFINE2(fstatfs, unsigned int, fd, void __user *, buf)
{
	struct kstatfs k;
	int err = statfs_fd(fd, &k);

	return err ? err : put_statfs(&k, buf);
}

SYSCALL_DEFINE3(statfs64, const char __user *, name, size_t, size,
		void __user *, buf)
{
	struct kstatfs k;
	int err;

	if (size != sizeof(struct statfs64))
		return -EINVAL;
	err = statfs_name(name, &k);
	return err ? err : put_statfs64(&k, buf);
}

SYSCALL_DEFINE3(fstatfs64, unsigned int, fd, size_t, size, void __user *, buf)
{
	struct kstatfs k;
	int err;

	if (size != sizeof(struct statfs64))
		return -EINVAL;
	err = statfs_fd(fd, &k);
	return err ? err : put_statfs64(&k, buf);
}

/* --- Symbolic links. */

static long read_link(const struct path *path, char __user *buf, int size)
{
	struct inode *inode = path->dentry->d_inode;
	struct delayed_call done = { 0 };
	const char *text = inode->i_link;
	long len;

	touch_atime(path);
	if (inode->i_op->readlink)
		return inode->i_op->readlink(path->dentry, buf, size);
	if (!text)
		text = inode->i_op->get_link(path->dentry, inode, &done);
	if (IS_ERR(text))
		return PTR_ERR(text);
	len = min_t(long, strlen(text), size);
	if (copy_to_user(buf, text, len))
		len = -EFAULT;
	if (done.fn)
		done.fn(done.arg);
	return len;
}

static long do_readlinkat(int dfd, const char __user *name, char __user *buf,
			  int size)
{
	struct inode *inode;
	struct path path;
	long len;

	if (size <= 0)
		return -EINVAL;
	len = user_path_at(dfd, name, LOOKUP_EMPTY, &path);
	if (len)
		return len;
	inode = path.dentry->d_inode;
	len = -EINVAL;
	if (inode->i_link || inode->i_op->get_link || inode->i_op->readlink)
		len = read_link(&path, buf, size);
	path_put(&path);
	return len;
}

SYSCALL_DEFINE4(readlinkat, int, dfd, const char __user *, name, char __user *,
		buf, int, size)
{
	return do_readlinkat(dfd, name, buf, size);
}

SYSCALL_DEFINE3(readlink, const char __user *, name, char __user *, buf, int,
		size)
{
	return do_readlinkat(AT_FDCWD, name, buf, size);
}
