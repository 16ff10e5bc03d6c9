/* SPDX-License-Identifier: MIT */
/* Another name of <linux/errno.h>. */
#ifndef _UAPI_ASM_GENERIC_ERRNO_H
#define _UAPI_ASM_GENERIC_ERRNO_H

#include <linux/errno.h>

#endif
