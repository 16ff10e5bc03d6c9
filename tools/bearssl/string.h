/* SPDX-License-Identifier: MIT */
/*
 * The C library as BearSSL finds it in the kernel: these five functions, which
 * the kernel has, and nothing else. For BearSSL's sources alone.
 */
#ifndef _BEARSSL_STRING_H
#define _BEARSSL_STRING_H

#include <stddef.h>

void *memcpy(void *dest, const void *src, size_t count);
void *memmove(void *dest, const void *src, size_t count);
void *memset(void *dest, int c, size_t count);
int memcmp(const void *a, const void *b, size_t count);
size_t strlen(const char *s);

#endif
