/* SPDX-License-Identifier: MIT */
/*
 * File system types, super blocks, and the mounts that make one tree of them.
 * mount(2), umount2(2), filesystems(5).
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/kmod.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "internal.h"

LIST_HEAD(mount_list);
struct vfsmount *root_mount;
struct file_system_type *file_systems;

/* --- Types. */

static struct file_system_type **find_type(const char *name, int len)
{
	struct file_system_type **p;

	for (p = &file_systems; *p; p = &(*p)->next)
		if (!strncmp((*p)->name, name, len) && !(*p)->name[len])
			break;
	return p;
}

int register_filesystem(struct file_system_type *type)
{
	struct file_system_type **p = find_type(type->name, strlen(type->name));

	if (type->next)
		return -EBUSY;
	if (*p)
		return -EBUSY;
	*p = type;
	return 0;
}
EXPORT_SYMBOL(register_filesystem);

int unregister_filesystem(struct file_system_type *type)
{
	struct file_system_type **p;

	for (p = &file_systems; *p; p = &(*p)->next)
		if (*p == type) {
			*p = type->next;
			type->next = NULL;
			return 0;
		}
	return -EINVAL;
}
EXPORT_SYMBOL(unregister_filesystem);

static void drop_type(const void *object)
{
	unregister_filesystem((struct file_system_type *)object);
}

static void scan_types(struct leak_scan *scan)
{
	for (const struct file_system_type *t = file_systems; t; t = t->next)
		if (leak_in(scan, t) || leak_in(scan, t->mount))
			leak_found(scan,
				   &(struct leak){
					   .kind = "file system type",
					   .name = t->name,
					   .object = t,
					   .target = (unsigned long)t->mount,
					   .danger = "which is in this module",
					   .reclaim = drop_type });
}
LEAK_SOURCE(file_system, scan_types);

static struct file_system_type *held_type(const char *name, int len)
{
	struct file_system_type *type = *find_type(name, len);

	return type && try_module_get(type->owner) ? type : NULL;
}

struct file_system_type *get_fs_type(const char *name)
{
	const char *dot = strchrnul(name, '.');
	int len = dot - name;
	struct file_system_type *type = held_type(name, len);

	if (!type && !request_module("fs-%.*s", len, name))
		type = held_type(name, len);
	return type;
}
EXPORT_SYMBOL(get_fs_type);

void put_filesystem(struct file_system_type *type)
{
	module_put(type->owner);
}
EXPORT_SYMBOL(put_filesystem);

/* --- Super blocks. */

dev_t get_anon_bdev(void)
{
	static unsigned int last;

	return MKDEV(0, ++last & MINORMASK);
}
EXPORT_SYMBOL(get_anon_bdev);

static struct super_block *alloc_super(struct file_system_type *type, int flags)
{
	struct super_block *sb = kzalloc(sizeof(*sb), GFP_KERNEL);

	if (!sb)
		return NULL;
	sb->s_type = type;
	sb->s_flags = flags;
	sb->s_active = 1;
	sb->s_dev = get_anon_bdev();
	sb->s_blocksize = PAGE_SIZE;
	sb->s_blocksize_bits = PAGE_SHIFT;
	sb->s_maxbytes = MAX_LFS_FILESIZE;
	sb->s_time_gran = 1;
	sb->s_op = &simple_super_operations;
	strscpy(sb->s_id, type->name, sizeof(sb->s_id));
	__module_get(type->owner);
	return sb;
}

void deactivate_super(struct super_block *sb)
{
	struct file_system_type *type = sb->s_type;

	if (--sb->s_active)
		return;
	type->kill_sb(sb);
	put_filesystem(type);
}
EXPORT_SYMBOL(deactivate_super);

void kill_anon_super(struct super_block *sb)
{
	struct dentry *root = sb->s_root;

	sb->s_root = NULL;
	dput(root);
	if (root && sb->s_op->put_super)
		sb->s_op->put_super(sb);
	if (sb->s_type->single == sb)
		sb->s_type->single = NULL;
	kfree(sb);
}
EXPORT_SYMBOL(kill_anon_super);

void kill_litter_super(struct super_block *sb)
{
	if (sb->s_root)
		d_genocide(sb->s_root);
	kill_anon_super(sb);
}
EXPORT_SYMBOL(kill_litter_super);

