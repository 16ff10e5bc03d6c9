/* SPDX-License-Identifier: MIT */
/*
 * Names to files: the path walk, opening, and the system calls that change
 * folders. path_resolution(7), open(2), link(2), rename(2) and their kin.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "internal.h"

enum { LAST_NORM, LAST_ROOT, LAST_DOT, LAST_DOTDOT };

/* A walk under way. */
struct nameidata {
	struct path path;   /* where it is, held */
	struct path root;   /* what it cannot leave, not held */
	struct qstr last;   /* the component that is next */
	int last_type;	    /* LAST_ */
	bool slash;	    /* slashes follow it: it must be a folder */
	unsigned int flags; /* LOOKUP_ */
	unsigned int links; /* symbolic links so far */
	unsigned int depth; /* of rest */
	const char *rest[MAXSYMLINKS]; /* what follows each link */
	struct delayed_call done[MAXSYMLINKS];
};

/* --- Names from user space. */

/* Names up to this size, with their NUL, are cheaper to hold. */
#define SHORT_NAME (256 - sizeof(struct filename))

/* Copies a name of less than @size bytes; *@len is @size where it is longer. */
static struct filename *copy_name(const char __user *name, long size, long *len)
{
	struct filename *f = kmalloc(sizeof(*f) + size, GFP_KERNEL);

	*len = -ENOMEM;
	if (!f)
		return NULL;
	f->name = f->iname;
	*len = strncpy_from_user(f->iname, name, size);
	if (*len >= 0 && *len < size)
		return f;
	kfree(f);
	return NULL;
}

struct filename *getname_flags(const char __user *name, int flags)
{
	long len;
	struct filename *f = copy_name(name, SHORT_NAME, &len);

	if (len == SHORT_NAME) {
		f = copy_name(name, PATH_MAX, &len);
		if (len == PATH_MAX)
			len = -ENAMETOOLONG;
	}
	if (!len && !(flags & LOOKUP_EMPTY)) {
		putname(f);
		len = -ENOENT;
	}
	return len < 0 ? ERR_PTR(len) : f;
}

struct filename *getname(const char __user *name)
{
	return getname_flags(name, 0);
}

void putname(struct filename *name)
{
	if (!IS_ERR_OR_NULL(name))
		kfree(name);
}

void path_get(const struct path *path)
{
	mntget(path->mnt);
	dget(path->dentry);
}
EXPORT_SYMBOL(path_get);

void path_put(const struct path *path)
{
	dput(path->dentry);
	mntput(path->mnt);
}
EXPORT_SYMBOL(path_put);

/* --- The walk. */

int may_lookup(struct inode *inode)
{
	if (!S_ISDIR(inode->i_mode) || !inode->i_op->lookup)
		return -ENOTDIR;
	return inode_permission(inode, MAY_EXEC);
}

/* The walk is at @path, whose references it takes. */
static void jump(struct nameidata *nd, const struct path *path)
{
	path_put(&nd->path);
	nd->path = *path;
}

/* The walk whose ->get_link() is running. */
static struct nameidata *jumper;

int nd_jump_link(const struct path *path)
{
	jump(jumper, path);
	return 0;
}

static struct dentry *lookup_real(struct dentry *base, const struct qstr *name,
				  unsigned int flags)
{
	struct inode *dir = base->d_inode;
	struct dentry *dentry, *other;

	if (name->len > NAME_MAX)
		return ERR_PTR(-ENAMETOOLONG);
	if (dir->i_flags & S_DEAD)
		return ERR_PTR(-ENOENT);
	dentry = d_alloc(base, name);
	if (!dentry)
		return ERR_PTR(-ENOMEM);
	other = dir->i_op->lookup(dir, dentry, flags);
	if (other) {
		dput(dentry);
		dentry = other;
	}
	return dentry;
}

/* The child @name of @base with a reference, maybe without inode; ERR_PTR. */
static struct dentry *lookup_child(struct dentry *base, const struct qstr *name,
				   unsigned int flags)
{
	struct dentry *dentry = d_lookup(base, name);

	if (dentry && dentry->d_op && dentry->d_op->d_revalidate) {
		int valid = dentry->d_op->d_revalidate(dentry, flags);

		if (valid <= 0) {
			if (!valid)
				d_invalidate(dentry);
			dput(dentry);
			if (valid)
				return ERR_PTR(valid);
			dentry = NULL;
		}
	}
	return dentry ? dentry : lookup_real(base, name, flags);
}

static void go_up(struct nameidata *nd)
{
	struct path up;

	while (!path_equal(&nd->path, &nd->root)) {
		if (nd->path.dentry != nd->path.mnt->mnt_root) {
			up.mnt = mntget(nd->path.mnt);
			up.dentry = dget(nd->path.dentry->d_parent);
			jump(nd, &up);
			break;
		}
		if (!follow_up(&nd->path))
			break;
	}
	follow_down(&nd->path);
}

