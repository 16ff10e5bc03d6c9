/* SPDX-License-Identifier: MIT */
/*
 * Names of errors.
 *
 * Context: any.
 * Linux: Documentation/core-api/printk-formats.rst
 */
#ifndef _LINUX_ERRNAME_H
#define _LINUX_ERRNAME_H

/* "-ENOENT" for -ENOENT, "ENOENT" for ENOENT; NULL where there is no such. */
const char *errname(int err);

#endif
