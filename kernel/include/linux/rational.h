/* SPDX-License-Identifier: MIT */
/*
 * The fraction that comes nearest to another one: for dividers of clocks. The
 * function is rational.ko's.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_RATIONAL_H
#define _LINUX_RATIONAL_H

/*
 * The fraction nearest to the given one, of those that are not above the
 * largest numerator and the largest denominator.
 */
void rational_best_approximation(unsigned long given_numerator,
				 unsigned long given_denominator,
				 unsigned long max_numerator,
				 unsigned long max_denominator,
				 unsigned long *best_numerator,
				 unsigned long *best_denominator);

#endif
