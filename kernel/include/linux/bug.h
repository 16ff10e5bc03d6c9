/* SPDX-License-Identifier: MIT */
/*
 * BUG and WARN: an undefined instruction whose address is in the section
 * __bug_table, where the trap finds what it means.
 *
 * Context: any.
 * Linux: Documentation/process/deprecated.rst
 */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/types.h>

#define BUGFLAG_WARNING 1
#define BUGFLAG_ONCE 2
#define BUGFLAG_DONE 4
#define BUGFLAG_NO_CUT_HERE 8

/* The first two are relative to their own addresses. */
struct bug_entry {
	int bug_addr_disp;
	int file_disp;
	u16 line;
	u16 flags;
};

/* What the trap at @ip means, or NULL: it is no BUG and no WARN. */
struct bug_entry *find_bug(unsigned long ip);

#define _BUG_FLAGS(flags)                                        \
	asm volatile("1:\tud2\n"                                 \
		     "\t.pushsection __bug_table,\"aw\"\n"       \
		     "2:\t.long 1b - .\n"                        \
		     "\t.long %c0 - .\n"                         \
		     "\t.word %c1, %c2\n"                        \
		     "\t.org 2b + %c3\n"                         \
		     "\t.popsection\n"                           \
		     :                                           \
		     : "i"(__FILE__), "i"(__LINE__), "i"(flags), \
		       "i"(sizeof(struct bug_entry)))

#define BUG()                  \
	do {                   \
		_BUG_FLAGS(0); \
		unreachable(); \
	} while (0)
#define BUG_ON(cond)                \
	do {                        \
		if (unlikely(cond)) \
			BUG();      \
	} while (0)

#define __WARN_FLAGS(flags) _BUG_FLAGS(BUGFLAG_WARNING | (flags))
#define __WARN() __WARN_FLAGS(0)

/* What WARN() says above its warning. */
void __warn_printk(const char *fmt, ...) __printf(1, 2);

#define WARN_ON(cond)                         \
	({                                    \
		int __ret_warn_on = !!(cond); \
		if (unlikely(__ret_warn_on))  \
			__WARN();             \
		unlikely(__ret_warn_on);      \
	})
#define WARN(cond, fmt...)                                 \
	({                                                 \
		int __ret_warn_on = !!(cond);              \
		if (unlikely(__ret_warn_on)) {             \
			__warn_printk(fmt);                \
			__WARN_FLAGS(BUGFLAG_NO_CUT_HERE); \
		}                                          \
		unlikely(__ret_warn_on);                   \
	})
#define WARN_ON_ONCE(cond)                          \
	({                                          \
		int __ret_warn_on = !!(cond);       \
		if (unlikely(__ret_warn_on))        \
			__WARN_FLAGS(BUGFLAG_ONCE); \
		unlikely(__ret_warn_on);            \
	})
#define WARN_ONCE(cond, fmt...)                               \
	({                                                    \
		static bool __warned;                         \
		int __ret_warn_once = !!(cond);               \
		if (unlikely(__ret_warn_once && !__warned)) { \
			__warned = true;                      \
			WARN(1, fmt);                         \
		}                                             \
		unlikely(__ret_warn_once);                    \
	})

#endif
