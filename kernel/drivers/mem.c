/* SPDX-License-Identifier: MIT */
/*
 * The devices of major 1, which need no hardware: null, zero, full, random,
 * urandom and kmsg; and major 10, where drivers register a minor each. null(4),
 * full(4), random(4).
 */
#include <linux/bug.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/leaks.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uio.h>

#include "drivers.h"

#define MEM_MAJOR 1
#define DYNAMIC_MINORS 128

extern const struct file_operations kmsg_fops;

/* --- null, zero, full. */

static ssize_t read_null(struct kiocb *iocb, struct iov_iter *to)
{
	return 0;
}

static ssize_t write_null(struct kiocb *iocb, struct iov_iter *from)
{
	size_t count = iov_iter_count(from);

	iov_iter_advance(from, count);
	return count;
}

static ssize_t write_full(struct kiocb *iocb, struct iov_iter *from)
{
	return -ENOSPC;
}

static ssize_t read_zero(struct kiocb *iocb, struct iov_iter *to)
{
	ssize_t done = 0;
	size_t n;

	while (iov_iter_count(to)) {
		n = iov_iter_zero(min(iov_iter_count(to), PAGE_SIZE), to);
		done += n;
		if (!n)
			return done ? done : -EFAULT;
		if (signal_pending(current))
			break;
		cond_resched();
	}
	return done;
}

static int mmap_zero(struct file *file, struct vm_area_struct *vma)
{
	struct file *shared;

	/* Private: without operations it is anonymous memory. */
	if (!(vma->vm_flags & VM_SHARED))
		return 0;
	shared = shmem_file_setup("dev/zero", vma->vm_end - vma->vm_start, 0);
	if (IS_ERR(shared))
		return PTR_ERR(shared);
	fput(vma->vm_file);
	vma->vm_file = shared;
	vma->vm_pgoff = 0;
	return generic_file_mmap(shared, vma);
}

static loff_t null_lseek(struct file *file, loff_t offset, int whence)
{
	return file->f_pos = 0;
}

static const struct file_operations null_fops = {
	.llseek = null_lseek,
	.read_iter = read_null,
	.write_iter = write_null,
};

static const struct file_operations zero_fops = {
	.llseek = null_lseek,
	.read_iter = read_zero,
	.write_iter = write_null,
	.mmap = mmap_zero,
};

static const struct file_operations full_fops = {
	.llseek = null_lseek,
	.read_iter = read_zero,
	.write_iter = write_full,
};

/* --- random, urandom: the same, as the generator always has enough. */

static ssize_t read_random(struct kiocb *iocb, struct iov_iter *to)
{
	u8 block[256];
	ssize_t done = 0;
	size_t n;

	while (iov_iter_count(to)) {
		n = min(iov_iter_count(to), sizeof(block));
		get_random_bytes(block, n);
		n = copy_to_iter(block, n, to);
		done += n;
		if (!n) {
			done = done ? done : -EFAULT;
			break;
		}
		if (signal_pending(current))
			break;
		cond_resched();
	}
	memzero_explicit(block, sizeof(block));
	return done;
}

static __poll_t poll_random(struct file *file, poll_table *table)
{
	return EPOLLIN | EPOLLRDNORM | EPOLLOUT | EPOLLWRNORM;
}

static const struct file_operations random_fops = {
	.llseek = noop_llseek,
	.read_iter = read_random,
	.write_iter = write_null,
	.poll = poll_random,
};

/* --- Major 1. */

static const struct {
	const char *name;
	unsigned int minor;
	umode_t mode;
	const struct file_operations *fops;
} devices[] = {
	{ "null", 3, 0666, &null_fops },
	{ "zero", 5, 0666, &zero_fops },
	{ "full", 7, 0666, &full_fops },
	{ "random", 8, 0666, &random_fops },
	{ "urandom", 9, 0666, &random_fops },
	{ "kmsg", 11, 0644, &kmsg_fops },
};

static int memory_open(struct inode *inode, struct file *file)
{
	for (u32 i = 0; i < ARRAY_SIZE(devices); i++)
		if (devices[i].minor == iminor(inode)) {
			replace_fops(file, devices[i].fops);
			return file->f_op->open ?
				       file->f_op->open(inode, file) :
				       0;
		}
	return -ENXIO;
}

static const struct file_operations memory_fops = {
	.open = memory_open,
	.llseek = noop_llseek,
};

/* --- Major 10. */

LIST_HEAD(misc_list);

static struct miscdevice *find_misc(int minor)
{
	struct miscdevice *m;

