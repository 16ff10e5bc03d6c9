/* SPDX-License-Identifier: MIT */
/*
 * Stage link: who answers it? Gives each symbol of the module its final
 * value; an undefined one is answered by an export of the kernel or of
 * another module, on which a reference is taken. Every symbol that cannot be
 * answered is reported, not just the first.
 */
#include <linux/errno.h>
#include <linux/panic.h>
#include <linux/slab.h>
#include <linux/symhash.h>

#include "../module.h"

/* A hint compares a name with every export; more of them help nobody. */
#define HINTS_MAX 16

static int refuse_missing(struct load *l, const char *name)
{
	char hint[160] = "";

	load_err(l, "%s: Unknown symbol %.*s (err %d)", l->name,
		 SYMBOL_NAME_MAX, name, -ENOENT);
	if (l->hints++ < HINTS_MAX)
		export_hint(name, hint, sizeof(hint));
	return refuse(l, -ENOENT, "link.unknown_symbol",
		      "no export is called %.*s%s", SYMBOL_NAME_MAX, name,
		      hint);
}

static bool is_proprietary(unsigned long taints)
{
	return taints >> TAINT_PROPRIETARY_MODULE & 1;
}

/* Who uses a proprietary module's symbols is proprietary from then on. */
static int inherit_taint(struct load *l, const char *name,
			 const struct export *e)
{
	if (!e->owner || !is_proprietary(e->owner->taints))
		return 0;
	if (l->using_gplonly_symbols) {
		load_err(l,
			 "%s: module using GPL-only symbols uses symbols %s from proprietary module %s.",
			 l->name, name, export_owner(e));
		return refuse(l, -ENOENT, "link.proprietary",
			      "%s is exported by %s, which is proprietary",
			      name, export_owner(e));
	}
	if (!is_proprietary(l->taints))
		load_warn(l,
			  "%s: module uses symbols %s from proprietary module %s, inheriting taint.",
			  l->name, name, export_owner(e));
	l->taints |= 1ul << TAINT_PROPRIETARY_MODULE;
	return 0;
}

static int refuse_gpl_only(struct load *l, const char *name,
			   const struct export *e)
{
	if (l->gpl_compatible)
		return refuse(l, -ENOENT, "link.proprietary",
			      "%s is exported GPL-only by %s; other symbols are a proprietary module's",
			      name, export_owner(e));
	return refuse(l, -ENOENT, "link.gpl_only",
		      "%s is exported GPL-only by %s; this module's licence is \"%s\"",
		      name, export_owner(e), l->license);
}

/* Precondition: @e answers to @name. May this module have it? */
static int may_use(struct load *l, const char *name, const struct export *e)
{
	if (e->gpl_only && is_proprietary(l->taints))
		return refuse_gpl_only(l, name, e);
	l->using_gplonly_symbols |= e->gpl_only;
	return inherit_taint(l, name, e);
}

/* Whether nobody minds that symbol @index has no answer. */
static bool is_optional(const struct load *l, u32 index)
{
	return ELF32_ST_BIND(l->symbols[index].st_info) == STB_WEAK ||
	       !strcmp(symbol_name(l, index), "_GLOBAL_OFFSET_TABLE_");
}

/* Whether @e is not for this module: as if it were not exported. */
static bool is_hidden(const struct load *l, const struct export *e)
{
	return (e->gpl_only && is_proprietary(l->taints)) ||
	       (e->owner && is_proprietary(e->owner->taints) &&
		(e->gpl_only || l->using_gplonly_symbols));
}

/*
 * What is exported by a module may be gone, with its name, after a wait:
 * -EAGAIN then, and the symbol is to be looked up again.
 */
