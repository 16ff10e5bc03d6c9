/* SPDX-License-Identifier: MIT */
/* Another name of <linux/types.h>. */
#ifndef _UAPI_LINUX_TYPES_H
#define _UAPI_LINUX_TYPES_H

#include <linux/types.h>

#endif
