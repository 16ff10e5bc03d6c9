/* SPDX-License-Identifier: MIT */
/*
 * dwarfksyms: the version of each exported symbol, a CRC-32 over the
 * canonical text of its type, which is read from DWARF. It prints both; nobody
 * but modpost, mksyms and abidiff reads that.
 *
 * usage: dwarfksyms [-n OWNER] [-r FOLDER] FILE...
 *   FILE       the linked kernel, or the object of a module
 *   -n OWNER   who exports what is found ("vmlinux"); else each FILE without
 *              FOLDER/ and .o
 *
 * A text is a block of lines, closed by an empty one:
 *
 *   export<TAB>CRC<TAB>OWNER<TAB>SYMBOL      not part of what is summed up
 *   type<TAB>TYPE                            of the function or the variable
 *   struct NAME SIZE                         each type that it leads to, in
 *   <TAB>OFFSET<TAB>MEMBER<TAB>TYPE          the order in which it does
 *   enum NAME SIZE
 *   <TAB>VALUE<TAB>ENUMERATOR
 *   struct NAME declared                     known by its name only
 *
 * Types are read from the left to the right, so `int (struct file *) *` is a
 * pointer to a function. Names of parameters and typedefs, files and lines
 * don't count, nor does in what words a compiler puts the same type:
 * qualifiers of parameters, `long` and `long int`, the order of `const
 * volatile`. A type without a name is called by its typedef or by where it
 * stands, in parentheses. What KABI_EXTEND() appends to a struct is left out,
 * and the struct has the size that it had before.
 */
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONST = 1, VOLATILE = 2, RESTRICT = 4, ATOMIC = 8 };

struct symbol {
	const char *name;
	Dwarf_Die die;
	bool found;
};

/* A struct, union or enum on its way into the text. */
struct named {
	struct named *next;
	char *key; /* "struct list_head" */
	Dwarf_Die die;
};

/* The text of one export. */
struct text {
	FILE *out;
	struct named *first, **last;
};

static struct symbol *symbols;
static size_t symbol_count;

