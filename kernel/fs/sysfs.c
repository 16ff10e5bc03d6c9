/* SPDX-License-Identifier: MIT */
/*
 * /sys: the folders of kobjects and the files of their attributes. A folder's
 * node has the kobject as its data; a file's node the attribute, and as its
 * state the operations of the kobject's type.
 */
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/leaks.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "../module.h"
#include "kernfs.h"

static struct kernfs_node *sysfs_root;

static struct kobject *kobject_of(const struct file *file)
{
	return file_node(file)->parent->data;
}

/* --- Attributes of text */

/* Those who poll() attributes. */
static DECLARE_WAIT_QUEUE_HEAD(notify_wq);

static void *event_of(const struct kernfs_node *node)
{
	return (void *)(unsigned long)node->event;
}

static int attribute_show(struct seq_file *m, void *v)
{
	struct kernfs_node *node = file_node(m->file);
	const struct sysfs_ops *ops = node->state;
	ssize_t n;

	memset(m->buf, 0, PAGE_SIZE);
	m->private = event_of(node);
	n = ops->show(kobject_of(m->file), node->data, m->buf);
	if (n < 0)
		return n;
	if (n >= PAGE_SIZE) {
		pr_err("fill_read_buffer: %pS returned bad count\n", ops->show);
		n = PAGE_SIZE - 1;
	}
	m->count = n;
	return 0;
}

/* Whom the mode lets in may still ask for what there is no function for. */
static int check_open(const struct file *file, bool can_read, bool can_write)
{
	umode_t mode = file_inode(file)->i_mode;

	if ((file->f_mode & FMODE_WRITE) && (!(mode & S_IWUGO) || !can_write))
		return -EACCES;
	if ((file->f_mode & FMODE_READ) && (!(mode & S_IRUGO) || !can_read))
		return -EACCES;
	return 0;
}

static int attribute_open(struct inode *inode, struct file *file)
{
	const struct sysfs_ops *ops = file_node(file)->state;
	int err = check_open(file, ops && ops->show, ops && ops->store);

	return err ? err :
		     single_open(file, attribute_show,
				 event_of(file_node(file)));
}

static ssize_t attribute_write(struct file *file, const char __user *user,
			       size_t count, loff_t *pos)
{
	struct kernfs_node *node = file_node(file);
	const struct sysfs_ops *ops = node->state;
	ssize_t n;
	char *buf;

	count = min(count, (size_t)PAGE_SIZE);
	if (!count)
		return 0;
	buf = memdup_user_nul(user, count);
	if (IS_ERR(buf))
		return PTR_ERR(buf);
	n = ops->store(kobject_of(file), node->data, buf, count);
	kfree(buf);
	if (n > 0)
		*pos += n;
	return n;
}

/* There is always something to read; an event is told once it was not seen. */
static __poll_t attribute_poll(struct file *file,
			       struct poll_table_struct *table)
{
	const struct seq_file *m = file->private_data;

	poll_wait(file, &notify_wq, table);
	if (m->private == event_of(file_node(file)))
		return DEFAULT_POLLMASK;
	return DEFAULT_POLLMASK | EPOLLERR | EPOLLPRI;
}

static const struct proc_ops attribute_ops = {
	.proc_open = attribute_open,
	.proc_read = seq_read,
	.proc_write = attribute_write,
	.proc_lseek = generic_file_llseek,
	.proc_poll = attribute_poll,
	.proc_release = single_release,
};

/* --- Attributes of bytes */

static int bin_open(struct inode *inode, struct file *file)
{
	const struct bin_attribute *attr = file_node(file)->data;

	return check_open(file, attr->read || attr->mmap,
			  attr->write || attr->mmap);
}

