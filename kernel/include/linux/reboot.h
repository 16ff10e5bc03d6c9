/* SPDX-License-Identifier: MIT */
/* The end: power off, restart, halt. */
#ifndef _LINUX_REBOOT_H
#define _LINUX_REBOOT_H

#include <linux/compiler.h>
#include <linux/types.h>

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
