/* SPDX-License-Identifier: MIT */
/*
 * A checksum, continued from @crc.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_CRC16_H
#define _LINUX_CRC16_H

#include <linux/types.h>

/* Polynomial 0x8005, the lowest bit first: CRC-16 of ARC and ANSI. */
u16 crc16(u16 crc, const u8 *p, size_t len);

#endif
