/* SPDX-License-Identifier: MIT */
/*
 * Integers at any address, in this machine's byte order (get_unaligned) or a
 * named one (get_unaligned_le32).
 *
 * Context: any.
 * Linux: Documentation/core-api/unaligned-memory-access.rst
 */
#ifndef _LINUX_UNALIGNED_H
#define _LINUX_UNALIGNED_H

#include <asm/byteorder.h>
#include <linux/types.h>

#define __get_unaligned_t(type, ptr)                        \
	({                                                  \
		const struct {                              \
			type x;                             \
		} __packed *__pptr = (typeof(__pptr))(ptr); \
		__pptr->x;                                  \
	})
#define __put_unaligned_t(type, val, ptr)                   \
	do {                                                \
		struct {                                    \
			type x;                             \
		} __packed *__pptr = (typeof(__pptr))(ptr); \
		__pptr->x = (val);                          \
	} while (0)
#define get_unaligned(ptr) __get_unaligned_t(typeof(*(ptr)), (ptr))
#define put_unaligned(val, ptr) __put_unaligned_t(typeof(*(ptr)), (val), (ptr))

#define __UNALIGNED(order, bits)                                              \
	static inline u##bits get_unaligned_##order##bits(const void *p)      \
	{                                                                     \
		return order##bits##_to_cpu(                                  \
			__get_unaligned_t(__##order##bits, p));               \
	}                                                                     \
	static inline void put_unaligned_##order##bits(u##bits val, void *p)  \
	{                                                                     \
		__put_unaligned_t(__##order##bits, cpu_to_##order##bits(val), \
				  p);                                         \
	}
__UNALIGNED(le, 16)
__UNALIGNED(le, 32)
__UNALIGNED(le, 64)
__UNALIGNED(be, 16)
__UNALIGNED(be, 32)
__UNALIGNED(be, 64)
#undef __UNALIGNED

static inline u32 get_unaligned_be24(const void *p)
{
	const u8 *b = p;

	return b[0] << 16 | b[1] << 8 | b[2];
}

static inline u32 get_unaligned_le24(const void *p)
{
	const u8 *b = p;

	return b[0] | b[1] << 8 | b[2] << 16;
}

static inline void put_unaligned_be24(u32 val, void *p)
{
	u8 *b = p;

	b[0] = val >> 16;
	b[1] = val >> 8;
	b[2] = val;
}

static inline void put_unaligned_le24(u32 val, void *p)
{
	u8 *b = p;

	b[0] = val;
	b[1] = val >> 8;
	b[2] = val >> 16;
}

static inline u64 get_unaligned_be48(const void *p)
{
	return (u64)get_unaligned_be16(p) << 32 |
	       get_unaligned_be32((const u8 *)p + 2);
}

static inline void put_unaligned_be48(u64 val, void *p)
{
	put_unaligned_be16(val >> 32, p);
	put_unaligned_be32(val, (u8 *)p + 2);
}

#endif
