/* SPDX-License-Identifier: MIT */
/* Numbers from text: the strict kstrto family and the older simple_strto. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/overflow.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "kstrtox.h"

static const char *skip_base(const char *s, unsigned int *base)
{
	bool hex = s[0] == '0' && tolower(s[1]) == 'x';

	if (*base == 0)
		*base = hex && isxdigit(s[2]) ? 16 : s[0] == '0' ? 8 : 10;
	return *base == 16 && hex ? s + 2 : s;
}

static unsigned int digit_value(char c)
{
	if (isdigit(c))
		return c - '0';
	return isalpha(c) ? tolower(c) - 'a' + 10 : 99;
}

/* Reads up to @max digits: how many, and *@overflow whether too many. */
static size_t read_digits(const char *s, unsigned int base, size_t max,
			  unsigned long long *res, bool *overflow)
{
	unsigned long long value = 0;
	size_t n = 0;

	*overflow = false;
	for (; n < max; n++) {
		unsigned long long digit = digit_value(s[n]);

		if (digit >= base)
			break;
		*overflow |= check_mul_overflow(value, (unsigned long long)base,
						&value);
		*overflow |= check_add_overflow(value, digit, &value);
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
	n = read_digits(s, base, SIZE_MAX, &value, &overflow);
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

/* Reads the first bytes of what a user has written; the rest is ignored. */
#define KSTRTO_FROM_USER(name, type, room)                       \
	int name##_from_user(const char __user *s, size_t count, \
			     unsigned int base, type *res)       \
	{                                                        \
		char buf[room];                                  \
                                                                 \
		count = min(count, sizeof(buf) - 1);             \
		if (copy_from_user(buf, s, count))               \
			return -EFAULT;                          \
		buf[count] = '\0';                               \
		return name(buf, base, res);                     \
	}                                                        \
	EXPORT_SYMBOL(name##_from_user)
/* A sign, the digits of base 2, a newline and a NUL. */
#define TEXT_ROOM(type) (1 + sizeof(type) * 8 + 1 + 1)

KSTRTO_FROM_USER(kstrtoull, unsigned long long, TEXT_ROOM(long long));
KSTRTO_FROM_USER(kstrtoll, long long, TEXT_ROOM(long long));
KSTRTO_FROM_USER(kstrtoul, unsigned long, TEXT_ROOM(long));
KSTRTO_FROM_USER(kstrtol, long, TEXT_ROOM(long));
KSTRTO_FROM_USER(kstrtouint, unsigned int, TEXT_ROOM(int));
KSTRTO_FROM_USER(kstrtoint, int, TEXT_ROOM(int));
KSTRTO_FROM_USER(kstrtou16, u16, TEXT_ROOM(u16));
KSTRTO_FROM_USER(kstrtos16, s16, TEXT_ROOM(u16));
KSTRTO_FROM_USER(kstrtou8, u8, TEXT_ROOM(u8));
KSTRTO_FROM_USER(kstrtos8, s8, TEXT_ROOM(u8));

int kstrtobool_from_user(const char __user *s, size_t count, bool *res)
{
	char buf[4];

	count = min(count, sizeof(buf) - 1);
	if (copy_from_user(buf, s, count))
		return -EFAULT;
	buf[count] = '\0';
	return kstrtobool(buf, res);
}
EXPORT_SYMBOL(kstrtobool_from_user);

size_t kstrto_scan(const char *s, unsigned int base, size_t max,
		   unsigned long long *value)
{
	size_t prefix = skip_base(s, &base) - s;
	bool overflow;

	*value = 0;
	if (prefix >= max)
		return max;
	return prefix +
	       read_digits(s + prefix, base, max - prefix, value, &overflow);
}

unsigned long long simple_strtoull(const char *s, char **end, unsigned int base)
{
	unsigned long long value;

	s += kstrto_scan(s, base, INT_MAX, &value);
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
