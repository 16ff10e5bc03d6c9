/* SPDX-License-Identifier: MIT */
/*
 * Open files and the tables of descriptors that name them. A file lives until
 * its last descriptor, mapping and user has gone; then ->release() runs, at
 * once and in whose call that was.
 */
#include <linux/cdev.h>
#include <linux/anon_inodes.h>
#include <linux/eventpoll.h>
#include <linux/export.h>
#include <linux/fdtable.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "../mm/frames.h"
#include "internal.h"

#define CLOSE_RANGE_UNSHARE 2u
#define CLOSE_RANGE_CLOEXEC 4u

struct files_stat_struct files_stat;
unsigned int sysctl_nr_open = 1024 * 1024;

static struct kmem_cache *filp_cache, *files_cache;

void files_init(void)
{
	filp_cache = KMEM_CACHE(file, SLAB_PANIC);
	files_cache = KMEM_CACHE(files_struct, SLAB_PANIC);
	/* A tenth of memory, at a kilobyte a file with inode and dentry. */
	files_stat.max_files = frames_total_count() * (PAGE_SIZE / 1024) / 10;
}

/* --- Files. */

struct file *alloc_empty_file(int flags)
{
	struct file *file;

	if (files_stat.nr_files >= files_stat.max_files &&
	    !capable(CAP_SYS_ADMIN)) {
		pr_info("VFS: file-max limit %lu reached\n",
			files_stat.max_files);
		return ERR_PTR(-ENFILE);
	}
	file = kmem_cache_zalloc(filp_cache, GFP_KERNEL);
	if (!file)
		return ERR_PTR(-ENOMEM);
	file->f_count = 1;
	file->f_flags = flags;
	/* 0, 1, 2 are reading, writing, both; 3 is neither, for ioctls. */
	file->f_mode = (flags + 1) & O_ACCMODE;
	if (flags & O_PATH)
		file->f_mode = FMODE_PATH;
	file->f_cred = get_cred(current_cred());
	INIT_LIST_HEAD(&file->f_ep);
	files_stat.nr_files++;
	return file;
}

static void release_file(struct file *file)
{
	struct inode *inode = file->f_inode;

	eventpoll_release(file);
	if (file->f_mode & FMODE_OPENED) {
		locks_remove_file(file);
		if (file->f_flags & FASYNC && file->f_op->fasync)
			file->f_op->fasync(-1, file, 0);
		if (file->f_op->release)
			file->f_op->release(inode, file);
	}
	/* A device whose open failed has let go of its cdev itself. */
	if (file->f_mode & FMODE_OPENED && inode->i_cdev &&
	    S_ISCHR(inode->i_mode))
		cdev_put(inode->i_cdev);
	fops_put(file->f_op);
	if (file->f_mode & FMODE_WRITER)
		put_write_access(inode);
	put_cred(file->f_cred);
	path_put(&file->f_path);
	fown_free(file);
	kmem_cache_free(filp_cache, file);
	files_stat.nr_files--;
}

void fput(struct file *file)
{
	if (!--file->f_count)
		release_file(file);
}
EXPORT_SYMBOL(fput);

static const struct file_operations path_fops;

/* What the operations and the kind of file allow. */
static void set_modes(struct file *file, struct inode *inode)
{
	const struct file_operations *ops = file->f_op;

	if (!ops->read && !ops->read_iter)
		file->f_mode &= ~FMODE_PREAD;
	if (!ops->write && !ops->write_iter)
		file->f_mode &= ~FMODE_PWRITE;
	if (!ops->llseek)
		file->f_mode &= ~FMODE_LSEEK;
}

int do_dentry_open(struct file *file, struct inode *inode)
{
	int err;

	file->f_inode = inode;
	file->f_mapping = inode->i_mapping;
	if (file->f_mode & FMODE_PATH) {
		file->f_op = &path_fops;
		return 0;
	}
	if (file->f_mode & FMODE_WRITE && S_ISREG(inode->i_mode)) {
		err = get_write_access(inode);
		if (err)
			return err;
		file->f_mode |= FMODE_WRITER;
	}
	file->f_op = fops_get(inode->i_fop);
	if (!file->f_op)
		return -ENODEV;
	file->f_mode |= FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE;
	err = file->f_op->open ? file->f_op->open(inode, file) : 0;
	if (WARN_ON_ONCE(err > 0))
		err = -EINVAL;
	if (err)
		return err;
	file->f_mode |= FMODE_OPENED;
	set_modes(file, inode);
	file->f_flags &= ~(O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC);
	if (file->f_flags & O_DIRECT && !(file->f_mode & FMODE_CAN_ODIRECT))
		return -EINVAL;
	return 0;
}

