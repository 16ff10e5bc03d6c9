/* SPDX-License-Identifier: MIT */
/*
 * The older name of linux/uaccess.h.
 *
 * Linux: Documentation/core-api/mm-api.rst
 */
#ifndef _ASM_UACCESS_H
#define _ASM_UACCESS_H

#include <linux/uaccess.h>

#endif
