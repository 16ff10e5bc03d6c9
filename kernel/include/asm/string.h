/* SPDX-License-Identifier: MIT */
/* Another name of <linux/string.h>. */
#ifndef _ASM_STRING_H
#define _ASM_STRING_H

#include <linux/string.h>

#endif
