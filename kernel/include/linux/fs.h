/* SPDX-License-Identifier: MIT */
/*
 * Files as drivers and file systems see them: an inode is a file, a dentry
 * its name in a folder (linux/dcache.h), a struct file one opening of it.
 *
 * Every file system here lives in memory, and the kernel is not preempted.
 * So there is no cache beside the tree, and no lock: what happens between two
 * sleeps is atomic, and nothing between a look-up and its use sleeps.
 *
 * Context: process, may sleep
 * Linux: Documentation/filesystems/vfs.rst
 */
#ifndef _LINUX_FS_H
#define _LINUX_FS_H

#include <linux/cleanup.h>
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/ioctl.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/limits.h>
#include <linux/mm_types.h>
#include <linux/mutex.h>
#include <linux/path.h>
#include <linux/stat.h>
#include <linux/time64.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/wait.h>

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define SEEK_DATA 3
#define SEEK_HOLE 4

#define FIGETBSZ _IO(0x00, 2) /* the block size of the file system */

#define MAY_EXEC 1
#define MAY_WRITE 2
#define MAY_READ 4

#define FMODE_READ 0x1u
#define FMODE_WRITE 0x2u
#define FMODE_LSEEK 0x4u
#define FMODE_PREAD 0x8u
#define FMODE_PWRITE 0x10u
#define FMODE_EXEC 0x20u
#define FMODE_PATH 0x4000u
#define FMODE_ATOMIC_POS 0x8000u
#define FMODE_WRITER 0x10000u /* counted in i_writecount */
#define FMODE_OPENED 0x80000u /* ->open() has succeeded */
#define FMODE_CAN_ODIRECT 0x400000u
#define FMODE_STREAM 0x200000u /* without a position */

/* i_flags */
#define S_DEAD 16	/* a folder that was removed */
#define S_LINKABLE 1024 /* without a name, but may get one: O_TMPFILE */

#define RENAME_NOREPLACE 1
#define RENAME_EXCHANGE 2

#define LOCK_SH 1
#define LOCK_EX 2
#define LOCK_NB 4
#define LOCK_UN 8

#define DT_UNKNOWN 0
#define DT_FIFO 1
#define DT_CHR 2
#define DT_DIR 4
#define DT_BLK 6
#define DT_REG 8
#define DT_LNK 10
#define DT_SOCK 12

#define MAX_LFS_FILESIZE ((loff_t)ULONG_MAX << PAGE_SHIFT)
#define MAX_NON_LFS ((1ul << 31) - 1)
/* The most bytes that one read or write moves. */
#define MAX_RW_COUNT (INT_MAX & PAGE_MASK)

typedef void *fl_owner_t; /* whose a descriptor is: struct files_struct */

struct cdev;
struct cred;
struct delayed_call;
struct file;
struct iattr;
struct inode;
struct iov_iter;
struct kstat;
struct kstatfs;
struct mnt_idmap;
struct module;
struct page;
struct pipe_inode_info;
struct poll_table_struct;
struct seq_file;
struct super_block;
struct vfsmount;

/* A read or write as ->read_iter() and ->write_iter() get it. */
struct kiocb {
	struct file *ki_filp;
	loff_t ki_pos;
	int ki_flags;
};
#define IOCB_APPEND 2
#define IOCB_NOWAIT 8

/* Where ->iterate_shared() puts entries; actor is false when it is full. */
struct dir_context {
	bool (*actor)(struct dir_context *ctx, const char *name, int len,
		      loff_t pos, u64 ino, unsigned int type);
	loff_t pos;
};

struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
	ssize_t (*read)(struct file *file, char __user *buf, size_t count,
			loff_t *pos);
	ssize_t (*write)(struct file *file, const char __user *buf,
			 size_t count, loff_t *pos);
	ssize_t (*read_iter)(struct kiocb *iocb, struct iov_iter *to);
	ssize_t (*write_iter)(struct kiocb *iocb, struct iov_iter *from);
	int (*iterate_shared)(struct file *file, struct dir_context *ctx);
	__poll_t (*poll)(struct file *file, struct poll_table_struct *table);
	long (*unlocked_ioctl)(struct file *file, unsigned int cmd,
			       unsigned long arg);
	long (*compat_ioctl)(struct file *file, unsigned int cmd,
			     unsigned long arg);
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	int (*open)(struct inode *inode, struct file *file);
	int (*flush)(struct file *file, fl_owner_t id);
	int (*release)(struct inode *inode, struct file *file);
	int (*fsync)(struct file *file, loff_t start, loff_t end, int datasync);
	int (*fasync)(int fd, struct file *file, int on);
	long (*fallocate)(struct file *file, int mode, loff_t offset,
			  loff_t len);
	void (*show_fdinfo)(struct seq_file *m, struct file *file);
};

/*
 * What a folder or file can do. A NULL function is EPERM or ENOTDIR as the
 * manual pages have it. Names come as dentries without inode.
 */
struct inode_operations {
	/*
	 * Fills @dentry in (d_add()) and returns NULL; without an inode when
	 * there is no such file. Or ERR_PTR, or another dentry to use.
	 */
	struct dentry *(*lookup)(struct inode *dir, struct dentry *dentry,
				 unsigned int flags);
	/*
	 * The target of a symbolic link, freed by @done where that is set; NULL
	 * after nd_jump_link(); ERR_PTR.
	 */
	const char *(*get_link)(struct dentry *dentry, struct inode *inode,
				struct delayed_call *done);
	/* readlink(2) of one whose ->get_link() jumps: bytes or -errno. */
	int (*readlink)(struct dentry *dentry, char __user *buf, int size);
	/* inode_permission() for file systems with rules of their own. */
	int (*permission)(struct mnt_idmap *idmap, struct inode *inode,
			  int mask);
	int (*create)(struct mnt_idmap *idmap, struct inode *dir,
		      struct dentry *dentry, umode_t mode, bool excl);
	int (*link)(struct dentry *old, struct inode *dir,
		    struct dentry *dentry);
	int (*unlink)(struct inode *dir, struct dentry *dentry);
	int (*symlink)(struct mnt_idmap *idmap, struct inode *dir,
		       struct dentry *dentry, const char *target);
	int (*mkdir)(struct mnt_idmap *idmap, struct inode *dir,
		     struct dentry *dentry, umode_t mode);
	int (*rmdir)(struct inode *dir, struct dentry *dentry);
	int (*mknod)(struct mnt_idmap *idmap, struct inode *dir,
		     struct dentry *dentry, umode_t mode, dev_t dev);
	int (*rename)(struct mnt_idmap *idmap, struct inode *old_dir,
		      struct dentry *old, struct inode *new_dir,
		      struct dentry *new, unsigned int flags);
	int (*setattr)(struct mnt_idmap *idmap, struct dentry *dentry,
		       struct iattr *attr);
	int (*getattr)(struct mnt_idmap *idmap, const struct path *path,
		       struct kstat *stat, u32 mask, unsigned int flags);
	int (*tmpfile)(struct mnt_idmap *idmap, struct inode *dir,
		       struct file *file, umode_t mode);
};

/* On a driver's list of those who want signals: fasync_helper(). */
struct fasync_struct {
	int fa_fd;
	struct fasync_struct *fa_next;
	struct file *fa_file;
};

struct fown_struct;

struct file {
	const struct file_operations *f_op;
	struct path f_path;
	struct inode *f_inode;
	struct address_space *f_mapping;
	int f_count;
	unsigned int f_flags; /* O_ */
	fmode_t f_mode;
	loff_t f_pos;
	const struct cred *f_cred;
	struct fown_struct *f_owner; /* who gets its signals, or NULL */
	void *private_data;
	struct list_head f_ep; /* the epoll files that watch it */
};

/* A node of the tree of a file's pages. */
struct page_node;

