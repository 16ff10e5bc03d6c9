/* SPDX-License-Identifier: MIT */
/*
 * Names for addresses in modules that have gone, so that an oops which a
 * pointer left behind leads to can say whose it was. The last of them are
 * remembered, each with the names of its functions while there is room; all
 * of that is of fixed size. Like kallsyms.c, it allocates nothing and takes
 * no lock.
 */
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

#include "module.h"

#define MODULES_MAX 16
#define NAMES_BYTES 32768
#define NAMES_OF_ONE 8192

/* In names: the address of a function, and its name with a NUL. */
struct name {
	u32 address;
	char text[];
} __packed;

static struct unloaded {
	char name[MODULE_NAME_LEN];
	u64 when; /* ns since the boot */
	struct module_memory text, init;
	u32 names, names_end; /* offsets, equal where they were given up */
} unloaded[MODULES_MAX];
static unsigned int count; /* ever; the last has index (count - 1) % MAX */

static u8 names[NAMES_BYTES];
static u32 next_name;

static bool has(const struct module_memory *m, unsigned long address)
{
	return address - (unsigned long)m->base < m->size;
}

static bool in_text(const struct unloaded *u, unsigned long address)
{
	return has(&u->text, address) || has(&u->init, address);
}

/* Room for one module's names, taken from those who were there. */
static u32 make_room(void)
{
	if (next_name + NAMES_OF_ONE > NAMES_BYTES)
		next_name = 0;
	for (u32 i = 0; i < MODULES_MAX; i++)
		if (unloaded[i].names < next_name + NAMES_OF_ONE &&
		    unloaded[i].names_end > next_name)
			unloaded[i].names = unloaded[i].names_end = 0;
	return next_name;
}

/* All of them or none, for between some a look-up would find the wrong one. */
static void keep_names(struct unloaded *u, const struct module *mod)
{
	u32 start = make_room(), at = start;

	for (u32 i = 0; i < mod->num_symtab; i++) {
		const char *text = mod->strtab + mod->symtab[i].st_name;
		struct name *n = (struct name *)&names[at];
		u32 size;

		if (!in_text(u, mod->symtab[i].st_value) || is_label(text))
			continue;
		size = sizeof(*n) + strlen(text) + 1;
		if (at + size > start + NAMES_OF_ONE)
			return;
		n->address = mod->symtab[i].st_value;
		memcpy(n->text, text, size - sizeof(*n));
		at += size;
	}
	u->names = start;
	u->names_end = next_name = at;
}

void unloaded_note(const struct module *mod)
{
	struct unloaded *u = &unloaded[count++ % MODULES_MAX];

	memset(u, 0, sizeof(*u));
	strscpy(u->name, mod->name, sizeof(u->name));
	u->when = ktime_get_ns();
	u->text = mod->mem[MOD_TEXT];
	u->init = mod->was_init.size ? mod->was_init : mod->mem[MOD_INIT_TEXT];
	keep_names(u, mod);
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
	const char *best = NULL;
	const struct name *n;

	for (u32 at = u->names; at < u->names_end;
	     at += sizeof(*n) + strlen(n->text) + 1) {
		n = (const struct name *)&names[at];
		if (n->address > address ||
		    (best && address - n->address >= *offset))
			continue;
		best = n->text;
		*offset = address - n->address;
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
