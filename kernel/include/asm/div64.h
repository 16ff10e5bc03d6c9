/* SPDX-License-Identifier: MIT */
/* Another name of <linux/math64.h>. */
#ifndef _ASM_DIV64_H
#define _ASM_DIV64_H

#include <linux/math64.h>

#endif
