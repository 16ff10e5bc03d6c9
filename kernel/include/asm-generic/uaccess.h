/* SPDX-License-Identifier: MIT */
/* Another name of <linux/uaccess.h>. */
#ifndef _ASM_GENERIC_UACCESS_H
#define _ASM_GENERIC_UACCESS_H

#include <linux/uaccess.h>

#endif
