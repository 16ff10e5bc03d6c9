/* SPDX-License-Identifier: MIT */
/*
 * Formatted text, with Linux's extensions of %p:
 *   %p   a hash of the pointer, as an address is nobody's business
 *   %px  the address itself            %pK  zeros
 *   %pS  symbol+offset/size [module]   %ps  symbol   %pB  a return address
 *   %pe  an error pointer's errno      %pV  struct va_format
 *   %*ph bytes in hexadecimal (%phC with colons, %phD dashes, %phN nothing)
 */
#include <asm/tsc.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/va_format.h>

#define ZEROPAD 1
#define LEFT 2
#define PLUS 4
#define SPACE 8
#define ALTERNATE 16
#define SIGNED 32
#define UPPER 64

struct spec {
	unsigned int flags;
	int width;
	int precision; /* -1: none */
	char length;   /* 'h', 'H' (hh), 'l', 'L' (ll), 'z', 0 */
	unsigned int base;
};

/* Where text goes: what is beyond @end is counted and dropped. */
struct out {
	char *p, *end;
};

static void put(struct out *o, char c)
{
	if (o->p < o->end)
		*o->p = c;
	o->p++;
}

static void put_run(struct out *o, const char *s, size_t length)
{
	char *p = o->p;

	for (; length; length--, p++, s++)
		if (p < o->end)
			*p = *s;
	o->p = p;
}

static void pad(struct out *o, char c, int count)
{
	for (; count > 0; count--)
		put(o, c);
}

static void put_text(struct out *o, const char *s, struct spec spec)
{
	int length = strnlen(s, spec.precision < 0 ? INT_MAX : spec.precision);

	if (!(spec.flags & LEFT))
		pad(o, ' ', spec.width - length);
	put_run(o, s, length);
	if (spec.flags & LEFT)
		pad(o, ' ', spec.width - length);
}

/* Writes the digits of @value before @end; returns the first. */
static char *put_digits(char *end, u64 value, unsigned int base, bool upper)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
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

static void put_number(struct out *o, u64 value, struct spec spec)
{
	char buf[24], *end = buf + sizeof(buf), *digits, sign = 0;
	int n, prefix = 0, zeros;

	if (spec.flags & SIGNED) {
		if ((s64)value < 0) {
			sign = '-';
			value = -value;
		} else if (spec.flags & (PLUS | SPACE)) {
			sign = spec.flags & PLUS ? '+' : ' ';
		}
	}
	digits = put_digits(end, value, spec.base, spec.flags & UPPER);
	n = end - digits;
	if ((spec.flags & ALTERNATE) && spec.base != 10)
		prefix = spec.base == 16 ? 2 : 1;
	zeros = spec.precision - n;
	if (spec.precision < 0 && (spec.flags & (ZEROPAD | LEFT)) == ZEROPAD)
		zeros = spec.width - n - prefix - !!sign;
	zeros = max(zeros, 0);
	if (!(spec.flags & LEFT))
		pad(o, ' ', spec.width - n - zeros - prefix - !!sign);
	if (sign)
		put(o, sign);
	if (prefix)
		put(o, '0');
	if (prefix == 2)
		put(o, spec.flags & UPPER ? 'X' : 'x');
	pad(o, '0', zeros);
	put_run(o, digits, n);
	if (spec.flags & LEFT)
		pad(o, ' ', spec.width - n - zeros - prefix - !!sign);
}

static void put_address(struct out *o, unsigned long value, struct spec spec)
{
	spec.base = 16;
	if (spec.width < 0 || !spec.width) {
		spec.width = 2 * sizeof(void *);
		spec.flags |= ZEROPAD;
	}
	put_number(o, value, spec);
}

/* Not the address, but the same for the same one, until the next boot. */
static unsigned long hash_pointer(const void *ptr)
{
	static u32 key;
	u32 h = (unsigned long)ptr;

	if (!key)
		key = (u32)rdtsc() | 1;
	h = (h ^ key) * 0x9e3779b1u;
	h ^= h >> 15;
	h = (h ^ key) * 0x85ebca6bu;
	return h ^ h >> 13;
}

static void put_symbol(struct out *o, const void *ptr, struct spec spec,
		       int (*print)(char *, unsigned long))
{
	char text[KSYM_SYMBOL_LEN];

	print(text, (unsigned long)ptr);
	put_text(o, text, spec);
}

static void put_hex_bytes(struct out *o, const u8 *bytes, struct spec spec,
			  char kind)
{
	char separator = kind == 'C' ? ':' : kind == 'D' ? '-' : ' ';
	int count = clamp(spec.width, 1, 64);

	for (int i = 0; i < count; i++) {
		if (i && kind != 'N')
			put(o, separator);
		put(o, "0123456789abcdef"[bytes[i] >> 4]);
		put(o, "0123456789abcdef"[bytes[i] & 15]);
	}
}

