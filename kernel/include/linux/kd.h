/* SPDX-License-Identifier: MIT */
/*
 * Ioctls of the console's keyboard and screen that are answered here, for
 * programs and, by ops->ioctl(), for modules.
 *
 * Context: any.
 * Linux: Documentation/userspace-api/ioctl/ioctl-number.rst
 */
#ifndef _LINUX_KD_H
#define _LINUX_KD_H

/* The LEDs: what is shown; anything above 7 is what the keys have set. */
#define KDGETLED 0x4B31
#define KDSETLED 0x4B32
#define LED_SCR 0x01
#define LED_NUM 0x02
#define LED_CAP 0x04

#define KDGKBTYPE 0x4B33
#define KB_84 0x01
#define KB_101 0x02
#define KB_OTHER 0x03

#define KDSETMODE 0x4B3A
#define KDGETMODE 0x4B3B
#define KD_TEXT 0x00
#define KD_GRAPHICS 0x01

#define KDGKBMODE 0x4B44
#define KDSKBMODE 0x4B45
#define K_RAW 0x00
#define K_XLATE 0x01
#define K_MEDIUMRAW 0x02
#define K_UNICODE 0x03
#define K_OFF 0x04

#endif
