/* SPDX-License-Identifier: MIT */
/*
 * Files in /sys/kernel/debug, for whoever looks into a driver. Nothing here is
 * worth failing for: a function that is given an error as @parent returns it,
 * and all others accept it.
 *
 * Context: process, may sleep
 * Linux: Documentation/filesystems/debugfs.rst
 */
#ifndef _LINUX_DEBUGFS_H
#define _LINUX_DEBUGFS_H

#include <linux/fs.h>
#include <linux/seq_file.h>
#include <linux/types.h>

struct device;

/* Bytes that are shown as they are. */
struct debugfs_blob_wrapper {
	void *data;
	unsigned long size;
};

struct debugfs_u32_array {
	u32 *array;
	u32 n_elements;
};

/*
 * An entry called @name in @parent (NULL: the root), for debugfs_remove(); or
 * ERR_PTR: -EEXIST, -ENOMEM. @data is the inode's i_private. A file's @fops
 * may have open, release, read, write, llseek, poll and unlocked_ioctl; none
 * of them runs, or begins to, once the file was removed: -EIO.
 */
struct dentry *debugfs_create_dir(const char *name, struct dentry *parent);
struct dentry *debugfs_create_file(const char *name, umode_t mode,
				   struct dentry *parent, void *data,
				   const struct file_operations *fops);
struct dentry *debugfs_create_file_unsafe(const char *name, umode_t mode,
					  struct dentry *parent, void *data,
					  const struct file_operations *fops);
void debugfs_create_file_size(const char *name, umode_t mode,
			      struct dentry *parent, void *data,
			      const struct file_operations *fops, loff_t size);
struct dentry *debugfs_create_symlink(const char *name, struct dentry *parent,
				      const char *target);
/* The entry of that name with a reference, or NULL. */
struct dentry *debugfs_lookup(const char *name, struct dentry *parent);

/* Removes an entry and all below it; NULL and ERR_PTR are allowed. */
void debugfs_remove(struct dentry *dentry);
#define debugfs_remove_recursive debugfs_remove
void debugfs_lookup_and_remove(const char *name, struct dentry *parent);

/* Files of a variable, in decimal; _x: in hexadecimal. */
void debugfs_create_u8(const char *name, umode_t mode, struct dentry *parent,
		       u8 *value);
void debugfs_create_u16(const char *name, umode_t mode, struct dentry *parent,
			u16 *value);
void debugfs_create_u32(const char *name, umode_t mode, struct dentry *parent,
			u32 *value);
void debugfs_create_u64(const char *name, umode_t mode, struct dentry *parent,
			u64 *value);
void debugfs_create_ulong(const char *name, umode_t mode, struct dentry *parent,
			  unsigned long *value);
void debugfs_create_x8(const char *name, umode_t mode, struct dentry *parent,
		       u8 *value);
void debugfs_create_x16(const char *name, umode_t mode, struct dentry *parent,
			u16 *value);
void debugfs_create_x32(const char *name, umode_t mode, struct dentry *parent,
			u32 *value);
void debugfs_create_x64(const char *name, umode_t mode, struct dentry *parent,
			u64 *value);
void debugfs_create_size_t(const char *name, umode_t mode,
			   struct dentry *parent, size_t *value);
void debugfs_create_atomic_t(const char *name, umode_t mode,
			     struct dentry *parent, atomic_t *value);
/* Y or N. */
void debugfs_create_bool(const char *name, umode_t mode, struct dentry *parent,
			 bool *value);
/* A line; what is written replaces *@value, which is freed by kfree(). */
void debugfs_create_str(const char *name, umode_t mode, struct dentry *parent,
			char **value);
struct dentry *debugfs_create_blob(const char *name, umode_t mode,
				   struct dentry *parent,
				   struct debugfs_blob_wrapper *blob);
void debugfs_create_u32_array(const char *name, umode_t mode,
			      struct dentry *parent,
			      struct debugfs_u32_array *array);
/* A file whose text @read prints; dev_get_drvdata() of s->private is its. */
void debugfs_create_devm_seqfile(struct device *dev, const char *name,
				 struct dentry *parent,
				 int (*read)(struct seq_file *s, void *data));

/*
 * 0: the file of @dentry will not be removed until debugfs_file_put(); -EIO:
 * it was. For operations that are called otherwise than by user space.
 */
int debugfs_file_get(struct dentry *dentry);
void debugfs_file_put(struct dentry *dentry);
/* The operations that an open file's entry was made with. */
const struct file_operations *debugfs_real_fops(const struct file *file);
bool debugfs_initialized(void);

/* What the files of variables are made of. */
ssize_t debugfs_attr_read(struct file *file, char __user *buf, size_t len,
			  loff_t *ppos);
ssize_t debugfs_attr_write(struct file *file, const char __user *buf,
			   size_t len, loff_t *ppos);
ssize_t debugfs_attr_write_signed(struct file *file, const char __user *buf,
				  size_t len, loff_t *ppos);
ssize_t debugfs_read_file_bool(struct file *file, char __user *buf,
			       size_t count, loff_t *ppos);
ssize_t debugfs_write_file_bool(struct file *file, const char __user *buf,
				size_t count, loff_t *ppos);

/* `__fops` of a number: __get(data, u64 *) and __set(data, u64); NULL: none. */
#define DEFINE_DEBUGFS_ATTRIBUTE_XSIGNED(__fops, __get, __set, __fmt, __write) \
	static int __fops##_open(struct inode *inode, struct file *file)       \
	{                                                                      \
		__simple_attr_check_format(__fmt, 0ull);                       \
		return simple_attr_open(inode, file, __get, __set, __fmt);     \
	}                                                                      \
	static const struct file_operations __fops = {                         \
		.owner = THIS_MODULE,                                          \
		.open = __fops##_open,                                         \
		.release = simple_attr_release,                                \
		.read = debugfs_attr_read,                                     \
		.write = __write,                                              \
		.llseek = noop_llseek,                                         \
	}
#define DEFINE_DEBUGFS_ATTRIBUTE(__fops, __get, __set, __fmt)         \
	DEFINE_DEBUGFS_ATTRIBUTE_XSIGNED(__fops, __get, __set, __fmt, \
					 debugfs_attr_write)
#define DEFINE_DEBUGFS_ATTRIBUTE_SIGNED(__fops, __get, __set, __fmt)  \
	DEFINE_DEBUGFS_ATTRIBUTE_XSIGNED(__fops, __get, __set, __fmt, \
					 debugfs_attr_write_signed)

#endif
