/* SPDX-License-Identifier: MIT */
/*
 * Modules as user space loads and unloads them: init_module(2),
 * finit_module(2), delete_module(2). It takes the file and the name over from
 * user space, once, and leaves all that follows to the loader.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/vmalloc.h>

#include "../module.h"

static bool may_change_modules(void)
{
	return capable(CAP_SYS_MODULE) && !modules_disabled;
}

static int load_copy(const void __user *umod, unsigned long len,
		     const char __user *uargs)
{
	void *file = vmalloc(len);
	int err;

	if (!file)
		return -ENOMEM;
	if (copy_from_user(file, umod, len))
		err = -EFAULT;
	else
		err = load_user_module(file, len, "init_module", uargs, 0);
	vfree(file);
	return err;
}

SYSCALL_DEFINE3(init_module, void __user *, umod, unsigned long, len,
		const char __user *, uargs)
{
	const void *file;
	int err;

	if (!may_change_modules())
		return -EPERM;
	if (len < sizeof(Elf32_Ehdr))
		return -ENOEXEC;
	file = user_snapshot(umod, len);
	if (!file)
		return load_copy(umod, len, uargs);
	err = load_user_module(file, len, "init_module", uargs, 0);
	user_snapshot_free(file);
	return err;
}

/* A copy of the whole of @file for vfree(): its size, or a negative errno. */
static ssize_t read_whole(struct file *file, void **copy)
{
	loff_t size = i_size_read(file_inode(file)), pos = 0;
	ssize_t n = 0;

	if (size <= 0)
		return -EINVAL;
	if (size > INT_MAX)
		return -EFBIG;
	*copy = vmalloc(size);
	if (!*copy)
		return -ENOMEM;
	while (pos < size) {
		n = kernel_read(file, *copy + pos, size - pos, &pos);
		if (n <= 0)
			break;
	}
	if (pos == size)
		return size;
	vfree(*copy);
	return n < 0 ? n : -EIO;
}

/* The same while nobody may write to it. */
static ssize_t read_module_file(struct file *file, void **copy)
{
	ssize_t size;

	if (!S_ISREG(file_inode(file)->i_mode))
		return -EINVAL;
	if (deny_write_access(file))
		return -ETXTBSY;
	size = read_whole(file, copy);
	allow_write_access(file);
	return size;
}

static int load_from(struct file *file, const char __user *uargs, int flags)
{
	ssize_t size;
	void *copy;
	int err;

	if (!(file->f_mode & FMODE_READ))
		return -EBADF;
	size = read_module_file(file, &copy);
	if (size < 0)
		return size;
	err = flags & MODULE_INIT_COMPRESSED_FILE ?
		      -EOPNOTSUPP :
		      load_user_module(copy, size,
				       file_dentry(file)->d_name.name, uargs,
				       flags);
	vfree(copy);
	return err;
}

SYSCALL_DEFINE3(finit_module, int, fd, const char __user *, uargs, int, flags)
{
	struct file *file;
	int err;

	if (!may_change_modules())
		return -EPERM;
	if (flags &
	    ~(MODULE_INIT_IGNORE_MODVERSIONS | MODULE_INIT_IGNORE_VERMAGIC |
	      MODULE_INIT_COMPRESSED_FILE))
		return -EINVAL;
	file = fget(fd);
	if (!file)
		return -EBADF;
	err = load_from(file, uargs, flags);
	fput(file);
	return err;
}

SYSCALL_DEFINE2(delete_module, const char __user *, name_user, unsigned int,
		flags)
{
	char name[MODULE_NAME_LEN];
	long length;

	if (!may_change_modules())
		return -EPERM;
	length = strncpy_from_user(name, name_user, sizeof(name));
	if (length < 0)
		return length;
	if (length == 0 || length == sizeof(name))
		return -ENOENT;
	return unload_module(name, flags);
}
