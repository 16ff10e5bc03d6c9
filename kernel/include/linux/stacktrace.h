/* SPDX-License-Identifier: MIT */
/*
 * Stack traces as arrays of addresses, the youngest call first. A function
 * whose return is probed is named by where it would return to.
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_STACKTRACE_H
#define _LINUX_STACKTRACE_H

#include <linux/types.h>

/*
 * Saves up to @size return addresses in @store, from the caller on, without
 * the first @skipnr of them. Returns how many.
 */
unsigned int stack_trace_save(unsigned long *store, unsigned int size,
			      unsigned int skipnr);
/* Logs them as symbols, a line each, behind @spaces spaces. */
void stack_trace_print(const unsigned long *trace, unsigned int nr_entries,
		       int spaces);
/* Writes the same to @buf: at most @size bytes, which is what it returns. */
int stack_trace_snprint(char *buf, size_t size, const unsigned long *entries,
			unsigned int nr_entries, int spaces);

#endif
