/* SPDX-License-Identifier: MIT */
/*
 * Programs for another word size than the kernel's: there are none.
 *
 * Context: process.
 * Linux: Documentation/driver-api/ioctl.rst
 */
#ifndef _LINUX_COMPAT_H
#define _LINUX_COMPAT_H

#include <linux/compiler.h>
#include <linux/types.h>

typedef u32 compat_uptr_t, compat_ulong_t, compat_uint_t, compat_size_t;
typedef s32 compat_long_t, compat_int_t, compat_ssize_t;

/* A user pointer that came as an integer, and back. */
static inline void __user *compat_ptr(compat_uptr_t uptr)
{
	return (void __user *)uptr;
}

static inline compat_uptr_t ptr_to_compat(void __user *uptr)
{
	return (compat_uptr_t)uptr;
}

/* Whether the running system call is such a program's. */
static inline bool in_compat_syscall(void)
{
	return false;
}

#endif
