/* SPDX-License-Identifier: MIT */
/*
 * The entries of /proc that are made by name, by the kernel's parts and by
 * modules, and the file system that shows them beside the processes.
 */
#include <linux/bug.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/magic.h>
#include <linux/mount.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../../proc/proc.h"
#include "proc.h"

static struct kernfs_node *proc_root;

/* --- Making and removing entries */

static const char *name_of(const struct kernfs_node *folder)
{
	return folder == proc_root ? "/proc" : folder->name;
}

/* Goes down the folders in *@name, which becomes the last part. */
static struct kernfs_node *find_folder(struct kernfs_node *parent,
				       const char **name)
{
	const char *slash;

	parent = parent ? parent : proc_root;
	while (parent && (slash = strchr(*name, '/'))) {
		parent = kernfs_find(parent, *name, slash - *name);
		*name = slash + 1;
	}
	return parent;
}

/* NULL, and a warning, for what can't be. */
static struct kernfs_node *create(const char *name, umode_t mode,
				  struct kernfs_node *parent,
				  const struct proc_ops *ops, void *data,
				  unsigned long caller)
{
	const char *base = name;
	struct kernfs_node *folder = find_folder(parent, &base), *node;

	if (WARN(!folder || !S_ISDIR(folder->mode), "name '%s'\n", name) ||
	    WARN(!*base || strlen(base) > NAME_MAX, "name len %zu\n",
		 strlen(base)) ||
	    WARN(!strcmp(base, ".") || !strcmp(base, ".."), "name '%s'\n",
		 base))
		return NULL;
	node = kernfs_create(folder, base, strlen(base), mode, ops, data);
	WARN(PTR_ERR(node) == -EEXIST,
	     "proc_dir_entry '%s/%s' already registered\n", name_of(folder),
	     base);
	if (IS_ERR(node))
		return NULL;
	node->caller = caller;
	return node;
}

static struct kernfs_node *create_file(const char *name, umode_t mode,
				       struct kernfs_node *parent,
				       const struct proc_ops *ops, void *data,
				       unsigned long caller)
{
	if (!(mode & S_IALLUGO))
		mode |= 0444;
	return create(name, S_IFREG | (mode & S_IALLUGO), parent, ops, data,
		      caller);
}

struct proc_dir_entry *proc_create_data(const char *name, umode_t mode,
					struct proc_dir_entry *parent,
					const struct proc_ops *ops, void *data)
{
	return create_file(name, mode, parent, ops, data, _RET_IP_);
}
EXPORT_SYMBOL(proc_create_data);

struct proc_dir_entry *proc_create(const char *name, umode_t mode,
				   struct proc_dir_entry *parent,
				   const struct proc_ops *ops)
{
	return create_file(name, mode, parent, ops, NULL, _RET_IP_);
}
EXPORT_SYMBOL(proc_create);

static int single_entry_open(struct inode *inode, struct file *file)
{
	return single_open(file, file_node(file)->state, pde_data(inode));
}

static const struct proc_ops single_entry_ops = {
	.proc_open = single_entry_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

struct proc_dir_entry *proc_create_single_data(
	const char *name, umode_t mode, struct proc_dir_entry *parent,
	int (*show)(struct seq_file *m, void *v), void *data)
{
	struct kernfs_node *node = create_file(name, mode, parent,
					       &single_entry_ops, data,
					       _RET_IP_);

	if (node)
		node->state = show;
	return node;
}
EXPORT_SYMBOL(proc_create_single_data);

static int seq_entry_open(struct inode *inode, struct file *file)
{
	struct kernfs_node *node = file_node(file);

	if (node->state_size)
		return seq_open_private(file, node->state, node->state_size);
	return seq_open(file, node->state);
}

static int seq_entry_release(struct inode *inode, struct file *file)
{
	return file_node(file)->state_size ? seq_release_private(inode, file) :
					     seq_release(inode, file);
}

static const struct proc_ops seq_entry_ops = {
	.proc_open = seq_entry_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = seq_entry_release,
};

struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       const struct seq_operations *ops,
					       unsigned int state_size,
					       void *data)
{
	struct kernfs_node *node =
		create_file(name, mode, parent, &seq_entry_ops, data, _RET_IP_);

	if (node) {
		node->state = (void *)ops;
		node->state_size = state_size;
	}
	return node;
}
EXPORT_SYMBOL(proc_create_seq_private);

static struct kernfs_node *make_folder(const char *name, umode_t mode,
				       struct kernfs_node *parent, void *data,
				       unsigned long caller)
{
	return create(name, S_IFDIR | (mode ? mode & S_IALLUGO : 0555), parent,
		      NULL, data, caller);
}

struct proc_dir_entry *proc_mkdir_data(const char *name, umode_t mode,
				       struct proc_dir_entry *parent,
				       void *data)
{
	return make_folder(name, mode, parent, data, _RET_IP_);
}
EXPORT_SYMBOL_GPL(proc_mkdir_data);

struct proc_dir_entry *proc_mkdir_mode(const char *name, umode_t mode,
				       struct proc_dir_entry *parent)
{
	return make_folder(name, mode, parent, NULL, _RET_IP_);
}
EXPORT_SYMBOL(proc_mkdir_mode);

struct proc_dir_entry *proc_mkdir(const char *name,
				  struct proc_dir_entry *parent)
{
	return make_folder(name, 0, parent, NULL, _RET_IP_);
}
EXPORT_SYMBOL(proc_mkdir);

