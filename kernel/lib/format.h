/* SPDX-License-Identifier: MIT */
/* What the files that format text share: a conversion, and where text goes. */
#ifndef _LIB_FORMAT_H
#define _LIB_FORMAT_H

#include <linux/types.h>

#define FMT_ZEROPAD 1
#define FMT_LEFT 2
#define FMT_PLUS 4
#define FMT_SPACE 8
#define FMT_SPECIAL 16 /* 0x, or the 0 of octal numbers */
#define FMT_SIGNED 32
#define FMT_UPPER 64

/* A conversion: `%#08lx`. */
struct spec {
	unsigned int flags;
	int width;     /* -1: none */
	int precision; /* -1: none */
	char length;   /* 'h', 'H' (hh), 'l', 'L' (ll), 'z', 't', or 0 */
	unsigned int base;
};

/* Where text goes: what is beyond @end is counted and dropped. */
struct out {
	char *p, *end;
};

static inline void fmt_char(struct out *o, char c)
{
	if (o->p < o->end)
		*o->p = c;
	o->p++;
}

void fmt_run(struct out *o, const char *s, size_t length);
/* A string, cut to the precision and padded to the width. */
void fmt_text(struct out *o, const char *s, struct spec spec);
void fmt_number(struct out *o, u64 value, struct spec spec);
/* `0x` and all digits that @size bytes have. */
void fmt_special_hex(struct out *o, u64 value, unsigned int size);

/* Why @ptr is not followed, as the text to show; NULL: it may be. */
const char *fmt_bad_pointer(const void *ptr);

/* `%p`, whose further letters begin at @kind. */
void fmt_pointer(struct out *o, const char *kind, const void *ptr,
		 struct spec spec);

#endif
