/* SPDX-License-Identifier: MIT */
/* ioctl(2): what every file knows; the rest is the file's own. */
#include <linux/fdtable.h>
#include <linux/ioctl.h>
#include <linux/kernel.h>
#include <linux/syscalls.h>
#include <linux/termios.h>

#include "internal.h"

static long set_flag(struct file *file, unsigned int flag, int __user *arg)
{
	int on;

	if (get_user(on, arg))
		return -EFAULT;
	if (on)
		file->f_flags |= flag;
	else
		file->f_flags &= ~flag;
	return 0;
}

static int set_async(unsigned int fd, struct file *file, int __user *arg)
{
	int on;

	return get_user(on, arg) ? -EFAULT : set_fasync(fd, file, on);
}

long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	long ret = -ENOTTY;

	if (file->f_op->unlocked_ioctl)
		ret = file->f_op->unlocked_ioctl(file, cmd, arg);
	return ret == -ENOIOCTLCMD ? -ENOTTY : ret;
}

static long do_ioctl(struct file *file, unsigned int fd, unsigned int cmd,
		     unsigned long arg)
{
	struct inode *inode = file->f_inode;

	switch (cmd) {
	case FIOCLEX:
	case FIONCLEX:
		set_close_on_exec(fd, cmd == FIOCLEX);
		return 0;
	case FIONBIO:
		return set_flag(file, O_NONBLOCK, (int __user *)arg);
	case FIOASYNC:
		return set_async(fd, file, (int __user *)arg);
	case FIGETBSZ:
		if (!inode->i_sb->s_blocksize)
			return -EINVAL;
		return put_user((int)inode->i_sb->s_blocksize,
				(int __user *)arg);
	case FIONREAD:
		if (S_ISREG(inode->i_mode))
			return put_user((int)(inode->i_size - file->f_pos),
					(int __user *)arg);
		break;
	}
	return vfs_ioctl(file, cmd, arg);
}

SYSCALL_DEFINE3(ioctl, unsigned int, fd, unsigned int, cmd, unsigned long, arg)
{
	struct file *file __free(fput) = fget(fd);

	return file ? do_ioctl(file, fd, cmd, arg) : -EBADF;
}
