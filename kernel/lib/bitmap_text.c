/* SPDX-License-Identifier: MIT */
/* Sets of small numbers as text: hexadecimal words, and lists of ranges. */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/uaccess.h>

/* A newline ends a text, too. */
static bool is_end(char c)
{
	return !c || c == '\n';
}

/* --- Words: from the last one, whose bits are the lowest */

static bool separates(char c)
{
	return c == ',' || isspace(c);
}

/* Reads the word before @end: returns its begin, or an error. */
static const char *read_word(const char *start, const char *end, u32 *word)
{
	*word = 0;
	for (int shift = 0; end > start && !separates(end[-1]); shift += 4) {
		int digit = hex_to_bin(*--end);

		if (digit < 0)
			return ERR_PTR(-EINVAL);
		if (shift == 32)
			return ERR_PTR(-EOVERFLOW);
		*word |= (u32)digit << shift;
	}
	return end;
}

int bitmap_parse(const char *buf, unsigned int buflen, unsigned long *maskp,
		 int nmaskbits)
{
	const char *end = strnchrnul(buf, buflen, '\n');
	unsigned int words = BITS_TO_LONGS(nmaskbits), i = 0;

	for (;;) {
		u32 word;

		while (end > buf && separates(end[-1]))
			end--;
		if (end == buf)
			break;
		if (i == words)
			return -EOVERFLOW;
		end = read_word(buf, end, &word);
		if (IS_ERR(end))
			return PTR_ERR(end);
		maskp[i++] = word;
	}
	if (i == words && words &&
	    maskp[i - 1] & ~BITMAP_LAST_WORD_MASK(nmaskbits))
		return -EOVERFLOW;
	memset(maskp + i, 0, (words - i) * sizeof(*maskp));
	return 0;
}
EXPORT_SYMBOL(bitmap_parse);

int bitmap_parse_user(const char __user *ubuf, unsigned int ulen,
		      unsigned long *dst, int nbits)
{
	char *buf = memdup_user_nul(ubuf, ulen);
	int err;

	if (IS_ERR(buf))
		return PTR_ERR(buf);
	err = bitmap_parse(buf, UINT_MAX, dst, nbits);
	kfree(buf);
	return err;
}
EXPORT_SYMBOL(bitmap_parse_user);

/* --- Lists */

/* `start-end:off/group`: of each @group from @start on the first @off. */
struct region {
	unsigned int start, end, off, group;
};

/* A number, or N for the last bit; returns what follows it. */
static const char *read_number(const char *s, unsigned int *number,
			       unsigned int nbits)
{
	unsigned long long value;
	char *end;

	if (*s == 'N') {
		*number = nbits - 1;
		return s + 1;
	}
	if (!isdigit(*s))
		return ERR_PTR(-EINVAL);
	value = simple_strtoull(s, &end, 10);
	if (value > UINT_MAX || end - s > 10)
		return ERR_PTR(-EOVERFLOW);
	*number = value;
	return end;
}

static bool ends_region(char c)
{
	return is_end(c) || isspace(c) || c == ',';
}

/* What is behind the range's first number; `all` has neither. */
static const char *read_range(const char *s, struct region *r,
			      unsigned int nbits)
{
	if (ends_region(*s)) {
		r->end = r->start;
	} else if (*s == '-') {
		s = read_number(s + 1, &r->end, nbits);
		if (IS_ERR(s))
			return s;
	} else {
		return ERR_PTR(-EINVAL);
	}
	return s;
}

static const char *read_region(const char *s, struct region *r,
			       unsigned int nbits)
{
	if (!strncasecmp(s, "all", 3)) {
		r->start = 0;
		r->end = nbits - 1;
		s += 3;
	} else {
		s = read_number(s, &r->start, nbits);
		if (IS_ERR(s))
			return s;
		s = read_range(s, r, nbits);
		if (IS_ERR(s))
			return s;
	}
	r->off = r->group = r->end - r->start + 1;
	if (*s == ':') {
		s = read_number(s + 1, &r->off, nbits);
		if (IS_ERR(s))
			return s;
		if (*s != '/')
			return ERR_PTR(-EINVAL);
		s = read_number(s + 1, &r->group, nbits);
	}
	if (IS_ERR(s) || ends_region(*s))
		return s;
	return ERR_PTR(-EINVAL);
}

static int set_region(const struct region *r, unsigned long *map,
		      unsigned int nbits)
{
	if (r->start > r->end || !r->group || r->off > r->group)
		return -EINVAL;
	if (r->end >= nbits)
		return -ERANGE;
	for (unsigned int at = r->start; at <= r->end; at += r->group)
		bitmap_set(map, at, min(r->end - at + 1, r->off));
	return 0;
}

static const char *next_region(const char *s)
{
	while (*s == ',' || (isspace(*s) && *s != '\n'))
		s++;
	return s;
}

int bitmap_parselist(const char *buf, unsigned long *maskp, int nmaskbits)
{
	struct region r;
	int err;

	bitmap_zero(maskp, nmaskbits);
	for (buf = next_region(buf); !is_end(*buf); buf = next_region(buf)) {
		buf = read_region(buf, &r, nmaskbits);
		if (IS_ERR(buf))
			return PTR_ERR(buf);
		err = set_region(&r, maskp, nmaskbits);
		if (err)
			return err;
	}
	return 0;
}
EXPORT_SYMBOL(bitmap_parselist);

int bitmap_parselist_user(const char __user *ubuf, unsigned int ulen,
			  unsigned long *dst, int nbits)
{
	char *buf = memdup_user_nul(ubuf, ulen);
	int err;

	if (IS_ERR(buf))
		return PTR_ERR(buf);
	err = bitmap_parselist(buf, dst, nbits);
	kfree(buf);
	return err;
}
EXPORT_SYMBOL(bitmap_parselist_user);

/* --- To text */

int bitmap_print_to_pagebuf(bool list, char *buf, const unsigned long *maskp,
			    int nmaskbits)
{
	size_t room = PAGE_SIZE - offset_in_page(buf);

	return scnprintf(buf, room, list ? "%*pbl\n" : "%*pb\n", nmaskbits,
			 maskp);
}
EXPORT_SYMBOL(bitmap_print_to_pagebuf);

static int print_to_buf(const char *format, char *buf,
			const unsigned long *maskp, int nmaskbits, loff_t off,
			size_t count)
{
	char *text = kasprintf(GFP_KERNEL, format, nmaskbits, maskp);
	ssize_t size;

	if (!text)
		return -ENOMEM;
	size = memory_read_from_buffer(buf, count, &off, text,
				       strlen(text) + 1);
	kfree(text);
	return size;
}

int bitmap_print_bitmask_to_buf(char *buf, const unsigned long *maskp,
				int nmaskbits, loff_t off, size_t count)
{
	return print_to_buf("%*pb\n", buf, maskp, nmaskbits, off, count);
}
EXPORT_SYMBOL(bitmap_print_bitmask_to_buf);

int bitmap_print_list_to_buf(char *buf, const unsigned long *maskp,
			     int nmaskbits, loff_t off, size_t count)
{
	return print_to_buf("%*pbl\n", buf, maskp, nmaskbits, off, count);
}
EXPORT_SYMBOL(bitmap_print_list_to_buf);
