/* SPDX-License-Identifier: MIT */
/*
 * Files in /sys: attributes of kobjects. linux/kobject.h has those.
 *
 * Context: process, may sleep
 * Linux: Documentation/filesystems/sysfs.rst
 */
#ifndef _LINUX_SYSFS_H
#define _LINUX_SYSFS_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/stat.h>
#include <linux/stringify.h>
#include <linux/types.h>

struct bin_attribute;
struct file;
struct kernfs_node;
struct kobject;
struct vm_area_struct;

struct attribute {
	const char *name;
	umode_t mode;
};

/* A folder @name (NULL: the kobject's own) with attributes. */
struct attribute_group {
	const char *name;
	/* The mode of attribute @n, 0: it is left out. NULL: as they say. */
	umode_t (*is_visible)(struct kobject *kobj, struct attribute *attr,
			      int n);
	umode_t (*is_bin_visible)(struct kobject *kobj,
				  struct bin_attribute *attr, int n);
	struct attribute **attrs; /* up to NULL, as the next */
	struct bin_attribute **bin_attrs;
};

/* Bytes; @size 0: of no known number. */
struct bin_attribute {
	struct attribute attr;
	size_t size;
	void *private;
	ssize_t (*read)(struct file *file, struct kobject *kobj,
			struct bin_attribute *attr, char *buf, loff_t offset,
			size_t count);
	ssize_t (*write)(struct file *file, struct kobject *kobj,
			 struct bin_attribute *attr, char *buf, loff_t offset,
			 size_t count);
	int (*mmap)(struct file *file, struct kobject *kobj,
		    struct bin_attribute *attr, struct vm_area_struct *vma);
};

/*
 * show() writes less than PAGE_SIZE bytes to @buf: how many. store() has
 * @count bytes in @buf, and a NUL behind them: how many it took.
 */
struct sysfs_ops {
	ssize_t (*show)(struct kobject *kobj, struct attribute *attr,
			char *buf);
	ssize_t (*store)(struct kobject *kobj, struct attribute *attr,
			 const char *buf, size_t count);
};

/*
 * Permissions as they may be: in octal, the owner's no less than the group's,
 * and nobody else may write. Anything else does not compile.
 */
#define VERIFY_OCTAL_PERMISSIONS(perms)                                       \
	(BUILD_BUG_ON_ZERO((perms) < 0) + BUILD_BUG_ON_ZERO((perms) > 0777) + \
	 BUILD_BUG_ON_ZERO((((perms) >> 6) & 4) < (((perms) >> 3) & 4)) +     \
	 BUILD_BUG_ON_ZERO((((perms) >> 3) & 4) < ((perms)&4)) +              \
	 BUILD_BUG_ON_ZERO((((perms) >> 6) & 2) < (((perms) >> 3) & 2)) +     \
	 BUILD_BUG_ON_ZERO((perms)&2) + (perms))

#define __ATTR(_name, _mode, _show, _store)                          \
	{                                                            \
		.attr = { .name = __stringify(_name),                \
			  .mode = VERIFY_OCTAL_PERMISSIONS(_mode) }, \
		.show = _show, .store = _store,                      \
	}
#define __ATTR_RO(_name)                                              \
	{                                                             \
		.attr = { .name = __stringify(_name), .mode = 0444 }, \
		.show = _name##_show                                  \
	}
#define __ATTR_RO_MODE(_name, _mode)                                 \
	{                                                            \
		.attr = { .name = __stringify(_name),                \
			  .mode = VERIFY_OCTAL_PERMISSIONS(_mode) }, \
		.show = _name##_show                                 \
	}
#define __ATTR_WO(_name)                                              \
	{                                                             \
		.attr = { .name = __stringify(_name), .mode = 0200 }, \
		.store = _name##_store                                \
	}
