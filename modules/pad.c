/* SPDX-License-Identifier: MIT */
/*
 * A character device: four pads of a page each, /dev/pad0 to /dev/pad3, that
 * keep what is written to them. class_create() and device_create() are what
 * puts the nodes into /dev, and /sys/class/pad tells of them.
 *
 * Try: insmod pad.ko; echo hello >/dev/pad0; cat /dev/pad0
 * Try: dd if=/dev/zero of=/dev/pad1 - how much fits?
 * Try: exec 3</dev/pad0; rmmod pad - it is in use until exec 3<&- lets it go.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/ioctl.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>

#define PADS 4

/* Empties a pad; tells how many bytes are in it. */
#define PAD_CLEAR _IO('p', 1)
#define PAD_LENGTH _IOR('p', 2, int)

struct pad {
	struct cdev cdev;
	struct mutex lock;
	char *page;
	size_t length;
};

static struct pad pads[PADS];
static dev_t first;
static struct class *pad_class;

static int pad_open(struct inode *inode, struct file *file)
{
	struct pad *pad = container_of(inode->i_cdev, struct pad, cdev);

	file->private_data = pad;
	if ((file->f_flags & O_ACCMODE) == O_WRONLY &&
	    !(file->f_flags & O_APPEND))
		pad->length = 0;
	return 0;
}

static ssize_t pad_read(struct file *file, char __user *buf, size_t count,
			loff_t *pos)
{
	struct pad *pad = file->private_data;
	ssize_t n;

	if (mutex_lock_interruptible(&pad->lock))
		return -ERESTARTSYS;
	n = simple_read_from_buffer(buf, count, pos, pad->page, pad->length);
	mutex_unlock(&pad->lock);
	return n;
}

static ssize_t pad_write(struct file *file, const char __user *buf,
			 size_t count, loff_t *pos)
{
	struct pad *pad = file->private_data;
	ssize_t n;

	if (mutex_lock_interruptible(&pad->lock))
		return -ERESTARTSYS;
	if (file->f_flags & O_APPEND)
		*pos = pad->length;
	n = simple_write_to_buffer(pad->page, PAGE_SIZE, pos, buf, count);
	if (n > 0 && *pos > pad->length)
		pad->length = *pos;
	mutex_unlock(&pad->lock);
	return n || !count ? n : -ENOSPC;
}

static long pad_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pad *pad = file->private_data;

	switch (cmd) {
	case PAD_CLEAR:
		pad->length = 0;
		return 0;
	case PAD_LENGTH:
		return put_user((int)pad->length, (int __user *)arg);
	default:
		return -ENOTTY;
	}
}

static loff_t pad_llseek(struct file *file, loff_t offset, int whence)
{
	struct pad *pad = file->private_data;

	return fixed_size_llseek(file, offset, whence, pad->length);
}

/* The owner is what keeps the module while a file is open. */
static const struct file_operations pad_fops = {
	.owner = THIS_MODULE,
	.open = pad_open,
	.read = pad_read,
	.write = pad_write,
	.unlocked_ioctl = pad_ioctl,
	.llseek = pad_llseek,
};

static void remove_pad(int i)
{
	device_destroy(pad_class, first + i);
	cdev_del(&pads[i].cdev);
	free_page((unsigned long)pads[i].page);
}

static int add_pad(int i)
{
	struct pad *pad = &pads[i];
	struct device *dev;
	int err;

	mutex_init(&pad->lock);
	pad->page = (char *)get_zeroed_page(GFP_KERNEL);
	if (!pad->page)
		return -ENOMEM;
	cdev_init(&pad->cdev, &pad_fops);
	pad->cdev.owner = THIS_MODULE;
	err = cdev_add(&pad->cdev, first + i, 1);
	if (err)
		goto free;
	dev = device_create(pad_class, NULL, first + i, pad, "pad%d", i);
	if (!IS_ERR(dev))
		return 0;
	err = PTR_ERR(dev);
	cdev_del(&pad->cdev);
free:
	free_page((unsigned long)pad->page);
	return err;
}

static int __init pad_init(void)
{
	int err = alloc_chrdev_region(&first, 0, PADS, "pad"), i;

	if (err)
		return err;
	pad_class = class_create("pad");
	if (IS_ERR(pad_class)) {
		err = PTR_ERR(pad_class);
		goto unregister;
	}
	for (i = 0; i < PADS; i++) {
		err = add_pad(i);
		if (err)
			goto remove;
	}
	pr_info("pad: major %d\n", MAJOR(first));
	return 0;
remove:
	while (i--)
		remove_pad(i);
	class_destroy(pad_class);
unregister:
	unregister_chrdev_region(first, PADS);
	return err;
}

static void __exit pad_exit(void)
{
	for (int i = 0; i < PADS; i++)
		remove_pad(i);
	class_destroy(pad_class);
	unregister_chrdev_region(first, PADS);
}

module_init(pad_init);
module_exit(pad_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Character devices that keep a page each");
