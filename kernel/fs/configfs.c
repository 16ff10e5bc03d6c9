/* SPDX-License-Identifier: MIT */
/*
 * configfs: the dentries are the tree. A folder's d_fsdata leads to its item,
 * for as long as it is there; a file's inode leads to its attribute. What a
 * folder in it is, the item's type says: it makes items by mkdir.
 */
#include <linux/configfs.h>
#include <linux/dcache.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/mount.h>
#include <linux/panic.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define CONFIGFS_MAGIC 0x62656570

struct folder {
	struct config_item *item; /* NULL: it has been removed */
	bool fixed;		  /* the kernel's own: no program removes it */
	unsigned int depends;
};

static struct vfsmount *configfs_mount;
static struct config_group root_group = {
	.cg_item = { .ci_namebuf = "/",
		     .ci_name = root_group.cg_item.ci_namebuf,
		     .ci_kref = KREF_INIT(1) },
	.cg_children = LIST_HEAD_INIT(root_group.cg_children),
	.default_groups = LIST_HEAD_INIT(root_group.default_groups),
};

static struct folder *folder_of(const struct dentry *dentry)
{
	return dentry->d_fsdata;
}

/* --- Items */

int config_item_set_name(struct config_item *item, const char *fmt, ...)
{
	char *name;
	va_list args;

	va_start(args, fmt);
	name = kvasprintf(GFP_KERNEL, fmt, args);
	va_end(args);
	if (!name)
		return -ENOMEM;
	if (item->ci_name != item->ci_namebuf)
		kfree(item->ci_name);
	item->ci_name = name;
	if (strlen(name) < CONFIGFS_ITEM_NAME_LEN) {
		item->ci_name = item->ci_namebuf;
		strscpy(item->ci_namebuf, name, CONFIGFS_ITEM_NAME_LEN);
		kfree(name);
	}
	return 0;
}
EXPORT_SYMBOL(config_item_set_name);

static void init_item(struct config_item *item)
{
	kref_init(&item->ci_kref);
	INIT_LIST_HEAD(&item->ci_entry);
}

void config_item_init_type_name(struct config_item *item, const char *name,
				const struct config_item_type *type)
{
	config_item_set_name(item, "%s", name);
	item->ci_type = type;
	init_item(item);
}
EXPORT_SYMBOL(config_item_init_type_name);

void config_group_init(struct config_group *group)
{
	init_item(&group->cg_item);
	INIT_LIST_HEAD(&group->cg_children);
	INIT_LIST_HEAD(&group->default_groups);
}
EXPORT_SYMBOL(config_group_init);

void config_group_init_type_name(struct config_group *group, const char *name,
				 const struct config_item_type *type)
{
	config_item_set_name(&group->cg_item, "%s", name);
	group->cg_item.ci_type = type;
	config_group_init(group);
}
EXPORT_SYMBOL(config_group_init_type_name);

struct config_item *config_item_get(struct config_item *item)
{
	if (item)
		kref_get(&item->ci_kref);
	return item;
}
EXPORT_SYMBOL(config_item_get);

struct config_item *config_item_get_unless_zero(struct config_item *item)
{
	return item && kref_get_unless_zero(&item->ci_kref) ? item : NULL;
}
EXPORT_SYMBOL(config_item_get_unless_zero);

static void release_item(struct kref *kref)
{
	struct config_item *item =
		container_of(kref, struct config_item, ci_kref);
	const struct config_item_type *type = item->ci_type;

	if (item->ci_name != item->ci_namebuf)
		kfree(item->ci_name);
	item->ci_name = NULL;
	if (type && type->ct_item_ops && type->ct_item_ops->release)
		type->ct_item_ops->release(item);
}

void config_item_put(struct config_item *item)
{
	if (item)
		kref_put(&item->ci_kref, release_item);
}
EXPORT_SYMBOL(config_item_put);

