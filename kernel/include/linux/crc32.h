/* SPDX-License-Identifier: MIT */
/*
 * Checksums of 32 bits, continued from @crc: no bits are inverted before or
 * after.
 *
 * Context: any.
 * Linux: Documentation/staging/crc32.rst
 */
#ifndef _LINUX_CRC32_H
#define _LINUX_CRC32_H

#include <linux/bitrev.h>
#include <linux/types.h>

/* IEEE 802.3, the lowest bit first and the highest first; Castagnoli's. */
u32 crc32_le(u32 crc, unsigned char const *p, size_t len);
u32 crc32_be(u32 crc, unsigned char const *p, size_t len);
u32 __crc32c_le(u32 crc, unsigned char const *p, size_t len);

#define crc32(seed, data, length) \
	crc32_le(seed, (unsigned char const *)(data), length)
#define ether_crc(length, data) bitrev32(crc32_le(~0, data, length))
#define ether_crc_le(length, data) crc32_le(~0, data, length)

#endif
