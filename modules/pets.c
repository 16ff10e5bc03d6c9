/* SPDX-License-Identifier: MIT */
/*
 * Objects that programs make by mkdir: each folder in /sys/kernel/config/pets
 * is one, whose files are what it has. mkdir asks us for it, rmdir gives it
 * back, and while any is there this module can't go.
 *
 * Try: insmod pets.ko; cd /sys/kernel/config/pets; mkdir rex;
 * echo 3 > rex/age; cat rex/age; cat count; rmmod pets; rmdir rex
 */
#include <linux/configfs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>

struct pet {
	struct config_item item;
	unsigned int age;
};

static unsigned int count;

static struct pet *to_pet(struct config_item *item)
{
	return container_of(item, struct pet, item);
}

static ssize_t pet_age_show(struct config_item *item, char *page)
{
	return sprintf(page, "%u\n", to_pet(item)->age);
}

static ssize_t pet_age_store(struct config_item *item, const char *page,
			     size_t size)
{
	int err = kstrtouint(page, 0, &to_pet(item)->age);

	return err ?: (ssize_t)size;
}
CONFIGFS_ATTR(pet_, age);

static struct configfs_attribute *pet_attrs[] = { &pet_attr_age, NULL };

/* Nobody has it any more, not even who has its file open. */
static void pet_release(struct config_item *item)
{
	count--;
	kfree(to_pet(item));
}

static struct configfs_item_operations pet_ops = { .release = pet_release };
static const struct config_item_type pet_type = {
	.ct_item_ops = &pet_ops,
	.ct_attrs = pet_attrs,
	.ct_owner = THIS_MODULE,
};

static struct config_item *pets_make_item(struct config_group *group,
					  const char *name)
{
	struct pet *pet;

	if (!strcmp(name, "dragon"))
		return ERR_PTR(-EACCES);
	pet = kzalloc(sizeof(*pet), GFP_KERNEL);
	if (!pet)
		return ERR_PTR(-ENOMEM);
	config_item_init_type_name(&pet->item, name, &pet_type);
	count++;
	return &pet->item;
}

static ssize_t pets_count_show(struct config_item *item, char *page)
{
	return sprintf(page, "%u\n", count);
}
CONFIGFS_ATTR_RO(pets_, count);

static struct configfs_attribute *pets_attrs[] = { &pets_attr_count, NULL };
static struct configfs_group_operations pets_ops = {
	.make_item = pets_make_item,
};
static const struct config_item_type pets_type = {
	.ct_group_ops = &pets_ops,
	.ct_attrs = pets_attrs,
	.ct_owner = THIS_MODULE,
};

static struct configfs_subsystem pets = {
	.su_group.cg_item = { .ci_namebuf = "pets", .ci_type = &pets_type },
};

static int __init pets_init(void)
{
	int err;

	config_group_init(&pets.su_group);
	mutex_init(&pets.su_mutex);
	err = configfs_register_subsystem(&pets);
	if (!err)
		pr_info("pets: mkdir in /sys/kernel/config/pets\n");
	return err;
}

static void __exit pets_exit(void)
{
	configfs_unregister_subsystem(&pets);
}

module_init(pets_init);
module_exit(pets_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Objects that programs make by mkdir");
