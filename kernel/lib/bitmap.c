/* SPDX-License-Identifier: MIT */
/* Sets of small numbers, as arrays of bits. */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

/* --- Memory */

unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags)
{
	return kmalloc_track_caller(BITS_TO_LONGS(nbits) * sizeof(long), flags);
}
EXPORT_SYMBOL(bitmap_alloc);

unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags)
{
	return kmalloc_track_caller(BITS_TO_LONGS(nbits) * sizeof(long),
				    flags | __GFP_ZERO);
}
EXPORT_SYMBOL(bitmap_zalloc);

void bitmap_free(const unsigned long *bitmap)
{
	kfree(bitmap);
}
EXPORT_SYMBOL(bitmap_free);

/* --- Sets of sets: a word at a time */

#define FOR_EACH_WORD(i, nbits) \
	for (unsigned int i = 0; i < BITS_TO_LONGS(nbits); i++)

/* Word @i of @word, without what lies beyond the map. */
static unsigned long within(unsigned long word, unsigned int i,
			    unsigned int nbits)
{
	if (i == nbits / BITS_PER_LONG)
		word &= BITMAP_LAST_WORD_MASK(nbits);
	return word;
}

bool __bitmap_and(unsigned long *dst, const unsigned long *src1,
		  const unsigned long *src2, unsigned int nbits)
{
	unsigned long any = 0;

	FOR_EACH_WORD(i, nbits)
	any |= dst[i] = within(src1[i] & src2[i], i, nbits);
	return any;
}
EXPORT_SYMBOL(__bitmap_and);

void __bitmap_or(unsigned long *dst, const unsigned long *src1,
		 const unsigned long *src2, unsigned int nbits)
{
	FOR_EACH_WORD(i, nbits)
	dst[i] = src1[i] | src2[i];
}
EXPORT_SYMBOL(__bitmap_or);

void __bitmap_xor(unsigned long *dst, const unsigned long *src1,
		  const unsigned long *src2, unsigned int nbits)
{
	FOR_EACH_WORD(i, nbits)
	dst[i] = src1[i] ^ src2[i];
}
EXPORT_SYMBOL(__bitmap_xor);

bool __bitmap_andnot(unsigned long *dst, const unsigned long *src1,
		     const unsigned long *src2, unsigned int nbits)
{
	unsigned long any = 0;

	FOR_EACH_WORD(i, nbits)
	any |= dst[i] = within(src1[i] & ~src2[i], i, nbits);
	return any;
}
EXPORT_SYMBOL(__bitmap_andnot);

void __bitmap_complement(unsigned long *dst, const unsigned long *src,
			 unsigned int nbits)
{
	FOR_EACH_WORD(i, nbits)
	dst[i] = ~src[i];
}
EXPORT_SYMBOL(__bitmap_complement);

void bitmap_replace(unsigned long *dst, const unsigned long *old,
		    const unsigned long *new, const unsigned long *mask,
		    unsigned int nbits)
{
	FOR_EACH_WORD(i, nbits)
	dst[i] = (old[i] & ~mask[i]) | (new[i] & mask[i]);
}
EXPORT_SYMBOL(bitmap_replace);

bool __bitmap_equal(const unsigned long *src1, const unsigned long *src2,
		    unsigned int nbits)
{
	FOR_EACH_WORD(i, nbits)
	if (within(src1[i] ^ src2[i], i, nbits))
		return false;
	return true;
}
EXPORT_SYMBOL(__bitmap_equal);

bool bitmap_or_equal(const unsigned long *src1, const unsigned long *src2,
		     const unsigned long *src3, unsigned int nbits)
{
	FOR_EACH_WORD(i, nbits)
	if (within((src1[i] | src2[i]) ^ src3[i], i, nbits))
		return false;
	return true;
}
EXPORT_SYMBOL(bitmap_or_equal);

bool __bitmap_intersects(const unsigned long *src1, const unsigned long *src2,
			 unsigned int nbits)
{
	FOR_EACH_WORD(i, nbits)
	if (within(src1[i] & src2[i], i, nbits))
		return true;
	return false;
}
EXPORT_SYMBOL(__bitmap_intersects);

bool __bitmap_subset(const unsigned long *src1, const unsigned long *src2,
		     unsigned int nbits)
{
	FOR_EACH_WORD(i, nbits)
	if (within(src1[i] & ~src2[i], i, nbits))
		return false;
	return true;
}
EXPORT_SYMBOL(__bitmap_subset);

