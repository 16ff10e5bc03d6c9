/* SPDX-License-Identifier: MIT */
/*
 * modpost: what stands between `ld -r` and a module. It checks each module's
 * object against what the kernel and other modules export, and writes
 * X.mod.c (version magic, name, dependencies, versions of imports and exports,
 * struct module) and Module.symvers. Its messages are those of Linux's
 * modpost, each followed by what to do.
 *
 * usage: modpost [-k IMAGE] [-t TEXTS]... [-i SYMVERS]... [-o SYMVERS] [-m]
 *                [-r FOLDER] [X.o ...]
 *   -k IMAGE    read the exports of the linked kernel IMAGE
 *   -t TEXTS    the versions of the exports of IMAGE and the objects, as
 *               dwarfksyms has written them
 *   -i SYMVERS  read exports from a Module.symvers
 *   -o SYMVERS  write all exports found in IMAGE and the objects
 *   -m          the modules are built in the kernel's own tree (intree)
 *   -r FOLDER   name modules below FOLDER without it in SYMVERS
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modpost.h"
#include "symhash.h"

#define BUCKETS 65536
#define NEAREST 3
#define EXPORT_SIZE 12	/* bytes of struct kernel_symbol */
#define VERSION_NAME 60 /* bytes of a name in struct modversion_info */

struct symbol {
	struct symbol *next;	  /* on its hash chain */
	struct symbol *next_made; /* in the order of reading */
	char *name;
	char *owner; /* "vmlinux", or the module's path without .o */
	char *namespace;
	uint32_t crc;
	bool gpl_only;
	bool ours; /* found now, not read from a symvers */
};

/* An export of the object at hand: its place in its table. */
struct entry {
	uint32_t at;
	const char *name;
};

static struct symbol *table[BUCKETS];
static struct symbol *first, **last = &first;
static int errors;

