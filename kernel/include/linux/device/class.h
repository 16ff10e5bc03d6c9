/* SPDX-License-Identifier: MIT */
/*
 * Classes: devices by what they do for user space. /sys/class/NAME has them.
 *
 * Context: process, may sleep
 * Linux: Documentation/driver-api/infrastructure.rst
 */
#ifndef _LINUX_DEVICE_CLASS_H
#define _LINUX_DEVICE_CLASS_H

#include <linux/device/bus.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>
#include <linux/types.h>

struct class
{
	const char *name;
	const struct attribute_group **class_groups, **dev_groups;
	/* Adds to the lines of a device's `uevent`. */
	int (*dev_uevent)(const struct device *dev,
			  struct kobj_uevent_env *env);
	/*
	 * The name of a device's node in /dev, which the caller frees; NULL:
	 * that of the device. *@mode (@mode may be NULL): its permissions.
	 */
	char *(*devnode)(const struct device *dev, umode_t *mode);
	void (*class_release)(const struct class *class);
	void (*dev_release)(struct device *dev); /* where it has none itself */
};

struct class_attribute {
	struct attribute attr;
	ssize_t (*show)(const struct class *class,
			const struct class_attribute *attr, char *buf);
	ssize_t (*store)(const struct class *class,
			 const struct class_attribute *attr, const char *buf,
			 size_t count);
};
#define CLASS_ATTR_RW(_name) \
	struct class_attribute class_attr_##_name = __ATTR_RW(_name)
#define CLASS_ATTR_RO(_name) \
	struct class_attribute class_attr_##_name = __ATTR_RO(_name)
#define CLASS_ATTR_WO(_name) \
	struct class_attribute class_attr_##_name = __ATTR_WO(_name)

/* A text that does not change. */
struct class_attribute_string {
	struct class_attribute attr;
	char *str;
};
ssize_t show_class_attr_string(const struct class *class,
			       const struct class_attribute *attr, char *buf);
/* clang-format off */
#define _CLASS_ATTR_STRING(_name, _mode, _str) \
	{ __ATTR(_name, _mode, show_class_attr_string, NULL), _str }
/* clang-format on */
#define CLASS_ATTR_STRING(_name, _mode, _str)              \
	struct class_attribute_string class_attr_##_name = \
		_CLASS_ATTR_STRING(_name, _mode, _str)

/* A class for class_destroy(); or ERR_PTR: -EEXIST, -ENOMEM. */
struct class *__must_check class_create(const char *name);
/* Precondition: its devices have gone. NULL and ERR_PTR are allowed. */
void class_destroy(const struct class *class);
/* The same of the caller's own struct: 0, -EINVAL (no name), -EEXIST, ... */
int __must_check class_register(const struct class *class);
void class_unregister(const struct class *class);

/* A file of the class's own: 0, -EINVAL (no such class), -EEXIST, -ENOMEM. */
int __must_check class_create_file_ns(const struct class *class,
				      const struct class_attribute *attr,
				      const void *ns);
void class_remove_file_ns(const struct class *class,
			  const struct class_attribute *attr, const void *ns);
static inline int __must_check
class_create_file(const struct class *class, const struct class_attribute *attr)
{
	return class_create_file_ns(class, attr, NULL);
}
static inline void class_remove_file(const struct class *class,
				     const struct class_attribute *attr)
{
	class_remove_file_ns(class, attr, NULL);
}

/* As bus_for_each_dev() and bus_find_device(). */
int class_for_each_device(const struct class *class, const struct device *start,
			  void *data,
			  int (*fn)(struct device *dev, void *data));
struct device *class_find_device(const struct class *class,
				 const struct device *start, const void *data,
				 device_match_t match);
static inline struct device *class_find_device_by_name(
	const struct class *class, const char *name)
{
	return class_find_device(class, NULL, name, device_match_name);
}
static inline struct device *class_find_device_by_devt(
	const struct class *class, dev_t devt)
{
	return class_find_device(class, NULL, &devt, device_match_devt);
}

#endif
