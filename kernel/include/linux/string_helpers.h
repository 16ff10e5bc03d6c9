/* SPDX-License-Identifier: MIT */
/*
 * Strings for people: sizes with their unit, escapes, capitals.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_STRING_HELPERS_H
#define _LINUX_STRING_HELPERS_H

#include <linux/bits.h>
#include <linux/ctype.h>
#include <linux/string.h>
#include <linux/string_choices.h>
#include <linux/types.h>

struct file;

/* Whether the @len bytes at @s hold a NUL. */
static inline bool string_is_terminated(const char *s, int len)
{
	return memchr(s, '\0', len) != NULL;
}

enum string_size_units {
	STRING_UNITS_10, /* kB, MB */
	STRING_UNITS_2,	 /* KiB, MiB */
	STRING_UNITS_MASK = BIT(0),
	STRING_UNITS_NO_SPACE = BIT(30),
	STRING_UNITS_NO_BYTES = BIT(31),
};

/* @size * @blk_size bytes in three digits: "8.39 MB". The length of it. */
int string_get_size(u64 size, u64 blk_size, enum string_size_units units,
		    char *buf, int len);

/*
 * The integers in `1,2,5-7`: an array for kfree() whose first element is
 * their number. 0, -ENOENT (none), -ENOMEM or -EFAULT.
 * Context: process, may sleep.
 */
int parse_int_array(const char *buf, size_t count, int **array);
int parse_int_array_user(const char __user *from, size_t count, int **array);

#define UNESCAPE_SPACE BIT(0)	/* \n \r \t \v \f */
#define UNESCAPE_OCTAL BIT(1)	/* \nnn */
#define UNESCAPE_HEX BIT(2)	/* \xhh */
#define UNESCAPE_SPECIAL BIT(3) /* \" \\ \a \e */
#define UNESCAPE_ANY \
	(UNESCAPE_SPACE | UNESCAPE_OCTAL | UNESCAPE_HEX | UNESCAPE_SPECIAL)
#define UNESCAPE_ALL_MASK GENMASK(3, 0)

/*
 * Puts the characters that escapes stand for; @size is the room with the NUL
 * (0: enough), and @dst may be @src. The length.
 */
int string_unescape(char *src, char *dst, size_t size, unsigned int flags);

static inline int string_unescape_inplace(char *buf, unsigned int flags)
{
	return string_unescape(buf, buf, 0, flags);
}

static inline int string_unescape_any(char *src, char *dst, size_t size)
{
	return string_unescape(src, dst, size, UNESCAPE_ANY);
}

static inline int string_unescape_any_inplace(char *buf)
{
	return string_unescape_any(buf, buf, 0);
}

#define ESCAPE_SPACE BIT(0)
#define ESCAPE_SPECIAL BIT(1)
#define ESCAPE_NULL BIT(2) /* \0 */
#define ESCAPE_OCTAL BIT(3)
#define ESCAPE_ANY (ESCAPE_SPACE | ESCAPE_OCTAL | ESCAPE_SPECIAL | ESCAPE_NULL)
#define ESCAPE_NP BIT(4) /* only what can't be printed */
#define ESCAPE_ANY_NP (ESCAPE_ANY | ESCAPE_NP)
#define ESCAPE_HEX BIT(5)
#define ESCAPE_NA BIT(6)     /* only what is not ASCII */
#define ESCAPE_NAP BIT(7)    /* only what is not both */
#define ESCAPE_APPEND BIT(8) /* those of @only, too */
#define ESCAPE_ALL_MASK GENMASK(8, 0)

/*
 * Escapes the @isz characters at @src that the flags name, of @only where that
 * is not empty. Returns the length of the whole; what is beyond @osz is not
 * written, and no NUL.
 */
int string_escape_mem(const char *src, size_t isz, char *dst, size_t osz,
		      unsigned int flags, const char *only);

static inline int string_escape_mem_any_np(const char *src, size_t isz,
					   char *dst, size_t osz,
					   const char *only)
{
	return string_escape_mem(src, isz, dst, osz, ESCAPE_ANY_NP, only);
}

static inline int string_escape_str(const char *src, char *dst, size_t sz,
				    unsigned int flags, const char *only)
{
	return string_escape_mem(src, strlen(src), dst, sz, flags, only);
}

static inline int string_escape_str_any_np(const char *src, char *dst,
					   size_t sz, const char *only)
{
	return string_escape_str(src, dst, sz, ESCAPE_ANY_NP, only);
}

/* Copies with all letters in capitals, or none; @dst may be @src. */
static inline void string_upper(char *dst, const char *src)
{
	do {
		*dst++ = toupper(*src);
	} while (*src++);
}

static inline void string_lower(char *dst, const char *src)
{
	do {
		*dst++ = tolower(*src);
	} while (*src++);
}

/*
 * Copies for kfree(), or NULL: of @src with what a log line could not show
 * escaped, of a file's path the same, of @src with @old replaced.
 */
char *kstrdup_quotable(const char *src, gfp_t gfp);
char *kstrdup_quotable_file(struct file *file, gfp_t gfp);
char *kstrdup_and_replace(const char *src, char old, char new, gfp_t gfp);

/* @n strings "prefix-0" and so on, for kfree_strarray(); or NULL. */
char **kasprintf_strarray(gfp_t gfp, const char *prefix, size_t n);
void kfree_strarray(char **array, size_t n);

#endif