/* The pages of a file, by index; and the bytes of the archive below them. */
struct address_space {
	struct inode *host;
	struct page_node *root; /* NULL: no pages */
	unsigned int height;	/* of the tree */
	unsigned long nrpages;
	const u8 *backing;   /* the file in the initramfs, or NULL */
	size_t backing_size; /* bytes of it that still count */
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
	struct list_head i_devices; /* on the list of i_cdev */
	struct pipe_inode_info *i_pipe;
	char *i_link;	  /* the target of a symbolic link */
	int i_writecount; /* openings for writing; below 0: it is being run */
	unsigned int i_flags;
	u32 i_generation;
	void *i_private;
	struct list_head i_locks;	    /* fcntl(2)'s and flock(2)'s */
	struct wait_queue_head i_lock_wait; /* those who wait for one */
};

struct super_operations {
	struct inode *(*alloc_inode)(struct super_block *sb);
	void (*free_inode)(struct inode *inode);
	void (*evict_inode)(struct inode *inode); /* its last reference went */
	int (*statfs)(struct dentry *dentry, struct kstatfs *buf);
	int (*remount_fs)(struct super_block *sb, int *flags, char *data);
	void (*put_super)(struct super_block *sb);
	int (*show_options)(struct seq_file *m, struct dentry *root);
	int (*drop_inode)(struct inode *inode);
};

/* A file system that is mounted somewhere, or used by the kernel. */
struct super_block {
	struct file_system_type *s_type;
	const struct super_operations *s_op;
	const struct dentry_operations *s_d_op;
	struct dentry *s_root;
	int s_active;	       /* mounts of it */
	unsigned long s_flags; /* SB_ */
	unsigned long s_magic;
	dev_t s_dev;
	unsigned long s_blocksize;
	unsigned char s_blocksize_bits;
	loff_t s_maxbytes;
	unsigned int s_time_gran;
	void *s_fs_info;
	char s_id[32];
};

#define SB_RDONLY 1
#define SB_KERNMOUNT (1 << 22)
#define SB_ACTIVE (1 << 30)

/* A kind of file system: what mount(2) names. */
struct file_system_type {
	const char *name;
	int fs_flags;
	/* The root of a new or a shared super block, or ERR_PTR. */
	struct dentry *(*mount)(struct file_system_type *type, int flags,
				const char *dev_name, void *data);
	void (*kill_sb)(struct super_block *sb);
	struct module *owner;
	struct file_system_type *next;
	struct super_block *single; /* what mount_single() shares */
};
#define FS_REQUIRES_DEV 1
#define FS_USERNS_MOUNT 8

/* What is to change: notify_change(). */
struct iattr {
	unsigned int ia_valid; /* ATTR_ */
	umode_t ia_mode;
	kuid_t ia_uid;
	kgid_t ia_gid;
	loff_t ia_size;
	struct timespec64 ia_atime, ia_mtime, ia_ctime;
	struct file *ia_file;
};
#define ATTR_MODE 0x1
#define ATTR_UID 0x2
#define ATTR_GID 0x4
#define ATTR_SIZE 0x8
#define ATTR_ATIME 0x10
#define ATTR_MTIME 0x20
#define ATTR_CTIME 0x40
#define ATTR_ATIME_SET 0x80
#define ATTR_MTIME_SET 0x100
#define ATTR_FORCE 0x200
#define ATTR_TOUCH 0x20000

struct kstat {
	u32 result_mask;
	umode_t mode;
	unsigned int nlink;
	u32 blksize;
	dev_t dev, rdev;
	u64 ino;
	kuid_t uid;
	kgid_t gid;
	loff_t size;
	struct timespec64 atime, mtime, ctime, btime;
	u64 blocks; /* of 512 bytes */
};

struct kstatfs {
	long f_type;
	long f_bsize;
	u64 f_blocks, f_bfree, f_bavail, f_files, f_ffree;
	u32 f_fsid[2];
	long f_namelen, f_frsize, f_flags;
};

