/* SPDX-License-Identifier: MIT */
/*
 * /dev: one file system in memory, wherever it is mounted, in which the kernel
 * makes and removes the nodes of its devices by itself.
 */
#include <linux/cdev.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "internal.h"

static struct vfsmount *devtmpfs_mount;

static struct dentry *devtmpfs_get_tree(struct file_system_type *type,
					int flags, const char *dev_name,
					void *data)
{
	return mount_single(type, flags, data, tmpfs_fill_super);
}

static struct file_system_type devtmpfs_type = {
	.name = "devtmpfs",
	.mount = devtmpfs_get_tree,
	.kill_sb = kill_litter_super,
};

/* New nodes are root's or whoever's, but not of who has loaded their driver. */
static int make_node(struct dentry *dir, struct dentry *dentry, umode_t mode,
		     dev_t dev, kuid_t uid, kgid_t gid)
{
	const struct inode_operations *ops = dir->d_inode->i_op;
	int err;

	if (dentry->d_inode)
		return -EEXIST;
	err = S_ISDIR(mode) ?
		      ops->mkdir(&nop_mnt_idmap, dir->d_inode, dentry, mode) :
		      ops->mknod(&nop_mnt_idmap, dir->d_inode, dentry, mode,
				 dev);
	if (!err) {
		dentry->d_inode->i_uid = uid;
		dentry->d_inode->i_gid = gid;
	}
	return err;
}

/*
 * The folder that @name is in, with a reference, and *@name the rest without
 * slash. Folders that are missing are made if @make; else, or when they can't
 * be, ERR_PTR.
 */
static struct dentry *walk_to_dir(const char **name, bool make)
{
	struct dentry *dir = dget(devtmpfs_mount->mnt_root), *child;
	const char *slash;
	int err = 0;

	for (; (slash = strchr(*name, '/')); *name = slash + 1) {
		child = lookup_one_len(*name, dir, slash - *name);
		if (!IS_ERR(child) && !child->d_inode)
			err = make ? make_node(dir, child, 0755 | S_IFDIR, 0,
					       GLOBAL_ROOT_UID,
					       GLOBAL_ROOT_GID) :
				     -ENOENT;
		dput(dir);
		if (IS_ERR(child))
			return child;
		dir = child;
		if (err) {
			dput(dir);
			return ERR_PTR(err);
		}
	}
	return dir;
}

int devtmpfs_create(const char *name, umode_t mode, dev_t dev, kuid_t uid,
		    kgid_t gid)
{
	struct dentry *dir, *dentry;
	int err;

	if (!(mode & S_IALLUGO))
		mode |= 0600;
	dir = walk_to_dir(&name, true);
	if (IS_ERR(dir))
		return PTR_ERR(dir);
	dentry = lookup_one_len(name, dir, strlen(name));
	err = PTR_ERR_OR_ZERO(dentry);
	if (!err) {
		err = make_node(dir, dentry, mode, dev, uid, gid);
		dput(dentry);
	}
	dput(dir);
	return err;
}

int devtmpfs_remove(const char *name, dev_t dev)
{
	struct dentry *dir = walk_to_dir(&name, false), *dentry, *parent;
	int err = 0;

	if (IS_ERR(dir))
		return PTR_ERR(dir);
	dentry = lookup_one_len(name, dir, strlen(name));
	if (IS_ERR(dentry)) {
		dput(dir);
		return PTR_ERR(dentry);
	}
	/* What someone has put in its place is his. */
	if (!dentry->d_inode || dentry->d_inode->i_rdev != dev)
		err = -ENOENT;
	else
		simple_unlink(dir->d_inode, dentry);
	if (!err)
		d_delete(dentry);
	dput(dentry);
	/* Folders that are empty now were made for it alone. */
	while (!err && !IS_ROOT(dir) && simple_empty(dir)) {
		parent = dget(dir->d_parent);
		simple_rmdir(parent->d_inode, dir);
		d_delete(dir);
		dput(dir);
		dir = parent;
	}
	dput(dir);
	return err;
}

static void make_dir(const char *name, umode_t mode)
{
	struct path path;
	struct dentry *dentry =
		kern_path_create(AT_FDCWD, name, &path, LOOKUP_DIRECTORY);

	if (IS_ERR(dentry))
		return;
	vfs_mkdir(&nop_mnt_idmap, path.dentry->d_inode, dentry, mode);
	done_path_create(&path, dentry);
}

void devtmpfs_init(void)
{
	register_filesystem(&devtmpfs_type);
	devtmpfs_mount = kern_mount(&devtmpfs_type);
	if (IS_ERR(devtmpfs_mount))
		panic("no memory for /dev");
	devtmpfs_mount->mnt_root->d_inode->i_mode = S_IFDIR | 0755;
	pr_info("devtmpfs: initialized\n");
	make_dir("/dev", 0755);
	if (path_mount("devtmpfs", "/dev", "devtmpfs", MS_SILENT, NULL))
		pr_err("devtmpfs: error: can't be mounted\n");
	make_dir("/dev/shm", 01777);
	make_dir("/dev/pts", 0755);
}
