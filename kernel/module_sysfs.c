/* SPDX-License-Identifier: MIT */
/*
 * /sys/module: a folder for each module, and for each part of the kernel that
 * has parameters. A module's folder gets its files when someone first looks
 * into it, so that a load costs no more than its name.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "fs/kernfs.h"
#include "fs/proc/proc.h"
#include "module.h"
#include "params.h"

/* A module's kobject, or that of a part of the kernel (mod is NULL). */
struct module_kobject {
	struct kobject kobj;
	struct module *mod;
	struct mutex param_lock;
	void *made; /* attributes of parameters */
};

struct module_attribute {
	struct attribute attr;
	ssize_t (*show)(const struct module_attribute *attr,
			struct module_kobject *mk, char *buf);
	ssize_t (*store)(const struct module_attribute *attr,
			 struct module_kobject *mk, const char *buf,
			 size_t count);
	const struct kernel_param *param;
};

static struct kset *module_kset;

static struct module_kobject *to_module_kobject(struct kobject *kobj)
{
	return container_of(kobj, struct module_kobject, kobj);
}

static ssize_t module_attr_show(struct kobject *kobj, struct attribute *attr,
				char *buf)
{
	const struct module_attribute *a =
		container_of(attr, struct module_attribute, attr);

	return a->show ? a->show(a, to_module_kobject(kobj), buf) : -EIO;
}

static ssize_t module_attr_store(struct kobject *kobj, struct attribute *attr,
				 const char *buf, size_t count)
{
	const struct module_attribute *a =
		container_of(attr, struct module_attribute, attr);

	return a->store ? a->store(a, to_module_kobject(kobj), buf, count) :
			  -EIO;
}

static const struct sysfs_ops module_sysfs_ops = {
	.show = module_attr_show,
	.store = module_attr_store,
};

static void module_kobj_release(struct kobject *kobj)
{
	struct module_kobject *mk = to_module_kobject(kobj);

	kfree(mk->made);
	kfree(mk);
}

static const struct kobj_type module_ktype = {
	.release = module_kobj_release,
	.sysfs_ops = &module_sysfs_ops,
};

/* A folder /sys/module/@name, or NULL. */
static struct module_kobject *new_folder(const char *name, int length,
					 struct module *mod)
{
	struct module_kobject *mk = kzalloc(sizeof(*mk), GFP_KERNEL);

	if (!mk)
		return NULL;
	mk->mod = mod;
	mutex_init(&mk->param_lock);
	mk->kobj.kset = module_kset;
	if (kobject_init_and_add(&mk->kobj, &module_ktype, NULL, "%.*s", length,
				 name)) {
		kobject_put(&mk->kobj);
		return NULL;
	}
	return mk;
}

/* --- What each module tells */

static unsigned int parts_size(const struct module *mod, int first, int end)
{
	unsigned int bytes = 0;

	for (int i = first; i < end; i++)
		bytes += mod->mem[i].size;
	return bytes;
}

#define MODULE_SHOW(name, fmt, value)                                    \
	static ssize_t name##_show(const struct module_attribute *attr,  \
				   struct module_kobject *mk, char *buf) \
	{                                                                \
		const struct module *mod = mk->mod;                      \
                                                                         \
		return sysfs_emit(buf, fmt, value);                      \
	}                                                                \
	static const struct module_attribute name##_attr = __ATTR_RO(name)

MODULE_SHOW(coresize, "%u\n", parts_size(mod, 0, MOD_INIT_TEXT));
MODULE_SHOW(initsize, "%u\n",
	    parts_size(mod, MOD_INIT_TEXT, MOD_MEM_NUM_TYPES));
MODULE_SHOW(initstate, "%s\n",
	    mod->state == MODULE_STATE_LIVE   ? "live" :
	    mod->state == MODULE_STATE_COMING ? "coming" :
						"going");
MODULE_SHOW(refcnt, "%i\n", module_refcount((struct module *)mod));
MODULE_SHOW(version, "%s\n", mod->version);
MODULE_SHOW(srcversion, "%s\n", mod->srcversion);

