/* SPDX-License-Identifier: MIT */
/* Another name of <linux/cache.h>. */
#ifndef _ASM_CACHE_H
#define _ASM_CACHE_H

#include <linux/cache.h>

#endif
