/* SPDX-License-Identifier: MIT */
/*
 * A subsystem of configfs whose groups have a default group each. It tells in
 * the log what it is asked for. leave=1: its exit leaves it registered.
 */
#include <linux/configfs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>

static bool leave;
module_param(leave, bool, 0444);

struct thing {
	struct config_group group, inner;
};

static struct config_group *kept, *fixed;

static struct thing *to_thing(struct config_item *item)
{
	return container_of(to_config_group(item), struct thing, group);
}

static ssize_t thing_secret_store(struct config_item *item, const char *page,
				  size_t size)
{
	pr_info("configured: %s has %zu bytes\n", config_item_name(item), size);
	return size;
}
CONFIGFS_ATTR_WO(thing_, secret);

static ssize_t thing_plain_show(struct config_item *item, char *page)
{
	return sprintf(page, "%s in %s\n", config_item_name(item),
		       config_item_name(item->ci_parent));
}
CONFIGFS_ATTR_RO(thing_, plain);

static struct configfs_attribute *thing_attrs[] = {
	&thing_attr_secret,
	&thing_attr_plain,
	NULL,
};

static bool is_visible(struct config_item *item,
		       struct configfs_attribute *attr, int n)
{
	return n == 1 || strcmp(config_item_name(item), "open") != 0;
}

static void thing_release(struct config_item *item)
{
	pr_info("configured: a thing is released\n");
	kfree(to_thing(item));
}

static struct configfs_item_operations thing_ops = { .release = thing_release };
static struct configfs_group_operations thing_group_ops = {
	.is_visible = is_visible,
};
static const struct config_item_type thing_type = {
	.ct_item_ops = &thing_ops,
	.ct_group_ops = &thing_group_ops,
	.ct_attrs = thing_attrs,
	.ct_owner = THIS_MODULE,
};
static const struct config_item_type inner_type = { .ct_owner = THIS_MODULE };

static struct config_group *make_thing(struct config_group *group,
				       const char *name)
{
	struct thing *thing = kzalloc(sizeof(*thing), GFP_KERNEL);

	if (!thing)
		return NULL;
	config_group_init_type_name(&thing->group, name, &thing_type);
	config_group_init_type_name(&thing->inner, "inner", &inner_type);
	configfs_add_default_group(&thing->inner, &thing->group);
	if (!strcmp(name, "kept"))
		kept = &thing->group;
	return &thing->group;
}

static void drop_thing(struct config_group *group, struct config_item *item)
{
	pr_info("configured: %s is dropped\n", config_item_name(item));
	configfs_remove_default_groups(to_config_group(item));
	config_item_put(item);
}

static void notify(struct config_group *group, struct config_item *item)
{
	pr_info("configured: %s goes\n", config_item_name(item));
}

static struct configfs_group_operations top_ops = {
	.make_group = make_thing,
	.drop_item = drop_thing,
	.disconnect_notify = notify,
};

static ssize_t top_find_store(struct config_item *item, const char *page,
			      size_t size);
CONFIGFS_ATTR_WO(top_, find);

/* Any name: is it there? `kept`: it may not be removed; `free`: it may. */
static ssize_t top_find_store(struct config_item *item, const char *page,
			      size_t size)
{
	struct config_group *top = to_config_group(item);
	char name[16];
	struct config_item *found;

	if (sscanf(page, "%15s", name) != 1)
		return -EINVAL;
	found = config_group_find_item(top, name);
	pr_info("configured: %s is %sthere\n", name, found ? "" : "not ");
	if (found && to_config_group(found) == kept)
		configfs_depend_item(top->cg_subsys, found);
	if (kept && !strcmp(name, "free"))
		configfs_undepend_item(&kept->cg_item);
	config_item_put(found);
	return size;
}

static struct configfs_attribute *top_attrs[] = { &top_attr_find, NULL };
static const struct config_item_type top_type = {
	.ct_group_ops = &top_ops,
	.ct_attrs = top_attrs,
	.ct_owner = THIS_MODULE,
};

static struct configfs_subsystem top = {
	.su_group.cg_item = { .ci_namebuf = "configured",
			      .ci_type = &top_type },
};

static int __init configured_init(void)
{
	int err;

	config_group_init(&top.su_group);
	mutex_init(&top.su_mutex);
	err = configfs_register_subsystem(&top);
	if (err)
		return err;
	pr_info("configured: again: %d\n",
		configfs_register_group(top.su_group.cg_item.ci_group,
					&(struct config_group){
						.cg_item.ci_namebuf = "" }));
	fixed = configfs_register_default_group(&top.su_group,
						"a-name-of-more-than-20-bytes",
						&inner_type);
	return PTR_ERR_OR_ZERO(fixed);
}

static void __exit configured_exit(void)
{
	configfs_unregister_default_group(fixed);
	if (!leave)
		configfs_unregister_subsystem(&top);
}

module_init(configured_init);
module_exit(configured_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A subsystem of configfs");
