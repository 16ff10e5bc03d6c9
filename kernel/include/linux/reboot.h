/* SPDX-License-Identifier: MIT */
/*
 * The end: power off, restart, halt; and who is told before.
 * Context: process, may sleep.
 * Linux: Documentation/driver-api/basics.rst
 */
#ifndef _LINUX_REBOOT_H
#define _LINUX_REBOOT_H

#include <linux/compiler.h>
#include <linux/types.h>

struct notifier_block;

/* What its callbacks are told; their data is the command's text, or NULL. */
#define SYS_DOWN 0x0001
#define SYS_RESTART SYS_DOWN
#define SYS_HALT 0x0002
#define SYS_POWER_OFF 0x0003

/* Calls @nb before the machine goes down: 0, -EEXIST. */
int register_reboot_notifier(struct notifier_block *nb);
/* No more: 0, -ENOENT. */
int unregister_reboot_notifier(struct notifier_block *nb);

/* Tell those, and do it. @cmd is for the log, or NULL. */
void kernel_restart(char *cmd) __noreturn;
void kernel_halt(void) __noreturn;
void kernel_power_off(void) __noreturn;
/* Tells nobody. Context: any. */
void emergency_restart(void) __noreturn;

/* --- The kernel's side: the act itself. */

void machine_power_off(void) __noreturn;
void machine_restart(char *command) __noreturn;
void machine_halt(void) __noreturn;
/* After a panic: leaves QEMU under tests, else halts. */
void machine_panic(void) __noreturn;
/* Whether Ctrl-Alt-Del restarts at once, or is a SIGINT to process 1. */
extern bool ctrl_alt_del_reboots;
/* debug_exit=1: what QEMU's isa-debug-exit is told on power off. */
void set_exit_status(bool failed);

/*
 * Ctrl-Alt-Del, any context: restarts the machine, or tells /init by SIGINT.
 * reboot(2), LINUX_REBOOT_CMD_CAD_ON, tells which.
 */
void ctrl_alt_del(void);

#endif
