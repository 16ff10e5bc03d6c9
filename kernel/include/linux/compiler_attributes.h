/* SPDX-License-Identifier: MIT */
/* Another name of <linux/compiler.h>. */
#ifndef _LINUX_COMPILER_ATTRIBUTES_H
#define _LINUX_COMPILER_ATTRIBUTES_H

#include <linux/compiler.h>

#endif
