/* SPDX-License-Identifier: MIT */
/*
 * The folders of processes, /proc/PID and /proc/PID/task/TID: what is in them,
 * whose it is, and links to what a process has open. An inode knows its task
 * by number, and asks for it each time: nobody is kept by being looked at.
 */
#include <linux/bug.h>
#include <linux/cred.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fdtable.h>
#include <linux/fs_struct.h>
#include <linux/kernel.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/pid.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "proc.h"
#include "task.h"

/* A file, folder or link in a process's folder. */
struct pid_entry {
	const char *name;
	umode_t mode;
	const struct inode_operations *i_op;
	const struct file_operations *i_fop;
	int (*show)(struct seq_file *m, struct task_struct *task);
	const struct pid_entry *only_in; /* NULL: in either folder */
};

static const struct pid_entry process_folder, thread_folder, fd_link, fd_info;
static const struct dentry_operations pid_dentry_operations;

/* --- Tasks */

static u32 task_generation(const struct task_struct *task)
{
	return (u32)task->start_time ^ (u32)(task->start_time >> 32);
}

struct task_struct *proc_task(const struct inode *inode)
{
	struct task_struct *task =
		find_task_by_vpid((pid_t)(unsigned long)inode->i_private);

	return task && task_generation(task) == inode->i_generation ? task :
								      NULL;
}

bool proc_may_access(const struct task_struct *task)
{
	const struct cred *mine = current_cred(), *other = task->cred;

	if (capable(CAP_SYS_PTRACE) ||
	    (task->signal && task->signal == current->signal))
		return true;
	return other && task->signal && task->signal->dumpable &&
	       uid_eq(mine->fsuid, other->euid) &&
	       uid_eq(mine->fsuid, other->suid) &&
	       uid_eq(mine->fsuid, other->uid) &&
	       gid_eq(mine->fsgid, other->egid) &&
	       gid_eq(mine->fsgid, other->sgid) &&
	       gid_eq(mine->fsgid, other->gid);
}

int nr_processes(void)
{
	const struct task_struct *task;
	int n = 0;

	for_each_task(task)
		n += thread_group_leader(task);
	return n;
}

/* --- Inodes and names */

/* What others must not touch is root's where the program is set-id. */
static void set_owner(struct inode *inode, const struct task_struct *task)
{
	const struct cred *cred = task->cred;
	bool own = cred && ((inode->i_mode & ~S_IFMT) == 0555 ||
			    (task->signal && task->signal->dumpable));

	inode->i_uid = own ? cred->euid : GLOBAL_ROOT_UID;
	inode->i_gid = own ? cred->egid : GLOBAL_ROOT_GID;
}

/* Fills in @dentry for @entry of @task; ->lookup()'s answer. */
static struct dentry *instantiate(struct dentry *dentry,
				  struct task_struct *task,
				  const struct pid_entry *entry, umode_t mode)
{
	struct inode *inode = new_inode(dentry->d_sb);

	if (!inode)
		return ERR_PTR(-ENOMEM);
	inode->i_ino = get_next_ino();
	inode->i_mode = mode;
	inode->i_nlink = S_ISDIR(mode) ? 2 : 1;
	inode->i_op = entry->i_op;
	inode->i_fop = entry->i_fop;
	inode->i_private = (void *)(unsigned long)task->pid;
	inode->i_generation = task_generation(task);
	simple_inode_init_ts(inode);
	set_owner(inode, task);
	dentry->d_op = &pid_dentry_operations;
	dentry->d_fsdata = (void *)entry;
	d_add(dentry, inode);
	return NULL;
}

/* A dentry is right as long as its task lives, and its descriptor is open. */
static int pid_d_revalidate(struct dentry *dentry, unsigned int flags)
{
	struct inode *inode = d_inode(dentry);
	struct task_struct *task = inode ? proc_task(inode) : NULL;
	unsigned int fd;
	struct file *file;

	if (!task)
		return 0;
	set_owner(inode, task);
	if (dentry->d_fsdata != &fd_link)
		return 1;
	if (kstrtouint(dentry->d_name.name, 10, &fd) || !task->files)
		return 0;
	file = files_fget(task->files, fd);
	if (file)
		fput(file);
	return file != NULL;
}

