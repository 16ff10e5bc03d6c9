/* SPDX-License-Identifier: MIT */
/*
 * Arithmetic that says when it has overflowed, and sizes that become SIZE_MAX
 * then, which no allocation fulfils.
 *
 * Context: any.
 * Linux: Documentation/driver-api/basics.rst
 */
#ifndef _LINUX_OVERFLOW_H
#define _LINUX_OVERFLOW_H

#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/types.h>

#define __type_half_max(type) \
	((type)1 << (8 * sizeof(type) - 1 - is_signed_type(type)))
#define type_max(t)                                     \
	((typeof(t))((__type_half_max(typeof(t)) - 1) + \
		     __type_half_max(typeof(t))))
#define type_min(t) ((typeof(t))((typeof(t))-type_max(t) - (typeof(t))1))
#define is_non_negative(a) ((a) > 0 || (a) == 0)
#define is_negative(a) (!(is_non_negative(a)))

static inline bool __must_check __must_check_overflow(bool overflow)
{
	return unlikely(overflow);
}

/* *@d becomes what fits of the result; true: it does not fit. */
#define check_add_overflow(a, b, d) \
	__must_check_overflow(__builtin_add_overflow(a, b, d))
#define check_sub_overflow(a, b, d) \
	__must_check_overflow(__builtin_sub_overflow(a, b, d))
#define check_mul_overflow(a, b, d) \
	__must_check_overflow(__builtin_mul_overflow(a, b, d))
#define check_shl_overflow(a, s, d)                                          \
	__must_check_overflow(({                                             \
		typeof(a) _a = (a);                                          \
		typeof(s) _s = (s);                                          \
		typeof(d) _d = (d);                                          \
		unsigned long long _a_full = _a;                             \
		unsigned int _to_shift =                                     \
			is_non_negative(_s) && _s < 8 * sizeof(*d) ? _s : 0; \
		*_d = (_a_full << _to_shift);                                \
		(_to_shift != _s || is_negative(*_d) || is_negative(_a) ||   \
		 (*_d >> _to_shift) != _a);                                  \
	}))
/* What the arithmetic gives modulo 2^n, on purpose. */
#define wrapping_add(type, a, b)                      \
	({                                            \
		type __val;                           \
		__builtin_add_overflow(a, b, &__val); \
		__val;                                \
	})
#define wrapping_sub(type, a, b)                      \
	({                                            \
		type __val;                           \
		__builtin_sub_overflow(a, b, &__val); \
		__val;                                \
	})
#define wrapping_mul(type, a, b)                      \
	({                                            \
		type __val;                           \
		__builtin_mul_overflow(a, b, &__val); \
		__val;                                \
	})
#define wrapping_assign_add(var, offset)                            \
	({                                                          \
		typeof(var) *__var = &(var);                        \
		*__var = wrapping_add(typeof(var), *__var, offset); \
	})
#define wrapping_assign_sub(var, offset)                            \
	({                                                          \
		typeof(var) *__var = &(var);                        \
		*__var = wrapping_sub(typeof(var), *__var, offset); \
	})

/*
 * Whether @n is no value of the type (or of the type of the variable); a
 * constant expression where @n is one.
 */
#define overflows_type(n, T)                                    \
	__builtin_choose_expr(__is_constexpr(n),                \
			      __overflows_type_constexpr(n, T), \
			      __overflows_type(n, T))
#define __overflows_type(x, T)                      \
	({                                          \
		typeof(T) __t;                      \
		__builtin_add_overflow(x, 0, &__t); \
	})
#define __overflows_type_constexpr(x, T)                           \
	((is_signed_type(typeof(x)) &&                             \
	  (is_signed_type(typeof(T)) ? (x) < type_min(typeof(T)) : \
				       (x) < 0)) ||                \
	 (x) > type_max(typeof(T)))
/* Whether a constant is one of the type's values; another: is of the type. */
#define castable_to_type(n, T)                                   \
	__builtin_choose_expr(__is_constexpr(n),                 \
			      !__overflows_type_constexpr(n, T), \
			      __same_type(n, T))

static inline size_t __must_check size_mul(size_t a, size_t b)
{
	size_t bytes;

	return check_mul_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t __must_check size_add(size_t a, size_t b)
{
	size_t bytes;

	return check_add_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

/* SIZE_MAX where either is SIZE_MAX, or @b is more than @a. */
static inline size_t __must_check size_sub(size_t a, size_t b)
{
	size_t bytes;

	if (a == SIZE_MAX || b == SIZE_MAX || check_sub_overflow(a, b, &bytes))
		return SIZE_MAX;
	return bytes;
}

/* Bytes of arrays, of an array member, of a structure with one at its end. */
#define array_size(a, b) size_mul(a, b)
#define array3_size(a, b, c) size_mul(size_mul(a, b), c)
#define flex_array_size(p, member, count) \
	size_mul(count, sizeof(*(p)->member) + __must_be_array((p)->member))
#define struct_size(p, member, count) \
	size_add(sizeof(*(p)), flex_array_size(p, member, count))
#define struct_size_t(type, member, count) \
	struct_size((type *)NULL, member, count)

/* A variable @name that points to a @type with room for @count elements. */
#define _DEFINE_FLEX(type, name, member, count, initializer...)     \
	union {                                                     \
		u8 bytes[sizeof(type) +                             \
			 (count) * sizeof(((type *)0)->member[0])]; \
		type obj;                                           \
	} name##_u initializer;                                     \
	type *name = (type *)&name##_u
#define DEFINE_RAW_FLEX(type, name, member, count) \
	_DEFINE_FLEX(type, name, member, count, = {})
#define DEFINE_FLEX(type, name, member, counter, count)                       \
	_DEFINE_FLEX(type, name, member, count, = {                           \
							.obj.counter = count, \
						})

#endif
