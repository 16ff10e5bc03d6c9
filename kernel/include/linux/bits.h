/* SPDX-License-Identifier: MIT */
/* Single bits and masks. */
#ifndef _LINUX_BITS_H
#define _LINUX_BITS_H

#define BITS_PER_BYTE 8
#define BITS_PER_LONG 32
#define BIT(nr) (1ul << (nr))
#define BIT_ULL(nr) (1ull << (nr))
#define BIT_MASK(nr) (1ul << ((nr) % BITS_PER_LONG))
#define BIT_WORD(nr) ((nr) / BITS_PER_LONG)
#define GENMASK(h, l) ((~0ul << (l)) & (~0ul >> (BITS_PER_LONG - 1 - (h))))
#define BITS_TO_LONGS(nr) (((nr) + BITS_PER_LONG - 1) / BITS_PER_LONG)

#endif
