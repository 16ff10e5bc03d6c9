/* SPDX-License-Identifier: MIT */
/* Floating point in the kernel, under the name that any processor has it by. */
#ifndef _LINUX_FPU_H
#define _LINUX_FPU_H

#include <asm/fpu/api.h>

#define kernel_fpu_available() true

#endif