/* Frees what ->get_link() had to make. */
struct delayed_call {
	void (*fn)(void *arg);
	void *arg;
};
static inline void set_delayed_call(struct delayed_call *call,
				    void (*fn)(void *), void *arg)
{
	call->fn = fn;
	call->arg = arg;
}
void kfree_link(void *p);

/* The mapping of ids of a mount that maps none: the only one. */
extern struct mnt_idmap nop_mnt_idmap;

static inline struct inode *file_inode(const struct file *file)
{
	return file->f_inode;
}

static inline struct dentry *file_dentry(const struct file *file)
{
	return file->f_path.dentry;
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

static inline void i_size_write(struct inode *inode, loff_t size)
{
	inode->i_size = size;
}

static inline uid_t i_uid_read(const struct inode *inode)
{
	return inode->i_uid.val;
}

static inline gid_t i_gid_read(const struct inode *inode)
{
	return inode->i_gid.val;
}

static inline bool sb_rdonly(const struct super_block *sb)
{
	return sb->s_flags & SB_RDONLY;
}

/* --- File systems (fs/namespace.c). */

/* By which mount(8) finds the module of file system @name. */
#define MODULE_ALIAS_FS(name) MODULE_ALIAS("fs-" name)
/* 0; -EBUSY: there is one of that name. */
int register_filesystem(struct file_system_type *type);
/* 0 or -EINVAL. */
int unregister_filesystem(struct file_system_type *type);
/* The type of that name, held by its module, or NULL; loads one if need be. */
struct file_system_type *get_fs_type(const char *name);
void put_filesystem(struct file_system_type *type);
/* All of them, through ->next: /proc/filesystems. */
extern struct file_system_type *file_systems;

/* What ->mount() is made of: a super block for each mount, ... */
struct dentry *mount_nodev(struct file_system_type *type, int flags, void *data,
			   int (*fill_super)(struct super_block *sb, void *data,
					     int silent));
/* ... or one for all of them. */
struct dentry *mount_single(struct file_system_type *type, int flags,
			    void *data,
			    int (*fill_super)(struct super_block *sb,
					      void *data, int silent));
/* And what ->kill_sb() is: the second also lets go of pinned names. */
void kill_anon_super(struct super_block *sb);
void kill_litter_super(struct super_block *sb);
/* A device number of its own for a file system without a device. */
dev_t get_anon_bdev(void);
/* Drops a mount's hold; the last one's ends the file system. */
void deactivate_super(struct super_block *sb);

/* --- Inodes (fs/inode.c). */

/* A new inode, zeroed, with one reference and one link, or NULL. */
struct inode *new_inode(struct super_block *sb);
/* Drops a reference; the last one's frees it. NULL is allowed. */
void iput(struct inode *inode);
static inline void ihold(struct inode *inode)
{
	inode->i_count++;
}
static inline struct inode *igrab(struct inode *inode)
{
	ihold(inode);
	return inode;
}
unsigned int get_next_ino(void);
/* Owner, group and mode of a new file in @dir (NULL: no folder). */
void inode_init_owner(struct mnt_idmap *idmap, struct inode *inode,
		      const struct inode *dir, umode_t mode);
/* Operations of a device or FIFO node. */
void init_special_inode(struct inode *inode, umode_t mode, dev_t dev);
/* All three times: now. */
struct timespec64 simple_inode_init_ts(struct inode *inode);
struct timespec64 current_time(struct inode *inode);
struct timespec64 inode_set_ctime_current(struct inode *inode);
/* Notes a read, where it is the first since the last write (relatime). */
void touch_atime(const struct path *path);
void file_accessed(struct file *file);
/* Notes a write: times, and set-id bits that go. 0 or -errno. */
int file_update_time(struct file *file);
int file_modified(struct file *file);

static inline void inc_nlink(struct inode *inode)
{
	inode->i_nlink++;
}
static inline void drop_nlink(struct inode *inode)
{
	inode->i_nlink--;
}
static inline void clear_nlink(struct inode *inode)
{
	inode->i_nlink = 0;
}
static inline void set_nlink(struct inode *inode, unsigned int nlink)
{
	inode->i_nlink = nlink;
}

/* 0 when the running task may do @mask (MAY_) with @inode, else -EACCES. */
int inode_permission(struct inode *inode, int mask);
/* What the mode bits and capabilities say. */
int generic_permission(struct mnt_idmap *idmap, struct inode *inode, int mask);
/* Whether the running task owns @inode, or has CAP_FOWNER. */
bool inode_owner_or_capable(struct mnt_idmap *idmap, const struct inode *inode);
/* Checks @attr against the caller's rights. 0, -EPERM, -EFBIG ... */
int setattr_prepare(struct mnt_idmap *idmap, struct dentry *dentry,
		    struct iattr *attr);
/* Puts all but the size into the inode. */
void setattr_copy(struct mnt_idmap *idmap, struct inode *inode,
		  const struct iattr *attr);
int notify_change(struct mnt_idmap *idmap, struct dentry *dentry,
		  struct iattr *attr, struct inode **delegated);
void generic_fillattr(struct mnt_idmap *idmap, u32 mask, struct inode *inode,
		      struct kstat *stat);
int vfs_getattr(const struct path *path, struct kstat *stat, u32 mask,
		unsigned int flags);

/* --- What file systems are made of (fs/libfs.c). */

/* Of folders, links and file systems whose names stay in memory. */
extern const struct file_operations simple_dir_operations;
extern const struct inode_operations simple_dir_inode_operations;
extern const struct inode_operations page_symlink_inode_operations;
extern const struct inode_operations simple_symlink_inode_operations;
extern const struct super_operations simple_super_operations;
extern const struct dentry_operations simple_dentry_operations;
/*
 * The operations of an inode in memory, as Documentation/filesystems/vfs.rst has
 * them: 0 or a pointer, or -ENAMETOOLONG, -ENOTEMPTY and whatever setattr_prepare()
 * says. simple_empty() is whether a folder has no names.
 */
struct dentry *simple_lookup(struct inode *dir, struct dentry *dentry,
			     unsigned int flags);
int simple_link(struct dentry *old, struct inode *dir, struct dentry *dentry);
int simple_unlink(struct inode *dir, struct dentry *dentry);
int simple_rmdir(struct inode *dir, struct dentry *dentry);
int simple_rename(struct mnt_idmap *idmap, struct inode *old_dir,
		  struct dentry *old, struct inode *new_dir, struct dentry *new,
		  unsigned int flags);
int simple_setattr(struct mnt_idmap *idmap, struct dentry *dentry,
		   struct iattr *attr);
int simple_getattr(struct mnt_idmap *idmap, const struct path *path,
		   struct kstat *stat, u32 mask, unsigned int flags);
int simple_statfs(struct dentry *dentry, struct kstatfs *buf);
int simple_empty(struct dentry *dentry);
const char *simple_get_link(struct dentry *dentry, struct inode *inode,
			    struct delayed_call *done);
struct tree_descr {
	const char *name;
	const struct file_operations *ops;
	int mode;
};
/*
 * A super block with the @files, up to one with name ""; their places are their
 * inodes' numbers: the first is [2], those without a name are left out.
 */
int simple_fill_super(struct super_block *sb, unsigned long magic,
		      const struct tree_descr *files);
/* Reads a folder whose entries are all in the tree. */
int dcache_readdir(struct file *file, struct dir_context *ctx);
loff_t dcache_dir_lseek(struct file *file, loff_t offset, int whence);
ssize_t generic_read_dir(struct file *file, char __user *buf, size_t size,
			 loff_t *pos);

static inline bool dir_emit(struct dir_context *ctx, const char *name,
			    int namelen, u64 ino, unsigned int type)
{
	return ctx->actor(ctx, name, namelen, ctx->pos, ino, type);
}
/* `.` and `..`, as positions 0 and 1; false: the buffer is full. */
bool dir_emit_dots(struct file *file, struct dir_context *ctx);
static inline unsigned char fs_umode_to_dtype(umode_t mode)
{
	return (mode & S_IFMT) >> 12;
}

/* --- Character devices: linux/cdev.h has the rest. */

/* Device numbers under @name: 0, -EBUSY, -EINVAL (too many), -ENOMEM. */
int alloc_chrdev_region(dev_t *dev, unsigned int first, unsigned int count,
			const char *name);
int register_chrdev_region(dev_t from, unsigned int count, const char *name);
void unregister_chrdev_region(dev_t from, unsigned int count);
/*
 * @count minors from @first on, and a device of them; register_chrdev() takes
 * 256. @major 0: one is chosen and returned; else 0, or a negative errno.
 */
int __register_chrdev(unsigned int major, unsigned int first,
		      unsigned int count, const char *name,
		      const struct file_operations *fops);
void __unregister_chrdev(unsigned int major, unsigned int first,
			 unsigned int count, const char *name);
static inline int register_chrdev(unsigned int major, const char *name,
				  const struct file_operations *fops)
{
	return __register_chrdev(major, 0, 256, name, fops);
}
static inline void unregister_chrdev(unsigned int major, const char *name)
{
	__unregister_chrdev(major, 0, 256, name);
}

/* --- What file operations are made of. */

/*
 * ->open() of a file that has no position: llseek() is then -ESPIPE, and, for the
 * second one, read() and write() don't lock each other out. The third one refuses
 * files that are too large for the caller: -EOVERFLOW. Else 0.
 */
int nonseekable_open(struct inode *inode, struct file *file);
int stream_open(struct inode *inode, struct file *file);
int generic_file_open(struct inode *inode, struct file *file);
/*
 * ->llseek(): the new position. -ESPIPE for the first one, the old position for
 * the second; within the file's size, or @size, else -EINVAL, for the others.
 */
loff_t no_llseek(struct file *file, loff_t offset, int whence);
loff_t noop_llseek(struct file *file, loff_t offset, int whence);
loff_t default_llseek(struct file *file, loff_t offset, int whence);
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence,
			 loff_t size);