/* The text of the link @link; NULL when it has jumped; ERR_PTR. */
static const char *pick_link(struct nameidata *nd, struct path *link)
{
	struct inode *inode = link->dentry->d_inode;
	struct delayed_call *done = &nd->done[nd->links];
	const char *text;

	if (nd->links == MAXSYMLINKS ||
	    link->mnt->mnt_flags & MNT_NOSYMFOLLOW) {
		path_put(link);
		return ERR_PTR(-ELOOP);
	}
	nd->links++;
	done->fn = NULL;
	touch_atime(link);
	text = inode->i_link;
	if (!text) {
		jumper = nd;
		text = inode->i_op->get_link(link->dentry, inode, done);
	}
	path_put(link);
	if (IS_ERR_OR_NULL(text))
		return text;
	if (!*text)
		return ERR_PTR(-ENOENT);
	if (*text == '/') {
		path_get(&nd->root);
		jump(nd, &nd->root);
	}
	return text;
}

static bool is_link(const struct inode *inode)
{
	return S_ISLNK(inode->i_mode) &&
	       (inode->i_link || inode->i_op->get_link);
}

/*
 * Goes to @dentry, whose reference it takes: NULL, the text of the symbolic
 * link that it is, where that is to be followed, or ERR_PTR.
 */
static const char *step_into(struct nameidata *nd, struct dentry *dentry,
			     bool follow)
{
	struct path next = { nd->path.mnt, dentry };

	if (!dentry->d_inode) {
		dput(dentry);
		return ERR_PTR(-ENOENT);
	}
	mntget(next.mnt);
	if (d_mountpoint(dentry))
		follow_down(&next);
	if (follow && is_link(next.dentry->d_inode))
		return pick_link(nd, &next);
	jump(nd, &next);
	return NULL;
}

static const char *walk_component(struct nameidata *nd, bool follow)
{
	struct dentry *dentry;

	if (nd->last_type == LAST_DOTDOT)
		go_up(nd);
	if (nd->last_type != LAST_NORM)
		return NULL;
	dentry = lookup_child(nd->path.dentry, &nd->last, nd->flags);
	if (IS_ERR(dentry))
		return ERR_CAST(dentry);
	return step_into(nd, dentry, follow);
}

/* Takes the first component of @name into nd->last: what follows it. */
static const char *next_component(struct nameidata *nd, const char *name)
{
	unsigned int len = strchrnul(name, '/') - name;
	const char *end = name + len;

	nd->last.name = name;
	nd->last.len = len;
	nd->last_type = LAST_NORM;
	if (name[0] == '.' && len == 1)
		nd->last_type = LAST_DOT;
	if (name[0] == '.' && len == 2 && name[1] == '.')
		nd->last_type = LAST_DOTDOT;
	nd->slash = *end == '/';
	while (*end == '/')
		end++;
	return end;
}

/* Walks all of @name but its last component, which it leaves in nd->last. */
static int link_path_walk(struct nameidata *nd, const char *name)
{
	const char *text;
	int err;

	nd->depth = 0;
	nd->last_type = LAST_ROOT;
	nd->slash = false;
	for (;;) {
		while (*name == '/')
			name++;
		if (!*name && nd->depth) {
			name = nd->rest[--nd->depth];
			continue;
		}
		if (!*name)
			return 0;
		err = may_lookup(nd->path.dentry->d_inode);
		if (err)
			return err;
		name = next_component(nd, name);
		if (!*name && !nd->depth)
			return 0;
		text = walk_component(nd, true);
		if (IS_ERR(text))
			return PTR_ERR(text);
		if (text && *name)
			nd->rest[nd->depth++] = name;
		if (text)
			name = text;
		nd->last_type = LAST_ROOT;
	}
}

/* Where the walk begins. @name may be empty with LOOKUP_EMPTY. */
static int path_init(struct nameidata *nd, int dfd, const char *name)
{
	struct fs_struct *fs = current_fs();
	struct file *file;

	nd->links = 0;
	if (!nd->root.mnt)
		nd->root = fs->root;
	if (nd->path.mnt || *name == '/' || dfd == AT_FDCWD) {
		if (*name == '/')
			nd->path = nd->root;
		else if (!nd->path.mnt)
			nd->path = fs->pwd;
		path_get(&nd->path);
		return *name || nd->flags & LOOKUP_EMPTY ? 0 : -ENOENT;
	}
	if (!*name && !(nd->flags & LOOKUP_EMPTY))
		return -ENOENT;
	file = fget_raw(dfd);
	if (!file)
		return -EBADF;
	if (*name && !S_ISDIR(file->f_inode->i_mode)) {
		fput(file);
		return -ENOTDIR;
	}
	nd->path = file->f_path;
	path_get(&nd->path);
	fput(file);
	return 0;
}

