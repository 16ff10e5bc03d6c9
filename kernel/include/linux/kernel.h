/* SPDX-License-Identifier: MIT */
/*
 * What nearly every file uses, gathered as Linux gathers it.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/align.h>
#include <linux/array_size.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/find.h>
#include <linux/hex.h>
#include <linux/instruction_pointer.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/stdarg.h>
#include <linux/stringify.h>
#include <linux/typecheck.h>
#include <linux/types.h>
#include <linux/wordpart.h>

#define STACK_MAGIC 0xdeadbeef
#define READ 0
#define WRITE 1

/* A user's address that came as a number of 64 bits. */
#define u64_to_user_ptr(x) ((void __user *)(uintptr_t)(x))
#define PTR_IF(cond, ptr) ((cond) ? (ptr) : NULL)

/*
 * Numbers in the texts of parameters. get_option() reads one integer at *@str
 * and moves it on: 0 none, 1 the last, 2 a comma followed, 3 a dash (a range).
 * get_options() fills @ints[1] on with at most @nints - 1 of them, ranges
 * written out, @ints[0] with their number; it returns where it stopped.
 */
int get_option(char **str, int *pint);
char *get_options(const char *str, int nints, int *ints);
/* A number and K, M, G, T, P or E (of 1024) behind it; *@retptr what follows. */
unsigned long long memparse(const char *ptr, char **retptr);
/*
 * Cuts `name` or `name="value"` off a command line, in place; @val becomes NULL
 * where there is none. Returns the rest.
 */
char *next_arg(char *args, char **param, char **val);

/* How far the kernel has come. */
extern enum system_states {
	SYSTEM_BOOTING,
	SYSTEM_SCHEDULING,
	SYSTEM_FREEING_INITMEM,
	SYSTEM_RUNNING,
	SYSTEM_HALT,
	SYSTEM_POWER_OFF,
	SYSTEM_RESTART,
	SYSTEM_SUSPEND,
} system_state;

/*
 * Says that the caller may sleep: a debug build (make DEBUG=1) tells where it
 * must not, "BUG: sleeping function called from invalid context".
 */
#ifdef CONFIG_DEBUG_LOCKS
void __might_sleep(const char *file, int line);
#define might_sleep() __might_sleep(__FILE__, __LINE__)
#else
#define might_sleep() ((void)0)
#endif
#define might_sleep_if(cond)           \
	do {                           \
		if (cond)              \
			might_sleep(); \
	} while (0)
#define might_fault() might_sleep()
#define might_resched() ((void)0)
#define cant_sleep() ((void)0)
#define cant_migrate() ((void)0)
#define non_block_start() ((void)0)
#define non_block_end() ((void)0)

/*
 * trace_printk(fmt, ...) writes a line for /sys/kernel/tracing/trace: of up to
 * 1024 bytes, from any context, an NMI's too. Without arguments @fmt is only a
 * text, as in trace_puts(). A tool to find bugs with: what is left of it in a
 * program makes the kernel complain once.
 */
#define trace_printk(fmt, ...)                                          \
	((void)(sizeof(#__VA_ARGS__) > 1 ?                              \
			__trace_printk(_THIS_IP_, fmt, ##__VA_ARGS__) : \
			trace_puts(fmt)))
#define trace_puts(str)                                                    \
	({                                                                 \
		const char *__text = (str);                                \
		__trace_puts(_THIS_IP_, __text, __builtin_strlen(__text)); \
	})
#define ftrace_vprintk(fmt, args) __ftrace_vprintk(_THIS_IP_, fmt, args)
/* What they call: the length of what was written, 0 where tracing is off. */
int __trace_printk(unsigned long ip, const char *fmt, ...) __printf(2, 3);
int __ftrace_vprintk(unsigned long ip, const char *fmt, va_list args);
int __trace_puts(unsigned long ip, const char *str, int size);
/* The calls that led here, without the first @skip, into the same. */
void trace_dump_stack(int skip);
/* Whether such lines are taken: /sys/kernel/tracing/tracing_on. */
void tracing_on(void);
void tracing_off(void);
int tracing_is_on(void);

#endif