loff_t generic_file_llseek(struct file *file, loff_t offset, int whence);
/* @maxsize: the largest position; @eof: what SEEK_END counts from. */
loff_t generic_file_llseek_size(struct file *file, loff_t offset, int whence,
				loff_t maxsize, loff_t eof);
/* Those without an end, SEEK_SET and SEEK_CUR alone: positions below @size. */
loff_t no_seek_end_llseek(struct file *file, loff_t offset, int whence);
loff_t no_seek_end_llseek_size(struct file *file, loff_t offset, int whence,
			       loff_t size);
/* Moves @file to @offset, if it is in 0..@maxsize: that, or -EINVAL. */
loff_t vfs_setpos(struct file *file, loff_t offset, loff_t maxsize);
/* Copies between a user buffer and @from (@available bytes) at *@ppos. */
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos,
				const void *from, size_t available);
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos,
			       const void __user *from, size_t count);
/* The same into kernel memory. */
ssize_t memory_read_from_buffer(void *to, size_t count, loff_t *ppos,
				const void *from, size_t available);
int simple_open(struct inode *inode, struct file *file);
/* There are no programs of another word size. */
#define compat_ptr_ioctl NULL
int noop_fsync(struct file *file, loff_t start, loff_t end, int datasync);

/*
 * Files of one number: open() with its functions (NULL: -EACCES for who asks
 * for it) and @fmt for a long long, then these. 0 or a negative errno.
 */