struct dentry *mount_nodev(struct file_system_type *type, int flags, void *data,
			   int (*fill_super)(struct super_block *sb, void *data,
					     int silent))
{
	struct super_block *sb = alloc_super(type, flags);
	int err;

	if (!sb)
		return ERR_PTR(-ENOMEM);
	err = fill_super(sb, data, !!(flags & MS_SILENT));
	if (err) {
		deactivate_super(sb);
		return ERR_PTR(err);
	}
	sb->s_flags |= SB_ACTIVE;
	return dget(sb->s_root);
}
EXPORT_SYMBOL(mount_nodev);

struct dentry *mount_single(struct file_system_type *type, int flags,
			    void *data,
			    int (*fill_super)(struct super_block *sb,
					      void *data, int silent))
{
	struct super_block *sb = type->single;
	struct dentry *root;
	int err = 0;

	if (!sb) {
		root = mount_nodev(type, flags, data, fill_super);
		if (!IS_ERR(root))
			type->single = root->d_sb;
		return root;
	}
	if (sb->s_op->remount_fs)
		err = sb->s_op->remount_fs(sb, &flags, data);
	if (err)
		return ERR_PTR(err);
	sb->s_active++;
	return dget(sb->s_root);
}
EXPORT_SYMBOL(mount_single);

/* --- Mounts. */

static struct vfsmount *alloc_mount(struct dentry *root, const char *devname)
{
	static int last_id;
	struct vfsmount *mnt = kzalloc(sizeof(*mnt), GFP_KERNEL);

	if (!mnt)
		return NULL;
	mnt->mnt_devname = kstrdup(devname ? devname : "none", GFP_KERNEL);
	if (!mnt->mnt_devname) {
		kfree(mnt);
		return NULL;
	}
	mnt->mnt_root = root;
	mnt->mnt_sb = root->d_sb;
	mnt->mnt_count = 1;
	mnt->mnt_id = ++last_id;
	INIT_LIST_HEAD(&mnt->mnt_list);
	return mnt;
}

void mntput(struct vfsmount *mnt)
{
	struct super_block *sb;

	if (!mnt || --mnt->mnt_count)
		return;
	sb = mnt->mnt_sb;
	dput(mnt->mnt_root);
	deactivate_super(sb);
	kfree(mnt->mnt_devname);
	kfree(mnt);
}
EXPORT_SYMBOL(mntput);

/* A mount, in no tree yet, of a file system of @type; ERR_PTR. */
static struct vfsmount *new_mount(struct file_system_type *type, int flags,
				  const char *devname, void *data)
{
	struct dentry *root = type->mount(type, flags, devname, data);
	struct vfsmount *mnt;

	if (IS_ERR(root))
		return ERR_CAST(root);
	mnt = alloc_mount(root, devname);
	if (!mnt) {
		struct super_block *sb = root->d_sb;

		dput(root);
		deactivate_super(sb);
		return ERR_PTR(-ENOMEM);
	}
	return mnt;
}

struct vfsmount *kern_mount(struct file_system_type *type)
{
	return new_mount(type, SB_KERNMOUNT, type->name, NULL);
}
EXPORT_SYMBOL_GPL(kern_mount);

void kern_unmount(struct vfsmount *mnt)
{
	if (!IS_ERR_OR_NULL(mnt))
		mntput(mnt);
}
EXPORT_SYMBOL(kern_unmount);

static struct vfsmount *lookup_mnt(const struct path *path)
{
	struct vfsmount *mnt;

	list_for_each_entry(mnt, &mount_list, mnt_list)
		if (mnt->mnt_parent == path->mnt &&
		    mnt->mnt_mountpoint == path->dentry)
			return mnt;
	return NULL;
}

void follow_down(struct path *path)
{
	struct vfsmount *mnt;

	while (d_mountpoint(path->dentry) && (mnt = lookup_mnt(path))) {
		struct path down = { mntget(mnt), dget(mnt->mnt_root) };

		path_put(path);
		*path = down;
	}
}
EXPORT_SYMBOL(follow_down);

bool follow_up(struct path *path)
{
	struct vfsmount *mnt = path->mnt;
	struct path up;

	if (!mnt->mnt_parent)
		return false;
	up.mnt = mntget(mnt->mnt_parent);
	up.dentry = dget(mnt->mnt_mountpoint);
	path_put(path);
	*path = up;
	return true;
}
EXPORT_SYMBOL(follow_up);