unsigned int __bitmap_weight(const unsigned long *src, unsigned int nbits)
{
	unsigned int weight = 0;

	FOR_EACH_WORD(i, nbits)
	weight += hweight_long(within(src[i], i, nbits));
	return weight;
}
EXPORT_SYMBOL(__bitmap_weight);

unsigned int bitmap_weight_and(const unsigned long *src1,
			       const unsigned long *src2, unsigned int nbits)
{
	unsigned int weight = 0;

	FOR_EACH_WORD(i, nbits)
	weight += hweight_long(within(src1[i] & src2[i], i, nbits));
	return weight;
}
EXPORT_SYMBOL(bitmap_weight_and);

unsigned int bitmap_weight_andnot(const unsigned long *src1,
				  const unsigned long *src2, unsigned int nbits)
{
	unsigned int weight = 0;

	FOR_EACH_WORD(i, nbits)
	weight += hweight_long(within(src1[i] & ~src2[i], i, nbits));
	return weight;
}
EXPORT_SYMBOL(bitmap_weight_andnot);

/* --- Ranges and places */

/* Calls `change` with each word that [@start, @start + @nbits) has a part of. */
#define CHANGE_RANGE(map, start, nbits, change)                           \
	do {                                                              \
		unsigned int end = (start) + (nbits);                     \
                                                                          \
		for (unsigned int at = (start); at < end;) {              \
			unsigned int next =                               \
				min(round_down(at, BITS_PER_LONG) +       \
					    BITS_PER_LONG,                \
				    end);                                 \
			unsigned long mask = BITMAP_FIRST_WORD_MASK(at) & \
					     BITMAP_LAST_WORD_MASK(next); \
			unsigned long *word = &(map)[at / BITS_PER_LONG]; \
                                                                          \
			change;                                           \
			at = next;                                        \
		}                                                         \
	} while (0)

void __bitmap_set(unsigned long *map, unsigned int start, int len)
{
	CHANGE_RANGE(map, start, len, *word |= mask);
}
EXPORT_SYMBOL(__bitmap_set);

void __bitmap_clear(unsigned long *map, unsigned int start, int len)
{
	CHANGE_RANGE(map, start, len, *word &= ~mask);
}
EXPORT_SYMBOL(__bitmap_clear);

/* The 32 bits from @at on; zeros beyond the map. */
static unsigned long word_at(const unsigned long *src, unsigned int at,
			     unsigned int nbits)
{
	unsigned int i = at / BITS_PER_LONG, shift = at % BITS_PER_LONG;
	unsigned int words = BITS_TO_LONGS(nbits);
	unsigned long low, high;

	low = i < words ? within(src[i], i, nbits) : 0;
	high = i + 1 < words ? within(src[i + 1], i + 1, nbits) : 0;
	return shift ? low >> shift | high << (BITS_PER_LONG - shift) : low;
}

void __bitmap_shift_right(unsigned long *dst, const unsigned long *src,
			  unsigned int shift, unsigned int nbits)
{
	FOR_EACH_WORD(i, nbits)
	dst[i] = word_at(src, i * BITS_PER_LONG + shift, nbits);
}
EXPORT_SYMBOL(__bitmap_shift_right);

void __bitmap_shift_left(unsigned long *dst, const unsigned long *src,
			 unsigned int shift, unsigned int nbits)
{
	unsigned int words = shift / BITS_PER_LONG,
		     rest = shift % BITS_PER_LONG;

	for (int i = (int)BITS_TO_LONGS(nbits) - 1; i >= 0; i--) {
		int from = i - (int)words;
		unsigned long low = from > 0 && rest ?
					    src[from - 1] >>
						    (BITS_PER_LONG - rest) :
					    0;

		dst[i] = from >= 0 ? src[from] << rest | low : 0;
	}
}
EXPORT_SYMBOL(__bitmap_shift_left);

void bitmap_cut(unsigned long *dst, const unsigned long *src,
		unsigned int first, unsigned int cut, unsigned int nbits)
{
	unsigned int i = first / BITS_PER_LONG;
	unsigned int room = round_up(nbits, BITS_PER_LONG);
	unsigned long keep = 0;

	if (first % BITS_PER_LONG)
		keep = src[i] & BITMAP_LAST_WORD_MASK(first);
	memmove(dst, src, i * sizeof(unsigned long));
	for (; i < BITS_TO_LONGS(nbits); i++) {
		unsigned long moved =
			word_at(src, i * BITS_PER_LONG + cut, room);

		if (i == first / BITS_PER_LONG)
			moved = (moved & BITMAP_FIRST_WORD_MASK(first)) | keep;
		dst[i] = moved;
	}
}
EXPORT_SYMBOL(bitmap_cut);

