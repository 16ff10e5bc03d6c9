/* SPDX-License-Identifier: MIT */
/*
 * Atomic counters: no interrupt, and so no other task, comes between reading
 * the old value and writing the new one. atomic_t has 32 bits, atomic64_t 64,
 * atomic_long_t those of a long; each has all operations, under its prefix.
 * What ends in _relaxed, _acquire or _release is the same here as without.
 *
 *   X_read X_set                         the value
 *   X_add X_sub X_inc X_dec              change it; nothing is returned
 *   X_and X_or X_xor X_andnot
 *   X_OP_return                          ... and return the new value
 *   X_fetch_OP                           ... and return the old value
 *   X_xchg X_cmpxchg X_try_cmpxchg       as asm/cmpxchg.h has them
 *   X_sub_and_test X_dec_and_test        whether the new value is 0
 *   X_inc_and_test
 *   X_add_negative                       whether the new value is below 0
 *   X_fetch_add_unless X_add_unless      unless it is @u: the old value; whether
 *   X_inc_not_zero                       unless it is 0: whether
 *   X_inc_unless_negative X_dec_unless_positive
 *   X_dec_if_positive                    the old value less 1, done or not
 *
 * Context: any.
 * Linux: Documentation/core-api/wrappers/atomic_t.rst
 */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <asm/atomic.h>
#include <asm/barrier.h>
#include <linux/compiler.h>
#include <linux/types.h>

/* clang-format off */
#define ATOMIC64_INIT(i) { (i) }
#define ATOMIC_LONG_INIT(i) ATOMIC_INIT(i)
/* clang-format on */

/* The forms of weaker order of the function @name. */
#define __ATOMIC_FORMS(ret, name, params, args)          \
	static __always_inline ret name##_relaxed params \
	{                                                \
		return name args;                        \
	}                                                \
	static __always_inline ret name##_acquire params \
	{                                                \
		return name args;                        \
	}                                                \
	static __always_inline ret name##_release params \
	{                                                \
		return name args;                        \
	}

