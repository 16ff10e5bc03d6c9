/* SPDX-License-Identifier: MIT */
/*
 * Running programs of user space for the kernel: kernel/kmod.c.
 * Context: process, may sleep.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_UMH_H
#define _LINUX_UMH_H

#define UMH_NO_WAIT 0x00   /* returns at once */
#define UMH_WAIT_EXEC 0x01 /* waits until the program has begun */
#define UMH_WAIT_PROC 0x02 /* waits until it has ended */
#define UMH_KILLABLE 0x04  /* a fatal signal ends the wait */

/*
 * Runs @path with all rights and no open files. @argv and @envp, which end in
 * NULL, stay the caller's; they are read until the program has begun. May
 * sleep unless UMH_NO_WAIT. 0, or for UMH_WAIT_PROC the exit status as wait(2)
 * has it; or a negative errno: it could not be run, or the wait was ended.
 */
int call_usermodehelper(const char *path, char **argv, char **envp, int wait);

#endif
