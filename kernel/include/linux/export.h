/* SPDX-License-Identifier: MIT */
/*
 * EXPORT_SYMBOL: what makes a symbol visible to (other) modules.
 *
 * Each export is three offsets, relative to their own addresses, in the
 * section __ksymtab (any licence) or __ksymtab_gpl (GPL-compatible modules
 * only); its strings are in __ksymtab_strings. That is the format of Linux
 * on x86 (CONFIG_HAVE_ARCH_PREL32_RELOCATIONS).
 */
#ifndef _LINUX_EXPORT_H
#define _LINUX_EXPORT_H

#include <linux/stringify.h>

/* Each field plus its own address is the address of what it names. */
struct kernel_symbol {
	int value_offset;
	int name_offset;
	int namespace_offset;
};

#define ___EXPORT_SYMBOL(sym, sec, ns)                           \
	extern typeof(sym) sym;                                  \
	asm("\t.section \"__ksymtab_strings\",\"a\",@progbits\n" \
	    "__kstrtab_" #sym ":\n"                              \
	    "\t.asciz\t\"" #sym "\"\n"                           \
	    "__kstrtabns_" #sym ":\n"                            \
	    "\t.asciz\t\"" ns "\"\n"                             \
	    "\t.previous\n"                                      \
	    "\t.section \"" sec "\",\"a\",@progbits\n"           \
	    "\t.balign\t4\n"                                     \
	    "__ksymtab_" #sym ":\n"                              \
	    "\t.long\t" #sym " - .\n"                            \
	    "\t.long\t__kstrtab_" #sym " - .\n"                  \
	    "\t.long\t__kstrtabns_" #sym " - .\n"                \
	    "\t.previous\n")

#define __EXPORT_SYMBOL(sym, sec, ns) ___EXPORT_SYMBOL(sym, sec, ns)

#define EXPORT_SYMBOL(sym) __EXPORT_SYMBOL(sym, "__ksymtab", "")
#define EXPORT_SYMBOL_GPL(sym) __EXPORT_SYMBOL(sym, "__ksymtab_gpl", "")

#ifdef MODULE
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#else
#define THIS_MODULE ((struct module *)0)
#endif

#endif