const struct file_operations *fops_get(const struct file_operations *fops)
{
	return fops && try_module_get(fops->owner) ? fops : NULL;
}
EXPORT_SYMBOL(fops_get);

void fops_put(const struct file_operations *fops)
{
	if (fops)
		module_put(fops->owner);
}
EXPORT_SYMBOL(fops_put);

void replace_fops(struct file *file, const struct file_operations *fops)
{
	fops_put(file->f_op);
	file->f_op = fops;
}
EXPORT_SYMBOL(replace_fops);

int filp_close(struct file *file, void *id)
{
	int err = 0;

	if (!(file->f_mode & FMODE_PATH)) {
		if (file->f_op->flush)
			err = file->f_op->flush(file, id);
		locks_remove_posix(file, id);
	}
	fput(file);
	return err;
}
EXPORT_SYMBOL(filp_close);

int deny_write_access(struct file *file)
{
	struct inode *inode = file->f_inode;

	if (inode->i_writecount > 0)
		return -ETXTBSY;
	inode->i_writecount--;
	return 0;
}

void allow_write_access(struct file *file)
{
	if (file)
		file->f_inode->i_writecount++;
}

int get_write_access(struct inode *inode)
{
	if (inode->i_writecount < 0)
		return -ETXTBSY;
	inode->i_writecount++;
	return 0;
}

void put_write_access(struct inode *inode)
{
	inode->i_writecount--;
}

/* --- Files without a name. */

static struct vfsmount *anon_mount;

static char *pseudo_name(struct dentry *dentry, char *buf, int size)
{
	struct inode *inode = dentry->d_inode;
	const char *name = dentry->d_name.name;

	if (S_ISFIFO(inode->i_mode) || S_ISSOCK(inode->i_mode))
		return dynamic_dname(buf, size, "%s:[%lu]", name, inode->i_ino);
	if (S_ISREG(inode->i_mode) && inode->i_sb != anon_mount->mnt_sb)
		return dynamic_dname(buf, size, "/%s (deleted)", name);
	return dynamic_dname(buf, size, "anon_inode:%s", name);
}

static const struct dentry_operations pseudo_dentry_ops = {
	.d_dname = pseudo_name,
};

struct file *alloc_file_pseudo(struct inode *inode, struct vfsmount *mnt,
			       const char *name, int flags,
			       const struct file_operations *fops)
{
	struct qstr q = QSTR_INIT(name, strlen(name));
	struct file *file = alloc_empty_file(flags);
	int err = -ENOMEM;

	if (IS_ERR(file)) {
		iput(inode);
		return file;
	}
	file->f_path.dentry = d_alloc_pseudo(mnt->mnt_sb, &q);
	if (!file->f_path.dentry) {
		iput(inode);
		goto fail;
	}
	file->f_path.dentry->d_op = &pseudo_dentry_ops;
	file->f_path.mnt = mntget(mnt);
	d_instantiate(file->f_path.dentry, inode);
	inode->i_fop = fops;
	err = do_dentry_open(file, inode);
	if (!err)
		return file;
fail:
	fput(file);
	return ERR_PTR(err);
}

struct file *anon_file(const char *name, umode_t mode,
		       const struct file_operations *fops, void *data,
		       int flags)
{
	struct inode *inode = new_inode(anon_mount->mnt_sb);
	struct file *file;

	if (!inode)
		return ERR_PTR(-ENOMEM);
	inode->i_ino = get_next_ino();
	inode_init_owner(&nop_mnt_idmap, inode, NULL, mode);
	simple_inode_init_ts(inode);
	file = alloc_file_pseudo(inode, anon_mount, name, flags, fops);
	if (!IS_ERR(file))
		file->private_data = data;
	return file;
}
EXPORT_SYMBOL_GPL(anon_file);

