/* SPDX-License-Identifier: MIT */
/*
 * What `%p` shows of what a pointer points to, by the letters behind it, as in
 * Linux's Documentation/core-api/printk-formats.rst. Without letters: a hash,
 * as an address is nobody's business, unless the kernel was booted with
 * no_hash_pointers.
 */
#include <asm/tsc.h>
#include <linux/bitops.h>
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errname.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/ioport.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/preempt.h>
#include <linux/rtc.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/unaligned.h>
#include <linux/uuid.h>

#include "format.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX ""

int kptr_restrict;
bool no_hash_pointers;
EXPORT_SYMBOL_GPL(no_hash_pointers);

static int set_no_hash_pointers(const char *val, const struct kernel_param *kp)
{
	no_hash_pointers = true;
	pr_warn("no_hash_pointers: %%p shows addresses: for debugging only\n");
	return 0;
}

static const struct kernel_param_ops no_hash_ops = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = set_no_hash_pointers,
};
core_param_cb(no_hash_pointers, &no_hash_ops, NULL, 0);

static const struct spec decimal = { .width = -1, .precision = -1, .base = 10 };

/* @width digits, with zeros before them. */
static struct spec padded(unsigned int base, int width)
{
	return (struct spec){ .flags = FMT_ZEROPAD,
			      .width = width,
			      .precision = -1,
			      .base = base };
}

static void put_address(struct out *o, unsigned long value, struct spec spec)
{
	spec.base = 16;
	if (spec.width < 0) {
		spec.width = 2 * sizeof(void *);
		spec.flags |= FMT_ZEROPAD;
	}
	fmt_number(o, value, spec);
}

