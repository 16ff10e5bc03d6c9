/* SPDX-License-Identifier: MIT */
/*
 * What is built on the strings of C: words and lists of them, copies on the
 * heap, escaping, sizes for people.
 */
#include <asm/sections.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/hex.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/uaccess.h>

/* --- Changed in place, and compared */

char *strreplace(char *str, char old, char new)
{
	for (char *s = str; *s; s++)
		if (*s == old)
			*s = new;
	return str;
}
EXPORT_SYMBOL(strreplace);

char *skip_spaces(const char *s)
{
	while (isspace(*s))
		s++;
	return (char *)s;
}
EXPORT_SYMBOL(skip_spaces);

char *strim(char *s)
{
	size_t length = strlen(s);

	while (length && isspace(s[length - 1]))
		length--;
	s[length] = '\0';
	return skip_spaces(s);
}
EXPORT_SYMBOL(strim);

bool sysfs_streq(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == *b)
		return true;
	return (!*a && b[0] == '\n' && !b[1]) || (!*b && a[0] == '\n' && !a[1]);
}
EXPORT_SYMBOL(sysfs_streq);

int match_string(const char *const *array, size_t n, const char *string)
{
	for (size_t i = 0; i < n && array[i]; i++)
		if (!strcmp(array[i], string))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL(match_string);

int __sysfs_match_string(const char *const *array, size_t n, const char *s)
{
	for (size_t i = 0; i < n && array[i]; i++)
		if (sysfs_streq(array[i], s))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL(__sysfs_match_string);

void memcpy_and_pad(void *dest, size_t dest_len, const void *src, size_t count,
		    int pad)
{
	count = min(count, dest_len);
	memcpy(dest, src, count);
	memset((u8 *)dest + count, pad, dest_len - count);
}
EXPORT_SYMBOL(memcpy_and_pad);

/* --- Copies for kfree() */

/* The copy is the caller's in whatever records who allocates. */
static void *copy_for(const void *src, size_t len, gfp_t gfp,
		      unsigned long caller)
{
	void *copy = __kmalloc_track_caller(len, gfp, caller);

	return copy ? memcpy(copy, src, len) : NULL;
}

static char *copy_text_for(const char *s, size_t len, gfp_t gfp,
			   unsigned long caller)
{
	char *copy = __kmalloc_track_caller(len + 1, gfp, caller);

	if (!copy)
		return NULL;
	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	return copy_for(src, len, gfp, _RET_IP_);
}
EXPORT_SYMBOL(kmemdup);

void *kmemdup_array(const void *src, size_t count, size_t element_size,
		    gfp_t gfp)
{
	return copy_for(src, size_mul(element_size, count), gfp, _RET_IP_);
}
EXPORT_SYMBOL(kmemdup_array);

char *kmemdup_nul(const char *s, size_t len, gfp_t gfp)
{
	return s ? copy_text_for(s, len, gfp, _RET_IP_) : NULL;
}
EXPORT_SYMBOL(kmemdup_nul);

char *kstrdup(const char *s, gfp_t gfp)
{
	return s ? copy_for(s, strlen(s) + 1, gfp, _RET_IP_) : NULL;
}
EXPORT_SYMBOL(kstrdup);

char *kstrndup(const char *s, size_t max, gfp_t gfp)
{
	return s ? copy_text_for(s, strnlen(s, max), gfp, _RET_IP_) : NULL;
}
EXPORT_SYMBOL(kstrndup);

/* The kernel's own constants are never freed. */
static bool is_constant(const void *p)
{
	return (const char *)p >= __start_rodata &&
	       (const char *)p < __end_rodata;
}

const char *kstrdup_const(const char *s, gfp_t gfp)
{
	if (!s || is_constant(s))
		return s;
	return copy_for(s, strlen(s) + 1, gfp, _RET_IP_);
}
EXPORT_SYMBOL(kstrdup_const);

void kfree_const(const void *x)
{
	if (!is_constant(x))
		kfree(x);
}
EXPORT_SYMBOL(kfree_const);

/* --- Lists of strings and of numbers */

static const char *skip_word(const char *s)
{
	while (*s && !isspace(*s))
		s++;
	return s;
}

char **argv_split(gfp_t gfp, const char *str, int *argcp)
{
	size_t words = 0, length = strlen(str);
	char **argv, *copy;

	for (const char *s = skip_spaces(str); *s; words++)
		s = skip_spaces(skip_word(s));
	/* The pointers, a NULL, and then the text. */
	argv = kmalloc_track_caller(size_add(array_size(words + 1,
							sizeof(*argv)),
					     length + 1),
				    gfp);
	if (!argv)
		return NULL;
	copy = memcpy(argv + words + 1, str, length + 1);
	for (size_t i = 0; i < words; i++) {
		argv[i] = copy = skip_spaces(copy);
		copy = (char *)skip_word(copy);
		if (*copy)
			*copy++ = '\0';
	}
	argv[words] = NULL;
	if (argcp)
		*argcp = words;
	return argv;
}
EXPORT_SYMBOL(argv_split);

void argv_free(char **argv)
{
	kfree(argv);
}
EXPORT_SYMBOL(argv_free);

char **kasprintf_strarray(gfp_t gfp, const char *prefix, size_t n)
{
	char **names = kcalloc(n + 1, sizeof(*names), gfp);

	if (!names)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		names[i] = kasprintf(gfp, "%s-%zu", prefix, i);
		if (!names[i]) {
			kfree_strarray(names, i);
			return NULL;
		}
	}
	return names;
}
EXPORT_SYMBOL_GPL(kasprintf_strarray);

void kfree_strarray(char **array, size_t n)
{
	if (!array)
		return;
	for (size_t i = 0; i < n; i++)
		kfree(array[i]);
	kfree(array);
}
EXPORT_SYMBOL_GPL(kfree_strarray);

int parse_int_array(const char *buf, size_t count, int **array)
{
	char *text = kmemdup_nul(buf, count, GFP_KERNEL);
	int n, err = 0, *ints;

	if (!text)
		return -ENOMEM;
	get_options(text, 0, &n);
	if (!n)
		err = -ENOENT;
	ints = n ? kcalloc(n + 1, sizeof(*ints), GFP_KERNEL) : NULL;
	if (n && !ints)
		err = -ENOMEM;
	if (!err) {
		get_options(text, n + 1, ints);
		*array = ints;
	}
	kfree(text);
	return err;
}
EXPORT_SYMBOL(parse_int_array);

int parse_int_array_user(const char __user *from, size_t count, int **array)
{
	char *buf = memdup_user_nul(from, count);
	int err;

	if (IS_ERR(buf))
		return PTR_ERR(buf);
	err = parse_int_array(buf, count, array);
	kfree(buf);
	return err;
}
EXPORT_SYMBOL(parse_int_array_user);

/* --- Sizes */

int string_get_size(u64 size, u64 blk_size, enum string_size_units units,
		    char *buf, int len)
{
	static const char letters[] = "kMGTPEZY";
	bool binary = units & STRING_UNITS_2;
	u32 divisor = binary ? 1024 : 1000, rest = 0;
	char fraction[8] = "", unit[4] = "", *p = unit;
	int order = 0, digits;

	for (; blk_size >> 32; order++)
		blk_size = div_u64(blk_size, divisor);
	for (; size >> 32; order++)
		size = div_u64(size, divisor);
	for (size *= blk_size; size >= divisor; order++)
		size = div_u64_rem(size, divisor, &rest);
	/* Three digits in all, rounded. */
	digits = size >= 100 || !size ? 0 : size >= 10 ? 1 : 2;
	rest = rest * 1000 / divisor;
	rest += digits == 2 ? 5 : digits == 1 ? 50 : 500;
	if (size && rest >= 1000) {
		rest -= 1000;
		size++;
	}
	if (digits) {
		sprintf(fraction, ".%03u", rest);
		fraction[1 + digits] = '\0';
	}
	if (order) {
		*p++ = binary ? toupper(letters[order - 1]) :
				letters[order - 1];
		if (binary)
			*p++ = 'i';
	}
	if (!(units & STRING_UNITS_NO_BYTES))
		*p++ = 'B';
	return snprintf(buf, len, "%u%s%s%s", (u32)size, fraction,
			units & STRING_UNITS_NO_SPACE ? "" : " ", unit);
}
EXPORT_SYMBOL(string_get_size);

/* --- Escapes of C: @letters[i] behind a backslash stands for @meanings[i]. */

static const char space_letters[] = "nrtvf", space_meanings[] = "\n\r\t\v\f";
static const char special_letters[] = "\"\\ae", special_meanings[] = "\"\\\a\e";

/* Reads one of @letters at *@src. */
static bool unescape_letter(const char **src, char **dst, const char *letters,
			    const char *meanings)
{
	const char *letter = **src ? strchr(letters, **src) : NULL;

	if (!letter)
		return false;
	*(*dst)++ = meanings[letter - letters];
	(*src)++;
	return true;
}

static bool unescape_octal(const char **src, char **dst)
{
	const char *p = *src;
	u8 value = 0;

	while (isodigit(*p) && p - *src < 3 && value < 32)
		value = value << 3 | (*p++ - '0');
	if (p == *src)
		return false;
	*(*dst)++ = value;
	*src = p;
	return true;
}

static bool unescape_hex(const char **src, char **dst)
{
	const char *p = *src;
	int value, digit;

	if (*p++ != 'x')
		return false;
	value = hex_to_bin(*p++);
	if (value < 0)
		return false;
	digit = hex_to_bin(*p);
	if (digit >= 0) {
		p++;
		value = value << 4 | digit;
	}
	*(*dst)++ = value;
	*src = p;
	return true;
}

static bool unescape_one(const char **src, char **dst, unsigned int flags)
{
	return ((flags & UNESCAPE_SPACE) &&
		unescape_letter(src, dst, space_letters, space_meanings)) ||
	       ((flags & UNESCAPE_OCTAL) && unescape_octal(src, dst)) ||
	       ((flags & UNESCAPE_HEX) && unescape_hex(src, dst)) ||
	       ((flags & UNESCAPE_SPECIAL) &&
		unescape_letter(src, dst, special_letters, special_meanings));
}

int string_unescape(char *src, char *dst, size_t size, unsigned int flags)
{
	const char *from = src;
	char *to = dst;

	if (!size)
		size = SIZE_MAX;
	while (*from && --size) {
		if (from[0] == '\\' && from[1] && size > 1) {
			from++;
			size--;
			if (unescape_one(&from, &to, flags))
				continue;
			*to++ = '\\';
		}
		*to++ = *from++;
	}
	*to = '\0';
	return to - dst;
}
EXPORT_SYMBOL(string_unescape);

/* Writes the escape of @c to @to: how many characters, or 0: none. */
static int escape_char(char *to, unsigned char c, unsigned int flags)
{
	const char *meaning;

	if ((flags & ESCAPE_SPACE) && c &&
	    (meaning = strchr(space_meanings, c)))
		return sprintf(to, "\\%c",
			       space_letters[meaning - space_meanings]);
	if ((flags & ESCAPE_SPECIAL) && c &&
	    (meaning = strchr(special_meanings, c)))
		return sprintf(to, "\\%c",
			       special_letters[meaning - special_meanings]);
	if ((flags & ESCAPE_NULL) && !c)
		return sprintf(to, "\\0");
	if (flags & ESCAPE_OCTAL)
		return sprintf(to, "\\%03o", c);
	if (flags & ESCAPE_HEX)
		return sprintf(to, "\\x%02x", c);
	return 0;
}

/* Whether @c stays as it is whatever else the flags say. */
static bool is_exempt(unsigned char c, unsigned int flags, const char *only)
{
	bool listed = only && c && strchr(only, c);

	if (only && !listed && !(flags & ESCAPE_APPEND))
		return true;
	if (listed && (flags & ESCAPE_APPEND))
		return false;
	return ((flags & ESCAPE_NAP) && isascii(c) && isprint(c)) ||
	       ((flags & ESCAPE_NP) && isprint(c)) ||
	       ((flags & ESCAPE_NA) && isascii(c));
}

int string_escape_mem(const char *src, size_t isz, char *dst, size_t osz,
		      unsigned int flags, const char *only)
{
	size_t n = 0;

	if (only && !*only)
		only = NULL;
	for (; isz; isz--, src++) {
		char text[5] = { *src };
		int length = is_exempt(*src, flags, only) ?
				     0 :
				     escape_char(text, *src, flags);

		if (!length)
			text[0] = *src;
		for (int i = 0; i < max(length, 1); i++, n++)
			if (n < osz)
				dst[n] = text[i];
	}
	return n;
}
EXPORT_SYMBOL(string_escape_mem);

char *kstrdup_quotable(const char *src, gfp_t gfp)
{
	static const char quoted[] = "\f\n\r\t\v\a\e\\\"";
	size_t length, size;
	char *dst;

	if (!src)
		return NULL;
	length = strlen(src);
	size = string_escape_mem(src, length, NULL, 0, ESCAPE_HEX, quoted);
	dst = kmalloc_track_caller(size + 1, gfp);
	if (!dst)
		return NULL;
	string_escape_mem(src, length, dst, size, ESCAPE_HEX, quoted);
	dst[size] = '\0';
	return dst;
}
EXPORT_SYMBOL_GPL(kstrdup_quotable);

char *kstrdup_quotable_file(struct file *file, gfp_t gfp)
{
	char *temp, *path;

	if (!file)
		return kstrdup("<unknown>", gfp);
	/* Room for " (deleted)". */
	temp = kmalloc(PATH_MAX + 11, GFP_KERNEL);
	if (!temp)
		return kstrdup("<no_memory>", gfp);
	path = d_path(&file->f_path, temp, PATH_MAX + 11);
	path = IS_ERR(path) ? kstrdup("<too_long>", gfp) :
			      kstrdup_quotable(path, gfp);
	kfree(temp);
	return path;
}
EXPORT_SYMBOL_GPL(kstrdup_quotable_file);

char *kstrdup_and_replace(const char *src, char old, char new, gfp_t gfp)
{
	char *dst = kstrdup(src, gfp);

	return dst ? strreplace(dst, old, new) : NULL;
}
EXPORT_SYMBOL_GPL(kstrdup_and_replace);

static size_t pointers_in(void **p)
{
	size_t n = 0;

	while (p[n])
		n++;
	return n;
}

void **__memcat_p(void **a, void **b)
{
	size_t before = pointers_in(a), after = pointers_in(b);
	void **all = kmalloc_track_caller(array_size(before + after + 1,
						     sizeof(*all)),
					  GFP_KERNEL);

	if (!all)
		return NULL;
	memcpy(all, a, before * sizeof(*all));
	memcpy(all + before, b, (after + 1) * sizeof(*all));
	return all;
}
EXPORT_SYMBOL_GPL(__memcat_p);