struct file *anon_inode_getfile(const char *name,
				const struct file_operations *fops, void *priv,
				int flags)
{
	return anon_file(name, 0600, fops, priv, flags);
}
EXPORT_SYMBOL_GPL(anon_inode_getfile);

int anon_inode_getfd(const char *name, const struct file_operations *fops,
		     void *priv, int flags)
{
	int fd = get_unused_fd_flags(flags);
	struct file *file;

	if (fd < 0)
		return fd;
	file = anon_inode_getfile(name, fops, priv, flags & ~O_CLOEXEC);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	fd_install(fd, file);
	return fd;
}
EXPORT_SYMBOL_GPL(anon_inode_getfd);

static int anon_fill_super(struct super_block *sb, void *data, int silent)
{
	static const struct tree_descr none[] = { { "", NULL, 0 } };

	return simple_fill_super(sb, ANON_INODE_FS_MAGIC, none);
}

static struct dentry *anon_get_tree(struct file_system_type *type, int flags,
				    const char *dev_name, void *data)
{
	return mount_nodev(type, flags, data, anon_fill_super);
}

static struct file_system_type anon_fs_type = {
	.name = "anon_inodefs",
	.mount = anon_get_tree,
	.kill_sb = kill_anon_super,
};

void anon_init(void)
{
	anon_mount = kern_mount(&anon_fs_type);
}

/* --- Tables of descriptors. */

static bool test_bit_in(const u32 *bits, unsigned int fd)
{
	return bits[fd / 32] >> (fd % 32) & 1;
}

static void set_bit_in(u32 *bits, unsigned int fd, bool set)
{
	if (set)
		bits[fd / 32] |= 1u << (fd % 32);
	else
		bits[fd / 32] &= ~(1u << (fd % 32));
}

static struct files_struct *new_files(void)
{
	struct files_struct *files = kmem_cache_zalloc(files_cache, GFP_KERNEL);

	if (!files)
		return NULL;
	files->count = 1;
	files->max_fds = NR_OPEN_DEFAULT;
	files->fd = files->fd_array;
	files->open_fds = &files->bits[0];
	files->close_on_exec = &files->bits[1];
	return files;
}

/* Makes room for descriptors below @need, at most sysctl_nr_open. */
static int expand_files(struct files_struct *files, unsigned int need)
{
	unsigned int max = files->max_fds, words = max / 32;
	struct file **fd;
	u32 *bits;

	if (need <= max)
		return 0;
	if (need > sysctl_nr_open)
		return -EMFILE;
	while (max < need)
		max *= 2;
	fd = kzalloc(max * sizeof(*fd) + max / 32 * 2 * sizeof(*bits),
		     GFP_KERNEL);
	if (!fd)
		return -ENOMEM;
	bits = (u32 *)(fd + max);
	memcpy(fd, files->fd, files->max_fds * sizeof(*fd));
	memcpy(bits, files->open_fds, words * sizeof(*bits));
	memcpy(bits + max / 32, files->close_on_exec, words * sizeof(*bits));
	if (files->fd != files->fd_array)
		kfree(files->fd);
	files->fd = fd;
	files->open_fds = bits;
	files->close_on_exec = bits + max / 32;
	files->max_fds = max;
	return 0;
}

struct files_struct *get_files(struct files_struct *files)
{
	files->count++;
	return files;
}

struct files_struct *dup_files(struct files_struct *old)
{
	struct files_struct *files = new_files();
	unsigned int words;

	if (!files || !old)
		return files;
	words = old->max_fds / 32;
	while (words > 1 && !old->open_fds[words - 1])
		words--;
	if (expand_files(files, words * 32)) {
		kmem_cache_free(files_cache, files);
		return NULL;
	}
	for (unsigned int i = 0; i < words; i++) {
		u32 open = old->open_fds[i];

		for (; open; open &= open - 1) {
			unsigned int fd = i * 32 + __builtin_ctz(open);

			/* One that is only reserved does not come along. */
			if (!old->fd[fd])
				continue;
			files->fd[fd] = get_file(old->fd[fd]);
			set_bit_in(files->open_fds, fd, true);
		}
		files->close_on_exec[i] = old->close_on_exec[i];
	}
	files->next_fd = 0;
	return files;
}

