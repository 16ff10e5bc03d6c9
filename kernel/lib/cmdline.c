/* SPDX-License-Identifier: MIT */
/* The words of command lines: options, lists of numbers, sizes. */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>

int get_option(char **str, int *pint)
{
	char *begin = *str;
	bool negative;
	int value;

	if (!begin || !*begin)
		return 0;
	negative = *begin == '-';
	begin += negative;
	value = (int)simple_strtoull(begin, str, 0);
	if (pint)
		*pint = negative ? -value : value;
	if (*str == begin)
		return 0;
	switch (**str) {
	case ',':
		(*str)++;
		return 2;
	case '-':
		return 3;
	default:
		return 1;
	}
}
EXPORT_SYMBOL(get_option);

/*
 * Behind `low-`, low being *@pint: writes low up to what is below the upper
 * end, at most @room; returns how many there are, negative where it is below.
 */
static int get_range(char **str, int *pint, int room)
{
	int low = *pint, high;

	(*str)++;
	high = simple_strtol(*str, NULL, 0);
	for (int x = low; room > 0 && x < high; x++, room--)
		*pint++ = x;
	return high - low;
}

char *get_options(const char *str, int nints, int *ints)
{
	bool count_only = nints == 0;
	char *p = (char *)str;
	int i = 1;

	while (count_only || i < nints) {
		int *pint = count_only ? ints : ints + i;
		int kind = get_option(&p, pint);

		if (!kind)
			break;
		if (kind == 3) {
			int n = get_range(&p, pint, count_only ? 0 : nints - i);

			if (n < 0)
				break;
			i += n - 1; /* the upper end is read next */
		}
		i++;
		if (kind == 1)
			break;
	}
	ints[0] = i - 1;
	return p;
}
EXPORT_SYMBOL(get_options);

unsigned long long memparse(const char *ptr, char **retptr)
{
	static const char units[] = "KMGTPE";
	const char *unit = NULL;
	char *end;
	unsigned long long value = simple_strtoull(ptr, &end, 0);

	if (*end)
		unit = strchr(units, toupper(*end));
	if (unit) {
		value <<= 10 * (unit - units + 1);
		end++;
	}
	if (retptr)
		*retptr = end;
	return value;
}
EXPORT_SYMBOL(memparse);

char *next_arg(char *args, char **param, char **val)
{
	bool in_quote = false, quoted = false;
	size_t i, equals = 0;
	char *next;

	if (*args == '"') {
		args++;
		in_quote = quoted = true;
	}
	for (i = 0; args[i]; i++) {
		if (isspace(args[i]) && !in_quote)
			break;
		if (!equals && args[i] == '=')
			equals = i;
		if (args[i] == '"')
			in_quote = !in_quote;
	}
	next = args[i] ? args + i + 1 : args + i;
	args[i] = '\0';
	*param = args;
	*val = NULL;
	if (equals) {
		args[equals] = '\0';
		*val = args + equals + 1;
		if (**val == '"') {
			(*val)++;
			quoted = true;
		}
	}
	if (quoted && i && args[i - 1] == '"')
		args[i - 1] = '\0';
	return skip_spaces(next);
}
EXPORT_SYMBOL(next_arg);
