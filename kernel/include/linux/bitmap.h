/* SPDX-License-Identifier: MIT */
/*
 * Sets of small numbers: arrays of unsigned long, of @nbits bits. What the last
 * word has beyond @nbits is ignored when it is read and undefined after it was
 * written, but bitmap_zero(), bitmap_clear() and the like keep zeros there.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_BITMAP_H
#define _LINUX_BITMAP_H

#include <linux/align.h>
#include <linux/bitops.h>
#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/find.h>
#include <linux/limits.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/types.h>

/* The bits of the first and of the last word that belong to a range. */
#define BITMAP_FIRST_WORD_MASK(start) (~0ul << ((start) & (BITS_PER_LONG - 1)))
#define BITMAP_LAST_WORD_MASK(nbits) (~0ul >> (-(nbits) & (BITS_PER_LONG - 1)))
#define bitmap_size(nbits) (BITS_TO_LONGS(nbits) * sizeof(unsigned long))

/* A map on the heap, for bitmap_free(), or NULL. */
unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags);
unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags);
void bitmap_free(const unsigned long *bitmap);
DEFINE_FREE(bitmap, unsigned long *, if (_T) bitmap_free(_T))

static __always_inline void bitmap_zero(unsigned long *dst, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = 0;
	else
		memset(dst, 0, bitmap_size(nbits));
}

static __always_inline void bitmap_fill(unsigned long *dst, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = ~0ul;
	else
		memset(dst, 0xff, bitmap_size(nbits));
}

static __always_inline void bitmap_copy(unsigned long *dst,
					const unsigned long *src,
					unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = *src;
	else
		memcpy(dst, src, bitmap_size(nbits));
}

/* The same, and zeros behind it. */
static inline void bitmap_copy_clear_tail(unsigned long *dst,
					  const unsigned long *src,
					  unsigned int nbits)
{
	bitmap_copy(dst, src, nbits);
	if (nbits % BITS_PER_LONG)
		dst[nbits / BITS_PER_LONG] &= BITMAP_LAST_WORD_MASK(nbits);
}

/* --- The functions behind the inline ones, which say what they do. */
bool __bitmap_and(unsigned long *dst, const unsigned long *src1,
		  const unsigned long *src2, unsigned int nbits);
void __bitmap_or(unsigned long *dst, const unsigned long *src1,
		 const unsigned long *src2, unsigned int nbits);
void __bitmap_xor(unsigned long *dst, const unsigned long *src1,
		  const unsigned long *src2, unsigned int nbits);
bool __bitmap_andnot(unsigned long *dst, const unsigned long *src1,
		     const unsigned long *src2, unsigned int nbits);
void __bitmap_complement(unsigned long *dst, const unsigned long *src,
			 unsigned int nbits);
bool __bitmap_equal(const unsigned long *src1, const unsigned long *src2,
		    unsigned int nbits);
bool __bitmap_intersects(const unsigned long *src1, const unsigned long *src2,
			 unsigned int nbits);
bool __bitmap_subset(const unsigned long *src1, const unsigned long *src2,
		     unsigned int nbits);
unsigned int __bitmap_weight(const unsigned long *src, unsigned int nbits);
void __bitmap_shift_right(unsigned long *dst, const unsigned long *src,
			  unsigned int shift, unsigned int nbits);
void __bitmap_shift_left(unsigned long *dst, const unsigned long *src,
			 unsigned int shift, unsigned int nbits);
void __bitmap_set(unsigned long *map, unsigned int start, int len);
void __bitmap_clear(unsigned long *map, unsigned int start, int len);

/* --- Sets of sets */