/* Takes a file out of the table: for filp_close(), or NULL. */
static struct file *take_fd(struct files_struct *files, unsigned int fd)
{
	struct file *file = fd < files->max_fds ? files->fd[fd] : NULL;

	if (!file)
		return NULL;
	files->fd[fd] = NULL;
	set_bit_in(files->open_fds, fd, false);
	if (fd < files->next_fd)
		files->next_fd = fd;
	return file;
}

/* Closes all that @bits has: one of the tables' bit maps. */
static void close_bits(struct files_struct *files, const u32 *bits)
{
	for (unsigned int i = 0; i < files->max_fds / 32; i++)
		for (u32 word = bits[i]; word; word &= word - 1) {
			struct file *file =
				take_fd(files, i * 32 + __builtin_ctz(word));

			if (file)
				filp_close(file, files);
		}
}

void put_files(struct files_struct *files)
{
	if (!files || --files->count)
		return;
	close_bits(files, files->open_fds);
	if (files->fd != files->fd_array)
		kfree(files->fd);
	kmem_cache_free(files_cache, files);
}

void close_on_exec(struct files_struct *files)
{
	close_bits(files, files->close_on_exec);
	memset(files->close_on_exec, 0, files->max_fds / 8);
}

struct file *files_fget(struct files_struct *files, unsigned int fd)
{
	struct file *file = fd < files->max_fds ? files->fd[fd] : NULL;

	return file ? get_file(file) : NULL;
}

struct file *files_fget_next(struct files_struct *files, unsigned int *fd)
{
	for (; *fd < files->max_fds; ++*fd)
		if (files->fd[*fd])
			return get_file(files->fd[*fd]);
	return NULL;
}

bool get_close_on_exec(struct files_struct *files, unsigned int fd)
{
	return fd < files->max_fds && test_bit_in(files->close_on_exec, fd);
}

void set_close_on_exec(unsigned int fd, bool on)
{
	set_bit_in(current->files->close_on_exec, fd, on);
}

struct file *fget_raw(unsigned int fd)
{
	return current->files ? files_fget(current->files, fd) : NULL;
}

struct file *fget(unsigned int fd)
{
	struct file *file = fget_raw(fd);

	if (file && file->f_mode & FMODE_PATH) {
		fput(file);
		return NULL;
	}
	return file;
}
EXPORT_SYMBOL(fget);

/* The lowest free descriptor from @start on, reserved; -EMFILE, -ENOMEM. */
static int alloc_fd(unsigned int start, unsigned int flags)
{
	struct files_struct *files = current->files;
	unsigned int fd = max(start, files->next_fd);
	int err;

	while (fd < files->max_fds && test_bit_in(files->open_fds, fd))
		if (files->open_fds[fd / 32] == ~0u)
			fd = (fd | 31) + 1;
		else
			fd++;
	if (fd >= rlimit(RLIMIT_NOFILE))
		return -EMFILE;
	err = expand_files(files, fd + 1);
	if (err)
		return err;
	if (start <= files->next_fd)
		files->next_fd = fd + 1;
	set_bit_in(files->open_fds, fd, true);
	set_bit_in(files->close_on_exec, fd, flags & O_CLOEXEC);
	return fd;
}

int get_unused_fd_flags(unsigned int flags)
{
	return alloc_fd(0, flags);
}
EXPORT_SYMBOL(get_unused_fd_flags);

void put_unused_fd(unsigned int fd)
{
	struct files_struct *files = current->files;

	set_bit_in(files->open_fds, fd, false);
	if (fd < files->next_fd)
		files->next_fd = fd;
}
EXPORT_SYMBOL(put_unused_fd);

void fd_install(unsigned int fd, struct file *file)
{
	current->files->fd[fd] = file;
}
EXPORT_SYMBOL(fd_install);

int close_fd(unsigned int fd)
{
	struct file *file = take_fd(current->files, fd);

	return file ? filp_close(file, current->files) : -EBADF;
}