static ssize_t bin_read(struct file *file, char __user *user, size_t count,
			loff_t *pos)
{
	struct bin_attribute *attr = file_node(file)->data;
	ssize_t n;
	char *buf;

	count = min(count, (size_t)PAGE_SIZE);
	if (attr->size)
		count = *pos < attr->size ?
				min(count, (size_t)(attr->size - *pos)) :
				0;
	if (!count)
		return 0;
	if (!attr->read)
		return -EIO;
	buf = kmalloc(PAGE_SIZE, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	n = attr->read(file, kobject_of(file), attr, buf, *pos, count);
	if (n > 0 && copy_to_user(user, buf, n))
		n = -EFAULT;
	if (n > 0)
		*pos += n;
	kfree(buf);
	return n;
}

static ssize_t bin_write(struct file *file, const char __user *user,
			 size_t count, loff_t *pos)
{
	struct bin_attribute *attr = file_node(file)->data;
	ssize_t n;
	char *buf;

	count = min(count, (size_t)PAGE_SIZE);
	if (attr->size && *pos >= attr->size)
		return -EFBIG;
	if (attr->size)
		count = min(count, (size_t)(attr->size - *pos));
	if (!count)
		return 0;
	if (!attr->write)
		return -EIO;
	buf = memdup_user_nul(user, count);
	if (IS_ERR(buf))
		return PTR_ERR(buf);
	n = attr->write(file, kobject_of(file), attr, buf, *pos, count);
	if (n > 0)
		*pos += n;
	kfree(buf);
	return n;
}

static int bin_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct bin_attribute *attr = file_node(file)->data;

	return attr->mmap ? attr->mmap(file, kobject_of(file), attr, vma) :
			    -ENODEV;
}

static const struct proc_ops bin_ops = {
	.proc_open = bin_open,
	.proc_read = bin_read,
	.proc_write = bin_write,
	.proc_mmap = bin_mmap,
	.proc_lseek = default_llseek,
};

/* --- Nodes */

static void tell_duplicate(const struct kernfs_node *folder, const char *name)
{
	char path[128];

	if (kernfs_path(folder, path, sizeof(path)) < 0)
		path[0] = '\0';
	pr_warn("sysfs: cannot create duplicate filename '%s%s/%s'\n",
		path[0] ? "/" : "", path, name);
	dump_stack();
}

static struct kernfs_node *add_node(struct kernfs_node *folder,
				    const char *name, umode_t mode,
				    const struct proc_ops *ops, void *data)
{
	struct kernfs_node *node = folder ? kernfs_create(folder, name,
							  strlen(name), mode,
							  ops, data) :
					    ERR_PTR(-ENOENT);

	if (!IS_ERR(node))
		node->gone = -ENODEV;
	if (PTR_ERR(node) == -EEXIST)
		tell_duplicate(folder, name);
	return node;
}

static void remove_named(struct kernfs_node *folder, const char *name)
{
	struct kernfs_node *node =
		folder ? kernfs_find(folder, name, strlen(name)) : NULL;

	if (node)
		kernfs_remove(node);
}

int sysfs_create_dir(struct kobject *kobj)
{
	struct kernfs_node *folder = kobj->parent ? kobj->parent->sd :
						    sysfs_root;
	struct kernfs_node *node =
		add_node(folder, kobj->name, S_IFDIR | 0755, NULL, kobj);

	if (IS_ERR(node))
		return PTR_ERR(node);
	kobj->sd = node;
	return 0;
}

void sysfs_remove_dir(struct kobject *kobj)
{
	struct kernfs_node *node = kobj->sd;

	kobj->sd = NULL;
	if (node)
		kernfs_remove(node);
}

int sysfs_add_file(struct kernfs_node *folder, struct kobject *kobj,
		   const struct attribute *attr, umode_t mode)
{
	struct kernfs_node *node = add_node(folder, attr->name,
					    S_IFREG | (mode & 0777),
					    &attribute_ops, (void *)attr);

	if (IS_ERR(node))
		return PTR_ERR(node);
	node->size = PAGE_SIZE;
	node->state = kobj->ktype ? (void *)kobj->ktype->sysfs_ops : NULL;
	return 0;
}

int sysfs_add_bin_file(struct kernfs_node *folder, struct kobject *kobj,
		       const struct bin_attribute *attr, umode_t mode)
{
	struct kernfs_node *node = add_node(folder, attr->attr.name,
					    S_IFREG | (mode & 0777), &bin_ops,
					    (void *)attr);

	if (IS_ERR(node))
		return PTR_ERR(node);
	node->size = attr->size;
	return 0;
}

int sysfs_create_file(struct kobject *kobj, const struct attribute *attr)
{
	return sysfs_add_file(kobj->sd, kobj, attr, attr->mode);
}
EXPORT_SYMBOL_GPL(sysfs_create_file);

