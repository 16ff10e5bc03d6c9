/* SPDX-License-Identifier: MIT */
/* See object.h. */
#include <assert.h>
#include <linux/kernel.h>
#include <stdlib.h>

#include "object.h"

void object_init(struct object *o)
{
	memset(o, 0, sizeof(*o));
	o->section_count = 1;
	o->symbol_count = 1;
	o->strings_size = 1;
	o->names_size = 1;
}

static u32 add_string(char *strings, u32 *size, const char *text)
{
	u32 at = *size, bytes = strlen(text) + 1;

	assert(bytes <= OBJECT_STRINGS - at);
	memcpy(strings + at, text, bytes);
	*size += bytes;
	return at;
}

u32 object_section(struct object *o, const char *name, u32 type, u32 flags,
		   const void *data, u32 size)
{
	u32 i = o->section_count++;

	assert(i < OBJECT_SECTIONS);
	o->sections[i] = (Elf32_Shdr){
		.sh_name = add_string(o->names, &o->names_size, name),
		.sh_type = type,
		.sh_flags = flags,
		.sh_size = size,
		.sh_addralign = 4,
	};
	o->data[i] = data;
	return i;
}

u32 object_symbol(struct object *o, const char *name, u32 section, u32 value,
		  u32 bind, u32 type)
{
	u32 i = o->symbol_count++;

	assert(i < OBJECT_SYMBOLS);
	o->symbols[i] = (Elf32_Sym){
		.st_name =
			*name ? add_string(o->strings, &o->strings_size, name) :
				0,
		.st_value = value,
		.st_info = bind << 4 | type,
		.st_shndx = section,
	};
	return i;
}

void object_relocation(struct object *o, u32 section, u32 offset, u32 type,
		       u32 symbol)
{
	assert(o->rel_count < OBJECT_RELS);
	o->rels[o->rel_count++] =
		(struct object_rel){ section, { offset, symbol << 8 | type } };
}

/* The relocations of each section, as sections that are not freed before. */
static void add_relocations(struct object *o, Elf32_Rel *out)
{
	u32 last = o->section_count;

	for (u32 s = 1; s < last; s++) {
		Elf32_Rel *first = out;
		u32 i;

		for (i = 0; i < o->rel_count; i++)
			if (o->rels[i].section == s)
				*out++ = o->rels[i].rel;
		if (out == first)
			continue;
		i = object_section(o, ".rel", SHT_REL, 0, first,
				   (out - first) * sizeof(*out));
		o->sections[i].sh_info = s;
	}
}

void object_build(struct object *o)
{
	static Elf32_Rel rels[OBJECT_RELS];
	u32 symtab, offset = sizeof(Elf32_Ehdr);

	add_relocations(o, rels);
	symtab = object_section(o, ".symtab", SHT_SYMTAB, 0, o->symbols,
				o->symbol_count * sizeof(Elf32_Sym));
	o->sections[symtab].sh_link = object_section(o, ".strtab", SHT_STRTAB,
						     0, o->strings,
						     o->strings_size);
	object_section(o, ".shstrtab", SHT_STRTAB, 0, o->names, 0);
	o->sections[o->section_count - 1].sh_size = o->names_size;
	for (u32 i = 1; i < o->section_count; i++) {
		o->sections[i].sh_offset = offset;
		if (o->sections[i].sh_type != SHT_NOBITS)
			offset += ALIGN(o->sections[i].sh_size, 4);
	}
	o->size = offset + o->section_count * sizeof(Elf32_Shdr);
	o->image = calloc(1, o->size);
	assert(o->image);
	for (u32 i = 1; i < o->section_count; i++)
		if (o->sections[i].sh_type != SHT_NOBITS && o->data[i])
			memcpy(o->image + o->sections[i].sh_offset, o->data[i],
			       o->sections[i].sh_size);
	*object_header(o) = (Elf32_Ehdr){
		.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS32, ELFDATA2LSB,
			     EV_CURRENT },
		.e_type = ET_REL,
		.e_machine = EM_386,
		.e_version = EV_CURRENT,
		.e_shoff = offset,
		.e_ehsize = sizeof(Elf32_Ehdr),
		.e_shentsize = sizeof(Elf32_Shdr),
		.e_shnum = o->section_count,
		.e_shstrndx = o->section_count - 1,
	};
	memcpy(o->image + offset, o->sections,
	       o->section_count * sizeof(Elf32_Shdr));
}

Elf32_Ehdr *object_header(struct object *o)
{
	return (Elf32_Ehdr *)o->image;
}

Elf32_Shdr *object_shdr(struct object *o, u32 index)
{
	return (Elf32_Shdr *)(o->image + object_header(o)->e_shoff) + index;
}

u32 object_find(struct object *o, const char *name)
{
	for (u32 i = 1; i < o->section_count; i++)
		if (!strcmp(o->names + o->sections[i].sh_name, name))
			return i;
	assert(!"a section of that name");
	return 0;
}

u8 *object_bytes(struct object *o, u32 index)
{
	return o->image + o->sections[index].sh_offset;
}
