/* SPDX-License-Identifier: MIT */
/*
 * Character devices: which numbers are taken, by whom, and what an open of a
 * node with such a number does. The numbers are Linux's.
 */
#include <linux/bug.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/leaks.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "internal.h"

#define CHRDEV_MAJOR_MAX 512
/* Where majors are chosen: downwards, first here, then there. */
#define CHRDEV_MAJOR_DYN_END 234
#define CHRDEV_MAJOR_DYN_EXT_START 511
#define CHRDEV_MAJOR_DYN_EXT_END 384

/* Numbers that somebody has taken. */
struct char_device_region {
	struct list_head list; /* by number */
	dev_t first;
	unsigned int count;
	char name[64];
	struct cdev *cdev;    /* of register_chrdev() */
	unsigned long caller; /* who has taken them */
};

static LIST_HEAD(regions);
static LIST_HEAD(cdevs);

/* --- Numbers. */

static struct char_device_region *find_region(dev_t first, unsigned int count)
{
	struct char_device_region *r;

	list_for_each_entry(r, &regions, list)
		if (r->first < first + count && first < r->first + r->count)
			return r;
	return NULL;
}

static bool major_in_use(unsigned int major)
{
	struct char_device_region *r;

	list_for_each_entry(r, &regions, list)
		if (MAJOR(r->first) == major)
			return true;
	return false;
}

static int find_dynamic_major(void)
{
	for (int i = 254; i >= CHRDEV_MAJOR_DYN_END; i--)
		if (!major_in_use(i))
			return i;
	for (int i = CHRDEV_MAJOR_DYN_EXT_START; i >= CHRDEV_MAJOR_DYN_EXT_END;
	     i--)
		if (!major_in_use(i))
			return i;
	return -EBUSY;
}

/* Numbers of one major; ERR_PTR. */
static struct char_device_region *add_region(unsigned int major,
					     unsigned int first,
					     unsigned int count,
					     const char *name,
					     unsigned long caller)
{
	struct char_device_region *r, *other;

	if (major >= CHRDEV_MAJOR_MAX) {
		pr_err("CHRDEV \"%s\" major requested (%u) is greater than the maximum (%u)\n",
		       name, major, CHRDEV_MAJOR_MAX - 1);
		return ERR_PTR(-EINVAL);
	}
	if (!count || count > MINORMASK + 1 - first) {
		pr_err("CHRDEV \"%s\" minor range requested (%u-%u) is out of range of maximum range (%u-%u) for a single major\n",
		       name, first, first + count - 1, 0, MINORMASK);
		return ERR_PTR(-EINVAL);
	}
	if (find_region(MKDEV(major, first), count))
		return ERR_PTR(-EBUSY);
	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		return ERR_PTR(-ENOMEM);
	r->first = MKDEV(major, first);
	r->count = count;
	r->caller = caller;
	strscpy(r->name, name, sizeof(r->name));
	list_for_each_entry(other, &regions, list)
		if (other->first > r->first)
			break;
	list_add_tail(&r->list, &other->list);
	return r;
}

static struct char_device_region *take_region(dev_t first, unsigned int count)
{
	struct char_device_region *r;

	list_for_each_entry(r, &regions, list)
		if (r->first == first && r->count == count) {
			list_del(&r->list);
			return r;
		}
	return NULL;
}

int alloc_chrdev_region(dev_t *dev, unsigned int first, unsigned int count,
			const char *name)
{
	int major = find_dynamic_major();
	struct char_device_region *r;

	if (major < 0) {
		pr_err("CHRDEV \"%s\" dynamic allocation region is full\n",
		       name);
		return major;
	}
	r = add_region(major, first, count, name, _RET_IP_);
	if (IS_ERR(r))
		return PTR_ERR(r);
	*dev = r->first;
	return 0;
}
EXPORT_SYMBOL(alloc_chrdev_region);

/* The end of what of [@from, @end) is of one major. */
static dev_t end_of_major(dev_t from, dev_t end)
{
	return min(end, (dev_t)MKDEV(MAJOR(from) + 1, 0));
}

int register_chrdev_region(dev_t from, unsigned int count, const char *name)
{
	dev_t end = from + count, n, next;
	struct char_device_region *r;

	for (n = from; n < end; n = next) {
		next = end_of_major(n, end);
		r = add_region(MAJOR(n), MINOR(n), next - n, name, _RET_IP_);
		if (IS_ERR(r)) {
			unregister_chrdev_region(from, n - from);
			return PTR_ERR(r);
		}
	}
	return 0;
}
EXPORT_SYMBOL(register_chrdev_region);

