/* SPDX-License-Identifier: MIT */
/*
 * Files as drivers and file systems see them: an inode is a file, a dentry
 * its name in a folder, a struct file one opening of it. Every file system
 * here lives in memory, so a dentry stays as long as its name does.
 */
#ifndef _LINUX_FS_H
#define _LINUX_FS_H

#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/mutex.h>
#include <linux/stat.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/wait.h>

#define NAME_MAX 255
#define PATH_MAX 4096

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2

#define MAY_EXEC 1
#define MAY_WRITE 2
#define MAY_READ 4

#define FMODE_READ 0x1u
#define FMODE_WRITE 0x2u
#define FMODE_LSEEK 0x4u
#define FMODE_PATH 0x4000u

struct cdev;
struct dentry;
struct dir_context;
struct file;
struct inode;
struct kstat;
struct kstatfs;
struct module;
struct pipe_inode_info;
struct poll_table_struct;
struct super_block;

struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
	ssize_t (*read)(struct file *file, char __user *buf, size_t count,
			loff_t *pos);
	ssize_t (*write)(struct file *file, const char __user *buf,
			 size_t count, loff_t *pos);
	int (*iterate_shared)(struct file *file, struct dir_context *ctx);
	__poll_t (*poll)(struct file *file,
			     struct poll_table_struct *table);
	long (*unlocked_ioctl)(struct file *file, unsigned int cmd,
			       unsigned long arg);
	long (*compat_ioctl)(struct file *file, unsigned int cmd,
			     unsigned long arg);
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	int (*open)(struct inode *inode, struct file *file);
	int (*flush)(struct file *file, void *id);
	int (*release)(struct inode *inode, struct file *file);
	int (*fsync)(struct file *file, loff_t start, loff_t end, int datasync);
	int (*fasync)(int fd, struct file *file, int on);
};

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct file {
	const struct file_operations *f_op;
	struct path f_path;
	struct inode *f_inode;
	int f_count;
	unsigned int f_flags; /* O_ */
	fmode_t f_mode;
	loff_t f_pos;
	const struct cred *f_cred;
	void *private_data;
};

/* The pages of a file, by index; and the bytes of the archive below them. */
struct address_space {
	struct inode *host;
	struct page ***tables; /* two levels of 1024; NULL: no pages */
	unsigned long nrpages;
	const u8 *backing; /* the file in the initramfs, or NULL */
	u32 backing_size;  /* bytes of it that still count */
};

struct timespec64 {
	time64_t tv_sec;
	long tv_nsec;
};

struct inode {
	umode_t i_mode;
	kuid_t i_uid;
	kgid_t i_gid;
	dev_t i_rdev;
	loff_t i_size;
	unsigned long i_ino;
	unsigned int i_nlink;
	int i_count;
	struct timespec64 i_atime, i_mtime, i_ctime;
	const struct inode_operations *i_op;
	const struct file_operations *i_fop;
	struct super_block *i_sb;
	struct address_space i_data;
	struct address_space *i_mapping;
	struct cdev *i_cdev;
	struct pipe_inode_info *i_pipe;
	char *i_link;	 /* the target of a symbolic link */
	int i_writecount; /* openings for writing; below 0: it is being run */
	void *i_private;
	struct list_head i_locks; /* fcntl(2)'s and flock(2)'s */
};

static inline struct inode *file_inode(const struct file *file)
{
	return file->f_inode;
}

static inline unsigned int iminor(const struct inode *inode)
{
	return MINOR(inode->i_rdev);
}

static inline unsigned int imajor(const struct inode *inode)
{
	return MAJOR(inode->i_rdev);
}

static inline loff_t i_size_read(const struct inode *inode)
{
	return inode->i_size;
}

/* --- Character devices (fs/chardev.c). */

int alloc_chrdev_region(dev_t *dev, unsigned int first, unsigned int count,
			const char *name);
int register_chrdev_region(dev_t from, unsigned int count, const char *name);
void unregister_chrdev_region(dev_t from, unsigned int count);
/* @major 0: one is chosen and returned; else 0, or a negative errno. */
int register_chrdev(unsigned int major, const char *name,
		    const struct file_operations *fops);
void unregister_chrdev(unsigned int major, const char *name);

/* --- What file operations are made of. */

int nonseekable_open(struct inode *inode, struct file *file);
loff_t no_llseek(struct file *file, loff_t offset, int whence);
loff_t noop_llseek(struct file *file, loff_t offset, int whence);
loff_t default_llseek(struct file *file, loff_t offset, int whence);
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence,
			 loff_t size);
/* Copies between a user buffer and @from (@available bytes) at *@ppos. */
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos,
				const void *from, size_t available);
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos,
			       const void __user *from, size_t count);
int simple_open(struct inode *inode, struct file *file);

/* --- Files from inside the kernel. */

/* An opened file for fput(), or ERR_PTR. @flags: O_ */
struct file *filp_open(const char *path, int flags, umode_t mode);
int filp_close(struct file *file, void *id);
struct file *get_file(struct file *file);
void fput(struct file *file);
/* The running task's file descriptor @fd: for fput(), or NULL. */
struct file *fget(unsigned int fd);
/* Reads into kernel memory: bytes read, or a negative errno. */
ssize_t kernel_read(struct file *file, void *buf, size_t count, loff_t *pos);
ssize_t kernel_write(struct file *file, const void *buf, size_t count,
		     loff_t *pos);
int get_unused_fd_flags(unsigned int flags);
void put_unused_fd(unsigned int fd);
void fd_install(unsigned int fd, struct file *file);
/* A file without a name in any folder (pipes and the like), or ERR_PTR. */
struct file *anon_file(const char *name, umode_t mode,
		       const struct file_operations *fops, void *data,
		       int flags);

/* 0 when the running task may do @mask (MAY_) with @inode, else -EACCES. */
int inode_permission(struct inode *inode, int mask);
/* Writes the path of @file into @buf as `/proc` shows it; a pointer into it. */
char *file_path(struct file *file, char *buf, int size);

/* fork and exit: shared with CLONE_FILES / CLONE_FS, else copied; or NULL. */
struct files_struct *dup_files(struct files_struct *files);
void put_files(struct files_struct *files);
struct fs_struct *dup_fs(struct fs_struct *fs);
void put_fs(struct fs_struct *fs);
/* exec: closes what has O_CLOEXEC. */
void close_on_exec(struct files_struct *files);

/*
 * The page of a file at @index (in pages), with a reference for the caller's
 * page table, or NULL (no memory). Past the end of file is the caller's check.
 */
struct page *file_get_page(struct inode *inode, unsigned long index);

/* Mounts the root from the initramfs, /dev, and makes the file descriptors. */
void vfs_init(void);

#endif
