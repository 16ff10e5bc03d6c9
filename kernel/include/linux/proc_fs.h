/* SPDX-License-Identifier: MIT */
/*
 * Files in /proc. An entry may be removed while it is open or read: the
 * removal waits until no operation runs, and calls proc_release for all that
 * is open. After it, operations on open files are -EIO.
 *
 * Context: process, may sleep
 * Linux: Documentation/filesystems/proc.rst
 */
#ifndef _LINUX_PROC_FS_H
#define _LINUX_PROC_FS_H

#include <linux/fs.h>
#include <linux/types.h>

struct seq_file;
struct seq_operations;

/* An entry is a node of the tree: fs/kernfs.h. */
#define proc_dir_entry kernfs_node
struct proc_dir_entry;

enum { PROC_ENTRY_PERMANENT = 1 };

/* Without proc_lseek a file has no position to set. */
struct proc_ops {
	unsigned int proc_flags; /* PROC_ENTRY_: nothing here depends on it */
	int (*proc_open)(struct inode *inode, struct file *file);
	ssize_t (*proc_read)(struct file *file, char __user *buf, size_t count,
			     loff_t *pos);
	ssize_t (*proc_read_iter)(struct kiocb *iocb, struct iov_iter *to);
	ssize_t (*proc_write)(struct file *file, const char __user *buf,
			      size_t count, loff_t *pos);
	loff_t (*proc_lseek)(struct file *file, loff_t offset, int whence);
	int (*proc_release)(struct inode *inode, struct file *file);
	__poll_t (*proc_poll)(struct file *file,
			      struct poll_table_struct *table);
	long (*proc_ioctl)(struct file *file, unsigned int cmd,
			   unsigned long arg);
	int (*proc_mmap)(struct file *file, struct vm_area_struct *vma);
};

/*
 * Each makes an entry in @parent (NULL: /proc), where @name may have folders
 * that exist; @mode 0: 0444, 0555 for a folder. Returns it for proc_remove(),
 * or NULL: no memory, or it exists. @data is what pde_data() gives.
 */
struct proc_dir_entry *proc_create(const char *name, umode_t mode,
				   struct proc_dir_entry *parent,
				   const struct proc_ops *ops);
struct proc_dir_entry *proc_create_data(const char *name, umode_t mode,
					struct proc_dir_entry *parent,
					const struct proc_ops *ops, void *data);
struct proc_dir_entry *proc_create_single_data(
	const char *name, umode_t mode, struct proc_dir_entry *parent,
	int (*show)(struct seq_file *m, void *v), void *data);
#define proc_create_single(name, mode, parent, show) \
	proc_create_single_data(name, mode, parent, show, NULL)
struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       const struct seq_operations *ops,
					       unsigned int state_size,
					       void *data);
#define proc_create_seq_data(name, mode, parent, ops, data) \
	proc_create_seq_private(name, mode, parent, ops, 0, data)
#define proc_create_seq(name, mode, parent, ops) \
	proc_create_seq_private(name, mode, parent, ops, 0, NULL)
struct proc_dir_entry *proc_mkdir(const char *name,
				  struct proc_dir_entry *parent);
struct proc_dir_entry *proc_mkdir_mode(const char *name, umode_t mode,
				       struct proc_dir_entry *parent);
struct proc_dir_entry *proc_mkdir_data(const char *name, umode_t mode,
				       struct proc_dir_entry *parent,
				       void *data);
struct proc_dir_entry *proc_symlink(const char *name,
				    struct proc_dir_entry *parent,
				    const char *dest);

/* What stat(2) says of it: its size in bytes, and whose it is. */
void proc_set_size(struct proc_dir_entry *entry, loff_t size);
void proc_set_user(struct proc_dir_entry *entry, kuid_t uid, kgid_t gid);

/* Removes an entry with all that is in it; NULL is allowed. */
void proc_remove(struct proc_dir_entry *entry);
void remove_proc_entry(const char *name, struct proc_dir_entry *parent);
int remove_proc_subtree(const char *name, struct proc_dir_entry *parent);

/* The data that the entry of @inode was made with. */
static inline void *pde_data(const struct inode *inode)
{
	return inode->i_private;
}
#define PDE_DATA(inode) pde_data(inode)

#endif
