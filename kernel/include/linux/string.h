/* SPDX-License-Identifier: MIT */
/*
 * Strings and memory, as in C and beyond it. Those that are not in C say here
 * what they return.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_STRING_H
#define _LINUX_STRING_H

#include <linux/args.h>
#include <linux/array_size.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/stdarg.h>
#include <linux/stddef.h>
#include <linux/types.h>

/* As in C; bcmp() says only whether they differ. */
void *memcpy(void *dest, const void *src, size_t count);
void *memmove(void *dest, const void *src, size_t count);
void *memset(void *s, int c, size_t count);
int memcmp(const void *a, const void *b, size_t count);
int bcmp(const void *a, const void *b, size_t count);
void *memchr(const void *s, int c, size_t count);
/* @count integers, not bytes. */
void *memset16(u16 *s, u16 v, size_t count);
void *memset32(u32 *s, u32 v, size_t count);
void *memset64(u64 *s, u64 v, size_t count);
static inline void *memset_l(unsigned long *p, unsigned long v, size_t n)
{
	return memset32((u32 *)p, v, n);
}
static inline void *memset_p(void **p, void *v, size_t n)
{
	return memset32((u32 *)p, (u32)v, n);
}
/*
 * A new array with the pointers of @a and then @b, both ended by a NULL, and a
 * NULL: for kfree(), or NULL.
 * Context: process, may sleep.
 */
void **__memcat_p(void **a, void **b);
#define memcat_p(a, b)                                                  \
	({                                                              \
		BUILD_BUG_ON_MSG(!__same_type(*(a), *(b)),              \
				 "type mismatch in memcat_p()");        \
		(typeof(*(a)) *)__memcat_p((void **)(a), (void **)(b)); \
	})
/* The first byte that is not @c, or NULL. */
void *memchr_inv(const void *s, int c, size_t count);
/* The first byte that is @c, or the end. */
void *memscan(void *s, int c, size_t count);
/* Zeros that no compiler takes for useless. */
void memzero_explicit(void *s, size_t count);
static inline bool mem_is_zero(const void *s, size_t n)
{
	return !memchr_inv(s, 0, n);
}
#define unsafe_memcpy(dst, src, bytes, justification) memcpy(dst, src, bytes)

/* As in C, and stpcpy() as in POSIX. */
size_t strlen(const char *s);
size_t strnlen(const char *s, size_t count);
char *strcpy(char *dest, const char *src);
char *strncpy(char *dest, const char *src, size_t count);
char *stpcpy(char *dest, const char *src);
char *strcat(char *dest, const char *src);
char *strncat(char *dest, const char *src, size_t count);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t count);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t count);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *find);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);
/* Appends within @size bytes in all: the length that it wanted. */
size_t strlcat(char *dest, const char *src, size_t size);

/*
 * strscpy(dest, src, size): copies what fits and ends it with NUL: the length,
 * or -E2BIG. Without @size, @dest is an array. strscpy_pad() fills the rest
 * with NULs.
 */
ssize_t sized_strscpy(char *dest, const char *src, size_t size);
#define __strscpy0(dst, src, ...) \
	sized_strscpy(dst, src, sizeof(dst) + __must_be_array(dst))
