/* SPDX-License-Identifier: MIT */
/*
 * File systems in memory: ramfs, tmpfs with its limits, the root that is
 * filled from the initramfs, and files without a name. Names are the tree of
 * dentries itself; contents are in pages.c.
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/magic.h>
#include <linux/math64.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "../mm/frames.h"
#include "initramfs.h"
#include "internal.h"

#define MFD_CLOEXEC 1u
#define MFD_ALLOW_SEALING 2u
#define MFD_NOEXEC_SEAL 8u
#define MFD_EXEC 16u
#define MFD_NAME_MAX_LEN (NAME_MAX - 6)

/* In i_private of a memfd, beside its seals. */
#define IS_MEMFD 0x80000000ul

static const struct inode_operations ramfs_dir_inode_operations;
static const struct inode_operations ramfs_file_inode_operations;

static struct tmpfs_info *info_of(const struct super_block *sb)
{
	return sb->s_fs_info;
}

/* --- Inodes. */

static struct inode *ramfs_inode(struct super_block *sb,
				 const struct inode *dir, umode_t mode,
				 dev_t dev)
{
	struct tmpfs_info *info = info_of(sb);
	struct inode *inode;

	if ((info->max_inodes && info->used_inodes >= info->max_inodes) ||
	    memory_is_scarce())
		return ERR_PTR(-ENOSPC);
	inode = new_inode(sb);
	if (!inode)
		return ERR_PTR(-ENOMEM);
	info->used_inodes++;
	inode->i_ino = get_next_ino();
	inode_init_owner(&nop_mnt_idmap, inode, dir, mode);
	simple_inode_init_ts(inode);
	inode->i_op = &ramfs_file_inode_operations;
	switch (mode & S_IFMT) {
	case S_IFREG:
		inode->i_fop = &ramfs_file_operations;
		break;
	case S_IFDIR:
		inode->i_op = &ramfs_dir_inode_operations;
		inode->i_fop = &simple_dir_operations;
		inc_nlink(inode);
		break;
	case S_IFLNK:
		inode->i_op = &simple_symlink_inode_operations;
		break;
	default:
		init_special_inode(inode, inode->i_mode, dev);
	}
	return inode;
}

static void ramfs_evict_inode(struct inode *inode)
{
	pages_free(&inode->i_data);
	kfree(inode->i_link);
	info_of(inode->i_sb)->used_inodes--;
}

static int ramfs_setattr(struct mnt_idmap *idmap, struct dentry *dentry,
			 struct iattr *attr)
{
	struct inode *inode = dentry->d_inode;
	int err = setattr_prepare(idmap, dentry, attr);

	if (!err && attr->ia_valid & ATTR_SIZE)
		err = pages_resize(inode, attr->ia_size);
	if (!err)
		setattr_copy(idmap, inode, attr);
	return err;
}

/* --- Folders. */

static void add_entry(struct inode *dir, struct dentry *dentry,
		      struct inode *inode)
{
	d_add(dentry, inode);
	dget(dentry); /* it stays */
	dir->i_mtime = inode_set_ctime_current(dir);
}

static int ramfs_mknod(struct mnt_idmap *idmap, struct inode *dir,
		       struct dentry *dentry, umode_t mode, dev_t dev)
{
	struct inode *inode = ramfs_inode(dir->i_sb, dir, mode, dev);

	if (IS_ERR(inode))
		return PTR_ERR(inode);
	add_entry(dir, dentry, inode);
	return 0;
}

static int ramfs_create(struct mnt_idmap *idmap, struct inode *dir,
			struct dentry *dentry, umode_t mode, bool excl)
{
	return ramfs_mknod(idmap, dir, dentry, mode, 0);
}

static int ramfs_mkdir(struct mnt_idmap *idmap, struct inode *dir,
		       struct dentry *dentry, umode_t mode)
{
	int err = ramfs_mknod(idmap, dir, dentry, mode | S_IFDIR, 0);

	if (!err)
		inc_nlink(dir);
	return err;
}

static int ramfs_symlink(struct mnt_idmap *idmap, struct inode *dir,
			 struct dentry *dentry, const char *target)
{
	struct inode *inode =
		ramfs_inode(dir->i_sb, dir, S_IFLNK | S_IRWXUGO, 0);

