/* SPDX-License-Identifier: MIT */
/*
 * Loading a module because the kernel wants it: kernel/kmod.c.
 * Context: process, may sleep; not in a module's init for its own name.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_KMOD_H
#define _LINUX_KMOD_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/umh.h>

#define KMOD_PATH_LEN 256

/* /proc/sys/kernel/modprobe */
extern char modprobe_path[KMOD_PATH_LEN];

/*
 * Runs modprobe_path for the module with that name or alias, and waits for
 * its end if @wait. 0, or its exit status as wait(2) has it, or -ENOENT (no
 * path), -ENAMETOOLONG, -ETIME (50 of them run, for 5 s), or why it could not
 * be run. A success does not mean that the module is there.
 */
int __request_module(bool wait, const char *fmt, ...) __printf(2, 3);
#define request_module(...) __request_module(true, __VA_ARGS__)
#define request_module_nowait(...) __request_module(false, __VA_ARGS__)
/* @x, or @x once more after the module was asked for. */
#define try_then_request_module(x, mod...) \
	((x) ?: (__request_module(true, mod), (x)))

#endif