static void __attribute__((format(printf, 1, 2), noreturn))
die(const char *fmt, ...)
{
	va_list args;

	fputs("dwarfksyms: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

static void *checked(void *p)
{
	if (!p)
		die("out of memory");
	return p;
}

static char *__attribute__((format(printf, 1, 2))) format(const char *fmt, ...)
{
	va_list args;
	char *text;
	int n;

	va_start(args, fmt);
	n = vasprintf(&text, fmt, args);
	va_end(args);
	return checked(n < 0 ? NULL : text);
}

/* ---- DWARF */

static bool has(Dwarf_Die *d, unsigned int attribute)
{
	return dwarf_hasattr(d, attribute);
}

/* The type of @d, into *@type; false: void. */
static bool type_of(Dwarf_Die *d, Dwarf_Die *type)
{
	Dwarf_Attribute a;

	return dwarf_attr_integrate(d, DW_AT_type, &a) &&
	       dwarf_formref_die(&a, type);
}

static bool number(Dwarf_Die *d, unsigned int attribute, uint64_t *value)
{
	Dwarf_Attribute a;
	Dwarf_Sword s;

	if (!dwarf_attr_integrate(d, attribute, &a))
		return false;
	switch (dwarf_whatform(&a)) {
	case DW_FORM_sdata:
	case DW_FORM_implicit_const:
		*value = dwarf_formsdata(&a, &s) ? 0 : (uint64_t)s;
		return true;
	default:
		return !dwarf_formudata(&a, value);
	}
}

static uint64_t size_of(Dwarf_Die *d)
{
	uint64_t size;

	return number(d, DW_AT_byte_size, &size) ? size : 0;
}

/* The first child of @d, or its next sibling; both into *@child. */
static bool first_child(Dwarf_Die *d, Dwarf_Die *child)
{
	return !dwarf_child(d, child);
}

static bool next(Dwarf_Die *child)
{
	return !dwarf_siblingof(child, child);
}

static unsigned int qualifier(int tag)
{
	switch (tag) {
	case DW_TAG_const_type:
		return CONST;
	case DW_TAG_volatile_type:
		return VOLATILE;
	case DW_TAG_restrict_type:
		return RESTRICT;
	case DW_TAG_atomic_type:
		return ATOMIC;
	default:
		return 0;
	}
}

/*
 * Strips typedefs and qualifiers off *@type: *@qualifiers are those, *@alias
 * the name of the last typedef or NULL. False: it is void.
 */
static bool strip(Dwarf_Die *type, unsigned int *qualifiers, const char **alias)
{
	*qualifiers = 0;
	*alias = NULL;
	for (;;) {
		int tag = dwarf_tag(type);

		if (tag == DW_TAG_typedef)
			*alias = dwarf_diename(type);
		else if (qualifier(tag))
			*qualifiers |= qualifier(tag);
		else
			return true;
		if (!type_of(type, type))
			return false;
	}
}

/* ---- Types as text */

static void write_type(struct text *t, Dwarf_Die *type, unsigned int extra,
		       const char *place);

/* The type of @d, or void. */
static void write_type_of(struct text *t, Dwarf_Die *d, unsigned int extra,
			  const char *place)
{
	Dwarf_Die type;

	write_type(t, type_of(d, &type) ? &type : NULL, extra, place);
}

static void write_qualifiers(struct text *t, unsigned int q, const char *before,
			     const char *after)
{
	static const char *const names[] = { "const", "volatile", "restrict",
					     "_Atomic" };

	for (int i = 0; i < 4; i++)
		if (q >> i & 1)
			fprintf(t->out, "%s%s%s", before, names[i], after);
}

/* "long unsigned int" and "unsigned long" are one. */
static void write_base(struct text *t, Dwarf_Die *type)
{
	const char *name = dwarf_diename(type);
	bool is_unsigned, is_char;
	int longs = 0;

	if (!name)
		name = "?";
	is_unsigned = strstr(name, "unsigned");
	is_char = strstr(name, "char");
	for (const char *p = name; (p = strstr(p, "long")); p += 4)
		longs++;
	if (strstr(name, "float") || strstr(name, "double") ||
	    strstr(name, "Bool") || strstr(name, "128") || is_char) {
		fputs(name, t->out);
		return;
	}
	if (!strstr(name, "int") && !longs && !strstr(name, "short")) {
		fprintf(t->out, "%s", name);
		return;
	}
	fprintf(t->out, "%s%s", is_unsigned ? "unsigned " : "",
		longs == 2	      ? "long long" :
		longs		      ? "long" :
		strstr(name, "short") ? "short" :
					"int");
}

/* Elements in one dimension, or 0: unknown, as in `[]`. */
static uint64_t dimension(Dwarf_Die *range)
{
	uint64_t n;

	if (number(range, DW_AT_count, &n))
		return n;
	if (number(range, DW_AT_upper_bound, &n))
		return (uint32_t)(n + 1);
	return 0;
}

/* All dimensions as C has them, then what the elements are. */
static void write_array(struct text *t, Dwarf_Die *array, unsigned int q,
			const char *place)
{
	char *dimensions = NULL;
	size_t size;
	FILE *f = checked(open_memstream(&dimensions, &size));
	Dwarf_Die element = *array, range;
	const char *alias = NULL;

	do {
		unsigned int more = 0;

		if (first_child(&element, &range))
			do
				if (dwarf_tag(&range) == DW_TAG_subrange_type)
					fprintf(f, "[%llu]",
						(unsigned long long)dimension(
							&range));
			while (next(&range));
		if (!type_of(&element, &element))
			die("an array of void");
		if (!strip(&element, &more, &alias))
			die("an array of void");
		q |= more;
	} while (dwarf_tag(&element) == DW_TAG_array_type);
	fclose(f);
	write_type(t, &element, q, alias ? alias : place);
	fprintf(t->out, " %s", dimensions);
	free(dimensions);
}

/* A parameter as the function sees it: no qualifiers, arrays are pointers. */
static void write_parameter(struct text *t, Dwarf_Die *parameter,
			    const char *place)
{
	Dwarf_Die type;
	unsigned int q;
	const char *alias;

	if (!type_of(parameter, &type) || !strip(&type, &q, &alias))
		die("a parameter without a type");
	if (dwarf_tag(&type) == DW_TAG_array_type) {
		write_type_of(t, &type, q, place);
		fputs(" *", t->out);
	} else {
		write_type(t, &type, 0, alias ? alias : place);
		if (dwarf_tag(&type) == DW_TAG_subroutine_type)
			fputs(" *", t->out);
	}
}

/* `int (struct file *, ...)`; the result's qualifiers mean nothing. */
static void write_function(struct text *t, Dwarf_Die *function,
			   const char *place)
{
	const char *separator = "", *alias = NULL;
	Dwarf_Die type, p;
	unsigned int q;

	if (type_of(function, &type) && strip(&type, &q, &alias))
		write_type(t, &type, 0, alias ? alias : place);
	else
		fputs("void", t->out);
	fputs(" (", t->out);
	if (first_child(function, &p))
		do {
			int tag = dwarf_tag(&p);

			if (tag == DW_TAG_formal_parameter) {
				fputs(separator, t->out);
				write_parameter(t, &p, place);
				separator = ", ";
			} else if (tag == DW_TAG_unspecified_parameters &&
				   *separator) {
				fprintf(t->out, "%s...", separator);
			}
		} while (next(&p));
	fputc(')', t->out);
}

/* Names it; what it is made of will follow, once. */
static void write_named(struct text *t, Dwarf_Die *type, const char *alias,
			const char *place)
{
	int tag = dwarf_tag(type);
	const char *name = dwarf_diename(type);
	const char *kind = tag == DW_TAG_structure_type ? "struct" :
			   tag == DW_TAG_union_type	? "union" :
							  "enum";
	char *key = name ? format("%s %s", kind, name) :
			   format("%s (%s)", kind, alias ? alias : place);
	struct named *n;

	fputs(key, t->out);
	for (n = t->first; n; n = n->next)
		if (!strcmp(n->key, key)) {
			free(key);
			return;
		}
	n = checked(calloc(1, sizeof(*n)));
	n->key = key;
	n->die = *type;
	*t->last = n;
	t->last = &n->next;
}

/* @type NULL is void; @place is where it stands, for a type without a name. */
static void write_type(struct text *t, Dwarf_Die *type, unsigned int extra,
		       const char *place)
{
	Dwarf_Die stripped;
	const char *alias = NULL;
	unsigned int q = 0;
	int tag = 0;

	if (type) {
		stripped = *type;
		if (strip(&stripped, &q, &alias))
			tag = dwarf_tag(&stripped);
	}
	q |= extra;
	switch (tag) {
	case DW_TAG_pointer_type:
		write_type_of(t, &stripped, 0, place);
		fputs(" *", t->out);
		write_qualifiers(t, q, " ", "");
		return;
	case DW_TAG_array_type:
		write_array(t, &stripped, q, place);
		return;
	case DW_TAG_subroutine_type:
	case DW_TAG_subprogram:
		write_function(t, &stripped, place);
		return;
	}
	write_qualifiers(t, q, "", " ");
	switch (tag) {
	case 0:
	case DW_TAG_unspecified_type:
		fputs("void", t->out);
		break;
	case DW_TAG_base_type:
		write_base(t, &stripped);
		break;
	case DW_TAG_structure_type:
	case DW_TAG_union_type:
	case DW_TAG_enumeration_type:
		write_named(t, &stripped, alias, place);
		break;
	default:
		die("DWARF tag 0x%x in a type: this program does not know it",
		    tag);
	}
}

/* ---- What structs and enums are made of */

/* A union of KABI_EXTEND(): a member that the branch does not count. */
static bool is_extension(Dwarf_Die *member)
{
	static const char mark[] = "__kabi_extend";
	Dwarf_Die type, m;
	const char *name;

	if (dwarf_diename(member) || !type_of(member, &type) ||
	    dwarf_tag(&type) != DW_TAG_union_type || !first_child(&type, &m))
		return false;
	do {
		name = dwarf_diename(&m);
		if (name && !strncmp(name, mark, strlen(mark)))
			return true;
	} while (next(&m));
	return false;
}

/* The first bit of a member, counted from the start of its struct. */
static uint64_t bit_of(Dwarf_Die *member, uint64_t width)
{
	uint64_t at = 0, bit, storage;
	Dwarf_Die type;
	unsigned int q;
	const char *alias;

	if (number(member, DW_AT_data_bit_offset, &bit))
		return bit;
	number(member, DW_AT_data_member_location, &at);
	/* DWARF 2 counts from the most significant bit of the storage. */
	if (!number(member, DW_AT_bit_offset, &bit))
		return at * 8;
	storage = size_of(member);
	if (!storage && type_of(member, &type) && strip(&type, &q, &alias))
		storage = size_of(&type);
	return at * 8 + storage * 8 - bit - width;
}

static void write_member(struct text *t, const char *key, Dwarf_Die *member,
			 unsigned int order)
{
	const char *name = dwarf_diename(member);
	const char *tag = strchr(key, ' ') + 1;
	int length;
	uint64_t width = 0;
	uint64_t bit;
	char *place;

	number(member, DW_AT_bit_size, &width);
	bit = bit_of(member, width);
	tag += *tag == '(';
	length = strcspn(tag, ")");
	place = name ? format("%.*s.%s", length, tag, name) :
		       format("%.*s.#%u", length, tag, order);
	fprintf(t->out, "\t%llu", (unsigned long long)bit / 8);
	if (width)
		fprintf(t->out, ":%llu/%llu", (unsigned long long)bit % 8,
			(unsigned long long)width);
	fprintf(t->out, "\t%s\t", name ? name : "");
	write_type_of(t, member, 0, place);
	fputc('\n', t->out);
	free(place);
}

static void write_enumerator(struct text *t, Dwarf_Die *e, uint64_t size)
{
	const char *name = dwarf_diename(e);
	uint64_t value = 0;

	number(e, DW_AT_const_value, &value);
	fprintf(t->out, "\t%lld\t%s\n",
		size < 8 ? (long long)(int32_t)value : (long long)value,
		name ? name : "");
}

static void write_definition(struct text *t, struct named *n)
{
	uint64_t size = size_of(&n->die);
	unsigned int order = 0;
	Dwarf_Die child;

	if (has(&n->die, DW_AT_declaration)) {
		fprintf(t->out, "%s declared\n", n->key);
		return;
	}
	if (first_child(&n->die, &child))
		do
			if (dwarf_tag(&child) == DW_TAG_member &&
			    is_extension(&child)) {
				size = bit_of(&child, 0) / 8;
				break;
			}
		while (next(&child));
	fprintf(t->out, "%s %llu\n", n->key, (unsigned long long)size);
	if (!first_child(&n->die, &child))
		return;
	do {
		int tag = dwarf_tag(&child);

		if (tag == DW_TAG_member && !is_extension(&child))
			write_member(t, n->key, &child, order++);
		else if (tag == DW_TAG_enumerator)
			write_enumerator(t, &child, size);
	} while (next(&child));
}

/* ---- Exports */

/* CRC-32 of IEEE 802.3. */
static uint32_t crc32(const char *p, size_t size)
{
	uint32_t crc = ~0u;

	while (size--) {
		crc ^= (unsigned char)*p++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static void write_symbol(struct symbol *s, const char *owner)
{
	struct text t = { .last = &t.first };
	char *buffer = NULL;
	size_t size;

	t.out = checked(open_memstream(&buffer, &size));
	fputs("type\t", t.out);
	if (dwarf_tag(&s->die) == DW_TAG_subprogram)
		write_function(&t, &s->die, s->name);
	else
		write_type_of(&t, &s->die, 0, s->name);
	fputc('\n', t.out);
	for (struct named *n = t.first; n; n = n->next)
		write_definition(&t, n);
	fclose(t.out);
	printf("export\t0x%08x\t%s\t%s\n%s\n", crc32(buffer, size), owner,
	       s->name, buffer);
	free(buffer);
	while (t.first) {
		struct named *n = t.first;

		t.first = n->next;
		free(n->key);
		free(n);
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct symbol *)a)->name,
		      ((const struct symbol *)b)->name);
}

/* Every export is a symbol __ksymtab_NAME. */
static void read_symbols(Dwfl_Module *mod)
{
	static const char prefix[] = "__ksymtab_";
	int n = dwfl_module_getsymtab(mod);

	if (n < 0)
		return;
	symbols = checked(calloc(n + 1, sizeof(*symbols)));
	symbol_count = 0;
	for (int i = 1; i < n; i++) {
		GElf_Sym sym;
		const char *name = dwfl_module_getsym(mod, i, &sym, NULL);

		if (name && sym.st_shndx != SHN_UNDEF &&
		    !strncmp(name, prefix, strlen(prefix)))
			symbols[symbol_count++].name = name + strlen(prefix);
	}
	qsort(symbols, symbol_count, sizeof(*symbols), by_name);
}

/* What is inlined somewhere has a name here, and copies without one. */
static bool is_definition(Dwarf_Die *d)
{
	int tag = dwarf_tag(d);
	Dwarf_Attribute a;
	bool external;

	return (tag == DW_TAG_subprogram || tag == DW_TAG_variable) &&
	       !has(d, DW_AT_declaration) && !has(d, DW_AT_abstract_origin) &&
	       dwarf_attr_integrate(d, DW_AT_external, &a) &&
	       !dwarf_formflag(&a, &external) && external;
}

static void find_definitions(Dwarf_Die *unit)
{
	Dwarf_Die d;

	if (dwarf_srclang(unit) == DW_LANG_Mips_Assembler ||
	    !first_child(unit, &d))
		return;
	do {
		struct symbol key, *s;

		if (!is_definition(&d))
			continue;
		key.name = dwarf_diename(&d);
		s = key.name ? bsearch(&key, symbols, symbol_count,
				       sizeof(*symbols), by_name) :
			       NULL;
		if (s && !s->found) {
			s->found = true;
			s->die = d;
		}
	} while (next(&d));
}

static int write_module(Dwfl_Module *mod, void **user, const char *name,
			Dwarf_Addr start, void *arg)
{
	Dwarf_Die *unit = NULL;
	Dwarf_Addr bias;

	(void)user;
	(void)name;
	(void)start;
	read_symbols(mod);
	while (symbol_count && (unit = dwfl_module_nextcu(mod, unit, &bias)))
		find_definitions(unit);
	for (size_t i = 0; i < symbol_count; i++)
		if (symbols[i].found)
			write_symbol(&symbols[i], arg);
	free(symbols);
	symbols = NULL;
	symbol_count = 0;
	return DWARF_CB_OK;
}

static void write_file(const char *path, const char *owner)
{
	static const Dwfl_Callbacks callbacks = {
		.find_debuginfo = dwfl_standard_find_debuginfo,
		.section_address = dwfl_offline_section_address,
	};
	Dwfl *dwfl = dwfl_begin(&callbacks);

	if (!dwfl || !dwfl_report_offline(dwfl, path, path, -1))
		die("%s: %s", path, dwfl_errmsg(-1));
	dwfl_report_end(dwfl, NULL, NULL);
	if (dwfl_getmodules(dwfl, write_module, (void *)owner, 0) < 0)
		die("%s: %s", path, dwfl_errmsg(-1));
	dwfl_end(dwfl);
}

/* FOLDER/x/y.o is x/y. */
static char *owner_of(const char *path, const char *folder)
{
	size_t length = strlen(folder);
	char *owner;

	if (length && !strncmp(path, folder, length) && path[length] == '/')
		path += length + 1;
	owner = format("%s", path);
	length = strlen(owner);
	if (length > 2 && !strcmp(owner + length - 2, ".o"))
		owner[length - 2] = '\0';
	return owner;
}

int main(int argc, char **argv)
{
	const char *owner = NULL, *folder = "";
	int c;

	while ((c = getopt(argc, argv, "n:r:")) != -1) {
		if (c == 'n')
			owner = optarg;
		else if (c == 'r')
			folder = optarg;
		else
			return 2;
	}
	for (; optind < argc; optind++) {
		char *own = owner_of(argv[optind], folder);

		write_file(argv[optind], owner ? owner : own);
		free(own);
	}
	if (fflush(stdout) || ferror(stdout))
		die("standard output could not be written");
	return 0;
}
