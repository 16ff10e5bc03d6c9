/* SPDX-License-Identifier: MIT */
/*
 * The greatest common divisor.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_GCD_H
#define _LINUX_GCD_H

#include <linux/compiler.h>

/* Of @a and @b; the other one where either is 0. */
unsigned long gcd(unsigned long a, unsigned long b) __attribute_const__;

#endif
