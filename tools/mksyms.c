/* SPDX-License-Identifier: MIT */
/*
 * mksyms: writes the kernel's own tables of symbols as assembly: kallsyms
 * (address to name) and the hash table of exports.
 *
 * usage: mksyms IMAGE TEXTS    the tables of the linked kernel IMAGE, whose
 *                              exports have the versions that dwarfksyms
 *                              wrote to TEXTS
 *        mksyms --empty        the tables of no symbols, for the first link
 *
 * The tables lie behind everything that they name but data and bss, whose
 * addresses the linker script aligns to 2 MiB; so they do not move what they
 * name, and two links are enough.
 */
#include <elf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "symhash.h"

struct symbol {
	unsigned int address;
	char type;
	const char *name;
};

static unsigned char *image;
static size_t image_size;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "mksyms: %s: %s\n", what, why);
	exit(1);
}

static void read_image(const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t room = 1 << 20;

	if (!f)
		die(path, strerror(errno));
	image = malloc(room);
	while (image) {
		image_size +=
			fread(image + image_size, 1, room - image_size, f);
		if (image_size < room)
			break;
		room *= 2;
		image = realloc(image, room);
	}
	if (!image || ferror(f))
		die(path, "can't be read");
	fclose(f);
}

static const void *at(size_t offset, size_t bytes)
{
	if (offset > image_size || bytes > image_size - offset)
		die("the image", "is cut off");
	return image + offset;
}

static const Elf32_Shdr *section(unsigned int index)
{
	const Elf32_Ehdr *h = at(0, sizeof(*h));

	if (index >= h->e_shnum)
		die("the image", "has a broken section table");
	return at(h->e_shoff + index * sizeof(Elf32_Shdr), sizeof(Elf32_Shdr));
}

static const Elf32_Shdr *find_type(unsigned int type)
{
	const Elf32_Ehdr *h = at(0, sizeof(*h));

	for (unsigned int i = 0; i < h->e_shnum; i++)
		if (section(i)->sh_type == type)
			return section(i);
	die("the image", "has no symbol table");
	return NULL;
}

static char type_letter(const Elf32_Sym *sym)
{
	const Elf32_Shdr *s = section(sym->st_shndx);
	char letter = s->sh_flags & SHF_EXECINSTR ? 't' :
		      s->sh_type == SHT_NOBITS	  ? 'b' :
		      s->sh_flags & SHF_WRITE	  ? 'd' :
						    'r';

	return ELF32_ST_BIND(sym->st_info) == STB_LOCAL ? letter :
							  letter - 'a' + 'A';
}

static int is_kept(const Elf32_Sym *sym, const char *name)
{
	int type = ELF32_ST_TYPE(sym->st_info);

	return sym->st_shndx != SHN_UNDEF && sym->st_shndx < SHN_LORESERVE &&
	       (type == STT_FUNC || type == STT_OBJECT || type == STT_NOTYPE) &&
	       *name && *name != '.' && !strchr(name, '$') &&
	       strncmp(name, "__ksymtab_", 10) &&
	       strncmp(name, "__kstrtab", 9) && strncmp(name, "__param_", 8) &&
	       (type == STT_FUNC || (strncmp(name, "kallsyms_", 9) &&
				     strncmp(name, "export_", 7))) &&
	       strncmp(name, "__entry_text_", 13) &&
	       strncmp(name, "__kprobes_text_", 15) &&
	       strcmp(name, "__end_rodata") && strncmp(name, "vector_", 7);
}

static int by_address(const void *a, const void *b)
{
	const struct symbol *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	/* A global name before a local one. */
	if ((x->type < 'a') != (y->type < 'a'))
		return x->type < 'a' ? -1 : 1;
	return strcmp(x->name, y->name);
}

static struct symbol *read_symbols(size_t *count)
{
	const Elf32_Shdr *table = find_type(SHT_SYMTAB);
	const Elf32_Sym *syms = at(table->sh_offset, table->sh_size);
	const Elf32_Shdr *str = section(table->sh_link);
	const char *names = at(str->sh_offset, str->sh_size);
	size_t n = table->sh_size / sizeof(*syms);
	struct symbol *out = calloc(n + 1, sizeof(*out));

	if (!out || !str->sh_size || names[str->sh_size - 1])
		die("the image", "has a broken string table");
	*count = 0;
	for (size_t i = 1; i < n; i++) {
		const char *name = names + syms[i].st_name;

		if (syms[i].st_name >= str->sh_size || !is_kept(&syms[i], name))
			continue;
		out[(*count)++] = (struct symbol){ syms[i].st_value,
						   type_letter(&syms[i]),
						   name };
	}
	qsort(out, *count, sizeof(*out), by_address);
	return out;
}

static void label(const char *name)
{
	printf("\t.globl %s\n%s:\n", name, name);
}

static void write_kallsyms(const struct symbol *syms, size_t count)
{
	unsigned int offset = 0;

	label("kallsyms_count");
	printf("\t.long %zu\n", count);
	label("kallsyms_addresses");
	for (size_t i = 0; i < count; i++)
		printf("\t.long 0x%08x\n", syms[i].address);
	label("kallsyms_offsets");
	for (size_t i = 0; i < count; i++) {
		printf("\t.long %u\n", offset);
		offset += strlen(syms[i].name) + 2;
	}
	label("kallsyms_names");
	for (size_t i = 0; i < count; i++)
		printf("\t.asciz \"%c%s\"\n", syms[i].type, syms[i].name);
	printf("\t.balign 4\n");
}

