/* SPDX-License-Identifier: MIT */
/*
 * Kobjects and their sets: names, references, and the moment at which a
 * folder in /sys comes and goes. What is in the folder is fs/sysfs.c's.
 */
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "fs/kernfs.h"

static u64 uevent_seqnum;

int kobject_set_name_vargs(struct kobject *kobj, const char *fmt, va_list args)
{
	char *name;

	if (!fmt && kobj->name)
		return 0;
	name = kvasprintf(GFP_KERNEL, fmt, args);
	if (!name)
		return -ENOMEM;
	strreplace(name, '/', '!');
	kfree(kobj->name);
	kobj->name = name;
	return 0;
}
EXPORT_SYMBOL(kobject_set_name_vargs);

int kobject_set_name(struct kobject *kobj, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = kobject_set_name_vargs(kobj, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL(kobject_set_name);

/* What can't be right is told, and done all the same. */
static void check_init(struct kobject *kobj, const struct kobj_type *ktype)
{
	const char *what = NULL;

	if (!ktype)
		what = "must have a ktype to be initialized properly!";
	else if (kobj->state_initialized)
		what = "tried to init an initialized object, something is seriously wrong.";
	if (!what)
		return;
	pr_err("kobject (%p): %s\n", kobj, what);
	dump_stack();
}

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
{
	check_init(kobj, ktype);
	kref_init(&kobj->kref);
	INIT_LIST_HEAD(&kobj->entry);
	kobj->ktype = ktype;
	kobj->state_in_sysfs = 0;
	kobj->state_initialized = 1;
}
EXPORT_SYMBOL(kobject_init);

static int make_folder(struct kobject *kobj)
{
	const struct attribute_group **groups =
		kobj->ktype ? kobj->ktype->default_groups : NULL;
	int err = sysfs_create_dir(kobj);

	if (err || !groups)
		return err;
	err = sysfs_create_groups(kobj, groups);
	if (err)
		sysfs_remove_dir(kobj);
	return err;
}

/* Out of its set, and without a parent. */
static void detach(struct kobject *kobj)
{
	struct kobject *parent = kobj->parent;
	struct kset *kset = kobj->kset;

	if (!list_empty(&kobj->entry)) {
		list_del_init(&kobj->entry);
		kset_put(kset);
	}
	kobj->parent = NULL;
	kobject_put(parent);
}

static int add_named(struct kobject *kobj, struct kobject *parent)
{
	int err;

	if (!kobj->name || !*kobj->name)
		return -EINVAL;
	if (kobj->kset) {
		kset_get(kobj->kset);
		list_add_tail(&kobj->entry, &kobj->kset->list);
		if (!parent)
			parent = &kobj->kset->kobj;
	}
	kobj->parent = kobject_get(parent);
	err = make_folder(kobj);
	if (err == -EEXIST)
		pr_err("kobject: kobject_add_internal failed for %s with -EEXIST, don't try to register things with the same name in the same directory.\n",
		       kobj->name);
	if (err)
		detach(kobj);
	else
		kobj->state_in_sysfs = 1;
	return err;
}

/* @caller: whose it is, for who asks what a module has left. */
static int add_vargs(struct kobject *kobj, struct kobject *parent,
		     unsigned long caller, const char *fmt, va_list args)
{
	int err = kobject_set_name_vargs(kobj, fmt, args);

	if (!err)
		err = add_named(kobj, parent);
	if (!err)
		kobj->sd->caller = caller;
	return err;
}

int kobject_add(struct kobject *kobj, struct kobject *parent, const char *fmt,
		...)
{
	va_list args;
	int err;

	if (!kobj->state_initialized) {
		WARN(1, "kobject '%s': tried to add an uninitialized object\n",
		     kobj->name ? kobj->name : "(null)");
		return -EINVAL;
	}
	va_start(args, fmt);
	err = add_vargs(kobj, parent, _RET_IP_, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL(kobject_add);

int kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype,
			 struct kobject *parent, const char *fmt, ...)
{
	va_list args;
	int err;

	kobject_init(kobj, ktype);
	va_start(args, fmt);
	err = add_vargs(kobj, parent, _RET_IP_, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL_GPL(kobject_init_and_add);

void kobject_del(struct kobject *kobj)
{
	if (!kobj || !kobj->state_in_sysfs)
		return;
	kobj->state_in_sysfs = 0;
	sysfs_remove_dir(kobj);
	detach(kobj);
}
EXPORT_SYMBOL(kobject_del);

char *kobject_get_path(const struct kobject *kobj, gfp_t gfp)
{
	size_t length = 0;
	char *path, *p;

	for (const struct kobject *k = kobj; k; k = k->parent) {
		if (!k->name)
			return NULL;
		length += strlen(k->name) + 1;
	}
	path = kzalloc(length + 1, gfp);
	if (!path)
		return NULL;
	p = path + length;
	for (; kobj; kobj = kobj->parent) {
		p -= strlen(kobj->name);
		memcpy(p, kobj->name, strlen(kobj->name));
		*--p = '/';
	}
	return path;
}
EXPORT_SYMBOL_GPL(kobject_get_path);

/* What release() is called in may lie in the parent's memory: that goes last. */
static void kobject_release(struct kref *kref)
{
	struct kobject *kobj = container_of(kref, struct kobject, kref);
	struct kobject *parent =
		kobj->state_in_sysfs ? kobject_get(kobj->parent) : NULL;
	const char *name = kobj->name;

	kobject_del(kobj);
	if (kobj->ktype && kobj->ktype->release)
		kobj->ktype->release(kobj);
	kfree(name);
	kobject_put(parent);
}

struct kobject *kobject_get(struct kobject *kobj)
{
	if (kobj)
		kref_get(&kobj->kref);
	return kobj;
}
EXPORT_SYMBOL(kobject_get);

struct kobject *kobject_get_unless_zero(struct kobject *kobj)
{
	return kobj && kref_get_unless_zero(&kobj->kref) ? kobj : NULL;
}
EXPORT_SYMBOL(kobject_get_unless_zero);

void kobject_put(struct kobject *kobj)
{
	if (!kobj)
		return;
	if (!kobj->state_initialized) {
		WARN(1,
		     "kobject: '%s': is not initialized, yet kobject_put() is being called.\n",
		     kobj->name ? kobj->name : "(null)");
		return;
	}
	kref_put(&kobj->kref, kobject_release);
}
EXPORT_SYMBOL(kobject_put);

/* --- Kobjects that are only folders */

static ssize_t kobj_attr_show(struct kobject *kobj, struct attribute *attr,
			      char *buf)
{
	struct kobj_attribute *a =
		container_of(attr, struct kobj_attribute, attr);

	return a->show ? a->show(kobj, a, buf) : -EIO;
}

static ssize_t kobj_attr_store(struct kobject *kobj, struct attribute *attr,
			       const char *buf, size_t count)
{
	struct kobj_attribute *a =
		container_of(attr, struct kobj_attribute, attr);

	return a->store ? a->store(kobj, a, buf, count) : -EIO;
}

const struct sysfs_ops kobj_sysfs_ops = {
	.show = kobj_attr_show,
	.store = kobj_attr_store,
};
EXPORT_SYMBOL_GPL(kobj_sysfs_ops);

static void dynamic_release(struct kobject *kobj)
{
	kfree(kobj);
}

static const struct kobj_type dynamic_ktype = {
	.release = dynamic_release,
	.sysfs_ops = &kobj_sysfs_ops,
};

struct kobject *kobject_create_and_add(const char *name, struct kobject *parent)
{
	struct kobject *kobj = kzalloc(sizeof(*kobj), GFP_KERNEL);

	if (!kobj)
		return NULL;
	if (kobject_init_and_add(kobj, &dynamic_ktype, parent, "%s", name)) {
		kobject_put(kobj);
		return NULL;
	}
	kobj->sd->caller = _RET_IP_;
	return kobj;
}
EXPORT_SYMBOL_GPL(kobject_create_and_add);

/* --- Sets */

static void kset_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct kset, kobj));
}

static const struct kobj_type kset_ktype = {
	.release = kset_release,
	.sysfs_ops = &kobj_sysfs_ops,
};

void kset_init(struct kset *kset)
{
	kobject_init(&kset->kobj, kset->kobj.ktype);
	INIT_LIST_HEAD(&kset->list);
	spin_lock_init(&kset->list_lock);
}
EXPORT_SYMBOL(kset_init);

int kset_register(struct kset *kset)
{
	int err;

	if (!kset)
		return -EINVAL;
	if (!kset->kobj.ktype) {
		pr_err("must have a ktype to be initialized properly!\n");
		return -EINVAL;
	}
	kset_init(kset);
	err = add_named(&kset->kobj, kset->kobj.parent);
	if (!err)
		kset->kobj.sd->caller = _RET_IP_;
	return err;
}
EXPORT_SYMBOL(kset_register);

void kset_unregister(struct kset *kset)
{
	if (!kset)
		return;
	kobject_del(&kset->kobj);
	kobject_put(&kset->kobj);
}
EXPORT_SYMBOL(kset_unregister);

struct kset *kset_create_and_add(const char *name,
				 const struct kset_uevent_ops *ops,
				 struct kobject *parent)
{
	struct kset *kset = kzalloc(sizeof(*kset), GFP_KERNEL);

	if (!kset)
		return NULL;
	kset->uevent_ops = ops;
	kset->kobj.ktype = &kset_ktype;
	kset->kobj.parent = parent;
	if (kobject_set_name(&kset->kobj, "%s", name)) {
		kfree(kset);
		return NULL;
	}
	if (kset_register(kset)) {
		kset_put(kset);
		return NULL;
	}
	kset->kobj.sd->caller = _RET_IP_;
	return kset;
}
EXPORT_SYMBOL_GPL(kset_create_and_add);

struct kobject *kset_find_obj(struct kset *kset, const char *name)
{
	struct kobject *kobj;

	list_for_each_entry(kobj, &kset->list, entry)
		if (kobj->name && !strcmp(kobj->name, name))
			return kobject_get_unless_zero(kobj);
	return NULL;
}
EXPORT_SYMBOL_GPL(kset_find_obj);

/* --- Events */

int add_uevent_var(struct kobj_uevent_env *env, const char *fmt, ...)
{
	size_t room = sizeof(env->buf) - env->buflen;
	va_list args;
	int n;

	if (env->envp_idx >= ARRAY_SIZE(env->envp)) {
		WARN(1, "add_uevent_var: too many keys\n");
		return -ENOMEM;
	}
	va_start(args, fmt);
	n = vsnprintf(env->buf + env->buflen, room, fmt, args);
	va_end(args);
	if (n >= room) {
		WARN(1, "add_uevent_var: buffer size too small\n");
		return -ENOMEM;
	}
	env->envp[env->envp_idx++] = env->buf + env->buflen;
	env->buflen += n + 1;
	return 0;
}
EXPORT_SYMBOL_GPL(add_uevent_var);

static const char *const actions[] = {
	"add", "remove", "change", "move", "online", "offline", "bind", "unbind"
};

/* The set that speaks for @kobj, or NULL. */
static struct kset *kset_of(struct kobject *kobj)
{
	while (!kobj->kset && kobj->parent)
		kobj = kobj->parent;
	return kobj->kset;
}

/* What would be told: the set and its callbacks have their say. 0, -errno. */
static int make_event(struct kobject *kobj, const struct kset *kset,
		      enum kobject_action action, char *envp[],
		      struct kobj_uevent_env *env)
{
	const struct kset_uevent_ops *ops = kset->uevent_ops;
	const char *subsystem = ops && ops->name ? ops->name(kobj) :
						   kset->kobj.name;
	char *path;
	int err;

	if (!subsystem) /* nobody's: nobody hears of it */
		return 0;
	path = kobject_get_path(kobj, GFP_KERNEL);
	if (!path)
		return -ENOENT;
	add_uevent_var(env, "ACTION=%s", actions[action]);
	add_uevent_var(env, "DEVPATH=%s", path);
	err = add_uevent_var(env, "SUBSYSTEM=%s", subsystem);
	kfree(path);
	for (; !err && envp && *envp; envp++)
		err = add_uevent_var(env, "%s", *envp);
	if (!err && ops && ops->uevent)
		err = ops->uevent(kobj, env);
	return err;
}

int kobject_uevent_env(struct kobject *kobj, enum kobject_action action,
		       char *envp[])
{
	struct kset *kset = kset_of(kobj);
	struct kobj_uevent_env *env;
	int err;

	if (!kset)
		return -EINVAL;
	if (kobj->uevent_suppress ||
	    (kset->uevent_ops && kset->uevent_ops->filter &&
	     !kset->uevent_ops->filter(kobj)))
		return 0;
	env = kzalloc(sizeof(*env), GFP_KERNEL);
	if (!env)
		return -ENOMEM;
	err = make_event(kobj, kset, action, envp, env);
	kfree(env);
	uevent_seqnum += !err;
	return err;
}
EXPORT_SYMBOL_GPL(kobject_uevent_env);

int kobject_uevent(struct kobject *kobj, enum kobject_action action)
{
	return kobject_uevent_env(kobj, action, NULL);
}
EXPORT_SYMBOL_GPL(kobject_uevent);

int kobject_synth_uevent(struct kobject *kobj, const char *buf, size_t count)
{
	size_t length = min(strcspn(buf, " \n"), count);
	char *path;

	for (u32 i = 0; i < ARRAY_SIZE(actions); i++)
		if (strlen(actions[i]) == length &&
		    !strncmp(buf, actions[i], length))
			return kobject_uevent(kobj, i);
	path = kobject_get_path(kobj, GFP_KERNEL);
	pr_warn("synth uevent: %s: unknown uevent action string\n",
		path ? path : "unknown device");
	kfree(path);
	return -EINVAL;
}
EXPORT_SYMBOL_GPL(kobject_synth_uevent);

/* --- The folders that /sys always has */

struct kobject *kernel_kobj, *firmware_kobj, *power_kobj, *fs_kobj;
EXPORT_SYMBOL_GPL(kernel_kobj);
EXPORT_SYMBOL_GPL(firmware_kobj);
EXPORT_SYMBOL_GPL(power_kobj);
EXPORT_SYMBOL_GPL(fs_kobj);

static ssize_t uevent_seqnum_show(struct kobject *kobj,
				  struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%llu\n", uevent_seqnum);
}

static struct kobj_attribute uevent_seqnum_attr = __ATTR_RO(uevent_seqnum);

static struct kobject *add_folder(const char *name, struct kobject *parent)
{
	struct kobject *kobj = kobject_create_and_add(name, parent);

	if (!kobj)
		panic("no memory for /sys/%s", name);
	return kobj;
}

void kobject_folders_init(void)
{
	add_folder("block", NULL);
	kernel_kobj = add_folder("kernel", NULL);
	firmware_kobj = add_folder("firmware", NULL);
	power_kobj = add_folder("power", NULL);
	fs_kobj = add_folder("fs", NULL);
	add_folder("debug", kernel_kobj);
	add_folder("tracing", kernel_kobj);
	add_folder("config", kernel_kobj);
	if (sysfs_create_file(kernel_kobj, &uevent_seqnum_attr.attr))
		panic("no memory for /sys/kernel");
}
