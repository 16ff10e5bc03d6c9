/* SPDX-License-Identifier: MIT */
/* Another name of <linux/fcntl.h>. */
#ifndef _ASM_GENERIC_FCNTL_H
#define _ASM_GENERIC_FCNTL_H

#include <linux/fcntl.h>

#endif