/* Puts @mnt into the tree at @path; the caller's reference is the tree's. */
static void attach(struct vfsmount *mnt, const struct path *path)
{
	mnt->mnt_parent = mntget(path->mnt);
	mnt->mnt_mountpoint = dget(path->dentry);
	path->dentry->d_flags |= DCACHE_MOUNTED;
	list_add_tail(&mnt->mnt_list, &mount_list);
}

/* Takes @mnt from its place; @path gets the references to that. */
static void take_out(struct vfsmount *mnt, struct path *path)
{
	struct vfsmount *other;

	path->mnt = mnt->mnt_parent;
	path->dentry = mnt->mnt_mountpoint;
	mnt->mnt_parent = NULL;
	mnt->mnt_mountpoint = NULL;
	list_del_init(&mnt->mnt_list);
	list_for_each_entry(other, &mount_list, mnt_list)
		if (other->mnt_mountpoint == path->dentry)
			return;
	path->dentry->d_flags &= ~DCACHE_MOUNTED;
}

/* The oldest mount on a folder of @mnt, or NULL. */
static struct vfsmount *child_mount(const struct vfsmount *mnt)
{
	struct vfsmount *child;

	list_for_each_entry(child, &mount_list, mnt_list)
		if (child->mnt_parent == mnt)
			return child;
	return NULL;
}

/* Takes all mounts below @mnt from the tree, the innermost first. */
static void detach_below(struct vfsmount *mnt)
{
	struct vfsmount *leaf, *child;
	struct path path;

	while ((leaf = child_mount(mnt))) {
		while ((child = child_mount(leaf)))
			leaf = child;
		take_out(leaf, &path);
		path_put(&path);
		mntput(leaf);
	}
}

static void detach(struct vfsmount *mnt)
{
	struct path path;

	detach_below(mnt);
	take_out(mnt, &path);
	path_put(&path);
	mntput(mnt);
}

void detach_mounts(struct dentry *dentry)
{
	struct vfsmount *mnt;
	bool found;

	do {
		found = false;
		list_for_each_entry(mnt, &mount_list, mnt_list)
			if (mnt->mnt_mountpoint &&
			    is_subdir(mnt->mnt_mountpoint, dentry)) {
				detach(mnt);
				found = true;
				break;
			}
	} while (found);
}

void mount_root(struct dentry *root)
{
	root_mount = alloc_mount(root, "rootfs");
	if (!root_mount)
		panic("no memory for the root file system");
	list_add(&root_mount->mnt_list, &mount_list);
	init_fs.root.mnt = init_fs.pwd.mnt = root_mount;
	init_fs.root.dentry = init_fs.pwd.dentry = root;
	path_get(&init_fs.root);
	path_get(&init_fs.pwd);
}

int mnt_want_write(struct vfsmount *mnt)
{
	return mnt->mnt_flags & MNT_READONLY || sb_rdonly(mnt->mnt_sb) ?
		       -EROFS :
		       0;
}
EXPORT_SYMBOL(mnt_want_write);

bool path_noexec(const struct path *path)
{
	return path->mnt->mnt_flags & MNT_NOEXEC;
}

bool mnt_may_suid(const struct vfsmount *mnt)
{
	return !(mnt->mnt_flags & MNT_NOSUID);
}

/* --- mount(2). */

static int mnt_flags_of(unsigned long flags)
{
	static const struct {
		unsigned long ms;
		int mnt;
	} map[] = {
		{ MS_NOSUID, MNT_NOSUID },
		{ MS_NODEV, MNT_NODEV },
		{ MS_NOEXEC, MNT_NOEXEC },
		{ MS_NOATIME, MNT_NOATIME },
		{ MS_NODIRATIME, MNT_NODIRATIME },
		{ MS_RDONLY, MNT_READONLY },
		{ MS_NOSYMFOLLOW, MNT_NOSYMFOLLOW },
	};
	int mnt = flags & (MS_STRICTATIME | MS_NOATIME) ? 0 : MNT_RELATIME;

	for (u32 i = 0; i < ARRAY_SIZE(map); i++)
		if (flags & map[i].ms)
			mnt |= map[i].mnt;
	return mnt;
}