static void end_walk(struct nameidata *nd)
{
	path_put(&nd->path);
	for (unsigned int i = 0; i < nd->links; i++)
		if (nd->done[i].fn)
			nd->done[i].fn(nd->done[i].arg);
}

/* Walks to the end: nd->path is the file. */
static int walk_to_end(struct nameidata *nd, const char *name)
{
	int err;

	while (name) {
		bool follow = nd->flags & LOOKUP_FOLLOW;

		err = link_path_walk(nd, name);
		if (err)
			return err;
		if (nd->slash)
			nd->flags |= LOOKUP_DIRECTORY;
		name = walk_component(nd, follow || nd->slash);
		if (IS_ERR(name))
			return PTR_ERR(name);
	}
	if (nd->flags & LOOKUP_DIRECTORY &&
	    !S_ISDIR(nd->path.dentry->d_inode->i_mode))
		return -ENOTDIR;
	return 0;
}

static int lookup(struct nameidata *nd, int dfd, const char *name,
		  struct path *path)
{
	int err = path_init(nd, dfd, name);

	if (err)
		return err;
	err = walk_to_end(nd, name);
	if (!err) {
		*path = nd->path;
		path_get(path);
	}
	end_walk(nd);
	return err;
}

int path_at(int dfd, const char *name, unsigned int flags, struct path *path)
{
	struct nameidata nd;

	nd.path.mnt = nd.root.mnt = NULL;
	nd.flags = flags;
	return lookup(&nd, dfd, name, path);
}

int kern_path(const char *name, unsigned int flags, struct path *path)
{
	return path_at(AT_FDCWD, name, flags, path);
}
EXPORT_SYMBOL(kern_path);

int user_path_at(int dfd, const char __user *name, unsigned int flags,
		 struct path *path)
{
	struct filename *f __free(putname) = getname_flags(name, flags);

	return IS_ERR(f) ? PTR_ERR(f) : path_at(dfd, f->name, flags, path);
}

int vfs_path_lookup(struct dentry *dentry, struct vfsmount *mnt,
		    const char *name, unsigned int flags, struct path *path)
{
	struct nameidata nd;

	nd.path.mnt = nd.root.mnt = mnt;
	nd.path.dentry = nd.root.dentry = dentry;
	nd.flags = flags | LOOKUP_EMPTY;
	return lookup(&nd, AT_FDCWD, name, path);
}
EXPORT_SYMBOL(vfs_path_lookup);

struct dentry *lookup_one_len(const char *name, struct dentry *base, int len)
{
	struct qstr q = QSTR_INIT(name, len);
	int err = may_lookup(base->d_inode);

	if (!err && (!len || memchr(name, '/', len)))
		err = -EACCES;
	return err ? ERR_PTR(err) : lookup_child(base, &q, 0);
}
EXPORT_SYMBOL(lookup_one_len);

/* --- Changes of folders: rights. */

static int may_create(struct inode *dir, struct dentry *dentry)
{
	if (dentry->d_inode)
		return -EEXIST;
	if (dir->i_flags & S_DEAD)
		return -ENOENT;
	return inode_permission(dir, MAY_WRITE | MAY_EXEC);
}

/* In a sticky folder only its owner and the file's may remove it. */
static bool sticky_denies(const struct inode *dir, const struct inode *inode)
{
	kuid_t uid = current_fsuid();

	return dir->i_mode & S_ISVTX && !uid_eq(inode->i_uid, uid) &&
	       !uid_eq(dir->i_uid, uid) && !capable(CAP_FOWNER);
}

static int may_delete(struct inode *dir, struct dentry *victim, bool is_dir)
{
	int err;

	if (!victim->d_inode)
		return -ENOENT;
	err = inode_permission(dir, MAY_WRITE | MAY_EXEC);
	if (err)
		return err;
	if (sticky_denies(dir, victim->d_inode))
		return -EPERM;
	if (is_dir && !S_ISDIR(victim->d_inode->i_mode))
		return -ENOTDIR;
	if (!is_dir && S_ISDIR(victim->d_inode->i_mode))
		return -EISDIR;
	if (IS_ROOT(victim) || d_mountpoint(victim))
		return -EBUSY;
	return dir->i_flags & S_DEAD ? -ENOENT : 0;
}

/* --- Changes of folders, one by one. */

int vfs_create(struct mnt_idmap *idmap, struct inode *dir,
	       struct dentry *dentry, umode_t mode, bool excl)
{
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if (!dir->i_op->create)
		return -EACCES;
	return dir->i_op->create(idmap, dir, dentry,
				 (mode & S_IALLUGO) | S_IFREG, excl);
}
EXPORT_SYMBOL(vfs_create);

int vfs_mkdir(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry,
	      umode_t mode)
{
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if (!dir->i_op->mkdir)
		return -EPERM;
	return dir->i_op->mkdir(idmap, dir, dentry,
				mode & (S_IRWXUGO | S_ISVTX));
}
EXPORT_SYMBOL(vfs_mkdir);

