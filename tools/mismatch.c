/* SPDX-License-Identifier: MIT */
/*
 * The part of modpost that follows an object's relocations and warns where
 * one leads from code or data that stays to a section that is freed: such a
 * call works until the day it jumps into memory that is no longer the
 * module's. The rules are those of Linux's modpost.
 */
#include <fnmatch.h>
#include <string.h>

#include "modpost.h"

/* Patterns; the first list refers to the second, which it may not. */
static const struct {
	const char *from[4], *to[4];
	const char *fix;
} rules[] = {
	{ { ".text", ".text.*" },
	  { ".init.*", ".exit.*" },
	  "mark the caller __init or __exit too, or take the mark off what it uses" },
	{ { ".data", ".data.*", ".data..*" },
	  { ".init.*", ".exit.*" },
	  "take the mark off what the variable points to, or mark the variable" },
	{ { ".init.text" }, { ".exit.*" }, "take __exit off what init uses" },
	{ { ".exit.text" },
	  { ".init.*" },
	  "take __init off what exit uses: it is freed by then" },
};

/* Variables that Linux takes for tables of drivers, by their names. */
static const char *const tables[] = { "*_template", "*_timer", "*_sht",
				      "*_ops",	    "*_probe", "*_probe_one",
				      "*_console",  "*driver" };

static bool fits(const char *name, const char *const *patterns, size_t count)
{
	for (size_t i = 0; i < count && patterns[i]; i++)
		if (!fnmatch(patterns[i], name, 0))
			return true;
	return false;
}

/* The named symbol of section @index at or before @offset, or NULL. */
static const Elf32_Sym *symbol_at(const struct object *o, unsigned int index,
				  uint32_t offset)
{
	const Elf32_Sym *best = NULL;

	for (size_t i = 1; i < o->sym_count; i++) {
		const Elf32_Sym *s = &o->syms[i];
		int type = ELF32_ST_TYPE(s->st_info);

		if (s->st_shndx != index || s->st_value > offset ||
		    type == STT_SECTION || type == STT_FILE ||
		    !*symbol_name(o, s) || *symbol_name(o, s) == '.')
			continue;
		if (!best || s->st_value > best->st_value)
			best = s;
	}
	return best;
}

/* Where a relocation at @place of section @from leads, in @sym's section. */
static uint32_t target_of(const struct object *o, const Elf32_Shdr *from,
			  const Elf32_Rel *r, const Elf32_Sym *sym)
{
	uint32_t addend;

	memcpy(&addend, at(o, from->sh_offset + r->r_offset, 4), 4);
	if (ELF32_R_TYPE(r->r_info) != R_386_32)
		addend += 4;
	return sym->st_value + addend;
}

static void complain(const struct object *o, unsigned int from, uint32_t place,
		     unsigned int to, uint32_t target, const char *fix)
{
	const Elf32_Sym *a = symbol_at(o, from, place);
	const Elf32_Sym *b = symbol_at(o, to, target);
	const char *name = strrchr(o->module, '/');

	if (a && *section_name(o, from) == '.' &&
	    !strncmp(section_name(o, from), ".data", 5) &&
	    fits(symbol_name(o, a), tables, sizeof(tables) / sizeof(*tables)))
		return;
	warning(fix,
		"%s: section mismatch in reference: %s%s0x%x (section: %s) -> %s (section: %s)",
		name ? name + 1 : o->module, a ? symbol_name(o, a) : "",
		a ? "+" : "", place - (a ? a->st_value : 0),
		section_name(o, from), b ? symbol_name(o, b) : "(unknown)",
		section_name(o, to));
}

static void check_reference(const struct object *o, unsigned int from,
			    const Elf32_Rel *r)
{
	size_t index = ELF32_R_SYM(r->r_info);
	const Elf32_Sym *sym = index < o->sym_count ? &o->syms[index] : NULL;
	const char *name, *target;

	if (!sym || !sym->st_shndx || sym->st_shndx >= o->hdr->e_shnum)
		return;
	name = section_name(o, from);
	target = section_name(o, sym->st_shndx);
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (fits(name, rules[i].from, 4) &&
		    fits(target, rules[i].to, 4))
			complain(o, from, r->r_offset, sym->st_shndx,
				 target_of(o, &o->sections[from], r, sym),
				 rules[i].fix);
}

void check_sections(const struct object *o)
{
	for (unsigned int i = 1; i < o->hdr->e_shnum; i++) {
		const Elf32_Shdr *s = &o->sections[i];
		const Elf32_Rel *r;

		if (s->sh_type != SHT_REL || !s->sh_info ||
		    s->sh_info >= o->hdr->e_shnum ||
		    !(o->sections[s->sh_info].sh_flags & SHF_ALLOC))
			continue;
		r = at(o, s->sh_offset, s->sh_size);
		for (size_t n = 0; n < s->sh_size / sizeof(*r); n++)
			check_reference(o, s->sh_info, &r[n]);
	}
}
