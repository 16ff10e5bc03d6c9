/* SPDX-License-Identifier: MIT */
/* A format and its arguments, for %pV. */
#ifndef _LINUX_VA_FORMAT_H
#define _LINUX_VA_FORMAT_H

#include <linux/stdarg.h>

struct va_format {
	const char *fmt;
	va_list *va;
};

#endif