struct config_item *config_group_find_item(struct config_group *group,
					   const char *name)
{
	struct config_item *item;

	list_for_each_entry(item, &group->cg_children, ci_entry)
		if (item->ci_name && !strcmp(item->ci_name, name))
			return config_item_get(item);
	return NULL;
}
EXPORT_SYMBOL(config_group_find_item);

/* A child holds its parent, and the parent's list the child. */
static void link_item(struct config_group *parent, struct config_item *item)
{
	item->ci_group = config_group_get(parent);
	item->ci_parent = &parent->cg_item;
	list_add_tail(&item->ci_entry, &parent->cg_children);
	config_item_get(item);
}

static void unlink_item(struct config_item *item)
{
	struct config_group *parent = item->ci_group;

	if (!parent)
		return;
	list_del_init(&item->ci_entry);
	item->ci_group = NULL;
	item->ci_parent = NULL;
	config_item_put(item);
	config_group_put(parent);
}

static void link_group(struct config_group *parent, struct config_group *group)
{
	struct config_group *child;

	link_item(parent, &group->cg_item);
	group->cg_subsys = parent == &root_group ?
				   to_configfs_subsystem(group) :
				   parent->cg_subsys;
	list_for_each_entry(child, &group->default_groups, group_entry)
		link_group(group, child);
}

static void unlink_group(struct config_group *group)
{
	struct config_group *child;

	list_for_each_entry(child, &group->default_groups, group_entry)
		unlink_group(child);
	group->cg_subsys = NULL;
	unlink_item(&group->cg_item);
}

void configfs_remove_default_groups(struct config_group *group)
{
	struct config_group *child, *next;

	list_for_each_entry_safe(child, next, &group->default_groups,
				 group_entry) {
		list_del(&child->group_entry);
		config_group_put(child);
	}
}
EXPORT_SYMBOL(configfs_remove_default_groups);

/* --- Attributes as files */

/* An open one: it holds the item. */
struct opened {
	struct config_item *item;
	struct mutex lock;
	bool filled;
	size_t length;
	char page[PAGE_SIZE];
};

static struct configfs_attribute *attribute_of(struct file *file)
{
	return file_inode(file)->i_private;
}

static bool is_gone(struct file *file)
{
	return !folder_of(file_dentry(file)->d_parent)->item;
}

static int attribute_open(struct inode *inode, struct file *file)
{
	struct configfs_attribute *attr = inode->i_private;
	struct folder *folder = folder_of(file_dentry(file)->d_parent);
	struct opened *o;

	if ((file->f_mode & FMODE_WRITE && !attr->store) ||
	    (file->f_mode & FMODE_READ && !attr->show))
		return -EACCES;
	if (!folder->item || !try_module_get(attr->ca_owner))
		return -ENODEV;
	o = kzalloc(sizeof(*o), GFP_KERNEL);
	if (!o) {
		module_put(attr->ca_owner);
		return -ENOMEM;
	}
	mutex_init(&o->lock);
	o->item = config_item_get(folder->item);
	file->private_data = o;
	return 0;
}

static int attribute_release(struct inode *inode, struct file *file)
{
	struct configfs_attribute *attr = inode->i_private;
	struct module *owner = attr->ca_owner;
	struct opened *o = file->private_data;

	config_item_put(o->item);
	module_put(owner);
	kfree(o);
	return 0;
}

static ssize_t fill(struct file *file, struct opened *o)
{
	ssize_t n = is_gone(file) ? -ENODEV :
				    attribute_of(file)->show(o->item, o->page);

	if (n < 0)
		return n;
	if (WARN_ON(n > PAGE_SIZE))
		return -EIO;
	o->length = n;
	o->filled = true;
	return 0;
}

static ssize_t attribute_read(struct file *file, char __user *buf, size_t count,
			      loff_t *pos)
{
	struct opened *o = file->private_data;
	ssize_t n = 0;

	mutex_lock(&o->lock);
	if (!o->filled)
		n = fill(file, o);
	if (!n)
		n = simple_read_from_buffer(buf, count, pos, o->page,
					    o->length);
	mutex_unlock(&o->lock);
	return n;
}

