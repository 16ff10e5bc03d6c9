/* SPDX-License-Identifier: MIT */
/*
 * Single bits in arrays of longs, and bits that are looked for in a word. The
 * functions on arrays take a bit's number in all of the array; those with __
 * before them may be disturbed by an interrupt that changes the same word, the
 * others may not.
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_BITOPS_H
#define _LINUX_BITOPS_H

#include <asm/barrier.h>
#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/types.h>

#define BITS_PER_TYPE(type) (sizeof(type) * BITS_PER_BYTE)
#define BITS_TO_U64(nr) (((nr) + 63) / 64)
#define BITS_TO_U32(nr) (((nr) + 31) / 32)
#define BITS_TO_BYTES(nr) (((nr) + 7) / 8)

#define __BIT_ORDER __ATOMIC_SEQ_CST

static __always_inline void set_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_or(addr + BIT_WORD(nr), BIT_MASK(nr), __BIT_ORDER);
}

static __always_inline void clear_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(addr + BIT_WORD(nr), ~BIT_MASK(nr), __BIT_ORDER);
}

static __always_inline void change_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_xor(addr + BIT_WORD(nr), BIT_MASK(nr), __BIT_ORDER);
}

/* These return whether the bit was set before. */
static __always_inline bool test_and_set_bit(long nr,
					     volatile unsigned long *addr)
{
	return __atomic_fetch_or(addr + BIT_WORD(nr), BIT_MASK(nr),
				 __BIT_ORDER) &
	       BIT_MASK(nr);
}

static __always_inline bool test_and_clear_bit(long nr,
					       volatile unsigned long *addr)
{
	return __atomic_fetch_and(addr + BIT_WORD(nr), ~BIT_MASK(nr),
				  __BIT_ORDER) &
	       BIT_MASK(nr);
}

static __always_inline bool test_and_change_bit(long nr,
						volatile unsigned long *addr)
{
	return __atomic_fetch_xor(addr + BIT_WORD(nr), BIT_MASK(nr),
				  __BIT_ORDER) &
	       BIT_MASK(nr);
}

static __always_inline bool test_bit(long nr,
				     const volatile unsigned long *addr)
{
	/* Where all is constant, so is the answer. */
	if (__builtin_constant_p(nr))
		return ((const unsigned long *)addr)[BIT_WORD(nr)] &
		       BIT_MASK(nr);
	return addr[BIT_WORD(nr)] & BIT_MASK(nr);
}