int vfs_mknod(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry,
	      umode_t mode, dev_t dev)
{
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if ((S_ISCHR(mode) || S_ISBLK(mode)) && !capable(CAP_MKNOD))
		return -EPERM;
	if (!dir->i_op->mknod)
		return -EPERM;
	return dir->i_op->mknod(idmap, dir, dentry, mode, dev);
}
EXPORT_SYMBOL(vfs_mknod);

int vfs_symlink(struct mnt_idmap *idmap, struct inode *dir,
		struct dentry *dentry, const char *target)
{
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if (!dir->i_op->symlink)
		return -EPERM;
	return dir->i_op->symlink(idmap, dir, dentry, target);
}
EXPORT_SYMBOL(vfs_symlink);

int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir,
	       struct dentry *dentry, struct inode **delegated)
{
	int err = may_delete(dir, dentry, false);

	if (err)
		return err;
	if (!dir->i_op->unlink)
		return -EPERM;
	err = dir->i_op->unlink(dir, dentry);
	if (!err)
		d_delete(dentry);
	return err;
}
EXPORT_SYMBOL(vfs_unlink);

int vfs_rmdir(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry)
{
	struct inode *inode = dentry->d_inode;
	int err = may_delete(dir, dentry, true);

	if (err)
		return err;
	if (!dir->i_op->rmdir)
		return -EPERM;
	err = dir->i_op->rmdir(dir, dentry);
	if (!err) {
		inode->i_flags |= S_DEAD;
		d_delete(dentry);
	}
	return err;
}
EXPORT_SYMBOL(vfs_rmdir);

static int vfs_link(struct dentry *old, struct inode *dir,
		    struct dentry *dentry)
{
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if (dir->i_sb != old->d_inode->i_sb)
		return -EXDEV;
	if (!dir->i_op->link || S_ISDIR(old->d_inode->i_mode))
		return -EPERM;
	/* One without a name gets one only if open(O_TMPFILE) made it. */
	if (!old->d_inode->i_nlink && !(old->d_inode->i_flags & S_LINKABLE))
		return -ENOENT;
	return dir->i_op->link(old, dir, dentry);
}

/* The rights and the kinds that a rename asks for. */
static int may_rename(struct inode *old_dir, struct dentry *old,
		      struct inode *new_dir, struct dentry *new,
		      unsigned int flags)
{
	bool is_dir = S_ISDIR(old->d_inode->i_mode);
	bool exchange = flags & RENAME_EXCHANGE;
	int err = may_delete(old_dir, old, is_dir);

	if (err)
		return err;
	if (!new->d_inode)
		err = may_create(new_dir, new);
	else
		err = may_delete(new_dir, new,
				 exchange ? S_ISDIR(new->d_inode->i_mode) :
					    is_dir);
	if (err)
		return err;
	if (!old_dir->i_op->rename)
		return -EPERM;
	if (old_dir == new_dir)
		return 0;
	/* A folder that moves gets another `..`: that is a write to it. */
	if (is_dir)
		err = inode_permission(old->d_inode, MAY_WRITE);
	if (!err && exchange && S_ISDIR(new->d_inode->i_mode))
		err = inode_permission(new->d_inode, MAY_WRITE);
	return err;
}

static int vfs_rename(struct dentry *old, struct dentry *new,
		      unsigned int flags)
{
	struct inode *old_dir = old->d_parent->d_inode;
	struct inode *new_dir = new->d_parent->d_inode;
	struct inode *target = new->d_inode;
	int err;

	if (old->d_inode == target)
		return 0;
	err = may_rename(old_dir, old, new_dir, new, flags);
	if (err)
		return err;
	err = old_dir->i_op->rename(&nop_mnt_idmap, old_dir, old, new_dir, new,
				    flags);
	if (err)
		return err;
	if (flags & RENAME_EXCHANGE) {
		d_exchange(old, new);
		return 0;
	}
	if (target && S_ISDIR(target->i_mode))
		target->i_flags |= S_DEAD;
	d_move(old, new);
	return 0;
}

/* --- Finding the folder of a change. */

/* Walks to the folder: its path, held; nd->last is the name in it. */
static int walk_to_parent(struct nameidata *nd, int dfd, const char *name)
{
	int err;

	nd->path.mnt = nd->root.mnt = NULL;
	nd->flags = LOOKUP_PARENT;
	err = path_init(nd, dfd, name);
	if (err)
		return err;
	err = link_path_walk(nd, name);
	if (err)
		end_walk(nd);
	return err;
}

static struct dentry *new_name(struct nameidata *nd, bool is_dir)
{
	struct dentry *dentry;
	int err = 0;

