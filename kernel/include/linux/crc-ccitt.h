/* SPDX-License-Identifier: MIT */
/*
 * A checksum, continued from @crc.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_CRC_CCITT_H
#define _LINUX_CRC_CCITT_H

#include <linux/types.h>

/* Polynomial 0x1021, the lowest bit first: CRC-CCITT of HDLC. */
u16 crc_ccitt(u16 crc, const u8 *p, size_t len);

#endif
