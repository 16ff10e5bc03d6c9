/* SPDX-License-Identifier: MIT */
/*
 * Marks for functions that no probe may lie in: those that run between a hit
 * and its handler.
 * Context: any.
 * Linux: Documentation/trace/kprobes.rst
 */
#ifndef _ASM_KPROBES_H
#define _ASM_KPROBES_H

#include <linux/compiler.h>
#include <linux/types.h>

typedef u8 kprobe_opcode_t;

#define BREAKPOINT_INSTRUCTION 0xcc
#define MAX_INSN_SIZE 16

#define __kprobes __section(".kprobes.text")
#define nokprobe_inline __always_inline
#define NOKPROBE_SYMBOL(fname)                   \
	static unsigned long __used __aligned(4) \
		__section("_kprobe_blacklist")   \
			_kbl_addr_##fname = (unsigned long)fname

#endif
