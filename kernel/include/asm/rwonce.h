/* SPDX-License-Identifier: MIT */
/* READ_ONCE() and WRITE_ONCE(): linux/compiler.h has them. */
#ifndef _ASM_RWONCE_H
#define _ASM_RWONCE_H

#include <linux/compiler.h>

#endif
