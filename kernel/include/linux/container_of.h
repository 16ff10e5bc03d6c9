/* SPDX-License-Identifier: MIT */
/*
 * From a member to the structure that it is in.
 *
 * Context: any.
 * Linux: Documentation/core-api/kobject.rst
 */
#ifndef _LINUX_CONTAINER_OF_H
#define _LINUX_CONTAINER_OF_H

#include <linux/stddef.h>

#include <linux/compiler.h>

/* @ptr points to member @member of a @type, which is what is returned. */
#define container_of(ptr, type, member)                                    \
	({                                                                 \
		void *__mptr = (void *)(ptr);                              \
		_Static_assert(__same_type(*(ptr), ((type *)0)->member) || \
				       __same_type(*(ptr), void),          \
			       "pointer type mismatch in container_of()"); \
		((type *)(__mptr - offsetof(type, member)));               \
	})
/* The same, const where @ptr is. */
#define container_of_const(ptr, type, member) \
	_Generic(ptr, const typeof(*(ptr)) *                                  \
		 : ((const type *)container_of(ptr, type, member)), default   \
		 : ((type *)container_of(ptr, type, member)))
#define typeof_member(T, m) typeof(((T *)0)->m)

#endif
