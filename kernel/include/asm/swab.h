/* SPDX-License-Identifier: MIT */
/* Another name of <linux/swab.h>. */
#ifndef _ASM_SWAB_H
#define _ASM_SWAB_H

#include <linux/swab.h>

#endif
