/* SPDX-License-Identifier: MIT */
/*
 * Devices of major 10, a minor each, with a node in /dev.
 *
 * Context: process, may sleep
 * Linux: Documentation/driver-api/misc_devices.rst
 */
#ifndef _LINUX_MISCDEVICE_H
#define _LINUX_MISCDEVICE_H

#include <linux/device.h>
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

/*
 * 0; -EBUSY: the minor is taken, or none is free; -EEXIST: the name is; -ENOMEM.
 * Until misc_deregister(), private_data of what is opened is @misc.
 */
int misc_register(struct miscdevice *misc);
void misc_deregister(struct miscdevice *misc);
/* A module whose init and exit are nothing but these two. */
#define module_misc_device(__misc) \
	module_driver(__misc, misc_register, misc_deregister)
#define MODULE_ALIAS_MISCDEV(minor) \
	MODULE_ALIAS(               \
		"char-major-" __stringify(MISC_MAJOR) "-" __stringify(minor))

/* All of them: /proc/misc. */
extern struct list_head misc_list;

#endif
