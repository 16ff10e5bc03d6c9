/* SPDX-License-Identifier: MIT */
/*
 * User memory from the kernel. Any pointer may be given: what is not the
 * user's, or not mapped, or not allowed, is an error and never an oops. A page
 * that is only not there yet is brought in.
 *
 * Context: process, may sleep
 * Linux: Documentation/core-api/mm-api.rst
 */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/mm_types.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/types.h>

/* Whether [@addr, @addr + @size) lies below the kernel. */
static inline bool __access_ok(unsigned long addr, unsigned long size)
{
	return size <= TASK_SIZE && addr <= TASK_SIZE - size;
}
#define access_ok(addr, size) __access_ok((unsigned long)(addr), size)

/* How many of the @n bytes could not be copied: 0 is success. */
unsigned long __must_check copy_from_user(void *to, const void __user *from,
					  unsigned long n);
unsigned long __must_check copy_to_user(void __user *to, const void *from,
					unsigned long n);
/* How many of the @n bytes could not be zeroed. */
unsigned long __must_check clear_user(void __user *to, unsigned long n);
/*
 * Copies a string of less than @count bytes: its length without the NUL;
 * @count when there was no NUL in as many; -EFAULT.
 */
long __must_check strncpy_from_user(char *dst, const char __user *src,
				    long count);
/* The length with the NUL; more than @n: longer than @n; 0: a fault. */
long strnlen_user(const char __user *s, long n);

#define get_user(x, ptr)                                                \
	({                                                              \
		char __gu[sizeof(*(ptr))];                              \
		int __err = copy_from_user(__gu, (ptr), sizeof(__gu)) ? \
				    -EFAULT :                           \
				    0;                                  \
		(x) = __err ? (typeof(*(ptr)))0 :                       \
			      *(const typeof(*(ptr)) *)__gu;            \
		__err;                                                  \
	})
#define put_user(x, ptr)                                                \
	({                                                              \
		typeof(*(ptr)) __pu = (x);                              \
		copy_to_user((ptr), &__pu, sizeof(__pu)) ? -EFAULT : 0; \
	})
/* For who has asked access_ok() himself: here they ask, too. */
#define __get_user get_user
#define __put_user put_user
#define __copy_from_user copy_from_user
#define __copy_to_user copy_to_user
#define __clear_user clear_user
#define raw_copy_from_user copy_from_user
#define raw_copy_to_user copy_to_user

/* Accesses in a row, between user_access_begin() (false: no) and its end. */
#define user_access_begin(ptr, len) access_ok(ptr, len)
#define user_access_end() ((void)0)
#define unsafe_get_user(x, ptr, label) \
	do {                           \
		if (get_user(x, ptr))  \
			goto label;    \
	} while (0)
#define unsafe_put_user(x, ptr, label) \
	do {                           \
		if (put_user(x, ptr))  \
			goto label;    \
	} while (0)

/* 1: all @size bytes are 0; 0: they are not; -EFAULT. */
int check_zeroed_user(const void __user *from, size_t size);
/*
 * A structure that grows with time: what the user's (@usize bytes) lacks is
 * zeros, what it has more must be zeros. 0, -E2BIG: it is not; -EFAULT.
 */
int __must_check copy_struct_from_user(void *dst, size_t ksize,
				       const void __user *src, size_t usize);

/*
 * Copies from whatever address of the kernel: 0, -EFAULT where there is no
 * memory, -ERANGE where it is not the kernel's. Context: any.
 */
long copy_from_kernel_nofault(void *dst, const void *src, size_t size);
long copy_to_kernel_nofault(void *dst, const void *src, size_t size);

/*
 * The same with user memory, as far as its pages are there: none is brought in.
 * Between pagefault_disable() and _enable() that holds for all copies.
 */
long copy_from_user_nofault(void *dst, const void __user *src, size_t size);
long copy_to_user_nofault(void __user *dst, const void *src, size_t size);
#define pagefault_disable() ((void)current->pagefault_disabled++)
#define pagefault_enable() ((void)current->pagefault_disabled--)
#define pagefault_disabled() (current->pagefault_disabled != 0)
#define __copy_from_user_inatomic copy_from_user
#define __copy_to_user_inatomic copy_to_user
#define get_kernel_nofault(val, ptr)                                     \
	({                                                               \
		const typeof(val) *__gk_ptr = (ptr);                     \
		copy_from_kernel_nofault(&(val), __gk_ptr, sizeof(val)); \
	})

/* A new string or buffer for kfree(): or ERR_PTR(-EFAULT, -ENOMEM, ...). */
void *memdup_user(const void __user *src, size_t len);
void *memdup_user_nul(const void __user *src, size_t len);
#define vmemdup_user memdup_user
/* @n elements of @size bytes; -EOVERFLOW. */
static inline void *memdup_array_user(const void __user *src, size_t n,
				      size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		return ERR_PTR(-EOVERFLOW);
	return memdup_user(src, bytes);
}
/* -EINVAL when longer than @n bytes with its NUL. */
char *strndup_user(const char __user *s, long n);

#endif
