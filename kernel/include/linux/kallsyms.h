/* SPDX-License-Identifier: MIT */
/*
 * Names for addresses, and addresses for names: the kernel's own symbols
 * (a table made at build time) and those of the loaded modules.
 * Context: any.
 * Linux: Documentation/core-api/symbol-namespaces.rst
 */
#ifndef _LINUX_KALLSYMS_H
#define _LINUX_KALLSYMS_H

#include <linux/types.h>

#define KSYM_NAME_LEN 512
#define KSYM_SYMBOL_LEN (KSYM_NAME_LEN + 128)

/*
 * Writes `name+0x1/0x2 [module]` for @address to @buffer, or `0xaddress`
 * where no symbol covers it; an address in a module that has gone has its name
 * still. @buffer holds KSYM_SYMBOL_LEN bytes. Each
 * returns the length written. Safe in any context, an oops included.
 */
int sprint_symbol(char *buffer, unsigned long address);
/* The same without `+offset/size`. */
int sprint_symbol_no_offset(char *buffer, unsigned long address);
/* The same for a return address: names the call, not what follows it. */
int sprint_backtrace(char *buffer, unsigned long address);

/*
 * Looks up the symbol that covers @address. Returns its name, or NULL.
 * @size and @offset (either may be NULL) become the symbol's size and the
 * address's offset in it, in bytes; *@modname the module's name, or NULL for
 * the kernel's own. A name lives as long as its module does.
 */
const char *kallsyms_lookup(unsigned long address, unsigned long *size,
			    unsigned long *offset, const char **modname);

/*
 * Exported only where the kernel is started with module.export_kallsyms=1; a
 * load that asks for it is refused without, as on Linux (-ENOENT).
 * The address of the kernel's symbol @name, or of a module's; `module:name`
 * asks that module alone. 0: there is none. Of several local symbols of one
 * name it is the first's.
 */
unsigned long kallsyms_lookup_name(const char *name);

/* How many symbols of its own the kernel has. */
u32 kallsyms_symbols(void);
/*
 * The kernel's own symbols in ascending order of address. Returns 0 and
 * fills in all three for @index below the count, else -ENOENT.
 */
int kallsyms_entry(u32 index, unsigned long *address, char *type,
		   const char **name);

#endif
