/* SPDX-License-Identifier: MIT */
/*
 * Names for addresses in modules that have gone, so that an oops which a
 * pointer left behind leads to can say whose it was. The last of them are
 * remembered, each with its symbols while there is room; all of that is of
 * fixed size. Like kallsyms.c, it allocates nothing and takes
 * no lock.
 */
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

#include "module.h"

#define MODULES_MAX 16
#define SYMBOLS_BYTES 49152
#define SYMBOLS_OF_ONE 16384

static struct unloaded {
	char name[MODULE_NAME_LEN];
	u64 when; /* ns since the boot */
	struct module_memory text, init;
	/* Copies, in symbols; all 0 where they were given up. */
	u32 at, bytes;
	u32 symbol_count; /* their names lie behind the table */
} unloaded[MODULES_MAX];
static unsigned int count; /* ever; the last has index (count - 1) % MAX */

static u8 symbols[SYMBOLS_BYTES] __aligned(sizeof(u32));
static u32 next_symbol;

static bool has(const struct module_memory *m, unsigned long address)
{
	return address - (unsigned long)m->base < m->size;
}

static bool in_text(const struct unloaded *u, unsigned long address)
{
	return has(&u->text, address) || has(&u->init, address);
}

/* Bytes of the names of @mod's symbols. */
static u32 names_size(const struct module *mod)
{
	u32 last = 0;

	if (!mod->num_symtab)
		return 0;
	for (u32 i = 0; i < mod->num_symtab; i++)
		last = max(last, mod->symtab[i].st_name);
	return last + strlen(mod->strtab + last) + 1;
}

/* Where @bytes of symbols can be, taken from those who had them. */
static u32 make_room(u32 bytes)
{
	u32 at = next_symbol + bytes > SYMBOLS_BYTES ? 0 : next_symbol;

	for (struct unloaded *u = unloaded; u < unloaded + MODULES_MAX; u++)
		if (u->at < at + bytes && at < u->at + u->bytes)
			u->at = u->bytes = u->symbol_count = 0;
	next_symbol = at + ALIGN(bytes, sizeof(u32));
	return at;
}

/* All of them or none, for between some a look-up would find the wrong one. */
static void keep_symbols(struct unloaded *u, const struct module *mod)
{
	u32 table = mod->num_symtab * sizeof(Elf32_Sym), strings;
	u32 at;

	if (mod->num_symtab > SYMBOLS_OF_ONE / sizeof(Elf32_Sym))
		return;
	strings = names_size(mod);
	if (table + strings > SYMBOLS_OF_ONE)
		return;
	at = make_room(table + strings);
	memcpy(symbols + at, mod->symtab, table);
	memcpy(symbols + at + table, mod->strtab, strings);
	u->at = at;
	u->bytes = table + strings;
	u->symbol_count = mod->num_symtab;
}

void unloaded_note(const struct module *mod)
{
	struct unloaded *u = &unloaded[count++ % MODULES_MAX];

	memset(u, 0, sizeof(*u));
	strscpy(u->name, mod->name, sizeof(u->name));
	u->when = ktime_get_ns();
	u->text = mod->mem[MOD_TEXT];
	u->init = mod->was_init.size ? mod->was_init : mod->mem[MOD_INIT_TEXT];
	keep_symbols(u, mod);
}

/* The youngest that was at @address: it has the last word on what was there. */
static const struct unloaded *find(unsigned long address)
{
	for (u32 i = 1; i <= min(count, MODULES_MAX); i++) {
		const struct unloaded *u = &unloaded[(count - i) % MODULES_MAX];

		if (in_text(u, address))
			return u;
	}
	return NULL;
}

static const char *name_at(const struct unloaded *u, unsigned long address,
			   unsigned long *offset)
{
	const Elf32_Sym *symtab = (const Elf32_Sym *)(symbols + u->at);
	const char *strtab = (const char *)(symtab + u->symbol_count);
	const char *best = NULL;

	for (u32 i = 0; i < u->symbol_count; i++) {
		unsigned long value = symtab[i].st_value;
		const char *name = strtab + symtab[i].st_name;

		if (value > address || !in_text(u, value) || is_label(name) ||
		    (best && address - value >= *offset))
			continue;
		best = name;
		*offset = address - value;
	}
	return best;
}

int unloaded_print(char *buffer, unsigned long address, int back)
{
	const struct unloaded *u = find(address - back);
	unsigned long offset;
	const char *name;
	u32 tenths;

	if (!u)
		return sprintf(buffer, "0x%lx", address);
	tenths = div_u64(ktime_get_ns() - u->when, 100000000);
	name = name_at(u, address - back, &offset);
	if (!name) {
		name = "text";
		offset = address - back - (unsigned long)u->text.base;
	}
	return scnprintf(buffer, KSYM_SYMBOL_LEN,
			 "%s+0x%lx in [%s], unloaded %u.%u s ago", name,
			 offset + back, u->name, tenths / 10, tenths % 10);
}
