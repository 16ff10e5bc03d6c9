/* SPDX-License-Identifier: MIT */
/* asmlinkage: <linux/compiler.h>. */
#ifndef _LINUX_LINKAGE_H
#define _LINUX_LINKAGE_H

#include <linux/compiler.h>

#endif
