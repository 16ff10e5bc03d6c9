/* SPDX-License-Identifier: MIT */
/*
 * The registers of interrupted code, under the header's name that sources ask
 * for. There is no ptrace(2) here.
 * Context: any.
 * Linux: Documentation/trace/kprobes.rst
 */
#ifndef _LINUX_PTRACE_H
#define _LINUX_PTRACE_H

#include <asm/ptrace.h>
#include <linux/sched.h>

#endif
