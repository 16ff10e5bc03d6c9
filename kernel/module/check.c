/* SPDX-License-Identifier: MIT */
/*
 * Stage check: is the file a well-formed i386 relocatable object? Pure ELF
 * validation, one function a rule, in the order in which later rules rely on
 * earlier ones. It reads the file and writes nothing but struct load; what it
 * has passed, later stages index without asking again.
 *
 * System V ABI, chapter 4, and its Intel386 supplement.
 */
#include <linux/errno.h>
#include <linux/slab.h>

#include "../module.h"

u32 find_section(const struct load *l, const char *name)
{
	for_each_section(l, s) if ((s->hdr.sh_flags & SHF_ALLOC) &&
				   s->hdr.sh_type != SHT_NULL &&
				   !strcmp(s->name,
					   name)) return section_index(l, s);
	return 0;
}

/* How many sections are called @name; *@index is the last of them, or 0. */
static u32 count_sections(const struct load *l, const char *name, u32 *index)
{
	u32 count = 0;

	for_each_section(l, s) if (s->hdr.sh_type != SHT_NULL &&
				   !strcmp(s->name, name))
	{
		*index = section_index(l, s);
		count++;
	}
	return count;
}

/* Whether [offset, offset + bytes) lies in a file of @size bytes. */
static bool in_file(u32 size, u32 offset, u32 bytes)
{
	return offset <= size && bytes <= size - offset;
}

static int check_header_size(struct load *l)
{
	if (l->size < sizeof(l->ehdr)) {
		load_err(l, "Invalid ELF header len %u", l->size);
		return refuse(l, -ENOEXEC, "check.header_size",
			      "the file has %u bytes", l->size);
	}
	memcpy(&l->ehdr, l->file, sizeof(l->ehdr));
	return 0;
}

static int check_magic(struct load *l)
{
	const u8 *id = l->ehdr.e_ident;

	if (!memcmp(id, ELFMAG, SELFMAG))
		return 0;
	load_err(l, "Invalid ELF header magic: != %s", ELFMAG);
	return refuse(l, -ENOEXEC, "check.magic",
		      "the file begins with %02x %02x %02x %02x", id[0], id[1],
		      id[2], id[3]);
}

static int check_class(struct load *l)
{
	const u8 *id = l->ehdr.e_ident;

	if (id[EI_CLASS] != ELFCLASS32)
		return refuse(l, -ENOEXEC, "check.class",
			      "e_ident[EI_CLASS] is %u%s", id[EI_CLASS],
			      id[EI_CLASS] == ELFCLASS64 ? " (64-bit)" : "");
	if (id[EI_DATA] != ELFDATA2LSB)
		return refuse(l, -ENOEXEC, "check.data",
			      "e_ident[EI_DATA] is %u%s", id[EI_DATA],
			      id[EI_DATA] == ELFDATA2MSB ? " (big-endian)" :
							   "");
	return 0;
}

static int check_version(struct load *l)
{
	const Elf32_Ehdr *h = &l->ehdr;

	if (h->e_ident[EI_VERSION] != EV_CURRENT || h->e_version != EV_CURRENT)
		return refuse(l, -ENOEXEC, "check.version",
			      "e_ident[EI_VERSION] is %u, e_version %u",
			      h->e_ident[EI_VERSION], h->e_version);
	return 0;
}

static int check_type(struct load *l)
{
	static const char *const names[] = { "ET_NONE", "ET_REL", "ET_EXEC",
					     "ET_DYN", "ET_CORE" };
	u32 type = l->ehdr.e_type;

	if (type == ET_REL)
		return 0;
	load_err(l, "Invalid ELF header type: %u != %u", type, ET_REL);
	return refuse(l, -ENOEXEC, "check.type", "e_type is %u (%s)", type,
		      type <= ET_CORE ? names[type] : "unknown");
}

static int check_machine(struct load *l)
{
	u32 machine = l->ehdr.e_machine;

	if (machine == EM_386 || machine == EM_486)
		return 0;
	load_err(l, "Invalid architecture in ELF header: %u", machine);
	return refuse(l, -ENOEXEC, "check.machine", "e_machine is %u%s",
		      machine, machine == EM_X86_64 ? " (x86-64)" : "");
}

