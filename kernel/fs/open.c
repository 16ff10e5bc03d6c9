/* SPDX-License-Identifier: MIT */
/*
 * The system calls that open files, and those that change what a name's file
 * is like: size, mode, owner, times; where a task is; and access(2).
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/syscalls.h>

#include "internal.h"

#define VALID_OPEN_FLAGS                                                      \
	(O_ACCMODE | O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_APPEND |       \
	 O_NONBLOCK | O_SYNC | FASYNC | O_DIRECT | O_LARGEFILE | O_NOFOLLOW | \
	 O_NOATIME | O_CLOEXEC | O_PATH | O_TMPFILE)
#define O_PATH_FLAGS (O_DIRECTORY | O_NOFOLLOW | O_PATH | O_CLOEXEC)

#define UTIME_NOW ((1l << 30) - 1)
#define UTIME_OMIT ((1l << 30) - 2)

/* --- Opening. */

/* What @flags ask to do with the file, as MAY_ bits. */
static int acc_mode_of(int flags)
{
	static const u8 modes[] = { MAY_READ, MAY_WRITE, MAY_READ | MAY_WRITE,
				    MAY_READ | MAY_WRITE };

	return modes[flags & O_ACCMODE] | (flags & O_TRUNC ? MAY_WRITE : 0);
}

/* Flags that mean something together: 0, or -EINVAL. */
static int check_flags(int flags)
{
	if ((flags & O_TMPFILE) == O_TMPFILE) {
		if (!(acc_mode_of(flags) & MAY_WRITE) || flags & O_CREAT)
			return -EINVAL;
	} else if ((flags & (O_DIRECTORY | O_CREAT)) ==
		   (O_DIRECTORY | O_CREAT)) {
		return -EINVAL;
	}
	return 0;
}

static struct file *open_path(int dfd, const char *name, int flags,
			      umode_t mode)
{
	int err;

	flags &= VALID_OPEN_FLAGS;
	/* One bit of it alone means nothing to us, as to old kernels. */
	if ((flags & O_TMPFILE) != O_TMPFILE)
		flags &= ~(O_TMPFILE & ~O_DIRECTORY);
	if (flags & O_PATH)
		flags &= O_PATH_FLAGS;
	err = check_flags(flags);
	if (err)
		return ERR_PTR(err);
	return do_filp_open(dfd, name, flags & ~O_CLOEXEC, mode & S_IALLUGO,
			    flags & O_PATH ? 0 : acc_mode_of(flags), 0);
}

struct file *filp_open(const char *path, int flags, umode_t mode)
{
	return open_path(AT_FDCWD, path, flags, mode);
}
EXPORT_SYMBOL(filp_open);

static long do_sys_open(int dfd, const char __user *name, int flags,
			umode_t mode)
{
	struct filename *f __free(putname) = getname(name);
	struct file *file;
	int fd;

	if (IS_ERR(f))
		return PTR_ERR(f);
	fd = get_unused_fd_flags(flags);
	if (fd < 0)
		return fd;
	file = open_path(dfd, f->name, flags, mode);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	fd_install(fd, file);
	return fd;
}

SYSCALL_DEFINE4(openat, int, dfd, const char __user *, name, int, flags,
		umode_t, mode)
{
	return do_sys_open(dfd, name, flags, mode);
}

SYSCALL_DEFINE3(open, const char __user *, name, int, flags, umode_t, mode)
{
	return do_sys_open(AT_FDCWD, name, flags, mode);
}

