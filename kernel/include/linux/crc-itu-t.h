/* SPDX-License-Identifier: MIT */
/*
 * A checksum, continued from @crc.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_CRC_ITU_T_H
#define _LINUX_CRC_ITU_T_H

#include <linux/types.h>

/* Polynomial 0x1021, the highest bit first: of XMODEM. */
u16 crc_itu_t(u16 crc, const u8 *p, size_t len);

#endif
