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
#include <linux/string.h>
#include <linux/unaligned.h>

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
	size_t rest = count % 4;

	if ((unsigned long)dest - (unsigned long)src >= count)
		return memcpy(dest, src, count);
	asm volatile("std\n\t"
		     "rep movsb\n\t"
		     "sub $3, %%esi\n\t"
		     "sub $3, %%edi\n\t"
		     "mov %[words], %%ecx\n\t"
		     "rep movsl\n\t"
		     "cld"
		     : "+D"(to), "+S"(from), "+c"(rest)
		     : [words] "r"(count / 4)
		     : "memory", "cc");
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

void *memset16(u16 *s, u16 v, size_t count)
{
	void *to = s;

	asm volatile("rep stosw" : "+D"(to), "+c"(count) : "a"(v) : "memory");
	return s;
}
EXPORT_SYMBOL(memset16);

void *memset32(u32 *s, u32 v, size_t count)
{
	void *to = s;

	asm volatile("rep stosl" : "+D"(to), "+c"(count) : "a"(v) : "memory");
	return s;
}
EXPORT_SYMBOL(memset32);

void *memset64(u64 *s, u64 v, size_t count)
{
	for (size_t i = 0; i < count; i++)
		s[i] = v;
	return s;
}
EXPORT_SYMBOL(memset64);

/* Equal words are passed over; the first that differ, or the rest, by bytes. */
int memcmp(const void *a, const void *b, size_t count)
{
	const u8 *p = a, *q = b;
	size_t words = count / 4, rest = count % 4;
	bool differ;

	if (words) {
		asm("repe cmpsl"
		    : "+S"(p), "+D"(q), "+c"(words), "=@ccne"(differ)
		    :
		    : "memory");
		if (differ) {
			p -= 4;
			q -= 4;
			rest = 4;
		}
	}
	for (; rest; p++, q++, rest--)
		if (*p != *q)
			return *p - *q;
	return 0;
}
EXPORT_SYMBOL(memcmp);

int bcmp(const void *a, const void *b, size_t count)
{
	return memcmp(a, b, count);
}
EXPORT_SYMBOL(bcmp);

void *memchr(const void *s, int c, size_t count)
{
	const u8 *p = s;
	bool found;

	if (!count)
		return NULL;
	asm("repne scasb"
	    : "+D"(p), "+c"(count), "=@cce"(found)
	    : "a"(c)
	    : "memory");
	return found ? (void *)(p - 1) : NULL;
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
	const char *end = s;
	size_t count = SIZE_MAX;

	asm("repne scasb" : "+D"(end), "+c"(count) : "a"(0) : "memory", "cc");
	return end - s - 1;
}
EXPORT_SYMBOL(strlen);

size_t strnlen(const char *s, size_t count)
{
	const char *end = memchr(s, '\0', count);

	return end ? end - s : count;
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

size_t strlcat(char *dest, const char *src, size_t size)
{
	size_t used = strnlen(dest, size), length = strlen(src);

	if (used < size)
		sized_strscpy(dest + used, src, size - used);
	return used + length;
}
EXPORT_SYMBOL(strlcat);

char *stpcpy(char *dest, const char *src)
{
	size_t length = strlen(src);

	memcpy(dest, src, length + 1);
	return dest + length;
}
EXPORT_SYMBOL(stpcpy);

ssize_t sized_strscpy(char *dest, const char *src, size_t size)
{
	size_t length;

	if (!size || WARN_ON_ONCE(size > INT_MAX))
		return -E2BIG;
	length = strnlen(src, size);
	if (length == size) {
		memcpy(dest, src, size - 1);
		dest[size - 1] = '\0';
		return -E2BIG;
	}
	memcpy(dest, src, length + 1);
	return length;
}
EXPORT_SYMBOL(sized_strscpy);

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

char *strnchrnul(const char *s, size_t count, int c)
{
	for (; count && *s && *s != (char)c; count--)
		s++;
	return (char *)s;
}

char *strnchr(const char *s, size_t count, int c)
{
	const char *found = strnchrnul(s, count, c);

	return found - s < count && *found == (char)c ? (char *)found : NULL;
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
