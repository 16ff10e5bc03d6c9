/* SPDX-License-Identifier: MIT */
/*
 * Character devices: a range of device numbers and the operations of files
 * that are opened through a node with one of them. linux/fs.h has the regions.
 *
 * Context: process, may sleep
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_CDEV_H
#define _LINUX_CDEV_H

#include <linux/kdev_t.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/types.h>
#include <linux/uidgid.h>

struct device;
struct file_operations;
struct inode;
struct module;

struct cdev {
	struct kobject kobj; /* references: its owner's, and one an open file */
	struct module *owner;
	const struct file_operations *ops;
	struct list_head list; /* inodes that refer to it */
	struct list_head map;  /* of all that are added */
	dev_t dev;
	unsigned int count;
};

/* Makes a cdev of zeroed or static memory ready for cdev_add(). */
void cdev_init(struct cdev *cdev, const struct file_operations *fops);
/* One to free with cdev_del(), or NULL. */
struct cdev *cdev_alloc(void);
/* Makes it live at once: @count numbers from @dev. 0, -EBUSY. */
int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count);
/* No more openings; files that are open go on. */
void cdev_del(struct cdev *cdev);
/* It holds @kobj, which it may lie in, from cdev_add() to its own end. */
void cdev_set_parent(struct cdev *cdev, struct kobject *kobj);
/*
 * Adds @dev, and @cdev as its number's, held by it; @dev without a number is
 * added alone. 0 or a negative errno.
 */
int cdev_device_add(struct cdev *cdev, struct device *dev);
void cdev_device_del(struct cdev *cdev, struct device *dev);
void cdev_put(struct cdev *cdev);
/* An inode that goes forgets its device. */
void cd_forget(struct inode *inode);

extern const struct file_operations def_chr_fops;

/*
 * A node in /dev, in all devtmpfs: @name may have folders, which are made;
 * @mode: S_IFCHR or S_IFBLK and permissions (none: 0600). 0 or -errno.
 */
int devtmpfs_create(const char *name, umode_t mode, dev_t dev, kuid_t uid,
		    kgid_t gid);
/* Removes it if it is still @dev's, and folders that it leaves empty. */
int devtmpfs_remove(const char *name, dev_t dev);

struct seq_file;
/* The lines of /proc/devices. */
void chrdev_show(struct seq_file *m);

#endif
