/* SPDX-License-Identifier: MIT */
/*
 * Fields of a register, each named by its mask: a constant whose bits are in a
 * row, as GENMASK() makes it. Values that do not fit are errors of compilation
 * where they are constant, and are cut to the field elsewhere.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_BITFIELD_H
#define _LINUX_BITFIELD_H

#include <asm/byteorder.h>
#include <linux/build_bug.h>
#include <linux/types.h>

#define __bf_shf(mask) (__builtin_ffsll(mask) - 1)

#define __BF_FIELD_CHECK(mask, reg, val, name)                                  \
	({                                                                      \
		BUILD_BUG_ON_MSG(!__builtin_constant_p(mask),                   \
				 name ": mask is not constant");                \
		BUILD_BUG_ON_MSG((mask) == 0, name ": mask is zero");           \
		BUILD_BUG_ON_MSG(__builtin_constant_p(val) ?                    \
					 ~((mask) >> __bf_shf(mask)) &          \
						 (0 + (val)) :                  \
					 0,                                     \
				 name ": value too large for the field");       \
		BUILD_BUG_ON_MSG((mask) > (typeof(reg))~0ull,                   \
				 name ": type of reg too small for mask");      \
		BUILD_BUG_ON_MSG(((mask) + (1ull << __bf_shf(mask))) &          \
					 (((mask) + (1ull << __bf_shf(mask))) - \
					  1),                                   \
				 name ": mask has gaps");                       \
	})

/* The largest value of the field; whether @val fits. */
#define FIELD_MAX(mask) ((typeof(mask))((mask) >> __bf_shf(mask)))
#define FIELD_FIT(mask, val) \
	(!((((typeof(mask))(val)) << __bf_shf(mask)) & ~(mask)))
/* @val, shifted to where the field is. */
#define FIELD_PREP(mask, val)                                     \
	({                                                        \
		__BF_FIELD_CHECK(mask, 0ull, val, "FIELD_PREP");  \
		((typeof(mask))(val) << __bf_shf(mask)) & (mask); \
	})
/* The same for initializers of constants. */
#define FIELD_PREP_CONST(mask, val)                               \
	(BUILD_BUG_ON_ZERO((mask) == 0) +                         \
	 BUILD_BUG_ON_ZERO(~((mask) >> __bf_shf(mask)) & (val)) + \
	 (((typeof(mask))(val) << __bf_shf(mask)) & (mask)))
/* The field's value in @reg. */
#define FIELD_GET(mask, reg)                                        \
	({                                                          \
		__BF_FIELD_CHECK(mask, reg, 0u, "FIELD_GET");       \
		(typeof(mask))(((reg) & (mask)) >> __bf_shf(mask)); \
	})
/* Changes the field in *@reg_p. */
#define FIELD_MODIFY(mask, reg_p, val)                                        \
	({                                                                    \
		__BF_FIELD_CHECK(mask, *(reg_p), val, "FIELD_MODIFY");        \
		*(reg_p) &= ~(mask);                                          \
		*(reg_p) |= ((typeof(mask))(val) << __bf_shf(mask)) & (mask); \
	})

/*
 * u32_encode_bits(), u32_get_bits(), u32_replace_bits(), u32p_replace_bits()
 * and so on, for each width and byte order.
 */
#define __BF_OPS(type, base, to, from)                                         \
	static __always_inline __##type type##_encode_bits(base v, base field) \
	{                                                                      \
		return to((v & (field >> __bf_shf(field))) *                   \
			  ((base)1 << __bf_shf(field)));                       \
	}                                                                      \
	static __always_inline __##type type##_replace_bits(__##type old,      \
							    base v,            \
							    base field)        \
	{                                                                      \
		return (old & ~to(field)) | type##_encode_bits(v, field);      \
	}                                                                      \
	static __always_inline void type##p_replace_bits(__##type *p, base v,  \
							 base field)           \
	{                                                                      \
		*p = type##_replace_bits(*p, v, field);                        \
	}                                                                      \
	static __always_inline base type##_get_bits(__##type v, base field)    \
	{                                                                      \
		return (from(v) & field) >> __bf_shf(field);                   \
	}
#define __BF_SAME(x) (x)
__BF_OPS(u8, u8, __BF_SAME, __BF_SAME)
__BF_OPS(u16, u16, __BF_SAME, __BF_SAME)
__BF_OPS(u32, u32, __BF_SAME, __BF_SAME)
__BF_OPS(u64, u64, __BF_SAME, __BF_SAME)
__BF_OPS(le16, u16, cpu_to_le16, le16_to_cpu)
__BF_OPS(le32, u32, cpu_to_le32, le32_to_cpu)
__BF_OPS(le64, u64, cpu_to_le64, le64_to_cpu)
__BF_OPS(be16, u16, cpu_to_be16, be16_to_cpu)
__BF_OPS(be32, u32, cpu_to_be32, be32_to_cpu)
__BF_OPS(be64, u64, cpu_to_be64, be64_to_cpu)
#undef __BF_SAME
#undef __BF_OPS

#endif
