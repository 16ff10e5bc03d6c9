/* SPDX-License-Identifier: MIT */
/*
 * Text from values, and values from text.
 *
 * Context: any.
 * Linux: Documentation/core-api/printk-formats.rst
 */
#ifndef _LINUX_SPRINTF_H
#define _LINUX_SPRINTF_H

#include <linux/compiler.h>
#include <linux/stdarg.h>
#include <linux/types.h>

/* As in C: the length that the whole text has. */
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);
int snprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
int vsprintf(char *buf, const char *fmt, va_list args);
int sprintf(char *buf, const char *fmt, ...) __printf(2, 3);
/* The length that was written, the NUL not counted. */
int vscnprintf(char *buf, size_t size, const char *fmt, va_list args);
int scnprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
/* Allocated text for the caller to kfree(), or NULL. */
char *kasprintf(gfp_t gfp, const char *fmt, ...) __printf(2, 3);
char *kvasprintf(gfp_t gfp, const char *fmt, va_list args);
/* The same for kfree_const(): a constant text is not copied. */
const char *kvasprintf_const(gfp_t gfp, const char *fmt, va_list args);

/*
 * Reads @buf as @fmt tells: how many conversions have stored something. A set
 * %[…] needs a width, and %* skips to the next blank.
 */
int sscanf(const char *buf, const char *fmt, ...) __scanf(2, 3);
int vsscanf(const char *buf, const char *fmt, va_list args);

/* Booted with no_hash_pointers: %p shows addresses. */
extern bool no_hash_pointers;

#endif
