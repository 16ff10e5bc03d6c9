/* SPDX-License-Identifier: MIT */
/*
 * /sys/devices/system/cpu: how many processors there are, which programs ask
 * before they start threads. Documentation/ABI/testing/sysfs-devices-system-cpu
 */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>

#include "base.h"

static ssize_t one_cpu_show(struct kobject *kobj, struct kobj_attribute *attr,
			    char *buf)
{
	return sysfs_emit(buf, "0\n");
}

static struct kobj_attribute possible =
	__ATTR(possible, 0444, one_cpu_show, NULL);
static struct kobj_attribute present =
	__ATTR(present, 0444, one_cpu_show, NULL);
static struct kobj_attribute online = __ATTR(online, 0444, one_cpu_show, NULL);
static struct kobj_attribute kernel_max =
	__ATTR(kernel_max, 0444, one_cpu_show, NULL);

static const struct attribute *const cpu_attrs[] = {
	&possible.attr, &present.attr, &online.attr, &kernel_max.attr, NULL
};

void cpu_dev_init(void)
{
	struct kobject *system =
		kobject_create_and_add("system", &devices_kset->kobj);
	struct kobject *cpu = system ? kobject_create_and_add("cpu", system) :
				       NULL;

	if (!cpu || sysfs_create_files(cpu, cpu_attrs) ||
	    !kobject_create_and_add("cpu0", cpu))
		panic("no memory for /sys/devices/system/cpu");
}
