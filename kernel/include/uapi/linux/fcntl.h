/* SPDX-License-Identifier: MIT */
/* Another name of <linux/fcntl.h>. */
#ifndef _UAPI_LINUX_FCNTL_H
#define _UAPI_LINUX_FCNTL_H

#include <linux/fcntl.h>

#endif