/* Puts a new mount at @path, to which its reference goes. */
static int do_attach(struct vfsmount *mnt, const struct path *path)
{
	if (S_ISDIR(path->dentry->d_inode->i_mode) !=
	    S_ISDIR(mnt->mnt_root->d_inode->i_mode))
		return -ENOTDIR;
	if (d_unlinked(path->dentry))
		return -ENOENT;
	/* The same file system twice at one place would be of no use. */
	if (path->mnt->mnt_sb == mnt->mnt_sb &&
	    path->dentry == path->mnt->mnt_root &&
	    mnt->mnt_root == path->dentry)
		return -EBUSY;
	attach(mnt, path);
	return 0;
}

static int do_new_mount(const struct path *path, const char *type_name,
			const char *devname, unsigned long flags, void *data)
{
	struct file_system_type *type;
	struct vfsmount *mnt;
	int err;

	if (!type_name)
		return -EINVAL;
	type = get_fs_type(type_name);
	if (!type)
		return -ENODEV;
	mnt = new_mount(type, flags & (MS_RDONLY | MS_SILENT), devname, data);
	put_filesystem(type);
	if (IS_ERR(mnt))
		return PTR_ERR(mnt);
	mnt->mnt_flags = mnt_flags_of(flags);
	err = do_attach(mnt, path);
	if (err)
		mntput(mnt);
	return err;
}

static struct vfsmount *clone_mount(const struct vfsmount *old,
				    struct dentry *root)
{
	struct vfsmount *mnt = alloc_mount(root, old->mnt_devname);

	if (!mnt)
		return NULL;
	dget(root);
	mnt->mnt_sb->s_active++;
	mnt->mnt_flags = old->mnt_flags;
	return mnt;
}

/* Where the copy of @mnt is to hang, if its parent is copied and it is not. */
static struct vfsmount *copied_parent(const struct vfsmount *mnt,
				      const struct path *top)
{
	struct vfsmount *parent = mnt->mnt_parent;

	if (!parent || !parent->mnt_copy || mnt->mnt_copy)
		return NULL;
	if (parent == top->mnt && !is_subdir(mnt->mnt_mountpoint, top->dentry))
		return NULL;
	return parent->mnt_copy;
}

/*
 * Copies the mounts below @top to the same places below @copy, which is that
 * of @top itself. Rounds end when nothing was left to copy: a mount may be
 * older than its parent. 0 or -ENOMEM.
 */
static int copy_below(const struct path *top, struct vfsmount *copy)
{
	struct vfsmount *mnt,
		*last = list_last_entry(&mount_list, struct vfsmount, mnt_list);
	struct path path;
	int copied;

	top->mnt->mnt_copy = copy;
	do {
		copied = 0;
		list_for_each_entry(mnt, &mount_list, mnt_list) {
			path.mnt = copied_parent(mnt, top);
			path.dentry = mnt->mnt_mountpoint;
			if (path.mnt) {
				mnt->mnt_copy = clone_mount(mnt, mnt->mnt_root);
				if (!mnt->mnt_copy) {
					copied = -ENOMEM;
					break;
				}
				attach(mnt->mnt_copy, &path);
				copied++;
			}
			if (mnt == last)
				break;
		}
	} while (copied > 0);
	list_for_each_entry(mnt, &mount_list, mnt_list)
		mnt->mnt_copy = NULL;
	return copied;
}

static int do_bind(const struct path *path, const char *from, bool recursive)
{
	struct vfsmount *mnt;
	struct path old;
	int err;

	if (!from || !*from)
		return -EINVAL;
	err = kern_path(from, LOOKUP_FOLLOW, &old);
	if (err)
		return err;
	mnt = clone_mount(old.mnt, old.dentry);
	if (mnt && recursive)
		err = copy_below(&old, mnt);
	path_put(&old);
	if (!mnt)
		return -ENOMEM;
	if (!err)
		err = do_attach(mnt, path);
	if (err) {
		detach_below(mnt);
		mntput(mnt);
	}
	return err;
}

static int do_move(const struct path *path, const char *from)
{
	struct vfsmount *mnt;
	struct path old, place;
	int err;

	if (!from || !*from)
		return -EINVAL;
	err = kern_path(from, LOOKUP_FOLLOW, &old);
	if (err)
		return err;
	err = -EINVAL;
	if (old.dentry != old.mnt->mnt_root || !old.mnt->mnt_parent ||
	    S_ISDIR(path->dentry->d_inode->i_mode) !=
		    S_ISDIR(old.dentry->d_inode->i_mode))
		goto out;
	err = -ELOOP;
	for (mnt = path->mnt; mnt; mnt = mnt->mnt_parent)
		if (mnt == old.mnt)
			goto out;
	take_out(old.mnt, &place);
	attach(old.mnt, path);
	path_put(&place);
	err = 0;
out:
	path_put(&old);
	return err;
}