/* What is in both, in either and so on; bool: whether the result has any. */
static __always_inline bool bitmap_and(unsigned long *dst,
				       const unsigned long *src1,
				       const unsigned long *src2,
				       unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return (*dst = *src1 & *src2 & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_and(dst, src1, src2, nbits);
}

static __always_inline void bitmap_or(unsigned long *dst,
				      const unsigned long *src1,
				      const unsigned long *src2,
				      unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = *src1 | *src2;
	else
		__bitmap_or(dst, src1, src2, nbits);
}

static __always_inline void bitmap_xor(unsigned long *dst,
				       const unsigned long *src1,
				       const unsigned long *src2,
				       unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = *src1 ^ *src2;
	else
		__bitmap_xor(dst, src1, src2, nbits);
}

static __always_inline bool bitmap_andnot(unsigned long *dst,
					  const unsigned long *src1,
					  const unsigned long *src2,
					  unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return (*dst = *src1 & ~*src2 & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_andnot(dst, src1, src2, nbits);
}

static __always_inline void bitmap_complement(unsigned long *dst,
					      const unsigned long *src,
					      unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = ~*src;
	else
		__bitmap_complement(dst, src, nbits);
}

/* Takes the bits of @mask from @new and the others from @old. */
void bitmap_replace(unsigned long *dst, const unsigned long *old,
		    const unsigned long *new, const unsigned long *mask,
		    unsigned int nbits);

/* --- Questions */

static __always_inline bool bitmap_equal(const unsigned long *src1,
					 const unsigned long *src2,
					 unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !((*src1 ^ *src2) & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_equal(src1, src2, nbits);
}

/* Whether (@src1 | @src2) == @src3. */
bool bitmap_or_equal(const unsigned long *src1, const unsigned long *src2,
		     const unsigned long *src3, unsigned int nbits);

static __always_inline bool bitmap_intersects(const unsigned long *src1,
					      const unsigned long *src2,
					      unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return *src1 & *src2 & BITMAP_LAST_WORD_MASK(nbits);
	return __bitmap_intersects(src1, src2, nbits);
}

static __always_inline bool bitmap_subset(const unsigned long *src1,
					  const unsigned long *src2,
					  unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(*src1 & ~*src2 & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_subset(src1, src2, nbits);
}

static __always_inline bool bitmap_empty(const unsigned long *src,
					 unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(*src & BITMAP_LAST_WORD_MASK(nbits));
	return find_first_bit(src, nbits) == nbits;
}

static __always_inline bool bitmap_full(const unsigned long *src,
					unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(~*src & BITMAP_LAST_WORD_MASK(nbits));
	return find_first_zero_bit(src, nbits) == nbits;
}

/* How many bits are 1. */
static __always_inline unsigned int bitmap_weight(const unsigned long *src,
						  unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return hweight_long(*src & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_weight(src, nbits);
}

/* How many are 1 in both; in the first and not in the second. */
unsigned int bitmap_weight_and(const unsigned long *src1,
			       const unsigned long *src2, unsigned int nbits);
unsigned int bitmap_weight_andnot(const unsigned long *src1,
				  const unsigned long *src2,
				  unsigned int nbits);

/* --- Places */

/* @nbits bits from @start on become 1, or 0. */
static __always_inline void bitmap_set(unsigned long *map, unsigned int start,
				       unsigned int nbits)
{
	if (__builtin_constant_p(nbits) && nbits == 1)
		__set_bit(start, map);
	else if (small_const_nbits(start + nbits))
		*map |= GENMASK(start + nbits - 1, start);
	else
		__bitmap_set(map, start, nbits);
}

static __always_inline void bitmap_clear(unsigned long *map, unsigned int start,
					 unsigned int nbits)
{
	if (__builtin_constant_p(nbits) && nbits == 1)
		__clear_bit(start, map);
	else if (small_const_nbits(start + nbits))
		*map &= ~GENMASK(start + nbits - 1, start);
	else
		__bitmap_clear(map, start, nbits);
}

/* All bits @shift places down, and up; zeros come in. */
static __always_inline void bitmap_shift_right(unsigned long *dst,
					       const unsigned long *src,
					       unsigned int shift,
					       unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = (*src & BITMAP_LAST_WORD_MASK(nbits)) >> shift;
	else
		__bitmap_shift_right(dst, src, shift, nbits);
}

static __always_inline void bitmap_shift_left(unsigned long *dst,
					      const unsigned long *src,
					      unsigned int shift,
					      unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = (*src << shift) & BITMAP_LAST_WORD_MASK(nbits);
	else
		__bitmap_shift_left(dst, src, shift, nbits);
}

/* Takes the bits [@first, @first + @cut) out; those above move down. */
void bitmap_cut(unsigned long *dst, const unsigned long *src,
		unsigned int first, unsigned int cut, unsigned int nbits);
/* The n-th bit of @src goes where @mask has its n-th 1; and back. */
void bitmap_scatter(unsigned long *dst, const unsigned long *src,
		    const unsigned long *mask, unsigned int nbits);
void bitmap_gather(unsigned long *dst, const unsigned long *src,
		   const unsigned long *mask, unsigned int nbits);

/*
 * The first @nr zeros in a row from @start on, so that their begin plus
 * @align_offset is a multiple of @align_mask + 1; above @size: there are none.
 */
unsigned long bitmap_find_next_zero_area_off(
	unsigned long *map, unsigned long size, unsigned long start,
	unsigned int nr, unsigned long align_mask, unsigned long align_offset);
static inline unsigned long bitmap_find_next_zero_area(unsigned long *map,
						       unsigned long size,
						       unsigned long start,
						       unsigned int nr,
						       unsigned long align_mask)
{
	return bitmap_find_next_zero_area_off(map, size, start, nr, align_mask,
					      0);
}
/*
 * 2^@order bits at a multiple of that: the first free region, taken: its begin
 * or -ENOMEM; a given one: 0 or -EBUSY; given back.
 */
int bitmap_find_free_region(unsigned long *bitmap, unsigned int bits,
			    int order);
int bitmap_allocate_region(unsigned long *bitmap, unsigned int pos, int order);
void bitmap_release_region(unsigned long *bitmap, unsigned int pos, int order);

/*
 * From text: hexadecimal words between commas (bitmap_parse), or decimal
 * ranges `0-3,8,16-31:2/4` (bitmap_parselist: of each 4 the first 2; N is the
 * last bit, `all` all). 0, -EINVAL, -EOVERFLOW (too many bits), -ERANGE,
 * -ENOMEM or -EFAULT.
 * Context: those from user memory: process, may sleep.
 */
int bitmap_parse(const char *buf, unsigned int buflen, unsigned long *maskp,
		 int nmaskbits);
int bitmap_parse_user(const char __user *ubuf, unsigned int ulen,
		      unsigned long *dst, int nbits);
int bitmap_parselist(const char *buf, unsigned long *maskp, int nmaskbits);
int bitmap_parselist_user(const char __user *ubuf, unsigned int ulen,
			  unsigned long *dst, int nbits);
/* As a line in a page, for ->show(): as a list or as words. The length. */
int bitmap_print_to_pagebuf(bool list, char *buf, const unsigned long *maskp,
			    int nmaskbits);

/* The same for a binary file: @count bytes from @off of it; -ENOMEM. */
int bitmap_print_bitmask_to_buf(char *buf, const unsigned long *maskp,
				int nmaskbits, loff_t off, size_t count);
int bitmap_print_list_to_buf(char *buf, const unsigned long *maskp,
			     int nmaskbits, loff_t off, size_t count);

/* To and from arrays of 32 or 64 bits. */
void bitmap_from_arr32(unsigned long *bitmap, const u32 *buf,
		       unsigned int nbits);
void bitmap_to_arr32(u32 *buf, const unsigned long *bitmap, unsigned int nbits);
void bitmap_from_arr64(unsigned long *bitmap, const u64 *buf,
		       unsigned int nbits);
void bitmap_to_arr64(u64 *buf, const unsigned long *bitmap, unsigned int nbits);
static inline void bitmap_from_u64(unsigned long *dst, u64 mask)
{
	bitmap_from_arr64(dst, &mask, 64);
}
/* clang-format off */
#define BITMAP_FROM_U64(n) ((unsigned long)(n)), ((unsigned long)((u64)(n) >> 32))
/* clang-format on */

/* @nbits (1 to 32) bits at @start, as a number. */
unsigned long bitmap_read(const unsigned long *map, unsigned long start,
			  unsigned long nbits);
void bitmap_write(unsigned long *map, unsigned long value, unsigned long start,
		  unsigned long nbits);
#define bitmap_get_value8(map, start) bitmap_read(map, start, BITS_PER_BYTE)
#define bitmap_set_value8(map, value, start) \
	bitmap_write(map, value, start, BITS_PER_BYTE)

#endif