static __always_inline void __set_bit(long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static __always_inline void __clear_bit(long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static __always_inline void __change_bit(long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] ^= BIT_MASK(nr);
}

static __always_inline bool __test_and_set_bit(long nr,
					       volatile unsigned long *addr)
{
	bool was = test_bit(nr, addr);

	__set_bit(nr, addr);
	return was;
}

static __always_inline bool __test_and_clear_bit(long nr,
						 volatile unsigned long *addr)
{
	bool was = test_bit(nr, addr);

	__clear_bit(nr, addr);
	return was;
}

static __always_inline bool __test_and_change_bit(long nr,
						  volatile unsigned long *addr)
{
	bool was = test_bit(nr, addr);

	__change_bit(nr, addr);
	return was;
}

/* Sets or clears it, as @value says. */
static __always_inline void assign_bit(long nr, volatile unsigned long *addr,
				       bool value)
{
	if (value)
		set_bit(nr, addr);
	else
		clear_bit(nr, addr);
}

static __always_inline void __assign_bit(long nr, volatile unsigned long *addr,
					 bool value)
{
	if (value)
		__set_bit(nr, addr);
	else
		__clear_bit(nr, addr);
}

/* A bit as a lock. */
#define test_bit_acquire(nr, addr) test_bit(nr, addr)
#define test_and_set_bit_lock(nr, addr) test_and_set_bit(nr, addr)
#define clear_bit_unlock(nr, addr) clear_bit(nr, addr)
#define __clear_bit_unlock(nr, addr) __clear_bit(nr, addr)

/* Bytes lie as on a little-endian machine, which this is. */
#define test_bit_le(nr, addr) test_bit(nr, addr)
#define set_bit_le(nr, addr) set_bit(nr, addr)
#define clear_bit_le(nr, addr) clear_bit(nr, addr)
#define __set_bit_le(nr, addr) __set_bit(nr, (unsigned long *)(addr))
#define __clear_bit_le(nr, addr) __clear_bit(nr, (unsigned long *)(addr))

/* The lowest, the highest set bit: 0 to 31. @word must not be 0. */
static __always_inline unsigned long __ffs(unsigned long word)
{
	return __builtin_ctzl(word);
}

static __always_inline unsigned long __fls(unsigned long word)
{
	return BITS_PER_LONG - 1 - __builtin_clzl(word);
}

/* The lowest clear bit: @word must have one. */
#define ffz(word) __ffs(~(word))

/* The same counted from 1, and 0 for 0. */
static __always_inline int ffs(int x)
{
	return __builtin_ffs(x);
}

static __always_inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

static __always_inline unsigned int fls_long(unsigned long x)
{
	return fls(x);
}

static __always_inline int fls64(u64 x)
{
	return x >> 32 ? fls(x >> 32) + 32 : fls(x);
}

static __always_inline unsigned int __ffs64(u64 x)
{
	return (u32)x ? __ffs((u32)x) : __ffs(x >> 32) + 32;
}

/* How many bits are set. */
static __always_inline unsigned int hweight32(unsigned int w)
{
	w -= (w >> 1) & 0x55555555;
	w = (w & 0x33333333) + ((w >> 2) & 0x33333333);
	w = (w + (w >> 4)) & 0x0f0f0f0f;
	return (w * 0x01010101) >> 24;
}

#define hweight8(w) hweight32((u8)(w))
#define hweight16(w) hweight32((u16)(w))

static __always_inline unsigned int hweight64(u64 w)
{
	return hweight32(w) + hweight32(w >> 32);
}

static __always_inline unsigned long hweight_long(unsigned long w)
{
	return hweight32(w);
}

/* Number of the @n-th set bit, from 0; BITS_PER_LONG if there is none. */
static inline unsigned long fns(unsigned long word, unsigned int n)
{
	for (; word; word &= word - 1)
		if (!n--)
			return __ffs(word);
	return BITS_PER_LONG;
}

/* The exponent of the power of 2 that is at least @count; -1 for 0. */
static inline int get_count_order(unsigned int count)
{
	return count ? fls(count - 1) : -1;
}

static inline int get_count_order_long(unsigned long l)
{
	return get_count_order(l);
}

static inline int get_bitmask_order(unsigned int count)
{
	return fls(count);
}

/* Rotation by @shift bits. */
#define __ROTATE(bits, type)                                                 \
	static __always_inline type rol##bits(type word, unsigned int shift) \
	{                                                                    \
		return (word << (shift & (bits - 1))) |                      \
		       (word >> (-shift & (bits - 1)));                      \
	}                                                                    \
	static __always_inline type ror##bits(type word, unsigned int shift) \
	{                                                                    \
		return (word >> (shift & (bits - 1))) |                      \
		       (word << (-shift & (bits - 1)));                      \
	}
__ROTATE(8, u8)
__ROTATE(16, u16)
__ROTATE(32, u32)
__ROTATE(64, u64)

/* The number whose sign is bit @index of @value. */
static __always_inline s32 sign_extend32(u32 value, int index)
{
	u8 shift = 31 - index;

	return (s32)(value << shift) >> shift;
}

static __always_inline s64 sign_extend64(u64 value, int index)
{
	u8 shift = 63 - index;

	return (s64)(value << shift) >> shift;
}

/* Replaces the bits in @mask by @bits: what it was before. */
#define set_mask_bits(ptr, mask, bits)                                       \
	({                                                                   \
		const typeof(*(ptr)) __mask = (mask), __bits = (bits);       \
		typeof(*(ptr)) __old_bits = READ_ONCE(*(ptr));               \
                                                                             \
		while (!__atomic_compare_exchange_n(ptr, &__old_bits,        \
						    (__old_bits & ~__mask) | \
							    __bits,          \
						    false, __BIT_ORDER,      \
						    __BIT_ORDER))            \
			;                                                    \
		__old_bits;                                                  \
	})

/* Clears the bits @clear unless one of @test is set: whether it did. */
#define bit_clear_unless(ptr, clear, test)                                 \
	({                                                                 \
		const typeof(*(ptr)) __clear = (clear), __test = (test);   \
		typeof(*(ptr)) __old_bits = READ_ONCE(*(ptr));             \
                                                                           \
		while (!(__old_bits & __test) &&                           \
		       !__atomic_compare_exchange_n(ptr, &__old_bits,      \
						    __old_bits & ~__clear, \
						    false, __BIT_ORDER,    \
						    __BIT_ORDER))          \
			;                                                  \
		!(__old_bits & __test);                                    \
	})

#endif