	if (IS_ERR(inode))
		return PTR_ERR(inode);
	inode->i_link = kstrdup(target, GFP_KERNEL);
	if (!inode->i_link) {
		iput(inode);
		return -ENOMEM;
	}
	inode->i_size = strlen(target);
	add_entry(dir, dentry, inode);
	return 0;
}

static int ramfs_tmpfile(struct mnt_idmap *idmap, struct inode *dir,
			 struct file *file, umode_t mode)
{
	struct inode *inode = ramfs_inode(dir->i_sb, dir, mode, 0);

	if (IS_ERR(inode))
		return PTR_ERR(inode);
	clear_nlink(inode);
	if (!(file->f_flags & O_EXCL))
		inode->i_flags |= S_LINKABLE;
	d_instantiate(file->f_path.dentry, inode);
	return 0;
}

static const struct inode_operations ramfs_dir_inode_operations = {
	.lookup = simple_lookup,
	.create = ramfs_create,
	.link = simple_link,
	.unlink = simple_unlink,
	.symlink = ramfs_symlink,
	.mkdir = ramfs_mkdir,
	.rmdir = simple_rmdir,
	.mknod = ramfs_mknod,
	.rename = simple_rename,
	.setattr = ramfs_setattr,
	.getattr = simple_getattr,
	.tmpfile = ramfs_tmpfile,
};

static const struct inode_operations ramfs_file_inode_operations = {
	.setattr = ramfs_setattr,
	.getattr = simple_getattr,
};

/* --- Mount options. */

/* A size with K, M, G, or % of memory, in pages; false: broken. */
static bool parse_pages(char *s, unsigned long *pages)
{
	static const char units[] = "kmg";
	const char *unit;
	u64 value = 0;

	if (!isdigit(*s))
		return false;
	for (; isdigit(*s); s++)
		value = value * 10 + *s - '0';
	unit = *s ? strchr(units, tolower(*s)) : NULL;
	if (unit)
		value <<= (unit - units + 1) * 10;
	else if (*s == '%')
		value = div_u64(value * frames_total_count(), 100)
			<< PAGE_SHIFT;
	if (unit || *s == '%')
		s++;
	*pages = min_t(u64, (value + PAGE_SIZE - 1) >> PAGE_SHIFT, ULONG_MAX);
	return !*s;
}

static bool parse_option(struct tmpfs_info *info, char *option)
{
	char *value = option;
	char *name = strsep(&value, "=");
	unsigned int number;

	if (!value)
		return false;
	if (!strcmp(name, "size"))
		return parse_pages(value, &info->max_blocks);
	if (!strcmp(name, "nr_blocks"))
		return !kstrtoul(value, 0, &info->max_blocks);
	if (!strcmp(name, "nr_inodes"))
		return !kstrtoul(value, 0, &info->max_inodes);
	if (kstrtouint(value, strcmp(name, "mode") ? 0 : 8, &number))
		return false;
	if (!strcmp(name, "mode"))
		info->mode = number & 07777;
	else if (!strcmp(name, "uid"))
		info->uid = KUIDT_INIT(number);
	else if (!strcmp(name, "gid"))
		info->gid = KGIDT_INIT(number);
	else
		return false;
	return true;
}

static int parse_options(struct tmpfs_info *info, char *data)
{
	char *option;

	while ((option = strsep(&data, ",")))
		if (*option && !parse_option(info, option)) {
			pr_err("tmpfs: Bad value for '%s'\n", option);
			return -EINVAL;
		}
	return 0;
}

static int tmpfs_show_options(struct seq_file *m, struct dentry *root)
{
	const struct tmpfs_info *info = info_of(root->d_sb);

	if (info->max_blocks && info->max_blocks != frames_total_count() / 2)
		seq_printf(m, ",size=%luk",
			   info->max_blocks << (PAGE_SHIFT - 10));
	if (info->mode != 01777)
		seq_printf(m, ",mode=%03o", info->mode);
	if (info->uid.val)
		seq_printf(m, ",uid=%u", info->uid.val);
	if (info->gid.val)
		seq_printf(m, ",gid=%u", info->gid.val);
	return 0;
}

static int tmpfs_remount(struct super_block *sb, int *flags, char *data)
{
	struct tmpfs_info *info = info_of(sb), new = *info;
	int err = parse_options(&new, data);

	if (err)
		return err;
	if ((new.max_blocks &&new.max_blocks < info->used_blocks) ||
	    (new.max_inodes &&new.max_inodes < info->used_inodes)) {
		pr_err("tmpfs: Too small a size for current use\n");
		return -EINVAL;
	}
	*info = new;
	return 0;
}

