/* SPDX-License-Identifier: MIT */
/* The host's own strings and memory, as fast as it has them. */
#ifndef _LINUX_STRING_H
#define _LINUX_STRING_H

#include <string.h>

#include <linux/compiler.h>
#include <linux/types.h>

#endif
