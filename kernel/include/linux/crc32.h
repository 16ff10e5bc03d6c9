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

/* What @crc, of one part, becomes where @len bytes of 0 follow. */
u32 crc32_le_shift(u32 crc, size_t len);
u32 __crc32c_le_shift(u32 crc, size_t len);
/* That of two parts, the second one's begun with 0 and @len2 bytes long. */
static inline u32 crc32_le_combine(u32 crc1, u32 crc2, size_t len2)
{
	return crc32_le_shift(crc1, len2) ^ crc2;
}
static inline u32 __crc32c_le_combine(u32 crc1, u32 crc2, size_t len2)
{
	return __crc32c_le_shift(crc1, len2) ^ crc2;
}

#define crc32(seed, data, length) \
	crc32_le(seed, (unsigned char const *)(data), length)
#define ether_crc(length, data) bitrev32(crc32_le(~0, data, length))
#define ether_crc_le(length, data) crc32_le(~0, data, length)

#endif
