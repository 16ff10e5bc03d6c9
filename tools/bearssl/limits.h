/* SPDX-License-Identifier: MIT */
/*
 * The one limit that BearSSL's sources ask for. (The compiler's own limits.h
 * goes on to a C library's, which the kernel does not have.)
 */
#ifndef _BEARSSL_LIMITS_H
#define _BEARSSL_LIMITS_H

#define ULONG_MAX (__LONG_MAX__ * 2UL + 1)

#endif
