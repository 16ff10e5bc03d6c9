/* SPDX-License-Identifier: MIT */
/* Another name of <linux/magic.h>. */
#ifndef _UAPI_LINUX_MAGIC_H
#define _UAPI_LINUX_MAGIC_H

#include <linux/magic.h>

#endif