int replace_fd(unsigned int fd, struct file *file, unsigned int flags)
{
	struct files_struct *files = current->files;
	struct file *old;
	int err;

	if (fd >= rlimit(RLIMIT_NOFILE))
		return -EBADF;
	err = expand_files(files, fd + 1);
	if (err)
		return err == -EMFILE ? -EBADF : err;
	old = files->fd[fd];
	if (!old && test_bit_in(files->open_fds, fd))
		return -EBUSY;
	files->fd[fd] = get_file(file);
	set_bit_in(files->open_fds, fd, true);
	set_bit_in(files->close_on_exec, fd, flags & O_CLOEXEC);
	if (old)
		filp_close(old, files);
	return fd;
}

/* --- The system calls. */

SYSCALL_DEFINE1(close, unsigned int, fd)
{
	int err = close_fd(fd);

	/* It is closed: there is nothing to call again. */
	if (err == -ERESTARTSYS || err == -ERESTARTNOINTR ||
	    err == -ERESTARTNOHAND || err == -ERESTART_RESTARTBLOCK)
		err = -EINTR;
	return err;
}

SYSCALL_DEFINE3(close_range, unsigned int, first, unsigned int, last,
		unsigned int, flags)
{
	struct files_struct *files = current->files;

	if (flags & ~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC) ||
	    first > last)
		return -EINVAL;
	if (flags & CLOSE_RANGE_UNSHARE && files->count > 1) {
		files = dup_files(files);
		if (!files)
			return -ENOMEM;
		put_files(current->files);
		current->files = files;
	}
	last = min(last, files->max_fds - 1);
	for (unsigned int fd = first; fd <= last; fd++)
		if (!(flags & CLOSE_RANGE_CLOEXEC))
			close_fd(fd);
		else if (test_bit_in(files->open_fds, fd))
			set_bit_in(files->close_on_exec, fd, true);
	return 0;
}

/* Duplicates @fd to the lowest free one from @from on. */
static long dup_from(unsigned int fd, unsigned int from, unsigned int flags)
{
	struct file *file __free(fput) = fget_raw(fd);
	int new;

	if (!file)
		return -EBADF;
	new = alloc_fd(from, flags);
	if (new >= 0)
		fd_install(new, no_free_ptr(file));
	return new;
}

SYSCALL_DEFINE1(dup, unsigned int, fd)
{
	return dup_from(fd, 0, 0);
}

SYSCALL_DEFINE3(dup3, unsigned int, old, unsigned int, new, int, flags)
{
	struct file *file __free(fput) = fget_raw(old);

	if (flags & ~O_CLOEXEC || old == new)
		return -EINVAL;
	return file ? replace_fd(new, file, flags) : -EBADF;
}

SYSCALL_DEFINE2(dup2, unsigned int, old, unsigned int, new)
{
	struct file *file __free(fput) = fget_raw(old);

	if (!file)
		return -EBADF;
	return old == new ? new : replace_fd(new, file, 0);
}

static long set_flags(int fd, struct file *file, unsigned int flags)
{
	const unsigned int settable = O_APPEND | O_NONBLOCK | O_NOATIME |
				      O_DIRECT;
	int err;

	if (flags & O_NOATIME && !(file->f_flags & O_NOATIME) &&
	    !inode_owner_or_capable(&nop_mnt_idmap, file->f_inode))
		return -EPERM;
	if (flags & O_DIRECT && !S_ISFIFO(file->f_inode->i_mode) &&
	    !(file->f_mode & FMODE_CAN_ODIRECT))
		return -EINVAL;
	if ((flags ^ file->f_flags) & FASYNC && file->f_op->fasync) {
		err = set_fasync(fd, file, flags & FASYNC);
		if (err)
			return err;
	}
	file->f_flags = (flags & settable) | (file->f_flags & ~settable);
	return 0;
}