int simple_attr_open(struct inode *inode, struct file *file,
		     int (*get)(void *data, u64 *value),
		     int (*set)(void *data, u64 value), const char *fmt);
int simple_attr_release(struct inode *inode, struct file *file);
ssize_t simple_attr_read(struct file *file, char __user *buf, size_t len,
			 loff_t *ppos);
ssize_t simple_attr_write(struct file *file, const char __user *buf, size_t len,
			  loff_t *ppos);
ssize_t simple_attr_write_signed(struct file *file, const char __user *buf,
				 size_t len, loff_t *ppos);
/* The compiler compares @fmt with a number. */
static inline __printf(1, 2) void __simple_attr_check_format(const char *fmt,
							     ...)
{
}
#define DEFINE_SIMPLE_ATTRIBUTE_XSIGNED(__fops, __get, __set, __fmt, __write) \
	static int __fops##_open(struct inode *inode, struct file *file)      \
	{                                                                     \
		__simple_attr_check_format(__fmt, 0ull);                      \
		return simple_attr_open(inode, file, __get, __set, __fmt);    \
	}                                                                     \
	static const struct file_operations __fops = {                        \
		.owner = THIS_MODULE,                                         \
		.open = __fops##_open,                                        \
		.release = simple_attr_release,                               \
		.read = simple_attr_read,                                     \
		.write = __write,                                             \
		.llseek = generic_file_llseek,                                \
	}
