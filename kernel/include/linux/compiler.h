/* SPDX-License-Identifier: MIT */
/* Attributes of gcc and clang under the names that kernel code uses. */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#define __aligned(x) __attribute__((aligned(x)))
#define __packed __attribute__((packed))
#define __section(s) __attribute__((section(s)))
#define __used __attribute__((used))
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
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))

#endif
