/* SPDX-License-Identifier: MIT */
/*
 * Numbers from text. A base of 0 reads 0x… as hexadecimal and 0… as octal.
 * The kstrto family takes the whole string (a newline at its end is allowed)
 * and returns 0, -EINVAL (not a number) or -ERANGE.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_KSTRTOX_H
#define _LINUX_KSTRTOX_H

#include <linux/compiler.h>
#include <linux/types.h>

/* All that is at @s: 0, -EINVAL or -ERANGE; *@res stays as it is then. */
int __must_check kstrtoull(const char *s, unsigned int base,
			   unsigned long long *res);
int __must_check kstrtoll(const char *s, unsigned int base, long long *res);
int __must_check kstrtoul(const char *s, unsigned int base, unsigned long *res);
int __must_check kstrtol(const char *s, unsigned int base, long *res);
int __must_check kstrtouint(const char *s, unsigned int base,
			    unsigned int *res);
int __must_check kstrtoint(const char *s, unsigned int base, int *res);
int __must_check kstrtou16(const char *s, unsigned int base, u16 *res);
int __must_check kstrtos16(const char *s, unsigned int base, s16 *res);
int __must_check kstrtou8(const char *s, unsigned int base, u8 *res);
int __must_check kstrtos8(const char *s, unsigned int base, s8 *res);
/* y, Y, t, T, 1, on: true. n, N, f, F, 0, off: false. Else -EINVAL. */
int __must_check kstrtobool(const char *s, bool *res);

static inline int __must_check kstrtou32(const char *s, unsigned int base,
					 u32 *res)
{
	return kstrtouint(s, base, res);
}

static inline int __must_check kstrtos32(const char *s, unsigned int base,
					 s32 *res)
{
	return kstrtoint(s, base, res);
}

static inline int __must_check kstrtou64(const char *s, unsigned int base,
					 u64 *res)
{
	return kstrtoull(s, base, res);
}

static inline int __must_check kstrtos64(const char *s, unsigned int base,
					 s64 *res)
{
	return kstrtoll(s, base, res);
}

/*
 * Of the first @count bytes at @s in user space; besides -EFAULT.
 * Context: process, may sleep.
 */
int __must_check kstrtoull_from_user(const char __user *s, size_t count,
				     unsigned int base,
				     unsigned long long *res);
int __must_check kstrtoll_from_user(const char __user *s, size_t count,
				    unsigned int base, long long *res);
int __must_check kstrtoul_from_user(const char __user *s, size_t count,
				    unsigned int base, unsigned long *res);
int __must_check kstrtol_from_user(const char __user *s, size_t count,
				   unsigned int base, long *res);
int __must_check kstrtouint_from_user(const char __user *s, size_t count,
				      unsigned int base, unsigned int *res);
int __must_check kstrtoint_from_user(const char __user *s, size_t count,
				     unsigned int base, int *res);
int __must_check kstrtou16_from_user(const char __user *s, size_t count,
				     unsigned int base, u16 *res);
int __must_check kstrtos16_from_user(const char __user *s, size_t count,
				     unsigned int base, s16 *res);
int __must_check kstrtou8_from_user(const char __user *s, size_t count,
				    unsigned int base, u8 *res);
int __must_check kstrtos8_from_user(const char __user *s, size_t count,
				    unsigned int base, s8 *res);
int __must_check kstrtobool_from_user(const char __user *s, size_t count,
				      bool *res);

#define kstrtou64_from_user kstrtoull_from_user
#define kstrtos64_from_user kstrtoll_from_user
#define kstrtou32_from_user kstrtouint_from_user
#define kstrtos32_from_user kstrtoint_from_user

/* The older family stops at what is no digit, *@end, and never fails. */
unsigned long long simple_strtoull(const char *s, char **end,
				   unsigned int base);
unsigned long simple_strtoul(const char *s, char **end, unsigned int base);
long simple_strtol(const char *s, char **end, unsigned int base);
long long simple_strtoll(const char *s, char **end, unsigned int base);

#endif