static void put_errno(struct out *o, const void *ptr, struct spec spec)
{
	spec.flags |= SIGNED;
	spec.base = 10;
	if (IS_ERR(ptr))
		put_number(o, PTR_ERR(ptr), spec);
	else
		put_address(o, hash_pointer(ptr), spec);
}

static void put_nested(struct out *o, const struct va_format *vf)
{
	size_t room = o->p < o->end ? o->end - o->p : 0;
	va_list args;

	va_copy(args, *vf->va);
	o->p += vsnprintf(room ? o->p : NULL, room, vf->fmt, args);
	va_end(args);
}

/* What follows `%p` at @kind; returns how many letters belong to it. */
static int put_pointer(struct out *o, const char *kind, const void *ptr,
		       struct spec spec)
{
	switch (*kind) {
	case 'x':
		put_address(o, (unsigned long)ptr, spec);
		return 1;
	case 'K':
		put_address(o, 0, spec);
		return 1;
	case 'S':
		put_symbol(o, ptr, spec, sprint_symbol);
		return 1;
	case 's':
		put_symbol(o, ptr, spec, sprint_symbol_no_offset);
		return 1;
	case 'B':
		put_symbol(o, ptr, spec, sprint_backtrace);
		return 1;
	case 'e':
		put_errno(o, ptr, spec);
		return 1;
	case 'V':
		put_nested(o, ptr);
		return 1;
	case 'h':
		put_hex_bytes(o, ptr, spec, kind[1]);
		return kind[1] == 'C' || kind[1] == 'D' || kind[1] == 'N' ? 2 :
									    1;
	default:
		if (!ptr || IS_ERR(ptr))
			put_address(o, (unsigned long)ptr, spec);
		else
			put_address(o, hash_pointer(ptr), spec);
		return 0;
	}
}

static const char *read_flags(const char *fmt, struct spec *spec)
{
	for (;; fmt++) {
		switch (*fmt) {
		case '0':
			spec->flags |= ZEROPAD;
			break;
		case '-':
			spec->flags |= LEFT;
			break;
		case '+':
			spec->flags |= PLUS;
			break;
		case ' ':
			spec->flags |= SPACE;
			break;
		case '#':
			spec->flags |= ALTERNATE;
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
	case 'j':
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
		*count = *count * 10 + *fmt - '0';
	return fmt;
}

static const char *read_spec(const char *fmt, struct spec *spec, va_list *args)
{
	*spec = (struct spec){ .precision = -1, .base = 10 };
	fmt = read_flags(fmt, spec);
	fmt = read_count(fmt, &spec->width, args);
	if (spec->width < 0) {
		spec->flags |= LEFT;
		spec->width = -spec->width;
	}
	if (*fmt == '.') {
		fmt = read_count(fmt + 1, &spec->precision, args);
		if (spec->precision < 0)
			spec->precision = -1;
	}
	return read_length(fmt, spec);
}

static u64 read_number(const struct spec *spec, va_list *args)
{
	bool is_signed = spec->flags & SIGNED;

	if (spec->length == 'L' || spec->length == 'j')
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
	if (!(spec.flags & LEFT))
		pad(o, ' ', spec.width - 1);
	put(o, c);
	if (spec.flags & LEFT)
		pad(o, ' ', spec.width - 1);
}

/* One conversion, whose letter is at @fmt; returns what follows it. */
static const char *convert(struct out *o, const char *fmt, struct spec spec,
			   va_list *args)
{
	const char *text;

	switch (*fmt++) {
	case 'c':
		put_char(o, (char)va_arg(*args, int), spec);
		return fmt;
	case 's':
		text = va_arg(*args, const char *);
		if ((unsigned long)text < 4096)
			text = text ? "(efault)" : "(null)";
		put_text(o, text, spec);
		return fmt;
	case 'p':
		return fmt + put_pointer(o, fmt, va_arg(*args, void *), spec);
	case '%':
		put(o, '%');
		return fmt;
	case 'd':
	case 'i':
		spec.flags |= SIGNED;
		break;
	case 'u':
		break;
	case 'o':
		spec.base = 8;
		break;
	case 'X':
		spec.flags |= UPPER;
		fallthrough;
	case 'x':
		spec.base = 16;
		break;
	default:
		put(o, '%');
		return fmt - 1;
	}
	put_number(o, read_number(&spec, args), spec);
	return fmt;
}

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct out o = { buf, buf + size };
	va_list copy;

	va_copy(copy, args);
	while (*fmt) {
		const char *run = fmt;
		struct spec spec;

		while (*fmt && *fmt != '%')
			fmt++;
		put_run(&o, run, fmt - run);
		if (!*fmt)
			break;
		fmt = read_spec(fmt + 1, &spec, &copy);
		if (!*fmt)
			break;
		fmt = convert(&o, fmt, spec, &copy);
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
	return vsnprintf(buf, (size_t)(~(unsigned long)buf) / 2, fmt, args);
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
