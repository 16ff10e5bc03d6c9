/* SPDX-License-Identifier: MIT */
/*
 * Two decimal digits in a byte, as clocks have them.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_BCD_H
#define _LINUX_BCD_H

#include <linux/types.h>

static inline unsigned int bcd2bin(u8 val)
{
	return (val & 15) + (val >> 4) * 10;
}

static inline u8 bin2bcd(unsigned int val)
{
	return val / 10 << 4 | val % 10;
}

#endif
