/* SPDX-License-Identifier: MIT */
/*
 * Formatted text: flags, numbers, strings. What `%p` and its letters mean is
 * in pointer.c.
 */
#include <linux/bug.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "format.h"

#define WIDTH_MAX ((1 << 23) - 1)
#define PRECISION_MAX ((1 << 15) - 1)

void fmt_run(struct out *o, const char *s, size_t length)
{
	size_t room = o->p < o->end ? o->end - o->p : 0;

	memcpy(o->p, s, min(length, room));
	o->p += length;
}

static void pad(struct out *o, char c, int count)
{
	for (; count > 0; count--)
		fmt_char(o, c);
}

void fmt_text(struct out *o, const char *s, struct spec spec)
{
	int length = strnlen(s, spec.precision < 0 ? INT_MAX : spec.precision);

	if (!(spec.flags & FMT_LEFT))
		pad(o, ' ', spec.width - length);
	fmt_run(o, s, length);
	if (spec.flags & FMT_LEFT)
		pad(o, ' ', spec.width - length);
}

/* Writes the digits of @value before @end; returns the first. */
static char *put_digits(char *end, u64 value, unsigned int base, bool upper)
{
	const char *digits = upper ? hex_asc_upper : hex_asc;
	u32 low, digit;

	while (value >> 32) {
		value = div_u64_rem(value, base, &digit);
		*--end = digits[digit];
	}
	for (low = value; low >= base; low /= base)
		*--end = digits[low % base];
	*--end = digits[low];
	return end;
}

static char sign_of(u64 *value, unsigned int flags)
{
	if (!(flags & FMT_SIGNED))
		return 0;
	if ((s64)*value < 0) {
		*value = -*value;
		return '-';
	}
	return flags & FMT_PLUS ? '+' : flags & FMT_SPACE ? ' ' : 0;
}

/*
 * As Linux has it, which differs from C: zeros fill the width even where there
 * is a precision, and a 0 is shown even where that is 0.
 */
void fmt_number(struct out *o, u64 value, struct spec spec)
{
	char buf[24], *end = buf + sizeof(buf), *digits;
	char sign = sign_of(&value, spec.flags);
	int n, prefix = 0, zeros, rest;

	if (spec.flags & FMT_SPECIAL && spec.base != 10)
		prefix = spec.base == 16 ? 2 : !!value;
	digits = put_digits(end, value, spec.base, spec.flags & FMT_UPPER);
	n = end - digits;
	zeros = max(spec.precision - n, 0);
	rest = spec.width - n - zeros - prefix - !!sign;
	if (!(spec.flags & (FMT_ZEROPAD | FMT_LEFT)))
		pad(o, ' ', rest);
	if (sign)
		fmt_char(o, sign);
	if (prefix)
		fmt_char(o, '0');
	if (prefix == 2)
		fmt_char(o, spec.flags & FMT_UPPER ? 'X' : 'x');
	if ((spec.flags & (FMT_ZEROPAD | FMT_LEFT)) == FMT_ZEROPAD)
		pad(o, '0', rest);
	pad(o, '0', zeros);
	fmt_run(o, digits, n);
	if (spec.flags & FMT_LEFT)
		pad(o, ' ', rest);
}

void fmt_special_hex(struct out *o, u64 value, unsigned int size)
{
	fmt_number(o, value,
		   (struct spec){ .flags = FMT_SPECIAL | FMT_ZEROPAD,
				  .width = 2 + 2 * size,
				  .precision = -1,
				  .base = 16 });
}

const char *fmt_bad_pointer(const void *ptr)
{
	if (!ptr)
		return "(null)";
	if ((unsigned long)ptr < 4096 || IS_ERR(ptr))
		return "(efault)";
	return NULL;
}

static const char *read_flags(const char *fmt, struct spec *spec)
{
	for (;; fmt++) {
		switch (*fmt) {
		case '0':
			spec->flags |= FMT_ZEROPAD;
			break;
		case '-':
			spec->flags |= FMT_LEFT;
			break;
		case '+':
			spec->flags |= FMT_PLUS;
			break;
		case ' ':
			spec->flags |= FMT_SPACE;
			break;
		case '#':
			spec->flags |= FMT_SPECIAL;
			break;
		default:
			return fmt;
		}
	}
}

static const char *read_length(const char *fmt, struct spec *spec)
{
	switch (*fmt) {
	case 'h':
	case 'l':
		spec->length = *fmt++;
		if (*fmt == spec->length)
			spec->length = *fmt++ == 'h' ? 'H' : 'L';
		return fmt;
	case 'z':
	case 't':
	case 'L':
		spec->length = *fmt++;
		return fmt;
	default:
		return fmt;
	}
}

static const char *read_count(const char *fmt, int *count, va_list *args)
{
	if (*fmt == '*') {
		*count = va_arg(*args, int);
		return fmt + 1;
	}
	for (*count = 0; isdigit(*fmt); fmt++)
		*count = min(*count * 10 + *fmt - '0', WIDTH_MAX);
	return fmt;
}

