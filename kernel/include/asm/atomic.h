/* SPDX-License-Identifier: MIT */
/*
 * What linux/atomic.h makes all atomic operations of: reading, writing, and
 * changing a counter of 4 or 8 bytes in one instruction (or, for 8 bytes and
 * the bitwise ones that return a value, by trying until nothing came between).
 */
#ifndef _ASM_ATOMIC_H
#define _ASM_ATOMIC_H

#include <asm/cmpxchg.h>
#include <linux/compiler.h>
#include <linux/types.h>

/* The basic operations of @type, named @a, whose values are of type @value. */
#define __ATOMIC_BASE(a, type, value)                                       \
	static __always_inline value a##_read(const type *v)                \
	{                                                                   \
		return READ_ONCE(v->counter);                               \
	}                                                                   \
	static __always_inline void a##_set(type *v, value i)               \
	{                                                                   \
		WRITE_ONCE(v->counter, i);                                  \
	}                                                                   \
	static __always_inline value a##_xchg(type *v, value new)           \
	{                                                                   \
		return __atomic_exchange_n(&v->counter, new,                \
					   __ATOMIC_SEQ_CST);               \
	}                                                                   \
	static __always_inline bool a##_try_cmpxchg(type *v, value *old,    \
						    value new)              \
	{                                                                   \
		return __atomic_compare_exchange_n(&v->counter, (int *)old, \
						   new, false,              \
						   __ATOMIC_SEQ_CST,        \
						   __ATOMIC_SEQ_CST);       \
	}                                                                   \
	__ATOMIC_FETCH(a, type, value, add)                                 \
	__ATOMIC_FETCH(a, type, value, sub)                                 \
	__ATOMIC_FETCH(a, type, value, and)                                 \
	__ATOMIC_FETCH(a, type, value, or)                                  \
	__ATOMIC_FETCH(a, type, value, xor)
#define __ATOMIC_FETCH(a, type, value, op)                                    \
	static __always_inline value a##_fetch_##op(value i, type *v)         \
	{                                                                     \
		return __atomic_fetch_##op(&v->counter, i, __ATOMIC_SEQ_CST); \
	}

__ATOMIC_BASE(atomic, atomic_t, int)
__ATOMIC_BASE(atomic_long, atomic_long_t, long)

static __always_inline s64 atomic64_read(const atomic64_t *v)
{
	u64 seen = 0;

	try_cmpxchg64((u64 *)&v->counter, &seen, 0);
	return seen;
}

static __always_inline bool atomic64_try_cmpxchg(atomic64_t *v, s64 *old,
						 s64 new)
{
	return try_cmpxchg64(&v->counter, old, new);
}

/* Makes the old value i64 @expr: what it was. */
#define __ATOMIC64_LOOP(name, expr)                          \
	static inline s64 name(s64 i, atomic64_t *v)         \
	{                                                    \
		s64 old = READ_ONCE(v->counter);             \
                                                             \
		while (!atomic64_try_cmpxchg(v, &old, expr)) \
			;                                    \
		return old;                                  \
	}

__ATOMIC64_LOOP(atomic64_fetch_add, old + i)
__ATOMIC64_LOOP(atomic64_fetch_sub, old - i)
__ATOMIC64_LOOP(atomic64_fetch_and, old &i)
__ATOMIC64_LOOP(atomic64_fetch_or, old | i)
__ATOMIC64_LOOP(atomic64_fetch_xor, old ^ i)
__ATOMIC64_LOOP(__atomic64_exchange, i)

static inline s64 atomic64_xchg(atomic64_t *v, s64 new)
{
	return __atomic64_exchange(new, v);
}

static inline void atomic64_set(atomic64_t *v, s64 i)
{
	__atomic64_exchange(i, v);
}

#endif
