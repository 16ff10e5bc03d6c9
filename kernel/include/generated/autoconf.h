/* SPDX-License-Identifier: MIT */
/*
 * What this kernel has, by the names of Linux's options: for sources that ask
 * with #ifdef or IS_ENABLED(). What a build may choose is on the compiler's
 * command line.
 */
#define CONFIG_X86 1
#define CONFIG_X86_32 1
#define CONFIG_X86_PAE 1
#define CONFIG_ARCH_HAS_SYSCALL_WRAPPER 1
#define CONFIG_MMU 1
#define CONFIG_HZ 100
#define CONFIG_HZ_100 1
#define CONFIG_PREEMPT_NONE 1
#define CONFIG_PREEMPT_COUNT 1
#define CONFIG_FRAME_POINTER 1
#define CONFIG_INIT_STACK_NONE 1
#define CONFIG_MODULES 1
#define CONFIG_MODULE_UNLOAD 1
#define CONFIG_MODULE_FORCE_UNLOAD 1
#define CONFIG_MODULE_SIG 1
#define CONFIG_MODVERSIONS 1
#define CONFIG_KALLSYMS 1
#define CONFIG_KALLSYMS_ALL 1
#define CONFIG_KPROBES 1
#define CONFIG_KRETPROBES 1
#define CONFIG_STACKTRACE 1
#define CONFIG_TRACING 1
#define CONFIG_IRQ_WORK 1
#define CONFIG_PERF_EVENTS 1
#define CONFIG_HAVE_HW_BREAKPOINT 1
#define CONFIG_PRINTK 1
#ifdef MODULE /* the kernel's own have no place to be switched on from */
#define CONFIG_DYNAMIC_DEBUG 1
#endif
#define CONFIG_DYNAMIC_DEBUG_CORE 1
#define CONFIG_BUG 1
#define CONFIG_GENERIC_BUG 1
#define CONFIG_PROC_FS 1
#define CONFIG_SYSFS 1
#define CONFIG_SYSCTL 1
#define CONFIG_DEVTMPFS 1
#define CONFIG_DEBUG_FS 1
#define CONFIG_KUNIT_MODULE 1
#define CONFIG_KUNIT_DEBUGFS 1
#define CONFIG_TTY 1
