/* SPDX-License-Identifier: MIT */
/*
 * What a driver does when the machine goes to sleep and wakes. This kernel never
 * sleeps: as in Linux without CONFIG_PM_SLEEP nobody calls these.
 *
 * Linux: Documentation/driver-api/pm/devices.rst
 */
#ifndef _LINUX_PM_H
#define _LINUX_PM_H

#include <linux/stddef.h>

struct device;

struct dev_pm_ops {
	int (*prepare)(struct device *dev);
	void (*complete)(struct device *dev);
	int (*suspend)(struct device *dev);
	int (*resume)(struct device *dev);
	int (*freeze)(struct device *dev);
	int (*thaw)(struct device *dev);
	int (*poweroff)(struct device *dev);
	int (*restore)(struct device *dev);
	int (*suspend_late)(struct device *dev);
	int (*resume_early)(struct device *dev);
	int (*freeze_late)(struct device *dev);
	int (*thaw_early)(struct device *dev);
	int (*poweroff_late)(struct device *dev);
	int (*restore_early)(struct device *dev);
	int (*suspend_noirq)(struct device *dev);
	int (*resume_noirq)(struct device *dev);
	int (*freeze_noirq)(struct device *dev);
	int (*thaw_noirq)(struct device *dev);
	int (*poweroff_noirq)(struct device *dev);
	int (*restore_noirq)(struct device *dev);
	int (*runtime_suspend)(struct device *dev);
	int (*runtime_resume)(struct device *dev);
	int (*runtime_idle)(struct device *dev);
};

typedef struct pm_message {
	int event;
} pm_message_t;

/* Nothing of sleep is compiled in. */
#define pm_ptr(_ptr) NULL
#define pm_sleep_ptr(_ptr) NULL
#define SET_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)
#define SET_RUNTIME_PM_OPS(suspend_fn, resume_fn, idle_fn)
#define SIMPLE_DEV_PM_OPS(name, suspend_fn, resume_fn) \
	const struct dev_pm_ops __maybe_unused name = {}
#define DEFINE_SIMPLE_DEV_PM_OPS(name, suspend_fn, resume_fn)  \
	static const struct dev_pm_ops __maybe_unused name = { \
		.suspend = suspend_fn,                         \
		.resume = resume_fn,                           \
	}

#endif
