/* SPDX-License-Identifier: MIT */
/* The kernel's log: printk and the pr_ family. */
#ifndef _LINUX_PRINTK_H
#define _LINUX_PRINTK_H

#include <linux/compiler.h>
#include <linux/kern_levels.h>
#include <linux/stdarg.h>
#include <linux/types.h>

/*
 * Adds a message to the log and shows it on the consoles if its level is
 * below console_loglevel. Any context. Returns the length of the text.
 */
int _printk(const char *fmt, ...) __printf(1, 2);
int vprintk(const char *fmt, va_list args);
#define printk(fmt, ...) _printk(fmt, ##__VA_ARGS__)

#define no_printk(fmt, ...)                         \
	({                                          \
		if (0)                              \
			printk(fmt, ##__VA_ARGS__); \
		0;                                  \
	})

#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif

#define pr_emerg(fmt, ...) printk(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert(fmt, ...) printk(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit(fmt, ...) printk(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err(fmt, ...) printk(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...) printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warning pr_warn
#define pr_notice(fmt, ...) printk(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...) printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_cont(fmt, ...) printk(KERN_CONT fmt, ##__VA_ARGS__)
#ifdef DEBUG
#define pr_debug(fmt, ...) printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#else
#define pr_debug(fmt, ...) no_printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#endif
#define pr_devel pr_debug

#define printk_once(fmt, ...)                       \
	({                                          \
		static bool __printed;              \
		if (!__printed) {                   \
			__printed = true;           \
			printk(fmt, ##__VA_ARGS__); \
		}                                   \
	})
#define pr_err_once(fmt, ...) printk_once(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_once(fmt, ...) \
	printk_once(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info_once(fmt, ...) printk_once(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)

/* Registers and the calls that led here, at KERN_DEFAULT. */
void dump_stack(void);

#define DUMP_PREFIX_NONE 0
#define DUMP_PREFIX_ADDRESS 1
#define DUMP_PREFIX_OFFSET 2

/* @length bytes at @buf as lines of @rowsize (16 or 32) in hexadecimal. */
void print_hex_dump(const char *level, const char *prefix, int prefix_type,
		    int rowsize, int groupsize, const void *buf, size_t length,
		    bool ascii);
#define print_hex_dump_bytes(prefix, type, buf, len) \
	print_hex_dump(KERN_DEBUG, prefix, type, 16, 1, buf, len, true)

/* --- The kernel's side: consoles, and readers of the log. */

struct console {
	const char *name;
	void (*write)(const char *text, size_t length);
	struct console *next;
};

/* Adds @console, which stays the caller's, and shows it the log so far. */
void register_console(struct console *console);

/* Messages of this level and above stay off the consoles. */
extern int console_loglevel;

/*
 * Formats the oldest message with a sequence number of at least *@seq as
 * `[    0.123456] text\n` into @buf, at most @size bytes with its NUL, behind
 * `<level>` when @with_level. *@seq becomes the next number. Returns the
 * length, or 0 when there is no such message.
 */
size_t log_read(u64 *seq, char *buf, size_t size, bool with_level);
/* The number that the next message will have. */
u64 log_next_seq(void);

#endif