static ssize_t attribute_write(struct file *file, const char __user *buf,
			       size_t count, loff_t *pos)
{
	struct opened *o = file->private_data;
	ssize_t n;

	count = min(count, (size_t)PAGE_SIZE - 1);
	mutex_lock(&o->lock);
	o->filled = false;
	if (copy_from_user(o->page, buf, count)) {
		n = -EFAULT;
	} else {
		o->page[count] = '\0';
		n = is_gone(file) ?
			    -ENODEV :
			    attribute_of(file)->store(o->item, o->page, count);
	}
	if (n > 0)
		*pos += n;
	mutex_unlock(&o->lock);
	return n;
}

static const struct file_operations attribute_fops = {
	.open = attribute_open,
	.release = attribute_release,
	.read = attribute_read,
	.write = attribute_write,
	.llseek = generic_file_llseek,
};

static const struct inode_operations attribute_iops = {
	.setattr = simple_setattr,
};

/* --- Folders */

static const struct inode_operations folder_iops;

static struct inode *make_inode(umode_t mode)
{
	struct inode *inode = new_inode(configfs_mount->mnt_sb);

	if (!inode)
		return NULL;
	inode->i_ino = get_next_ino();
	inode->i_mode = mode;
	simple_inode_init_ts(inode);
	if (S_ISDIR(mode)) {
		inode->i_op = &folder_iops;
		inode->i_fop = &simple_dir_operations;
		inc_nlink(inode);
	} else {
		inode->i_op = &attribute_iops;
		inode->i_fop = &attribute_fops;
		inode->i_size = PAGE_SIZE;
	}
	return inode;
}

static int add_attribute(struct dentry *parent, struct configfs_attribute *attr)
{
	struct dentry *dentry = d_alloc_name(parent, attr->ca_name);
	struct inode *inode;

	if (!dentry)
		return -ENOMEM;
	inode = make_inode(S_IFREG | (attr->ca_mode & S_IALLUGO));
	if (!inode) {
		dput(dentry);
		return -ENOMEM;
	}
	inode->i_private = attr;
	d_add(dentry, inode);
	return 0;
}

static int add_attributes(struct config_item *item)
{
	const struct config_item_type *type = item->ci_type;
	const struct configfs_group_operations *ops =
		type ? type->ct_group_ops : NULL;
	int err = 0;

	if (!type || !type->ct_attrs)
		return 0;
	for (int i = 0; type->ct_attrs[i] && !err; i++)
		if (!ops || !ops->is_visible ||
		    ops->is_visible(item, type->ct_attrs[i], i))
			err = add_attribute(item->ci_dentry, type->ct_attrs[i]);
	return err;
}

/* Takes all that is below @dentry away, and its item. */
static void empty_folder(struct dentry *dentry)
{
	struct folder *folder = folder_of(dentry);

	if (folder->item)
		folder->item->ci_dentry = NULL;
	folder->item = NULL;
	while (!list_empty(&dentry->d_subdirs)) {
		struct dentry *child = list_first_entry(&dentry->d_subdirs,
							struct dentry, d_child);

		list_del_init(&child->d_child);
		d_drop(child);
		if (!child->d_inode)
			continue;
		if (folder_of(child)) {
			empty_folder(child);
			drop_nlink(d_inode(child));
			drop_nlink(d_inode(dentry));
		}
		drop_nlink(d_inode(child));
		dput(child);
	}
}

static void remove_folder(struct dentry *dentry)
{
	empty_folder(dentry);
	drop_nlink(d_inode(dentry));
	drop_nlink(d_inode(dentry));
	drop_nlink(d_inode(dentry->d_parent));
	d_drop(dentry);
	list_del_init(&dentry->d_child);
	dput(dentry);
}