static int do_remount(const struct path *path, unsigned long flags, void *data)
{
	struct super_block *sb = path->mnt->mnt_sb;
	int sb_flags = flags & MS_RDONLY, err;

	if (path->dentry != path->mnt->mnt_root)
		return -EINVAL;
	if (!(flags & MS_BIND)) {
		if (sb->s_op->remount_fs) {
			err = sb->s_op->remount_fs(sb, &sb_flags, data);
			if (err)
				return err;
		}
		sb->s_flags = (sb->s_flags & ~SB_RDONLY) | (flags & SB_RDONLY);
	}
	path->mnt->mnt_flags = mnt_flags_of(flags);
	return 0;
}

static int mount_at(const struct path *path, const char *devname,
		    const char *type, unsigned long flags, void *data)
{
	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (flags & MS_REMOUNT)
		return do_remount(path, flags, data);
	if (flags & MS_BIND)
		return do_bind(path, devname, flags & MS_REC);
	/* There is one namespace: nothing propagates anywhere. */
	if (flags & (MS_SHARED | MS_PRIVATE | MS_SLAVE | MS_UNBINDABLE))
		return path->dentry == path->mnt->mnt_root ? 0 : -EINVAL;
	if (flags & MS_MOVE)
		return do_move(path, devname);
	return do_new_mount(path, type, devname, flags, data);
}

int path_mount(const char *devname, const char *dir, const char *type,
	       unsigned long flags, void *data)
{
	struct path path;
	int err = kern_path(dir, LOOKUP_FOLLOW, &path);

	if (err)
		return err;
	if ((flags & MS_MGC_MSK) == MS_MGC_VAL)
		flags &= ~(unsigned long)MS_MGC_MSK;
	err = mount_at(&path, devname, type, flags, data);
	path_put(&path);
	return err;
}

/* A string that may be absent; ERR_PTR. */
static char *optional_string(const char __user *s)
{
	return s ? strndup_user(s, PAGE_SIZE) : NULL;
}

/* mount(2)'s data: up to a page, as much of it as can be read, and a NUL. */
static char *copy_options(const void __user *data)
{
	unsigned long left;
	char *copy;

	if (!data)
		return NULL;
	copy = kzalloc(PAGE_SIZE, GFP_KERNEL);
	if (!copy)
		return ERR_PTR(-ENOMEM);
	left = copy_from_user(copy, data, PAGE_SIZE - 1);
	if (left == PAGE_SIZE - 1) {
		kfree(copy);
		return ERR_PTR(-EFAULT);
	}
	return copy;
}

SYSCALL_DEFINE5(mount, const char __user *, dev_name, const char __user *,
		dir_name, const char __user *, type_name, unsigned long, flags,
		void __user *, data)
{
	struct filename *dir __free(putname) = NULL;
	char *type __free(kfree) = optional_string(type_name);
	char *dev __free(kfree) = optional_string(dev_name);
	char *options __free(kfree) = copy_options(data);

	if (IS_ERR(type))
		return PTR_ERR(type);
	if (IS_ERR(dev))
		return PTR_ERR(dev);
	if (IS_ERR(options))
		return PTR_ERR(options);
	dir = getname(dir_name);
	if (IS_ERR(dir))
		return PTR_ERR(dir);
	return path_mount(dev, dir->name, type, flags, options);
}

/* --- umount2(2). */

static int do_umount(struct path *path, int flags)
{
	struct vfsmount *mnt = path->mnt;

	if (path->dentry != mnt->mnt_root)
		return -EINVAL;
	if (mnt == current_fs()->root.mnt && !(flags & MNT_DETACH))
		return flags & MNT_EXPIRE ? -EINVAL : -EBUSY;
	if (!mnt->mnt_parent)
		return -EINVAL;
	/* The tree's reference, and the caller's. */
	if (!(flags & MNT_DETACH) && (mnt->mnt_count > 2 || child_mount(mnt)))
		return -EBUSY;
	if (flags & MNT_EXPIRE)
		return -EAGAIN;
	detach(mnt);
	return 0;
}

