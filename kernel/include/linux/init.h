/* SPDX-License-Identifier: MIT */
/*
 * Marks for code and data that live only while a module starts, and the
 * macros that name a module's init and exit. In the kernel itself the marks
 * only group code; in a module the loader frees `.init*` once init has run.
 */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/stringify.h>

#define __init __section(".init.text") __cold
#define __initdata __section(".init.data")
#define __initconst __section(".init.rodata")
#define __exitdata __section(".exit.data")
#define __exit __section(".exit.text") __used __cold

#define __ref __section(".ref.text") noinline
#define __refdata __section(".ref.data")

#define __ro_after_init __section(".data..ro_after_init")

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);
typedef void (*ctor_fn_t)(void);

#ifdef MODULE
#define __initdata_or_module
#define __init_or_module
#define early_initcall(fn) module_init(fn)
#define core_initcall(fn) module_init(fn)
#define postcore_initcall(fn) module_init(fn)
#define arch_initcall(fn) module_init(fn)
#define subsys_initcall(fn) module_init(fn)
#define fs_initcall(fn) module_init(fn)
#define device_initcall(fn) module_init(fn)
#define late_initcall(fn) module_init(fn)
#endif

#endif
