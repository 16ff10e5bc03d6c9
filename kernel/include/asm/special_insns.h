/* SPDX-License-Identifier: MIT */
/*
 * The control registers, under the header's name that sources ask for.
 * Context: any.
 * Linux: none
 */
#ifndef _ASM_SPECIAL_INSNS_H
#define _ASM_SPECIAL_INSNS_H

#include <asm/processor.h>

#endif
