/* SPDX-License-Identifier: MIT */
/*
 * What is given back at the end of its scope, on every way out of it:
 * `struct file *file __free(fput) = fget(fd);` a variable, `guard(mutex)(&m);`
 * a lock until the end of the block, and `scoped_guard(mutex, &m) { ... }` for
 * a block of its own.
 * Context: that of what is given back.
 * Linux: Documentation/core-api/cleanup.rst
 */
#ifndef _LINUX_CLEANUP_H
#define _LINUX_CLEANUP_H

#include <linux/compiler.h>
#include <linux/stddef.h>

#define __cleanup(fn) __maybe_unused __attribute__((cleanup(fn)))

/* Makes __free(@name) run @free, in which _T is the variable. */
#define DEFINE_FREE(name, type, free)             \
	static inline void __free_##name(void *p) \
	{                                         \
		type _T = *(type *)p;             \
		free;                             \
	}
#define __free(name) __cleanup(__free_##name)

/* The value of @p, which the variable does not give back any more. */
#define __get_and_null(p, null)          \
	({                               \
		__auto_type __ptr = (p); \
		(p) = (null);            \
		__ptr;                   \
	})
#define no_free_ptr(p) __get_and_null(p, NULL)
#define return_ptr(p) return no_free_ptr(p)

/*
 * A class: a variable of @type that @init makes (from @init_args), and on which
 * @exit is run at the end of its scope, as _T. CLASS(name, var)(args) is one.
 */
#define DEFINE_CLASS(name, type, exit, init, init_args...)       \
	typedef type class_##name##_t;                           \
	static inline void class_##name##_destructor(type *p)    \
	{                                                        \
		type _T = *p;                                    \
		exit;                                            \
	}                                                        \
	static inline type class_##name##_constructor(init_args) \
	{                                                        \
		type __t = init;                                 \
		return __t;                                      \
	}

/* The class @name@ext: as @name, but made otherwise. */
#define EXTEND_CLASS(name, ext, init, init_args...)                            \
	typedef class_##name##_t class_##name##ext##_t;                        \
	static inline void class_##name##ext##_destructor(class_##name##_t *p) \
	{                                                                      \
		class_##name##_destructor(p);                                  \
	}                                                                      \
	static inline class_##name##_t class_##name##ext##_constructor(        \
		init_args)                                                     \
	{                                                                      \
		class_##name##_t __t = init;                                   \
		return __t;                                                    \
	}

#define CLASS(name, var)                                            \
	class_##name##_t var __cleanup(class_##name##_destructor) = \
		class_##name##_constructor

/*
 * The guard @name of a pointer of @type: @lock and @unlock are run on it, as
 * _T. One made by DEFINE_GUARD_COND may fail, and holds NULL then.
 */
#define DEFINE_GUARD(name, type, lock, unlock)                            \
	DEFINE_CLASS(                                                     \
		name, type, if (_T) { unlock; }, ({                       \
			lock;                                             \
			_T;                                               \
		}),                                                       \
		type _T)                                                  \
	static inline void *class_##name##_lock_ptr(class_##name##_t *_T) \
	{                                                                 \
		return (void *)*_T;                                       \
	}
#define DEFINE_GUARD_COND(name, ext, condlock)                                 \
	EXTEND_CLASS(name, ext, ({                                             \
			     if (_T && !(condlock))                            \
				     _T = NULL;                                \
			     _T;                                               \
		     }),                                                       \
		     class_##name##_t _T)                                      \
	static inline void *class_##name##ext##_lock_ptr(class_##name##_t *_T) \
	{                                                                      \
		return class_##name##_lock_ptr(_T);                            \
	}

/* The same for locks that need more than a pointer: _T->lock, and @members. */
#define DEFINE_LOCK_GUARD_1(name, type, lock_it, unlock_it, members...)    \
	__DEFINE_UNLOCK_GUARD(name, type, unlock_it, members)              \
	static inline class_##name##_t class_##name##_constructor(type *l) \
	{                                                                  \
		class_##name##_t __t = { .lock = l }, *_T = &__t;          \
		lock_it;                                                   \
		return __t;                                                \
	}
#define DEFINE_LOCK_GUARD_1_COND(name, ext, condlock)                          \
	EXTEND_CLASS(name, ext, ({                                             \
			     class_##name##_t _t = { .lock = l }, *_T = &_t;   \
			     if (_T->lock && !(condlock))                      \
				     _T->lock = NULL;                          \
			     _t;                                               \
		     }),                                                       \
		     class_##name##_lock_t l)                                  \
	static inline void *class_##name##ext##_lock_ptr(class_##name##_t *_T) \
	{                                                                      \
		return class_##name##_lock_ptr(_T);                            \
	}

/* For what is no object: interrupts, preemption, RCU. */
#define DEFINE_LOCK_GUARD_0(name, lock_it, unlock_it, members...)       \
	__DEFINE_UNLOCK_GUARD(name, void, unlock_it, members)           \
	static inline class_##name##_t class_##name##_constructor(void) \
	{                                                               \
		class_##name##_t __t = { .lock = (void *)1 },           \
				 *_T __maybe_unused = &__t;             \
		lock_it;                                                \
		return __t;                                             \
	}

#define __DEFINE_UNLOCK_GUARD(name, type, unlock_it, members...)           \
	typedef type *class_##name##_lock_t;                               \
	typedef struct {                                                   \
		type *lock;                                                \
		members;                                                   \
	} class_##name##_t;                                                \
	static inline void class_##name##_destructor(class_##name##_t *_T) \
	{                                                                  \
		if (_T->lock) {                                            \
			unlock_it;                                         \
		}                                                          \
	}                                                                  \
	static inline void *class_##name##_lock_ptr(class_##name##_t *_T)  \
	{                                                                  \
		return _T->lock;                                           \
	}

#define __guard_ptr(name) class_##name##_lock_ptr

/* Holds @name's lock from here to the end of the block. */
#define guard(name) CLASS(name, __UNIQUE_ID(guard))

/* Holds it for the statement that follows, which a failed guard leaves out. */
#define scoped_guard(name, args...)                      \
	for (CLASS(name, __scope)(args), *__done = NULL; \
	     __guard_ptr(name)(&__scope) && !__done; __done = (void *)1)

/* The same; a guard that failed does @fail (a return, say) instead. */
#define scoped_cond_guard(name, fail, args...)                    \
	for (CLASS(name, __scope)(args), *__done = NULL; !__done; \
	     __done = (void *)1)                                  \
		if (!__guard_ptr(name)(&__scope))                 \
			fail;                                     \
		else

#endif
