/* SPDX-License-Identifier: MIT */
/* Numbers from text: the strict kstrto family and the older simple_strto. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>

static const char *skip_base(const char *s, unsigned int *base)
{
	bool hex = s[0] == '0' && tolower(s[1]) == 'x' && isxdigit(s[2]);

	if (*base == 0)
		*base = hex ? 16 : s[0] == '0' ? 8 : 10;
	return *base == 16 && hex ? s + 2 : s;
}

static unsigned int digit_value(char c)
{
	if (isdigit(c))
		return c - '0';
	return isalpha(c) ? tolower(c) - 'a' + 10 : 99;
}

/* Reads digits: how many, and *@overflow whether they were too many. */
static size_t read_digits(const char *s, unsigned int base,
			  unsigned long long *res, bool *overflow)
{
	unsigned long long value = 0;
	size_t n = 0;

	*overflow = false;
	for (; digit_value(s[n]) < base; n++) {
		if (__builtin_mul_overflow(value, (unsigned long long)base,
					   &value) ||
		    __builtin_add_overflow(value,
					   (unsigned long long)digit_value(s[n]),
					   &value))
			*overflow = true;
	}
	*res = value;
	return n;
}

int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	unsigned long long value;
	bool overflow;
	size_t n;

	if (*s == '+')
		s++;
	s = skip_base(s, &base);
	n = read_digits(s, base, &value, &overflow);
	if (overflow)
		return -ERANGE;
	if (!n)
		return -EINVAL;
	if (s[n] == '\n')
		n++;
	if (s[n])
		return -EINVAL;
	*res = value;
	return 0;
}
EXPORT_SYMBOL(kstrtoull);

int kstrtoll(const char *s, unsigned int base, long long *res)
{
	bool negative = *s == '-';
	unsigned long long value;
	int err = kstrtoull(s + negative, base, &value);

	if (err)
		return err;
	if (negative && s[1] == '+')
		return -EINVAL;
	if (value > (unsigned long long)LLONG_MAX + negative)
		return -ERANGE;
	*res = negative ? -value : value;
	return 0;
}
EXPORT_SYMBOL(kstrtoll);

/* A narrower type: the same, and the value must fit. */
#define KSTRTO(name, type, wide, wide_name)                   \
	int name(const char *s, unsigned int base, type *res) \
	{                                                     \
		wide value;                                   \
		int err = wide_name(s, base, &value);         \
                                                              \
		if (err)                                      \
			return err;                           \
		if (value != (type)value)                     \
			return -ERANGE;                       \
		*res = value;                                 \
		return 0;                                     \
	}                                                     \
	EXPORT_SYMBOL(name)

KSTRTO(kstrtoul, unsigned long, unsigned long long, kstrtoull);
KSTRTO(kstrtol, long, long long, kstrtoll);
KSTRTO(kstrtouint, unsigned int, unsigned long long, kstrtoull);
KSTRTO(kstrtoint, int, long long, kstrtoll);
KSTRTO(kstrtou16, u16, unsigned long long, kstrtoull);
KSTRTO(kstrtos16, s16, long long, kstrtoll);
KSTRTO(kstrtou8, u8, unsigned long long, kstrtoull);
KSTRTO(kstrtos8, s8, long long, kstrtoll);

int kstrtobool(const char *s, bool *res)
{
	if (!s)
		return -EINVAL;
	switch (tolower(s[0])) {
	case 'y':
	case 't':
	case '1':
		*res = true;
		return 0;
	case 'n':
	case 'f':
	case '0':
		*res = false;
		return 0;
	case 'o':
		if (tolower(s[1]) != 'n' && tolower(s[1]) != 'f')
			return -EINVAL;
		*res = tolower(s[1]) == 'n';
		return 0;
	default:
		return -EINVAL;
	}
}
EXPORT_SYMBOL(kstrtobool);

unsigned long long simple_strtoull(const char *s, char **end, unsigned int base)
{
	unsigned long long value;
	bool overflow;

	s = skip_base(s, &base);
	s += read_digits(s, base, &value, &overflow);
	if (end)
		*end = (char *)s;
	return value;
}
EXPORT_SYMBOL(simple_strtoull);

unsigned long simple_strtoul(const char *s, char **end, unsigned int base)
{
	return simple_strtoull(s, end, base);
}
EXPORT_SYMBOL(simple_strtoul);

long long simple_strtoll(const char *s, char **end, unsigned int base)
{
	if (*s == '-')
		return -simple_strtoull(s + 1, end, base);
	return simple_strtoull(s, end, base);
}
EXPORT_SYMBOL(simple_strtoll);

long simple_strtol(const char *s, char **end, unsigned int base)
{
	return simple_strtoll(s, end, base);
}
EXPORT_SYMBOL(simple_strtol);
