/* SPDX-License-Identifier: MIT */
/*
 * Names for addresses: the kernel's symbols from the table that tools/mksyms
 * makes at build time (a binary search), a module's from the symbols that
 * were loaded with it (a walk: only oopses and readers ask). It allocates
 * nothing and takes no lock, so an oops may use it.
 */
#include <asm/sections.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "module.h"

extern const u32 kallsyms_count;
extern const u32 kallsyms_addresses[], kallsyms_offsets[];
extern const char kallsyms_names[];

/* The last of the kernel's symbols at or below @address. */
static u32 kernel_symbol_index(unsigned long address)
{
	u32 low = 0, high = kallsyms_count;

	while (high - low > 1) {
		u32 middle = low + (high - low) / 2;

		if (kallsyms_addresses[middle] <= address)
			low = middle;
		else
			high = middle;
	}
	while (low && kallsyms_addresses[low - 1] == kallsyms_addresses[low])
		low--;
	return low;
}

static const char *kernel_lookup(unsigned long address, unsigned long *size,
				 unsigned long *offset)
{
	u32 index = kernel_symbol_index(address), next = index;
	unsigned long start = kallsyms_addresses[index], end;

	while (next < kallsyms_count && kallsyms_addresses[next] == start)
		next++;
	end = next < kallsyms_count ? kallsyms_addresses[next] :
				      (unsigned long)_end;
	*size = end - start;
	*offset = address - start;
	return kallsyms_names + kallsyms_offsets[index] + 1;
}

bool is_label(const char *name)
{
	return !*name || (name[0] == '.' && name[1] == 'L') ||
	       !strncmp(name, "__kstrtab", 9) || !strncmp(name, "__mod_", 6);
}

static bool has(const struct module_memory *m, unsigned long address)
{
	return address - (unsigned long)m->base < m->size;
}

static const struct module_memory *memory_of(const struct module *mod,
					     unsigned long address)
{
	for (int i = 0; i < MOD_MEM_NUM_TYPES; i++)
		if (has(&mod->mem[i], address))
			return &mod->mem[i];
	return &mod->was_init;
}

/* The module whose init was at @address, before it was freed. */
static const struct module *init_was_at(unsigned long address)
{
	const struct module *mod;

	list_for_each_entry(mod, &modules, list)
		if (has(&mod->was_init, address))
			return mod;
	return NULL;
}

static const char *module_lookup(const struct module *mod,
				 unsigned long address, unsigned long *size,
				 unsigned long *offset)
{
	const struct module_memory *m = memory_of(mod, address);
	unsigned long start = 0, end = (unsigned long)m->base + m->size;
	const Elf32_Sym *best = NULL;

	for (u32 i = 0; i < mod->num_symtab; i++) {
		const Elf32_Sym *sym = &mod->symtab[i];
		unsigned long value = sym->st_value;

		if (value - (unsigned long)m->base >= m->size ||
		    is_label(mod->strtab + sym->st_name))
			continue;
		if (value <= address && value > start) {
			best = sym;
			start = value;
		}
		if (value > address && value < end)
			end = value;
	}
	if (!best)
		return NULL;
	*size = end - start;
	*offset = address - start;
	return mod->strtab + best->st_name;
}

const char *kallsyms_lookup(unsigned long address, unsigned long *size,
			    unsigned long *offset, const char **modname)
{
	unsigned long no_size, no_offset;
	const struct module *mod;

	size = size ? size : &no_size;
	offset = offset ? offset : &no_offset;
	*modname = NULL;
	if (kallsyms_count && address >= (unsigned long)_text &&
	    address < (unsigned long)_end)
		return kernel_lookup(address, size, offset);
	mod = __module_address(address);
	if (!mod)
		mod = init_was_at(address);
	if (!mod)
		return NULL;
	*modname = mod->name;
	return module_lookup(mod, address, size, offset);
}

static unsigned long module_symbol(const struct module *mod, const char *name)
{
	for (u32 i = 0; i < mod->num_symtab; i++)
		if (!strcmp(mod->strtab + mod->symtab[i].st_name, name))
			return mod->symtab[i].st_value;
	return 0;
}

/* `module:name`, or a name in any of them. */
static unsigned long lookup_in_modules(const char *name)
{
	const char *colon = strchr(name, ':');
	const struct module *mod;
	unsigned long address;

	list_for_each_entry(mod, &modules, list) {
		if (colon && (strncmp(mod->name, name, colon - name) ||
			      mod->name[colon - name]))
			continue;
		address = module_symbol(mod, colon ? colon + 1 : name);
		if (address)
			return address;
	}
	return 0;
}

unsigned long kallsyms_lookup_name(const char *name)
{
	if (!*name)
		return 0;
	for (u32 i = 0; i < kallsyms_count; i++)
		if (!strcmp(kallsyms_names + kallsyms_offsets[i] + 1, name))
			return kallsyms_addresses[i];
	return lookup_in_modules(name);
}
EXPORT_SYMBOL_GPL(kallsyms_lookup_name);

static int print_symbol(char *buffer, unsigned long address, int back,
			bool with_offset)
{
	unsigned long size, offset;
	const char *module;
	const char *name =
		kallsyms_lookup(address - back, &size, &offset, &module);
	int n;

	if (!name)
		return unloaded_print(buffer, address, back);
	n = snprintf(buffer, KSYM_NAME_LEN, "%s", name);
	n = min(n, KSYM_NAME_LEN - 1);
	if (with_offset)
		n += sprintf(buffer + n, "+0x%lx/0x%lx", offset + back, size);
	if (module)
		n += sprintf(buffer + n, " [%s]", module);
	if (module && !__module_address(address - back))
		n += sprintf(buffer + n, ", freed after init");
	return n;
}

int sprint_symbol(char *buffer, unsigned long address)
{
	return print_symbol(buffer, address, 0, true);
}
EXPORT_SYMBOL_GPL(sprint_symbol);

int sprint_symbol_no_offset(char *buffer, unsigned long address)
{
	return print_symbol(buffer, address, 0, false);
}
EXPORT_SYMBOL_GPL(sprint_symbol_no_offset);

int sprint_backtrace(char *buffer, unsigned long address)
{
	return print_symbol(buffer, address, 1, true);
}

u32 kallsyms_symbols(void)
{
	return kallsyms_count;
}

int kallsyms_entry(u32 index, unsigned long *address, char *type,
		   const char **name)
{
	if (index >= kallsyms_count)
		return -ENOENT;
	*address = kallsyms_addresses[index];
	*type = kallsyms_names[kallsyms_offsets[index]];
	*name = kallsyms_names + kallsyms_offsets[index] + 1;
	return 0;
}
