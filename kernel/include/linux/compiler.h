/* SPDX-License-Identifier: MIT */
/*
 * Attributes of gcc and clang under the names that kernel code uses, and the
 * few operations that only a compiler can do.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#include <linux/kconfig.h>

#define __aligned(x) __attribute__((aligned(x)))
#define __packed __attribute__((packed))
#define __section(s) __attribute__((section(s)))
#define __used __attribute__((used))
#define __always_used __used __maybe_unused
#define __unused __attribute__((unused))
#define __always_unused __attribute__((unused))
#define __maybe_unused __attribute__((unused))
#define __must_check __attribute__((warn_unused_result))
#define __cold __attribute__((cold))
#define __weak __attribute__((weak))
#define __alias(name) __attribute__((alias(#name)))
#define __pure __attribute__((pure))
#define __attribute_const__ __attribute__((const))
#define __malloc __attribute__((malloc))
#define __noreturn __attribute__((noreturn))
#define __printf(a, b) __attribute__((format(printf, a, b)))
#define __scanf(a, b) __attribute__((format(scanf, a, b)))
#define __always_inline inline __attribute__((always_inline))
#define noinline __attribute__((noinline))
#define __noinline noinline
#define noinline_for_stack noinline
#define __inline inline
#define __inline__ inline
#define inline_for_performance inline
#define __deprecated
#define __flatten __attribute__((flatten))
#define __visible __attribute__((externally_visible))
#define __nonstring
#define __counted_by(member)
#define __no_sanitize_address
#define __nocfi
#define __latent_entropy
#define __randomize_layout
#define __no_randomize_layout
#define __designated_init __attribute__((designated_init))
#define __alloc_size(x, ...) __attribute__((alloc_size(x, ##__VA_ARGS__)))
#define __assume_aligned(a, ...) \
	__attribute__((assume_aligned(a, ##__VA_ARGS__)))
#define __gnu_inline __attribute__((gnu_inline))
#define __mode(x) __attribute__((mode(x)))
#define __compiletime_error(msg) __attribute__((error(msg)))
#define __compiletime_warning(msg) __attribute__((warning(msg)))
#define __naked __attribute__((naked))
#define asmlinkage __attribute__((regparm(0)))
#define fallthrough __attribute__((fallthrough))
#ifdef __clang__
#define __copy(symbol)
#define __no_optimize __attribute__((optnone))
#else
#define __copy(symbol) __attribute__((copy(symbol)))
#define __no_optimize __attribute__((optimize("O0")))
#endif

/* Marks for checkers that are not run here. */
#define __user
#define __kernel
#define __iomem
#define __force
#define __rcu
#define __percpu
#define __acquires(x)
#define __releases(x)
#define __must_hold(x)
#define __bitwise
#define __chk_user_ptr(x) ((void)0)

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

#define barrier() __asm__ __volatile__("" : : : "memory")
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, val) (*(volatile typeof(x) *)&(x) = (val))
#define OPTIMIZER_HIDE_VAR(var) __asm__("" : "+r"(var))
#define unreachable() __builtin_unreachable()
#define __UNIQUE_ID(prefix) __PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)
#define __PASTE_(a, b) a##b
#define __PASTE(a, b) __PASTE_(a, b)
/* Warnings switched off between a push and a pop. */
#define __diag_text(s) #s
#define __diag_string(s) __diag_text(s)
#define __diag(s) _Pragma(__diag_string(GCC diagnostic s))
#define __diag_push() __diag(push)
#define __diag_pop() __diag(pop)
#define __diag_ignore_all(option, comment) __diag(ignored option)

/* An error of compilation with the text @msg unless @condition holds. */
#define __compiletime_assert(condition, msg, name)               \
	do {                                                     \
		extern void name(void) __compiletime_error(msg); \
		if (!(condition))                                \
			name();                                  \
	} while (0)
#define compiletime_assert(condition, msg)   \
	__compiletime_assert(condition, msg, \
			     __PASTE(__compiletime_assert_, __COUNTER__))
#define is_signed_type(type) (((type)(-1)) < (type)1)
/* Whether the optimizer knows that @x holds. */
#define statically_true(x) (__builtin_constant_p(x) && (x))
#define is_unsigned_type(type) (!is_signed_type(type))
/* Bytes from @p to the end of its object, or of the member; ~0: unknown. */
#define __struct_size(p) __builtin_object_size(p, 0)
#define __member_size(p) __builtin_object_size(p, 1)
/* 0, or an error where @a is a pointer. */
#define __must_be_array(a) \
	((int)sizeof(struct { int : (-!!__same_type((a), &(a)[0])); }))
#define data_race(expr) (expr)
#define __native_word(t) (sizeof(t) <= sizeof(long))
#define RELOC_HIDE(ptr, off)                          \
	({                                            \
		unsigned long __ptr;                  \
		__asm__("" : "=r"(__ptr) : "0"(ptr)); \
		(typeof(ptr))(__ptr + (off));         \
	})
#define barrier_data(ptr) __asm__ __volatile__("" : : "r"(ptr) : "memory")
#define likely_notrace(x) likely(x)
#define unlikely_notrace(x) unlikely(x)
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))

#endif