/* Precondition: the header is an i386 relocatable object's. */
static int check_section_table(struct load *l)
{
	const Elf32_Ehdr *h = &l->ehdr;

	if (h->e_shentsize != sizeof(Elf32_Shdr)) {
		load_err(l, "Invalid ELF section header size");
		return refuse(l, -ENOEXEC, "check.section_entry_size",
			      "e_shentsize is %u", h->e_shentsize);
	}
	if (in_file(l->size, h->e_shoff, h->e_shnum * sizeof(Elf32_Shdr)))
		return 0;
	load_err(l, "Invalid ELF section header overflow");
	return refuse(l, -ENOEXEC, "check.section_table",
		      "%u headers at offset 0x%x, the file has 0x%x bytes",
		      h->e_shnum, h->e_shoff, l->size);
}

static int check_name_table_index(struct load *l)
{
	const Elf32_Ehdr *h = &l->ehdr;

	if (h->e_shstrndx != SHN_UNDEF && h->e_shstrndx < h->e_shnum)
		return 0;
	load_err(l,
		 "Invalid ELF section name index: %d || e_shstrndx (%d) >= e_shnum (%d)",
		 h->e_shstrndx, h->e_shstrndx, h->e_shnum);
	if (h->e_shnum == 0)
		return refuse(l, -ENOEXEC, "check.section_count",
			      "e_shnum is 0");
	return refuse(l, -ENOEXEC, "check.name_table_index",
		      "e_shstrndx is %u, there are %u sections", h->e_shstrndx,
		      h->e_shnum);
}

/* Copies the section headers, which may lie at any offset of the file. */
static int read_section_table(struct load *l)
{
	const u8 *table = l->file + l->ehdr.e_shoff;

	l->sections =
		kcalloc(l->ehdr.e_shnum, sizeof(*l->sections), GFP_KERNEL);
	if (!l->sections)
		return refuse(l, -ENOMEM, "check.memory",
			      "no room for %u section headers",
			      l->ehdr.e_shnum);
	l->section_count = l->ehdr.e_shnum;
	for (u32 i = 0; i < l->section_count; i++) {
		struct section *s = &l->sections[i];

		memcpy(&s->hdr, table + i * sizeof(Elf32_Shdr), sizeof(s->hdr));
		s->name = "";
		s->mem = MOD_MEM_NUM_TYPES;
	}
	return 0;
}

static int check_section_zero(struct load *l)
{
	const Elf32_Shdr *s = &l->sections[0].hdr;

	if (s->sh_type == SHT_NULL && !s->sh_size && !s->sh_addr)
		return 0;
	load_err(l,
		 "ELF Spec violation: section 0 type(%d)!=SH_NULL or non-zero len or addr",
		 s->sh_type);
	return refuse(l, -ENOEXEC, "check.section_zero",
		      "type %u, size 0x%x, address 0x%x", s->sh_type,
		      s->sh_size, s->sh_addr);
}

static int check_section_bounds(struct load *l)
{
	for_each_section(l, s)
	{
		const Elf32_Shdr *h = &s->hdr;
		u32 i = section_index(l, s);

		if (h->sh_type == SHT_NULL || h->sh_type == SHT_NOBITS ||
		    in_file(l->size, h->sh_offset, h->sh_size))
			continue;
		load_err(l,
			 "Invalid ELF section in module (section %u type %u)",
			 i, h->sh_type);
		return refuse(l, -ENOEXEC, "check.section_bounds",
			      "section %u: offset 0x%x, size 0x%x; the file has 0x%x bytes",
			      i, h->sh_offset, h->sh_size, l->size);
	}
	return 0;
}

/* Precondition: every section's bytes lie in the file. */
static int check_name_table(struct load *l)
{
	u32 index = l->ehdr.e_shstrndx;
	const Elf32_Shdr *t = &l->sections[index].hdr;
	const char *fault = NULL;

	if (t->sh_type != SHT_STRTAB) {
		fault = "";
	} else if (!t->sh_size) {
		load_err(l, "empty section name table");
		fault = "";
	} else if (((const u8 *)section_bytes(l, index))[t->sh_size - 1]) {
		load_err(l,
			 "ELF Spec violation: section name table isn't null terminated");
		fault = ", the last is not NUL";
	}
	if (!fault)
		return 0;
	return refuse(l, -ENOEXEC, "check.name_table",
		      "section %u: type %u, %u bytes%s", index, t->sh_type,
		      t->sh_size, fault);
}

