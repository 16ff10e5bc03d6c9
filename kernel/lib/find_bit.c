/* SPDX-License-Identifier: MIT */
/* Searching arrays of bits, a word at a time. */
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/find.h>
#include <linux/minmax.h>

/* The first 1 of the words that @fetch (of index `i`) gives. */
#define FIND_NEXT(fetch, size, offset)                                       \
	({                                                                   \
		unsigned long i = (offset) / BITS_PER_LONG, word;            \
		unsigned long end = BITS_TO_LONGS(size), found = (size);     \
                                                                             \
		if ((offset) < (size)) {                                     \
			word = (fetch) & (~0ul << (offset) % BITS_PER_LONG); \
			while (!word && ++i < end)                           \
				word = (fetch);                              \
			if (word)                                            \
				found = min(i * BITS_PER_LONG + __ffs(word), \
					    found);                          \
		}                                                            \
		found;                                                       \
	})

/* The n-th of them. */
#define FIND_NTH(fetch, size, n)                                             \
	({                                                                   \
		unsigned long found = (size);                                \
                                                                             \
		for (unsigned long i = 0; i * BITS_PER_LONG < (size); i++) { \
			unsigned long word = (fetch);                        \
			unsigned long weight = hweight_long(word);           \
                                                                             \
			if ((n) < weight) {                                  \
				found = min(i * BITS_PER_LONG +              \
						    fns(word, (n)),          \
					    found);                          \
				break;                                       \
			}                                                    \
			(n) -= weight;                                       \
		}                                                            \
		found;                                                       \
	})

unsigned long _find_next_bit(const unsigned long *addr, unsigned long size,
			     unsigned long offset)
{
	return FIND_NEXT(addr[i], size, offset);
}
EXPORT_SYMBOL(_find_next_bit);

unsigned long _find_next_and_bit(const unsigned long *addr1,
				 const unsigned long *addr2, unsigned long size,
				 unsigned long offset)
{
	return FIND_NEXT(addr1[i] & addr2[i], size, offset);
}
EXPORT_SYMBOL(_find_next_and_bit);

unsigned long _find_next_andnot_bit(const unsigned long *addr1,
				    const unsigned long *addr2,
				    unsigned long size, unsigned long offset)
{
	return FIND_NEXT(addr1[i] & ~addr2[i], size, offset);
}
EXPORT_SYMBOL(_find_next_andnot_bit);

unsigned long _find_next_or_bit(const unsigned long *addr1,
				const unsigned long *addr2, unsigned long size,
				unsigned long offset)
{
	return FIND_NEXT(addr1[i] | addr2[i], size, offset);
}
EXPORT_SYMBOL(_find_next_or_bit);

unsigned long _find_next_zero_bit(const unsigned long *addr, unsigned long size,
				  unsigned long offset)
{
	return FIND_NEXT(~addr[i], size, offset);
}
EXPORT_SYMBOL(_find_next_zero_bit);

unsigned long _find_last_bit(const unsigned long *addr, unsigned long size)
{
	unsigned long i = BITS_TO_LONGS(size), word;

	if (!size)
		return 0;
	word = addr[--i] & (~0ul >> (-size % BITS_PER_LONG));
	while (!word && i)
		word = addr[--i];
	return word ? i * BITS_PER_LONG + __fls(word) : size;
}
EXPORT_SYMBOL(_find_last_bit);

unsigned long find_nth_bit(const unsigned long *addr, unsigned long size,
			   unsigned long n)
{
	return FIND_NTH(addr[i], size, n);
}
EXPORT_SYMBOL(find_nth_bit);

unsigned long find_nth_and_bit(const unsigned long *addr1,
			       const unsigned long *addr2, unsigned long size,
			       unsigned long n)
{
	return FIND_NTH(addr1[i] & addr2[i], size, n);
}
EXPORT_SYMBOL(find_nth_and_bit);

unsigned long find_nth_andnot_bit(const unsigned long *addr1,
				  const unsigned long *addr2,
				  unsigned long size, unsigned long n)
{
	return FIND_NTH(addr1[i] & ~addr2[i], size, n);
}
EXPORT_SYMBOL(find_nth_andnot_bit);

unsigned long find_nth_and_andnot_bit(const unsigned long *addr1,
				      const unsigned long *addr2,
				      const unsigned long *addr3,
				      unsigned long size, unsigned long n)
{
	return FIND_NTH(addr1[i] & addr2[i] & ~addr3[i], size, n);
}
EXPORT_SYMBOL(find_nth_and_andnot_bit);

unsigned long find_next_clump8(unsigned long *clump, const unsigned long *addr,
			       unsigned long size, unsigned long offset)
{
	offset = _find_next_bit(addr, size, offset);
	if (offset == size)
		return size;
	offset &= ~7ul;
	*clump = addr[BIT_WORD(offset)] >> (offset % BITS_PER_LONG) & 0xff;
	return offset;
}
EXPORT_SYMBOL(find_next_clump8);