static const struct dentry_operations pid_dentry_operations = {
	.d_revalidate = pid_d_revalidate,
};

/* The number that @name is, written as /proc writes it, or -1. */
static int parse_number(const struct qstr *name)
{
	int n = 0;

	if (!name->len || (*name->name == '0' && name->len > 1))
		return -1;
	for (u32 i = 0; i < name->len; i++) {
		if (!isdigit(name->name[i]) || n > (INT_MAX - 9) / 10)
			return -1;
		n = n * 10 + name->name[i] - '0';
	}
	return n;
}

static int pid_setattr(struct mnt_idmap *idmap, struct dentry *dentry,
		       struct iattr *attr)
{
	int err;

	if (attr->ia_valid & ATTR_MODE)
		return -EPERM;
	err = setattr_prepare(idmap, dentry, attr);
	if (!err)
		setattr_copy(idmap, d_inode(dentry), attr);
	return err;
}

static const struct inode_operations pid_file_inode_operations = {
	.setattr = pid_setattr,
};

/* --- Files by show functions */

static int show_entry(struct seq_file *m, void *v)
{
	const struct pid_entry *entry = file_dentry(m->file)->d_fsdata;
	struct task_struct *task = proc_task(file_inode(m->file));

	return task ? entry->show(m, task) : -ESRCH;
}

static int open_entry(struct inode *inode, struct file *file)
{
	return single_open(file, show_entry, NULL);
}

static const struct file_operations pid_single_operations = {
	.open = open_entry,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
};

static int show_comm(struct seq_file *m, struct task_struct *task)
{
	seq_escape(m, task->comm, "\n\\");
	seq_putc(m, '\n');
	return 0;
}

/* Threads of a process may name each other. */
static ssize_t comm_write(struct file *file, const char __user *buf,
			  size_t count, loff_t *pos)
{
	struct task_struct *task;
	char comm[TASK_COMM_LEN] = "";

	if (copy_from_user(comm, buf, min(count, sizeof(comm) - 1)))
		return -EFAULT;
	task = proc_task(file_inode(file));
	if (!task)
		return -ESRCH;
	if (!task->signal || task->signal != current->signal)
		return -EINVAL;
	strscpy(task->comm, comm, sizeof(task->comm));
	return count;
}

static const struct file_operations comm_operations = {
	.open = open_entry,
	.read = seq_read,
	.write = comm_write,
	.llseek = seq_lseek,
	.release = single_release,
};

/* A mount that the running task can't see is left out. */
static int show_each_mount(struct seq_file *m,
			   int (*show)(struct seq_file *m,
				       struct vfsmount *mnt))
{
	struct vfsmount *mnt;
	int err;

	list_for_each_entry(mnt, &mount_list, mnt_list) {
		err = show(m, mnt);
		if (err < 0)
			return err;
	}
	return 0;
}

static int show_mounts(struct seq_file *m, struct task_struct *task)
{
	return show_each_mount(m, show_vfsmnt);
}

static int show_mount_info(struct seq_file *m, struct task_struct *task)
{
	return show_each_mount(m, show_mountinfo);
}

/* --- Links: they lead to the file itself, whatever its name is now. */

static int exe_path(struct task_struct *task, struct path *path)
{
	if (!task->mm || !task->mm->exe_file)
		return -ENOENT;
	*path = task->mm->exe_file->f_path;
	path_get(path);
	return 0;
}

static int cwd_path(struct task_struct *task, struct path *path)
{
	if (!task->fs)
		return -ENOENT;
	*path = task->fs->pwd;
	path_get(path);
	return 0;
}

static int root_path(struct task_struct *task, struct path *path)
{
	if (!task->fs)
		return -ENOENT;
	*path = task->fs->root;
	path_get(path);
	return 0;
}

static int fd_path(struct task_struct *task, unsigned int fd, struct path *path)
{
	struct file *file = task->files ? files_fget(task->files, fd) : NULL;

	if (!file)
		return -ENOENT;
	*path = file->f_path;
	path_get(path);
	fput(file);
	return 0;
}

static int link_path(struct dentry *dentry, struct inode *inode,
		     struct path *path)
{
	const char *name = dentry->d_name.name;
	struct task_struct *task = proc_task(inode);
	unsigned int fd;