/* Makes @dentry, which the tree holds from here on, @item's folder. */
static int fill_folder(struct dentry *dentry, struct config_item *item,
		       bool fixed)
{
	struct folder *folder = kzalloc(sizeof(*folder), GFP_KERNEL);
	struct inode *inode = folder ? make_inode(S_IFDIR | 0755) : NULL;
	int err;

	if (!inode) {
		kfree(folder);
		return -ENOMEM;
	}
	folder->item = item;
	folder->fixed = fixed;
	dentry->d_fsdata = folder;
	inc_nlink(d_inode(dentry->d_parent));
	d_add(dget(dentry), inode);
	item->ci_dentry = dentry;
	err = add_attributes(item);
	if (err)
		remove_folder(dentry);
	return err;
}

static int add_fixed(struct dentry *parent, struct config_group *group);

static int add_default_groups(struct config_group *group)
{
	struct config_group *child;
	int err = 0;

	list_for_each_entry(child, &group->default_groups, group_entry) {
		err = add_fixed(group->cg_item.ci_dentry, child);
		if (err)
			break;
	}
	return err;
}

/* A group's folder, and those that always come with it. */
static int fill_group_folder(struct dentry *dentry, struct config_group *group,
			     bool fixed)
{
	int err = fill_folder(dentry, &group->cg_item, fixed);

	if (err)
		return err;
	err = add_default_groups(group);
	if (err)
		remove_folder(dentry);
	return err;
}

static int add_fixed(struct dentry *parent, struct config_group *group)
{
	struct qstr name = QSTR_INIT(group->cg_item.ci_name,
				     strlen(group->cg_item.ci_name));
	struct dentry *dentry = d_lookup(parent, &name);
	int err;

	if (dentry) {
		dput(dentry);
		return -EEXIST;
	}
	dentry = d_alloc_name(parent, group->cg_item.ci_name);
	if (!dentry)
		return -ENOMEM;
	err = fill_group_folder(dentry, group, true);
	dput(dentry);
	return err;
}

static bool has_user_items(const struct dentry *dentry)
{
	struct dentry *child;

	list_for_each_entry(child, &dentry->d_subdirs, d_child) {
		const struct folder *folder = folder_of(child);

		if (child->d_inode && folder &&
		    (!folder->fixed || has_user_items(child)))
			return true;
	}
	return false;
}

/* --- mkdir and rmdir */

/* What the subsystem's module gives back, on behalf of rmdir. */
static void drop_item(struct config_group *group, struct config_item *item)
{
	struct configfs_group_operations *ops =
		group->cg_item.ci_type->ct_group_ops;

	if (ops && ops->drop_item)
		ops->drop_item(group, item);
	else
		config_item_put(item);
}

static void notify_of_removal(struct config_group *group,
			      struct config_item *item)
{
	struct configfs_group_operations *ops =
		group->cg_item.ci_type->ct_group_ops;

	if (ops && ops->disconnect_notify)
		ops->disconnect_notify(group, item);
}

/* The new item or group, linked to its parent, or ERR_PTR. */
static struct config_item *make_item(struct config_group *parent,
				     const char *name, bool *is_group)
{
	struct configfs_group_operations *ops =
		parent->cg_item.ci_type->ct_group_ops;
	struct config_item *item = NULL;
	struct config_group *group = NULL;

	*is_group = ops->make_group;
	mutex_lock(&parent->cg_subsys->su_mutex);
	if (*is_group) {
		group = ops->make_group(parent, name);
		if (!IS_ERR_OR_NULL(group))
			link_group(parent, group);
		item = IS_ERR(group) ? ERR_CAST(group) :
		       group	     ? &group->cg_item :
				       NULL;
	} else {
		item = ops->make_item(parent, name);
		if (!IS_ERR_OR_NULL(item))
			link_item(parent, item);
	}
	mutex_unlock(&parent->cg_subsys->su_mutex);
	return item ?: ERR_PTR(-ENOMEM);
}

