/* SPDX-License-Identifier: MIT */
/*
 * The least common multiple.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_LCM_H
#define _LINUX_LCM_H

#include <linux/compiler.h>

/* Of @a and @b, modulo 2^32; 0 where either is 0. */
unsigned long lcm(unsigned long a, unsigned long b) __attribute_const__;
/* The same, but the other one where either is 0. */
unsigned long lcm_not_zero(unsigned long a,
			   unsigned long b) __attribute_const__;

#endif
