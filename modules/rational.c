/* SPDX-License-Identifier: MIT */
/*
 * The nearest fraction, by continued fractions: each term of the given one's
 * expansion makes a convergent, which is nearer than all with smaller
 * denominators. The last may be replaced by a semiconvergent.
 *
 * Only on Mortise: Linux has it already.
 */
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/rational.h>

void rational_best_approximation(unsigned long given_numerator,
				 unsigned long given_denominator,
				 unsigned long max_numerator,
				 unsigned long max_denominator,
				 unsigned long *best_numerator,
				 unsigned long *best_denominator)
{
	unsigned long n = given_numerator, d = given_denominator;
	unsigned long n0 = 0, d0 = 1; /* the convergent before the last */
	unsigned long n1 = 1, d1 = 0; /* the last */

	while (d) {
		unsigned long term = n / d, rest = n % d, most = ULONG_MAX;
		unsigned long n2 = n0 + term * n1, d2 = d0 + term * d1;

		if (n2 <= max_numerator && d2 <= max_denominator) {
			n = d;
			d = rest;
			n0 = n1;
			d0 = d1;
			n1 = n2;
			d1 = d2;
			continue;
		}
		/* Too large: as much of the term as the limits allow. */
		if (d1)
			most = (max_denominator - d0) / d1;
		if (n1)
			most = min(most, (max_numerator - n0) / n1);
		/* It is nearer than the last where it is over half of it. */
		if (!d1 || most > term / 2 ||
		    (most * 2 == term && d0 * d > d1 * rest)) {
			n1 = n0 + most * n1;
			d1 = d0 + most * d1;
		}
		break;
	}
	*best_numerator = n1;
	*best_denominator = d1;
}
EXPORT_SYMBOL(rational_best_approximation);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("The nearest fraction");
