/* SPDX-License-Identifier: MIT */
/*
 * Searching arrays of unsigned long for bits. Positions and sizes are in bits;
 * a search that finds nothing returns the size.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_FIND_H
#define _LINUX_FIND_H

#include <linux/bits.h>
#include <linux/types.h>

/* A size known at compile time that fits a word: no function is called. */
#define small_const_nbits(nbits) \
	(__builtin_constant_p(nbits) && (nbits) <= BITS_PER_LONG && (nbits) > 0)

/* The first 1 of @word from @offset on, below @size. */
static __always_inline unsigned long __find_in_word(unsigned long word,
						    unsigned long size,
						    unsigned long offset)
{
	if (offset >= size)
		return size;
	word &= ~0ul << offset & ~0ul >> (BITS_PER_LONG - size);
	return word ? (unsigned long)__builtin_ctzl(word) : size;
}

/* --- The functions behind the inline ones, which say what they do. */
unsigned long _find_next_bit(const unsigned long *addr, unsigned long size,
			     unsigned long offset);
unsigned long _find_next_and_bit(const unsigned long *addr1,
				 const unsigned long *addr2, unsigned long size,
				 unsigned long offset);
unsigned long _find_next_andnot_bit(const unsigned long *addr1,
				    const unsigned long *addr2,
				    unsigned long size, unsigned long offset);
unsigned long _find_next_or_bit(const unsigned long *addr1,
				const unsigned long *addr2, unsigned long size,
				unsigned long offset);
unsigned long _find_next_zero_bit(const unsigned long *addr, unsigned long size,
				  unsigned long offset);
unsigned long _find_last_bit(const unsigned long *addr, unsigned long size);

/* --- Searches */

/* The first bit from @offset on that is 1. */
static __always_inline unsigned long find_next_bit(const unsigned long *addr,
						   unsigned long size,
						   unsigned long offset)
{
	if (small_const_nbits(size))
		return __find_in_word(*addr, size, offset);
	return _find_next_bit(addr, size, offset);
}

/* In both; in the first and not the second; in either. */
static __always_inline unsigned long find_next_and_bit(
	const unsigned long *addr1, const unsigned long *addr2,
	unsigned long size, unsigned long offset)
{
	if (small_const_nbits(size))
		return __find_in_word(*addr1 & *addr2, size, offset);
	return _find_next_and_bit(addr1, addr2, size, offset);
}

static __always_inline unsigned long find_next_andnot_bit(
	const unsigned long *addr1, const unsigned long *addr2,
	unsigned long size, unsigned long offset)
{
	if (small_const_nbits(size))
		return __find_in_word(*addr1 & ~*addr2, size, offset);
	return _find_next_andnot_bit(addr1, addr2, size, offset);
}

static __always_inline unsigned long find_next_or_bit(
	const unsigned long *addr1, const unsigned long *addr2,
	unsigned long size, unsigned long offset)
{
	if (small_const_nbits(size))
		return __find_in_word(*addr1 | *addr2, size, offset);
	return _find_next_or_bit(addr1, addr2, size, offset);
}

/* The first that is 0. */
static __always_inline unsigned long find_next_zero_bit(
	const unsigned long *addr, unsigned long size, unsigned long offset)
{
	if (small_const_nbits(size))
		return __find_in_word(~*addr, size, offset);
	return _find_next_zero_bit(addr, size, offset);
}

/* The last bit that is 1. */
static __always_inline unsigned long find_last_bit(const unsigned long *addr,
						   unsigned long size)
{
	if (small_const_nbits(size)) {
		unsigned long word = *addr & ~0ul >> (BITS_PER_LONG - size);

		return word ? 31ul - __builtin_clzl(word) : size;
	}
	return _find_last_bit(addr, size);
}

/* The @n-th (from 0) bit that is 1; in both. */
unsigned long find_nth_bit(const unsigned long *addr, unsigned long size,
			   unsigned long n);
unsigned long find_nth_and_bit(const unsigned long *addr1,
			       const unsigned long *addr2, unsigned long size,
			       unsigned long n);
unsigned long find_nth_andnot_bit(const unsigned long *addr1,
				  const unsigned long *addr2,
				  unsigned long size, unsigned long n);
unsigned long find_nth_and_andnot_bit(const unsigned long *addr1,
				      const unsigned long *addr2,
				      const unsigned long *addr3,
				      unsigned long size, unsigned long n);
/*
 * The next byte of the map, at a multiple of 8 from @offset on, that is not 0:
 * its position, and *@clump its value.
 */
unsigned long find_next_clump8(unsigned long *clump, const unsigned long *addr,
			       unsigned long size, unsigned long offset);

