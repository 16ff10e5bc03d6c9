/* SPDX-License-Identifier: MIT */
/* Another name of <linux/string.h>. */
#ifndef _UAPI_LINUX_STRING_H
#define _UAPI_LINUX_STRING_H

#include <linux/string.h>

#endif