void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr)
{
	remove_named(kobj->sd, attr->name);
}
EXPORT_SYMBOL_GPL(sysfs_remove_file);

int sysfs_create_files(struct kobject *kobj,
		       const struct attribute *const *attrs)
{
	int err = 0, i;

	for (i = 0; attrs[i] && !err; i++)
		err = sysfs_create_file(kobj, attrs[i]);
	for (i--; err && i > 0; i--)
		sysfs_remove_file(kobj, attrs[i - 1]);
	return err;
}
EXPORT_SYMBOL_GPL(sysfs_create_files);

void sysfs_remove_files(struct kobject *kobj,
			const struct attribute *const *attrs)
{
	for (; *attrs; attrs++)
		sysfs_remove_file(kobj, *attrs);
}
EXPORT_SYMBOL_GPL(sysfs_remove_files);

int sysfs_create_bin_file(struct kobject *kobj,
			  const struct bin_attribute *attr)
{
	return sysfs_add_bin_file(kobj->sd, kobj, attr, attr->attr.mode);
}
EXPORT_SYMBOL_GPL(sysfs_create_bin_file);

void sysfs_remove_bin_file(struct kobject *kobj,
			   const struct bin_attribute *attr)
{
	remove_named(kobj->sd, attr->attr.name);
}
EXPORT_SYMBOL_GPL(sysfs_remove_bin_file);

/* --- Groups */

static void remove_members(struct kernfs_node *folder,
			   const struct attribute_group *group)
{
	for (struct attribute **a = group->attrs; a && *a; a++)
		remove_named(folder, (*a)->name);
	for (struct bin_attribute **b = group->bin_attrs; b && *b; b++)
		remove_named(folder, (*b)->attr.name);
}

static int add_members(struct kernfs_node *folder, struct kobject *kobj,
		       const struct attribute_group *group)
{
	int err = 0, i = 0;

	for (struct attribute **a = group->attrs; a && *a && !err; a++, i++) {
		umode_t mode = group->is_visible ?
				       group->is_visible(kobj, *a, i) :
				       (*a)->mode;

		if (mode)
			err = sysfs_add_file(folder, kobj, *a, mode);
	}
	i = 0;
	for (struct bin_attribute **b = group->bin_attrs; b && *b && !err;
	     b++, i++) {
		umode_t mode = group->is_bin_visible ?
				       group->is_bin_visible(kobj, *b, i) :
				       (*b)->attr.mode;

		if (mode)
			err = sysfs_add_bin_file(folder, kobj, *b, mode);
	}
	return err;
}

int sysfs_create_group(struct kobject *kobj,
		       const struct attribute_group *group)
{
	struct kernfs_node *folder = kobj->sd;
	int err;

	if (group->name)
		folder = add_node(kobj->sd, group->name, S_IFDIR | 0755, NULL,
				  kobj);
	if (IS_ERR_OR_NULL(folder))
		return folder ? PTR_ERR(folder) : -ENOENT;
	err = add_members(folder, kobj, group);
	if (err)
		sysfs_remove_group(kobj, group);
	return err;
}
EXPORT_SYMBOL_GPL(sysfs_create_group);

void sysfs_remove_group(struct kobject *kobj,
			const struct attribute_group *group)
{
	if (group->name)
		remove_named(kobj->sd, group->name);
	else
		remove_members(kobj->sd, group);
}
EXPORT_SYMBOL_GPL(sysfs_remove_group);

int sysfs_create_groups(struct kobject *kobj,
			const struct attribute_group **groups)
{
	int err = 0, i;

	for (i = 0; groups && groups[i] && !err; i++)
		err = sysfs_create_group(kobj, groups[i]);
	for (i--; err && i > 0; i--)
		sysfs_remove_group(kobj, groups[i - 1]);
	return err;
}
EXPORT_SYMBOL_GPL(sysfs_create_groups);

void sysfs_remove_groups(struct kobject *kobj,
			 const struct attribute_group **groups)
{
	for (; groups && *groups; groups++)
		sysfs_remove_group(kobj, *groups);
}
EXPORT_SYMBOL_GPL(sysfs_remove_groups);

