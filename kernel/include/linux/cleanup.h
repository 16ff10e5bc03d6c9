/* SPDX-License-Identifier: MIT */
/*
 * Variables that give back what they hold when they go out of scope:
 * `struct file *file __free(fput) = fget(fd);`
 */
#ifndef _LINUX_CLEANUP_H
#define _LINUX_CLEANUP_H

#define __cleanup(fn) __attribute__((cleanup(fn)))

/* Makes __free(@name) run @free, in which _T is the variable. */
#define DEFINE_FREE(name, type, free)             \
	static inline void __free_##name(void *p) \
	{                                         \
		type _T = *(type *)p;             \
		free;                             \
	}
#define __free(name) __cleanup(__free_##name)

/* The value of @p, which the variable does not give back any more. */
#define no_free_ptr(p)                   \
	({                               \
		__auto_type __ptr = (p); \
		(p) = NULL;              \
		__ptr;                   \
	})
#define return_ptr(p) return no_free_ptr(p)

#endif
