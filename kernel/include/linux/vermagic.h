/* SPDX-License-Identifier: MIT */
/*
 * The version magic: what a module says of the kernel it was built for. Each
 * word is a property that code compiled for one kernel takes for granted.
 */
#ifndef _LINUX_VERMAGIC_H
#define _LINUX_VERMAGIC_H

#include <linux/utsrelease.h>

#define VERMAGIC_STRING UTS_RELEASE " mod_unload modversions 686 "

#endif
