/* SPDX-License-Identifier: MIT */
/*
 * Which virtual console is shown.
 *
 * Context: any.
 * Linux: Documentation/driver-api/console.rst
 */
#ifndef _LINUX_VT_KERN_H
#define _LINUX_VT_KERN_H

#include <linux/console_struct.h>
#include <linux/kd.h>
#include <linux/tty.h>
#include <linux/vt.h>

/* Its index in vc_cons. */
extern int fg_console;

#endif
