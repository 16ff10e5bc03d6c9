/* SPDX-License-Identifier: MIT */
/* Operations on bits: linux/bitops.h has them. */
#ifndef _ASM_BITOPS_H
#define _ASM_BITOPS_H

#include <linux/bitops.h>

#endif