static struct kernfs_node *find_child(struct kernfs_node *folder,
				      const char *name)
{
	if (!folder || !name)
		return folder;
	return kernfs_find(folder, name, strlen(name));
}

int sysfs_update_group(struct kobject *kobj,
		       const struct attribute_group *group)
{
	struct kernfs_node *folder = find_child(kobj->sd, group->name);

	if (!folder) {
		pr_warn("Can't update unknown attr grp name: %s/%s\n",
			kobj->name, group->name ? group->name : "");
		return -EINVAL;
	}
	remove_members(folder, group);
	return add_members(folder, kobj, group);
}
EXPORT_SYMBOL_GPL(sysfs_update_group);

int sysfs_merge_group(struct kobject *kobj, const struct attribute_group *group)
{
	struct kernfs_node *folder = find_child(kobj->sd, group->name);
	int err = folder ? add_members(folder, kobj, group) : -ENOENT;

	if (folder && err)
		remove_members(folder, group);
	return err;
}
EXPORT_SYMBOL_GPL(sysfs_merge_group);

void sysfs_unmerge_group(struct kobject *kobj,
			 const struct attribute_group *group)
{
	struct kernfs_node *folder = find_child(kobj->sd, group->name);

	if (folder)
		remove_members(folder, group);
}
EXPORT_SYMBOL_GPL(sysfs_unmerge_group);

int sysfs_add_file_to_group(struct kobject *kobj, const struct attribute *attr,
			    const char *group)
{
	struct kernfs_node *folder = find_child(kobj->sd, group);

	return folder ? sysfs_add_file(folder, kobj, attr, attr->mode) :
			-ENOENT;
}
EXPORT_SYMBOL_GPL(sysfs_add_file_to_group);

void sysfs_remove_file_from_group(struct kobject *kobj,
				  const struct attribute *attr,
				  const char *group)
{
	remove_named(find_child(kobj->sd, group), attr->name);
}
EXPORT_SYMBOL_GPL(sysfs_remove_file_from_group);

bool sysfs_remove_file_self(struct kobject *kobj, const struct attribute *attr)
{
	struct kernfs_node *node = find_child(kobj->sd, attr->name);

	if (!node)
		return false;
	/* The caller is one of those whom the removal would wait for. */
	kernfs_get(node);
	node->active--;
	kernfs_remove(node);
	node->active++;
	kernfs_put(node);
	return true;
}
EXPORT_SYMBOL_GPL(sysfs_remove_file_self);

void sysfs_notify(struct kobject *kobj, const char *dir, const char *attr)
{
	struct kernfs_node *node = find_child(find_child(kobj->sd, dir), attr);

	if (!node)
		return;
	node->event++;
	wake_up_interruptible(&notify_wq);
}
EXPORT_SYMBOL_GPL(sysfs_notify);

int sysfs_chmod_file(struct kobject *kobj, const struct attribute *attr,
		     umode_t mode)
{
	struct kernfs_node *node = find_child(kobj->sd, attr->name);

	if (!node)
		return -ENOENT;
	node->mode = (node->mode & S_IFMT) | (mode & S_IALLUGO);
	return 0;
}
EXPORT_SYMBOL_GPL(sysfs_chmod_file);

/* --- Links */

/* Writes "../../" from @from's folder up to the root, then @to's path. */
static int relative_path(const struct kernfs_node *from,
			 const struct kernfs_node *to, char *buf, size_t size)
{
	size_t n = 0;

	for (; from->parent; from = from->parent)
		n += scnprintf(buf + n, size - n, "../");
	return kernfs_path(to, buf + n, size - n);
}

int sysfs_create_link_nowarn(struct kobject *kobj, struct kobject *target,
			     const char *name)
{
	struct kernfs_node *folder = kobj ? kobj->sd : sysfs_root, *node;
	char *path;
	int err;

	if (!folder || !target || !target->sd)
		return -ENOENT;
	path = kmalloc(PATH_MAX, GFP_KERNEL);
	if (!path)
		return -ENOMEM;
	err = relative_path(folder, target->sd, path, PATH_MAX);
	if (err >= 0) {
		node = kernfs_create_link(folder, name, path);
		err = PTR_ERR_OR_ZERO(node);
	}
	kfree(path);
	return err;
}
EXPORT_SYMBOL_GPL(sysfs_create_link_nowarn);

