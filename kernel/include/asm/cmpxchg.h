/* SPDX-License-Identifier: MIT */
/*
 * Exchanging a word of memory in one instruction: 1, 2 or 4 bytes by the plain
 * names, 8 bytes by those that end in 64. The forms of weaker order are the
 * same on x86.
 * Context: any.
 * Linux: Documentation/core-api/wrappers/atomic_t.rst
 */
#ifndef _ASM_CMPXCHG_H
#define _ASM_CMPXCHG_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/types.h>

/* Writes @value to *@ptr: what was there. */
#define xchg(ptr, value)                                               \
	({                                                             \
		BUILD_BUG_ON(sizeof(*(ptr)) > 4);                      \
		(typeof(*(ptr)))__atomic_exchange_n(ptr, value,        \
						    __ATOMIC_SEQ_CST); \
	})

/*
 * Writes @new to *@ptr if *@oldp is there: whether it was. If not, *@oldp is
 * what was there.
 */
#define try_cmpxchg(ptr, oldp, new)                                \
	({                                                         \
		BUILD_BUG_ON(sizeof(*(ptr)) > 4);                  \
		__atomic_compare_exchange_n(ptr, oldp, new, false, \
					    __ATOMIC_SEQ_CST,      \
					    __ATOMIC_SEQ_CST);     \
	})

/* Writes @new to *@ptr if @old is there: what was there. */
#define cmpxchg(ptr, old, new)                              \
	({                                                  \
		__auto_type __seen = (typeof(*(ptr)))(old); \
		try_cmpxchg(ptr, &__seen, new);             \
		(typeof(*(ptr)))__seen;                     \
	})

/* Adds @value to *@ptr: what was there. */
#define xadd(ptr, value) __atomic_fetch_add(ptr, value, __ATOMIC_SEQ_CST)

static __always_inline bool __try_cmpxchg64(volatile u64 *ptr, u64 *old,
					    u64 new)
{
	u64 seen = *old;

	asm volatile("lock; cmpxchg8b %0"
		     : "+m"(*ptr), "+A"(seen)
		     : "b"((u32) new), "c"((u32)(new >> 32))
		     : "memory", "cc");
	if (seen == *old)
		return true;
	*old = seen;
	return false;
}

#define try_cmpxchg64(ptr, oldp, new) \
	__try_cmpxchg64((volatile u64 *)(ptr), (u64 *)(oldp), (u64)(new))
#define cmpxchg64(ptr, old, new)                    \
	({                                          \
		u64 __seen64 = (u64)(old);          \
		try_cmpxchg64(ptr, &__seen64, new); \
		(typeof(*(ptr)))__seen64;           \
	})

#define xchg_relaxed xchg
#define xchg_acquire xchg
#define xchg_release xchg
#define cmpxchg_relaxed cmpxchg
#define cmpxchg_acquire cmpxchg
#define cmpxchg_release cmpxchg
#define cmpxchg_local cmpxchg
#define try_cmpxchg_relaxed try_cmpxchg
#define try_cmpxchg_acquire try_cmpxchg
#define try_cmpxchg_release try_cmpxchg
#define try_cmpxchg_local try_cmpxchg
#define cmpxchg64_relaxed cmpxchg64
#define cmpxchg64_acquire cmpxchg64
#define cmpxchg64_release cmpxchg64
#define cmpxchg64_local cmpxchg64
#define try_cmpxchg64_relaxed try_cmpxchg64
#define try_cmpxchg64_acquire try_cmpxchg64
#define try_cmpxchg64_release try_cmpxchg64
#define try_cmpxchg64_local try_cmpxchg64

#endif