static long umount_at(const char __user *name, int flags)
{
	unsigned int how = flags & UMOUNT_NOFOLLOW ? 0 : LOOKUP_FOLLOW;
	struct path path;
	int err = user_path_at(AT_FDCWD, name, how, &path);

	if (err)
		return err;
	err = capable(CAP_SYS_ADMIN) ? do_umount(&path, flags) : -EPERM;
	path_put(&path);
	return err;
}

SYSCALL_DEFINE2(umount, const char __user *, name, int, flags)
{
	if (flags & ~(MNT_FORCE | MNT_DETACH | MNT_EXPIRE | UMOUNT_NOFOLLOW))
		return -EINVAL;
	if (flags & MNT_EXPIRE && flags & (MNT_FORCE | MNT_DETACH))
		return -EINVAL;
	return umount_at(name, flags);
}

SYSCALL_DEFINE1(oldumount, const char __user *, name)
{
	return umount_at(name, 0);
}

/* --- /proc/mounts, /proc/self/mountinfo. */

static void show_flags(struct seq_file *m, const struct vfsmount *mnt)
{
	static const struct {
		int flag;
		const char *text;
	} names[] = {
		{ MNT_NOSUID, ",nosuid" },
		{ MNT_NODEV, ",nodev" },
		{ MNT_NOEXEC, ",noexec" },
		{ MNT_NOATIME, ",noatime" },
		{ MNT_NODIRATIME, ",nodiratime" },
		{ MNT_RELATIME, ",relatime" },
		{ MNT_NOSYMFOLLOW, ",nosymfollow" },
	};

	for (u32 i = 0; i < ARRAY_SIZE(names); i++)
		if (mnt->mnt_flags & names[i].flag)
			seq_puts(m, names[i].text);
}

/* Where @mnt is, as the reader sees it. */
static void show_place(struct seq_file *m, struct vfsmount *mnt)
{
	struct path path = { mnt, mnt->mnt_root };
	char *buf = kmalloc(PATH_MAX, GFP_KERNEL);
	char *p = buf ? d_path(&path, buf, PATH_MAX) : NULL;

	if (!IS_ERR_OR_NULL(p))
		seq_escape(m, p, " \t\n\\#");
	kfree(buf);
}

static bool visible(struct vfsmount *mnt)
{
	const struct vfsmount *root = current_fs()->root.mnt;

	for (; mnt; mnt = mnt->mnt_parent)
		if (mnt == root)
			return true;
	return false;
}

int show_vfsmnt(struct seq_file *m, struct vfsmount *mnt)
{
	struct super_block *sb = mnt->mnt_sb;

	if (!visible(mnt))
		return SEQ_SKIP;
	seq_escape(m, mnt->mnt_devname, " \t\n\\#");
	seq_putc(m, ' ');
	show_place(m, mnt);
	seq_printf(m, " %s %s", sb->s_type->name,
		   mnt_want_write(mnt) ? "ro" : "rw");
	show_flags(m, mnt);
	if (sb->s_op->show_options)
		sb->s_op->show_options(m, mnt->mnt_root);
	seq_puts(m, " 0 0\n");
	return 0;
}

int show_mountinfo(struct seq_file *m, struct vfsmount *mnt)
{
	struct super_block *sb = mnt->mnt_sb;
	char *buf, *p;

	if (!visible(mnt))
		return SEQ_SKIP;
	buf = kmalloc(PATH_MAX, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	p = dentry_path_raw(mnt->mnt_root, buf, PATH_MAX);
	seq_printf(m, "%d %d %u:%u ", mnt->mnt_id,
		   mnt->mnt_parent ? mnt->mnt_parent->mnt_id : mnt->mnt_id,
		   MAJOR(sb->s_dev), MINOR(sb->s_dev));
	seq_escape(m, IS_ERR(p) ? "/" : p, " \t\n\\#");
	kfree(buf);
	seq_putc(m, ' ');
	show_place(m, mnt);
	seq_puts(m, mnt->mnt_flags & MNT_READONLY ? " ro" : " rw");
	show_flags(m, mnt);
	seq_printf(m, " - %s ", sb->s_type->name);
	seq_escape(m, mnt->mnt_devname, " \t\n\\#");
	seq_puts(m, sb_rdonly(sb) ? " ro" : " rw");
	if (sb->s_op->show_options)
		sb->s_op->show_options(m, mnt->mnt_root);
	seq_putc(m, '\n');
	return 0;
}
