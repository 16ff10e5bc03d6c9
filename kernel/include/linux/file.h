/* SPDX-License-Identifier: MIT */
/* Open files by descriptor: fget() and fput(). */
#ifndef _LINUX_FILE_H
#define _LINUX_FILE_H

#include <linux/errno.h>
#include <linux/fs.h>

#endif