static int ramfs_statfs(struct dentry *dentry, struct kstatfs *buf)
{
	const struct tmpfs_info *info = info_of(dentry->d_sb);

	simple_statfs(dentry, buf);
	if (info->max_blocks) {
		buf->f_blocks = info->max_blocks;
		buf->f_bfree = info->max_blocks - info->used_blocks;
		buf->f_bavail = buf->f_bfree;
	}
	if (info->max_inodes) {
		buf->f_files = info->max_inodes;
		buf->f_ffree = info->max_inodes - info->used_inodes;
	}
	return 0;
}

/* --- Super blocks. */

static void ramfs_put_super(struct super_block *sb)
{
	kfree(sb->s_fs_info);
}

static const struct super_operations tmpfs_super_operations = {
	.evict_inode = ramfs_evict_inode,
	.statfs = ramfs_statfs,
	.remount_fs = tmpfs_remount,
	.put_super = ramfs_put_super,
	.show_options = tmpfs_show_options,
};

static int fill_super(struct super_block *sb, struct tmpfs_info *info,
		      unsigned long magic)
{
	struct inode *root;

	sb->s_fs_info = info;
	sb->s_magic = magic;
	sb->s_op = &tmpfs_super_operations;
	root = ramfs_inode(sb, NULL, S_IFDIR | info->mode, 0);
	if (IS_ERR(root))
		return PTR_ERR(root);
	root->i_uid = info->uid;
	root->i_gid = info->gid;
	sb->s_root = d_make_root(root);
	return sb->s_root ? 0 : -ENOMEM;
}

int tmpfs_fill_super(struct super_block *sb, void *data, int silent)
{
	struct tmpfs_info *info = kzalloc(sizeof(*info), GFP_KERNEL);
	int err;

	if (!info)
		return -ENOMEM;
	info->max_blocks = info->max_inodes = frames_total_count() / 2;
	info->mode = 01777;
	info->uid = current_fsuid();
	info->gid = current_fsgid();
	err = parse_options(info, data);
	if (!err)
		err = fill_super(sb, info, TMPFS_MAGIC);
	if (err)
		kfree(info);
	return err;
}

static int ramfs_fill_super(struct super_block *sb, void *data, int silent)
{
	struct tmpfs_info *info = kzalloc(sizeof(*info), GFP_KERNEL);
	int err;

	if (!info)
		return -ENOMEM;
	info->mode = 0755;
	parse_options(info, data); /* ramfs forgives what it does not know */
	info->max_blocks = info->max_inodes = 0;
	err = fill_super(sb, info, RAMFS_MAGIC);
	if (err)
		kfree(info);
	return err;
}

static struct dentry *tmpfs_mount(struct file_system_type *type, int flags,
				  const char *dev_name, void *data)
{
	return mount_nodev(type, flags, data, tmpfs_fill_super);
}

static struct dentry *ramfs_mount(struct file_system_type *type, int flags,
				  const char *dev_name, void *data)
{
	return mount_nodev(type, flags, data, ramfs_fill_super);
}

static struct file_system_type tmpfs_type = {
	.name = "tmpfs",
	.fs_flags = FS_USERNS_MOUNT,
	.mount = tmpfs_mount,
	.kill_sb = kill_litter_super,
};

static struct file_system_type ramfs_type = {
	.name = "ramfs",
	.fs_flags = FS_USERNS_MOUNT,
	.mount = ramfs_mount,
	.kill_sb = kill_litter_super,
};

static struct file_system_type rootfs_type = {
	.name = "rootfs",
	.mount = tmpfs_mount,
	.kill_sb = kill_litter_super,
};

/* --- The root, from the initramfs. */

/* The inode of a name in the archive that has more of them. */
struct hard_link {
	struct hlist_node node;
	const struct initramfs_file *file;
	struct inode *inode; /* held */
};

#define LINK_BUCKETS 64
static struct hlist_head links[LINK_BUCKETS];

static struct inode *find_link(const struct initramfs_file *f)
{
	struct hard_link *link;

	hlist_for_each_entry(link, &links[f->ino % LINK_BUCKETS], node)
		if (link->file->ino == f->ino &&
		    link->file->archive == f->archive)
			return link->inode;
	return NULL;
}

