/* SPDX-License-Identifier: MIT */
/*
 * A checksum, continued from @crc.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_CRC7_H
#define _LINUX_CRC7_H

#include <linux/types.h>

/* Polynomial 0x09, in the upper seven bits: of MMC and SD cards. */
u8 crc7_be(u8 crc, const u8 *p, size_t len);

#endif
