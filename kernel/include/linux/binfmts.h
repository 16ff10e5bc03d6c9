/* SPDX-License-Identifier: MIT */
/* Running programs: kernel/proc/exec.c. */
#ifndef _LINUX_BINFMTS_H
#define _LINUX_BINFMTS_H

#include <linux/types.h>

/*
 * Replaces the running task's program. @path is in kernel memory, as are the
 * strings of @argv and @envp, which end in NULL. 0 (the registers then begin
 * the program), or a negative errno with the old program whole. A kernel
 * thread that calls it becomes a user task when it returns to user mode.
 */
int kernel_execve(const char *path, const char *const *argv,
		  const char *const *envp);

#endif