static void note_link(const struct initramfs_file *f, struct inode *inode)
{
	struct hard_link *link = kmalloc(sizeof(*link), GFP_KERNEL);

	if (!link)
		return;
	ihold(inode);
	link->file = f;
	link->inode = inode;
	hlist_add_head(&link->node, &links[f->ino % LINK_BUCKETS]);
}

static void forget_links(void)
{
	struct hard_link *link;
	struct hlist_node *next;

	for (int i = 0; i < LINK_BUCKETS; i++)
		hlist_for_each_entry_safe(link, next, &links[i], node) {
			iput(link->inode);
			kfree(link);
		}
}

static void set_attributes(struct inode *inode, const struct initramfs_file *f)
{
	inode->i_mode = (inode->i_mode & S_IFMT) | (f->mode & S_IALLUGO);
	inode->i_uid = KUIDT_INIT(f->uid);
	inode->i_gid = KGIDT_INIT(f->gid);
	inode->i_mtime.tv_sec = inode->i_atime.tv_sec = f->mtime;
	inode->i_mtime.tv_nsec = inode->i_atime.tv_nsec = 0;
}

/* The inode of an entry without another name; ERR_PTR. */
static struct inode *make_inode(struct super_block *sb,
				const struct initramfs_file *f)
{
	struct inode *inode;

	if (!S_ISDIR(f->mode) && !S_ISLNK(f->mode) && !S_ISREG(f->mode) &&
	    !S_ISCHR(f->mode) && !S_ISBLK(f->mode) && !S_ISFIFO(f->mode) &&
	    !S_ISSOCK(f->mode))
		return ERR_PTR(-EINVAL);
	inode = ramfs_inode(sb, NULL, f->mode, f->rdev);
	if (IS_ERR(inode))
		return inode;
	if (S_ISLNK(f->mode)) {
		inode->i_link =
			kmemdup_nul((const char *)f->data, f->size, GFP_KERNEL);
		if (!inode->i_link) {
			iput(inode);
			return ERR_PTR(-ENOMEM);
		}
		inode->i_size = strlen(inode->i_link);
	} else if (S_ISREG(f->mode)) {
		inode->i_data.backing = f->data;
		inode->i_data.backing_size = inode->i_size = f->size;
	}
	set_attributes(inode, f);
	return inode;
}

static int make_entry(struct inode *dir, struct dentry *dentry,
		      const struct initramfs_file *f)
{
	bool shared = f->nlink > 1 && !S_ISDIR(f->mode);
	struct inode *inode = shared ? find_link(f) : NULL;

	if (inode) {
		ihold(inode);
		inc_nlink(inode);
	} else {
		inode = make_inode(dir->i_sb, f);
		if (IS_ERR(inode))
			return PTR_ERR(inode);
		if (shared)
			note_link(f, inode);
	}
	if (S_ISDIR(f->mode))
		inc_nlink(dir);
	d_add(dentry, inode);
	dget(dentry);
	return 0;
}

/* Folders that the archive uses without having them. */
static void make_parents(const char *path)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		char *name = kstrndup(path, p - path, GFP_KERNEL);
		struct dentry *dentry;
		struct path dir;

		if (!name)
			return;
		dentry = kern_path_create(AT_FDCWD, name, &dir,
					  LOOKUP_DIRECTORY);
		if (!IS_ERR(dentry)) {
			vfs_mkdir(&nop_mnt_idmap, dir.dentry->d_inode, dentry,
				  0755);
			done_path_create(&dir, dentry);
		}
		kfree(name);
	}
}

/*
 * There is a file at the path of @f: it goes, or, where both are folders,
 * becomes what @f says. 0: the path is free now.
 */
static int replace_entry(const struct initramfs_file *f)
{
	struct path path;
	struct inode *dir;
	int err = kern_path(f->path, 0, &path);

	if (err)
		return err;
	dir = path.dentry->d_parent->d_inode;
	if (!S_ISDIR(path.dentry->d_inode->i_mode)) {
		err = vfs_unlink(&nop_mnt_idmap, dir, path.dentry, NULL);
	} else if (!S_ISDIR(f->mode)) {
		err = vfs_rmdir(&nop_mnt_idmap, dir, path.dentry);
	} else {
		set_attributes(path.dentry->d_inode, f);
		err = 1;
	}
	path_put(&path);
	return err;
}

