/* SPDX-License-Identifier: MIT */
/*
 * Between this machine's byte order (the least byte first) and a named one:
 * cpu_to_be32(), be32_to_cpu(), of what a pointer points to (…p), in place
 * (…s), and added to a variable of that order (be32_add_cpu).
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _ASM_BYTEORDER_H
#define _ASM_BYTEORDER_H

#include <linux/swab.h>

#define __LITTLE_ENDIAN 1234
#define __LITTLE_ENDIAN_BITFIELD

#define cpu_to_le16(x) ((__le16)(u16)(x))
#define cpu_to_le32(x) ((__le32)(u32)(x))
#define cpu_to_le64(x) ((__le64)(u64)(x))
#define le16_to_cpu(x) ((u16)(__le16)(x))
#define le32_to_cpu(x) ((u32)(__le32)(x))
#define le64_to_cpu(x) ((u64)(__le64)(x))
#define cpu_to_be16(x) ((__be16)swab16(x))
#define cpu_to_be32(x) ((__be32)swab32(x))
#define cpu_to_be64(x) ((__be64)swab64(x))
#define be16_to_cpu(x) swab16((u16)(__be16)(x))
#define be32_to_cpu(x) swab32((u32)(__be32)(x))
#define be64_to_cpu(x) swab64((u64)(__be64)(x))

#define __cpu_to_le16 cpu_to_le16
#define __cpu_to_le32 cpu_to_le32
#define __cpu_to_le64 cpu_to_le64
#define __le16_to_cpu le16_to_cpu
#define __le32_to_cpu le32_to_cpu
#define __le64_to_cpu le64_to_cpu
#define __cpu_to_be16 cpu_to_be16
#define __cpu_to_be32 cpu_to_be32
#define __cpu_to_be64 cpu_to_be64
#define __be16_to_cpu be16_to_cpu
#define __be32_to_cpu be32_to_cpu
#define __be64_to_cpu be64_to_cpu
#define __constant_cpu_to_le16 cpu_to_le16
#define __constant_cpu_to_le32 cpu_to_le32
#define __constant_cpu_to_be16 cpu_to_be16
#define __constant_cpu_to_be32 cpu_to_be32
#define __constant_le32_to_cpu le32_to_cpu
#define __constant_be32_to_cpu be32_to_cpu

#define __BYTEORDER(order, bits)                                              \
	static inline __##order##bits cpu_to_##order##bits##p(                \
		const u##bits *p)                                             \
	{                                                                     \
		return cpu_to_##order##bits(*p);                              \
	}                                                                     \
	static inline u##bits order##bits##_to_cpup(const __##order##bits *p) \
	{                                                                     \
		return order##bits##_to_cpu(*p);                              \
	}                                                                     \
	static inline void cpu_to_##order##bits##s(u##bits *p)                \
	{                                                                     \
		*p = cpu_to_##order##bits(*p);                                \
	}                                                                     \
	static inline void order##bits##_to_cpus(u##bits *p)                  \
	{                                                                     \
		*p = order##bits##_to_cpu(*p);                                \
	}                                                                     \
	static inline void order##bits##_add_cpu(__##order##bits *p,          \
						 u##bits v)                   \
	{                                                                     \
		*p = cpu_to_##order##bits(order##bits##_to_cpu(*p) + v);      \
	}
__BYTEORDER(le, 16)
__BYTEORDER(le, 32)
__BYTEORDER(le, 64)
__BYTEORDER(be, 16)
__BYTEORDER(be, 32)
__BYTEORDER(be, 64)
#undef __BYTEORDER

static inline void le32_to_cpu_array(u32 *buf, unsigned int words)
{
}

static inline void cpu_to_le32_array(u32 *buf, unsigned int words)
{
}

static inline void cpu_to_be32_array(__be32 *dst, const u32 *src, size_t len)
{
	for (size_t i = 0; i < len; i++)
		dst[i] = cpu_to_be32(src[i]);
}

static inline void be32_to_cpu_array(u32 *dst, const __be32 *src, size_t len)
{
	for (size_t i = 0; i < len; i++)
		dst[i] = be32_to_cpu(src[i]);
}

#define htons cpu_to_be16
#define htonl cpu_to_be32
#define ntohs be16_to_cpu
#define ntohl be32_to_cpu

#endif
