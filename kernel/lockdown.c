/* SPDX-License-Identifier: MIT */
/*
 * Lockdown: `lockdown=` on the command line, /sys/kernel/security/lockdown, and
 * the question that those ask who could change the kernel.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/moduleparam.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/security.h>
#include <linux/string.h>
#include <linux/sysfs.h>

enum lockdown_reason kernel_locked_down;

/* Linux's words; those of a level are what lockdown= may be. */
static const char *const reasons[] = {
	[LOCKDOWN_NONE] = "none",
	[LOCKDOWN_MODULE_SIGNATURE] = "unsigned module loading",
	[LOCKDOWN_INTEGRITY_MAX] = "integrity",
	[LOCKDOWN_CONFIDENTIALITY_MAX] = "confidentiality",
};

static const enum lockdown_reason levels[] = {
	LOCKDOWN_NONE,
	LOCKDOWN_INTEGRITY_MAX,
	LOCKDOWN_CONFIDENTIALITY_MAX,
};

int security_locked_down(enum lockdown_reason what)
{
	if (kernel_locked_down < what)
		return 0;
	pr_notice("Lockdown: %s: %s is restricted; see man kernel_lockdown.7\n",
		  current->comm, reasons[what]);
	return -EPERM;
}
EXPORT_SYMBOL_GPL(security_locked_down);

/* 0; -EINVAL: no level; -EPERM: it is locked down as far, or further. */
static int lock_down(const char *level, const char *where)
{
	for (u32 i = 0; i < ARRAY_SIZE(levels); i++) {
		if (!sysfs_streq(level, reasons[levels[i]]))
			continue;
		if (kernel_locked_down >= levels[i])
			return -EPERM;
		kernel_locked_down = levels[i];
		pr_notice("Kernel is locked down from %s; see man kernel_lockdown.7\n",
			  where);
		return 0;
	}
	return -EINVAL;
}

static int set_lockdown(const char *val, const struct kernel_param *kp)
{
	if (lock_down(val, "command line") == -EINVAL)
		pr_err("lockdown=%s: it is integrity, confidentiality or none\n",
		       val);
	return 0;
}

static const struct kernel_param_ops lockdown_ops = { .set = set_lockdown };
core_param_cb(lockdown, &lockdown_ops, NULL, 0);

static ssize_t lockdown_show(struct kobject *kobj, struct kobj_attribute *attr,
			     char *buf)
{
	ssize_t n = 0;

	for (u32 i = 0; i < ARRAY_SIZE(levels); i++)
		n += sysfs_emit_at(buf, n,
				   levels[i] == kernel_locked_down ? "[%s] " :
								     "%s ",
				   reasons[levels[i]]);
	buf[n - 1] = '\n';
	return n;
}

static ssize_t lockdown_store(struct kobject *kobj, struct kobj_attribute *attr,
			      const char *buf, size_t count)
{
	int err = lock_down(buf, "securityfs");

	return err ? err : count;
}

static struct kobj_attribute lockdown_attr = __ATTR_RW(lockdown);

void lockdown_init(void)
{
	struct kobject *folder =
		kobject_create_and_add("security", kernel_kobj);

	if (!folder || sysfs_create_file(folder, &lockdown_attr.attr))
		panic("no memory for /sys/kernel/security");
}