static unsigned int address_of(const char *name)
{
	const Elf32_Shdr *table = find_type(SHT_SYMTAB);
	const Elf32_Sym *syms = at(table->sh_offset, table->sh_size);
	const Elf32_Shdr *str = section(table->sh_link);
	const char *names = at(str->sh_offset, str->sh_size);

	for (size_t i = 1; i < table->sh_size / sizeof(*syms); i++)
		if (!strcmp(names + syms[i].st_name, name))
			return syms[i].st_value;
	die(name, "is not in the image");
	return 0;
}

/* The bytes of the image at an address. */
static const void *at_address(unsigned int address, size_t bytes)
{
	const Elf32_Ehdr *h = at(0, sizeof(*h));

	for (unsigned int i = 0; i < h->e_shnum; i++) {
		const Elf32_Shdr *s = section(i);

		if (s->sh_type == SHT_PROGBITS &&
		    address - s->sh_addr < s->sh_size)
			return at(s->sh_offset + address - s->sh_addr, bytes);
	}
	die("an export", "lies outside the image");
	return NULL;
}

/* The names in the entries of __ksymtab and __ksymtab_gpl, in order. */
static const char **read_exports(size_t *count)
{
	static const char *const ends[][2] = {
		{ "__start___ksymtab", "__stop___ksymtab" },
		{ "__start___ksymtab_gpl", "__stop___ksymtab_gpl" },
	};
	const char **names = NULL;

	*count = 0;
	for (int table = 0; table < 2; table++) {
		unsigned int p = address_of(ends[table][0]);
		unsigned int end = address_of(ends[table][1]);

		for (; p < end; p += 12) {
			unsigned int field = p + 4, offset;

			memcpy(&offset, at_address(field, 4), 4);
			names = realloc(names, (*count + 1) * sizeof(*names));
			if (!names)
				die("mksyms", "out of memory");
			names[(*count)++] = at_address(field + offset, 1);
		}
	}
	return names;
}

/* The version of each export; 0: TEXTS has none, as of what is assembly. */
static unsigned int *read_versions(const char *path, const char **names,
				   size_t count)
{
	unsigned int *crcs = calloc(count + 1, sizeof(*crcs));
	FILE *f = fopen(path, "r");
	char line[4096], crc[16], name[256];

	if (!f || !crcs)
		die(path, strerror(errno));
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "export\t%15s\t%*s\t%255s", crc, name) != 2)
			continue;
		for (size_t i = 0; i < count; i++)
			if (!strcmp(names[i], name))
				crcs[i] = strtoul(crc, NULL, 16);
	}
	fclose(f);
	return crcs;
}

static void write_longs(const char *name, const unsigned int *v, size_t count)
{
	label(name);
	for (size_t i = 0; i < count; i++)
		printf("\t.long %u\n", v[i]);
}

static void write_exports(const char **names, const unsigned int *crcs,
			  size_t count)
{
	size_t buckets = 1;
	unsigned int *heads, *chains, *hashes;

	while (buckets < count)
		buckets *= 2;
	heads = calloc(buckets, sizeof(*heads));
	chains = calloc(count + 1, sizeof(*chains));
	hashes = calloc(count + 1, sizeof(*hashes));
	if (!heads || !chains || !hashes)
		die("mksyms", "out of memory");
	for (size_t i = count; i--;) {
		hashes[i] = symbol_hash(names[i]);
		chains[i] = heads[hashes[i] & (buckets - 1)];
		heads[hashes[i] & (buckets - 1)] = i + 1;
	}
	label("export_count");
	printf("\t.long %zu\n", count);
	label("export_bucket_count");
	printf("\t.long %zu\n", buckets);
	write_longs("export_buckets", heads, buckets);
	write_longs("export_chains", chains, count);
	write_longs("export_hashes", hashes, count);
	write_longs("export_crcs", crcs, count);
	free(heads);
	free(chains);
	free(hashes);
}

int main(int argc, char **argv)
{
	const char **exports = NULL;
	unsigned int *crcs = NULL;
	struct symbol *syms = NULL;
	size_t symbols = 0, count = 0;

	if (argc != 3 && (argc != 2 || strcmp(argv[1], "--empty"))) {
		fprintf(stderr, "usage: mksyms IMAGE TEXTS | --empty\n");
		return 2;
	}
	if (argc == 3) {
		read_image(argv[1]);
		syms = read_symbols(&symbols);
		exports = read_exports(&count);
		crcs = read_versions(argv[2], exports, count);
	}
	printf("/* Written by tools/mksyms. */\n"
	       "\t.section .ksyms, \"a\", @progbits\n\t.balign 4\n");
	write_kallsyms(syms, symbols);
	write_exports(exports, crcs, count);
	printf("\t.section .note.GNU-stack, \"\", @progbits\n");
	free(syms);
	free(crcs);
	free(exports);
	free(image);
	return 0;
}