void bitmap_scatter(unsigned long *dst, const unsigned long *src,
		    const unsigned long *mask, unsigned int nbits)
{
	unsigned int n = 0, bit;

	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, mask, nbits)
		__assign_bit(bit, dst, test_bit(n++, src));
}
EXPORT_SYMBOL(bitmap_scatter);

void bitmap_gather(unsigned long *dst, const unsigned long *src,
		   const unsigned long *mask, unsigned int nbits)
{
	unsigned int n = 0, bit;

	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, mask, nbits)
		__assign_bit(n++, dst, test_bit(bit, src));
}
EXPORT_SYMBOL(bitmap_gather);

unsigned long bitmap_read(const unsigned long *map, unsigned long start,
			  unsigned long nbits)
{
	if (!nbits || nbits > BITS_PER_LONG)
		return 0;
	return word_at(map, start, start + nbits) &
	       BITMAP_LAST_WORD_MASK(nbits);
}
EXPORT_SYMBOL(bitmap_read);

void bitmap_write(unsigned long *map, unsigned long value, unsigned long start,
		  unsigned long nbits)
{
	if (!nbits || nbits > BITS_PER_LONG)
		return;
	CHANGE_RANGE(map, start, nbits, {
		unsigned int done = at - start;
		unsigned long bits = at == start ?
					     value << start % BITS_PER_LONG :
					     value >> done;

		*word = (*word & ~mask) | (bits & mask);
	});
}
EXPORT_SYMBOL(bitmap_write);

/* --- Looking for room */

unsigned long bitmap_find_next_zero_area_off(
	unsigned long *map, unsigned long size, unsigned long start,
	unsigned int nr, unsigned long align_mask, unsigned long align_offset)
{
	for (;;) {
		unsigned long begin = find_next_zero_bit(map, size, start), end;

		begin = __ALIGN_MASK(begin + align_offset, align_mask) -
			align_offset;
		end = begin + nr;
		if (end > size)
			return end;
		start = find_next_bit(map, end, begin);
		if (start >= end)
			return begin;
		start++;
	}
}
EXPORT_SYMBOL(bitmap_find_next_zero_area_off);

int bitmap_find_free_region(unsigned long *bitmap, unsigned int bits, int order)
{
	unsigned int size = 1u << order;

	for (unsigned int pos = 0; pos + size <= bits; pos += size)
		if (!bitmap_allocate_region(bitmap, pos, order))
			return pos;
	return -ENOMEM;
}
EXPORT_SYMBOL(bitmap_find_free_region);

int bitmap_allocate_region(unsigned long *bitmap, unsigned int pos, int order)
{
	unsigned int end = pos + (1u << order);

	if (find_next_bit(bitmap, end, pos) < end)
		return -EBUSY;
	bitmap_set(bitmap, pos, end - pos);
	return 0;
}
EXPORT_SYMBOL(bitmap_allocate_region);

void bitmap_release_region(unsigned long *bitmap, unsigned int pos, int order)
{
	bitmap_clear(bitmap, pos, 1u << order);
}
EXPORT_SYMBOL(bitmap_release_region);

/* --- Other arrays */

void bitmap_from_arr32(unsigned long *bitmap, const u32 *buf,
		       unsigned int nbits)
{
	bitmap_copy_clear_tail(bitmap, (const unsigned long *)buf, nbits);
}
EXPORT_SYMBOL(bitmap_from_arr32);

void bitmap_to_arr32(u32 *buf, const unsigned long *bitmap, unsigned int nbits)
{
	bitmap_copy_clear_tail((unsigned long *)buf, bitmap, nbits);
}
EXPORT_SYMBOL(bitmap_to_arr32);

/* Little endian: the halves of a u64 lie as two words do. */
void bitmap_from_arr64(unsigned long *bitmap, const u64 *buf,
		       unsigned int nbits)
{
	bitmap_copy_clear_tail(bitmap, (const unsigned long *)buf, nbits);
}
EXPORT_SYMBOL(bitmap_from_arr64);

void bitmap_to_arr64(u64 *buf, const unsigned long *bitmap, unsigned int nbits)
{
	if (nbits)
		buf[(nbits - 1) / 64] = 0;
	bitmap_copy_clear_tail((unsigned long *)buf, bitmap, nbits);
}
EXPORT_SYMBOL(bitmap_to_arr64);
