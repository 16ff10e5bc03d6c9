/* SPDX-License-Identifier: MIT */
/* Another name of <linux/resource.h>. */
#ifndef _UAPI_LINUX_RESOURCE_H
#define _UAPI_LINUX_RESOURCE_H

#include <linux/resource.h>

#endif