/* Undoes make_item(). */
static void unmake_item(struct config_group *parent, struct config_item *item,
			bool is_group)
{
	struct mutex *lock = &parent->cg_subsys->su_mutex;

	mutex_lock(lock);
	notify_of_removal(parent, item);
	if (is_group)
		unlink_group(to_config_group(item));
	else
		unlink_item(item);
	drop_item(parent, item);
	mutex_unlock(lock);
}

static bool makes_items(const struct config_item *item)
{
	const struct configfs_group_operations *ops =
		item && item->ci_type ? item->ci_type->ct_group_ops : NULL;

	return ops && (ops->make_item || ops->make_group);
}

static int make_folder(struct config_group *parent, struct dentry *dentry)
{
	struct config_item *item;
	struct module *owner;
	bool is_group;
	int err = -EINVAL;

	item = make_item(parent, dentry->d_name.name, &is_group);
	if (IS_ERR(item))
		return PTR_ERR(item);
	owner = item->ci_type ? item->ci_type->ct_owner : NULL;
	if (item->ci_type && try_module_get(owner)) {
		err = is_group ?
			      fill_group_folder(dentry, to_config_group(item),
						false) :
			      fill_folder(dentry, item, false);
		if (err)
			module_put(owner);
	}
	if (err)
		unmake_item(parent, item, is_group);
	return err;
}

/* The module of the subsystem, and that of the item, are held while it is. */
static int configfs_mkdir(struct mnt_idmap *idmap, struct inode *dir,
			  struct dentry *dentry, umode_t mode)
{
	struct folder *above = folder_of(dentry->d_parent);
	const struct config_item_type *type;
	struct config_group *parent;
	int err;

	if (!above || !makes_items(above->item))
		return -EPERM;
	parent = to_config_group(above->item);
	type = parent->cg_subsys->su_group.cg_item.ci_type;
	if (!type || !try_module_get(type->ct_owner))
		return -EINVAL;
	err = make_folder(parent, dentry);
	if (err)
		module_put(type->ct_owner);
	return err;
}

/* vfs_rmdir() takes the name away. */
static int configfs_rmdir(struct inode *dir, struct dentry *dentry)
{
	struct folder *folder = folder_of(dentry);
	struct config_item *item = folder->item;
	struct config_group *parent;
	struct module *owner, *subsys_owner;

	if (folder->fixed)
		return -EPERM;
	if (folder->depends)
		return -EBUSY;
	if (has_user_items(dentry))
		return -ENOTEMPTY;
	parent = item->ci_group;
	owner = item->ci_type->ct_owner;
	subsys_owner = parent->cg_subsys->su_group.cg_item.ci_type->ct_owner;
	empty_folder(dentry);
	drop_nlink(d_inode(dentry));
	drop_nlink(d_inode(dentry));
	drop_nlink(dir);
	dput(dentry);
	unmake_item(parent, item,
		    makes_items(&parent->cg_item) &&
			    parent->cg_item.ci_type->ct_group_ops->make_group);
	module_put(owner);
	module_put(subsys_owner);
	return 0;
}

static const struct inode_operations folder_iops = {
	.lookup = simple_lookup,
	.mkdir = configfs_mkdir,
	.rmdir = configfs_rmdir,
	.setattr = simple_setattr,
};

/* --- The kernel's own folders */

int configfs_register_group(struct config_group *parent,
			    struct config_group *group)
{
	struct config_item *item = &group->cg_item;
	struct dentry *dentry = parent == &root_group ?
					configfs_mount->mnt_root :
					parent->cg_item.ci_dentry;
	int err;

	if (!item->ci_name)
		item->ci_name = item->ci_namebuf;
	if (!*item->ci_name)
		return -EINVAL;
	link_group(parent, group);
	err = add_fixed(dentry, group);
	if (err)
		unlink_group(group);
	return err;
}
EXPORT_SYMBOL(configfs_register_group);

void configfs_unregister_group(struct config_group *group)
{
	struct dentry *dentry = group->cg_item.ci_dentry;

	if (WARN_ON(!dentry))
		return;
	remove_folder(dentry);
	unlink_group(group);
}
EXPORT_SYMBOL(configfs_unregister_group);