static ssize_t taint_show(const struct module_attribute *attr,
			  struct module_kobject *mk, char *buf)
{
	size_t n = module_taint_letters(mk->mod->taints, buf);

	return n + sysfs_emit_at(buf, n, "\n");
}
static const struct module_attribute taint_attr = __ATTR_RO(taint);

static ssize_t uevent_store(const struct module_attribute *attr,
			    struct module_kobject *mk, const char *buf,
			    size_t count)
{
	int err = kobject_synth_uevent(&mk->kobj, buf, count);

	return err ? err : count;
}
static const struct module_attribute uevent_attr = __ATTR_WO(uevent);

static int add_info(struct kernfs_node *folder, struct module_kobject *mk)
{
	static const struct module_attribute *const attrs[] = {
		&coresize_attr, &initsize_attr, &initstate_attr,
		&refcnt_attr,	&taint_attr,	&uevent_attr,
	};
	int err = 0;

	for (u32 i = 0; i < ARRAY_SIZE(attrs) && !err; i++)
		err = sysfs_add_file(folder, &mk->kobj, &attrs[i]->attr,
				     attrs[i]->attr.mode);
	if (!err && mk->mod->version)
		err = sysfs_add_file(folder, &mk->kobj, &version_attr.attr,
				     0444);
	if (!err && mk->mod->srcversion)
		err = sysfs_add_file(folder, &mk->kobj, &srcversion_attr.attr,
				     0444);
	return err;
}

static struct kernfs_node *add_folder(struct kernfs_node *folder,
				      const char *name, void *data)
{
	return kernfs_create(folder, name, strlen(name), S_IFDIR | 0755, NULL,
			     data);
}

/* --- parameters/ */

/* The module is held: it does not go in the midst of a setter. */
static ssize_t parameter_show(const struct module_attribute *attr,
			      struct module_kobject *mk, char *buf)
{
	const struct kernel_param *kp = attr->param;
	ssize_t n;

	if (!kp->ops->get)
		return -EPERM;
	if (!try_module_get(mk->mod))
		return -ENODEV;
	kernel_param_lock(mk->mod);
	n = kp->ops->get(buf, kp);
	kernel_param_unlock(mk->mod);
	module_put(mk->mod);
	return n;
}

static ssize_t parameter_store(const struct module_attribute *attr,
			       struct module_kobject *mk, const char *buf,
			       size_t count)
{
	int err;

	if (!try_module_get(mk->mod))
		return -ENODEV;
	kernel_param_lock(mk->mod);
	err = param_set(attr->param, attr->attr.name, buf);
	kernel_param_unlock(mk->mod);
	module_put(mk->mod);
	return err ? err : count;
}

/* "part.name" is of a part of the kernel, and a plain name of "kernel". */
static int part_length(const struct kernel_param *kp)
{
	const char *dot = strchr(kp->name, '.');

	return dot ? dot - kp->name : 0;
}

static bool same_part(const struct kernel_param *a,
		      const struct kernel_param *b)
{
	int length = part_length(a);

	return part_length(b) == length && !strncmp(a->name, b->name, length);
}

/*
 * Files for those of @num parameters that have a mode, and are of the same
 * part as @like, if that is not NULL. @mk owns what is allocated. 0 or -errno.
 */
