/* SPDX-License-Identifier: MIT */
/* Another name of <linux/errno.h>. */
#ifndef _ASM_GENERIC_ERRNO_BASE_H
#define _ASM_GENERIC_ERRNO_BASE_H

#include <linux/errno.h>

#endif
