/* SPDX-License-Identifier: MIT */
/*
 * Objects of the kernel that programs make and remove by mkdir and rmdir:
 * folders of /sys/kernel/config. A subsystem is a folder at the top; an item is
 * a folder with attributes in it, a group one where further ones can be made.
 *
 * Of Linux's, symbolic links between items and binary attributes are left out.
 *
 * Context: process, may sleep.
 * Linux: Documentation/filesystems/configfs.rst
 */
#ifndef _LINUX_CONFIGFS_H
#define _LINUX_CONFIGFS_H

#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/stat.h>
#include <linux/types.h>

#define CONFIGFS_ITEM_NAME_LEN 20

struct config_group;
struct config_item_type;
struct configfs_subsystem;
struct dentry;

struct config_item {
	char *ci_name; /* ci_namebuf, or a longer one that is allocated */
	char ci_namebuf[CONFIGFS_ITEM_NAME_LEN];
	struct kref ci_kref;
	struct list_head ci_entry; /* of its group's children */
	struct config_item *ci_parent;
	struct config_group *ci_group; /* the same, as a group */
	const struct config_item_type *ci_type;
	struct dentry *ci_dentry; /* its folder, or NULL */
};

/* A file in an item's folder; its text is up to a page. */
struct configfs_attribute {
	const char *ca_name;
	struct module *ca_owner;
	umode_t ca_mode;
	/* Writes the text to @page: its length, or -errno. */
	ssize_t (*show)(struct config_item *item, char *page);
	/* Takes @count bytes and a NUL: how many of them, or -errno. */
	ssize_t (*store)(struct config_item *item, const char *page,
			 size_t count);
};

struct configfs_item_operations {
	void (*release)(struct config_item *item); /* nobody holds it: free it */
};

struct configfs_group_operations {
	/* mkdir: a new item, or group, with one reference; or ERR_PTR. */
	struct config_item *(*make_item)(struct config_group *group,
					 const char *name);
	struct config_group *(*make_group)(struct config_group *group,
					   const char *name);
	void (*disconnect_notify)(struct config_group *group,
				  struct config_item *item);
	/* rmdir: gives that reference back; NULL: config_item_put() does. */
	void (*drop_item)(struct config_group *group, struct config_item *item);
	/* Whether the @n-th attribute is there; NULL: all are. */
	bool (*is_visible)(struct config_item *item,
			   struct configfs_attribute *attr, int n);
};

struct config_item_type {
	struct module *ct_owner;
	struct configfs_item_operations *ct_item_ops;
	struct configfs_group_operations *ct_group_ops;
	struct configfs_attribute **ct_attrs; /* up to NULL; or NULL */
};

struct config_group {
	struct config_item cg_item;
	struct list_head cg_children;
	struct configfs_subsystem *cg_subsys;
	struct list_head default_groups; /* made and removed with it */
	struct list_head group_entry;	 /* where it is one of those */
};

struct configfs_subsystem {
	struct config_group su_group;
	struct mutex su_mutex; /* held by make_ and drop_item */
};

#define __CONFIGFS_ATTR(_pfx, _name, _mode, _show, _store)      \
	static struct configfs_attribute _pfx##attr_##_name = { \
		.ca_name = __stringify(_name),                  \
		.ca_mode = (_mode),                             \
		.ca_owner = THIS_MODULE,                        \
		.show = _show,                                  \
		.store = _store,                                \
	}
#define CONFIGFS_ATTR_PERM(_pfx, _name, _perm)                  \
	__CONFIGFS_ATTR(_pfx, _name, _perm, _pfx##_name##_show, \
			_pfx##_name##_store)
#define CONFIGFS_ATTR(_pfx, _name) \
	CONFIGFS_ATTR_PERM(_pfx, _name, S_IRUGO | S_IWUSR)
#define CONFIGFS_ATTR_RO(_pfx, _name) \
	__CONFIGFS_ATTR(_pfx, _name, S_IRUGO, _pfx##_name##_show, NULL)
#define CONFIGFS_ATTR_WO(_pfx, _name) \
	__CONFIGFS_ATTR(_pfx, _name, S_IWUSR, NULL, _pfx##_name##_store)

static inline struct config_group *to_config_group(struct config_item *item)
{
	return item ? container_of(item, struct config_group, cg_item) : NULL;
}

static inline struct configfs_subsystem *to_configfs_subsystem(
	struct config_group *group)
{
	return group ? container_of(group, struct configfs_subsystem,
				    su_group) :
		       NULL;
}

static inline char *config_item_name(struct config_item *item)
{
	return item->ci_name;
}

/* Names an item: 0 or -ENOMEM. */
int config_item_set_name(struct config_item *item, const char *fmt, ...)
	__printf(2, 3);
/* An item, or a group, with one reference, whose structure is all zeros. */
void config_item_init_type_name(struct config_item *item, const char *name,
				const struct config_item_type *type);
void config_group_init_type_name(struct config_group *group, const char *name,
				 const struct config_item_type *type);
/* The same for a group whose name and type are there. */
void config_group_init(struct config_group *group);

/* One reference more: @item; NULL where it goes already. One less. */
struct config_item *config_item_get(struct config_item *item);
struct config_item *config_item_get_unless_zero(struct config_item *item);
void config_item_put(struct config_item *item);
static inline struct config_group *config_group_get(struct config_group *group)
{
	return to_config_group(config_item_get(&group->cg_item));
}
static inline void config_group_put(struct config_group *group)
{
	config_item_put(&group->cg_item);
}
/* The child of that name, with a reference, or NULL; su_mutex is held. */
struct config_item *config_group_find_item(struct config_group *group,
					   const char *name);

/* Has @new made whenever @group's folder is. */
static inline void configfs_add_default_group(struct config_group *new,
					      struct config_group *group)
{
	list_add_tail(&new->group_entry, &group->default_groups);
}
/* Gives the references on @group's default groups back. */
void configfs_remove_default_groups(struct config_group *group);

/* A folder at the top. 0; -EEXIST; -EINVAL (no name); -ENOMEM. */
int configfs_register_subsystem(struct configfs_subsystem *subsys);
void configfs_unregister_subsystem(struct configfs_subsystem *subsys);
/* A folder in @parent, which programs can't remove. The same errors. */
int configfs_register_group(struct config_group *parent,
			    struct config_group *group);
void configfs_unregister_group(struct config_group *group);
/* The same, and the group is allocated; or ERR_PTR. */
struct config_group *configfs_register_default_group(
	struct config_group *parent, const char *name,
	const struct config_item_type *item_type);
void configfs_unregister_default_group(struct config_group *group);
/* Keeps @target's folder from being removed: 0; -ENOENT: it has none. */
int configfs_depend_item(struct configfs_subsystem *subsys,
			 struct config_item *target);
void configfs_undepend_item(struct config_item *target);

/* --- The kernel's side. */

/* The file system is there from here on. */
void configfs_init(void);

#endif