/* Precondition: the table of names ends in NUL. */
static int check_section_names(struct load *l)
{
	const char *names = section_bytes(l, l->ehdr.e_shstrndx);
	u32 size = l->sections[l->ehdr.e_shstrndx].hdr.sh_size;

	for (u32 i = 0; i < l->section_count; i++) {
		const Elf32_Shdr *s = &l->sections[i].hdr;

		l->sections[i].name = names + s->sh_name;
		if (s->sh_name < size)
			continue;
		load_err(l,
			 "Invalid ELF section name in module (section %u type %u)",
			 i, s->sh_type);
		return refuse(l, -ENOEXEC, "check.section_name",
			      "section %u: name at 0x%x of 0x%x bytes", i,
			      s->sh_name, size);
	}
	return 0;
}

static int check_alignment(struct load *l)
{
	for_each_section(l, s)
	{
		u32 align = s->hdr.sh_addralign;
		bool loaded = s->hdr.sh_flags & SHF_ALLOC;

		if ((align & (align - 1)) ||
		    (loaded && align > MODULE_ALIGN_MAX))
			return refuse(l, -ENOEXEC, "check.alignment",
				      "section %u (%s): sh_addralign is 0x%x",
				      section_index(l, s), s->name, align);
	}
	return 0;
}

/* The name for Linux's lines on a file that has not told its own yet. */
static const char *early_name(const struct load *l)
{
	const char *name = modinfo(l, "name", NULL);

	return name ? name : "(missing .modinfo section or name field)";
}

/* Finds the one symbol table, and the strings that it is linked to. */
static int check_symbol_table(struct load *l)
{
	u32 count = 0;

	for_each_section(l, s) if (s->hdr.sh_type == SHT_SYMTAB)
	{
		l->symtab = section_index(l, s);
		count++;
	}
	if (count != 1) {
		load_err(l, "%s: module has no symbols (stripped?)",
			 early_name(l));
		return refuse(l, -ENOEXEC, "check.symbol_table",
			      "the file has %u of them", count);
	}
	l->strtab = l->sections[l->symtab].hdr.sh_link;
	if (l->strtab == SHN_UNDEF || l->strtab >= l->section_count) {
		load_err(l,
			 "Invalid ELF sh_link!=SHN_UNDEF(%d) or (sh_link(%d) >= hdr->e_shnum(%d)",
			 l->strtab, l->strtab, l->section_count);
		return refuse(l, -ENOEXEC, "check.symbol_table_link",
			      "section %u (%s): sh_link is %u, there are %u sections",
			      l->symtab, l->sections[l->symtab].name, l->strtab,
			      l->section_count);
	}
	l->symbols = section_bytes(l, l->symtab);
	l->symbol_count = l->sections[l->symtab].hdr.sh_size / sizeof(elf_sym);
	return 0;
}

/* What is wrong with the table of symbol names; Linux has lines for some. */
static const char *string_table_fault(struct load *l)
{
	const Elf32_Shdr *t = &l->sections[l->strtab].hdr;

	if (t->sh_type != SHT_STRTAB)
		return "";
	if (!t->sh_size) {
		load_err(l, "empty symbol string table");
		return "";
	}
	if (l->strings[0]) {
		load_err(l, "symbol string table missing leading NUL");
		return ", the first is not NUL";
	}
	if (l->strings[t->sh_size - 1]) {
		load_err(l, "symbol string table isn't NUL terminated");
		return ", the last is not NUL";
	}
	return NULL;
}