struct proc_dir_entry *proc_symlink(const char *name,
				    struct proc_dir_entry *parent,
				    const char *dest)
{
	struct kernfs_node *folder = find_folder(parent, &name), *node;

	if (!folder)
		return NULL;
	node = kernfs_create_link(folder, name, dest);
	if (IS_ERR(node))
		return NULL;
	node->caller = _RET_IP_;
	return node;
}
EXPORT_SYMBOL(proc_symlink);

void proc_set_size(struct proc_dir_entry *entry, loff_t size)
{
	entry->size = size;
}
EXPORT_SYMBOL(proc_set_size);

void proc_set_user(struct proc_dir_entry *entry, kuid_t uid, kgid_t gid)
{
	entry->uid = uid;
	entry->gid = gid;
}
EXPORT_SYMBOL(proc_set_user);

void proc_remove(struct proc_dir_entry *entry)
{
	if (entry)
		kernfs_remove(entry);
}
EXPORT_SYMBOL(proc_remove);

static struct kernfs_node *find_entry(const char *name,
				      struct kernfs_node *parent)
{
	const char *base = name;
	struct kernfs_node *folder = find_folder(parent, &base);
	struct kernfs_node *node =
		folder ? kernfs_find(folder, base, strlen(base)) : NULL;

	WARN(!node, "name '%s'\n", name);
	return node;
}

int remove_proc_subtree(const char *name, struct proc_dir_entry *parent)
{
	struct kernfs_node *node = find_entry(name, parent);

	if (!node)
		return -ENOENT;
	kernfs_remove(node);
	return 0;
}
EXPORT_SYMBOL(remove_proc_subtree);

/* For one without anything in it: here, what there is goes with it. */
void remove_proc_entry(const char *name, struct proc_dir_entry *parent)
{
	struct kernfs_node *node = find_entry(name, parent);

	if (!node)
		return;
	WARN(!list_empty(&node->children),
	     "%s: removing non-empty directory '%s/%s', leaking at least '%s'\n",
	     __func__, name_of(node->parent), node->name,
	     list_first_entry(&node->children, struct kernfs_node, sibling)
		     ->name);
	kernfs_remove(node);
}
EXPORT_SYMBOL(remove_proc_entry);

/* --- What a module has left of them */

static void remove_node(const void *object)
{
	kernfs_remove((struct kernfs_node *)object);
}

static void check_node(struct leak_scan *scan, const struct kernfs_node *node)
{
	const void *const means[] = { node->ops, node->state, node->data };
	struct leak leak = {
		.kind = "proc entry",
		.name = node->name,
		.object = node,
		.caller = node->caller,
		.reclaim = remove_node,
	};

	for (u32 i = 0; !S_ISDIR(node->mode) && i < ARRAY_SIZE(means); i++)
		if (!leak.danger && leak_in(scan, means[i])) {
			leak.danger =
				"what it calls or shows is in this module";
			leak.target = (unsigned long)means[i];
		}
	if (leak.danger || leak_in(scan, node->caller))
		leak_found(scan, &leak);
}

static void scan_proc(struct leak_scan *scan)
{
	struct kernfs_node *node;

	for (node = kernfs_first_leaf(proc_root); node != proc_root;
	     node = kernfs_next_up(node))
		check_node(scan, node);
}
LEAK_SOURCE(proc, scan_proc);

/* --- The root: the entries, then the processes */

static struct dentry *proc_root_lookup(struct inode *dir, struct dentry *dentry,
				       unsigned int flags)
{
	if (isdigit(*dentry->d_name.name))
		return proc_pid_lookup(dentry);
	return kernfs_lookup(dir, dentry, flags);
}

static int proc_root_iterate(struct file *file, struct dir_context *ctx)
{
	if (kernfs_emit(file, ctx))
		proc_pid_emit(ctx);
	return 0;
}

static int proc_root_getattr(struct mnt_idmap *idmap, const struct path *path,
			     struct kstat *stat, u32 mask, unsigned int flags)
{
	generic_fillattr(idmap, mask, d_inode(path->dentry), stat);
	stat->nlink += nr_processes();
	return 0;
}

static const struct inode_operations proc_root_inode_operations = {
	.lookup = proc_root_lookup,
	.getattr = proc_root_getattr,
	.setattr = kernfs_setattr,
};

static const struct file_operations proc_root_operations = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = proc_root_iterate,
};

static int fill_proc(struct super_block *sb, void *data, int silent)
{
	return kernfs_fill_super(sb, proc_root, PROC_SUPER_MAGIC);
}

static struct dentry *mount_proc(struct file_system_type *type, int flags,
				 const char *dev_name, void *data)
{
	return mount_single(type, flags, data, fill_proc);
}

static struct file_system_type proc_type = {
	.name = "proc",
	.fs_flags = FS_USERNS_MOUNT,
	.mount = mount_proc,
	.kill_sb = kill_anon_super,
};

void proc_init(void)
{
	proc_root = kernfs_create(NULL, "", 0, S_IFDIR | 0555, NULL, NULL);
	if (IS_ERR(proc_root))
		panic("no memory for /proc");
	proc_root->i_op = &proc_root_inode_operations;
	proc_root->i_fop = &proc_root_operations;
	register_filesystem(&proc_type);
	proc_self_init();
	proc_system_init();
	proc_modules_init();
	proc_keys_init();
	proc_vmallocinfo_init();
	proc_sysctl_init();
	resources_init();
}