#define DEFINE_SIMPLE_ATTRIBUTE(__fops, __get, __set, __fmt)         \
	DEFINE_SIMPLE_ATTRIBUTE_XSIGNED(__fops, __get, __set, __fmt, \
					simple_attr_write)
#define DEFINE_SIMPLE_ATTRIBUTE_SIGNED(__fops, __get, __set, __fmt)  \
	DEFINE_SIMPLE_ATTRIBUTE_XSIGNED(__fops, __get, __set, __fmt, \
					simple_attr_write_signed)

/*
 * For ->fasync(): puts @file on *@list, or takes it off: 1, or 0 where it was
 * (or was not) there; -ENOMEM. What is on a list when it is closed is told
 * ->fasync() with @on 0.
 */
int fasync_helper(int fd, struct file *file, int on,
		  struct fasync_struct **list);
/*
 * Sends SIGIO, or what F_SETSIG says, to the owners of the files on *@list;
 * @band: POLL_IN, POLL_OUT ... @sig is SIGIO. Context: any.
 */
void kill_fasync(struct fasync_struct **list, int sig, int band);

/* Takes the module that the operations belong to: @fops, or NULL. */
const struct file_operations *fops_get(const struct file_operations *fops);
void fops_put(const struct file_operations *fops);
/* In ->open(): the file's operations are @fops (held by fops_get()) now. */
void replace_fops(struct file *file, const struct file_operations *fops);

/* --- Files from inside the kernel. */

/* An opened file for fput(), or ERR_PTR. @flags: O_ */
struct file *filp_open(const char *path, int flags, umode_t mode);
/* The file @name under folder @path, or @path itself for "". */
struct file *file_open_root(const struct path *path, const char *name,
			    int flags, umode_t mode);
/*
 * The program @name for execve(2): a regular file that may be executed, with
 * writing denied until exe_file_allow_write_access(). ERR_PTR.
 */
struct file *open_exec(const char *name);
/* The same relative to @dfd, @flags: AT_EMPTY_PATH, AT_SYMLINK_NOFOLLOW. */
struct file *do_open_execat(int dfd, const char *name, int flags);
/* Who runs a file denies that it is written: 0 or -ETXTBSY. */
int deny_write_access(struct file *file);
void allow_write_access(struct file *file);
/* Who writes to a file denies that it is run: 0 or -ETXTBSY. */
int get_write_access(struct inode *inode);
void put_write_access(struct inode *inode);

/* Ends a filp_open(): what ->flush() said. */
int filp_close(struct file *file, fl_owner_t id);
static inline struct file *get_file(struct file *file)
{
	file->f_count++;
	return file;
}
/* Gives a reference back; with the last the file is closed. Context: process. */
void fput(struct file *file);
DEFINE_FREE(fput, struct file *, if (!IS_ERR_OR_NULL(_T)) fput(_T))
/* The running task's file descriptor @fd: for fput(), or NULL. */
struct file *fget(unsigned int fd);
/* The same where O_PATH files count too. */
struct file *fget_raw(unsigned int fd);
/* Reads into kernel memory: bytes read, or a negative errno. */
ssize_t kernel_read(struct file *file, void *buf, size_t count, loff_t *pos);
ssize_t kernel_write(struct file *file, const void *buf, size_t count,
		     loff_t *pos);
