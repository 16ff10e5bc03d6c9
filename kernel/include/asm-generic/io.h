/* SPDX-License-Identifier: MIT */
/* Another name of <asm/io.h>. */
#ifndef _ASM_GENERIC_IO_H
#define _ASM_GENERIC_IO_H

#include <asm/io.h>

#endif