static long do_fcntl(unsigned int fd, unsigned int cmd, unsigned long arg,
		     struct file *file)
{
	switch (cmd) {
	case F_DUPFD:
	case F_DUPFD_CLOEXEC:
		if (arg >= rlimit(RLIMIT_NOFILE))
			return -EINVAL;
		return dup_from(fd, arg,
				cmd == F_DUPFD_CLOEXEC ? O_CLOEXEC : 0);
	case F_GETFD:
		return get_close_on_exec(current->files, fd) ? FD_CLOEXEC : 0;
	case F_SETFD:
		set_close_on_exec(fd, arg & FD_CLOEXEC);
		return 0;
	case F_GETFL:
		return file->f_flags;
	}
	if (file->f_mode & FMODE_PATH)
		return -EBADF;
	switch (cmd) {
	case F_SETFL:
		return set_flags(fd, file, arg);
	case F_SETOWN:
	case F_GETOWN:
	case F_SETOWN_EX:
	case F_GETOWN_EX:
	case F_SETSIG:
	case F_GETSIG:
		return owner_fcntl(file, cmd, arg);
	case F_SETPIPE_SZ:
	case F_GETPIPE_SZ:
		return pipe_fcntl(file, cmd, arg);
	case F_ADD_SEALS:
	case F_GET_SEALS:
		return seal_fcntl(file, cmd, arg);
	}
	return lock_fcntl(fd, file, cmd, arg);
}

SYSCALL_DEFINE3(fcntl64, unsigned int, fd, unsigned int, cmd, unsigned long,
		arg)
{
	struct file *file __free(fput) = fget_raw(fd);

	return file ? do_fcntl(fd, cmd, arg, file) : -EBADF;
}

SYSCALL_DEFINE3(fcntl, unsigned int, fd, unsigned int, cmd, unsigned long, arg)
{
	return __ia32_sys_fcntl64(current_pt_regs());
}

/* --- Where a task is. */

struct fs_struct init_fs = { .users = 1, .umask = 0022 };

struct fs_struct *current_fs(void)
{
	return current->fs ? current->fs : &init_fs;
}

umode_t current_umask(void)
{
	return current_fs()->umask;
}
EXPORT_SYMBOL(current_umask);

struct fs_struct *get_fs_struct(struct fs_struct *fs)
{
	fs->users++;
	return fs;
}

struct fs_struct *dup_fs(struct fs_struct *old)
{
	struct fs_struct *fs = kmalloc(sizeof(*fs), GFP_KERNEL);

	if (!fs)
		return NULL;
	*fs = old ? *old : init_fs;
	fs->users = 1;
	path_get(&fs->root);
	path_get(&fs->pwd);
	return fs;
}

void put_fs(struct fs_struct *fs)
{
	if (!fs || --fs->users)
		return;
	path_put(&fs->root);
	path_put(&fs->pwd);
	kfree(fs);
}

SYSCALL_DEFINE1(umask, int, mask)
{
	struct fs_struct *fs = current_fs();
	umode_t old = fs->umask;

	fs->umask = mask & S_IRWXUGO;
	return old;
}

/* --- Files whose operations a module has left without. */

static void check_open_file(struct leak_scan *scan, const struct file *file,
			    const char *who)
{
	if (leak_in(scan, file->f_op))
		leak_found(scan,
			   &(struct leak){
				   .kind = "file open in",
				   .name = who,
				   .object = file,
				   .target = (unsigned long)file->f_op,
				   .danger =
					   "its operations are in this module" });
}

static void scan_mappings(struct leak_scan *scan, const struct task_struct *t)
{
	const struct vm_area_struct *vma;

	list_for_each_entry(vma, &t->mm->mmap, list)
		if (leak_in(scan, vma->vm_ops))
			leak_found(scan,
				   &(struct leak){
					   .kind = "memory mapped in",
					   .name = t->comm,
					   .object = vma,
					   .target = (unsigned long)vma->vm_ops,
					   .danger =
						   "its operations are in this module" });
		else if (vma->vm_file)
			check_open_file(scan, vma->vm_file, t->comm);
}

/* Threads have their process' files and memory, as a rule. */
static void scan_open_files(struct leak_scan *scan)
{
	struct task_struct *t;

	for_each_task(t) {
		const struct task_struct *leader =
			t->signal ? t->signal->leader : t;
		const struct files_struct *files = t->files;

		if (files && (t == leader || leader->files != files))
			for (unsigned int fd = 0; fd < files->max_fds; fd++)
				if (files->fd[fd])
					check_open_file(scan, files->fd[fd],
							t->comm);
		if (t->mm && (t == leader || leader->mm != t->mm))
			scan_mappings(scan, t);
	}
}
LEAK_SOURCE(open_file, scan_open_files);