ssize_t vfs_read(struct file *file, char __user *buf, size_t count,
		 loff_t *pos);
ssize_t vfs_write(struct file *file, const char __user *buf, size_t count,
		  loff_t *pos);
loff_t vfs_llseek(struct file *file, loff_t offset, int whence);
int iterate_dir(struct file *file, struct dir_context *ctx);
long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg);
int get_unused_fd_flags(unsigned int flags);
void put_unused_fd(unsigned int fd);
void fd_install(unsigned int fd, struct file *file);
/*
 * A file without a name in any folder (eventfds and the like), or ERR_PTR.
 * @mode: its type and permissions; @flags: O_; @fops' owner is held.
 */
struct file *anon_file(const char *name, umode_t mode,
		       const struct file_operations *fops, void *data,
		       int flags);
/* The same, of an inode that the caller has made: the file takes it over. */
struct file *alloc_file_pseudo(struct inode *inode, struct vfsmount *mnt,
			       const char *name, int flags,
			       const struct file_operations *fops);

/* Writes the path of @file into @buf as `/proc` shows it; a pointer into it. */
char *file_path(struct file *file, char *buf, int size);

/* fork and exit: shared with CLONE_FILES / CLONE_FS, else copied; or NULL. */
struct files_struct *get_files(struct files_struct *files);
struct files_struct *dup_files(struct files_struct *old);
void put_files(struct files_struct *files);
struct fs_struct *get_fs_struct(struct fs_struct *fs);
struct fs_struct *dup_fs(struct fs_struct *old);
void put_fs(struct fs_struct *fs);
/* exec: closes what has O_CLOEXEC. */
void close_on_exec(struct files_struct *files);

/* What a process does to names, for modules and the kernel's own folders. */
int vfs_create(struct mnt_idmap *idmap, struct inode *dir,
	       struct dentry *dentry, umode_t mode, bool excl);
int vfs_mkdir(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry,
	      umode_t mode);
int vfs_mknod(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry,
	      umode_t mode, dev_t dev);
int vfs_symlink(struct mnt_idmap *idmap, struct inode *dir,
		struct dentry *dentry, const char *target);
int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir,
	       struct dentry *dentry, struct inode **delegated);
int vfs_rmdir(struct mnt_idmap *idmap, struct inode *dir,
	      struct dentry *dentry);

/* --- Pages of files (fs/pages.c). */

/*
 * The page of a file at @index (in pages), with a reference for the caller's
 * page table, or NULL (no memory, or the file system is full). Past the end of
 * file is the caller's check.
 */
struct page *file_get_page(struct inode *inode, unsigned long index);
/*
 * The pages that are in memory already from @index on, up to the next multiple
 * of 64, NULL among them where one is not; or NULL. No references.
 */
struct page **find_page_slots(struct address_space *mapping,
			      unsigned long index);
/* ->mmap() of files whose pages file_get_page() has. */
int generic_file_mmap(struct file *file, struct vm_area_struct *vma);
/* A file in memory without a name, @size bytes of zeros, or ERR_PTR. */
struct file *shmem_file_setup(const char *name, loff_t size,
			      unsigned long flags);

/* --- Limits and counts, for /proc/sys/fs. */

struct files_stat_struct {
	unsigned long nr_files; /* open in all tasks */
	unsigned long nr_free_files;
	unsigned long max_files;
};
extern struct files_stat_struct files_stat;
extern unsigned int sysctl_nr_open;

/* Mounts the root from the initramfs, and /dev. */
void vfs_init(void);

#endif
