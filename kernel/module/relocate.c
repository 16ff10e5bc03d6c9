/* SPDX-License-Identifier: MIT */
/*
 * Stage relocate: make it fit. Writes to the private copy, at each place that
 * the compiler left open, the address that link has found: S + A, or
 * S + A - P where the processor counts from the place itself. Every place and
 * every symbol index is checked first.
 *
 * System V ABI, Intel386 supplement, chapter 4, "Relocation".
 */
#include <linux/errno.h>

#include "../module.h"

struct type_name {
	u8 type;
	const char *name;
	const char *cause;
};

static const char pic[] = "position-independent code: compile with -fno-pic";
static const char bits16[] = "16-bit or 8-bit code: leave out -m16 and .code16";
static const char tls[] = "thread-local data: leave out __thread";

/* What the unsupported types are called, and what brings them about. */
static const struct type_name unsupported[] = {
	{ 0, "R_386_NONE", "a relocation that was removed: link anew" },
	{ 3, "R_386_GOT32", pic },
	{ 5, "R_386_COPY", "a linked program, not an object file" },
	{ 6, "R_386_GLOB_DAT", "a linked program, not an object file" },
	{ 7, "R_386_JMP_SLOT", "a linked program, not an object file" },
	{ 8, "R_386_RELATIVE", "a linked program, not an object file" },
	{ 9, "R_386_GOTOFF", pic },
	{ 10, "R_386_GOTPC", pic },
	{ 14, "R_386_TLS_TPOFF", tls },
	{ 15, "R_386_TLS_IE", tls },
	{ 16, "R_386_TLS_GOTIE", tls },
	{ 17, "R_386_TLS_LE", tls },
	{ 18, "R_386_TLS_GD", tls },
	{ 19, "R_386_TLS_LDM", tls },
	{ 20, "R_386_16", bits16 },
	{ 21, "R_386_PC16", bits16 },
	{ 22, "R_386_8", bits16 },
	{ 23, "R_386_PC8", bits16 },
	{ 32, "R_386_TLS_LDO_32", tls },
	{ 33, "R_386_TLS_IE_32", tls },
	{ 34, "R_386_TLS_LE_32", tls },
	{ 38, "R_386_SIZE32", "a symbol's size: use sizeof instead" },
	{ 42, "R_386_IRELATIVE", "an ifunc: a kernel has none" },
	{ 43, "R_386_GOT32X", pic },
};

static int refuse_type(struct load *l, const struct section *target,
		       const Elf32_Rel *rel)
{
	u32 type = ELF32_R_TYPE(rel->r_info);
	const char *name = "a type that no i386 linker knows";
	const char *cause = "the file is damaged";

	for (u32 i = 0; i < ARRAY_SIZE(unsupported); i++) {
		if (unsupported[i].type != type)
			continue;
		name = unsupported[i].name;
		cause = unsupported[i].cause;
	}
	load_err(l, "%s: Unknown relocation: %u", l->name, type);
	return refuse(l, -ENOEXEC, "relocate.type", "%s+0x%x: type %u, %s (%s)",
		      target->name, rel->r_offset, type, name, cause);
}

/* Applies a relocation; nothing that may be wrong with it goes unsaid. */
static int relocate_one(struct load *l, const struct section *target,
			const Elf32_Rel *rel)
{
	u32 size = target->hdr.sh_size, symbol = ELF32_R_SYM(rel->r_info);
	target_word *place;
	u32 home;

	if (size < 4 || rel->r_offset > size - 4)
		return refuse(l, -ENOEXEC, "relocate.offset",
			      "4 bytes at %s+0x%x, which has 0x%x bytes",
			      target->name, rel->r_offset, size);
	if (symbol >= l->symbol_count)
		return refuse(l, -ENOEXEC, "relocate.symbol_index",
			      "%s+0x%x: symbol %u, there are %u", target->name,
			      rel->r_offset, symbol, l->symbol_count);
	home = section_of(l, &l->symbols[symbol]);
	if (home && l->sections[home].mem == MOD_MEM_NUM_TYPES)
		return refuse(l, -ENOEXEC, "relocate.symbol_section",
			      "%s+0x%x: symbol %u (%s) lies in section %u (%s), which is not loaded",
			      target->name, rel->r_offset, symbol,
			      symbol_name(l, symbol), home,
			      l->sections[home].name);
	place = (target_word *)(target->copy + rel->r_offset);
	switch (ELF32_R_TYPE(rel->r_info)) {
	case R_386_32:
		*place += l->values[symbol];
		return 0;
	case R_386_PC32:
	case R_386_PLT32:
		*place += l->values[symbol] - (target->address + rel->r_offset);
		return 0;
	default:
		return refuse_type(l, target, rel);
	}
}

