/* SPDX-License-Identifier: MIT */
/*
 * The aliases of MODULE_DEVICE_TABLE(): for each entry of a driver's tables of
 * devices, the pattern that the bus's MODALIAS fits. depmod collects them, so
 * that a device finds its driver's module. Formats as in Linux's modules.alias.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "modpost.h"

#define PREFIX "__mod_"
#define SUFFIX "_device_table"
#define ANY_ID 0xffffffffu
#define ALIAS_MAX 512

/* struct of_device_id: where its texts begin. */
#define OF_NAME 0
#define OF_TYPE 32
#define OF_COMPATIBLE 64
#define OF_COMPATIBLE_SIZE 128

static uint32_t word_at(const unsigned char *entry, size_t offset)
{
	uint32_t word;

	memcpy(&word, entry + offset, sizeof(word));
	return word;
}

static void write_alias(FILE *f, const char *alias)
{
	fprintf(f, "MODULE_ALIAS(\"%s\");\n", alias);
}

/* A bus whose devices have names: "platform:name". */
static void write_named(FILE *f, const char *bus, const unsigned char *entry,
			size_t room)
{
	char alias[ALIAS_MAX];

	snprintf(alias, sizeof(alias), "%s:%.*s", bus, (int)room, entry);
	write_alias(f, alias);
}

static void write_platform(FILE *f, const unsigned char *entry)
{
	write_named(f, "platform", entry, 20);
}

static void write_i2c(FILE *f, const unsigned char *entry)
{
	write_named(f, "i2c", entry, 20);
}

static void write_spi(FILE *f, const unsigned char *entry)
{
	write_named(f, "spi", entry, 32);
}

/* "of:NnameTtypeCcompatible", and what is compatible with more besides. */
static void write_of(FILE *f, const unsigned char *entry)
{
	const char *name = (const char *)entry + OF_NAME;
	const char *type = (const char *)entry + OF_TYPE;
	const char *compatible = (const char *)entry + OF_COMPATIBLE;
	char alias[ALIAS_MAX];
	int n;

	n = snprintf(alias, sizeof(alias), "of:N%.31sT%.31s",
		     *name ? name : "*", *type ? type : "*");
	if (*compatible)
		n += snprintf(alias + n, sizeof(alias) - n, "%sC%.*s",
			      *type ? "*" : "", OF_COMPATIBLE_SIZE - 1,
			      compatible);
	for (char *p = alias; *p; p++)
		if (*p == ' ' || *p == '\t')
			*p = '_';
	write_alias(f, alias);
	snprintf(alias + n, sizeof(alias) - n, "C*");
	write_alias(f, alias);
}

/* Appends a field as hexadecimal digits, or "*": any will do. */
static size_t put(char *alias, size_t n, const char *field, bool counts,
		  int digits, uint32_t value)
{
	if (counts)
		return n + sprintf(alias + n, "%s%0*X", field, digits, value);
	return n + sprintf(alias + n, "%s*", field);
}

static void write_pci(FILE *f, const unsigned char *entry)
{
	static const char *const ids[] = { "v", "d", "sv", "sd" };
	static const char *const classes[] = { "bc", "sc", "i" };
	char alias[ALIAS_MAX] = "pci:";
	size_t n = 4;

	for (int i = 0; i < 4; i++) {
		uint32_t id = word_at(entry, sizeof(id) * i);

		n = put(alias, n, ids[i], id != ANY_ID, 8, id);
	}
	for (int i = 0; i < 3; i++) {
		int shift = 16 - 8 * i;
		uint32_t mask = word_at(entry, 20) >> shift & 0xff;

		n = put(alias, n, classes[i], mask == 0xff, 2,
			word_at(entry, 16) >> shift & 0xff);
	}
	if (alias[n - 1] != '*')
		strcpy(alias + n, "*");
	write_alias(f, alias);
}

/* The struct X_device_id of each bus: its size on i386. */
static const struct bus {
	const char *name;
	size_t entry_size;
	void (*write)(FILE *f, const unsigned char *entry);
} buses[] = {
	{ "i2c", 24, write_i2c }, { "of", 196, write_of },
	{ "pci", 32, write_pci }, { "platform", 24, write_platform },
	{ "spi", 36, write_spi },
};

/* The bus of a symbol __mod_BUS__TABLE_device_table, or NULL. */
static const struct bus *bus_of(const char *symbol)
{
	size_t length = strlen(symbol);
	const char *name = symbol + strlen(PREFIX);

	if (strncmp(symbol, PREFIX, strlen(PREFIX)) ||
	    length < strlen(PREFIX SUFFIX) ||
	    strcmp(symbol + length - strlen(SUFFIX), SUFFIX))
		return NULL;
	for (size_t i = 0; i < sizeof(buses) / sizeof(*buses); i++) {
		size_t n = strlen(buses[i].name);

		if (!strncmp(name, buses[i].name, n) &&
		    !strncmp(name + n, "__", 2))
			return &buses[i];
	}
	return NULL;
}

static bool is_empty(const unsigned char *entry, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (entry[i])
			return false;
	return true;
}

static void write_table(FILE *f, const struct object *o, const struct bus *bus,
			const Elf32_Sym *sym)
{
	const Elf32_Shdr *s = &o->sections[sym->st_shndx];
	size_t count = sym->st_size / bus->entry_size;
	const unsigned char *table;

	if (!count || sym->st_size % bus->entry_size)
		fatal("%s: sizeof(struct %s_device_id)=%zu is not a modulo of the size of section %s=%u.",
		      o->module, bus->name, bus->entry_size,
		      symbol_name(o, sym), sym->st_size);
	if (s->sh_type == SHT_NOBITS)
		return;
	if (sym->st_value > s->sh_size)
		fatal("%s is truncated.", o->path);
	table = at(o, s->sh_offset + sym->st_value, sym->st_size);
	if (!is_empty(table + (count - 1) * bus->entry_size, bus->entry_size))
		fatal("%s: struct %s_device_id is not terminated with a NULL entry!",
		      o->module, bus->name);
	for (size_t i = 0; i + 1 < count; i++)
		bus->write(f, table + i * bus->entry_size);
}

void write_aliases(FILE *f, const struct object *o)
{
	for (size_t i = 1; i < o->sym_count; i++) {
		const Elf32_Sym *sym = &o->syms[i];
		const struct bus *bus = bus_of(symbol_name(o, sym));

		if (bus && sym->st_shndx && sym->st_shndx < o->hdr->e_shnum)
			write_table(f, o, bus, sym);
	}
}