	if (!task)
		return -ENOENT;
	if (!proc_may_access(task))
		return -EACCES;
	if (dentry->d_fsdata == &fd_link)
		return kstrtouint(name, 10, &fd) ? -ENOENT :
						   fd_path(task, fd, path);
	switch (*name) {
	case 'e':
		return exe_path(task, path);
	case 'c':
		return cwd_path(task, path);
	default:
		return root_path(task, path);
	}
}

static const char *follow_link(struct dentry *dentry, struct inode *inode,
			       struct delayed_call *done)
{
	struct path path;
	int err = link_path(dentry, inode, &path);

	if (!err)
		err = nd_jump_link(&path);
	return ERR_PTR(err);
}

static int read_link(struct dentry *dentry, char __user *user, int size)
{
	char *buf = kmalloc(PATH_MAX, GFP_KERNEL), *text;
	struct path path;
	int err = buf ? link_path(dentry, d_inode(dentry), &path) : -ENOMEM;

	if (!err) {
		text = d_path(&path, buf, PATH_MAX);
		err = IS_ERR(text) ? PTR_ERR(text) :
				     min((int)strlen(text), size);
		if (err > 0 && copy_to_user(user, text, err))
			err = -EFAULT;
		path_put(&path);
	}
	kfree(buf);
	return err;
}

static const struct inode_operations pid_link_inode_operations = {
	.get_link = follow_link,
	.readlink = read_link,
	.setattr = pid_setattr,
};

/* --- fd/ and fdinfo/ */

static struct task_struct *folder_task(struct dentry *dentry)
{
	return proc_task(d_inode(dentry->d_parent));
}

static struct dentry *fd_lookup(struct inode *dir, struct dentry *dentry,
				unsigned int flags)
{
	struct task_struct *task = folder_task(dentry);
	int fd = parse_number(&dentry->d_name);
	struct file *file;
	umode_t mode = S_IFLNK;

	if (!task || !task->files || fd < 0)
		return ERR_PTR(-ENOENT);
	file = files_fget(task->files, fd);
	if (!file)
		return ERR_PTR(-ENOENT);
	if (file->f_mode & FMODE_READ)
		mode |= 0500;
	if (file->f_mode & FMODE_WRITE)
		mode |= 0300;
	fput(file);
	return instantiate(dentry, task, &fd_link, mode);
}

static struct dentry *fdinfo_lookup(struct inode *dir, struct dentry *dentry,
				    unsigned int flags)
{
	struct task_struct *task = folder_task(dentry);
	int fd = parse_number(&dentry->d_name);
	struct file *file = NULL;

	if (task && task->files && fd >= 0)
		file = files_fget(task->files, fd);
	if (!file)
		return ERR_PTR(-ENOENT);
	fput(file);
	return instantiate(dentry, task, &fd_info, fd_info.mode);
}

/* Emits a number as a name at ctx->pos; false: the buffer is full. */
static bool emit_number(struct dir_context *ctx, unsigned int n,
			unsigned int type)
{
	char name[12];
	int length = sprintf(name, "%u", n);

	return dir_emit(ctx, name, length, get_next_ino(), type);
}

static int fd_iterate(struct file *file, struct dir_context *ctx)
{
	struct task_struct *task = proc_task(file_inode(file));
	unsigned int fd;
	struct file *open;

	if (!task)
		return -ENOENT;
	if (!dir_emit_dots(file, ctx) || !task->files)
		return 0;
	fd = ctx->pos - 2;
	while ((open = files_fget_next(task->files, &fd))) {
		fput(open);
		ctx->pos = fd + 2;
		if (!emit_number(ctx, fd, DT_LNK))
			return 0;
		ctx->pos = ++fd + 2;
	}
	return 0;
}

/* A process may always look at its own descriptors. */
static int fd_permission(struct mnt_idmap *idmap, struct inode *inode, int mask)
{
	const struct task_struct *task = proc_task(inode);
	int err = generic_permission(idmap, inode, mask);

	return err && task && task->signal && task->signal == current->signal ?
		       0 :
		       err;
}

static const struct inode_operations fd_inode_operations = {
	.lookup = fd_lookup,
	.permission = fd_permission,
	.setattr = pid_setattr,
};

