/* SPDX-License-Identifier: MIT */
/*
 * Castagnoli's checksum of 32 bits, continued from @crc.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_CRC32C_H
#define _LINUX_CRC32C_H

#include <linux/crc32.h>

#define crc32c(crc, address, length) \
	__crc32c_le(crc, (unsigned char const *)(address), length)

#endif