static int use_owner(struct load *l, const char *name, const struct export *e)
{
	char owner[MODULE_NAME_LEN];
	int err;

	if (!e->owner)
		return 0;
	memcpy(owner, e->owner->name, sizeof(owner));
	err = load_use(l, e->owner);
	switch (err) {
	case 0:
	case -EAGAIN:
		return err;
	case -ENOMEM:
		return refuse(l, err, "link.memory",
			      "no room to note that it uses %s", owner);
	case -EBUSY:
		load_warn(l, "%s: gave up waiting for init of module %s.",
			  l->name, owner);
		return refuse(l, err, "link.exporter_busy",
			      "%s, which exports %s, has not ended its init",
			      owner, name);
	default:
		return refuse(l, err, "link.exporter_going",
			      "%s, which exports %s, is being unloaded", owner,
			      name);
	}
}

static int resolve(struct load *l, u32 index)
{
	const char *name = symbol_name(l, index);
	bool optional = is_optional(l, index);
	struct export e;
	int err;

	do {
		if (strnlen(name, SYMBOL_NAME_MAX + 1) > SYMBOL_NAME_MAX ||
		    !export_find(name, symbol_hash(name), &e))
			return optional ? 0 : refuse_missing(l, name);
		if (optional && is_hidden(l, &e))
			return 0;
		err = may_use(l, name, &e);
		if (!err)
			err = use_owner(l, name, &e);
	} while (err == -EAGAIN);
	if (err) {
		load_err(l, "%s: Unknown symbol %s (err %d)", l->name, name,
			 err);
		return err;
	}
	l->values[index] = e.value;
	if (l->watch && l->watch->symbol)
		l->watch->symbol(l, index, &e);
	return 0;
}

static int refuse_common(struct load *l, u32 index)
{
	load_err(l, "%s: please compile with -fno-common", l->name);
	return refuse(l, -ENOEXEC, "link.common",
		      "symbol %u (%.*s) is a common block of %u bytes", index,
		      SYMBOL_NAME_MAX, symbol_name(l, index),
		      l->symbols[index].st_size);
}

static int refuse_section_index(struct load *l, u32 index)
{
	u32 section = l->symbols[index].st_shndx;
	const char *name = symbol_name(l, index);

	load_err(l, "%s: Symbol %.*s has an invalid section index %u (max %u)",
		 l->name, SYMBOL_NAME_MAX, name, section, l->section_count - 1);
	return refuse(l, -ENOEXEC, "link.section_index",
		      "symbol %u (%.*s): st_shndx is 0x%x, there are %u sections",
		      index, SYMBOL_NAME_MAX, name, section, l->section_count);
}

/* A symbol with a section index of its own kind, or of none. */
static int link_special(struct load *l, u32 index)
{
	const elf_sym *sym = &l->symbols[index];

	switch (sym->st_shndx) {
	case SHN_UNDEF:
		return resolve(l, index);
	case SHN_ABS:
		l->values[index] = sym->st_value;
		return 0;
	case SHN_COMMON:
		/* GCC marks slim LTO objects by a common symbol. */
		if (!strncmp(symbol_name(l, index), "__gnu_lto", 9))
			return 0;
		return refuse_common(l, index);
	default:
		return refuse_section_index(l, index);
	}
}

/* Precondition: it lies in a section that the file has. */
static u32 defined_value(const struct load *l, const elf_sym *sym)
{
	const struct section *s = &l->sections[sym->st_shndx];

	return s->mem == MOD_MEM_NUM_TYPES ? VALUE_NONE :
					     s->address + sym->st_value;
}

/* Of several errors the last is returned, as Linux has it. */
int link_symbols(struct load *l)
{
	int err = 0;

	l->values = kcalloc(l->symbol_count + 1, sizeof(u32), GFP_KERNEL);
	if (!l->values)
		return refuse(l, -ENOMEM, "link.memory",
			      "no room for the values of %u symbols",
			      l->symbol_count);
	for (u32 i = 1; i < l->symbol_count; i++) {
		const elf_sym *sym = &l->symbols[i];
		int this = 0;

		if (section_of(l, sym))
			l->values[i] = defined_value(l, sym);
		else
			this = link_special(l, i);
		if (this)
			err = this;
	}
	return err;
}
