/* SPDX-License-Identifier: MIT */
/* Another name of <linux/errno.h>. */
#ifndef _ASM_GENERIC_ERRNO_H
#define _ASM_GENERIC_ERRNO_H

#include <linux/errno.h>

#endif
