/* SPDX-License-Identifier: MIT */
/* Bytes as hexadecimal digits: dumps for people, and strings for programs. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/kernel.h>

const char hex_asc[] = "0123456789abcdef";
EXPORT_SYMBOL(hex_asc);
const char hex_asc_upper[] = "0123456789ABCDEF";
EXPORT_SYMBOL(hex_asc_upper);

int hex_to_bin(unsigned char ch)
{
	if (isdigit(ch))
		return ch - '0';
	return isxdigit(ch) ? tolower(ch) - 'a' + 10 : -1;
}
EXPORT_SYMBOL(hex_to_bin);

int hex2bin(u8 *dst, const char *src, size_t count)
{
	for (; count; count--, src += 2) {
		int high = hex_to_bin(src[0]);
		int low = high < 0 ? -1 : hex_to_bin(src[1]);

		if (low < 0)
			return -EINVAL;
		*dst++ = high << 4 | low;
	}
	return 0;
}
EXPORT_SYMBOL(hex2bin);

char *bin2hex(char *dst, const void *src, size_t count)
{
	for (const u8 *p = src; count; count--)
		dst = hex_byte_pack(dst, *p++);
	return dst;
}
EXPORT_SYMBOL(bin2hex);

/* A line that is made: what has no room is counted only. */
struct line {
	char *text;
	size_t room, length;
};

static void put(struct line *line, char c)
{
	if (line->length + 1 < line->room)
		line->text[line->length] = c;
	line->length++;
}

int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize,
		       char *linebuf, size_t linebuflen, bool ascii)
{
	struct line line = { .text = linebuf, .room = linebuflen };
	const u8 *p = buf;
	size_t ascii_column;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	len = min_t(size_t, len, rowsize);
	if (!is_power_of_2(groupsize) || groupsize > 8 || len % groupsize)
		groupsize = 1;
	ascii_column = rowsize * 2 + rowsize / groupsize + 1;
	for (size_t group = 0; group < len; group += groupsize) {
		if (group)
			put(&line, ' ');
		for (int i = groupsize - 1; i >= 0; i--) {
			put(&line, hex_asc_hi(p[group + i]));
			put(&line, hex_asc_lo(p[group + i]));
		}
	}
	if (ascii && len) {
		while (line.length < ascii_column)
			put(&line, ' ');
		for (size_t i = 0; i < len; i++)
			put(&line, isprint(p[i]) ? p[i] : '.');
	}
	if (linebuflen)
		linebuf[min(line.length, linebuflen - 1)] = '\0';
	return line.length;
}
EXPORT_SYMBOL(hex_dump_to_buffer);

size_t hex_dump_row(char *text, size_t size, int prefix_type, int rowsize,
		    int groupsize, const void *buf, size_t len, size_t row,
		    bool ascii)
{
	size_t at = 0;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	if (prefix_type == DUMP_PREFIX_ADDRESS)
		at = scnprintf(text, size, "%p: ", buf + row);
	else if (prefix_type == DUMP_PREFIX_OFFSET)
		at = scnprintf(text, size, "%.8zx: ", row);
	hex_dump_to_buffer(buf + row, len - row, rowsize, groupsize, text + at,
			   size - at, ascii);
	return row + rowsize;
}

void print_hex_dump(const char *level, const char *prefix_str, int prefix_type,
		    int rowsize, int groupsize, const void *buf, size_t len,
		    bool ascii)
{
	char text[HEX_DUMP_ROW_MAX];
	size_t row = 0;

	while (row < len) {
		row = hex_dump_row(text, sizeof(text), prefix_type, rowsize,
				   groupsize, buf, len, row, ascii);
		printk("%s%s%s\n", level, prefix_str, text);
	}
}
EXPORT_SYMBOL(print_hex_dump);
