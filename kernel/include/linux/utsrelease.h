/* SPDX-License-Identifier: MIT */
/*
 * The kernel's release as uname and vermagic state it. The number is the
 * level of Linux's module API that these headers follow.
 */
#ifndef _LINUX_UTSRELEASE_H
#define _LINUX_UTSRELEASE_H

#define UTS_SYSNAME "Mortise"
#define UTS_RELEASE "6.12.0-mortise"
#define UTS_VERSION "#1"
#define UTS_MACHINE "i686"

#endif