	if (nd->last_type != LAST_NORM)
		return ERR_PTR(-EEXIST);
	dentry = lookup_child(nd->path.dentry, &nd->last, 0);
	if (IS_ERR(dentry))
		return dentry;
	if (dentry->d_inode)
		err = -EEXIST;
	else if (nd->slash && !is_dir)
		err = -ENOENT;
	else
		err = mnt_want_write(nd->path.mnt);
	if (err) {
		dput(dentry);
		return ERR_PTR(err);
	}
	return dentry;
}

struct dentry *kern_path_create(int dfd, const char *name, struct path *path,
				unsigned int flags)
{
	struct nameidata nd;
	struct dentry *dentry;
	int err = walk_to_parent(&nd, dfd, name);

	if (err)
		return ERR_PTR(err);
	dentry = new_name(&nd, flags & LOOKUP_DIRECTORY);
	if (!IS_ERR(dentry)) {
		*path = nd.path;
		path_get(path);
	}
	end_walk(&nd);
	return dentry;
}
EXPORT_SYMBOL(kern_path_create);

struct dentry *user_path_create(int dfd, const char __user *name,
				struct path *path, unsigned int flags)
{
	struct filename *f __free(putname) = getname(name);

	if (IS_ERR(f))
		return ERR_CAST(f);
	return kern_path_create(dfd, f->name, path, flags);
}

void done_path_create(struct path *path, struct dentry *dentry)
{
	dput(dentry);
	path_put(path);
}
EXPORT_SYMBOL(done_path_create);

/* --- The system calls. */

static long do_mkdirat(int dfd, const char __user *name, umode_t mode)
{
	struct path path = { NULL, NULL };
	struct dentry *dentry =
		user_path_create(dfd, name, &path, LOOKUP_DIRECTORY);
	int err;

	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	err = vfs_mkdir(&nop_mnt_idmap, dentry->d_parent->d_inode, dentry,
			mode & ~current_umask());
	done_path_create(&path, dentry);
	return err;
}

SYSCALL_DEFINE3(mkdirat, int, dfd, const char __user *, name, umode_t, mode)
{
	return do_mkdirat(dfd, name, mode);
}

SYSCALL_DEFINE2(mkdir, const char __user *, name, umode_t, mode)
{
	return do_mkdirat(AT_FDCWD, name, mode);
}

static int make_node(struct inode *dir, struct dentry *dentry, umode_t mode,
		     u32 dev)
{
	mode &= ~current_umask();
	switch (mode & S_IFMT) {
	case 0:
	case S_IFREG:
		return vfs_create(&nop_mnt_idmap, dir, dentry, mode, true);
	case S_IFCHR:
	case S_IFBLK:
		return vfs_mknod(&nop_mnt_idmap, dir, dentry, mode,
				 new_decode_dev(dev));
	case S_IFIFO:
	case S_IFSOCK:
		return vfs_mknod(&nop_mnt_idmap, dir, dentry, mode, 0);
	case S_IFDIR:
		return -EPERM;
	}
	return -EINVAL;
}

static long do_mknodat(int dfd, const char __user *name, umode_t mode, u32 dev)
{
	struct dentry *dentry;
	struct path path = { NULL, NULL };
	int err;

	if (S_ISDIR(mode))
		return -EPERM;
	dentry = user_path_create(dfd, name, &path, 0);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	err = make_node(dentry->d_parent->d_inode, dentry, mode, dev);
	done_path_create(&path, dentry);
	return err;
}

SYSCALL_DEFINE4(mknodat, int, dfd, const char __user *, name, umode_t, mode,
		u32, dev)
{
	return do_mknodat(dfd, name, mode, dev);
}

SYSCALL_DEFINE3(mknod, const char __user *, name, umode_t, mode, u32, dev)
{
	return do_mknodat(AT_FDCWD, name, mode, dev);
}

static long do_symlinkat(const char __user *target, int dfd,
			 const char __user *name)
{
	struct filename *text __free(putname) = getname(target);
	struct dentry *dentry;
	struct path path = { NULL, NULL };
	int err;

	if (IS_ERR(text))
		return PTR_ERR(text);
	dentry = user_path_create(dfd, name, &path, 0);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	err = vfs_symlink(&nop_mnt_idmap, dentry->d_parent->d_inode, dentry,
			  text->name);
	done_path_create(&path, dentry);
	return err;
}

SYSCALL_DEFINE3(symlinkat, const char __user *, target, int, dfd,
		const char __user *, name)
{
	return do_symlinkat(target, dfd, name);
}

SYSCALL_DEFINE2(symlink, const char __user *, target, const char __user *, name)
{
	return do_symlinkat(target, AT_FDCWD, name);
}

