/* SPDX-License-Identifier: MIT */
/* 64-bit by 64-bit division: shift and subtract, once the easy cases are out. */
#include <linux/export.h>
#include <linux/math64.h>

u64 div64_u64_rem(u64 dividend, u64 divisor, u64 *remainder)
{
	u64 quotient = 0, bit = 1;
	u32 rest;

	if (!(divisor >> 32)) {
		quotient = div_u64_rem(dividend, (u32)divisor, &rest);
		*remainder = rest;
		return quotient;
	}
	while (divisor < dividend && !(divisor >> 63)) {
		divisor <<= 1;
		bit <<= 1;
	}
	for (; bit; bit >>= 1, divisor >>= 1) {
		if (dividend < divisor)
			continue;
		dividend -= divisor;
		quotient |= bit;
	}
	*remainder = dividend;
	return quotient;
}
EXPORT_SYMBOL(div64_u64_rem);

u64 div64_u64(u64 dividend, u64 divisor)
{
	u64 remainder;

	return div64_u64_rem(dividend, divisor, &remainder);
}
EXPORT_SYMBOL(div64_u64);

s64 div64_s64(s64 dividend, s64 divisor)
{
	u64 q = div64_u64(dividend < 0 ? -(u64)dividend : (u64)dividend,
			  divisor < 0 ? -(u64)divisor : (u64)divisor);

	return (dividend < 0) != (divisor < 0) ? -(s64)q : (s64)q;
}
EXPORT_SYMBOL(div64_s64);