#define __strscpy1(dst, src, size) sized_strscpy(dst, src, size)
#define strscpy(dst, src, ...) \
	CONCATENATE(__strscpy, COUNT_ARGS(__VA_ARGS__))(dst, src, ##__VA_ARGS__)

static inline ssize_t sized_strscpy_pad(char *dest, const char *src,
					size_t size)
{
	ssize_t length = sized_strscpy(dest, src, size);

	if (length >= 0)
		memset(dest + length, 0, size - length);
	return length;
}
#define __strscpy_pad0(dst, src, ...) \
	sized_strscpy_pad(dst, src, sizeof(dst) + __must_be_array(dst))
#define __strscpy_pad1(dst, src, size) sized_strscpy_pad(dst, src, size)
#define strscpy_pad(dst, src, ...)                          \
	CONCATENATE(__strscpy_pad, COUNT_ARGS(__VA_ARGS__)) \
	(dst, src, ##__VA_ARGS__)

/* The character or the end of the string; within @count characters. */
char *strchrnul(const char *s, int c);
char *strnchrnul(const char *s, size_t count, int c);
/* Within @count characters, or NULL. */
char *strnchr(const char *s, size_t count, int c);
char *strnstr(const char *s, const char *find, size_t count);
/* Cuts off the word up to one of @delimiters; NULL: there is none more. */
char *strsep(char **s, const char *delimiters);
/* Replaces all @old by @new in place; returns @str. */
char *strreplace(char *str, char old, char new);
/* Past leading blanks; strim() cuts those at the end too. */
char *__must_check skip_spaces(const char *s);
char *strim(char *s);
static inline __must_check char *strstrip(char *s)
{
	return strim(s);
}

/* Whether two strings are equal but for a newline at the end of one. */
bool sysfs_streq(const char *a, const char *b);
/* Where @string is in @array, at most @n or up to NULL; or -EINVAL. */
int match_string(const char *const *array, size_t n, const char *string);
int __sysfs_match_string(const char *const *array, size_t n, const char *s);
/* The same for an array, by sysfs_streq(). */
#define sysfs_match_string(a, s) __sysfs_match_string(a, ARRAY_SIZE(a), s)

static inline bool strstarts(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

/* The length of @prefix where @s begins with it, or 0. */
static __always_inline size_t str_has_prefix(const char *s, const char *prefix)
{
	size_t length = strlen(prefix);

	return strncmp(s, prefix, length) ? 0 : length;
}

/* What is behind the last slash. */
static inline const char *kbasename(const char *path)
{
	const char *tail = strrchr(path, '/');

	return tail ? tail + 1 : path;
}

/* Copies at most @count of @dest_len bytes and fills the rest with @pad. */
void memcpy_and_pad(void *dest, size_t dest_len, const void *src, size_t count,
		    int pad);
/* Between a string and an array of bytes without a NUL; the rest padded. */
#define strtomem_pad(dest, src, pad)                \
	memcpy_and_pad(dest, ARRAY_SIZE(dest), src, \
		       strnlen(src, ARRAY_SIZE(dest)), pad)
#define strtomem(dest, src) memcpy(dest, src, strnlen(src, ARRAY_SIZE(dest)))
#define memtostr(dest, src)                                                   \
	do {                                                                  \
		size_t __n =                                                  \
			min(sizeof(dest) - 1, strnlen(src, ARRAY_SIZE(src))); \
		memcpy(dest, src, __n);                                       \
		(dest)[__n] = '\0';                                           \
	} while (0)
#define memtostr_pad(dest, src)                                               \
	do {                                                                  \
		size_t __n =                                                  \
			min(sizeof(dest) - 1, strnlen(src, ARRAY_SIZE(src))); \
		memcpy(dest, src, __n);                                       \
		memset(&(dest)[__n], 0, sizeof(dest) - __n);                  \
	} while (0)
/* Sets what lies behind @member of *@obj; from it on. */
#define memset_after(obj, v, member)                                 \
	memset((u8 *)(obj) + offsetofend(typeof(*(obj)), member), v, \
	       sizeof(*(obj)) - offsetofend(typeof(*(obj)), member))
#define memset_startat(obj, v, member)                            \
	memset((u8 *)(obj) + offsetof(typeof(*(obj)), member), v, \
	       sizeof(*(obj)) - offsetof(typeof(*(obj)), member))
/*
 * A ->read() from @available bytes at @from to kernel memory: how many, 0 at
 * the end, or -EINVAL.
 */
ssize_t memory_read_from_buffer(void *to, size_t count, loff_t *ppos,
				const void *from, size_t available);

/* Copies for the caller to kfree(), or NULL; of NULL: NULL. */
char *kstrdup(const char *s, gfp_t gfp) __malloc;
char *kstrndup(const char *s, size_t max, gfp_t gfp);
void *kmemdup(const void *src, size_t len, gfp_t gfp);
void *kmemdup_array(const void *src, size_t count, size_t element_size,
		    gfp_t gfp);
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp);
/* For kfree_const(): the kernel's own constants are not copied. */
const char *kstrdup_const(const char *s, gfp_t gfp);
void kfree_const(const void *x);

/* Copies of user memory for kfree(): or ERR_PTR(-EFAULT, -ENOMEM, -EINVAL). */
void *memdup_user(const void __user *src, size_t len);
void *memdup_user_nul(const void __user *src, size_t len);
char *strndup_user(const char __user *s, long n);

/* The words of @str, NULL behind the last, for argv_free(); or NULL. */
char **argv_split(gfp_t gfp, const char *str, int *argcp);
void argv_free(char **argv);
DEFINE_FREE(argv_free, char **, if (!IS_ERR_OR_NULL(_T)) argv_free(_T))

#endif
