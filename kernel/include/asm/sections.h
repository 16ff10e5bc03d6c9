/* SPDX-License-Identifier: MIT */
/* Where the kernel's parts begin and end in memory: linker.ld's symbols. */
#ifndef _ASM_SECTIONS_H
#define _ASM_SECTIONS_H

extern const char _text[], _etext[], _end[];
extern const char __entry_text_start[], __entry_text_end[];
extern const char __kprobes_text_start[], __kprobes_text_end[];
extern const char __start_rodata[], __end_rodata[];

#endif