void fatal(const char *fmt, ...)
{
	va_list args;

	fputs("FATAL: modpost: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	exit(2);
}

/* An error, and behind "fix:" what to do. */
static void __attribute__((format(printf, 2, 3)))
error(const char *fix, const char *fmt, ...)
{
	va_list args;

	fputs("ERROR: modpost: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, "\n  fix: %s\n", fix);
	errors++;
}

void warning(const char *fix, const char *fmt, ...)
{
	va_list args;

	fputs("WARNING: modpost: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, "\n  fix: %s\n", fix);
}

static void *allocate(size_t bytes)
{
	void *p = calloc(1, bytes ? bytes : 1);

	if (!p)
		fatal("out of memory");
	return p;
}

static char *copy_text(const char *text)
{
	return strcpy(allocate(strlen(text) + 1), text);
}

/* ---- Exports */

static struct symbol *find_symbol(const char *name)
{
	struct symbol *s = table[symbol_hash(name) % BUCKETS];

	while (s && strcmp(s->name, name))
		s = s->next;
	return s;
}

static struct symbol *add_symbol(const char *name, const char *owner,
				 bool gpl_only, const char *namespace,
				 uint32_t crc, bool ours)
{
	struct symbol **bucket = &table[symbol_hash(name) % BUCKETS];
	struct symbol *s = find_symbol(name);

	if (s && !strcmp(s->owner, owner)) {
		s->gpl_only = gpl_only;
		s->ours |= ours;
		return s;
	}
	if (s && ours) {
		error("rename one of them, or export it in one place only",
		      "%s: '%s' exported twice. Previous export was in %s%s",
		      owner, name, s->owner,
		      strcmp(s->owner, "vmlinux") ? ".ko" : "");
		return NULL;
	}
	if (s)
		return s;
	s = allocate(sizeof(*s));
	s->name = copy_text(name);
	s->owner = copy_text(owner);
	s->namespace = copy_text(namespace);
	s->gpl_only = gpl_only;
	s->crc = crc;
	s->ours = ours;
	s->next = *bucket;
	*bucket = s;
	*last = s;
	last = &s->next_made;
	return s;
}

/* The lines that begin the texts of dwarfksyms. */
static void read_versions(const char *path)
{
	char line[4096], crc[16], owner[2048], name[1024];
	FILE *f = fopen(path, "r");

	if (!f)
		fatal("%s: %s", path, strerror(errno));
	while (fgets(line, sizeof(line), f)) {
		struct symbol *s;

		if (sscanf(line, "export\t%15s\t%2047[^\t]\t%1023s", crc, owner,
			   name) != 3)
			continue;
		s = find_symbol(name);
		if (s && s->ours && !strcmp(s->owner, owner))
			s->crc = strtoul(crc, NULL, 16);
	}
	fclose(f);
}

/* crc<TAB>symbol<TAB>module<TAB>export type<TAB>namespace */
static void read_symvers(const char *path, bool ours)
{
	FILE *f = fopen(path, "r");
	char line[4096];

	if (!f)
		fatal("%s: %s", path, strerror(errno));
	for (int number = 1; fgets(line, sizeof(line), f); number++) {
		char *field[5] = { "", "", "", "", "" };
		char *p = line;

		line[strcspn(line, "\n")] = '\0';
		for (int i = 0; i < 5 && p; i++) {
			field[i] = p;
			p = strchr(p, '\t');
			if (p)
				*p++ = '\0';
		}
		if (!*field[1] || !*field[2] || strncmp(field[3], "EXPORT_", 7))
			fatal("%s:%d: parse error in symbol dump file", path,
			      number);
		add_symbol(field[1], field[2], strstr(field[3], "_GPL") != NULL,
			   field[4], strtoul(field[0], NULL, 16), ours);
	}
	fclose(f);
}

static void write_symvers(const char *path)
{
	FILE *f = fopen(path, "w");

	if (!f)
		fatal("%s: %s", path, strerror(errno));
	for (struct symbol *s = first; s; s = s->next_made)
		if (s->ours)
			fprintf(f, "0x%08x\t%s\t%s\tEXPORT_SYMBOL%s\t%s\n",
				s->crc, s->name, s->owner,
				s->gpl_only ? "_GPL" : "", s->namespace);
	if (fclose(f))
		fatal("%s: %s", path, strerror(errno));
}

/* ---- Objects */

const void *at(const struct object *o, size_t offset, size_t bytes)
{
	if (offset > o->size || bytes > o->size - offset)
		fatal("%s is truncated.", o->path);
	return o->data + offset;
}

static void read_file(struct object *o)
{
	FILE *f = fopen(o->path, "rb");
	size_t room = 1 << 16;

	if (!f)
		fatal("%s: %s", o->path, strerror(errno));
	o->data = allocate(room);
	for (;;) {
		o->size += fread(o->data + o->size, 1, room - o->size, f);
		if (o->size < room)
			break;
		room *= 2;
		o->data = realloc(o->data, room);
		if (!o->data)
			fatal("out of memory");
	}
	if (ferror(f))
		fatal("%s: %s", o->path, strerror(errno));
	fclose(f);
}

const char *section_name(const struct object *o, unsigned int index)
{
	const Elf32_Shdr *t = &o->sections[o->hdr->e_shstrndx];
	const char *names = at(o, t->sh_offset, t->sh_size);

	if (!t->sh_size || names[t->sh_size - 1] ||
	    o->sections[index].sh_name >= t->sh_size)
		fatal("%s has broken section names", o->path);
	return names + o->sections[index].sh_name;
}

static void find_sections(struct object *o)
{
	for (unsigned int i = 1; i < o->hdr->e_shnum; i++) {
		const Elf32_Shdr *s = &o->sections[i];

		if (s->sh_type == SHT_SYMTAB) {
			const Elf32_Shdr *t;

			if (s->sh_link >= o->hdr->e_shnum)
				fatal("%s has a broken symbol table", o->path);
			t = &o->sections[s->sh_link];
			o->syms = at(o, s->sh_offset, s->sh_size);
			o->sym_count = s->sh_size / sizeof(*o->syms);
			o->strings = at(o, t->sh_offset, t->sh_size);
			o->strings_size = t->sh_size;
		} else if (!strcmp(section_name(o, i), ".modinfo")) {
			o->info = at(o, s->sh_offset, s->sh_size);
			o->info_size = s->sh_size;
		}
	}
	if (!o->syms || !o->strings_size || o->strings[o->strings_size - 1])
		fatal("%s has no symtab?", o->path);
	if (o->info_size && o->info[o->info_size - 1])
		fatal("%s: .modinfo does not end in NUL", o->path);
}

static void read_object(struct object *o)
{
	read_file(o);
	o->hdr = at(o, 0, sizeof(*o->hdr));
	if (memcmp(o->hdr->e_ident, ELFMAG, SELFMAG) ||
	    o->hdr->e_ident[EI_CLASS] != ELFCLASS32 ||
	    (o->hdr->e_machine != EM_386 && o->hdr->e_machine != 6))
		fatal("%s is no i386 object: compile it with the kernel's compiler",
		      o->path);
	o->sections =
		at(o, o->hdr->e_shoff, o->hdr->e_shnum * sizeof(*o->sections));
	if (o->hdr->e_shstrndx >= o->hdr->e_shnum)
		fatal("%s has broken section names", o->path);
	find_sections(o);
}

const char *symbol_name(const struct object *o, const Elf32_Sym *sym)
{
	if (sym->st_name >= o->strings_size)
		fatal("%s has a symbol whose name lies elsewhere", o->path);
	return o->strings + sym->st_name;
}

/* The text behind `tag=` in .modinfo: the first, or the one after @prev. */
static const char *next_modinfo(const struct object *o, const char *tag,
				const char *prev)
{
	const char *p = prev ? prev + strlen(prev) + 1 : o->info;
	size_t length = strlen(tag);

	for (; p && p < o->info + o->info_size; p += strlen(p) + 1)
		if (!strncmp(p, tag, length) && p[length] == '=')
			return p + length + 1;
	return NULL;
}

static const char *modinfo(const struct object *o, const char *tag)
{
	return next_modinfo(o, tag, NULL);
}

static bool defines(const struct object *o, const char *name)
{
	for (size_t i = 1; i < o->sym_count; i++)
		if (o->syms[i].st_shndx != SHN_UNDEF &&
		    ELF32_ST_BIND(o->syms[i].st_info) != STB_LOCAL &&
		    !strcmp(symbol_name(o, &o->syms[i]), name))
			return true;
	return false;
}

/* In an object, each export is a symbol __ksymtab_NAME in one of two sections. */
static void read_exports(const struct object *o, const char *owner)
{
	for (size_t i = 1; i < o->sym_count; i++) {
		const Elf32_Sym *sym = &o->syms[i];
		const char *name = symbol_name(o, sym);

		if (strncmp(name, "__ksymtab_", 10) ||
		    sym->st_shndx == SHN_UNDEF ||
		    sym->st_shndx >= o->hdr->e_shnum)
			continue;
		add_symbol(name + 10, owner,
			   !strcmp(section_name(o, sym->st_shndx),
				   "__ksymtab_gpl"),
			   "", 0, true);
	}
}

/* What lies at symbol @sym, up to its NUL. */
static const char *string_at(const struct object *o, const Elf32_Sym *sym)
{
	const Elf32_Shdr *s = &o->sections[sym->st_shndx];
	uint32_t offset = sym->st_value - s->sh_addr;
	const char *bytes = at(o, s->sh_offset, s->sh_size);

	if (offset >= s->sh_size ||
	    !memchr(bytes + offset, 0, s->sh_size - offset))
		fatal("%s: the namespace %s lies elsewhere", o->path,
		      symbol_name(o, sym));
	return bytes + offset;
}

/* Each export's namespace is at a symbol __kstrtabns_NAME. */
static void read_namespaces(const struct object *o, const char *owner)
{
	for (size_t i = 1; i < o->sym_count; i++) {
		const Elf32_Sym *sym = &o->syms[i];
		const char *name = symbol_name(o, sym);
		struct symbol *s;

		if (strncmp(name, "__kstrtabns_", 12) ||
		    sym->st_shndx == SHN_UNDEF ||
		    sym->st_shndx >= o->hdr->e_shnum)
			continue;
		s = find_symbol(name + 12);
		if (!s || strcmp(s->owner, owner))
			continue;
		free(s->namespace);
		s->namespace = copy_text(string_at(o, sym));
	}
}

/* In the linked kernel the sections are merged: the boundary tells. */
static void read_kernel_exports(const char *path)
{
	struct object o = { .path = path };
	uint32_t gpl_start = UINT32_MAX;

	read_object(&o);
	for (size_t i = 1; i < o.sym_count; i++)
		if (!strcmp(symbol_name(&o, &o.syms[i]),
			    "__start___ksymtab_gpl"))
			gpl_start = o.syms[i].st_value;
	for (size_t i = 1; i < o.sym_count; i++) {
		const char *name = symbol_name(&o, &o.syms[i]);

		if (!strncmp(name, "__ksymtab_", 10))
			add_symbol(name + 10, "vmlinux",
				   o.syms[i].st_value >= gpl_start, "", 0,
				   true);
	}
	read_namespaces(&o, "vmlinux");
	free(o.data);
}

/* ---- Checks */

static unsigned int distance(const char *a, const char *b)
{
	unsigned int row[64];
	size_t la = strlen(a), lb = strlen(b);

	if (la > 63 || lb > 63)
		return 99;
	for (size_t j = 0; j <= lb; j++)
		row[j] = j;
	for (size_t i = 1; i <= la; i++) {
		unsigned int diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			unsigned int above = row[j];
			unsigned int best = diagonal + (a[i - 1] != b[j - 1]);

			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[lb];
}

/* "export it, or link ...; the nearest exports: a, b" */
static const char *undefined_fix(const char *name)
{
	static char text[512];
	const struct symbol *best[NEAREST] = { NULL };
	unsigned int score[NEAREST];
	unsigned int most = strlen(name) / 3;
	int n;

	for (int i = 0; i < NEAREST; i++)
		score[i] = most + 1;
	for (struct symbol *s = first; s; s = s->next_made) {
		unsigned int d = distance(name, s->name);
		int i = NEAREST;

		while (i && d < score[i - 1])
			i--;
		if (i == NEAREST)
			continue;
		memmove(&best[i + 1], &best[i],
			(NEAREST - 1 - i) * sizeof(best[0]));
		memmove(&score[i + 1], &score[i],
			(NEAREST - 1 - i) * sizeof(score[0]));
		best[i] = s;
		score[i] = d;
	}
	n = snprintf(text, sizeof(text),
		     "mend the name, define it in this module, or name the exporter's Module.symvers in KBUILD_EXTRA_SYMBOLS");
	for (int i = 0; i < NEAREST && best[i]; i++)
		n += snprintf(text + n, sizeof(text) - n, "%s%.60s",
			      i ? ", " : "; the nearest exports: ",
			      best[i]->name);
	return text;
}

static bool is_gpl_compatible(const char *license)
{
	static const char *const names[] = {
		"GPL",		"GPL v2",	"GPL and additional rights",
		"Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(names[i], license))
			return true;
	return false;
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Whether @module fits one of @list, "a,b-*"; `_` is as good as `-`. */
static bool is_named(const char *list, const char *module)
{
	for (;; list++) {
		size_t length = strcspn(list, ","), i = 0;
		bool glob = length && list[length - 1] == '*';

		while (i < length - glob && module[i] &&
		       (module[i] == list[i] ||
			(module[i] == '_' && list[i] == '-') ||
			(module[i] == '-' && list[i] == '_')))
			i++;
		if (i == length - glob && (glob || !module[i]))
			return true;
		list += length;
		if (!*list)
			return false;
	}
}

static bool imports(const struct object *o, const char *namespace)
{
	const char *import = NULL;

	if (!strncmp(namespace, "module:", 7))
		return is_named(namespace + 7, base_of(o->module));
	while ((import = next_modinfo(o, "import_ns", import)))
		if (!strcmp(import, namespace))
			return true;
	return !*namespace;
}

static void check_undefined(const struct object *o, const char *name,
			    const char *license)
{
	const struct symbol *s = find_symbol(name);
	const char *base = base_of(o->module);

	if (!s) {
		error(undefined_fix(name), "\"%s\" [%s.ko] undefined!", name,
		      o->module);
		return;
	}
	if (!imports(o, s->namespace))
		error(strncmp(s->namespace, "module:", 7) ?
			      "add a line MODULE_IMPORT_NS() with that namespace" :
			      "use another export: this one is for the modules named there",
		      "module %s uses symbol %s from namespace %s, but does not import it.",
		      base, name, s->namespace);
	if (s->gpl_only && license && !is_gpl_compatible(license))
		error("use another export, or put the module under the GPL",
		      "GPL-incompatible module %s.ko uses GPL-only symbol '%s'",
		      base, name);
}

static void check_symbols(const struct object *o)
{
	const char *license = modinfo(o, "license");

	if (!license)
		error("add a line like MODULE_LICENSE(\"GPL\");",
		      "missing MODULE_LICENSE() in %s", o->path);
	for (size_t i = 1; i < o->sym_count; i++) {
		const Elf32_Sym *sym = &o->syms[i];
		const char *name = symbol_name(o, sym);

		if (sym->st_shndx == SHN_COMMON &&
		    strncmp(name, "__gnu_lto", 9))
			error("compile with -fno-common, or give it a value where it is defined",
			      "\"%s\" [%s.ko] is COMMON symbol", name,
			      o->module);
		if (sym->st_shndx != SHN_UNDEF || !*name ||
		    ELF32_ST_BIND(sym->st_info) == STB_WEAK ||
		    !strcmp(name, "__this_module") ||
		    !strcmp(name, "_GLOBAL_OFFSET_TABLE_"))
			continue;
		check_undefined(o, name, license);
	}
}

/* ---- X.mod.c */

/* A module's name is its file's, with `_` for `-`. */
static void write_name(FILE *f, const char *module)
{
	for (const char *p = base_of(module); *p; p++)
		fputc(*p == '-' ? '_' : *p, f);
}

/* "a,b": the modules whose exports this one uses, each once. */
static void write_depends(FILE *f, const struct object *o)
{
	const char **seen = allocate((o->sym_count + 1) * sizeof(*seen));
	size_t count = 0;

	fputs("MODULE_INFO(depends, \"", f);
	for (size_t i = 1; i < o->sym_count; i++) {
		const struct symbol *s;
		size_t j = 0;

		if (o->syms[i].st_shndx != SHN_UNDEF)
			continue;
		s = find_symbol(symbol_name(o, &o->syms[i]));
		if (!s || !strcmp(s->owner, "vmlinux"))
			continue;
		while (j < count && strcmp(seen[j], s->owner))
			j++;
		if (j < count)
			continue;
		if (count)
			fputc(',', f);
		write_name(f, s->owner);
		seen[count++] = s->owner;
	}
	fputs("\");\n", f);
	free(seen);
}

/* FNV-1a over what the module's sections hold: a stable name for a build. */
static void write_srcversion(FILE *f, const struct object *o)
{
	uint64_t h[2] = { 0xcbf29ce484222325u, 0x84222325cbf29ce4u };

	for (unsigned int i = 1; i < o->hdr->e_shnum; i++) {
		const Elf32_Shdr *s = &o->sections[i];
		const unsigned char *p;

		if (!(s->sh_flags & SHF_ALLOC) || s->sh_type == SHT_NOBITS)
			continue;
		p = at(o, s->sh_offset, s->sh_size);
		for (size_t j = 0; j < s->sh_size; j++) {
			h[0] = (h[0] ^ p[j]) * 0x100000001b3u;
			h[1] = (h[1] ^ p[j]) * 0x100000001b5u;
		}
	}
	fprintf(f, "MODULE_INFO(srcversion, \"%016llX%07llX\");\n",
		(unsigned long long)h[0],
		(unsigned long long)(h[1] & 0xfffffff));
}

static int by_place(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* The exports in section @table in the order in which it has them. */
static struct entry *exports_of(const struct object *o, const char *table,
				size_t *count)
{
	struct entry *entries = allocate(o->sym_count * sizeof(*entries));

	*count = 0;
	for (size_t i = 1; i < o->sym_count; i++) {
		const Elf32_Sym *sym = &o->syms[i];
		const char *name = symbol_name(o, sym);

		if (!strncmp(name, "__ksymtab_", 10) && sym->st_shndx &&
		    sym->st_shndx < o->hdr->e_shnum &&
		    !strcmp(section_name(o, sym->st_shndx), table))
			entries[(*count)++] =
				(struct entry){ sym->st_value, name + 10 };
	}
	qsort(entries, *count, sizeof(*entries), by_place);
	for (size_t i = 0; i < *count; i++)
		if (entries[i].at != i * EXPORT_SIZE)
			fatal("%s: section %s is not what EXPORT_SYMBOL makes",
			      o->path, table);
	return entries;
}

/* The versions of the exports of one table, beside it: section @crcs. */
static void write_export_versions(FILE *f, const struct object *o,
				  const char *table, const char *crcs)
{
	size_t count, missing = 0;
	struct entry *entries = exports_of(o, table, &count);
	const char *first_missing = NULL;

	if (count)
		fprintf(f,
			"static const u32 __used __section(\"%s\") %s[] = {\n",
			crcs, crcs + 1);
	for (size_t i = 0; i < count; i++) {
		const struct symbol *s = find_symbol(entries[i].name);

		fprintf(f, "\t0x%08x, /* %s */\n", s ? s->crc : 0,
			entries[i].name);
		if (s && !s->crc && !missing++)
			first_missing = entries[i].name;
	}
	if (count)
		fputs("};\n\n", f);
	if (missing)
		warning("define it in C, and compile with -g: the version is made of debug information",
			"EXPORT symbol \"%s\" [%s.ko] version generation failed, symbol will not be versioned.%s",
			first_missing, o->module,
			missing > 1 ? " Others neither." : "");
	free(entries);
}

/* The imports that have a version, module_layout first. */
static const struct symbol **imports_of(const struct object *o, size_t *count)
{
	const struct symbol *layout = find_symbol("module_layout");
	const struct symbol **list =
		allocate((o->sym_count + 1) * sizeof(*list));

	*count = 0;
	if (layout && layout->crc)
		list[(*count)++] = layout;
	for (size_t i = 1; i < o->sym_count; i++) {
		const struct symbol *s;

		if (o->syms[i].st_shndx != SHN_UNDEF)
			continue;
		s = find_symbol(symbol_name(o, &o->syms[i]));
		if (s && s->crc && s != layout)
			list[(*count)++] = s;
	}
	return list;
}

/* All versions once more, for names of any length. */
static void write_extended_versions(FILE *f, const struct symbol **list,
				    size_t count)
{
	fputs("static const u32 ____version_ext_crcs[] __used\n"
	      "\t__section(\"__version_ext_crcs\") = {\n",
	      f);
	for (size_t i = 0; i < count; i++)
		fprintf(f, "\t0x%08x,\n", list[i]->crc);
	fputs("};\n\nstatic const char ____version_ext_names[] __used\n"
	      "\t__section(\"__version_ext_names\") =\n",
	      f);
	for (size_t i = 0; i < count; i++)
		fprintf(f, "\t\"%s%s\"\n", list[i]->name,
			i + 1 < count ? "\\0" : "");
	fputs("\t;\n\n", f);
}

static void write_import_versions(FILE *f, const struct object *o)
{
	size_t count;
	const struct symbol **list = imports_of(o, &count);
	bool long_names = false;

	if (count)
		fputs("static const struct modversion_info ____versions[] __used\n"
		      "\t__section(\"__versions\") = {\n",
		      f);
	for (size_t i = 0; i < count; i++)
		if (strlen(list[i]->name) < VERSION_NAME)
			fprintf(f, "\t{ 0x%08x, \"%s\" },\n", list[i]->crc,
				list[i]->name);
		else
			long_names = true;
	if (count)
		fputs("};\n\n", f);
	if (long_names)
		write_extended_versions(f, list, count);
	free(list);
}

static bool has_text(const char *path, const char *text, size_t size)
{
	FILE *f = fopen(path, "r");
	char *old = allocate(size + 1);
	bool same = f && fread(old, 1, size + 1, f) == size &&
		    !memcmp(old, text, size);

	if (f)
		fclose(f);
	free(old);
	return same;
}

/* A file that would not change keeps its time, so nothing is built from it. */
static void write_text(const char *path, const char *text, size_t size)
{
	FILE *f;

	if (has_text(path, text, size))
		return;
	f = fopen(path, "w");
	if (!f || fwrite(text, 1, size, f) != size || fclose(f))
		fatal("%s: %s", path, strerror(errno));
}

static void write_mod_c(const struct object *o, bool intree)
{
	size_t size = strlen(o->module) + 8, text_size;
	char *path = allocate(size), *text;
	FILE *f = open_memstream(&text, &text_size);

	snprintf(path, size, "%s.mod.c", o->module);
	if (!f)
		fatal("%s: %s", path, strerror(errno));
	fputs("/* Written by modpost. */\n"
	      "#include <linux/module.h>\n"
	      "#include <linux/vermagic.h>\n\n"
	      "MODULE_INFO(vermagic, VERMAGIC_STRING);\n"
	      "MODULE_INFO(name, KBUILD_MODNAME);\n\n"
	      "struct module __this_module\n"
	      "\t__section(\".gnu.linkonce.this_module\") = {\n"
	      "\t.name = KBUILD_MODNAME,\n",
	      f);
	if (defines(o, "init_module"))
		fputs("\t.init = init_module,\n", f);
	if (defines(o, "cleanup_module"))
		fputs("\t.exit = cleanup_module,\n", f);
	fputs("};\n\n", f);
	write_export_versions(f, o, "__ksymtab", "__kcrctab");
	write_export_versions(f, o, "__ksymtab_gpl", "__kcrctab_gpl");
	write_import_versions(f, o);
	if (intree)
		fputs("MODULE_INFO(intree, \"Y\");\n", f);
	write_depends(f, o);
	write_aliases(f, o);
	if (modinfo(o, "version") && !modinfo(o, "srcversion"))
		write_srcversion(f, o);
	if (fclose(f))
		fatal("%s: %s", path, strerror(errno));
	write_text(path, text, text_size);
	free(text);
	free(path);
}

/* "dir/x.o" is module "dir/x". */
static char *module_of(const char *path)
{
	char *module = copy_text(path);
	size_t length = strlen(module);

	if (length < 3 || strcmp(module + length - 2, ".o"))
		fatal("%s: not an object's name", path);
	module[length - 2] = '\0';
	return module;
}

/* The name of @module in Module.symvers: the same wherever it was built. */
static const char *owner_of(const char *module, const char *folder)
{
	size_t length = strlen(folder);

	if (!length || strncmp(module, folder, length) || module[length] != '/')
		return module;
	return module + length + 1;
}

static void __attribute__((noreturn)) usage(void)
{
	fputs("usage: modpost [-k IMAGE] [-t TEXTS]... [-i SYMVERS]... [-o SYMVERS] [-m]\n"
	      "               [-r FOLDER] [X.o ...]\n",
	      stderr);
	exit(2);
}

int main(int argc, char **argv)
{
	const char **texts = allocate(argc * sizeof(*texts));
	const char *out = NULL, *folder = "";
	int i, text_count = 0;
	bool intree = false;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		char option = argv[i][1];

		if (option == 'm') {
			intree = true;
			continue;
		}
		if (!option || argv[i][2] || i + 1 == argc)
			usage();
		if (option == 'k')
			read_kernel_exports(argv[++i]);
		else if (option == 't')
			texts[text_count++] = argv[++i];
		else if (option == 'i')
			read_symvers(argv[++i], false);
		else if (option == 'o')
			out = argv[++i];
		else if (option == 'r')
			folder = argv[++i];
		else
			usage();
	}
	struct object *objects = allocate((argc - i) * sizeof(*objects));

	for (int n = 0; i + n < argc; n++) {
		const char *owner;

		objects[n].path = argv[i + n];
		objects[n].module = module_of(argv[i + n]);
		owner = owner_of(objects[n].module, folder);
		read_object(&objects[n]);
		read_exports(&objects[n], owner);
		read_namespaces(&objects[n], owner);
	}
	while (text_count)
		read_versions(texts[--text_count]);
	free(texts);
	for (int n = 0; i + n < argc; n++) {
		check_symbols(&objects[n]);
		check_sections(&objects[n]);
		write_mod_c(&objects[n], intree);
	}
	free(objects);
	if (errors)
		return 1;
	if (out)
		write_symvers(out);
	return 0;
}
