/* SPDX-License-Identifier: MIT */
/* Options that are matched against a table of patterns. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/parser.h>
#include <linux/slab.h>
#include <linux/string.h>

/* The end of what a conversion matches at @s; NULL: it does not. */
static char *match_value(char kind, int width, char rest, char *s)
{
	char *end;

	switch (kind) {
	case 's':
		if (!*s)
			return NULL;
		if (width < 0 && rest) {
			end = strchr(s, rest);
			return end ? end : s + strlen(s);
		}
		return s + strnlen(s, width < 0 ? SIZE_MAX : width);
	case 'd':
		simple_strtol(s, &end, 0);
		break;
	case 'u':
		simple_strtoul(s, &end, 0);
		break;
	case 'o':
		simple_strtoul(s, &end, 8);
		break;
	case 'x':
		simple_strtoul(s, &end, 16);
		break;
	default:
		return NULL;
	}
	return end == s ? NULL : end;
}

static bool match_one(char *s, const char *p, substring_t args[])
{
	int argc = 0;

	if (!p)
		return true;
	for (;;) {
		const char *percent = strchrnul(p, '%');
		size_t same = percent - p;
		int width = -1;
		char *end;

		if (!*percent)
			return !strcmp(p, s);
		if (strncmp(p, s, same))
			return false;
		s += same;
		p = percent + 1;
		if (isdigit(*p))
			width = simple_strtoul(p, (char **)&p, 10);
		if (*p == '%') {
			if (*s++ != '%')
				return false;
			p++;
			continue;
		}
		if (argc >= MAX_OPT_ARGS)
			return false;
		end = match_value(p[0], width, p[0] ? p[1] : '\0', s);
		if (!end)
			return false;
		args[argc++] = (substring_t){ s, end };
		s = end;
		p++;
	}
}

int match_token(char *s, const match_table_t table, substring_t args[])
{
	const struct match_token *p = table;

	while (!match_one(s, p->pattern, args))
		p++;
	return p->token;
}
EXPORT_SYMBOL(match_token);

/* Reads the whole of what matched by @read. */
#define MATCH_NUMBER(name, type, wide, read, base)                     \
	int name(substring_t *s, type *result)                         \
	{                                                              \
		char buf[65];                                          \
		wide value;                                            \
		int err;                                               \
                                                                       \
		if (match_strlcpy(buf, s, sizeof(buf)) >= sizeof(buf)) \
			return -ERANGE;                                \
		err = read(buf, base, &value);                         \
		if (err)                                               \
			return err;                                    \
		if ((type)value != value)                              \
			return -ERANGE;                                \
		*result = value;                                       \
		return 0;                                              \
	}                                                              \
	EXPORT_SYMBOL(name)

MATCH_NUMBER(match_int, int, int, kstrtoint, 0);
MATCH_NUMBER(match_uint, unsigned int, unsigned int, kstrtouint, 0);
MATCH_NUMBER(match_u64, u64, u64, kstrtoull, 0);
MATCH_NUMBER(match_octal, int, int, kstrtoint, 8);
MATCH_NUMBER(match_hex, int, int, kstrtoint, 16);

bool match_wildcard(const char *pattern, const char *str)
{
	const char *star = NULL, *from = NULL;

	while (*str) {
		if (*pattern == '*') {
			star = ++pattern;
			from = str;
		} else if (*pattern == '?' || *pattern == *str) {
			pattern++;
			str++;
		} else if (star) {
			pattern = star;
			str = ++from;
		} else {
			return false;
		}
	}
	return !pattern[strspn(pattern, "*")];
}
EXPORT_SYMBOL(match_wildcard);

size_t match_strlcpy(char *dest, const substring_t *src, size_t size)
{
	size_t length = src->to - src->from;

	if (size) {
		size_t n = min(length, size - 1);

		memcpy(dest, src->from, n);
		dest[n] = '\0';
	}
	return length;
}
EXPORT_SYMBOL(match_strlcpy);

char *match_strdup(const substring_t *s)
{
	return kmemdup_nul(s->from, s->to - s->from, GFP_KERNEL);
}
EXPORT_SYMBOL(match_strdup);
