/* SPDX-License-Identifier: MIT */
/* Another name of <linux/param.h>. */
#ifndef _ASM_GENERIC_PARAM_H
#define _ASM_GENERIC_PARAM_H

#include <linux/param.h>

#endif