/* What stands for an object that can't be shown. */
static void put_error(struct out *o, const char *text, struct spec spec)
{
	if (spec.precision < 0)
		spec.precision = 2 * sizeof(void *);
	fmt_text(o, text, spec);
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

static void put_plain(struct out *o, const void *ptr, struct spec spec)
{
	bool shown = !ptr || IS_ERR(ptr) || no_hash_pointers;

	put_address(o, shown ? (unsigned long)ptr : hash_pointer(ptr), spec);
}

static void put_restricted(struct out *o, const void *ptr, struct spec spec)
{
	if (!kptr_restrict) {
		put_plain(o, ptr, spec);
	} else if (kptr_restrict == 1 && in_interrupt()) {
		if (spec.width < 0)
			spec.width = 2 * sizeof(ptr);
		put_error(o, "pK-error", spec);
	} else {
		if (kptr_restrict > 1 || !capable(CAP_SYSLOG))
			ptr = NULL;
		put_address(o, (unsigned long)ptr, spec);
	}
}

static void put_symbol(struct out *o, const void *ptr, struct spec spec,
		       int (*print)(char *, unsigned long))
{
	char text[KSYM_SYMBOL_LEN];

	print(text, (unsigned long)ptr);
	fmt_text(o, text, spec);
}

static void put_errno(struct out *o, const void *ptr, struct spec spec)
{
	const char *name;

	if (!IS_ERR(ptr)) {
		put_plain(o, ptr, spec);
		return;
	}
	name = errname(PTR_ERR(ptr));
	if (name) {
		fmt_text(o, name, spec);
		return;
	}
	spec.flags |= FMT_SIGNED;
	spec.base = 10;
	fmt_number(o, PTR_ERR(ptr), spec);
}

static void put_nested(struct out *o, const struct va_format *vf)
{
	size_t room = o->p < o->end ? o->end - o->p : 0;
	va_list args;

	va_copy(args, *vf->va);
	o->p += vsnprintf(room ? o->p : NULL, room, vf->fmt, args);
	va_end(args);
}

/* %*ph and a separator's letter: the width is the number of bytes. */
static void put_hex_bytes(struct out *o, const u8 *bytes, struct spec spec,
			  char kind)
{
	char separator = kind == 'C' ? ':' : kind == 'D' ? '-' : ' ';
	int count = spec.width < 0 ? 1 : min(spec.width, 64);

	for (int i = 0; i < count; i++) {
		if (i && kind != 'N')
			fmt_char(o, separator);
		fmt_char(o, hex_asc_hi(bytes[i]));
		fmt_char(o, hex_asc_lo(bytes[i]));
	}
}

/* %*pE and the classes to be escaped. */
static void put_escaped(struct out *o, const char *text, struct spec spec,
			const char *kinds)
{
	static const char letters[] = "achnops";
	static const unsigned int classes[] = { ESCAPE_ANY,   ESCAPE_SPECIAL,
						ESCAPE_HEX,   ESCAPE_NULL,
						ESCAPE_OCTAL, ESCAPE_NP,
						ESCAPE_SPACE };
	size_t room = o->p < o->end ? o->end - o->p : 0;
	unsigned int flags = 0;
	const char *letter;

	for (; *kinds && (letter = strchr(letters, *kinds)); kinds++)
		flags |= classes[letter - letters];
	o->p += string_escape_mem(text, spec.width < 0 ? 1 : spec.width, o->p,
				  room, flags ? flags : ESCAPE_ANY_NP, NULL);
}

/* %pM, %pm: F with dashes, R from the last byte. */
static void put_mac(struct out *o, const u8 *mac, struct spec spec,
		    const char *kind)
{
	char text[18], *p = text;
	char separator = kind[1] == 'F' ? '-' : ':';

	for (int i = 0; i < 6; i++) {
		p = hex_byte_pack(p, mac[kind[1] == 'R' ? 5 - i : i]);
		if (kind[0] == 'M' && i != 5)
			*p++ = separator;
	}
	*p = '\0';
	fmt_text(o, text, spec);
}

static char *ip4_text(char *text, const u8 *ip, const char *kind)
{
	bool reversed = kind[2] == 'h' || kind[2] == 'l';
	const char *format = kind[0] == 'i' ? "%03u.%03u.%03u.%03u" :
					      "%u.%u.%u.%u";

	if (reversed)
		return text + sprintf(text, format, ip[3], ip[2], ip[1], ip[0]);
	return text + sprintf(text, format, ip[0], ip[1], ip[2], ip[3]);
}

/* The longest run of words that are 0, if there are two: its length. */
static int longest_zeros(const u8 *ip, int words, int *begin)
{
	int longest = 1;

	*begin = -1;
	for (int i = 0, run = 0; i < words; i++) {
		run = get_unaligned_be16(ip + 2 * i) ? 0 : run + 1;
		if (run > longest) {
			longest = run;
			*begin = i - run + 1;
		}
	}
	return longest;
}

/* As RFC 5952 has it, with IPv4 at the end of mapped and ISATAP addresses. */
static void ip6_compressed_text(char *text, const u8 *ip)
{
	static const u8 mapped[12] = { [10] = 0xff, 0xff };
	bool with_ip4 = !memcmp(ip, mapped, 12) ||
			(get_unaligned_be32(ip + 8) | 0x02000000) == 0x02005efe;
	int words = with_ip4 ? 6 : 8, begin;
	int zeros = longest_zeros(ip, words, &begin);
	bool colon = false;

	for (int i = 0; i < words; i++) {
		if (i == begin) {
			text += sprintf(text, "%s:", colon || !i ? ":" : "");
			colon = false;
			i += zeros - 1;
			continue;
		}
		text += sprintf(text, "%s%x", colon ? ":" : "",
				get_unaligned_be16(ip + 2 * i));
		colon = true;
	}
	if (with_ip4) {
		if (colon)
			*text++ = ':';
		text = ip4_text(text, ip + 12, "I4");
	}
	*text = '\0';
}

/* %pI4, %pi4 (with zeros), %pI6, %pi6 (without colons), %pI6c. */
static void put_ip(struct out *o, const u8 *ip, struct spec spec,
		   const char *kind)
{
	char text[48], *p = text;

	if (kind[1] == '4') {
		ip4_text(text, ip, kind);
	} else if (kind[0] == 'I' && kind[2] == 'c') {
		ip6_compressed_text(text, ip);
	} else {
		for (int i = 0; i < 16; i++) {
			if (kind[0] == 'I' && i && i % 2 == 0)
				*p++ = ':';
			p = hex_byte_pack(p, ip[i]);
		}
		*p = '\0';
	}
	fmt_text(o, text, spec);
}

/* %pUb (as it lies), %pUl (a GUID); B and L in capitals. */
static void put_uuid(struct out *o, const u8 *uuid, struct spec spec, char kind)
{
	const u8 *order = tolower(kind) == 'l' ? guid_index : uuid_index;
	bool upper = kind == 'B' || kind == 'L';
	char text[UUID_STRING_LEN + 1], *p = text;

	for (int i = 0; i < 16; i++) {
		u8 byte = uuid[order[i]];

		p = upper ? hex_byte_pack_upper(p, byte) :
			    hex_byte_pack(p, byte);
		if (i == 3 || i == 5 || i == 7 || i == 9)
			*p++ = '-';
	}
	*p = '\0';
	fmt_text(o, text, spec);
}

/* %ptR and %ptT: d or t, one of them; r as it lies; s a blank for the T. */
static void put_time(struct out *o, const void *ptr, struct spec spec,
		     const char *kind)
{
	bool date = true, time = true, raw = false;
	char separator = 'T';
	struct rtc_time tm;

	if (kind[1] == 'R') {
		tm = *(const struct rtc_time *)ptr;
	} else if (kind[1] == 'T') {
		rtc_time64_to_tm(*(const time64_t *)ptr, &tm);
	} else {
		put_error(o, "(%pt?)", spec);
		return;
	}
	kind += 2;
	if (*kind == 'd' || *kind == 't') {
		date = *kind == 'd';
		time = !date;
		kind++;
	}
	for (; *kind == 'r' || *kind == 's'; kind++) {
		if (*kind == 'r')
			raw = true;
		else
			separator = ' ';
	}
	if (date) {
		fmt_number(o, tm.tm_year + (raw ? 0 : 1900), padded(10, 4));
		fmt_char(o, '-');
		fmt_number(o, tm.tm_mon + !raw, padded(10, 2));
		fmt_char(o, '-');
		fmt_number(o, tm.tm_mday, padded(10, 2));
	}
	if (date && time)
		fmt_char(o, separator);
	if (time) {
		fmt_number(o, tm.tm_hour, padded(10, 2));
		fmt_char(o, ':');
		fmt_number(o, tm.tm_min, padded(10, 2));
		fmt_char(o, ':');
		fmt_number(o, tm.tm_sec, padded(10, 2));
	}
}

/* %pd, %pd2 to %pd4: so many of the last names of its path. */
static void put_dentry(struct out *o, const struct dentry *d, struct spec spec,
		       char kind)
{
	int depth = kind >= '2' && kind <= '4' ? kind - '0' : 1, n = 0;
	char text[4 * (NAME_MAX + 1)], *p = text;
	const char *names[4];

	for (; n < depth; d = d->d_parent) {
		names[n++] = d->d_name.name;
		if (d->d_parent == d) {
			if (n > 1)
				names[n - 1] = "";
			break;
		}
	}
	while (n--)
		p += scnprintf(p, text + sizeof(text) - p, "%s%s", names[n],
			       n ? "/" : "");
	fmt_text(o, text, spec);
}

/* %*pb: the width is the number of bits. */
static void put_bitmap(struct out *o, const unsigned long *map, int bits)
{
	for (int i = BITS_TO_U32(bits) - 1; i >= 0; i--) {
		int rest = min(bits - i * 32, 32);

		fmt_number(o, map[i] & (~0u >> (32 - rest)),
			   padded(16, DIV_ROUND_UP(rest, 4)));
		if (i)
			fmt_char(o, ',');
	}
}

static void put_bitmap_list(struct out *o, const unsigned long *map, int bits)
{
	unsigned long begin, end;
	bool first = true;

	for_each_set_bitrange(begin, end, map, bits) {
		if (!first)
			fmt_char(o, ',');
		first = false;
		fmt_number(o, begin, decimal);
		if (end > begin + 1) {
			fmt_char(o, '-');
			fmt_number(o, end - 1, decimal);
		}
	}
}

/* %pR, and %pr with its flags as a number. */
static void put_resource(struct out *whole, const struct resource *res,
			 struct spec spec, bool decode)
{
	static const struct {
		unsigned long type;
		const char *name;
		struct spec spec;
	} types[] = {
		{ IORESOURCE_IO,
		  "io  ",
		  { FMT_SPECIAL | FMT_ZEROPAD, 6, -1, 0, 16 } },
		{ IORESOURCE_MEM,
		  "mem ",
		  { FMT_SPECIAL | FMT_ZEROPAD, 10, -1, 0, 16 } },
		{ IORESOURCE_IRQ, "irq ", { 0, -1, -1, 0, 10 } },
		{ IORESOURCE_DMA, "dma ", { 0, -1, -1, 0, 10 } },
		{ IORESOURCE_BUS, "bus ", { FMT_ZEROPAD, 2, -1, 0, 16 } },
		{ 0, "??? ", { FMT_SPECIAL | FMT_ZEROPAD, 10, -1, 0, 16 } },
	};
	static const struct {
		unsigned long flag;
		const char *text;
	} words[] = {
		{ IORESOURCE_MEM_64, " 64bit" },
		{ IORESOURCE_PREFETCH, " pref" },
		{ IORESOURCE_WINDOW, " window" },
		{ IORESOURCE_DISABLED, " disabled" },
	};
	char text[96];
	struct out o = { text, text + sizeof(text) - 1 };
	int t = 0;

	while (types[t].type && !(res->flags & types[t].type))
		t++;
	decode = decode && types[t].type;
	fmt_char(&o, '[');
	fmt_run(&o, types[t].name, 4);
	if (decode && res->flags & IORESOURCE_UNSET) {
		fmt_run(&o, "size ", 5);
		fmt_number(&o, resource_size(res), types[t].spec);
	} else {
		fmt_number(&o, res->start, types[t].spec);
		if (res->start != res->end) {
			fmt_char(&o, '-');
			fmt_number(&o, res->end, types[t].spec);
		}
	}
	for (size_t i = 0; decode && i < ARRAY_SIZE(words); i++)
		if (res->flags & words[i].flag)
			fmt_run(&o, words[i].text, strlen(words[i].text));
	if (!decode) {
		fmt_run(&o, " flags ", 7);
		fmt_number(&o, res->flags,
			   (struct spec){ FMT_SPECIAL, -1, -1, 0, 16 });
	}
	fmt_char(&o, ']');
	*o.p = '\0';
	fmt_text(whole, text, spec);
}

/* %p4cc: a format of pixels. */
static void put_fourcc(struct out *o, const u32 *fourcc)
{
	u32 value = *fourcc;

	for (int i = 0; i < 4; i++) {
		u8 c = (value & ~BIT(31)) >> (i * 8);

		fmt_char(o, isprint(c) ? c : '.');
	}
	fmt_run(o, value & BIT(31) ? " big-endian (" : " little-endian (",
		value & BIT(31) ? 13 : 16);
	fmt_special_hex(o, value, sizeof(u32));
	fmt_char(o, ')');
}

/* Those that show what @ptr points to; false: @kind is none of them. */
static bool put_object(struct out *o, const char *kind, const void *ptr,
		       struct spec spec)
{
	switch (*kind) {
	case 'V':
		put_nested(o, ptr);
		return true;
	case 'h':
		put_hex_bytes(o, ptr, spec, kind[1]);
		return true;
	case 'E':
		put_escaped(o, ptr, spec, kind + 1);
		return true;
	case 'M':
	case 'm':
		put_mac(o, ptr, spec, kind);
		return true;
	case 'I':
	case 'i':
		if (kind[1] != '4' && kind[1] != '6')
			return false;
		put_ip(o, ptr, spec, kind);
		return true;
	case 'U':
		put_uuid(o, ptr, spec, kind[1]);
		return true;
	case 't':
		put_time(o, ptr, spec, kind);
		return true;
	case 'D':
		ptr = ((const struct file *)ptr)->f_path.dentry;
		fallthrough;
	case 'd':
		put_dentry(o, ptr, spec, kind[1]);
		return true;
	case 'b':
		if (kind[1] == 'l')
			put_bitmap_list(o, ptr, max(spec.width, 0));
		else
			put_bitmap(o, ptr, max(spec.width, 0));
		return true;
	case 'a':
		fmt_special_hex(o, *(const phys_addr_t *)ptr,
				sizeof(phys_addr_t));
		return true;
	case 'R':
	case 'r':
		put_resource(o, ptr, spec, *kind == 'R');
		return true;
	case '4':
		put_fourcc(o, ptr);
		return true;
	default:
		return false;
	}
}

void fmt_pointer(struct out *o, const char *kind, const void *ptr,
		 struct spec spec)
{
	static const char objects[] = "VhEMmIiUtDdbaRr4";
	const char *bad = fmt_bad_pointer(ptr);

	switch (*kind) {
	case 'x':
		put_address(o, (unsigned long)ptr, spec);
		return;
	case 'K':
		put_restricted(o, ptr, spec);
		return;
	case 'S':
		put_symbol(o, ptr, spec, sprint_symbol);
		return;
	case 's':
		put_symbol(o, ptr, spec, sprint_symbol_no_offset);
		return;
	case 'B':
		put_symbol(o, ptr, spec, sprint_backtrace);
		return;
	case 'e':
		put_errno(o, ptr, spec);
		return;
	}
	if (bad && *kind && strchr(objects, *kind))
		put_error(o, bad, spec);
	else if (!put_object(o, kind, ptr, spec))
		put_plain(o, ptr, spec);
}
