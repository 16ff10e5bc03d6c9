/* SPDX-License-Identifier: MIT */
/* Another name of <asm/cacheflush.h>. */
#include <asm/cacheflush.h>