/* r_info with the type in front: less the type there, the symbol is left. */
static u32 turned(u32 info)
{
	return info >> 8 | info << 24;
}

/*
 * Does as relocate_one() from @rel on, up to @end or the first that is not
 * plain: returns where it stopped. Most of a load's time is spent in this
 * loop, so one comparison tests both a type and the symbol's index: a number
 * below @symbols is left only where both are right.
 */
static noinline const elf_rel *relocate_plain(const struct load *l,
					      const struct section *target,
					      const elf_rel *rel,
					      const elf_rel *end)
{
	const u32 *values = l->values;
	u8 *copy = target->copy;
	u32 address = target->address;
	u32 last = target->hdr.sh_size - 4; /* the last place that fits */
	u32 symbols = min(l->symbol_count, 1u << 24); /* r_info has no more */

	if (target->hdr.sh_size < 4)
		return rel;
	for (; rel < end; rel++) {
		u32 offset = rel->r_offset, info = turned(rel->r_info), value;
		u32 symbol = info - turned(R_386_32);

		if (offset > last)
			break;
		if (symbol < symbols) {
			value = values[symbol];
			if (value == VALUE_NONE)
				break;
		} else {
			symbol = info - turned(R_386_PC32);
			if (symbol >= symbols)
				symbol = info - turned(R_386_PLT32);
			if (symbol >= symbols || values[symbol] == VALUE_NONE)
				break;
			value = values[symbol] - (address + offset);
		}
		*(target_word *)(copy + offset) += value;
	}
	return rel;
}

/* Precondition: @rel has been applied; what was there before follows. */
static void watch_relocation(struct load *l, const struct section *target,
			     const Elf32_Rel *rel)
{
	u32 value = l->values[ELF32_R_SYM(rel->r_info)];
	u32 place = target->address + rel->r_offset;
	u32 after = read_word(target->copy + rel->r_offset);
	u32 before = after - value;

	if (ELF32_R_TYPE(rel->r_info) != R_386_32)
		before += place;
	l->watch->relocation(l, target - l->sections, rel, value, before, place,
			     before, after);
}

/* Applies the relocations in @s to the section that they are for. */
static int relocate_section(struct load *l, const struct section *s)
{
	const elf_rel *rel = section_bytes(l, section_index(l, s));
	const elf_rel *end = rel + s->hdr.sh_size / sizeof(*rel);
	const struct section *target = &l->sections[s->hdr.sh_info];
	bool watch = l->watch && l->watch->relocation;

	for (;;) {
		Elf32_Rel r;
		int err;

		if (!watch)
			rel = relocate_plain(l, target, rel, end);
		if (rel == end)
			return 0;
		r = *rel++;
		err = relocate_one(l, target, &r);
		if (err)
			return err;
		if (watch)
			watch_relocation(l, target, &r);
	}
}

/* Whether @s holds relocations for something that is loaded. */
static bool applies(const struct load *l, const struct section *s)
{
	return s->hdr.sh_info < l->section_count &&
	       l->sections[s->hdr.sh_info].mem != MOD_MEM_NUM_TYPES;
}

/* Sections that share bytes of the file would cost more than it has. */
static int check_overlap(struct load *l)
{
	u32 left = l->size;

	for_each_section(l, s)
	{
		if (s->hdr.sh_type != SHT_REL || !applies(l, s))
			continue;
		if (s->hdr.sh_size > left)
			return refuse(l, -ENOEXEC, "relocate.overlap",
				      "up to section %u (%s) they add up to more than the file, which has 0x%x bytes",
				      section_index(l, s), s->name, l->size);
		left -= s->hdr.sh_size;
	}
	return 0;
}

int relocate_sections(struct load *l)
{
	int err = check_overlap(l);

	for_each_section(l, s)
	{
		if (err)
			break;
		if (s->hdr.sh_type == SHT_REL && applies(l, s)) {
			err = relocate_section(l, s);
		} else if (s->hdr.sh_type == SHT_RELA && applies(l, s)) {
			load_err(l, "module %s: RELA relocation unsupported",
				 l->name);
			err = refuse(l, -ENOEXEC, "relocate.rela",
				     "section %u (%s) is SHT_RELA",
				     section_index(l, s), s->name);
		}
	}
	return err;
}