static int add_parameters(struct kernfs_node *folder, struct module_kobject *mk,
			  const struct kernel_param *kp, unsigned int num,
			  const struct kernel_param *like)
{
	size_t prefix = like && part_length(like) ? part_length(like) + 1 : 0;
	struct module_attribute *attrs =
		kcalloc(num, sizeof(*attrs), GFP_KERNEL);
	struct kernfs_node *parameters;

	kfree(mk->made);
	mk->made = attrs;
	parameters = attrs ? add_folder(folder, "parameters", &mk->kobj) :
			     ERR_PTR(-ENOMEM);
	if (IS_ERR(parameters))
		return PTR_ERR(parameters);
	for (unsigned int i = 0; i < num; i++) {
		int err;

		if (!kp[i].perm || (like && !same_part(like, &kp[i])))
			continue;
		attrs[i].attr.name = kp[i].name + prefix;
		attrs[i].attr.mode = kp[i].perm;
		attrs[i].show = parameter_show;
		attrs[i].store = parameter_store;
		attrs[i].param = &kp[i];
		err = sysfs_add_file(parameters, &mk->kobj, &attrs[i].attr,
				     kp[i].perm);
		if (err && err != -EEXIST)
			return err;
	}
	return 0;
}

static bool has_visible(const struct kernel_param *kp, unsigned int num)
{
	for (unsigned int i = 0; i < num; i++)
		if (kp[i].perm)
			return true;
	return false;
}

/* --- sections/ and notes/ */

/* The address, for those who may see addresses. */
static int section_show(struct seq_file *m, void *v)
{
	const struct module_section *s = file_node(m->file)->data;

	seq_printf(m, "0x%08lx\n", *(bool *)m->private ? s->address : 0);
	return 0;
}

static int section_open(struct inode *inode, struct file *file)
{
	static bool shown = true, hidden;

	return single_open(file, section_show,
			   may_see_addresses() ? &shown : &hidden);
}

