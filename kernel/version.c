/* SPDX-License-Identifier: MIT */
/* Which kernel this is: the first line of the log, and /proc/version. */
#include <linux/printk.h>
#include <linux/utsrelease.h>

#ifdef __clang__
#define COMPILER __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif

const char linux_banner[] = UTS_SYSNAME " version " UTS_RELEASE " (" COMPILER
					") " UTS_VERSION "\n";
