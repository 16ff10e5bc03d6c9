/* SPDX-License-Identifier: MIT */
/* Linux's older name for <asm/byteorder.h>. */
#include <asm/byteorder.h>
