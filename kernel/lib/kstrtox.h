/* SPDX-License-Identifier: MIT */
/* The reader of digits that numbers in text and vsscanf() share. */
#ifndef _LIB_KSTRTOX_H
#define _LIB_KSTRTOX_H

#include <linux/types.h>

/*
 * An unsigned number with its prefix (@base 0: by that), modulo 2^64, of at
 * most @max characters. Returns how many it took.
 */
size_t kstrto_scan(const char *s, unsigned int base, size_t max,
		   unsigned long long *value);

#endif