static const struct inode_operations fdinfo_inode_operations = {
	.lookup = fdinfo_lookup,
	.permission = fd_permission,
	.setattr = pid_setattr,
};

static const struct file_operations fd_operations = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = fd_iterate,
};

static int show_fdinfo(struct seq_file *m, struct task_struct *task)
{
	unsigned int fd;
	struct file *file = NULL;

	if (!kstrtouint(file_dentry(m->file)->d_name.name, 10, &fd) &&
	    task->files)
		file = files_fget(task->files, fd);
	if (!file)
		return -ENOENT;
	seq_printf(m, "pos:\t%lld\nflags:\t0%o\nmnt_id:\t%d\nino:\t%lu\n",
		   file->f_pos,
		   file->f_flags |
			   (get_close_on_exec(task->files, fd) ? O_CLOEXEC : 0),
		   file->f_path.mnt ? file->f_path.mnt->mnt_id : 0,
		   file_inode(file)->i_ino);
	if (file->f_op->show_fdinfo)
		file->f_op->show_fdinfo(m, file);
	fput(file);
	return 0;
}

/* --- task/ */

static struct dentry *task_lookup(struct inode *dir, struct dentry *dentry,
				  unsigned int flags)
{
	struct task_struct *leader = folder_task(dentry);
	int tid = parse_number(&dentry->d_name);
	struct task_struct *task = tid > 0 ? find_task_by_vpid(tid) : NULL;

	if (!leader || !task || task->tgid != leader->tgid)
		return ERR_PTR(-ENOENT);
	return instantiate(dentry, task, &thread_folder, thread_folder.mode);
}

/* The task with the least number of at least @from: of process @tgid, or 0. */
static struct task_struct *task_above(pid_t from, pid_t tgid)
{
	struct task_struct *task, *best = NULL;

	for_each_task(task)
		if (task->pid >= from && (!best || task->pid < best->pid) &&
		    (tgid ? task->tgid == tgid : thread_group_leader(task)))
			best = task;
	return best;
}

static bool emit_tasks(struct dir_context *ctx, loff_t first, pid_t tgid)
{
	struct task_struct *task;

	while ((task = task_above(ctx->pos - first, tgid))) {
		ctx->pos = first + task->pid;
		if (!emit_number(ctx, task->pid, DT_DIR))
			return false;
		ctx->pos++;
	}
	return true;
}

static int task_iterate(struct file *file, struct dir_context *ctx)
{
	const struct task_struct *leader = proc_task(file_inode(file));

	if (!leader)
		return -ENOENT;
	if (dir_emit_dots(file, ctx))
		emit_tasks(ctx, 2, leader->tgid);
	return 0;
}

static const struct inode_operations task_inode_operations = {
	.lookup = task_lookup,
	.setattr = pid_setattr,
};

static const struct file_operations task_operations = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = task_iterate,
};

/* --- The folder of a process, and of a thread */

#define ENTRY(_name, _mode, _i_op, _i_fop, _show, _only_in)                   \
	{                                                                     \
		.name = _name, .mode = _mode, .i_op = _i_op, .i_fop = _i_fop, \
		.show = _show, .only_in = _only_in                            \
	}
#define FOLDER(name, mode, i_op, i_fop, only_in) \
	ENTRY(name, S_IFDIR | (mode), i_op, i_fop, NULL, only_in)
#define LINK(name)                                                          \
	ENTRY(name, S_IFLNK | 0777, &pid_link_inode_operations, NULL, NULL, \
	      NULL)
#define FILE(name, mode, i_fop, show)                                          \
	ENTRY(name, S_IFREG | (mode), &pid_file_inode_operations, i_fop, show, \
	      NULL)
#define ONE(name, show, only_in)                                \
	ENTRY(name, S_IFREG | 0444, &pid_file_inode_operations, \
	      &pid_single_operations, show, only_in)

