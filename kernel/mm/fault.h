/* SPDX-License-Identifier: MIT */
/* Fault injection: an allocation that fails because a test said so. */
#ifndef _MM_FAULT_H
#define _MM_FAULT_H

#include <linux/compiler.h>
#include <linux/types.h>

/* The allocation, counted from now, that shall fail; 0: none. */
extern unsigned int alloc_fail_nth;

static inline bool alloc_should_fail(void)
{
	return unlikely(alloc_fail_nth) && --alloc_fail_nth == 0;
}

#endif
