/* SPDX-License-Identifier: MIT */
/*
 * The version magic: what a module says of the kernel it was built for. Each
 * word is a property that code compiled for one kernel takes for granted.
 */
#ifndef _LINUX_VERMAGIC_H
#define _LINUX_VERMAGIC_H

#include <linux/utsrelease.h>

/* The locks of a debug build (make DEBUG=1) are larger, and are checked. */
#ifdef CONFIG_DEBUG_LOCKS
#define MODULE_VERMAGIC_LOCKS "debug_locks "
#else
#define MODULE_VERMAGIC_LOCKS ""
#endif

#define VERMAGIC_STRING \
	UTS_RELEASE " " MODULE_VERMAGIC_LOCKS "mod_unload modversions 686 "

#endif
