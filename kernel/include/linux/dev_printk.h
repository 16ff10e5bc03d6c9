/* SPDX-License-Identifier: MIT */
/*
 * The log, of a device: each line begins with its driver (or bus, or class)
 * and its name, as in "parport parport0: ".
 *
 * Context: any
 * Linux: Documentation/core-api/printk-basics.rst
 */
#ifndef _LINUX_DEV_PRINTK_H
#define _LINUX_DEV_PRINTK_H

#include <linux/compiler.h>
#include <linux/kern_levels.h>
#include <linux/printk.h>
#include <linux/stdarg.h>

struct device;
struct va_format;

#ifndef dev_fmt
#define dev_fmt(fmt) fmt
#endif

/* A line of @dev's (NULL: of "(NULL device *)") at @level, a KERN_. */
void _dev_printk(const char *level, const struct device *dev, const char *fmt,
		 ...) __printf(3, 4);
/*
 * Logs why a probe fails: an error, or only for debugging when it is
 * -EPROBE_DEFER, or nothing for -ENOMEM. Returns @err.
 */
int dev_err_probe(const struct device *dev, int err, const char *fmt, ...)
	__printf(3, 4);

#define dev_printk(level, dev, fmt, ...) \
	_dev_printk(level, dev, fmt, ##__VA_ARGS__)
#define dev_emerg(dev, fmt, ...) \
	_dev_printk(KERN_EMERG, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_alert(dev, fmt, ...) \
	_dev_printk(KERN_ALERT, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_crit(dev, fmt, ...) \
	_dev_printk(KERN_CRIT, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_err(dev, fmt, ...) \
	_dev_printk(KERN_ERR, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_warn(dev, fmt, ...) \
	_dev_printk(KERN_WARNING, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_notice(dev, fmt, ...) \
	_dev_printk(KERN_NOTICE, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_info(dev, fmt, ...) \
	_dev_printk(KERN_INFO, dev, dev_fmt(fmt), ##__VA_ARGS__)

#define dev_no_printk(level, dev, fmt, ...)                                   \
	({                                                                    \
		if (0)                                                        \
			_dev_printk(level, dev, dev_fmt(fmt), ##__VA_ARGS__); \
	})
#ifdef CONFIG_DYNAMIC_DEBUG
#define dev_dbg(dev, fmt, ...) dynamic_dev_dbg(dev, dev_fmt(fmt), ##__VA_ARGS__)
#elif defined(DEBUG)
#define dev_dbg(dev, fmt, ...) \
	_dev_printk(KERN_DEBUG, dev, dev_fmt(fmt), ##__VA_ARGS__)
#else
#define dev_dbg(dev, fmt, ...) \
	dev_no_printk(KERN_DEBUG, dev, fmt, ##__VA_ARGS__)
#endif
#ifdef VERBOSE_DEBUG
#define dev_vdbg dev_dbg
#else
#define dev_vdbg(dev, fmt, ...) \
	dev_no_printk(KERN_DEBUG, dev, fmt, ##__VA_ARGS__)
#endif

/* The first time only. */
#define dev_level_once(dev_level, dev, fmt, ...)            \
	do {                                                \
		static bool __printed;                      \
                                                            \
		if (!__printed) {                           \
			__printed = true;                   \
			dev_level(dev, fmt, ##__VA_ARGS__); \
		}                                           \
	} while (0)
#define dev_emerg_once(dev, fmt, ...) \
	dev_level_once(dev_emerg, dev, fmt, ##__VA_ARGS__)
#define dev_alert_once(dev, fmt, ...) \
	dev_level_once(dev_alert, dev, fmt, ##__VA_ARGS__)
#define dev_crit_once(dev, fmt, ...) \
	dev_level_once(dev_crit, dev, fmt, ##__VA_ARGS__)
#define dev_err_once(dev, fmt, ...) \
	dev_level_once(dev_err, dev, fmt, ##__VA_ARGS__)
#define dev_warn_once(dev, fmt, ...) \
	dev_level_once(dev_warn, dev, fmt, ##__VA_ARGS__)
#define dev_notice_once(dev, fmt, ...) \
	dev_level_once(dev_notice, dev, fmt, ##__VA_ARGS__)
#define dev_info_once(dev, fmt, ...) \
	dev_level_once(dev_info, dev, fmt, ##__VA_ARGS__)
#define dev_dbg_once(dev, fmt, ...) \
	dev_level_once(dev_dbg, dev, fmt, ##__VA_ARGS__)

#define dev_WARN(dev, format, arg...) \
	WARN(1, "%s %s: " format, dev_driver_string(dev), dev_name(dev), ##arg)
#define dev_WARN_ONCE(dev, condition, format, arg...)                  \
	WARN_ONCE(condition, "%s %s: " format, dev_driver_string(dev), \
		  dev_name(dev), ##arg)

#endif