void unregister_chrdev_region(dev_t from, unsigned int count)
{
	dev_t end = from + count, n, next;

	for (n = from; n < end; n = next) {
		next = end_of_major(n, end);
		kfree(take_region(n, next - n));
	}
}
EXPORT_SYMBOL(unregister_chrdev_region);

int __register_chrdev(unsigned int major, unsigned int first,
		      unsigned int count, const char *name,
		      const struct file_operations *fops)
{
	int chosen = major ? (int)major : find_dynamic_major();
	struct char_device_region *r;
	struct cdev *cdev;

	if (chosen < 0)
		return chosen;
	r = add_region(chosen, first, count, name, _RET_IP_);
	if (IS_ERR(r))
		return PTR_ERR(r);
	cdev = cdev_alloc();
	if (!cdev) {
		kfree(take_region(r->first, r->count));
		return -ENOMEM;
	}
	cdev->owner = fops->owner;
	cdev->ops = fops;
	kobject_set_name(&cdev->kobj, "%s", name);
	cdev_add(cdev, r->first, r->count);
	r->cdev = cdev;
	return major ? 0 : chosen;
}
EXPORT_SYMBOL(__register_chrdev);

void __unregister_chrdev(unsigned int major, unsigned int first,
			 unsigned int count, const char *name)
{
	struct char_device_region *r = take_region(MKDEV(major, first), count);

	if (r && r->cdev)
		cdev_del(r->cdev);
	kfree(r);
}
EXPORT_SYMBOL(__unregister_chrdev);

void chrdev_show(struct seq_file *m)
{
	struct char_device_region *r;

	seq_puts(m, "Character devices:\n");
	list_for_each_entry(r, &regions, list)
		seq_printf(m, "%3d %s\n", MAJOR(r->first), r->name);
}

/* --- Devices. */

/* Nobody opens it any more, and no file of it is open. */
static void forget_cdev(struct cdev *cdev)
{
	struct inode *inode, *next;

	list_for_each_entry_safe(inode, next, &cdev->list, i_devices)
		cd_forget(inode);
	kobject_put(cdev->kobj.parent);
}

static void cdev_release(struct kobject *kobj)
{
	forget_cdev(container_of(kobj, struct cdev, kobj));
}

static void cdev_dynamic_release(struct kobject *kobj)
{
	cdev_release(kobj);
	kfree(container_of(kobj, struct cdev, kobj));
}

static const struct kobj_type cdev_ktype = {
	.release = cdev_release,
};

static const struct kobj_type cdev_dynamic_ktype = {
	.release = cdev_dynamic_release,
};

void cdev_init(struct cdev *cdev, const struct file_operations *fops)
{
	memset(cdev, 0, sizeof(*cdev));
	INIT_LIST_HEAD(&cdev->list);
	INIT_LIST_HEAD(&cdev->map);
	kobject_init(&cdev->kobj, &cdev_ktype);
	cdev->ops = fops;
}
EXPORT_SYMBOL(cdev_init);

struct cdev *cdev_alloc(void)
{
	struct cdev *cdev = kzalloc(sizeof(*cdev), GFP_KERNEL);

	if (!cdev)
		return NULL;
	cdev_init(cdev, NULL);
	cdev->kobj.ktype = &cdev_dynamic_ktype;
	return cdev;
}
EXPORT_SYMBOL(cdev_alloc);

int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count)
{
	cdev->dev = dev;
	cdev->count = count;
	list_add(&cdev->map, &cdevs);
	kobject_get(cdev->kobj.parent);
	return 0;
}
EXPORT_SYMBOL(cdev_add);

void cdev_set_parent(struct cdev *cdev, struct kobject *kobj)
{
	WARN_ON(!kobj->state_initialized);
	cdev->kobj.parent = kobj;
}
EXPORT_SYMBOL(cdev_set_parent);

void cdev_del(struct cdev *cdev)
{
	list_del_init(&cdev->map);
	kobject_put(&cdev->kobj);
}
EXPORT_SYMBOL(cdev_del);

