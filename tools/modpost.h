/* SPDX-License-Identifier: MIT */
/* What the parts of modpost share. */
#ifndef _MODPOST_H
#define _MODPOST_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A module's object, before its last link. */
struct object {
	const char *path;
	const char *module; /* the path without .o */
	unsigned char *data;
	size_t size;
	const Elf32_Ehdr *hdr;
	const Elf32_Shdr *sections;
	const Elf32_Sym *syms;
	size_t sym_count;
	const char *strings;
	size_t strings_size;
	const char *info; /* .modinfo */
	size_t info_size;
};

/* Ends modpost. */
void fatal(const char *fmt, ...)
	__attribute__((format(printf, 1, 2), noreturn));
/* Linux's line, and behind "fix:" what to do. */
void warning(const char *fix, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* @bytes at @offset of the file; fatal() where it has not so many. */
const void *at(const struct object *o, size_t offset, size_t bytes);
const char *section_name(const struct object *o, unsigned int index);
const char *symbol_name(const struct object *o, const Elf32_Sym *sym);

/* Warns of references from what stays to what is freed (mismatch.c). */
void check_sections(const struct object *o);

/* Writes an alias for each entry of its tables of devices (devtable.c). */
void write_aliases(FILE *f, const struct object *o);

#endif
