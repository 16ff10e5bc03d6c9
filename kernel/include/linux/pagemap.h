/* SPDX-License-Identifier: MIT */
/* Pages of files and of users: <linux/mm.h>, <linux/fs.h>. */
#ifndef _LINUX_PAGEMAP_H
#define _LINUX_PAGEMAP_H

#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/uaccess.h>

#endif