	list_for_each_entry(m, &misc_list, list)
		if (m->minor == minor)
			return m;
	return NULL;
}

/* The next free minor of those that are given away; -EBUSY. */
static int free_minor(void)
{
	for (int minor = DYNAMIC_MINORS - 1; minor >= 0; minor--)
		if (!find_misc(minor))
			return minor;
	for (int minor = MISC_DYNAMIC_MINOR + 1; minor <= MINORMASK; minor++)
		if (!find_misc(minor))
			return minor;
	return -EBUSY;
}

/* The node in /dev is called and open to whom the driver says. */
static char *misc_devnode(const struct device *dev, umode_t *mode)
{
	const struct miscdevice *misc = dev_get_drvdata(dev);

	if (mode && misc->mode)
		*mode = misc->mode;
	return misc->nodename ? kstrdup(misc->nodename, GFP_KERNEL) : NULL;
}

static const struct class misc_class = {
	.name = "misc",
	.devnode = misc_devnode,
};

int misc_register(struct miscdevice *misc)
{
	bool dynamic = misc->minor == MISC_DYNAMIC_MINOR;
	int minor = dynamic ? free_minor() : misc->minor;

	INIT_LIST_HEAD(&misc->list);
	if (minor < 0 || find_misc(minor))
		return -EBUSY;
	misc->this_device = device_create_with_groups(&misc_class, misc->parent,
						      MKDEV(MISC_MAJOR, minor),
						      misc, misc->groups, "%s",
						      misc->name);
	if (IS_ERR(misc->this_device))
		return PTR_ERR(misc->this_device);
	misc->minor = minor;
	list_add(&misc->list, &misc_list);
	return 0;
}
EXPORT_SYMBOL(misc_register);

void misc_deregister(struct miscdevice *misc)
{
	if (WARN_ON(list_empty(&misc->list)))
		return;
	list_del(&misc->list);
	device_destroy(&misc_class, MKDEV(MISC_MAJOR, misc->minor));
	if (misc->minor < DYNAMIC_MINORS || misc->minor > MISC_DYNAMIC_MINOR)
		misc->minor = MISC_DYNAMIC_MINOR;
}
EXPORT_SYMBOL(misc_deregister);

static int misc_open(struct inode *inode, struct file *file)
{
	struct miscdevice *misc = find_misc(iminor(inode));
	const struct file_operations *fops;

	if (!misc) {
		request_module("char-major-%d-%d", MISC_MAJOR, iminor(inode));
		misc = find_misc(iminor(inode));
	}
	fops = misc ? fops_get(misc->fops) : NULL;
	if (!fops)
		return -ENODEV;
	/* The driver finds its device here, unless it puts something else. */
	file->private_data = misc;
	replace_fops(file, fops);
	return fops->open ? fops->open(inode, file) : 0;
}

static const struct file_operations misc_fops = {
	.open = misc_open,
	.llseek = noop_llseek,
};

static void drop_misc(const void *object)
{
	misc_deregister((struct miscdevice *)object);
}

static void scan_misc(struct leak_scan *scan)
{
	struct miscdevice *misc;

	list_for_each_entry(misc, &misc_list, list) {
		struct leak leak = {
			.kind = "misc device",
			.name = misc->this_device->kobj.name,
			.object = misc,
			.target = (unsigned long)misc->fops,
			.danger = "its file operations are in this module",
			.reclaim = drop_misc,
		};

		if (leak_in(scan, misc->fops) || leak_in(scan, misc))
			leak_found(scan, &leak);
	}
}
LEAK_SOURCE(misc, scan_misc);

/* --- The start. */

static char *mem_devnode(const struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = (unsigned long)dev_get_drvdata(dev);
	return NULL;
}

static const struct class mem_class = {
	.name = "mem",
	.devnode = mem_devnode,
};

void mem_init(void)
{
	if (register_chrdev(MEM_MAJOR, "mem", &memory_fops) ||
	    register_chrdev(MISC_MAJOR, "misc", &misc_fops) ||
	    class_register(&mem_class) || class_register(&misc_class))
		panic("no memory for the first devices");
	for (u32 i = 0; i < ARRAY_SIZE(devices); i++) {
		void *mode = (void *)(unsigned long)devices[i].mode;
		dev_t dev = MKDEV(MEM_MAJOR, devices[i].minor);

		if (IS_ERR(device_create(&mem_class, NULL, dev, mode, "%s",
					 devices[i].name)))
			pr_err("mem: no memory for /dev/%s\n", devices[i].name);
	}
}
