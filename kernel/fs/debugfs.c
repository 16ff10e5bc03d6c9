/* SPDX-License-Identifier: MIT */
/*
 * debugfs: a tree of dentries that whoever wants makes and removes. A file's
 * operations are reached through those here, which see to it that none runs
 * once its file was removed: the code for it may be gone.
 */
#include <linux/atomic.h>
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/magic.h>
#include <linux/mount.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "internal.h"

static struct vfsmount *debugfs_mount;
/* Removals wait here for operations to end. */
static DECLARE_WAIT_QUEUE_HEAD(drain_wq);

/* What a dentry of debugfs has in d_fsdata. */
struct entry {
	const struct file_operations *fops; /* of a file */
	unsigned int active;		    /* operations that run */
	bool removed;
	unsigned long caller; /* who has made it */
};

static struct entry *entry_of(const struct dentry *dentry)
{
	return dentry->d_fsdata;
}

int debugfs_file_get(struct dentry *dentry)
{
	struct entry *e = entry_of(dentry);

	if (e->removed)
		return -EIO;
	e->active++;
	return 0;
}
EXPORT_SYMBOL_GPL(debugfs_file_get);

void debugfs_file_put(struct dentry *dentry)
{
	struct entry *e = entry_of(dentry);

	if (!--e->active && e->removed)
		wake_up_all(&drain_wq);
}
EXPORT_SYMBOL_GPL(debugfs_file_put);

const struct file_operations *debugfs_real_fops(const struct file *file)
{
	return entry_of(file_dentry(file))->fops;
}
EXPORT_SYMBOL_GPL(debugfs_real_fops);

/* --- Files that are open */

static const struct file_operations proxy_fops;

/* A file whose open was done has its operations' module held. */
static int proxy_open(struct inode *inode, struct file *file)
{
	struct dentry *dentry = file_dentry(file);
	const struct file_operations *fops;
	int err;

	if (debugfs_file_get(dentry))
		return -ENOENT;
	fops = fops_get(debugfs_real_fops(file));
	err = fops ? 0 : -ENXIO;
	if (fops && fops->open)
		err = fops->open(inode, file);
	if (err)
		fops_put(fops);
	else if (!fops->llseek)
		file->f_mode &= ~FMODE_LSEEK;
	debugfs_file_put(dentry);
	return err;
}

static int proxy_release(struct inode *inode, struct file *file)
{
	const struct file_operations *fops = debugfs_real_fops(file);

	if (fops->release)
		fops->release(inode, file);
	fops_put(fops);
	return 0;
}

