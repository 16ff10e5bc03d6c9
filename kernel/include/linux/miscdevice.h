/* SPDX-License-Identifier: MIT */
/* Devices of major 10, a minor each, with a node in /dev. */
#ifndef _LINUX_MISCDEVICE_H
#define _LINUX_MISCDEVICE_H

#include <linux/list.h>
#include <linux/types.h>

#define MISC_MAJOR 10
#define MISC_DYNAMIC_MINOR 255

struct attribute_group;
struct device;
struct file_operations;

struct miscdevice {
	int minor; /* MISC_DYNAMIC_MINOR: is chosen, and written here */
	const char *name;
	const struct file_operations *fops;
	struct list_head list;
	struct device *parent;
	struct device *this_device;
	const struct attribute_group **groups;
	const char *nodename; /* NULL: the name */
	umode_t mode;	      /* 0: 0600 */
};

/* 0; -EBUSY: the minor is taken, or none is free; -ENOMEM. */
int misc_register(struct miscdevice *misc);
void misc_deregister(struct miscdevice *misc);
/* All of them: /proc/misc. */
extern struct list_head misc_list;

#endif
