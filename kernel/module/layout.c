/* SPDX-License-Identifier: MIT */
/*
 * Stage layout: where will it live? Sections are gathered by what may be done
 * to them into text, rodata, read-only after init, and data; those named
 * .init* into parts of their own, which are freed after init. Then memory is
 * allocated and the bytes are copied: from here on the module has target
 * addresses and a private copy, which nobody else knows of.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/mm.h>

#include "../module.h"

/* Parts in the order in which they lie in their allocation. */
static const enum mod_mem_type core_parts[] = { MOD_TEXT, MOD_RODATA,
						MOD_RO_AFTER_INIT, MOD_DATA };
static const enum mod_mem_type init_parts[] = { MOD_INIT_TEXT, MOD_INIT_RODATA,
						MOD_INIT_DATA };

static enum mod_mem_type part_of(const struct section *s)
{
	u32 flags = s->hdr.sh_flags;
	bool init = !strncmp(s->name, ".init", 5);

	if (!(flags & SHF_ALLOC))
		return MOD_MEM_NUM_TYPES;
	if (flags & SHF_EXECINSTR)
		return init ? MOD_INIT_TEXT : MOD_TEXT;
	if (!(flags & SHF_WRITE))
		return init ? MOD_INIT_RODATA : MOD_RODATA;
	if (!strcmp(s->name, ".data..ro_after_init"))
		return MOD_RO_AFTER_INIT;
	return init ? MOD_INIT_DATA : MOD_DATA;
}

static int check_write_exec(struct load *l)
{
	const u32 wx = SHF_WRITE | SHF_EXECINSTR;

	for_each_section(l, s)
	{
		if ((s->hdr.sh_flags & wx) != wx)
			continue;
		load_err(l,
			 "%s: section %s (index %d) has invalid WRITE|EXEC flags",
			 l->name, s->name, section_index(l, s));
		return refuse(l, -ENOEXEC, "layout.write_exec",
			      "section %u (%s): sh_flags is 0x%x",
			      section_index(l, s), s->name, s->hdr.sh_flags);
	}
	return 0;
}

/* Sections that only the loader reads take no room. */
static bool is_loaded(const struct load *l, const struct section *s)
{
	u32 index = section_index(l, s);

	return (s->hdr.sh_flags & SHF_ALLOC) && s->hdr.sh_type != SHT_NULL &&
	       index != l->modinfo && index != l->versions &&
	       index != l->version_crcs && index != l->version_names;
}

static u32 largest_size(const struct load *l)
{
	return l->foreign ? MODULE_SIZE_FOREIGN : MODULE_SIZE_MAX;
}

/* What 32-bit addresses cannot tell apart is damage, not size. */
static int check_sizes(struct load *l)
{
	u64 total = (u64)MOD_MEM_NUM_TYPES * PAGE_SIZE; /* ends of the parts */

	for_each_section(l, s)
	{
		if (is_loaded(l, s))
			total += (u64)s->hdr.sh_size + s->hdr.sh_addralign;
		if (total > 0xffffffff)
			return refuse(l, -ENOEXEC, "layout.size",
				      "up to section %u (%s) they add up to 0x%llx bytes",
				      section_index(l, s), s->name, total);
	}
	return 0;
}

static int refuse_limit(struct load *l, u32 bytes)
{
	return refuse(l, -ENOMEM, "layout.limit", "it takes 0x%x bytes", bytes);
}

/* Adds @bytes to a part; *@offset is where they begin in it. */
static int add_to_part(struct load *l, enum mod_mem_type type, u32 bytes,
		       u32 align, u32 *offset)
{
	u32 at = ALIGN(l->mem[type].size, align);

	if (bytes > largest_size(l) || at > largest_size(l) - bytes)
		return refuse_limit(l, at + bytes);
	*offset = at;
	l->mem[type].size = at + bytes;
	return 0;
}

