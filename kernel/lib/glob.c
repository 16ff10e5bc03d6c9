/* SPDX-License-Identifier: MIT */
/*
 * Shell patterns. Of several stars only the last one may have to take more
 * characters than it had: what is before it has matched for good.
 */
#include <linux/export.h>
#include <linux/glob.h>

/*
 * Whether the class behind `[` at @pat has @c; *@end becomes what follows its
 * `]`, or NULL where none does: then the `[` stands for itself.
 */
static bool class_has(const char *pat, unsigned char c, const char **end)
{
	bool inverted = *pat == '!', found = false;
	const char *p = pat + inverted;

	*end = NULL;
	do {
		unsigned char low = *p++, high = low;

		if (!low)
			return false;
		if (p[0] == '-' && p[1] != ']') {
			high = p[1];
			if (!high)
				return false;
			p += 2;
		}
		found |= low <= c && c <= high;
	} while (*p != ']');
	*end = p + 1;
	return found != inverted;
}

/* Whether one character matches; *@pat is moved behind what it matched. */
static bool match_one(const char **pat, unsigned char c)
{
	const char *end;
	bool in_class;

	switch (*(*pat)++) {
	case '?':
		return c;
	case '[':
		in_class = class_has(*pat, c, &end);
		if (!end)
			return c == '[';
		*pat = end;
		return c && in_class;
	case '\\':
		return *(*pat)++ == (char)c;
	default:
		return (*pat)[-1] == (char)c;
	}
}

bool glob_match(char const *pat, char const *str)
{
	const char *star_pat = NULL, *star_str = NULL;

	for (;;) {
		if (*pat == '*') {
			star_pat = ++pat;
			star_str = str;
			if (!*pat)
				return true;
			continue;
		}
		if (!*pat && !*str)
			return true;
		if (*pat && *str && match_one(&pat, *str)) {
			str++;
			continue;
		}
		if (!star_pat || !*star_str)
			return false;
		pat = star_pat;
		str = ++star_str;
	}
}
EXPORT_SYMBOL(glob_match);
