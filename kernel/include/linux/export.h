/* SPDX-License-Identifier: MIT */
/*
 * EXPORT_SYMBOL: what makes a symbol visible to (other) modules, to all of
 * them or to some: by licence (_GPL), by a namespace that they import (_NS), or
 * by their names (_FOR_MODULES).
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

/*
 * `.asciz` of a name that is written as FOO (Linux up to 6.12) or as "FOO"
 * (since 6.13): the assembler takes quotes off the values of .irp.
 */
#define __ASCIZ_NAME(name) \
	"\t.irp name," __stringify(name) "\n\t.asciz\t\"\\name\"\n\t.endr\n"

#define ___EXPORT_SYMBOL(sym, sec, ns)                           \
	extern typeof(sym) sym;                                  \
	asm("\t.section \"__ksymtab_strings\",\"a\",@progbits\n" \
	    "__kstrtab_" #sym ":\n"                              \
	    "\t.asciz\t\"" #sym "\"\n"                           \
	    "__kstrtabns_" #sym ":\n" ns "\t.previous\n"         \
	    "\t.section \"" sec "\",\"a\",@progbits\n"           \
	    "\t.balign\t4\n"                                     \
	    "__ksymtab_" #sym ":\n"                              \
	    "\t.long\t" #sym " - .\n"                            \
	    "\t.long\t__kstrtab_" #sym " - .\n"                  \
	    "\t.long\t__kstrtabns_" #sym " - .\n"                \
	    "\t.previous\n")

#define __EXPORT_SYMBOL(sym, sec, ns) ___EXPORT_SYMBOL(sym, sec, ns)

#ifndef DEFAULT_SYMBOL_NAMESPACE
#define DEFAULT_SYMBOL_NAMESPACE ""
#endif

#define EXPORT_SYMBOL(sym) EXPORT_SYMBOL_NS(sym, DEFAULT_SYMBOL_NAMESPACE)
#define EXPORT_SYMBOL_GPL(sym) \
	EXPORT_SYMBOL_NS_GPL(sym, DEFAULT_SYMBOL_NAMESPACE)

/* For modules that say MODULE_IMPORT_NS(ns). What only the tests of the kernel
 * itself use is in the namespace MORTISE_INTERNAL. */
#define EXPORT_SYMBOL_NS(sym, ns) \
	__EXPORT_SYMBOL(sym, "__ksymtab", __ASCIZ_NAME(ns))
#define EXPORT_SYMBOL_NS_GPL(sym, ns) \
	__EXPORT_SYMBOL(sym, "__ksymtab_gpl", __ASCIZ_NAME(ns))

/* GPL-only, and only for the modules that @mods names: "a,b-*". */
#define EXPORT_SYMBOL_FOR_MODULES(sym, mods) \
	__EXPORT_SYMBOL(sym, "__ksymtab_gpl", "\t.asciz\t\"module:" mods "\"\n")

#ifdef MODULE
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#else
#define THIS_MODULE ((struct module *)0)
#endif

#endif
