/* SPDX-License-Identifier: MIT */
/*
 * The end of the kernel, and what has tainted it.
 * Context: any.
 * Linux: Documentation/admin-guide/tainted-kernels.rst
 */
#ifndef _LINUX_PANIC_H
#define _LINUX_PANIC_H

#include <linux/compiler.h>
#include <linux/types.h>

/* Says why, and stops: leaves QEMU under tests, else halts. */
void panic(const char *fmt, ...) __noreturn __printf(1, 2);

extern int panic_on_oops;
extern int panic_on_warn;
/* Seconds from a panic to a reboot; 0: none; below 0: at once. */
extern int panic_timeout;

#define TAINT_PROPRIETARY_MODULE 0
#define TAINT_FORCED_MODULE 1
#define TAINT_CPU_OUT_OF_SPEC 2
#define TAINT_FORCED_RMMOD 3
#define TAINT_MACHINE_CHECK 4
#define TAINT_BAD_PAGE 5
#define TAINT_USER 6
#define TAINT_DIE 7
#define TAINT_OVERRIDDEN_ACPI_TABLE 8
#define TAINT_WARN 9
#define TAINT_CRAP 10
#define TAINT_FIRMWARE_WORKAROUND 11
#define TAINT_OOT_MODULE 12
#define TAINT_UNSIGNED_MODULE 13
#define TAINT_SOFTLOCKUP 14
#define TAINT_LIVEPATCH 15
#define TAINT_AUX 16
#define TAINT_RANDSTRUCT 17
#define TAINT_TEST 18
#define TAINT_FLAGS_COUNT 19

enum lockdep_ok {
	LOCKDEP_STILL_OK,
	LOCKDEP_NOW_UNRELIABLE,
};

/* Sets bit @flag (TAINT_) of /proc/sys/kernel/tainted; tells whether it is. */
void add_taint(unsigned int flag, enum lockdep_ok lockdep_ok);
int test_taint(unsigned int flag);
unsigned long get_taint(void);
/* "Tainted: G           O" or "Not tainted": static, until the next call. */
const char *print_tainted(void);
/* "Tainted: [O]=OOT_MODULE": the same in words. */
const char *print_tainted_verbose(void);
/* Remembers that a module of that name and taints was unloaded. */
void note_unloaded(const char *name, unsigned long taints);

#endif
