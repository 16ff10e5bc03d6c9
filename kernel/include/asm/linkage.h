/* SPDX-License-Identifier: MIT */
/* Another name of <linux/linkage.h>. */
#ifndef _ASM_LINKAGE_H
#define _ASM_LINKAGE_H

#include <linux/linkage.h>

#endif