static const struct proc_ops section_ops = {
	.proc_open = section_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

static ssize_t note_read(struct file *file, char __user *buf, size_t count,
			 loff_t *pos)
{
	const struct module_section *s = file_node(file)->data;

	return simple_read_from_buffer(buf, count, pos, (void *)s->address,
				       s->size);
}

static const struct proc_ops note_ops = {
	.proc_read = note_read,
	.proc_lseek = default_llseek,
};

static int add_sections(struct kernfs_node *folder, const char *name,
			const struct module *mod, const char *prefix,
			umode_t mode, const struct proc_ops *ops)
{
	struct kernfs_node *sections = add_folder(folder, name, NULL), *node;

	if (IS_ERR(sections))
		return PTR_ERR(sections);
	for (unsigned int i = 0; i < mod->holds.section_count; i++) {
		struct module_section *s = &mod->holds.sections[i];

		if (!s->size || !strstarts(s->name, prefix))
			continue;
		node = kernfs_create(sections, s->name, strlen(s->name),
				     S_IFREG | mode, ops, s);
		if (IS_ERR(node) && PTR_ERR(node) != -EEXIST)
			return PTR_ERR(node);
		if (!IS_ERR(node))
			node->size = s->size;
	}
	return 0;
}

static bool has_notes(const struct module *mod)
{
	for (unsigned int i = 0; i < mod->holds.section_count; i++)
		if (strstarts(mod->holds.sections[i].name, ".note"))
			return true;
	return false;
}

/* --- holders/: a link for each module that uses this one */

static int add_holder(struct kernfs_node *holders, const struct module *user)
{
	char target[MODULE_NAME_LEN + 8];
	struct kernfs_node *node;

	snprintf(target, sizeof(target), "../../%s", user->name);
	node = kernfs_create_link(holders, user->name, target);
	return IS_ERR(node) ? PTR_ERR(node) : 0;
}

static int add_holders(struct kernfs_node *folder, const struct module *mod)
{
	struct kernfs_node *holders = add_folder(folder, "holders", NULL);
	const struct module_use *use;
	int err = IS_ERR(holders) ? PTR_ERR(holders) : 0;

	if (err)
		return err;
	list_for_each_entry(use, &mod->users, in_users)
		if (use->user && use->user->mkobj && !err)
			err = add_holder(holders, use->user);
	return err;
}

/* The holders/ of @mod, if anyone has looked. */
static struct kernfs_node *holders_of(const struct module *mod)
{
	return mod->mkobj && mod->mkobj->kobj.sd ?
		       kernfs_find(mod->mkobj->kobj.sd, "holders", 7) :
		       NULL;
}

/* --- Folders as they come and go */

static int populate_module(struct kernfs_node *folder)
{
	struct module_kobject *mk =
		to_module_kobject((struct kobject *)folder->data);
	const struct module *mod = mk->mod;
	int err = add_info(folder, mk);

	if (!err && has_visible(mod->kp, mod->num_kp))
		err = add_parameters(folder, mk, mod->kp, mod->num_kp, NULL);
	if (!err)
		err = add_sections(folder, "sections", mod, "", 0400,
				   &section_ops);
	if (!err)
		err = add_holders(folder, mod);
	if (!err && has_notes(mod))
		err = add_sections(folder, "notes", mod, ".note", 0444,
				   &note_ops);
	while (err && !list_empty(&folder->children))
		kernfs_remove(list_first_entry(&folder->children,
					       struct kernfs_node, sibling));
	return err;
}

int module_sysfs_add(struct module *mod)
{
	const struct module_use *use;

	mod->mkobj = new_folder(mod->name, MODULE_NAME_LEN, mod);
	if (!mod->mkobj)
		return -ENOMEM;
	mod->mkobj->kobj.sd->populate = populate_module;
	list_for_each_entry(use, &mod->holds.uses, in_uses) {
		struct kernfs_node *holders = holders_of(use->used);
		int err = holders ? add_holder(holders, mod) : 0;

		if (err)
			return err;
	}
	kobject_uevent(&mod->mkobj->kobj, KOBJ_ADD);
	return 0;
}

struct kobject *module_kobject(const struct module *mod)
{
	return mod && mod->mkobj ? &mod->mkobj->kobj : NULL;
}

void module_sysfs_remove(struct module *mod)
{
	struct module_kobject *mk = mod->mkobj;
	const struct module_use *use;

	if (!mk)
		return;
	kobject_uevent(&mk->kobj, KOBJ_REMOVE);
	list_for_each_entry(use, &mod->holds.uses, in_uses) {
		struct kernfs_node *holders = holders_of(use->used), *node;

		node = holders ? kernfs_find(holders, mod->name,
					     strlen(mod->name)) :
				 NULL;
		if (node)
			kernfs_remove(node);
	}
	mod->mkobj = NULL;
	kobject_del(&mk->kobj);
	kobject_put(&mk->kobj);
}

/* --- The kernel's own parts */

static void add_part(const struct kernel_param *like,
		     const struct kernel_param *params, unsigned int num)
{
	int length = part_length(like);
	const char *name = length ? like->name : "kernel";
	struct module_kobject *mk;

	length = length ? length : strlen(name);
	if (kernfs_find(module_kset->kobj.sd, name, length))
		return;
	mk = new_folder(name, length, NULL);
	if (!mk || sysfs_create_file(&mk->kobj, &uevent_attr.attr) ||
	    add_parameters(mk->kobj.sd, mk, params, num, like))
		panic("no memory for /sys/module");
}

void module_folders_init(void)
{
	extern const struct kernel_param __start___param[], __stop___param[];
	const struct kernel_param *kp;

	module_kset = kset_create_and_add("module", NULL, NULL);
	if (!module_kset)
		panic("no memory for /sys/module");
	for (kp = __start___param; kp < __stop___param; kp++)
		if (kp->perm)
			add_part(kp, __start___param,
				 __stop___param - __start___param);
}

/* --- Parameters are read and written by one at a time */

static DEFINE_MUTEX(kernel_lock);

void kernel_param_lock(struct module *mod)
{
	if (!mod)
		mutex_lock(&kernel_lock);
	else if (mod->mkobj)
		mutex_lock(&mod->mkobj->param_lock);
}
EXPORT_SYMBOL(kernel_param_lock);

void kernel_param_unlock(struct module *mod)
{
	if (!mod)
		mutex_unlock(&kernel_lock);
	else if (mod->mkobj)
		mutex_unlock(&mod->mkobj->param_lock);
}
EXPORT_SYMBOL(kernel_param_unlock);