struct config_group *configfs_register_default_group(
	struct config_group *parent, const char *name,
	const struct config_item_type *item_type)
{
	struct config_group *group = kzalloc(sizeof(*group), GFP_KERNEL);
	int err;

	if (!group)
		return ERR_PTR(-ENOMEM);
	config_group_init_type_name(group, name, item_type);
	err = configfs_register_group(parent, group);
	if (!err)
		return group;
	kfree(group);
	return ERR_PTR(err);
}
EXPORT_SYMBOL(configfs_register_default_group);

void configfs_unregister_default_group(struct config_group *group)
{
	configfs_unregister_group(group);
	kfree(group);
}
EXPORT_SYMBOL(configfs_unregister_default_group);

int configfs_register_subsystem(struct configfs_subsystem *subsys)
{
	return configfs_register_group(&root_group, &subsys->su_group);
}
EXPORT_SYMBOL(configfs_register_subsystem);

void configfs_unregister_subsystem(struct configfs_subsystem *subsys)
{
	struct dentry *dentry = subsys->su_group.cg_item.ci_dentry;

	if (dentry && has_user_items(dentry))
		pr_err("configfs: Tried to unregister non-empty subsystem!\n");
	configfs_unregister_group(&subsys->su_group);
}
EXPORT_SYMBOL(configfs_unregister_subsystem);

int configfs_depend_item(struct configfs_subsystem *subsys,
			 struct config_item *target)
{
	if (!target->ci_dentry)
		return -ENOENT;
	folder_of(target->ci_dentry)->depends++;
	return 0;
}
EXPORT_SYMBOL(configfs_depend_item);

void configfs_undepend_item(struct config_item *target)
{
	if (!WARN_ON(!target->ci_dentry))
		folder_of(target->ci_dentry)->depends--;
}
EXPORT_SYMBOL(configfs_undepend_item);

/* --- The file system */

static void release_dentry(struct dentry *dentry)
{
	kfree(dentry->d_fsdata);
}

static const struct dentry_operations configfs_dentry_operations = {
	.d_release = release_dentry,
};

static int fill_configfs(struct super_block *sb, void *data, int silent)
{
	static const struct tree_descr none[] = { { "", NULL, 0 } };
	int err;

	sb->s_d_op = &configfs_dentry_operations;
	err = simple_fill_super(sb, CONFIGFS_MAGIC, none);
	if (!err)
		sb->s_root->d_inode->i_op = &folder_iops;
	return err;
}

static struct dentry *mount_configfs(struct file_system_type *type, int flags,
				     const char *dev_name, void *data)
{
	return mount_single(type, flags, data, fill_configfs);
}

static struct file_system_type configfs_type = {
	.name = "configfs",
	.mount = mount_configfs,
	.kill_sb = kill_litter_super,
};

void configfs_init(void)
{
	register_filesystem(&configfs_type);
	configfs_mount = kern_mount(&configfs_type);
	if (IS_ERR(configfs_mount))
		panic("no memory for configfs");
}

/* --- What a module has left of it */

static void reclaim_subsystem(const void *object)
{
	configfs_unregister_subsystem((struct configfs_subsystem *)object);
}

static void scan_subsystems(struct leak_scan *scan)
{
	struct config_item *item;

	list_for_each_entry(item, &root_group.cg_children, ci_entry)
		if (leak_in(scan, item) || leak_in(scan, item->ci_type))
			leak_found(scan,
				   &(struct leak){
					   .kind = "configfs subsystem",
					   .name = item->ci_name,
					   .object = to_configfs_subsystem(
						   to_config_group(item)),
					   .target =
						   (unsigned long)item->ci_type,
					   .danger =
						   "its type is in this module",
					   .reclaim = reclaim_subsystem });
}
LEAK_SOURCE(configfs, scan_subsystems);
