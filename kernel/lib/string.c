/* SPDX-License-Identifier: MIT */
/*
 * Strings and memory. The bulk operations use the processor's string
 * instructions, four bytes at a time: the compiler must not turn the loops
 * here into calls of the very functions that they define.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

void *memcpy(void *dest, const void *src, size_t count)
{
	void *to = dest;
	size_t words = count / 4;

	asm volatile("rep movsl\n\t"
		     "mov %[rest], %%ecx\n\t"
		     "rep movsb"
		     : "+D"(to), "+S"(src), "+c"(words)
		     : [rest] "r"(count & 3)
		     : "memory");
	return dest;
}
EXPORT_SYMBOL(memcpy);

void *memmove(void *dest, const void *src, size_t count)
{
	u8 *to = (u8 *)dest + count - 1;
	const u8 *from = (const u8 *)src + count - 1;

	if ((unsigned long)dest - (unsigned long)src >= count)
		return memcpy(dest, src, count);
	asm volatile("std\n\t"
		     "rep movsb\n\t"
		     "cld"
		     : "+D"(to), "+S"(from), "+c"(count)
		     :
		     : "memory");
	return dest;
}
EXPORT_SYMBOL(memmove);

void *memset(void *s, int c, size_t count)
{
	void *to = s;
	size_t words = count / 4;

	asm volatile("rep stosl\n\t"
		     "mov %[rest], %%ecx\n\t"
		     "rep stosb"
		     : "+D"(to), "+c"(words)
		     : "a"((u8)c * 0x01010101u), [rest] "r"(count & 3)
		     : "memory");
	return s;
}
EXPORT_SYMBOL(memset);

int memcmp(const void *a, const void *b, size_t count)
{
	const u8 *p = a, *q = b;

	for (; count; p++, q++, count--)
		if (*p != *q)
			return *p - *q;
	return 0;
}
EXPORT_SYMBOL(memcmp);

void *memchr(const void *s, int c, size_t count)
{
	const u8 *p = s;

	for (; count; p++, count--)
		if (*p == (u8)c)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr);

void *memchr_inv(const void *s, int c, size_t count)
{
	const u8 *p = s;

	for (; count; p++, count--)
		if (*p != (u8)c)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr_inv);

void *memscan(void *s, int c, size_t count)
{
	void *found = memchr(s, c, count);

	return found ? found : (u8 *)s + count;
}
EXPORT_SYMBOL(memscan);

void memzero_explicit(void *s, size_t count)
{
	memset(s, 0, count);
	asm volatile("" : : "r"(s) : "memory");
}
EXPORT_SYMBOL(memzero_explicit);

size_t strlen(const char *s)
{
	const char *p = s;

	while (*p)
		p++;
	return p - s;
}
EXPORT_SYMBOL(strlen);

size_t strnlen(const char *s, size_t count)
{
	size_t n = 0;

	while (n < count && s[n])
		n++;
	return n;
}
EXPORT_SYMBOL(strnlen);

char *strcpy(char *dest, const char *src)
{
	return memcpy(dest, src, strlen(src) + 1);
}
EXPORT_SYMBOL(strcpy);

char *strncpy(char *dest, const char *src, size_t count)
{
	size_t length = strnlen(src, count);

	memcpy(dest, src, length);
	memset(dest + length, 0, count - length);
	return dest;
}
EXPORT_SYMBOL(strncpy);

char *strcat(char *dest, const char *src)
{
	strcpy(dest + strlen(dest), src);
	return dest;
}
EXPORT_SYMBOL(strcat);

char *strncat(char *dest, const char *src, size_t count)
{
	size_t length = strnlen(src, count);
	char *end = dest + strlen(dest);

	memcpy(end, src, length);
	end[length] = '\0';
	return dest;
}
EXPORT_SYMBOL(strncat);

size_t strlcpy(char *dest, const char *src, size_t size)
{
	size_t length = strlen(src);

	strscpy(dest, src, size);
	return length;
}
EXPORT_SYMBOL(strlcpy);

size_t strlcat(char *dest, const char *src, size_t size)
{
	size_t used = strnlen(dest, size);

	return used + strlcpy(dest + used, src, size - used);
}
EXPORT_SYMBOL(strlcat);

ssize_t strscpy(char *dest, const char *src, size_t size)
{
	size_t length = strnlen(src, size);

	if (!size)
		return -E2BIG;
	if (length == size) {
		memcpy(dest, src, size - 1);
		dest[size - 1] = '\0';
		return -E2BIG;
	}
	memcpy(dest, src, length + 1);
	return length;
}
EXPORT_SYMBOL(strscpy);

ssize_t strscpy_pad(char *dest, const char *src, size_t size)
{
	ssize_t length = strscpy(dest, src, size);

	if (length >= 0)
		memset(dest + length, 0, size - length);
	return length;
}
EXPORT_SYMBOL(strscpy_pad);

int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return (u8)*a - (u8)*b;
}
EXPORT_SYMBOL(strcmp);

int strncmp(const char *a, const char *b, size_t count)
{
	for (; count; a++, b++, count--) {
		if (*a != *b)
			return (u8)*a - (u8)*b;
		if (!*a)
			return 0;
	}
	return 0;
}
EXPORT_SYMBOL(strncmp);

int strncasecmp(const char *a, const char *b, size_t count)
{
	for (; count; a++, b++, count--) {
		int difference = tolower((u8)*a) - tolower((u8)*b);

		if (difference || !*a)
			return difference;
	}
	return 0;
}
EXPORT_SYMBOL(strncasecmp);

int strcasecmp(const char *a, const char *b)
{
	return strncasecmp(a, b, SIZE_MAX);
}
EXPORT_SYMBOL(strcasecmp);

char *strchrnul(const char *s, int c)
{
	while (*s && *s != (char)c)
		s++;
	return (char *)s;
}
EXPORT_SYMBOL(strchrnul);

char *strchr(const char *s, int c)
{
	s = strchrnul(s, c);
	return *s == (char)c ? (char *)s : NULL;
}
EXPORT_SYMBOL(strchr);

char *strnchr(const char *s, size_t count, int c)
{
	return memchr(s, c, strnlen(s, count));
}
EXPORT_SYMBOL(strnchr);

char *strrchr(const char *s, int c)
{
	const char *last = NULL;

	do {
		if (*s == (char)c)
			last = s;
	} while (*s++);
	return (char *)last;
}
EXPORT_SYMBOL(strrchr);

char *strnstr(const char *s, const char *find, size_t count)
{
	size_t length = strlen(find);

	for (; count >= length; s++, count--) {
		if (!memcmp(s, find, length))
			return (char *)s;
		if (!count)
			break;
	}
	return NULL;
}
EXPORT_SYMBOL(strnstr);

char *strstr(const char *s, const char *find)
{
	return strnstr(s, find, strlen(s));
}
EXPORT_SYMBOL(strstr);

size_t strspn(const char *s, const char *accept)
{
	const char *p = s;

	while (*p && strchr(accept, *p))
		p++;
	return p - s;
}
EXPORT_SYMBOL(strspn);

size_t strcspn(const char *s, const char *reject)
{
	const char *p = s;

	while (*p && !strchr(reject, *p))
		p++;
	return p - s;
}
EXPORT_SYMBOL(strcspn);

char *strpbrk(const char *s, const char *accept)
{
	s += strcspn(s, accept);
	return *s ? (char *)s : NULL;
}
EXPORT_SYMBOL(strpbrk);

char *strsep(char **s, const char *delimiters)
{
	char *begin = *s, *end;

	if (!begin)
		return NULL;
	end = strpbrk(begin, delimiters);
	if (end)
		*end++ = '\0';
	*s = end;
	return begin;
}
EXPORT_SYMBOL(strsep);

char *strreplace(char *s, char from, char to)
{
	for (char *p = s; *p; p++)
		if (*p == from)
			*p = to;
	return s;
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

/* The copy is the caller's in whatever records who allocates. */
static void *copy_for(const void *src, size_t count, gfp_t gfp,
		      unsigned long caller)
{
	void *copy = __kmalloc_track_caller(count, gfp, caller);

	return copy ? memcpy(copy, src, count) : NULL;
}

static char *copy_text_for(const char *s, size_t count, gfp_t gfp,
			   unsigned long caller)
{
	char *copy = __kmalloc_track_caller(count + 1, gfp, caller);

	if (!copy)
		return NULL;
	memcpy(copy, s, count);
	copy[count] = '\0';
	return copy;
}

void *kmemdup(const void *src, size_t count, gfp_t gfp)
{
	return copy_for(src, count, gfp, _RET_IP_);
}
EXPORT_SYMBOL(kmemdup);

char *kmemdup_nul(const char *s, size_t count, gfp_t gfp)
{
	return copy_text_for(s, count, gfp, _RET_IP_);
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