int sysfs_create_link(struct kobject *kobj, struct kobject *target,
		      const char *name)
{
	int err = sysfs_create_link_nowarn(kobj, target, name);

	if (err == -EEXIST)
		tell_duplicate(kobj ? kobj->sd : sysfs_root, name);
	return err;
}
EXPORT_SYMBOL_GPL(sysfs_create_link);

void sysfs_remove_link(struct kobject *kobj, const char *name)
{
	remove_named(kobj ? kobj->sd : sysfs_root, name);
}
EXPORT_SYMBOL_GPL(sysfs_remove_link);

/* --- Text */

int sysfs_emit_at(char *buf, int at, const char *fmt, ...)
{
	va_list args;
	int n;

	if (WARN(!buf || offset_in_page(buf) || at < 0 || at >= PAGE_SIZE,
		 "invalid sysfs_emit_at: buf:%p at:%d\n", buf, at))
		return 0;
	va_start(args, fmt);
	n = vscnprintf(buf + at, PAGE_SIZE - at, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL_GPL(sysfs_emit_at);

int sysfs_emit(char *buf, const char *fmt, ...)
{
	va_list args;
	int n;

	if (WARN(!buf || offset_in_page(buf), "invalid sysfs_emit: buf:%p\n",
		 buf))
		return 0;
	va_start(args, fmt);
	n = vscnprintf(buf, PAGE_SIZE, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL_GPL(sysfs_emit);

/* --- What a module has left of them */

static void remove_node(const void *object)
{
	kernfs_remove((struct kernfs_node *)object);
}

static void check_attribute(struct leak_scan *scan,
			    const struct kernfs_node *node)
{
	const void *target = leak_in(scan, node->state) ? node->state :
							  node->data;

	if (leak_in(scan, target))
		leak_found(scan,
			   &(struct leak){
				   .kind = "sysfs file",
				   .name = node->name,
				   .object = node,
				   .target = (unsigned long)target,
				   .danger = "its attribute is in this module",
				   .reclaim = remove_node });
}

static void put_kobject(const void *object)
{
	kobject_put((struct kobject *)object);
}

static void check_folder(struct leak_scan *scan, const struct kernfs_node *node)
{
	const struct kobject *kobj = node->data;
	struct leak leak = {
		.kind = "kobject",
		.name = node->name,
		.object = kobj,
		.caller = node->caller,
		.reclaim = put_kobject,
	};

	/* A group's folder has the same kobject, and goes with it. */
	if (!kobj || kobj->sd != node)
		return;
	if (leak_in(scan, kobj->ktype)) {
		leak.danger = "its type is in this module";
		leak.target = (unsigned long)kobj->ktype;
	}
	if (leak.danger || leak_in(scan, node->caller))
		leak_found(scan, &leak);
}

static void scan_sysfs(struct leak_scan *scan)
{
	struct kernfs_node *node;

	for (node = kernfs_first_leaf(sysfs_root); node != sysfs_root;
	     node = kernfs_next_up(node))
		if (S_ISDIR(node->mode))
			check_folder(scan, node);
		else if (S_ISREG(node->mode))
			check_attribute(scan, node);
}
LEAK_SOURCE(sysfs, scan_sysfs);

/* --- The file system */

static int fill_sysfs(struct super_block *sb, void *data, int silent)
{
	return kernfs_fill_super(sb, sysfs_root, SYSFS_MAGIC);
}

static struct dentry *mount_sysfs(struct file_system_type *type, int flags,
				  const char *dev_name, void *data)
{
	return mount_single(type, flags, data, fill_sysfs);
}

static struct file_system_type sysfs_type = {
	.name = "sysfs",
	.fs_flags = FS_USERNS_MOUNT,
	.mount = mount_sysfs,
	.kill_sb = kill_anon_super,
};

void sysfs_init(void)
{
	sysfs_root = kernfs_create(NULL, "", 0, S_IFDIR | 0755, NULL, NULL);
	if (IS_ERR(sysfs_root) || register_filesystem(&sysfs_type))
		panic("no memory for /sys");
	kobject_folders_init();
	module_folders_init();
}
