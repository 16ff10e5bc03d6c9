/* SPDX-License-Identifier: MIT */
/*
 * Kobjects: things with a name, a reference count and a folder in /sys. They
 * are parts of larger structures, which the release of their type frees.
 *
 * Context: process, may sleep
 * Linux: Documentation/core-api/kobject.rst
 */
#ifndef _LINUX_KOBJECT_H
#define _LINUX_KOBJECT_H

#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/stdarg.h>
#include <linux/sysfs.h>
#include <linux/types.h>

struct kernfs_node;
struct kobj_type;
struct kset;

struct kobject {
	const char *name;
	struct list_head entry; /* of the kset */
	struct kobject *parent; /* held while it is in /sys */
	struct kset *kset;	/* the same */
	const struct kobj_type *ktype;
	struct kernfs_node *sd; /* its folder, or NULL */
	struct kref kref;
	unsigned int state_initialized : 1;
	unsigned int state_in_sysfs : 1;
	unsigned int uevent_suppress : 1; /* nothing is told of it */
};

struct kobj_type {
	void (*release)(struct kobject *kobj); /* after the last put */
	const struct sysfs_ops *sysfs_ops;     /* of all its attributes */
	const struct attribute_group **default_groups;
};

/* An attribute with functions of its own: of kobj_sysfs_ops. */
struct kobj_attribute {
	struct attribute attr;
	ssize_t (*show)(struct kobject *kobj, struct kobj_attribute *attr,
			char *buf);
	ssize_t (*store)(struct kobject *kobj, struct kobj_attribute *attr,
			 const char *buf, size_t count);
};
extern const struct sysfs_ops kobj_sysfs_ops;

/* Kobjects of a kind, in a folder. */
struct kset {
	struct list_head list;
	spinlock_t list_lock;
	struct kobject kobj;
	const struct kset_uevent_ops *uevent_ops;
};

#define UEVENT_NUM_ENVP 64
#define UEVENT_BUFFER_SIZE 2048

/* The lines of an event: NAME=VALUE. */
struct kobj_uevent_env {
	char *envp[UEVENT_NUM_ENVP];
	int envp_idx;
	char buf[UEVENT_BUFFER_SIZE];
	int buflen;
};

/* What a set says of its kobjects' events; each may be NULL. */
struct kset_uevent_ops {
	int (*const filter)(const struct kobject *kobj);       /* 0: no event */
	const char *(*const name)(const struct kobject *kobj); /* SUBSYSTEM= */
	int (*const uevent)(const struct kobject *kobj,
			    struct kobj_uevent_env *env);
};

enum kobject_action {
	KOBJ_ADD,
	KOBJ_REMOVE,
	KOBJ_CHANGE,
	KOBJ_MOVE,
	KOBJ_ONLINE,
	KOBJ_OFFLINE,
	KOBJ_BIND,
	KOBJ_UNBIND,
};

/* Gives it another name, before it is added: 0, or -ENOMEM. */
int kobject_set_name(struct kobject *kobj, const char *fmt, ...) __printf(2, 3);
int kobject_set_name_vargs(struct kobject *kobj, const char *fmt, va_list args);
static inline const char *kobject_name(const struct kobject *kobj)
{
	return kobj->name;
}

/* One reference, and not yet in /sys. */
void kobject_init(struct kobject *kobj, const struct kobj_type *ktype);
/*
 * Gives it a name and a folder in that of @parent, or of its kset, or /sys. 0,
 * -EINVAL (no name), -EEXIST, -ENOMEM. A kobject that was initialized ends by
 * kobject_put(), also where this fails.
 */
int __must_check kobject_add(struct kobject *kobj, struct kobject *parent,
			     const char *fmt, ...) __printf(3, 4);
int __must_check kobject_init_and_add(struct kobject *kobj,
				      const struct kobj_type *ktype,
				      struct kobject *parent, const char *fmt,
				      ...) __printf(4, 5);
/* A kobject that is nothing but a folder, or NULL. */
struct kobject *kobject_create_and_add(const char *name,
				       struct kobject *parent);
/* "/devices/virtual/mem/null", for kfree(); NULL: no name, or no memory. */
char *kobject_get_path(const struct kobject *kobj, gfp_t gfp);
/* Takes it out of /sys; the last put does it too. */
void kobject_del(struct kobject *kobj);
struct kobject *kobject_get(struct kobject *kobj);
/* NULL when it is going. */
struct kobject *kobject_get_unless_zero(struct kobject *kobj);
void kobject_put(struct kobject *kobj);

/* Adds a line to an event: 0, -ENOMEM (there are too many, or too long). */
int add_uevent_var(struct kobj_uevent_env *env, const char *fmt, ...)
	__printf(2, 3);
/*
 * Tells user space of @kobj: its set and their callbacks make the event. There
 * are no sockets to hear it from, so it is counted, and goes nowhere. 0;
 * -EINVAL: it is in no set; -ENOENT: it has no name; -ENOMEM; or as a callback
 * says.
 */
int kobject_uevent(struct kobject *kobj, enum kobject_action action);
int kobject_uevent_env(struct kobject *kobj, enum kobject_action action,
		       char *envp[]);
/* What is written to a uevent file: 0, or -EINVAL for an unknown action. */
int kobject_synth_uevent(struct kobject *kobj, const char *buf, size_t count);

/* A set of one's own: made ready, and added or taken away (it is put). 0, or
 * -EINVAL, -ENOMEM, -EEXIST. */
void kset_init(struct kset *kset);
int __must_check kset_register(struct kset *kset);
void kset_unregister(struct kset *kset);
/* NULL: no memory, or the name exists. */
struct kset *kset_create_and_add(const char *name,
				 const struct kset_uevent_ops *ops,
				 struct kobject *parent);
/* The kobject of that name, with a reference, or NULL. */
struct kobject *kset_find_obj(struct kset *kset, const char *name);

static inline void kobject_set_uevent_suppress(struct kobject *kobj, bool on)
{
	kobj->uevent_suppress = on;
}
static inline const struct kobj_type *get_ktype(const struct kobject *kobj)
{
	return kobj->ktype;
}

static inline struct kset *to_kset(struct kobject *kobj)
{
	return kobj ? container_of(kobj, struct kset, kobj) : NULL;
}
static inline struct kset *kset_get(struct kset *kset)
{
	return kset ? to_kset(kobject_get(&kset->kobj)) : NULL;
}
static inline void kset_put(struct kset *kset)
{
	kobject_put(&kset->kobj);
}

/* --- The kernel's side: the folders that /sys always has. */
void kobject_folders_init(void);

/* /sys/kernel, /sys/firmware, /sys/power, /sys/fs */
extern struct kobject *kernel_kobj, *firmware_kobj, *power_kobj, *fs_kobj;

#endif
