/* SPDX-License-Identifier: MIT */
/* Another name of <linux/unistd.h>. */
#ifndef _UAPI_LINUX_UNISTD_H
#define _UAPI_LINUX_UNISTD_H

#include <linux/unistd.h>

#endif