/* The same from the begin. */
#define find_first_bit(addr, size) find_next_bit(addr, size, 0)
#define find_first_and_bit(addr1, addr2, size) \
	find_next_and_bit(addr1, addr2, size, 0)
#define find_first_andnot_bit(addr1, addr2, size) \
	find_next_andnot_bit(addr1, addr2, size, 0)
#define find_first_zero_bit(addr, size) find_next_zero_bit(addr, size, 0)

/* From @offset to the end and then from the begin. */
static inline unsigned long find_next_bit_wrap(const unsigned long *addr,
					       unsigned long size,
					       unsigned long offset)
{
	unsigned long bit = find_next_bit(addr, size, offset);

	if (bit < size || offset == 0)
		return bit;
	bit = find_first_bit(addr, offset);
	return bit < offset ? bit : size;
}

/* What follows position @n - 1 on a walk from @start round to it. */
static inline unsigned long __for_each_wrap(const unsigned long *addr,
					    unsigned long size,
					    unsigned long start,
					    unsigned long n)
{
	unsigned long bit;

	if (n > start) {
		bit = find_next_bit(addr, size, n);
		if (bit < size)
			return bit;
		n = 0;
	}
	bit = find_next_bit(addr, start, n);
	return bit < start ? bit : size;
}

#define find_first_clump8(clump, bits, size) \
	find_next_clump8((clump), (bits), (size), 0)

/* Each position in turn whose bit is 1, or 0. */
#define for_each_set_bit(bit, addr, size)                                  \
	for ((bit) = 0;                                                    \
	     (bit) = find_next_bit((addr), (size), (bit)), (bit) < (size); \
	     (bit)++)
#define for_each_and_bit(bit, addr1, addr2, size)                        \
	for ((bit) = 0;                                                  \
	     (bit) = find_next_and_bit((addr1), (addr2), (size), (bit)), \
	    (bit) < (size);                                              \
	     (bit)++)
#define for_each_andnot_bit(bit, addr1, addr2, size)                        \
	for ((bit) = 0;                                                     \
	     (bit) = find_next_andnot_bit((addr1), (addr2), (size), (bit)), \
	    (bit) < (size);                                                 \
	     (bit)++)
#define for_each_or_bit(bit, addr1, addr2, size)                        \
	for ((bit) = 0;                                                 \
	     (bit) = find_next_or_bit((addr1), (addr2), (size), (bit)), \
	    (bit) < (size);                                             \
	     (bit)++)
#define for_each_set_bit_from(bit, addr, size)                               \
	for (; (bit) = find_next_bit((addr), (size), (bit)), (bit) < (size); \
	     (bit)++)
#define for_each_clear_bit(bit, addr, size)                                \
	for ((bit) = 0; (bit) = find_next_zero_bit((addr), (size), (bit)), \
	    (bit) < (size);                                                \
	     (bit)++)
#define for_each_clear_bit_from(bit, addr, size)                  \
	for (; (bit) = find_next_zero_bit((addr), (size), (bit)), \
	       (bit) < (size);                                    \
	     (bit)++)
/* All positions, from @start on and round to it. */
#define for_each_set_bit_wrap(bit, addr, size, start)             \
	for ((bit) = find_next_bit_wrap((addr), (size), (start)); \
	     (bit) < (size);                                      \
	     (bit) = __for_each_wrap((addr), (size), (start), (bit) + 1))
/* Runs of ones, and of zeros: [@b, @e). */
#define for_each_set_bitrange(b, e, addr, size)                              \
	for ((b) = 0; (b) = find_next_bit((addr), (size), b),                \
	    (e) = find_next_zero_bit((addr), (size), (b) + 1), (b) < (size); \
	     (b) = (e) + 1)
#define for_each_set_bitrange_from(b, e, addr, size)                          \
	for (;                                                                \
	     (b) = find_next_bit((addr), (size), (b)),                        \
	     (e) = find_next_zero_bit((addr), (size), (b) + 1), (b) < (size); \
	     (b) = (e) + 1)
#define for_each_clear_bitrange(b, e, addr, size)                       \
	for ((b) = 0; (b) = find_next_zero_bit((addr), (size), (b)),    \
	    (e) = find_next_bit((addr), (size), (b) + 1), (b) < (size); \
	     (b) = (e) + 1)
#define for_each_clear_bitrange_from(b, e, addr, size)                     \
	for (; (b) = find_next_zero_bit((addr), (size), (b)),              \
	       (e) = find_next_bit((addr), (size), (b) + 1), (b) < (size); \
	     (b) = (e) + 1)
#define for_each_set_clump8(start, clump, bits, size)               \
	for ((start) = find_first_clump8(&(clump), (bits), (size)); \
	     (start) < (size);                                      \
	     (start) =                                              \
		     find_next_clump8(&(clump), (bits), (size), (start) + 8))

#endif