int cdev_device_add(struct cdev *cdev, struct device *dev)
{
	int err = 0;

	if (dev->devt) {
		cdev_set_parent(cdev, &dev->kobj);
		err = cdev_add(cdev, dev->devt, 1);
		if (err)
			return err;
	}
	err = device_add(dev);
	if (err && dev->devt)
		cdev_del(cdev);
	return err;
}
EXPORT_SYMBOL(cdev_device_add);

void cdev_device_del(struct cdev *cdev, struct device *dev)
{
	device_del(dev);
	if (dev->devt)
		cdev_del(cdev);
}
EXPORT_SYMBOL(cdev_device_del);

/* A use of @cdev by an open file: it, and the module that owns it. */
static bool cdev_get(struct cdev *cdev)
{
	if (!try_module_get(cdev->owner))
		return false;
	kobject_get(&cdev->kobj);
	return true;
}

void cdev_put(struct cdev *cdev)
{
	struct module *owner = cdev->owner;

	kobject_put(&cdev->kobj);
	module_put(owner);
}

void cd_forget(struct inode *inode)
{
	list_del_init(&inode->i_devices);
	inode->i_cdev = NULL;
}

/* The device with the fewest numbers among those that have @dev; or NULL. */
static struct cdev *find_cdev(dev_t dev)
{
	struct cdev *cdev, *best = NULL;

	list_for_each_entry(cdev, &cdevs, map)
		if (dev - cdev->dev < cdev->count &&
		    (!best || cdev->count < best->count))
			best = cdev;
	return best;
}

/* The same, asking for the module that might have it. */
static struct cdev *lookup_cdev(dev_t dev)
{
	struct cdev *cdev = find_cdev(dev);

	if (cdev)
		return cdev;
	if (request_module("char-major-%d-%d", MAJOR(dev), MINOR(dev)) > 0)
		request_module("char-major-%d", MAJOR(dev));
	return find_cdev(dev);
}

static int chrdev_open(struct inode *inode, struct file *file)
{
	const struct file_operations *fops;
	struct cdev *cdev = inode->i_cdev;
	int err;

	if (!cdev)
		cdev = lookup_cdev(inode->i_rdev);
	if (!cdev || !cdev_get(cdev))
		return -ENXIO;
	if (!inode->i_cdev) {
		inode->i_cdev = cdev;
		list_add(&inode->i_devices, &cdev->list);
	}
	err = -ENXIO;
	fops = fops_get(cdev->ops);
	if (!fops)
		goto put;
	replace_fops(file, fops);
	err = fops->open ? fops->open(inode, file) : 0;
	if (!err)
		return 0;
put:
	cdev_put(cdev);
	return err;
}

const struct file_operations def_chr_fops = {
	.open = chrdev_open,
	.llseek = noop_llseek,
};

/* --- What a module has left of them. */

static void release_numbers(const void *object)
{
	struct char_device_region *r = (void *)object;

	if (r->cdev)
		cdev_del(r->cdev);
	kfree(take_region(r->first, r->count));
}

static void scan_numbers(struct leak_scan *scan)
{
	struct char_device_region *r;

	list_for_each_entry(r, &regions, list) {
		const struct leak leak = {
			.kind = "device numbers of",
			.name = r->name,
			.object = r,
			.caller = r->caller,
			.reclaim = release_numbers,
		};

		if (leak_in(scan, r->caller))
			leak_found(scan, &leak);
	}
}
LEAK_SOURCE(chrdev, scan_numbers);

/* The numbers of register_chrdev() outlive it. */
static void release_cdev(const void *object)
{
	struct char_device_region *r;

	list_for_each_entry(r, &regions, list)
		if (r->cdev == object)
			r->cdev = NULL;
	cdev_del((struct cdev *)object);
}

static void scan_cdevs(struct leak_scan *scan)
{
	struct cdev *cdev;

	list_for_each_entry(cdev, &cdevs, map) {
		struct leak leak = {
			.kind = "cdev",
			.name = cdev->kobj.name,
			.object = cdev,
			.target = (unsigned long)cdev,
			.danger = "which lies in this module",
			.reclaim = release_cdev,
		};

		if (leak_in(scan, cdev->ops)) {
			leak.target = (unsigned long)cdev->ops;
			leak.danger = "its file operations are in this module";
		} else if (!leak_in(scan, cdev)) {
			continue;
		}
		leak_found(scan, &leak);
	}
}
LEAK_SOURCE(cdev, scan_cdevs);