/* Runs operation @op of an open file, or answers what stands for it. */
#define CALL(file, op, missing, ...)                                           \
	({                                                                     \
		const struct file_operations *__fops =                         \
			debugfs_real_fops(file);                               \
		struct dentry *__dentry = file_dentry(file);                   \
		typeof(__fops->op(file, ##__VA_ARGS__)) __ret =                \
			debugfs_file_get(__dentry);                            \
		if (!__ret) {                                                  \
			__ret = __fops->op ? __fops->op(file, ##__VA_ARGS__) : \
					     (missing);                        \
			debugfs_file_put(__dentry);                            \
		}                                                              \
		__ret;                                                         \
	})

static ssize_t proxy_read(struct file *file, char __user *buf, size_t count,
			  loff_t *pos)
{
	return CALL(file, read, -EINVAL, buf, count, pos);
}

static ssize_t proxy_write(struct file *file, const char __user *buf,
			   size_t count, loff_t *pos)
{
	return CALL(file, write, -EINVAL, buf, count, pos);
}

static loff_t proxy_llseek(struct file *file, loff_t offset, int whence)
{
	return CALL(file, llseek, -ESPIPE, offset, whence);
}

static long proxy_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return CALL(file, unlocked_ioctl, -ENOTTY, cmd, arg);
}

static __poll_t proxy_poll(struct file *file, struct poll_table_struct *table)
{
	const struct file_operations *fops = debugfs_real_fops(file);
	struct dentry *dentry = file_dentry(file);
	__poll_t events = DEFAULT_POLLMASK;

	if (debugfs_file_get(dentry))
		return POLLHUP;
	if (fops->poll)
		events = fops->poll(file, table);
	debugfs_file_put(dentry);
	return events;
}

static const struct file_operations proxy_fops = {
	.open = proxy_open,
	.release = proxy_release,
	.read = proxy_read,
	.write = proxy_write,
	.llseek = proxy_llseek,
	.unlocked_ioctl = proxy_ioctl,
	.poll = proxy_poll,
};

/* Of a file that was made without operations. */
static ssize_t nothing_to_read(struct file *file, char __user *buf,
			       size_t count, loff_t *pos)
{
	return 0;
}

static ssize_t nobody_reads(struct file *file, const char __user *buf,
			    size_t count, loff_t *pos)
{
	return count;
}

static const struct file_operations noop_fops = {
	.read = nothing_to_read,
	.write = nobody_reads,
	.open = simple_open,
	.llseek = noop_llseek,
};

/* --- Making and removing */

static void entry_release(struct dentry *dentry)
{
	kfree(dentry->d_fsdata);
}

static const struct dentry_operations debugfs_dentry_operations = {
	.d_release = entry_release,
};

static const struct inode_operations debugfs_file_inode_operations = {
	.setattr = simple_setattr,
};

static struct inode *make_inode(umode_t mode, void *data)
{
	struct inode *inode = new_inode(debugfs_mount->mnt_sb);

	if (!inode)
		return NULL;
	inode->i_ino = get_next_ino();
	inode->i_mode = mode;
	inode->i_private = data;
	simple_inode_init_ts(inode);
	switch (mode & S_IFMT) {
	case S_IFDIR:
		inode->i_op = &simple_dir_inode_operations;
		inode->i_fop = &simple_dir_operations;
		inc_nlink(inode);
		break;
	case S_IFLNK:
		inode->i_op = &simple_symlink_inode_operations;
		inode->i_link = data;
		break;
	default:
		inode->i_op = &debugfs_file_inode_operations;
		inode->i_fop = &proxy_fops;
	}
	return inode;
}

static struct dentry *find(const char *name, struct dentry *parent)
{
	struct qstr q = QSTR_INIT(name, strlen(name));

	return d_lookup(parent, &q);
}

/* A dentry without inode, and with an entry; or ERR_PTR. */
static struct dentry *new_dentry(const char *name, struct dentry *parent,
				 umode_t mode, const struct entry *like)
{
	struct dentry *dentry = find(name, parent);

	if (dentry) {
		dput(dentry);
		if (S_ISDIR(mode))
			pr_err("debugfs: Directory '%s' with parent '%s' already present!\n",
			       name, parent->d_name.name);
		else
			pr_err("debugfs: File '%s' in directory '%s' already present!\n",
			       name, parent->d_name.name);
		return ERR_PTR(-EEXIST);
	}
	dentry = d_alloc_name(parent, name);
	if (!dentry)
		return ERR_PTR(-ENOMEM);
	dentry->d_op = &debugfs_dentry_operations;
	dentry->d_fsdata = kmemdup(like, sizeof(*like), GFP_KERNEL);
	if (dentry->d_fsdata)
		return dentry;
	dput(dentry);
	return ERR_PTR(-ENOMEM);
}

static struct dentry *create(const char *name, umode_t mode,
			     struct dentry *parent, void *data,
			     const struct file_operations *fops,
			     unsigned long caller)
{
	const struct entry like = { .fops = fops, .caller = caller };
	struct dentry *dentry;
	struct inode *inode;

	if (IS_ERR(parent))
		return parent;
	parent = parent ? parent : debugfs_mount->mnt_root;
	dentry = new_dentry(name, parent, mode, &like);
	if (IS_ERR(dentry))
		return dentry;
	inode = make_inode(mode, data);
	if (!inode) {
		pr_err("debugfs: out of free dentries, can not create file '%s'\n",
		       name);
		dput(dentry);
		return ERR_PTR(-ENOMEM);
	}
	if (S_ISDIR(mode))
		inc_nlink(parent->d_inode);
	d_add(dentry, inode);
	return dentry;
}

static struct dentry *create_file(const char *name, umode_t mode,
				  struct dentry *parent, void *data,
				  const struct file_operations *fops,
				  unsigned long caller)
{
	return create(name, S_IFREG | (mode & S_IALLUGO), parent, data,
		      fops ? fops : &noop_fops, caller);
}

struct dentry *debugfs_create_file(const char *name, umode_t mode,
				   struct dentry *parent, void *data,
				   const struct file_operations *fops)
{
	return create_file(name, mode, parent, data, fops, _RET_IP_);
}
EXPORT_SYMBOL_GPL(debugfs_create_file);

struct dentry *debugfs_create_file_unsafe(const char *name, umode_t mode,
					  struct dentry *parent, void *data,
					  const struct file_operations *fops)
{
	return create_file(name, mode, parent, data, fops, _RET_IP_);
}
EXPORT_SYMBOL_GPL(debugfs_create_file_unsafe);

void debugfs_create_file_size(const char *name, umode_t mode,
			      struct dentry *parent, void *data,
			      const struct file_operations *fops, loff_t size)
{
	struct dentry *dentry =
		create_file(name, mode, parent, data, fops, _RET_IP_);

	if (!IS_ERR(dentry))
		d_inode(dentry)->i_size = size;
}
EXPORT_SYMBOL_GPL(debugfs_create_file_size);

struct dentry *debugfs_create_dir(const char *name, struct dentry *parent)
{
	return create(name, S_IFDIR | 0755, parent, NULL, NULL, _RET_IP_);
}
EXPORT_SYMBOL_GPL(debugfs_create_dir);

struct dentry *debugfs_create_symlink(const char *name, struct dentry *parent,
				      const char *target)
{
	char *link = kstrdup(target, GFP_KERNEL);
	struct dentry *dentry;

	if (!link)
		return ERR_PTR(-ENOMEM);
	dentry = create(name, S_IFLNK | 0777, parent, link, NULL, _RET_IP_);
	if (IS_ERR(dentry))
		kfree(link);
	return dentry;
}
EXPORT_SYMBOL_GPL(debugfs_create_symlink);

struct dentry *debugfs_lookup(const char *name, struct dentry *parent)
{
	if (!name || !*name || IS_ERR(parent))
		return NULL;
	return find(name, parent ? parent : debugfs_mount->mnt_root);
}
EXPORT_SYMBOL_GPL(debugfs_lookup);

/* Precondition: it has no children. */
static void remove_one(struct dentry *dentry)
{
	struct entry *e = entry_of(dentry);
	struct inode *inode = d_inode(dentry);

	e->removed = true;
	if (S_ISDIR(inode->i_mode)) {
		drop_nlink(inode);
		drop_nlink(d_inode(dentry->d_parent));
	}
	drop_nlink(inode);
	d_drop(dentry);
	list_del_init(&dentry->d_child);
	wait_event(drain_wq, !e->active);
	dput(dentry);
}

void debugfs_remove(struct dentry *dentry)
{
	struct dentry *at;

	if (IS_ERR_OR_NULL(dentry) || entry_of(dentry)->removed)
		return;
	dget(dentry);
	do {
		for (at = dentry; !list_empty(&at->d_subdirs);)
			at = list_first_entry(&at->d_subdirs, struct dentry,
					      d_child);
		remove_one(at);
	} while (at != dentry);
	dput(dentry);
}
EXPORT_SYMBOL_GPL(debugfs_remove);

void debugfs_lookup_and_remove(const char *name, struct dentry *parent)
{
	struct dentry *dentry = debugfs_lookup(name, parent);

	debugfs_remove(dentry);
	dput(dentry);
}
EXPORT_SYMBOL_GPL(debugfs_lookup_and_remove);

/* --- Files of numbers */

ssize_t debugfs_attr_read(struct file *file, char __user *buf, size_t len,
			  loff_t *ppos)
{
	struct dentry *dentry = file_dentry(file);
	ssize_t n = debugfs_file_get(dentry);

	if (n)
		return n;
	n = simple_attr_read(file, buf, len, ppos);
	debugfs_file_put(dentry);
	return n;
}
EXPORT_SYMBOL_GPL(debugfs_attr_read);

ssize_t debugfs_attr_write(struct file *file, const char __user *buf,
			   size_t len, loff_t *ppos)
{
	struct dentry *dentry = file_dentry(file);
	ssize_t n = debugfs_file_get(dentry);

	if (n)
		return n;
	n = simple_attr_write(file, buf, len, ppos);
	debugfs_file_put(dentry);
	return n;
}
EXPORT_SYMBOL_GPL(debugfs_attr_write);

ssize_t debugfs_attr_write_signed(struct file *file, const char __user *buf,
				  size_t len, loff_t *ppos)
{
	struct dentry *dentry = file_dentry(file);
	ssize_t n = debugfs_file_get(dentry);

	if (n)
		return n;
	n = simple_attr_write_signed(file, buf, len, ppos);
	debugfs_file_put(dentry);
	return n;
}
EXPORT_SYMBOL_GPL(debugfs_attr_write_signed);

/* Three tables of a type's: to read and write, to do one of both. */
#define DEFINE_NUMBER(kind, type, fmt)                                    \
	static int kind##_get(void *data, u64 *value)                     \
	{                                                                 \
		*value = *(type *)data;                                   \
		return 0;                                                 \
	}                                                                 \
	static int kind##_set(void *data, u64 value)                      \
	{                                                                 \
		*(type *)data = value;                                    \
		return 0;                                                 \
	}                                                                 \
	DEFINE_DEBUGFS_ATTRIBUTE(kind##_rw, kind##_get, kind##_set, fmt); \
	DEFINE_DEBUGFS_ATTRIBUTE(kind##_ro, kind##_get, NULL, fmt);       \
	DEFINE_DEBUGFS_ATTRIBUTE(kind##_wo, NULL, kind##_set, fmt);       \
	void debugfs_create_##kind(const char *name, umode_t mode,        \
				   struct dentry *parent, type *value)    \
	{                                                                 \
		const struct file_operations *fops =                      \
			!(mode & 0222) ? &kind##_ro :                     \
			!(mode & 0444) ? &kind##_wo :                     \
					 &kind##_rw;                      \
                                                                          \
		create_file(name, mode, parent, value, fops, _RET_IP_);   \
	}                                                                 \
	EXPORT_SYMBOL_GPL(debugfs_create_##kind)

DEFINE_NUMBER(u8, u8, "%llu\n");
DEFINE_NUMBER(u16, u16, "%llu\n");
DEFINE_NUMBER(u32, u32, "%llu\n");
DEFINE_NUMBER(u64, u64, "%llu\n");
DEFINE_NUMBER(ulong, unsigned long, "%llu\n");
DEFINE_NUMBER(size_t, size_t, "%llu\n");
DEFINE_NUMBER(x8, u8, "0x%02llx\n");
DEFINE_NUMBER(x16, u16, "0x%04llx\n");
DEFINE_NUMBER(x32, u32, "0x%08llx\n");
DEFINE_NUMBER(x64, u64, "0x%016llx\n");

static int atomic_get(void *data, u64 *value)
{
	*value = atomic_read((atomic_t *)data);
	return 0;
}

static int atomic_put(void *data, u64 value)
{
	atomic_set((atomic_t *)data, value);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE_SIGNED(atomic_rw, atomic_get, atomic_put, "%lld\n");
DEFINE_DEBUGFS_ATTRIBUTE_SIGNED(atomic_ro, atomic_get, NULL, "%lld\n");

void debugfs_create_atomic_t(const char *name, umode_t mode,
			     struct dentry *parent, atomic_t *value)
{
	create_file(name, mode, parent, value,
		    mode & 0222 ? &atomic_rw : &atomic_ro, _RET_IP_);
}
EXPORT_SYMBOL_GPL(debugfs_create_atomic_t);

/* --- Files of other kinds */

ssize_t debugfs_read_file_bool(struct file *file, char __user *buf,
			       size_t count, loff_t *ppos)
{
	const bool *value = file->private_data;

	return simple_read_from_buffer(buf, count, ppos, *value ? "Y\n" : "N\n",
				       2);
}
EXPORT_SYMBOL_GPL(debugfs_read_file_bool);

ssize_t debugfs_write_file_bool(struct file *file, const char __user *buf,
				size_t count, loff_t *ppos)
{
	char text[8];
	size_t n = min(count, sizeof(text) - 1);
	bool value;

	if (copy_from_user(text, buf, n))
		return -EFAULT;
	text[n] = '\0';
	if (!kstrtobool(text,
			&value)) /* else nothing changes, nor is it told */
		*(bool *)file->private_data = value;
	return count;
}
EXPORT_SYMBOL_GPL(debugfs_write_file_bool);

static const struct file_operations bool_fops = {
	.open = simple_open,
	.read = debugfs_read_file_bool,
	.write = debugfs_write_file_bool,
	.llseek = default_llseek,
};

void debugfs_create_bool(const char *name, umode_t mode, struct dentry *parent,
			 bool *value)
{
	create_file(name, mode, parent, value, &bool_fops, _RET_IP_);
}
EXPORT_SYMBOL_GPL(debugfs_create_bool);

static ssize_t read_str(struct file *file, char __user *buf, size_t count,
			loff_t *ppos)
{
	const char *value = *(char **)file->private_data;
	char *line = kasprintf(GFP_KERNEL, "%s\n", value ? value : "");
	ssize_t n;

	if (!line)
		return -ENOMEM;
	n = simple_read_from_buffer(buf, count, ppos, line, strlen(line));
	kfree(line);
	return n;
}

/* A line, without its end, takes the place of what was there. */
static ssize_t write_str(struct file *file, const char __user *buf,
			 size_t count, loff_t *ppos)
{
	char **value = file->private_data, *line;

	if (*ppos || count > PAGE_SIZE)
		return -E2BIG;
	line = memdup_user_nul(buf, count);
	if (IS_ERR(line))
		return PTR_ERR(line);
	line[strcspn(line, "\n")] = '\0';
	kfree(*value);
	*value = line;
	*ppos += count;
	return count;
}

static const struct file_operations str_fops = {
	.open = simple_open,
	.read = read_str,
	.write = write_str,
	.llseek = default_llseek,
};

void debugfs_create_str(const char *name, umode_t mode, struct dentry *parent,
			char **value)
{
	create_file(name, mode, parent, value, &str_fops, _RET_IP_);
}
EXPORT_SYMBOL_GPL(debugfs_create_str);

static ssize_t read_blob(struct file *file, char __user *buf, size_t count,
			 loff_t *ppos)
{
	const struct debugfs_blob_wrapper *blob = file->private_data;

	return simple_read_from_buffer(buf, count, ppos, blob->data,
				       blob->size);
}

static ssize_t write_blob(struct file *file, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	const struct debugfs_blob_wrapper *blob = file->private_data;

	return simple_write_to_buffer(blob->data, blob->size, ppos, buf, count);
}

static const struct file_operations blob_fops = {
	.open = simple_open,
	.read = read_blob,
	.write = write_blob,
	.llseek = default_llseek,
};

struct dentry *debugfs_create_blob(const char *name, umode_t mode,
				   struct dentry *parent,
				   struct debugfs_blob_wrapper *blob)
{
	return create_file(name, mode & 0644, parent, blob, &blob_fops,
			   _RET_IP_);
}
EXPORT_SYMBOL_GPL(debugfs_create_blob);

static int u32_array_show(struct seq_file *m, void *v)
{
	const struct debugfs_u32_array *array = m->private;

	for (u32 i = 0; i < array->n_elements; i++)
		seq_printf(m, "%u%c", array->array[i],
			   i + 1 < array->n_elements ? ' ' : '\n');
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(u32_array);

void debugfs_create_u32_array(const char *name, umode_t mode,
			      struct dentry *parent,
			      struct debugfs_u32_array *array)
{
	create_file(name, mode, parent, array, &u32_array_fops, _RET_IP_);
}
EXPORT_SYMBOL_GPL(debugfs_create_u32_array);

struct devm_entry {
	struct device *dev;
	int (*read)(struct seq_file *s, void *data);
};

static int devm_entry_open(struct inode *inode, struct file *file)
{
	struct devm_entry *entry = inode->i_private;

	return single_open(file, entry->read, entry->dev);
}

static const struct file_operations devm_entry_fops = {
	.open = devm_entry_open,
	.release = single_release,
	.read = seq_read,
	.llseek = seq_lseek,
};

void debugfs_create_devm_seqfile(struct device *dev, const char *name,
				 struct dentry *parent,
				 int (*read)(struct seq_file *s, void *data))
{
	struct devm_entry *entry;

	if (IS_ERR(parent))
		return;
	entry = devm_kzalloc(dev, sizeof(*entry), GFP_KERNEL);
	if (!entry)
		return;
	entry->read = read;
	entry->dev = dev;
	create_file(name, 0444, parent, entry, &devm_entry_fops, _RET_IP_);
}
EXPORT_SYMBOL_GPL(debugfs_create_devm_seqfile);

/* --- The file system */

static void debugfs_evict_inode(struct inode *inode)
{
	if (S_ISLNK(inode->i_mode))
		kfree(inode->i_link);
}

static const struct super_operations debugfs_super_operations = {
	.statfs = simple_statfs,
	.evict_inode = debugfs_evict_inode,
};

static int fill_debugfs(struct super_block *sb, void *data, int silent)
{
	static const struct tree_descr none[] = { { "", NULL, 0 } };
	int err = simple_fill_super(sb, DEBUGFS_MAGIC, none);

	if (err)
		return err;
	sb->s_op = &debugfs_super_operations;
	sb->s_root->d_inode->i_mode = S_IFDIR | 0700;
	return 0;
}

static struct dentry *mount_debugfs(struct file_system_type *type, int flags,
				    const char *dev_name, void *data)
{
	return mount_single(type, flags, data, fill_debugfs);
}

static struct file_system_type debugfs_type = {
	.name = "debugfs",
	.mount = mount_debugfs,
	.kill_sb = kill_litter_super,
};

bool debugfs_initialized(void)
{
	return debugfs_mount;
}
EXPORT_SYMBOL_GPL(debugfs_initialized);

void debugfs_init(void)
{
	register_filesystem(&debugfs_type);
	debugfs_mount = kern_mount(&debugfs_type);
	if (IS_ERR(debugfs_mount))
		panic("no memory for debugfs");
}

/* --- What a module has left of it */

static void remove_entry(const void *object)
{
	debugfs_remove((struct dentry *)object);
}

static void check_entry(struct leak_scan *scan, const struct dentry *dentry)
{
	const struct entry *e = entry_of(dentry);
	const void *data = d_inode(dentry)->i_private;
	struct leak leak = {
		.kind = "debugfs entry",
		.name = dentry->d_name.name,
		.object = dentry,
		.caller = e->caller,
		.reclaim = remove_entry,
	};

	if (e->fops && leak_in(scan, e->fops)) {
		leak.target = (unsigned long)e->fops;
		leak.danger = "its file operations are in this module";
	} else if (e->fops && leak_in(scan, data)) {
		leak.target = (unsigned long)data;
		leak.danger = "what it shows is in this module";
	} else if (!leak_in(scan, e->caller)) {
		return;
	}
	leak_found(scan, &leak);
}

static struct dentry *first_leaf(struct dentry *at)
{
	while (!list_empty(&at->d_subdirs))
		at = list_first_entry(&at->d_subdirs, struct dentry, d_child);
	return at;
}

/* What is in a folder comes before it: so it is reclaimed before it, too. */
static void scan_debugfs(struct leak_scan *scan)
{
	struct dentry *root = debugfs_mount->mnt_root, *at = first_leaf(root);

	while (at != root) {
		if (at->d_inode)
			check_entry(scan, at);
		at = list_is_last(&at->d_child, &at->d_parent->d_subdirs) ?
			     at->d_parent :
			     first_leaf(list_next_entry(at, d_child));
	}
}
LEAK_SOURCE(debugfs, scan_debugfs);
