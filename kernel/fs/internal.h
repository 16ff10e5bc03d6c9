/* SPDX-License-Identifier: MIT */
/* What the files of kernel/fs share among themselves. */
#ifndef _FS_INTERNAL_H
#define _FS_INTERNAL_H

#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/uio.h>

/* Start-up, in this order, by vfs_init(). */
void dcache_init(void);
void inode_init(void);
void files_init(void);
void locks_init(void);
void pipe_init(void);
void anon_init(void);
void debugfs_init(void);
void tmpfs_init(void);
void rootfs_init(void);
void devtmpfs_init(void);

/* --- namespace.c */

/* Makes @root the root of the tree of names, and of init_fs. */
void mount_root(struct dentry *root);

/* --- file.c */

/* An empty file without operations, or ERR_PTR(-ENFILE, -ENOMEM). */
struct file *alloc_empty_file(int flags);
/* Gives @file an open @inode at its path: ->open() and its checks. */
int do_dentry_open(struct file *file, struct inode *inode);

/* --- fasync.c */

/* F_SETOWN and its like: what fcntl(2) returns. */
long owner_fcntl(struct file *file, unsigned int cmd, unsigned long arg);
/* Turns FASYNC of @file on or off: 0, -ENOTTY, or as the driver says. */
int set_fasync(int fd, struct file *file, bool on);
/* The file goes. */
void fown_free(struct file *file);

/* --- namei.c */

struct file *do_filp_open(int dfd, const char *name, int flags, umode_t mode,
			  int acc_mode, unsigned int lookup);
/* chdir() and friends: the folder must be one that may be entered. */
int may_lookup(struct inode *inode);

/* --- open.c */

int do_truncate(struct dentry *dentry, loff_t length, struct file *file);

/* --- read_write.c */

/* 0, or -EFBIG after SIGXFSZ: cuts *@count to what RLIMIT_FSIZE allows. */
int generic_write_checks(struct kiocb *iocb, struct iov_iter *from);

/* --- pages.c: the contents of regular files in memory. */

extern const struct file_operations ramfs_file_operations;
/* Makes @size the size: what is behind it goes, what is new reads as zeros. */
int pages_resize(struct inode *inode, loff_t size);
void pages_free(struct address_space *mapping);
/*
 * Whether little memory is left: files then get no more of it, and their file
 * system is full, so that programs go on.
 */
bool memory_is_scarce(void);
/* F_ADD_SEALS, F_GET_SEALS of a memfd. */
long seal_fcntl(struct file *file, unsigned int cmd, unsigned long arg);

/* A file system in memory: its limits in pages and inodes (0: none). */
struct tmpfs_info {
	unsigned long max_blocks, used_blocks;
	unsigned long max_inodes, used_inodes;
	umode_t mode;
	kuid_t uid;
	kgid_t gid;
};

/* --- ramfs.c */

int tmpfs_fill_super(struct super_block *sb, void *data, int silent);

/* --- pipe.c */

extern const struct file_operations pipefifo_fops;
/* F_SETPIPE_SZ, F_GETPIPE_SZ: bytes, or -EBADF for what is no pipe, ... */
long pipe_fcntl(struct file *file, unsigned int cmd, unsigned long arg);

/* --- locks.c */

/* Closing a descriptor drops the process's record locks on the file. */
void locks_remove_posix(struct file *file, void *owner);
void locks_remove_file(struct file *file);
/* F_GETLK and its kin on descriptor @fd; -EINVAL: another command. */
long lock_fcntl(unsigned int fd, struct file *file, unsigned int cmd,
		unsigned long arg);

/* --- select.c */

#define NEVER (~0ull) /* a deadline, in ktime_get_ns() */
/*
 * Blocks what @umask says until the call ends; NULL: nothing changes. 0,
 * -EINVAL (@size is not a sigset_t's), -EFAULT.
 */
int set_user_mask(const void __user *umask, size_t size);

#endif