static int unpack_file(const struct initramfs_file *f)
{
	struct path path;
	struct dentry *dentry =
		kern_path_create(AT_FDCWD, f->path, &path, LOOKUP_DIRECTORY);
	int err;

	if (dentry == ERR_PTR(-ENOENT)) {
		make_parents(f->path);
		dentry = kern_path_create(AT_FDCWD, f->path, &path,
					  LOOKUP_DIRECTORY);
	}
	if (dentry == ERR_PTR(-EEXIST)) {
		err = replace_entry(f);
		if (err)
			return min(err, 0);
		dentry = kern_path_create(AT_FDCWD, f->path, &path,
					  LOOKUP_DIRECTORY);
	}
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	err = make_entry(path.dentry->d_inode, dentry, f);
	done_path_create(&path, dentry);
	return err;
}

static void unpack_initramfs(void)
{
	const struct initramfs_file *f;
	int err;

	list_for_each_entry(f, &initramfs_files, list) {
		err = unpack_file(f);
		if (err)
			pr_err("initramfs: /%s is left out (error %d)\n",
			       f->path, err);
	}
	forget_links();
}

void tmpfs_init(void)
{
	register_filesystem(&ramfs_type);
	register_filesystem(&tmpfs_type);
}

void rootfs_init(void)
{
	static char options[] = "mode=0755";
	struct dentry *root = tmpfs_mount(&rootfs_type, 0, "rootfs", options);

	if (IS_ERR(root))
		panic("no memory for the root file system");
	mount_root(root);
	unpack_initramfs();
}

/* --- Files without a name: memfd_create(2), shared anonymous memory. */

static struct vfsmount *shm_mount;

static struct file *make_shmem(const char *name, loff_t size,
			       unsigned int flags, unsigned long seals)
{
	struct inode *inode;
	int err;

	if (size < 0 || size > MAX_LFS_FILESIZE)
		return ERR_PTR(-EINVAL);
	if (!shm_mount)
		shm_mount = kern_mount(&tmpfs_type);
	if (IS_ERR(shm_mount)) {
		err = PTR_ERR(shm_mount);
		shm_mount = NULL;
		return ERR_PTR(err);
	}
	inode = ramfs_inode(shm_mount->mnt_sb, NULL, S_IFREG | S_IRWXUGO, 0);
	if (IS_ERR(inode))
		return ERR_CAST(inode);
	clear_nlink(inode);
	inode->i_size = size;
	inode->i_private = (void *)seals;
	return alloc_file_pseudo(inode, shm_mount, name, flags,
				 &ramfs_file_operations);
}

struct file *shmem_file_setup(const char *name, loff_t size,
			      unsigned long flags)
{
	return make_shmem(name, size, O_RDWR | O_LARGEFILE, 0);
}
EXPORT_SYMBOL_GPL(shmem_file_setup);

/* "memfd:" and the name that user space gives. */
static int memfd_name(char *buf, const char __user *name)
{
	long len;

	strcpy(buf, "memfd:");
	len = strncpy_from_user(buf + 6, name, MFD_NAME_MAX_LEN + 1);
	if (len < 0)
		return len;
	return len > MFD_NAME_MAX_LEN ? -EINVAL : 0;
}

SYSCALL_DEFINE2(memfd_create, const char __user *, name, unsigned int, flags)
{
	const unsigned int all = MFD_CLOEXEC | MFD_ALLOW_SEALING |
				 MFD_NOEXEC_SEAL | MFD_EXEC;
	unsigned long seals = IS_MEMFD;
	char text[NAME_MAX + 1];
	struct file *file;
	int err, fd;

	if (flags & ~all || (flags & MFD_EXEC && flags & MFD_NOEXEC_SEAL))
		return -EINVAL;
	err = memfd_name(text, name);
	if (err)
		return err;
	if (!(flags & (MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL)))
		seals |= F_SEAL_SEAL;
	fd = get_unused_fd_flags(flags & MFD_CLOEXEC ? O_CLOEXEC : 0);
	if (fd < 0)
		return fd;
	file = make_shmem(text, 0, O_RDWR | O_LARGEFILE, seals);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	if (flags & MFD_NOEXEC_SEAL)
		file->f_inode->i_mode &= ~S_IXUGO;
	fd_install(fd, file);
	return fd;
}
