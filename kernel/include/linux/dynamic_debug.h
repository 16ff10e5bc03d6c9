/* SPDX-License-Identifier: MIT */
/*
 * Messages for debugging that a module brings along and that are off at first:
 * pr_debug(), dev_dbg(), print_hex_dump_debug(). They are switched on one by
 * one by a query, as in
 *      echo 'module lamp func lamp_write +pf' > /proc/dynamic_debug/control
 *      insmod lamp.ko dyndbg=+p
 * Every such call has a struct _ddebug in the module's section __dyndbg.
 *
 * Context: any.
 * Linux: Documentation/admin-guide/dynamic-debug-howto.rst
 */
#ifndef _LINUX_DYNAMIC_DEBUG_H
#define _LINUX_DYNAMIC_DEBUG_H

#include <linux/compiler.h>
#include <linux/types.h>

#define _DPRINTK_FLAGS_NONE 0
#define _DPRINTK_FLAGS_PRINT (1 << 0)		/* p */
#define _DPRINTK_FLAGS_INCL_MODNAME (1 << 1)	/* m */
#define _DPRINTK_FLAGS_INCL_FUNCNAME (1 << 2)	/* f */
#define _DPRINTK_FLAGS_INCL_LINENO (1 << 3)	/* l */
#define _DPRINTK_FLAGS_INCL_TID (1 << 4)	/* t */
#define _DPRINTK_FLAGS_INCL_SOURCENAME (1 << 5) /* s */
#ifdef DEBUG
#define _DPRINTK_FLAGS_DEFAULT _DPRINTK_FLAGS_PRINT
#else
#define _DPRINTK_FLAGS_DEFAULT 0
#endif

/* A place in the source, and what is to be done there. */
struct _ddebug {
	const char *modname, *function, *filename, *format;
	unsigned int lineno : 18, flags : 8; /* _DPRINTK_FLAGS_ */
} __aligned(8);

#define DEFINE_DYNAMIC_DEBUG_METADATA(name, fmt)                        \
	static struct _ddebug __aligned(8) __used __section("__dyndbg") \
		name = {                                                \
			.modname = KBUILD_MODNAME,                      \
			.function = __func__,                           \
			.filename = __FILE__,                           \
			.format = (fmt),                                \
			.lineno = __LINE__,                             \
			.flags = _DPRINTK_FLAGS_DEFAULT,                \
		}
#define DYNAMIC_DEBUG_BRANCH(descriptor) \
	unlikely((descriptor).flags &_DPRINTK_FLAGS_PRINT)

#define __dynamic_func_call(fmt, func, ...)                       \
	do {                                                      \
		DEFINE_DYNAMIC_DEBUG_METADATA(__descriptor, fmt); \
		if (DYNAMIC_DEBUG_BRANCH(__descriptor))           \
			func(&__descriptor, ##__VA_ARGS__);       \
	} while (0)
#define __dynamic_func_call_no_desc(fmt, func, ...)               \
	do {                                                      \
		DEFINE_DYNAMIC_DEBUG_METADATA(__descriptor, fmt); \
		if (DYNAMIC_DEBUG_BRANCH(__descriptor))           \
			func(__VA_ARGS__);                        \
	} while (0)

#define dynamic_pr_debug(fmt, ...) \
	__dynamic_func_call(fmt, __dynamic_pr_debug, pr_fmt(fmt), ##__VA_ARGS__)
#define dynamic_dev_dbg(dev, fmt, ...) \
	__dynamic_func_call(fmt, __dynamic_dev_dbg, dev, fmt, ##__VA_ARGS__)
#define dynamic_hex_dump(prefix_str, prefix_type, rowsize, groupsize, buf,     \
			 len, ascii)                                           \
	__dynamic_func_call_no_desc(__builtin_constant_p(prefix_str) ?         \
					    (prefix_str) :                     \
					    "hexdump",                         \
				    print_hex_dump, KERN_DEBUG, prefix_str,    \
				    prefix_type, rowsize, groupsize, buf, len, \
				    ascii)

struct device;

/* The message of a place that is on, behind what its flags ask for. */
void __dynamic_pr_debug(struct _ddebug *descriptor, const char *fmt, ...)
	__printf(2, 3);
void __dynamic_dev_dbg(struct _ddebug *descriptor, const struct device *dev,
		       const char *fmt, ...) __printf(3, 4);

/* --- The kernel's side. */

struct module;

/*
 * A parameter of @mod that is not its own: `dyndbg` sets flags by a query in
 * @val (NULL: +p). False: it is another.
 */
bool dynamic_debug_parameter(const struct module *mod, const char *param,
			     char *val);

#endif
