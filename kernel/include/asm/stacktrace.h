/* SPDX-License-Identifier: MIT */
/* Another name of <linux/stacktrace.h>. */
#ifndef _ASM_STACKTRACE_H
#define _ASM_STACKTRACE_H

#include <linux/stacktrace.h>

#endif