static long do_linkat(int old_dfd, const char __user *old_name, int new_dfd,
		      const char __user *new_name, int flags)
{
	unsigned int how = flags & AT_SYMLINK_FOLLOW ? LOOKUP_FOLLOW : 0;
	struct path path = { NULL, NULL }, old;
	struct dentry *dentry;
	int err;

	if (flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	if (flags & AT_EMPTY_PATH) {
		if (!capable(CAP_DAC_READ_SEARCH))
			return -ENOENT;
		how |= LOOKUP_EMPTY;
	}
	err = user_path_at(old_dfd, old_name, how, &old);
	if (err)
		return err;
	dentry = user_path_create(new_dfd, new_name, &path, 0);
	err = PTR_ERR_OR_ZERO(dentry);
	if (!err) {
		err = old.mnt == path.mnt ?
			      vfs_link(old.dentry, dentry->d_parent->d_inode,
				       dentry) :
			      -EXDEV;
		done_path_create(&path, dentry);
	}
	path_put(&old);
	return err;
}

SYSCALL_DEFINE5(linkat, int, old_dfd, const char __user *, old_name, int,
		new_dfd, const char __user *, new_name, int, flags)
{
	return do_linkat(old_dfd, old_name, new_dfd, new_name, flags);
}

SYSCALL_DEFINE2(link, const char __user *, old_name, const char __user *,
		new_name)
{
	return do_linkat(AT_FDCWD, old_name, AT_FDCWD, new_name, 0);
}

/* A walk to the folder of a name from user space. */
static struct filename *user_parent(struct nameidata *nd, int dfd,
				    const char __user *name)
{
	struct filename *f __free(putname) = getname(name);
	int err;

	if (IS_ERR(f))
		return f;
	err = walk_to_parent(nd, dfd, f->name);
	return err ? ERR_PTR(err) : no_free_ptr(f);
}

static int rmdir_in(struct nameidata *nd)
{
	struct dentry *dentry;
	int err;

	if (nd->last_type == LAST_DOTDOT)
		return -ENOTEMPTY;
	if (nd->last_type == LAST_DOT)
		return -EINVAL;
	if (nd->last_type == LAST_ROOT)
		return -EBUSY;
	err = mnt_want_write(nd->path.mnt);
	if (err)
		return err;
	dentry = lookup_child(nd->path.dentry, &nd->last, 0);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	err = vfs_rmdir(&nop_mnt_idmap, nd->path.dentry->d_inode, dentry);
	dput(dentry);
	return err;
}

static int unlink_in(struct nameidata *nd)
{
	struct dentry *dentry;
	int err;

	if (nd->last_type != LAST_NORM)
		return -EISDIR;
	err = mnt_want_write(nd->path.mnt);
	if (err)
		return err;
	dentry = lookup_child(nd->path.dentry, &nd->last, 0);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	if (!nd->slash || !dentry->d_inode)
		err = vfs_unlink(&nop_mnt_idmap, nd->path.dentry->d_inode,
				 dentry, NULL);
	else
		err = S_ISDIR(dentry->d_inode->i_mode) ? -EISDIR : -ENOTDIR;
	dput(dentry);
	return err;
}

static long remove_at(int dfd, const char __user *name,
		      int (*remove)(struct nameidata *nd))
{
	struct nameidata nd;
	struct filename *f __free(putname) = user_parent(&nd, dfd, name);
	int err;

	if (IS_ERR(f))
		return PTR_ERR(f);
	err = remove(&nd);
	end_walk(&nd);
	return err;
}

SYSCALL_DEFINE3(unlinkat, int, dfd, const char __user *, name, int, flags)
{
	if (flags & ~AT_REMOVEDIR)
		return -EINVAL;
	return remove_at(dfd, name, flags ? rmdir_in : unlink_in);
}

SYSCALL_DEFINE1(unlink, const char __user *, name)
{
	return remove_at(AT_FDCWD, name, unlink_in);
}

SYSCALL_DEFINE1(rmdir, const char __user *, name)
{
	return remove_at(AT_FDCWD, name, rmdir_in);
}

/* Both names are known: what may not be, and then the rename. */
static int rename_dentries(struct nameidata *from, struct dentry *old,
			   struct nameidata *to, struct dentry *new,
			   unsigned int flags)
{
	if (!old->d_inode)
		return -ENOENT;
	if (flags & RENAME_NOREPLACE && new->d_inode)
		return -EEXIST;
	if (flags & RENAME_EXCHANGE) {
		if (!new->d_inode)
			return -ENOENT;
		if (!S_ISDIR(new->d_inode->i_mode) && to->slash)
			return -ENOTDIR;
	}
	if (!S_ISDIR(old->d_inode->i_mode) &&
	    (from->slash || (!(flags & RENAME_EXCHANGE) && to->slash)))
		return -ENOTDIR;
	if (is_subdir(to->path.dentry, old))
		return -EINVAL;
	if (is_subdir(from->path.dentry, new))
		return flags & RENAME_EXCHANGE ? -EINVAL : -ENOTEMPTY;
	return vfs_rename(old, new, flags);
}

static int rename_in(struct nameidata *from, struct nameidata *to,
		     unsigned int flags)
{
	struct dentry *old, *new;
	int err;

	if (from->path.mnt != to->path.mnt)
		return -EXDEV;
	if (from->last_type != LAST_NORM)
		return -EBUSY;
	if (to->last_type != LAST_NORM)
		return flags & RENAME_NOREPLACE ? -EEXIST : -EBUSY;
	err = mnt_want_write(from->path.mnt);
	if (err)
		return err;
	old = lookup_child(from->path.dentry, &from->last, 0);
	if (IS_ERR(old))
		return PTR_ERR(old);
	new = lookup_child(to->path.dentry, &to->last, 0);
	err = PTR_ERR_OR_ZERO(new);
	if (!err) {
		err = rename_dentries(from, old, to, new, flags);
		dput(new);
	}
	dput(old);
	return err;
}

static long do_renameat2(int old_dfd, const char __user *old_name, int new_dfd,
			 const char __user *new_name, unsigned int flags)
{
	struct filename *old __free(putname) = NULL;
	struct filename *new __free(putname) = NULL;
	struct nameidata from, to;
	long err;

	if (flags & ~(RENAME_NOREPLACE | RENAME_EXCHANGE) ||
	    flags == (RENAME_NOREPLACE | RENAME_EXCHANGE))
		return -EINVAL;
	old = user_parent(&from, old_dfd, old_name);
	if (IS_ERR(old))
		return PTR_ERR(old);
	new = user_parent(&to, new_dfd, new_name);
	err = PTR_ERR_OR_ZERO(new);
	if (!err) {
		err = rename_in(&from, &to, flags);
		end_walk(&to);
	}
	end_walk(&from);
	return err;
}

SYSCALL_DEFINE5(renameat2, int, old_dfd, const char __user *, old_name, int,
		new_dfd, const char __user *, new_name, unsigned int, flags)
{
	return do_renameat2(old_dfd, old_name, new_dfd, new_name, flags);
}

SYSCALL_DEFINE4(renameat, int, old_dfd, const char __user *, old_name, int,
		new_dfd, const char __user *, new_name)
{
	return do_renameat2(old_dfd, old_name, new_dfd, new_name, 0);
}

SYSCALL_DEFINE2(rename, const char __user *, old_name, const char __user *,
		new_name)
{
	return do_renameat2(AT_FDCWD, old_name, AT_FDCWD, new_name, 0);
}

/* --- Opening. */

/* Whether the file at @path may be opened so: types, mounts, rights. */
static int may_open(const struct path *path, int acc_mode, int flags)
{
	struct inode *inode = path->dentry->d_inode;
	int err;

	switch (inode->i_mode & S_IFMT) {
	case S_IFLNK:
		return -ELOOP;
	case S_IFDIR:
		if (acc_mode & MAY_WRITE)
			return -EISDIR;
		if (acc_mode & MAY_EXEC)
			return -EACCES;
		break;
	case S_IFBLK:
	case S_IFCHR:
		if (path->mnt->mnt_flags & MNT_NODEV)
			return -EACCES;
		fallthrough;
	case S_IFIFO:
	case S_IFSOCK:
		if (acc_mode & MAY_EXEC)
			return -EACCES;
		break;
	case S_IFREG:
		if (acc_mode & MAY_EXEC && path_noexec(path))
			return -EACCES;
		if (acc_mode & MAY_WRITE) {
			err = mnt_want_write(path->mnt);
			if (err)
				return err;
		}
		break;
	}
	err = inode_permission(inode, acc_mode);
	if (!err && flags & O_NOATIME &&
	    !inode_owner_or_capable(&nop_mnt_idmap, inode))
		err = -EPERM;
	return err;
}

/* Makes the file of open(O_CREAT): 1, or a negative errno. */
static int create_file(struct nameidata *nd, struct dentry *dentry, int flags,
		       umode_t mode)
{
	int err = mnt_want_write(nd->path.mnt);

	if (!err)
		err = vfs_create(&nop_mnt_idmap, nd->path.dentry->d_inode,
				 dentry, mode & ~current_umask(),
				 flags & O_EXCL);
	return err ? err : 1;
}

/*
 * The last component of an open: NULL with nd->path at the file (and @created
 * set if it is new), the text of a link to follow, or ERR_PTR.
 */
static const char *open_last(struct nameidata *nd, int flags, umode_t mode,
			     bool *created)
{
	bool follow = !(flags & O_NOFOLLOW) || nd->slash;
	struct dentry *dentry;
	int err;

	if (flags & O_CREAT) {
		if (nd->last_type != LAST_NORM || nd->slash)
			return ERR_PTR(-EISDIR);
		if ((flags & (O_EXCL | O_CREAT)) == (O_EXCL | O_CREAT))
			follow = false;
	} else if (nd->last_type != LAST_NORM) {
		return walk_component(nd, false);
	}
	if (nd->slash)
		nd->flags |= LOOKUP_DIRECTORY;
	dentry = lookup_child(nd->path.dentry, &nd->last, nd->flags);
	if (IS_ERR(dentry))
		return ERR_CAST(dentry);
	if (!dentry->d_inode && flags & O_CREAT) {
		err = create_file(nd, dentry, flags, mode);
		if (err < 0) {
			dput(dentry);
			return ERR_PTR(err);
		}
		*created = true;
	}
	return step_into(nd, dentry, follow);
}

/* What an open checks and does at the file that it has found or made. */
static int open_found(struct nameidata *nd, struct file *file, int flags,
		      int acc_mode, bool created)
{
	struct inode *inode = nd->path.dentry->d_inode;
	int err;

	if (flags & O_CREAT && !created) {
		if (flags & O_EXCL)
			return -EEXIST;
		if (S_ISDIR(inode->i_mode))
			return -EISDIR;
	}
	if ((flags & O_DIRECTORY || nd->flags & LOOKUP_DIRECTORY) &&
	    !S_ISDIR(inode->i_mode))
		return -ENOTDIR;
	if (!(flags & O_PATH)) {
		err = may_open(&nd->path, created ? 0 : acc_mode, flags);
		if (err)
			return err;
	}
	file->f_path = nd->path;
	path_get(&file->f_path);
	err = do_dentry_open(file, inode);
	if (!err && flags & O_TRUNC && !created && S_ISREG(inode->i_mode))
		err = do_truncate(nd->path.dentry, 0, file);
	return err;
}

static int open_tmpfile(struct nameidata *nd, struct file *file, umode_t mode,
			int acc_mode)
{
	static const struct qstr name = QSTR_INIT("#tmpfile", 8);
	struct inode *dir = nd->path.dentry->d_inode;
	int err = mnt_want_write(nd->path.mnt);

	if (!err)
		err = inode_permission(dir, MAY_WRITE | MAY_EXEC);
	if (err)
		return err;
	if (!dir->i_op->tmpfile)
		return -EOPNOTSUPP;
	file->f_path.dentry = d_alloc(nd->path.dentry, &name);
	if (!file->f_path.dentry)
		return -ENOMEM;
	file->f_path.mnt = mntget(nd->path.mnt);
	err = dir->i_op->tmpfile(&nop_mnt_idmap, dir, file,
				 (mode & ~current_umask() & S_IALLUGO) |
					 S_IFREG);
	if (err)
		return err;
	return do_dentry_open(file, file->f_path.dentry->d_inode);
}

static int open_walk(struct nameidata *nd, const char *name, struct file *file,
		     int flags, umode_t mode, int acc_mode)
{
	bool created = false;
	int err;

	if ((flags & O_TMPFILE) == O_TMPFILE) {
		nd->flags |= LOOKUP_FOLLOW | LOOKUP_DIRECTORY;
		err = walk_to_end(nd, name);
		return err ? err : open_tmpfile(nd, file, mode, acc_mode);
	}
	do {
		err = link_path_walk(nd, name);
		if (err)
			return err;
		name = open_last(nd, flags, mode, &created);
	} while (!IS_ERR_OR_NULL(name));
	if (IS_ERR(name))
		return PTR_ERR(name);
	return open_found(nd, file, flags, acc_mode, created);
}

static struct file *open_at(struct nameidata *nd, int dfd, const char *name,
			    int flags, umode_t mode, int acc_mode)
{
	struct file *file = alloc_empty_file(flags);
	int err;

	if (IS_ERR(file))
		return file;
	if (acc_mode & MAY_EXEC)
		file->f_mode |= FMODE_EXEC;
	err = path_init(nd, dfd, name);
	if (!err) {
		err = open_walk(nd, name, file, flags, mode, acc_mode);
		end_walk(nd);
	}
	if (!err)
		return file;
	fput(file);
	return ERR_PTR(err);
}

struct file *do_filp_open(int dfd, const char *name, int flags, umode_t mode,
			  int acc_mode, unsigned int lookup)
{
	struct nameidata nd;

	nd.path.mnt = nd.root.mnt = NULL;
	nd.flags = lookup;
	return open_at(&nd, dfd, name, flags, mode, acc_mode);
}

struct file *file_open_root(const struct path *path, const char *name,
			    int flags, umode_t mode)
{
	static const u8 acc_modes[] = { MAY_READ, MAY_WRITE,
					MAY_READ | MAY_WRITE, 0 };
	struct nameidata nd;

	nd.path = nd.root = *path;
	nd.flags = LOOKUP_EMPTY;
	return open_at(&nd, AT_FDCWD, name, flags, mode,
		       acc_modes[flags & O_ACCMODE]);
}
EXPORT_SYMBOL(file_open_root);