SYSCALL_DEFINE2(creat, const char __user *, name, umode_t, mode)
{
	return do_sys_open(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

struct file *do_open_execat(int dfd, const char *name, int flags)
{
	unsigned int how = flags & AT_EMPTY_PATH ? LOOKUP_EMPTY : 0;
	int open_flags = O_LARGEFILE | O_RDONLY;
	struct file *file __free(fput) = NULL;
	int err;

	if (flags & ~(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW))
		return ERR_PTR(-EINVAL);
	if (flags & AT_SYMLINK_NOFOLLOW)
		open_flags |= O_NOFOLLOW;
	file = do_filp_open(dfd, name, open_flags, 0, MAY_EXEC, how);
	if (IS_ERR(file))
		return file;
	err = S_ISREG(file->f_inode->i_mode) ? deny_write_access(file) :
					       -EACCES;
	return err ? ERR_PTR(err) : no_free_ptr(file);
}

struct file *open_exec(const char *name)
{
	return do_open_execat(AT_FDCWD, name, 0);
}

/* --- Size. */

int do_truncate(struct dentry *dentry, loff_t length, struct file *file)
{
	struct inode *inode = dentry->d_inode;
	struct iattr attr = {
		.ia_valid = ATTR_SIZE | ATTR_MTIME | ATTR_FORCE,
		.ia_size = length,
		.ia_file = file,
	};
	unsigned long limit = rlimit(RLIMIT_FSIZE);
	int err;

	if (length < 0)
		return -EINVAL;
	if (length > inode->i_size && limit != RLIM_INFINITY &&
	    length > limit) {
		send_sig(SIGXFSZ, current, 0);
		return -EFBIG;
	}
	err = get_write_access(inode);
	if (err)
		return err;
	if (inode->i_mode & (S_ISUID | S_ISGID) && !capable(CAP_FSETID)) {
		attr.ia_valid |= ATTR_MODE;
		attr.ia_mode = inode->i_mode & ~S_ISUID;
		if (inode->i_mode & S_IXGRP)
			attr.ia_mode &= ~S_ISGID;
	}
	err = notify_change(&nop_mnt_idmap, dentry, &attr, NULL);
	put_write_access(inode);
	return err;
}

static long truncate_path(const char __user *name, loff_t length)
{
	struct inode *inode;
	struct path path;
	int err;

	if (length < 0)
		return -EINVAL;
	err = user_path_at(AT_FDCWD, name, LOOKUP_FOLLOW, &path);
	if (err)
		return err;
	inode = path.dentry->d_inode;
	if (S_ISDIR(inode->i_mode))
		err = -EISDIR;
	else if (!S_ISREG(inode->i_mode))
		err = -EINVAL;
	else
		err = mnt_want_write(path.mnt);
	if (!err)
		err = inode_permission(inode, MAY_WRITE);
	if (!err)
		err = do_truncate(path.dentry, length, NULL);
	path_put(&path);
	return err;
}

static long truncate_fd(unsigned int fd, loff_t length, bool small)
{
	struct file *file __free(fput) = fget(fd);

	if (length < 0)
		return -EINVAL;
	if (!file)
		return -EBADF;
	if (file->f_flags & O_LARGEFILE)
		small = false;
	if (!S_ISREG(file->f_inode->i_mode) || !(file->f_mode & FMODE_WRITE) ||
	    (small && length > MAX_NON_LFS))
		return -EINVAL;
	return do_truncate(file->f_path.dentry, length, file);
}

SYSCALL_DEFINE2(truncate, const char __user *, name, long, length)
{
	return truncate_path(name, length);
}

SYSCALL_DEFINE2(ftruncate, unsigned int, fd, long, length)
{
	return truncate_fd(fd, length, true);
}

static loff_t loff(u32 low, u32 high)
{
	return (loff_t)((u64)high << 32 | low);
}

SYSCALL_DEFINE3(truncate64, const char __user *, name, u32, low, u32, high)
{
	return truncate_path(name, loff(low, high));
}

SYSCALL_DEFINE3(ftruncate64, unsigned int, fd, u32, low, u32, high)
{
	return truncate_fd(fd, loff(low, high), false);
}

static long do_fallocate(struct file *file, int mode, loff_t offset, loff_t len)
{
	struct inode *inode = file->f_inode;
	loff_t end;

	if (offset < 0 || len <= 0)
		return -EINVAL;
	if (!(file->f_mode & FMODE_WRITE))
		return -EBADF;
	if (S_ISFIFO(inode->i_mode))
		return -ESPIPE;
	if (S_ISDIR(inode->i_mode))
		return -EISDIR;
	if (!S_ISREG(inode->i_mode))
		return -ENODEV;
	if (__builtin_add_overflow(offset, len, &end) ||
	    end > inode->i_sb->s_maxbytes)
		return -EFBIG;
	if (!file->f_op->fallocate)
		return -EOPNOTSUPP;
	return file->f_op->fallocate(file, mode, offset, len);
}

SYSCALL_DEFINE6(fallocate, int, fd, int, mode, u32, off_low, u32, off_high, u32,
		len_low, u32, len_high)
{
	struct file *file __free(fput) = fget(fd);

	return file ? do_fallocate(file, mode, loff(off_low, off_high),
				   loff(len_low, len_high)) :
		      -EBADF;
}

/* --- Mode, owner. */

static int chmod_path(const struct path *path, umode_t mode)
{
	struct inode *inode = path->dentry->d_inode;
	struct iattr attr = {
		.ia_valid = ATTR_MODE,
		.ia_mode = (mode & S_IALLUGO) | (inode->i_mode & S_IFMT),
	};
	int err = mnt_want_write(path->mnt);

	if (!err && S_ISLNK(inode->i_mode))
		err = -EOPNOTSUPP;
	return err ? err :
		     notify_change(&nop_mnt_idmap, path->dentry, &attr, NULL);
}

static int chown_path(const struct path *path, uid_t user, gid_t group)
{
	struct inode *inode = path->dentry->d_inode;
	struct iattr attr = { .ia_valid = 0 };
	int err = mnt_want_write(path->mnt);

	if (err)
		return err;
	if (user != (uid_t)-1) {
		attr.ia_valid |= ATTR_UID;
		attr.ia_uid = KUIDT_INIT(user);
	}
	if (group != (gid_t)-1) {
		attr.ia_valid |= ATTR_GID;
		attr.ia_gid = KGIDT_INIT(group);
	}
	err = setattr_prepare(&nop_mnt_idmap, path->dentry, &attr);
	if (err)
		return err;
	if (!S_ISDIR(inode->i_mode) && inode->i_mode & (S_ISUID | S_ISGID)) {
		attr.ia_valid |= ATTR_MODE | ATTR_FORCE;
		attr.ia_mode = inode->i_mode & ~S_ISUID;
		if (inode->i_mode & S_IXGRP)
			attr.ia_mode &= ~S_ISGID;
	}
	return notify_change(&nop_mnt_idmap, path->dentry, &attr, NULL);
}

static unsigned int lookup_flags(int flags)
{
	return (flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP_FOLLOW) |
	       (flags & AT_EMPTY_PATH ? LOOKUP_EMPTY : 0);
}

static long chmod_at(int dfd, const char __user *name, umode_t mode, int flags)
{
	struct path path;
	int err;

	if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	err = user_path_at(dfd, name, lookup_flags(flags), &path);
	if (err)
		return err;
	err = chmod_path(&path, mode);
	path_put(&path);
	return err;
}

SYSCALL_DEFINE3(fchmodat, int, dfd, const char __user *, name, umode_t, mode)
{
	return chmod_at(dfd, name, mode, 0);
}

SYSCALL_DEFINE4(fchmodat2, int, dfd, const char __user *, name, umode_t, mode,
		int, flags)
{
	return chmod_at(dfd, name, mode, flags);
}

SYSCALL_DEFINE2(chmod, const char __user *, name, umode_t, mode)
{
	return chmod_at(AT_FDCWD, name, mode, 0);
}

SYSCALL_DEFINE2(fchmod, unsigned int, fd, umode_t, mode)
{
	struct file *file __free(fput) = fget(fd);

	return file ? chmod_path(&file->f_path, mode) : -EBADF;
}

static long chown_at(int dfd, const char __user *name, uid_t user, gid_t group,
		     int flags)
{
	struct path path;
	int err;

	if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	err = user_path_at(dfd, name, lookup_flags(flags), &path);
	if (err)
		return err;
	err = chown_path(&path, user, group);
	path_put(&path);
	return err;
}

SYSCALL_DEFINE5(fchownat, int, dfd, const char __user *, name, uid_t, user,
		gid_t, group, int, flags)
{
	return chown_at(dfd, name, user, group, flags);
}

SYSCALL_DEFINE3(chown, const char __user *, name, uid_t, user, gid_t, group)
{
	return chown_at(AT_FDCWD, name, user, group, 0);
}

SYSCALL_DEFINE3(lchown, const char __user *, name, uid_t, user, gid_t, group)
{
	return chown_at(AT_FDCWD, name, user, group, AT_SYMLINK_NOFOLLOW);
}

SYSCALL_DEFINE3(fchown, unsigned int, fd, uid_t, user, gid_t, group)
{
	struct file *file __free(fput) = fget(fd);

	return file ? chown_path(&file->f_path, user, group) : -EBADF;
}

/* --- Times. */

static bool valid_nsec(long nsec)
{
	return nsec == UTIME_NOW || nsec == UTIME_OMIT ||
	       (nsec >= 0 && nsec < NSEC_PER_SEC);
}

/* @times: of access and change; NULL: now. */
static int set_times(const struct path *path, const struct timespec64 *times)
{
	struct iattr attr = { .ia_valid = ATTR_ATIME | ATTR_MTIME };
	int err = mnt_want_write(path->mnt);

	if (err)
		return err;
	if (!times) {
		attr.ia_valid |= ATTR_TOUCH;
		return notify_change(&nop_mnt_idmap, path->dentry, &attr, NULL);
	}
	if (times[0].tv_nsec == UTIME_NOW && times[1].tv_nsec == UTIME_NOW)
		attr.ia_valid |= ATTR_TOUCH;
	if (times[0].tv_nsec == UTIME_OMIT)
		attr.ia_valid &= ~ATTR_ATIME;
	else if (times[0].tv_nsec != UTIME_NOW)
		attr.ia_valid |= ATTR_ATIME_SET;
	if (times[1].tv_nsec == UTIME_OMIT)
		attr.ia_valid &= ~ATTR_MTIME;
	else if (times[1].tv_nsec != UTIME_NOW)
		attr.ia_valid |= ATTR_MTIME_SET;
	/* One of them now and the other kept asks for more than a touch. */
	if (!(attr.ia_valid & (ATTR_ATIME_SET | ATTR_MTIME_SET | ATTR_TOUCH)) &&
	    !inode_owner_or_capable(&nop_mnt_idmap, path->dentry->d_inode))
		return -EPERM;
	attr.ia_atime = times[0];
	attr.ia_mtime = times[1];
	return notify_change(&nop_mnt_idmap, path->dentry, &attr, NULL);
}

static long do_utimes(int dfd, const char __user *name,
		      const struct timespec64 *times, int flags)
{
	struct path path;
	int err;

	if (times &&
	    (!valid_nsec(times[0].tv_nsec) || !valid_nsec(times[1].tv_nsec)))
		return -EINVAL;
	if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	if (times && times[0].tv_nsec == UTIME_OMIT &&
	    times[1].tv_nsec == UTIME_OMIT)
		return 0;
	if (!name && dfd != AT_FDCWD) {
		struct file *file __free(fput) = fget(dfd);

		if (flags)
			return -EINVAL;
		return file ? set_times(&file->f_path, times) : -EBADF;
	}
	err = user_path_at(dfd, name, lookup_flags(flags), &path);
	if (err)
		return err;
	err = set_times(&path, times);
	path_put(&path);
	return err;
}

SYSCALL_DEFINE4(utimensat_time64, int, dfd, const char __user *, name,
		const void __user *, times, int, flags)
{
	struct timespec64 t[2];

	if (times &&
	    (get_timespec64(&t[0], times) || get_timespec64(&t[1], times + 16)))
		return -EFAULT;
	return do_utimes(dfd, name, times ? t : NULL, flags);
}

SYSCALL_DEFINE4(utimensat, int, dfd, const char __user *, name,
		const void __user *, times, int, flags)
{
	struct timespec64 t[2];

	if (times && (get_old_timespec32(&t[0], times) ||
		      get_old_timespec32(&t[1], times + 8)))
		return -EFAULT;
	return do_utimes(dfd, name, times ? t : NULL, flags);
}

/* Of struct timeval, as utimes(2) has them. */
static long do_futimesat(int dfd, const char __user *name,
			 const s32 __user *times)
{
	struct timespec64 t[2];
	s32 tv[4];

	if (!times)
		return do_utimes(dfd, name, NULL, 0);
	if (copy_from_user(tv, times, sizeof(tv)))
		return -EFAULT;
	for (int i = 0; i < 2; i++) {
		if (tv[2 * i + 1] < 0 || tv[2 * i + 1] >= USEC_PER_SEC)
			return -EINVAL;
		t[i].tv_sec = tv[2 * i];
		t[i].tv_nsec = tv[2 * i + 1] * NSEC_PER_USEC;
	}
	return do_utimes(dfd, name, t, 0);
}

SYSCALL_DEFINE3(futimesat, int, dfd, const char __user *, name,
		const s32 __user *, times)
{
	return do_futimesat(dfd, name, times);
}

SYSCALL_DEFINE2(utimes, const char __user *, name, const s32 __user *, times)
{
	return do_futimesat(AT_FDCWD, name, times);
}

SYSCALL_DEFINE2(utime, const char __user *, name, const s32 __user *, times)
{
	struct timespec64 t[2] = { { 0 } };
	s32 seconds[2];

	if (!times)
		return do_utimes(AT_FDCWD, name, NULL, 0);
	if (copy_from_user(seconds, times, sizeof(seconds)))
		return -EFAULT;
	t[0].tv_sec = seconds[0];
	t[1].tv_sec = seconds[1];
	return do_utimes(AT_FDCWD, name, t, 0);
}

/* --- access(2): with the real ids, or with AT_EACCESS the effective ones. */

static int access_path(const struct path *path, int mode)
{
	struct inode *inode = path->dentry->d_inode;
	int err;

	if (mode & MAY_EXEC && S_ISREG(inode->i_mode) && path_noexec(path))
		return -EACCES;
	err = inode_permission(inode, mode);
	if (!err && mode & MAY_WRITE && !S_ISCHR(inode->i_mode) &&
	    !S_ISBLK(inode->i_mode) && !S_ISFIFO(inode->i_mode) &&
	    !S_ISSOCK(inode->i_mode))
		err = mnt_want_write(path->mnt);
	return err;
}

/* The credentials that access(2) asks about; NULL: no memory. */
static struct cred *real_creds(void)
{
	struct cred *cred = prepare_creds();

	if (!cred)
		return NULL;
	cred->fsuid = cred->uid;
	cred->fsgid = cred->gid;
	cred->cap_effective = cred->uid.val ? CAP_EMPTY_SET :
					      cred->cap_permitted;
	return cred;
}

static long do_faccessat(int dfd, const char __user *name, int mode, int flags)
{
	const struct cred *old = current->cred;
	struct cred *cred = NULL;
	struct path path;
	int err;

	if (mode & ~(MAY_READ | MAY_WRITE | MAY_EXEC) ||
	    flags & ~(AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	if (!(flags & AT_EACCESS)) {
		cred = real_creds();
		if (!cred)
			return -ENOMEM;
		current->cred = cred;
	}
	err = user_path_at(dfd, name, lookup_flags(flags), &path);
	if (!err) {
		err = access_path(&path, mode);
		path_put(&path);
	}
	current->cred = old;
	if (cred)
		abort_creds(cred);
	return err;
}

SYSCALL_DEFINE3(faccessat, int, dfd, const char __user *, name, int, mode)
{
	return do_faccessat(dfd, name, mode, 0);
}

SYSCALL_DEFINE4(faccessat2, int, dfd, const char __user *, name, int, mode, int,
		flags)
{
	return do_faccessat(dfd, name, mode, flags);
}

SYSCALL_DEFINE2(access, const char __user *, name, int, mode)
{
	return do_faccessat(AT_FDCWD, name, mode, 0);
}

/* --- Where a task is. */

/* Makes *@place, one of the task's, @path, whose references it takes. */
static void set_place(struct path *place, const struct path *path)
{
	struct path old = *place;

	*place = *path;
	path_put(&old);
}

SYSCALL_DEFINE1(chdir, const char __user *, name)
{
	struct path path;
	int err = user_path_at(AT_FDCWD, name, LOOKUP_FOLLOW | LOOKUP_DIRECTORY,
			       &path);

	if (err)
		return err;
	err = may_lookup(path.dentry->d_inode);
	if (err)
		path_put(&path);
	else
		set_place(&current->fs->pwd, &path);
	return err;
}

SYSCALL_DEFINE1(fchdir, unsigned int, fd)
{
	struct file *file __free(fput) = fget_raw(fd);
	int err = file ? may_lookup(file->f_inode) : -EBADF;

	if (err)
		return err;
	path_get(&file->f_path);
	set_place(&current->fs->pwd, &file->f_path);
	return 0;
}

SYSCALL_DEFINE1(chroot, const char __user *, name)
{
	struct path path;
	int err = user_path_at(AT_FDCWD, name, LOOKUP_FOLLOW | LOOKUP_DIRECTORY,
			       &path);

	if (err)
		return err;
	err = may_lookup(path.dentry->d_inode);
	if (!err && !capable(CAP_SYS_CHROOT))
		err = -EPERM;
	if (err)
		path_put(&path);
	else
		set_place(&current->fs->root, &path);
	return err;
}
