/* SPDX-License-Identifier: MIT */
/*
 * Builds an i386 relocatable object in memory, piece by piece, for tests that
 * then break it. Everything has room of fixed size; a test that needs more
 * fails at once.
 */
#ifndef _TEST_OBJECT_H
#define _TEST_OBJECT_H

#include "module.h"

#define OBJECT_SECTIONS 24
#define OBJECT_SYMBOLS 64
#define OBJECT_RELS 64
#define OBJECT_STRINGS 8192

struct object_rel {
	u32 section;
	Elf32_Rel rel;
};

struct object {
	Elf32_Shdr sections[OBJECT_SECTIONS];
	const void *data[OBJECT_SECTIONS]; /* the caller's, sh_size bytes */
	u32 section_count;
	Elf32_Sym symbols[OBJECT_SYMBOLS];
	u32 symbol_count;
	struct object_rel rels[OBJECT_RELS];
	u32 rel_count;
	char strings[OBJECT_STRINGS]; /* of symbols */
	u32 strings_size;
	char names[OBJECT_STRINGS]; /* of sections */
	u32 names_size;
	u8 *image; /* what object_build() made */
	u32 size;
};

void object_init(struct object *o);
/* Each returns the new one's index. */
u32 object_section(struct object *o, const char *name, u32 type, u32 flags,
		   const void *data, u32 size);
u32 object_symbol(struct object *o, const char *name, u32 section, u32 value,
		  u32 bind, u32 type);
void object_relocation(struct object *o, u32 section, u32 offset, u32 type,
		       u32 symbol);
/*
 * Lays the file out: header, sections' bytes, section headers. Adds a
 * .rel section for each section with relocations, .symtab, .strtab and
 * .shstrtab. o->image has exactly o->size bytes, for free().
 */
void object_build(struct object *o);
Elf32_Ehdr *object_header(struct object *o);
/* The header of section @index in the image. */
Elf32_Shdr *object_shdr(struct object *o, u32 index);
/* The index of the section called @name, which is there. */
u32 object_find(struct object *o, const char *name);
/* Its bytes in the image. */
u8 *object_bytes(struct object *o, u32 index);

#endif