#define __ATTR_RW(_name) __ATTR(_name, 0644, _name##_show, _name##_store)
#define __ATTR_RW_MODE(_name, _mode) \
	__ATTR(_name, _mode, _name##_show, _name##_store)
#define __ATTR_PREALLOC __ATTR
#define __ATTR_IGNORE_LOCKDEP __ATTR
#define __ATTR_NULL                     \
	{                               \
		.attr = {.name = NULL } \
	}
#define __BIN_ATTR(_name, _mode, _read, _write, _size)                 \
	{                                                              \
		.attr = { .name = __stringify(_name), .mode = _mode }, \
		.read = _read, .write = _write, .size = _size,         \
	}
#define BIN_ATTR(_name, _mode, _read, _write, _size) \
	struct bin_attribute bin_attr_##_name =      \
		__BIN_ATTR(_name, _mode, _read, _write, _size)
#define BIN_ATTR_RO(_name, _size) \
	BIN_ATTR(_name, 0444, _name##_read, NULL, _size)
#define BIN_ATTR_WO(_name, _size) \
	BIN_ATTR(_name, 0200, NULL, _name##_write, _size)
#define BIN_ATTR_ADMIN_RO(_name, _size) \
	BIN_ATTR(_name, 0400, _name##_read, NULL, _size)
#define BIN_ATTR_ADMIN_RW(_name, _size) \
	BIN_ATTR(_name, 0600, _name##_read, _name##_write, _size)
#define BIN_ATTR_RW(_name, _size) \
	BIN_ATTR(_name, 0644, _name##_read, _name##_write, _size)

#define BIN_ATTRIBUTE_GROUPS(_name)                           \
	static const struct attribute_group _name##_group = { \
		.bin_attrs = _name##_attrs,                   \
	};                                                    \
	__ATTRIBUTE_GROUPS(_name)

#define __ATTRIBUTE_GROUPS(_name)                                 \
	static const struct attribute_group *_name##_groups[] = { \
		&_name##_group,                                   \
		NULL,                                             \
	}
#define ATTRIBUTE_GROUPS(_name)                               \
	static const struct attribute_group _name##_group = { \
		.attrs = _name##_attrs,                       \
	};                                                    \
	__ATTRIBUTE_GROUPS(_name)

#define sysfs_attr_init(attr) ((void)(attr))
#define sysfs_bin_attr_init(attr) ((void)(attr))

/*
 * Each makes files of @kobj, which has its folder: 0, -ENOMEM, -EEXIST (which
 * is told in the log), -ENOENT (it is going). What was made of a group or of
 * several is undone. A removal waits until no operation of the file runs.
 */
int __must_check sysfs_create_file(struct kobject *kobj,
				   const struct attribute *attr);
void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr);
int __must_check sysfs_create_files(struct kobject *kobj,
				    const struct attribute *const *attrs);
void sysfs_remove_files(struct kobject *kobj,
			const struct attribute *const *attrs);
int __must_check sysfs_create_group(struct kobject *kobj,
				    const struct attribute_group *group);
void sysfs_remove_group(struct kobject *kobj,
			const struct attribute_group *group);
int __must_check sysfs_create_groups(struct kobject *kobj,
				     const struct attribute_group **groups);
void sysfs_remove_groups(struct kobject *kobj,
			 const struct attribute_group **groups);
int __must_check sysfs_create_bin_file(struct kobject *kobj,
				       const struct bin_attribute *attr);
void sysfs_remove_bin_file(struct kobject *kobj,
			   const struct bin_attribute *attr);
/* Its members anew, by is_visible: those that are, and those that are not. */
int __must_check sysfs_update_group(struct kobject *kobj,
				    const struct attribute_group *group);
/* Members for the folder @group->name that is there already; and away. */
int sysfs_merge_group(struct kobject *kobj,
		      const struct attribute_group *group);
void sysfs_unmerge_group(struct kobject *kobj,
			 const struct attribute_group *group);
/* Gives the attribute's file other permissions: 0, or -ENOENT. */
int __must_check sysfs_chmod_file(struct kobject *kobj,
				  const struct attribute *attr, umode_t mode);
/* One file in the folder @group (NULL: the kobject's own). */
int sysfs_add_file_to_group(struct kobject *kobj, const struct attribute *attr,
			    const char *group);
void sysfs_remove_file_from_group(struct kobject *kobj,
				  const struct attribute *attr,
				  const char *group);
/* For an attribute's own store(): whether it was this call that removed it. */
bool sysfs_remove_file_self(struct kobject *kobj, const struct attribute *attr);
/*
 * Wakes those who poll() the attribute: after they have read it, POLLPRI and
 * POLLERR tell of a notification. @dir: of a group, or NULL.
 */
void sysfs_notify(struct kobject *kobj, const char *dir, const char *attr);

/* A symbolic link @name of @kobj's to the folder of @target. */
int __must_check sysfs_create_link(struct kobject *kobj, struct kobject *target,
				   const char *name);
int __must_check sysfs_create_link_nowarn(struct kobject *kobj,
					  struct kobject *target,
					  const char *name);
void sysfs_remove_link(struct kobject *kobj, const char *name);

/* printf for show(): into a page, and into it from @at on. */
int sysfs_emit(char *buf, const char *fmt, ...) __printf(2, 3);
int sysfs_emit_at(char *buf, int at, const char *fmt, ...) __printf(3, 4);

/* --- The kernel's side (fs/sysfs.c). */

/* The file system's root, and its type. */
void sysfs_init(void);
int sysfs_create_dir(struct kobject *kobj);
void sysfs_remove_dir(struct kobject *kobj);
/* A file of @kobj in @folder, as sysfs_create_file(). */
int sysfs_add_file(struct kernfs_node *folder, struct kobject *kobj,
		   const struct attribute *attr, umode_t mode);
int sysfs_add_bin_file(struct kernfs_node *folder, struct kobject *kobj,
		       const struct bin_attribute *attr, umode_t mode);

#endif