static const char *read_spec(const char *fmt, struct spec *spec, va_list *args)
{
	*spec = (struct spec){ .width = -1, .precision = -1, .base = 10 };
	fmt = read_flags(fmt, spec);
	if (isdigit(*fmt) || *fmt == '*') {
		fmt = read_count(fmt, &spec->width, args);
		if (spec->width < 0) {
			spec->flags |= FMT_LEFT;
			spec->width = -spec->width;
		}
		spec->width = clamp(spec->width, 0, WIDTH_MAX);
	}
	if (*fmt == '.' && (isdigit(*++fmt) || *fmt == '*')) {
		fmt = read_count(fmt, &spec->precision, args);
		spec->precision = clamp(spec->precision, 0, PRECISION_MAX);
	}
	return read_length(fmt, spec);
}

static u64 read_number(const struct spec *spec, va_list *args)
{
	bool is_signed = spec->flags & FMT_SIGNED;

	if (spec->length == 'L')
		return va_arg(*args, u64);
	if (is_signed) {
		int value = va_arg(*args, int);

		return spec->length == 'H' ? (signed char)value :
		       spec->length == 'h' ? (short)value :
					     value;
	}
	u32 value = va_arg(*args, u32);

	return spec->length == 'H' ? (u8)value :
	       spec->length == 'h' ? (u16)value :
				     value;
}

static void put_char(struct out *o, char c, struct spec spec)
{
	if (!(spec.flags & FMT_LEFT))
		pad(o, ' ', spec.width - 1);
	fmt_char(o, c);
	if (spec.flags & FMT_LEFT)
		pad(o, ' ', spec.width - 1);
}

static void put_string(struct out *o, const char *s, struct spec spec)
{
	const char *bad = fmt_bad_pointer(s);

	fmt_text(o, bad ? bad : s, spec);
}

static const char *put_pointer(struct out *o, const char *fmt, const void *ptr,
			       struct spec spec)
{
	fmt_pointer(o, fmt, ptr, spec);
	while (isalnum(*fmt))
		fmt++;
	return fmt;
}

/*
 * One conversion, whose letter is at @fmt. Returns what follows it, or NULL:
 * nobody knows what the arguments after an unknown one are.
 */
static const char *convert(struct out *o, const char *fmt, struct spec spec,
			   va_list *args)
{
	switch (*fmt++) {
	case 'c':
		put_char(o, (char)va_arg(*args, int), spec);
		return fmt;
	case 's':
		put_string(o, va_arg(*args, const char *), spec);
		return fmt;
	case 'p':
		return put_pointer(o, fmt, va_arg(*args, void *), spec);
	case '%':
		fmt_char(o, '%');
		return fmt;
	case 'd':
	case 'i':
		spec.flags |= FMT_SIGNED;
		break;
	case 'u':
		break;
	case 'o':
		spec.base = 8;
		break;
	case 'X':
		spec.flags |= FMT_UPPER;
		fallthrough;
	case 'x':
		spec.base = 16;
		break;
	default:
		WARN_ONCE(1,
			  "Please remove unsupported %%%c in format string\n",
			  fmt[-1]);
		return NULL;
	}
	fmt_number(o, read_number(&spec, args), spec);
	return fmt;
}

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct out o = { buf, buf + size };
	va_list copy;

	if (WARN_ON_ONCE(size > INT_MAX))
		return 0;
	if (o.end < buf)
		o.end = (char *)-1ul;
	va_copy(copy, args);
	while (fmt && *fmt) {
		size_t run = strchrnul(fmt, '%') - fmt;
		struct spec spec;

		fmt_run(&o, fmt, run);
		fmt += run;
		if (*fmt) {
			fmt = read_spec(fmt + 1, &spec, &copy);
			fmt = convert(&o, fmt, spec, &copy);
		}
	}
	va_end(copy);
	if (size)
		*(o.p < o.end ? o.p : o.end - 1) = '\0';
	return o.p - buf;
}
EXPORT_SYMBOL(vsnprintf);

int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int n = vsnprintf(buf, size, fmt, args);

	return n < (int)size ? n : size ? (int)size - 1 : 0;
}
EXPORT_SYMBOL(vscnprintf);

int vsprintf(char *buf, const char *fmt, va_list args)
{
	return vsnprintf(buf, INT_MAX, fmt, args);
}
EXPORT_SYMBOL(vsprintf);

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(snprintf);

int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(scnprintf);

int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsprintf(buf, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(sprintf);

static char *format_for(gfp_t gfp, const char *fmt, va_list args,
			unsigned long caller)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = __kmalloc_track_caller(n + 1, gfp, caller);
	if (text)
		vsnprintf(text, n + 1, fmt, args);
	return text;
}

char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	return format_for(gfp, fmt, args, _RET_IP_);
}
EXPORT_SYMBOL(kvasprintf);

const char *kvasprintf_const(gfp_t gfp, const char *fmt, va_list args)
{
	if (!strchr(fmt, '%'))
		return kstrdup_const(fmt, gfp);
	if (!strcmp(fmt, "%s"))
		return kstrdup_const(va_arg(args, const char *), gfp);
	return kvasprintf(gfp, fmt, args);
}
EXPORT_SYMBOL(kvasprintf_const);

char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = format_for(gfp, fmt, args, _RET_IP_);
	va_end(args);
	return text;
}
EXPORT_SYMBOL(kasprintf);
