/* SPDX-License-Identifier: MIT */
/*
 * The kernel's log: printk and the pr_ family.
 *
 * Context: any.
 * Linux: Documentation/core-api/printk-basics.rst
 */
#ifndef _LINUX_PRINTK_H
#define _LINUX_PRINTK_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/dynamic_debug.h>
#include <linux/init.h>
#include <linux/kern_levels.h>
#include <linux/once_lite.h>
#include <linux/ratelimit_types.h>
#include <linux/stdarg.h>
#include <linux/types.h>
#include <linux/va_format.h>

/*
 * Adds a message to the log and shows it on the consoles if its level is
 * below console_loglevel. KERN_CONT goes on with a line that has no newline.
 * Returns the length of the text.
 */
int _printk(const char *fmt, ...) __printf(1, 2);
int vprintk(const char *fmt, va_list args);
#define printk(fmt, ...) _printk(fmt, ##__VA_ARGS__)
/* The same: no lock that the caller may hold is taken by either. */
#define printk_deferred(fmt, ...) printk(fmt, ##__VA_ARGS__)
#define _printk_deferred _printk

#define no_printk(fmt, ...)                         \
	({                                          \
		if (0)                              \
			printk(fmt, ##__VA_ARGS__); \
		0;                                  \
	})

/* The level of @buffer, '0' to '7' or 'c', or 0; what is behind its header. */
static inline int printk_get_level(const char *buffer)
{
	if (buffer[0] == KERN_SOH_ASCII && buffer[1])
		if ((buffer[1] >= '0' && buffer[1] <= '7') || buffer[1] == 'c')
			return buffer[1];
	return 0;
}

static inline const char *printk_skip_level(const char *buffer)
{
	return printk_get_level(buffer) ? buffer + 2 : buffer;
}

static inline const char *printk_skip_headers(const char *buffer)
{
	while (printk_get_level(buffer))
		buffer = printk_skip_level(buffer);
	return buffer;
}

/* What begins a line about firmware or hardware. */
#define FW_BUG "[Firmware Bug]: "
#define FW_WARN "[Firmware Warn]: "
#define FW_INFO "[Firmware Info]: "
#define HW_ERR "[Hardware Error]: "
#define DEPRECATED "[Deprecated]: "

#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif

#define pr_emerg(fmt, ...) printk(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert(fmt, ...) printk(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit(fmt, ...) printk(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err(fmt, ...) printk(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...) printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice(fmt, ...) printk(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...) printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_cont(fmt, ...) printk(KERN_CONT fmt, ##__VA_ARGS__)
/*
 * Nothing, unless the file defines DEBUG; or of a module pr_debug(), when it
 * is switched on: linux/dynamic_debug.h.
 */
#ifdef DEBUG
#define __printk_debug printk
#else
#define __printk_debug no_printk
#endif
#ifdef CONFIG_DYNAMIC_DEBUG
#define pr_debug(fmt, ...) dynamic_pr_debug(fmt, ##__VA_ARGS__)
#else
#define pr_debug(fmt, ...) __printk_debug(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#endif
#define pr_devel(fmt, ...) __printk_debug(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)

/* The first time only. */
#define printk_once(fmt, ...) DO_ONCE_LITE(printk, fmt, ##__VA_ARGS__)
#define printk_deferred_once(fmt, ...) printk_once(fmt, ##__VA_ARGS__)
#define pr_emerg_once(fmt, ...) \
	printk_once(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert_once(fmt, ...) \
	printk_once(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit_once(fmt, ...) printk_once(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err_once(fmt, ...) printk_once(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_once(fmt, ...) \
	printk_once(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice_once(fmt, ...) \
	printk_once(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info_once(fmt, ...) printk_once(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_debug_once(fmt, ...) DO_ONCE_LITE(pr_debug, fmt, ##__VA_ARGS__)
#define pr_devel_once(fmt, ...) DO_ONCE_LITE(pr_devel, fmt, ##__VA_ARGS__)

/* Not more than ten in five seconds from one place: <linux/ratelimit.h>. */
#define __ratelimited(print, fmt, ...)                                         \
	({                                                                     \
		static DEFINE_RATELIMIT_STATE(_rs, DEFAULT_RATELIMIT_INTERVAL, \
					      DEFAULT_RATELIMIT_BURST);        \
		if (__ratelimit(&_rs))                                         \
			print(fmt, ##__VA_ARGS__);                             \
	})
#define printk_ratelimited(fmt, ...) __ratelimited(printk, fmt, ##__VA_ARGS__)
#define pr_emerg_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#ifdef CONFIG_DYNAMIC_DEBUG
#define pr_debug_ratelimited(fmt, ...)                                         \
	do {                                                                   \
		static DEFINE_RATELIMIT_STATE(_rs, DEFAULT_RATELIMIT_INTERVAL, \
					      DEFAULT_RATELIMIT_BURST);        \
		DEFINE_DYNAMIC_DEBUG_METADATA(__descriptor, pr_fmt(fmt));      \
		if (DYNAMIC_DEBUG_BRANCH(__descriptor) && __ratelimit(&_rs))   \
			__dynamic_pr_debug(&__descriptor, pr_fmt(fmt),         \
					   ##__VA_ARGS__);                     \
	} while (0)
#elif defined(DEBUG)
#define pr_debug_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#else
#define pr_debug_ratelimited(fmt, ...) pr_debug(fmt, ##__VA_ARGS__)
#endif
#define pr_devel_ratelimited pr_debug_ratelimited

/* The older form, one limit for all of the kernel: 1: go on and print. */
#define printk_ratelimit() __printk_ratelimit(__func__)
int __printk_ratelimit(const char *func);
extern struct ratelimit_state printk_ratelimit_state;
/* Whether @interval_msec have passed since it was true for *@caller_jiffies. */
bool printk_timed_ratelimit(unsigned long *caller_jiffies,
			    unsigned int interval_msec);

/* kernel.kptr_restrict: 1 hides %pK from most, 2 from everyone. */
extern int kptr_restrict;

/* The task and the calls that led here, at @log_lvl or KERN_DEFAULT. */
void dump_stack_lvl(const char *log_lvl);
void dump_stack(void);
/* The same at level @log_lvl. */
void dump_stack_lvl(const char *log_lvl);

#define DUMP_PREFIX_NONE 0
#define DUMP_PREFIX_ADDRESS 1
#define DUMP_PREFIX_OFFSET 2

/*
 * One line: at most @rowsize (16 or 32) bytes in groups of @groupsize (1, 2, 4
 * or 8; little endian) as hexadecimal digits, and behind them as characters.
 * What has no room is cut off. Returns the length of the whole line.
 */
int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize,
		       char *linebuf, size_t linebuflen, bool ascii);
/* @len bytes in such lines, each behind @prefix_str and its address or offset. */
void print_hex_dump(const char *level, const char *prefix_str, int prefix_type,
		    int rowsize, int groupsize, const void *buf, size_t len,
		    bool ascii);
/*
 * One of its lines into @text, without an end of line: that of the byte at @row;
 * where the next row begins.
 */
#define HEX_DUMP_ROW_MAX (10 + 32 * 3 + 2 + 32 + 1)
size_t hex_dump_row(char *text, size_t size, int prefix_type, int rowsize,
		    int groupsize, const void *buf, size_t len, size_t row,
		    bool ascii);
#ifdef CONFIG_DYNAMIC_DEBUG
#define print_hex_dump_debug(prefix, type, row, group, buf, len, ascii) \
	dynamic_hex_dump(prefix, type, row, group, buf, len, ascii)
#elif defined(DEBUG)
#define print_hex_dump_debug(prefix, type, row, group, buf, len, ascii) \
	print_hex_dump(KERN_DEBUG, prefix, type, row, group, buf, len, ascii)
#else
#define print_hex_dump_debug(prefix, type, row, group, buf, len, ascii)      \
	do {                                                                 \
		if (0)                                                       \
			print_hex_dump(KERN_DEBUG, prefix, type, row, group, \
				       buf, len, ascii);                     \
	} while (0)
#endif
#define print_hex_dump_bytes(prefix, type, buf, len) \
	print_hex_dump_debug(prefix, type, 16, 1, buf, len, true)

/* Name, version and compiler of the kernel, with a newline. */
extern const char linux_banner[];

/* --- The kernel's side: consoles, and readers of the log. */

struct console {
	const char *name;
	void (*write)(const char *text, size_t length);
	bool off; /* console= names others */
	struct console *next;
};

/* Adds @console, which stays the caller's, and shows it the log so far. */
void register_console(struct console *console);
/* The console named @name shows the log; if @only, no other one does. */
void console_select(const char *name, bool only);

/*
 * Levels: messages of the first and above stay off the consoles, those that
 * name none have the second; the least that the first can be; its default.
 */
extern int console_printk[4];
#define console_loglevel (console_printk[0])
#define default_message_loglevel (console_printk[1])
#define minimum_console_loglevel (console_printk[2])
#define default_console_loglevel (console_printk[3])

#define LOG_BUF_LEN (128u << 10) /* bytes that the log has, a power of two */
#define LOG_TEXT_MAX 992	 /* bytes of a message */

struct wait_queue_head;

/* Where a reader of the log stands; all zeros: at the oldest message. */
struct log_reader {
	u64 seq; /* of the message that it will read next */
	u32 position;
};

/* One message. */
struct log_record {
	u64 seq, nanoseconds;
	unsigned int priority; /* facility << 3 | level */
	u16 length;
	char text[LOG_TEXT_MAX]; /* no NUL ends it */
};

/*
 * Reads the next message, or the oldest there is where that one is gone.
 * False: there is none.
 */
bool log_read(struct log_reader *reader, struct log_record *out);
/* Moves @reader to the oldest message; behind the last one. */
void log_read_from_start(struct log_reader *reader);
void log_read_from_end(struct log_reader *reader);
/* The number that the next message will have. */
u64 log_next_seq(void);
/* "[    0.123456] " into 32 bytes: its length. */
size_t log_format_time(char *buf, u64 nanoseconds);
/* What is woken when there is a message more. */
extern struct wait_queue_head log_wait;
/* Adds one line that user space has written, at most LOG_TEXT_MAX bytes. */
void log_user_line(int facility, int level, const char *text, size_t length);

#endif