static const struct pid_entry entries[] = {
	FOLDER("task", 0555, &task_inode_operations, &task_operations,
	       &process_folder),
	FOLDER("fd", 0500, &fd_inode_operations, &fd_operations, NULL),
	FOLDER("fdinfo", 0555, &fdinfo_inode_operations, &fd_operations, NULL),
	FILE("environ", 0400, &proc_environ_operations, NULL),
	FILE("auxv", 0400, &proc_auxv_operations, NULL),
	ONE("status", proc_pid_status, NULL),
	ONE("limits", proc_pid_limits, NULL),
	FILE("comm", 0644, &comm_operations, show_comm),
	FILE("cmdline", 0444, &proc_cmdline_operations, NULL),
	ONE("stat", proc_pid_stat, &process_folder),
	ONE("stat", proc_tid_stat, &thread_folder),
	ONE("statm", proc_pid_statm, NULL),
	FILE("maps", 0444, &proc_maps_operations, NULL),
	LINK("cwd"),
	LINK("root"),
	LINK("exe"),
	ONE("wchan", proc_pid_wchan, NULL),
	ONE("mounts", show_mounts, NULL),
	ONE("mountinfo", show_mount_info, NULL),
};

static bool belongs(const struct pid_entry *entry, const struct pid_entry *in)
{
	return !entry->only_in || entry->only_in == in;
}

static struct dentry *pid_lookup(struct inode *dir, struct dentry *dentry,
				 unsigned int flags)
{
	const struct pid_entry *in = dentry->d_parent->d_fsdata;
	struct task_struct *task = folder_task(dentry);

	for (u32 i = 0; task && i < ARRAY_SIZE(entries); i++)
		if (belongs(&entries[i], in) &&
		    !strcmp(entries[i].name, dentry->d_name.name))
			return instantiate(dentry, task, &entries[i],
					   entries[i].mode);
	return ERR_PTR(-ENOENT);
}

static int pid_iterate(struct file *file, struct dir_context *ctx)
{
	const struct pid_entry *in = file_dentry(file)->d_fsdata, *entry;

	if (!proc_task(file_inode(file)))
		return -ENOENT;
	if (!dir_emit_dots(file, ctx))
		return 0;
	for (u32 i = ctx->pos - 2; i < ARRAY_SIZE(entries); i++) {
		entry = &entries[i];
		if (belongs(entry, in) &&
		    !dir_emit(ctx, entry->name, strlen(entry->name),
			      get_next_ino(), fs_umode_to_dtype(entry->mode)))
			return 0;
		ctx->pos++;
	}
	return 0;
}

static const struct inode_operations pid_dir_inode_operations = {
	.lookup = pid_lookup,
	.setattr = pid_setattr,
};

static const struct file_operations pid_dir_operations = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = pid_iterate,
};

static const struct pid_entry process_folder =
	FOLDER(NULL, 0555, &pid_dir_inode_operations, &pid_dir_operations,
	       NULL);
static const struct pid_entry thread_folder = FOLDER(NULL, 0555,
						     &pid_dir_inode_operations,
						     &pid_dir_operations, NULL);
static const struct pid_entry fd_link = LINK(NULL);
static const struct pid_entry fd_info = ONE(NULL, show_fdinfo, NULL);

struct dentry *proc_pid_lookup(struct dentry *dentry)
{
	int pid = parse_number(&dentry->d_name);
	struct task_struct *task = pid > 0 ? find_task_by_vpid(pid) : NULL;

	if (!task)
		return ERR_PTR(-ENOENT);
	return instantiate(dentry, task, &process_folder, process_folder.mode);
}

bool proc_pid_emit(struct dir_context *ctx)
{
	return emit_tasks(ctx, KERNFS_POS_END, 0);
}

/* --- self, thread-self */

static const char *self_get_link(struct dentry *dentry, struct inode *inode,
				 struct delayed_call *done)
{
	bool thread = *dentry->d_name.name == 't';
	char *target = thread ? kasprintf(GFP_KERNEL, "%d/task/%d",
					  current->tgid, current->pid) :
				kasprintf(GFP_KERNEL, "%d", current->tgid);

	if (!target)
		return ERR_PTR(-ENOMEM);
	set_delayed_call(done, kfree_link, target);
	return target;
}

static const struct inode_operations self_inode_operations = {
	.get_link = self_get_link,
	.setattr = kernfs_setattr,
};

void proc_self_init(void)
{
	struct proc_dir_entry *self = proc_symlink("self", NULL, ""),
			      *thread = proc_symlink("thread-self", NULL, "");

	if (self)
		self->i_op = &self_inode_operations;
	if (thread)
		thread->i_op = &self_inode_operations;
}
