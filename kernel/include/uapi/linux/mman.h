/* SPDX-License-Identifier: MIT */
/* Another name of <linux/mman.h>. */
#ifndef _UAPI_LINUX_MMAN_H
#define _UAPI_LINUX_MMAN_H

#include <linux/mman.h>

#endif
