/* SPDX-License-Identifier: MIT */
/* Another name of <linux/fs.h>. */
#ifndef _UAPI_LINUX_FS_H
#define _UAPI_LINUX_FS_H

#include <linux/fs.h>

#endif