/* All that goes by @op and an operand. */
#define __ATOMIC_OP(a, type, value, op)                        \
	static __always_inline void a##_##op(value i, type *v) \
	{                                                      \
		a##_fetch_##op(i, v);                          \
	}                                                      \
	__ATOMIC_FORMS(value, a##_fetch_##op, (value i, type * v), (i, v))

/* The same for addition and subtraction, which have more. */
#define __ATOMIC_SUM(a, type, value, op, sign, step)                          \
	__ATOMIC_OP(a, type, value, op)                                       \
	static __always_inline value a##_##op##_return(value i, type *v)      \
	{                                                                     \
		return a##_fetch_##op(i, v) sign i;                           \
	}                                                                     \
	__ATOMIC_FORMS(value, a##_##op##_return, (value i, type * v), (i, v)) \
	static __always_inline bool a##_##op##_and_test(value i, type *v)     \
	{                                                                     \
		return a##_##op##_return(i, v) == 0;                          \
	}                                                                     \
	static __always_inline void a##_##step(type *v)                       \
	{                                                                     \
		a##_##op(1, v);                                               \
	}                                                                     \
	static __always_inline value a##_##step##_return(type *v)             \
	{                                                                     \
		return a##_##op##_return(1, v);                               \
	}                                                                     \
	__ATOMIC_FORMS(value, a##_##step##_return, (type * v), (v))           \
	static __always_inline value a##_fetch_##step(type *v)                \
	{                                                                     \
		return a##_fetch_##op(1, v);                                  \
	}                                                                     \
	__ATOMIC_FORMS(value, a##_fetch_##step, (type * v), (v))              \
	static __always_inline bool a##_##step##_and_test(type *v)            \
	{                                                                     \
		return a##_##op##_return(1, v) == 0;                          \
	}

/* Adds @i while @cond holds of the old value: whether it did. */
#define __ATOMIC_ADD_IF(a, type, value, name, params, i, cond)  \
	static inline bool a##_##name params                    \
	{                                                       \
		value old = a##_read(v);                        \
                                                                \
		do {                                            \
			if (!(cond))                            \
				return false;                   \
		} while (!a##_try_cmpxchg(v, &old, old + (i))); \
		return true;                                    \
	}

#define __ATOMIC_EXCHANGES(a, type, value)                                   \
	static __always_inline value a##_cmpxchg(type *v, value old,         \
						 value new)                  \
	{                                                                    \
		a##_try_cmpxchg(v, &old, new);                               \
		return old;                                                  \
	}                                                                    \
	__ATOMIC_FORMS(value, a##_cmpxchg, (type * v, value old, value new), \
		       (v, old, new))                                        \
	__ATOMIC_FORMS(bool, a##_try_cmpxchg,                                \
		       (type * v, value * old, value new), (v, old, new))    \
	__ATOMIC_FORMS(value, a##_xchg, (type * v, value new), (v, new))     \
	static __always_inline value a##_read_acquire(const type *v)         \
	{                                                                    \
		return a##_read(v);                                          \
	}                                                                    \
	static __always_inline void a##_set_release(type *v, value i)        \
	{                                                                    \
		barrier();                                                   \
		a##_set(v, i);                                               \
	}

#define __ATOMIC_CONDITIONS(a, type, value)                                  \
	static __always_inline bool a##_add_negative(value i, type *v)       \
	{                                                                    \
		return a##_add_return(i, v) < 0;                             \
	}                                                                    \
	__ATOMIC_FORMS(bool, a##_add_negative, (value i, type * v), (i, v))  \
	static inline value a##_fetch_add_unless(type *v, value i, value u)  \
	{                                                                    \
		value old = a##_read(v);                                     \
                                                                             \
		while (old != u && !a##_try_cmpxchg(v, &old, old + i))       \
			;                                                    \
		return old;                                                  \
	}                                                                    \
	__ATOMIC_ADD_IF(a, type, value, add_unless,                          \
			(type * v, value i, value u), i, old != u)           \
	__ATOMIC_ADD_IF(a, type, value, inc_not_zero, (type * v), 1, old)    \
	__ATOMIC_ADD_IF(a, type, value, inc_unless_negative, (type * v), 1,  \
			old >= 0)                                            \
	__ATOMIC_ADD_IF(a, type, value, dec_unless_positive, (type * v), -1, \
			old <= 0)                                            \
	static inline value a##_dec_if_positive(type *v)                     \
	{                                                                    \
		value old = a##_read(v);                                     \
                                                                             \
		while (old > 0 && !a##_try_cmpxchg(v, &old, old - 1))        \
			;                                                    \
		return old - 1;                                              \
	}

#define __ATOMIC_TYPE(a, type, value)                                   \
	__ATOMIC_EXCHANGES(a, type, value)                              \
	__ATOMIC_SUM(a, type, value, add, +, inc)                       \
	__ATOMIC_SUM(a, type, value, sub, -, dec)                       \
	__ATOMIC_OP(a, type, value, and)                                \
	__ATOMIC_OP(a, type, value, or)                                 \
	__ATOMIC_OP(a, type, value, xor)                                \
	static __always_inline value a##_fetch_andnot(value i, type *v) \
	{                                                               \
		return a##_fetch_and(~i, v);                            \
	}                                                               \
	__ATOMIC_OP(a, type, value, andnot)                             \
	__ATOMIC_CONDITIONS(a, type, value)

__ATOMIC_TYPE(atomic, atomic_t, int)
__ATOMIC_TYPE(atomic_long, atomic_long_t, long)
__ATOMIC_TYPE(atomic64, atomic64_t, s64)

/* Reads until @cond holds of the value, VAL in it. */
#define atomic_cond_read_relaxed(v, cond) \
	smp_cond_load_relaxed(&(v)->counter, cond)
#define atomic_cond_read_acquire(v, cond) \
	smp_cond_load_acquire(&(v)->counter, cond)

#endif
