/* SPDX-License-Identifier: MIT */
/*
 * Values from text, as Linux has it: no floating point; a set needs a width
 * and has no ranges; `%*` skips to the next blank, whatever the conversion.
 */
#include <linux/bitops.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "kstrtox.h"

/* A conversion: what is before its letter. */
struct scan {
	int width; /* -1: none */
	char length;
};

static const char *read_spec(const char *fmt, struct scan *scan)
{
	*scan = (struct scan){ .width = -1 };
	if (isdigit(*fmt)) {
		scan->width = 0;
		for (; isdigit(*fmt); fmt++)
			scan->width =
				min(scan->width * 10 + *fmt - '0', SHRT_MAX);
	}
	switch (*fmt) {
	case 'h':
	case 'l':
		scan->length = *fmt++;
		if (*fmt == scan->length)
			scan->length = *fmt++ == 'h' ? 'H' : 'L';
		break;
	case 'L':
	case 'z':
		scan->length = *fmt++;
	}
	return fmt;
}

static void store(void *to, char length, unsigned long long value)
{
	switch (length) {
	case 'H':
		*(u8 *)to = value;
		break;
	case 'h':
		*(u16 *)to = value;
		break;
	case 'L':
		*(u64 *)to = value;
		break;
	default:
		*(u32 *)to = value;
	}
}

/* Whether a number of that base begins with @c. */
static bool begins_number(char c, unsigned int base)
{
	if (base == 16)
		return isxdigit(c);
	return base == 8 ? isodigit(c) : isdigit(c);
}

/* A number; returns what follows it, or NULL. */
static const char *scan_number(const char *s, struct scan *scan,
			       unsigned int base, bool is_signed, va_list *args)
{
	size_t room = scan->width < 0 ? INT_MAX : scan->width;
	unsigned long long value;
	bool negative;

	s = skip_spaces(s);
	negative = is_signed && *s == '-';
	if (negative && room == 1)
		return NULL;
	s += negative;
	if (!begins_number(*s, base))
		return NULL;
	s += kstrto_scan(s, base, room - negative, &value);
	store(va_arg(*args, void *), scan->length, negative ? -value : value);
	return s;
}

/* %s: up to a blank. */
static const char *scan_word(const char *s, struct scan *scan, va_list *args)
{
	int width = scan->width < 0 ? SHRT_MAX : scan->width;
	char *to = va_arg(*args, char *);

	s = skip_spaces(s);
	while (*s && !isspace(*s) && width--)
		*to++ = *s++;
	*to = '\0';
	return s;
}

/* %c: one character or so many, blanks too, without a NUL. */
static const char *scan_chars(const char *s, struct scan *scan, va_list *args)
{
	int width = scan->width < 0 ? 1 : scan->width;
	char *to = va_arg(*args, char *);

	do {
		*to++ = *s++;
	} while (--width > 0 && *s);
	return s;
}

/*
 * %[…] and %[^…], whose letters begin at *@fmt, which is moved behind the `]`.
 * No ranges; returns NULL where nothing matches.
 */
static const char *scan_set(const char *s, const char **fmt, struct scan *scan,
			    va_list *args)
{
	DECLARE_BITMAP(set, 256) = { 0 };
	const char *p = *fmt, *begin = s;
	bool inverted = *p == '^';
	int width = scan->width;
	char *to;

	if (width < 0)
		return NULL;
	p += inverted;
	if (*p == ']')
		return NULL;
	while (*p && *p != ']')
		__set_bit((u8)*p++, set);
	if (!*p)
		return NULL;
	*fmt = p + 1;
	if (test_bit((u8)*s, set) == inverted)
		return NULL;
	to = va_arg(*args, char *);
	while (*s && test_bit((u8)*s, set) != inverted && s - begin < width)
		*to++ = *s++;
	*to = '\0';
	return s;
}

/* One conversion, whose letter is at *@fmt. NULL: it does not match. */
static const char *convert(const char *s, const char **fmt, struct scan *scan,
			   va_list *args)
{
	switch (*(*fmt)++) {
	case 'c':
		return scan_chars(s, scan, args);
	case 's':
		return scan_word(s, scan, args);
	case '[':
		return scan_set(s, fmt, scan, args);
	case 'i':
		return scan_number(s, scan, 0, true, args);
	case 'd':
		return scan_number(s, scan, 10, true, args);
	case 'u':
		return scan_number(s, scan, 10, false, args);
	case 'o':
		return scan_number(s, scan, 8, false, args);
	case 'x':
	case 'X':
		return scan_number(s, scan, 16, false, args);
	default:
		return NULL;
	}
}

/*
 * `%*` and what follows it: up to a blank or the next conversion, and in the
 * text up to a blank. NULL: there is no text, or it is a set.
 */
static const char *skip(const char *s, const char **fmt)
{
	if (!*s)
		return NULL;
	for (; **fmt && **fmt != '%' && !isspace(**fmt); (*fmt)++)
		if (**fmt == '[')
			return NULL;
	while (*s && !isspace(*s))
		s++;
	return s;
}

/* What is no conversion: blanks match any, the rest itself. */
static const char *match(const char *s, const char **fmt)
{
	if (isspace(**fmt)) {
		*fmt = skip_spaces(*fmt);
		return skip_spaces(s);
	}
	*fmt += **fmt == '%';
	return *(*fmt)++ == *s ? s + 1 : NULL;
}

int vsscanf(const char *buf, const char *fmt, va_list args)
{
	const char *s = buf;
	struct scan scan;
	va_list copy;
	int count = 0;

	va_copy(copy, args);
	while (s && *fmt) {
		if (fmt[0] != '%' || fmt[1] == '%') {
			s = match(s, &fmt);
			continue;
		}
		if (*++fmt == '*') {
			s = skip(s, &fmt);
			continue;
		}
		fmt = read_spec(fmt, &scan);
		if (*fmt == 'n') {
			*va_arg(copy, int *) = s - buf;
			fmt++;
			continue;
		}
		if (!scan.width || !*fmt || !*s)
			break;
		s = convert(s, &fmt, &scan, &copy);
		count += s != NULL;
	}
	va_end(copy);
	return count;
}
EXPORT_SYMBOL(vsscanf);

int sscanf(const char *buf, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsscanf(buf, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(sscanf);