static int check_symbol_names(struct load *l)
{
	const struct section *t = &l->sections[l->strtab];
	u32 size = t->hdr.sh_size;
	const char *fault;

	l->strings = section_bytes(l, l->strtab);
	fault = string_table_fault(l);
	if (fault)
		return refuse(l, -ENOEXEC, "check.string_table",
			      "section %u (%s): type %u, 0x%x bytes%s",
			      l->strtab, t->name, t->hdr.sh_type, size, fault);
	for (u32 i = 0; i < l->symbol_count; i++) {
		if (l->symbols[i].st_name < size)
			continue;
		load_err(l, "symbol name out of bounds in string table");
		return refuse(l, -ENOEXEC, "check.symbol_name",
			      "symbol %u: name at 0x%x of 0x%x bytes", i,
			      l->symbols[i].st_name, size);
	}
	return 0;
}

/* Whether the loader itself reads sections of that name. */
static bool is_read_here(const char *name)
{
	static const char *const names[] = {
		".modinfo",	      "__param",
		"__ksymtab",	      "__ksymtab_gpl",
		"__ksymtab_strings",  "__kcrctab",
		"__kcrctab_gpl",      "__versions",
		"__version_ext_crcs", "__version_ext_names",
		".init_array",	      ".ctors",
		"__ex_table",	      "__bug_table",
	};

	for (u32 i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

static int refuse_nobits(struct load *l, const struct section *s,
			 const char *why)
{
	return refuse(l, -ENOEXEC, "check.nobits",
		      "section %u (%s) %s, and is SHT_NOBITS",
		      section_index(l, s), s->name, why);
}

static int check_special_bytes(struct load *l)
{
	for_each_section(l, s) if (
		s->hdr.sh_type == SHT_NOBITS &&
		is_read_here(
			s->name)) return refuse_nobits(l, s,
						       "is read by the loader");
	return 0;
}

/* What is run or relocated must have bytes in the file, too. */
static int check_loaded_bytes(struct load *l)
{
	const u32 flags = SHF_ALLOC | SHF_EXECINSTR | SHF_WRITE;
	const u32 code = SHF_ALLOC | SHF_EXECINSTR;

	for_each_section(l, s)
	{
		u32 target = s->hdr.sh_info;

		if (s->hdr.sh_type == SHT_NOBITS && s->hdr.sh_size &&
		    (s->hdr.sh_flags & flags) == code)
			return refuse_nobits(l, s, "holds code");
		if (s->hdr.sh_type == SHT_REL && target < l->section_count &&
		    l->sections[target].hdr.sh_type == SHT_NOBITS &&
		    (l->sections[target].hdr.sh_flags & SHF_ALLOC))
			return refuse_nobits(l, &l->sections[target],
					     "has relocations");
	}
	return 0;
}

static int check_export_strings(struct load *l)
{
	u32 index = find_section(l, "__ksymtab_strings");
	u32 size = l->sections[index].hdr.sh_size;
	const u8 *bytes = section_bytes(l, index);

	if (!index || !size || !bytes[size - 1])
		return 0;
	return refuse(l, -ENOEXEC, "check.export_strings_end",
		      "section %u: its last byte is 0x%02x", index,
		      bytes[size - 1]);
}

static int check_modinfo(struct load *l)
{
	u32 count = count_sections(l, ".modinfo", &l->modinfo);

	if (count > 1) {
		load_err(l, "Only one .modinfo section must exist.");
		return refuse(l, -ENOEXEC, "check.modinfo_count",
			      "the file has %u of them", count);
	}
	if (!count)
		return 0;
	l->info = section_bytes(l, l->modinfo);
	l->info_size = l->sections[l->modinfo].hdr.sh_size;
	if (l->info_size && l->info[l->info_size - 1])
		return refuse(l, -ENOEXEC, "check.modinfo_end",
			      "section %u: its last byte is 0x%02x", l->modinfo,
			      (u8)l->info[l->info_size - 1]);
	return 0;
}

static int refuse_versions(struct load *l, u32 index, const char *why)
{
	return refuse(l, -ENOEXEC, "check.versions",
		      "section %u (%s), 0x%x bytes: %s", index,
		      l->sections[index].name, l->sections[index].hdr.sh_size,
		      why);
}

/* Names of any length, one behind the other, and beside them their CRCs. */
static int check_extended_versions(struct load *l)
{
	const char *names = section_bytes(l, l->version_names);
	u32 size = l->sections[l->version_names].hdr.sh_size;
	u32 bytes = l->sections[l->version_crcs].hdr.sh_size, count = 0;

	if (!l->version_crcs || !l->version_names)
		return refuse_versions(l, l->version_crcs + l->version_names,
				       "the other of the two is missing");
	if (!bytes || bytes % sizeof(u32))
		return refuse_versions(l, l->version_crcs,
				       "not a number of CRCs");
	if (!size || names[size - 1])
		return refuse_versions(l, l->version_names,
				       "it does not end in NUL");
	for (u32 at = 0; at < size; at += strlen(names + at) + 1)
		count++;
	if (count != bytes / sizeof(u32))
		return refuse_versions(l, l->version_names,
				       "another number of names than of CRCs");
	return 0;
}

/* Precondition: each section's bytes lie in the file. */
static int check_versions(struct load *l)
{
	const char *v;
	u32 size;

	if (l->flags & MODULE_INIT_IGNORE_MODVERSIONS)
		return 0;
	l->versions = find_section(l, "__versions");
	l->version_crcs = find_section(l, "__version_ext_crcs");
	l->version_names = find_section(l, "__version_ext_names");
	if (l->version_crcs || l->version_names)
		return check_extended_versions(l);
	if (!l->versions)
		return 0;
	v = section_bytes(l, l->versions);
	size = l->sections[l->versions].hdr.sh_size;
	if (!size || size % MODVERSION_SIZE)
		return refuse_versions(l, l->versions,
				       "not a number of 64-byte entries");
	for (u32 at = 0; at < size; at += MODVERSION_SIZE)
		if (!memchr(v + at + MODVERSION_NAME, 0,
			    MODVERSION_SIZE - MODVERSION_NAME))
			return refuse_versions(l, l->versions,
					       "a name does not end in NUL");
	return 0;
}

/* Finds the one image of struct module. */
static int check_this_module(struct load *l)
{
	u32 count =
		count_sections(l, ".gnu.linkonce.this_module", &l->this_module);

	if (count == 1 || (l->foreign && !count))
		return 0;
	load_err(l,
		 "module %s: Only one .gnu.linkonce.this_module section must exist.",
		 early_name(l));
	return refuse(l, -ENOEXEC, "check.this_module",
		      "the file has %u of them", count);
}

static int check_this_module_bytes(struct load *l)
{
	const u32 flags = SHF_ALLOC | SHF_WRITE;
	const Elf32_Shdr *s = &l->sections[l->this_module].hdr;

	if (!l->this_module)
		return 0;
	if (s->sh_type == SHT_NOBITS)
		load_err(l,
			 "module %s: .gnu.linkonce.this_module section must have a size set",
			 early_name(l));
	else if (!(s->sh_flags & SHF_ALLOC))
		load_err(l,
			 "module %s: .gnu.linkonce.this_module must occupy memory during process execution",
			 early_name(l));
	if (s->sh_type == SHT_NOBITS || (s->sh_flags & flags) != flags)
		return refuse(l, -ENOEXEC, "check.this_module_flags",
			      "section %u: type %u, flags 0x%x", l->this_module,
			      s->sh_type, s->sh_flags);
	if (s->sh_size == MODULE_STRUCT_SIZE || l->foreign)
		return 0;
	load_err(l,
		 "module %s: .gnu.linkonce.this_module section size must match the kernel's built struct module size at run time",
		 early_name(l));
	return refuse(l, -ENOEXEC, "check.this_module_size",
		      "section %u has %u bytes, struct module has %u",
		      l->this_module, s->sh_size, MODULE_STRUCT_SIZE);
}

int check_file(struct load *l)
{
	return LOAD_STEPS(l, check_header_size, check_magic, check_class,
			  check_version, check_type, check_machine,
			  check_section_table, check_name_table_index,
			  read_section_table, check_section_zero,
			  check_section_bounds, check_name_table,
			  check_section_names, check_alignment,
			  check_special_bytes, check_modinfo, check_versions,
			  check_export_strings, check_symbol_table,
			  check_symbol_names, check_this_module,
			  check_this_module_bytes, check_loaded_bytes);
}
