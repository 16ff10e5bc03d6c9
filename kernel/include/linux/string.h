/* SPDX-License-Identifier: MIT */
/* Strings and memory, as in C and as in Linux's <linux/string.h>. */
#ifndef _LINUX_STRING_H
#define _LINUX_STRING_H

#include <linux/compiler.h>
#include <linux/stdarg.h>
#include <linux/types.h>

void *memcpy(void *dest, const void *src, size_t count);
void *memmove(void *dest, const void *src, size_t count);
void *memset(void *s, int c, size_t count);
int memcmp(const void *a, const void *b, size_t count);
void *memchr(const void *s, int c, size_t count);
/* The first byte that is not @c, or NULL. */
void *memchr_inv(const void *s, int c, size_t count);
void *memscan(void *s, int c, size_t count);
void memzero_explicit(void *s, size_t count);

size_t strlen(const char *s);
size_t strnlen(const char *s, size_t count);
char *strcpy(char *dest, const char *src);
char *strncpy(char *dest, const char *src, size_t count);
char *strcat(char *dest, const char *src);
char *strncat(char *dest, const char *src, size_t count);
size_t strlcpy(char *dest, const char *src, size_t size);
size_t strlcat(char *dest, const char *src, size_t size);
/* Copies what fits and ends it with NUL: the length, or -E2BIG. */
ssize_t strscpy(char *dest, const char *src, size_t size);
ssize_t strscpy_pad(char *dest, const char *src, size_t size);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t count);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t count);
char *strchr(const char *s, int c);
char *strchrnul(const char *s, int c);
char *strnchr(const char *s, size_t count, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *find);
char *strnstr(const char *s, const char *find, size_t count);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);
char *strsep(char **s, const char *delimiters);
char *strreplace(char *s, char from, char to);
/* Past leading blanks; strim() cuts those at the end too. */
char *skip_spaces(const char *s);
char *strim(char *s);
static inline char *strstrip(char *s)
{
	return strim(s);
}
/* Whether two strings are equal but for a newline at the end of one. */
bool sysfs_streq(const char *a, const char *b);
int match_string(const char *const *array, size_t n, const char *string);

static inline bool strstarts(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

static inline size_t str_has_prefix(const char *s, const char *prefix)
{
	size_t length = strlen(prefix);

	return strncmp(s, prefix, length) ? 0 : length;
}

static inline const char *kbasename(const char *path)
{
	const char *tail = strrchr(path, '/');

	return tail ? tail + 1 : path;
}

/* Copies for the caller to kfree(), or NULL. */
char *kstrdup(const char *s, gfp_t gfp);
char *kstrndup(const char *s, size_t max, gfp_t gfp);
void *kmemdup(const void *src, size_t count, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t count, gfp_t gfp);

#endif
