/* SPDX-License-Identifier: MIT */
/* Another name of <linux/errno.h>. */
#ifndef _UAPI_LINUX_ERRNO_H
#define _UAPI_LINUX_ERRNO_H

#include <linux/errno.h>

#endif