/* Gives each section its part, and as address its offset there. */
static int gather_sections(struct load *l)
{
	for_each_section(l, s)
	{
		int err;

		if (!is_loaded(l, s))
			continue;
		s->mem = part_of(s);
		err = add_to_part(l, s->mem, s->hdr.sh_size,
				  max(s->hdr.sh_addralign, 1u), &s->address);
		if (err)
			return err;
	}
	return 0;
}

/* The symbols of what is loaded stay, for oopses and /proc/kallsyms. */
static int gather_symbols(struct load *l)
{
	int err;

	for (u32 i = 1; i < l->symbol_count; i++)
		l->kallsyms_count += keeps_symbol(l, i);
	err = add_to_part(l, MOD_RODATA, l->kallsyms_count * sizeof(Elf32_Sym),
			  4, &l->kallsyms_offset);
	if (err)
		return err;
	return add_to_part(l, MOD_RODATA, l->sections[l->strtab].hdr.sh_size, 1,
			   &l->kallsyms_strings);
}

static u32 largest_alignment(const struct load *l, bool init)
{
	u32 align = PAGE_SIZE;

	for_each_section(l, s) if (s->mem != MOD_MEM_NUM_TYPES &&
				   (s->mem >= MOD_INIT_TEXT) == init)
		align = max(align, s->hdr.sh_addralign);
	return align;
}

/* One allocation for the parts of @types, each on pages of its own. */
static int allocate_parts(struct load *l, const enum mod_mem_type *types,
			  u32 count, u32 align, void **handle)
{
	u32 total = 0, address, base;
	u8 *copy;

	for (u32 i = 0; i < count; i++)
		total = ALIGN(total, align) + l->mem[types[i]].size;
	if (!total)
		return 0;
	if (total > largest_size(l))
		return refuse_limit(l, total);
	*handle = module_alloc(total + align - PAGE_SIZE, &address, &copy);
	if (!*handle)
		return refuse(l, -ENOMEM, "layout.memory",
			      "0x%x bytes are not to be had", total);
	base = ALIGN(address, align);
	copy += base - address;
	for (u32 i = 0, at = 0; i < count; i++) {
		struct load_memory *m = &l->mem[types[i]];

		if (!m->size)
			continue;
		at = ALIGN(at, align);
		m->address = base + at;
		m->copy = copy + at;
		at += m->size;
	}
	return 0;
}

static int allocate_core(struct load *l)
{
	return allocate_parts(l, core_parts, ARRAY_SIZE(core_parts),
			      largest_alignment(l, false), &l->holds.core);
}

static int allocate_init(struct load *l)
{
	return allocate_parts(l, init_parts, ARRAY_SIZE(init_parts),
			      largest_alignment(l, true), &l->holds.init);
}

/* Copies what the file has of a section; the rest of it is zeros. */
static void place_section(struct load *l, struct section *s, u32 *filled)
{
	struct load_memory *m = &l->mem[s->mem];
	u32 offset = s->address;

	if (!m->size)
		return;
	s->address += m->address;
	s->copy = m->copy + offset;
	memset(m->copy + *filled, 0, offset - *filled);
	if (s->hdr.sh_type == SHT_NOBITS)
		memset(s->copy, 0, s->hdr.sh_size);
	else
		memcpy(s->copy, l->file + s->hdr.sh_offset, s->hdr.sh_size);
	*filled = offset + s->hdr.sh_size;
}

static int place_sections(struct load *l)
{
	u32 filled[MOD_MEM_NUM_TYPES] = { 0 };

	for_each_section(l, s)
	{
		if (s->mem == MOD_MEM_NUM_TYPES)
			continue;
		place_section(l, s, &filled[s->mem]);
		if (l->watch && l->watch->section)
			l->watch->section(l, section_index(l, s));
	}
	/* What follows are the symbols, and the end of the last page. */
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++) {
		struct load_memory *m = &l->mem[i];

		if (m->size)
			memset(m->copy + filled[i], 0,
			       PAGE_ALIGN(m->size) - filled[i]);
	}
	return 0;
}

int layout_module(struct load *l)
{
	return LOAD_STEPS(l, check_write_exec, check_sizes, gather_sections,
			  gather_symbols, allocate_core, allocate_init,
			  place_sections);
}
