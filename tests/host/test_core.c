/* SPDX-License-Identifier: MIT */
/*
 * The loader's core on the host: a good object, all that may be wrong with
 * one, and the rule that must answer. Each file handed to the core has
 * exactly its bytes, so that the sanitizers see every step beyond them.
 *
 * usage: test_core [--seeds DIR]
 *   DIR   write the broken objects there as files, and test nothing
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/vermagic.h>
#include <stdlib.h>
#include <unistd.h>

#include "dryrun.h"
#include "lib/distance.h"
#include "object.h"

#define BASE 0xf0000000u
#define TEXT (SHF_ALLOC | SHF_EXECINSTR)
#define DATA (SHF_ALLOC | SHF_WRITE)
#define THIS_MODULE_NAME ".gnu.linkonce.this_module"

/* ---- The good module that everything is made from */

static const char info[] = "license=GPL\0intree=Y\0vermagic=" VERMAGIC_STRING;
static const u8 text[32] = { 0xe8, 0xfc, 0xff, 0xff, 0xff, 0xa1, 4, 0, 0, 0 };
static const u8 words[32];

static u8 this_module[MODULE_STRUCT_SIZE];

enum { S_TEXT = 1, S_DATA, S_INFO, S_THIS, S_END };
enum { Y_INIT = 1, Y_OUTSIDE, Y_VALUE, Y_END };

/* Everything a module needs, and two relocations. */
static void good(struct object *o)
{
	object_init(o);
	memset(this_module, 0, sizeof(this_module));
	memcpy(this_module + MODULE_STRUCT_NAME, "good", 5);
	object_section(o, ".text", SHT_PROGBITS, TEXT, text, sizeof(text));
	object_section(o, ".data", SHT_PROGBITS, DATA, words, sizeof(words));
	object_section(o, ".modinfo", SHT_PROGBITS, SHF_ALLOC, info,
		       sizeof(info));
	object_section(o, THIS_MODULE_NAME, SHT_PROGBITS, DATA, this_module,
		       sizeof(this_module));
	object_symbol(o, "init_module", S_TEXT, 16, STB_GLOBAL, STT_FUNC);
	object_symbol(o, "outside", SHN_UNDEF, 0, STB_GLOBAL, STT_NOTYPE);
	object_symbol(o, "value", S_DATA, 8, STB_LOCAL, STT_OBJECT);
	object_relocation(o, S_TEXT, 1, R_386_PC32, Y_OUTSIDE);
	object_relocation(o, S_TEXT, 6, R_386_32, Y_VALUE);
	object_relocation(o, S_THIS, MODULE_STRUCT_INIT, R_386_32, Y_INIT);
}

/* ---- Running */

struct outcome {
	struct load load;
	int err;
	const char *stage;
};

static const struct dry_run answered = { .base = BASE,
					 .answers_all = true,
					 .answer = 0xc0123456 };
static const struct dry_run unanswered = { .base = BASE };

#define FIRED_MAX 128
static const char *fired[FIRED_MAX];
static u32 fired_count;

static void remember(const char *rule)
{
	for (u32 i = 0; i < fired_count; i++)
		if (!strcmp(fired[i], rule))
			return;
	assert_true(fired_count < FIRED_MAX);
	fired[fired_count++] = rule;
}

/* The caller releases r->load; the image is freed with it. */
static void run(struct outcome *r, const u8 *image, u32 size, bool foreign,
		const struct dry_run *d)
{
	memset(r, 0, sizeof(*r));
	r->load.file = image;
	r->load.size = size;
	r->load.args = "";
	r->load.foreign = foreign;
	strcpy(r->load.name, "file");
	log_clear();
	r->err = dry_run(&r->load, d, &r->stage);
	if (r->err)
		remember(r->load.refusal.rule);
}

static void expect_loadable_of(const struct object *o, const struct dry_run *d)
{
	struct outcome r;

	run(&r, o->image, o->size, false, d);
	if (r.err)
		print_error("%s", log_text());
	assert_int_equal(r.err, 0);
	load_release(&r.load);
}

static void expect_loadable(struct object *o, bool foreign)
{
	struct outcome r;

	run(&r, o->image, o->size, foreign, &answered);
	if (r.err)
		print_error("%s", log_text());
	assert_int_equal(r.err, 0);
	load_release(&r.load);
	free(o->image);
}

static void expect_refusal_of(const struct object *o, const struct dry_run *d,
			      int err, const char *rule)
{
	struct outcome r;

	run(&r, o->image, o->size, false, d);
	assert_int_equal(r.err, err);
	assert_string_equal(r.load.refusal.rule, rule);
	assert_int_equal(r.load.refusal.err, err);
	assert_true(*r.load.refusal.found);
	assert_non_null(rule_expects(rule));
	assert_non_null(strstr(log_text(), rule));
	assert_string_equal(r.stage, r.stage);
	assert_memory_equal(rule, r.stage, strlen(r.stage));
	load_release(&r.load);
}

static void expect_refusal(struct object *o, int err, const char *rule)
{
	expect_refusal_of(o, &answered, err, rule);
	free(o->image);
}

/* ---- Good ones */

static void loads_a_good_module(void **state)
{
	struct object o;
	struct outcome r;
	const struct load *l = &r.load;

	good(&o);
	object_build(&o);
	run(&r, o.image, o.size, false, &answered);
	assert_int_equal(r.err, 0);
	assert_string_equal(l->name, "good");
	assert_string_equal(l->license, "GPL");
	assert_int_equal(l->taints, 0);
	assert_int_equal(l->mem[MOD_TEXT].address, BASE);
	assert_int_equal(l->sections[S_TEXT].address, BASE);
	assert_int_equal(l->sections[S_DATA].mem, MOD_DATA);
	assert_int_equal(l->sections[S_INFO].mem, MOD_MEM_NUM_TYPES);
	assert_int_equal(l->init, BASE + 16);
	assert_int_equal(l->exit, 0);
	assert_int_equal(read_word(l->sections[S_TEXT].copy + 1),
			 0xc0123456 - 4 - (BASE + 1));
	assert_int_equal(read_word(l->sections[S_TEXT].copy + 6),
			 l->sections[S_DATA].address + 8 + 4);
	load_release(&r.load);
	free(o.image);
}

static void keeps_the_symbols_of_what_is_loaded(void **state)
{
	struct object o;
	struct outcome r;
	const struct load_memory *m = &r.load.mem[MOD_RODATA];
	Elf32_Sym sym[2];

	good(&o);
	object_symbol(&o, "in_modinfo", S_INFO, 0, STB_LOCAL, STT_OBJECT);
	object_build(&o);
	run(&r, o.image, o.size, false, &answered);
	assert_int_equal(r.err, 0);
	assert_int_equal(r.load.kallsyms_count, 2);
	memcpy(sym, m->copy + r.load.kallsyms_offset, sizeof(sym));
	assert_int_equal(sym[0].st_value, BASE + 16);
	assert_int_equal(sym[1].st_value, r.load.sections[S_DATA].address + 8);
	assert_string_equal(m->copy + r.load.kallsyms_strings + sym[1].st_name,
			    "value");
	load_release(&r.load);
	free(o.image);
}

/* Section headers at an odd offset, and bytes behind the file's end. */
static void takes_unaligned_files(void **state)
{
	struct object o;
	u8 *odd;

	good(&o);
	object_build(&o);
	odd = calloc(1, o.size + 103);
	memcpy(odd, o.image, object_header(&o)->e_shoff);
	memcpy(odd + object_header(&o)->e_shoff + 3, object_shdr(&o, 0),
	       o.section_count * sizeof(Elf32_Shdr));
	free(o.image);
	o.image = odd;
	o.size += 103;
	object_header(&o)->e_shoff += 3;
	expect_loadable(&o, false);
}

/* What Linux does not look at either. */
static void ignores_fields_without_meaning(void **state)
{
	struct object o;

	good(&o);
	object_build(&o);
	object_header(&o)->e_machine = EM_486;
	object_header(&o)->e_flags = 0xffffffff;
	object_header(&o)->e_ehsize = 1;
	object_header(&o)->e_phoff = 0xffffffff;
	object_header(&o)->e_phnum = 0xffff;
	object_header(&o)->e_ident[EI_OSABI] = 3;
	object_shdr(&o, object_find(&o, ".symtab"))->sh_entsize = 1;
	object_shdr(&o, object_find(&o, ".symtab"))->sh_info = 99;
	object_shdr(&o, object_find(&o, ".rel"))->sh_link = 99;
	object_shdr(&o, object_find(&o, ".rel"))->sh_entsize = 12;
	expect_loadable(&o, false);
}

static void places_sections_by_flags_and_name(void **state)
{
	static const struct {
		const char *name;
		u32 flags;
		enum mod_mem_type mem;
	} wanted[] = {
		{ ".rodata", SHF_ALLOC, MOD_RODATA },
		{ ".data..ro_after_init", DATA, MOD_RO_AFTER_INIT },
		{ ".init.text", TEXT, MOD_INIT_TEXT },
		{ ".init.data", DATA, MOD_INIT_DATA },
		{ ".init.rodata", SHF_ALLOC, MOD_INIT_RODATA },
		{ ".exit.text", TEXT, MOD_TEXT },
		{ ".comment", 0, MOD_MEM_NUM_TYPES },
	};
	struct object o;
	struct outcome r;

	good(&o);
	for (u32 i = 0; i < ARRAY_SIZE(wanted); i++)
		object_section(&o, wanted[i].name, SHT_PROGBITS,
			       wanted[i].flags, words, 8);
	object_build(&o);
	run(&r, o.image, o.size, false, &answered);
	assert_int_equal(r.err, 0);
	for (u32 i = 0; i < ARRAY_SIZE(wanted); i++) {
		const struct section *s = &r.load.sections[S_END + i];

		assert_int_equal(s->mem, wanted[i].mem);
		if (s->mem == MOD_MEM_NUM_TYPES)
			continue;
		assert_in_range(s->address, r.load.mem[s->mem].address,
				r.load.mem[s->mem].address +
					r.load.mem[s->mem].size - 8);
	}
	load_release(&r.load);
	free(o.image);
}

static void gives_each_part_its_own_pages(void **state)
{
	struct object o;
	struct outcome r;

	good(&o);
	object_section(&o, ".init.text", SHT_PROGBITS, TEXT, text, 32);
	object_section(&o, ".rodata", SHT_PROGBITS, SHF_ALLOC, words, 32);
	object_section(&o, ".bss", SHT_NOBITS, DATA, NULL, 5000);
	object_build(&o);
	run(&r, o.image, o.size, false, &answered);
	assert_int_equal(r.err, 0);
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++) {
		const struct load_memory *a = &r.load.mem[i];

		assert_int_equal(a->address % PAGE_SIZE, 0);
		for (u32 j = 0; j < i; j++) {
			const struct load_memory *b = &r.load.mem[j];

			assert_true(!a->size || !b->size ||
				    a->address >=
					    b->address + PAGE_ALIGN(b->size) ||
				    b->address >=
					    a->address + PAGE_ALIGN(a->size));
		}
	}
	load_release(&r.load);
	free(o.image);
}

static void aligns_up_to_the_limit(void **state)
{
	for (u32 align = 1; align <= MODULE_ALIGN_MAX; align *= 2) {
		struct object o;
		struct outcome r;

		good(&o);
		o.sections[S_TEXT].sh_addralign = align;
		o.sections[object_section(&o, ".init.data", SHT_PROGBITS, DATA,
					  words, 3)]
			.sh_addralign = align;
		o.sections[object_section(&o, ".bss", SHT_NOBITS, DATA, NULL, 1)]
			.sh_addralign = align;
		object_build(&o);
		run(&r, o.image, o.size, false, &answered);
		assert_int_equal(r.err, 0);
		for (u32 i = S_END; i < S_END + 2; i++)
			assert_int_equal(r.load.sections[i].address % align, 0);
		assert_int_equal(r.load.sections[S_TEXT].address % align, 0);
		load_release(&r.load);
		free(o.image);
	}
}

static void fills_bss_and_gaps_with_zeros(void **state)
{
	struct object o;
	struct outcome r;
	const struct load_memory *m = &r.load.mem[MOD_DATA];
	static const u8 ones[3] = { 1, 1, 1 };

	good(&o);
	object_section(&o, ".data.odd", SHT_PROGBITS, DATA, ones, 3);
	o.sections[object_section(&o, ".data.far", SHT_PROGBITS, DATA, ones, 3)]
		.sh_addralign = 256;
	object_section(&o, ".bss", SHT_NOBITS, DATA, NULL, 9000);
	object_build(&o);
	run(&r, o.image, o.size, false, &answered);
	assert_int_equal(r.err, 0);
	for (u32 i = r.load.sections[S_END].address + 3;
	     i < r.load.sections[S_END + 1].address; i++)
		assert_int_equal(m->copy[i - m->address], 0);
	for (u32 i = r.load.sections[S_END + 1].address + 3;
	     i < m->address + PAGE_ALIGN(m->size); i++)
		assert_int_equal(m->copy[i - m->address], 0);
	load_release(&r.load);
	free(o.image);
}

static void relocates_at_the_edges(void **state)
{
	struct object o;
	struct outcome r;
	static const u8 minus[32] = { [28] = 0xf0, 0xff, 0xff, 0xff };
	u32 s, place;

	good(&o);
	s = object_section(&o, ".edge", SHT_PROGBITS, DATA, minus, 32);
	object_relocation(&o, s, 28, R_386_PLT32, Y_OUTSIDE);
	object_relocation(&o, s, 3, R_386_32, Y_VALUE);
	object_relocation(&o, s, 10, R_386_32, 0);
	object_build(&o);
	run(&r, o.image, o.size, false, &answered);
	assert_int_equal(r.err, 0);
	place = r.load.sections[s].address + 28;
	assert_int_equal(read_word(r.load.sections[s].copy + 28),
			 (u32)(0xc0123456 - 16 - place));
	assert_int_equal(read_word(r.load.sections[s].copy + 3),
			 r.load.sections[S_DATA].address + 8);
	assert_int_equal(read_word(r.load.sections[s].copy + 10), 0);
	load_release(&r.load);
	free(o.image);
}

static void leaves_unloaded_sections_alone(void **state)
{
	struct object o;
	u32 s;

	good(&o);
	s = object_section(&o, ".debug_info", SHT_PROGBITS, 0, words, 8);
	object_relocation(&o, s, 0xfffffff0, 77, 0xffffff);
	object_build(&o);
	object_shdr(&o, s)->sh_addralign = 1u << 31;
	expect_loadable(&o, false);
}

static void links_weak_and_special_symbols(void **state)
{
	struct object o;
	struct outcome r;
	u32 weak, got, abs, lto;

	good(&o);
	o.symbols[Y_OUTSIDE].st_shndx = S_DATA;
	weak = object_symbol(&o, "weak", SHN_UNDEF, 0, STB_WEAK, STT_NOTYPE);
	got = object_symbol(&o, "_GLOBAL_OFFSET_TABLE_", SHN_UNDEF, 0,
			    STB_GLOBAL, STT_NOTYPE);
	abs = object_symbol(&o, "abs", SHN_ABS, 0x1234, STB_GLOBAL, 0);
	lto = object_symbol(&o, "__gnu_lto_slim", SHN_COMMON, 1, STB_GLOBAL, 0);
	object_build(&o);
	run(&r, o.image, o.size, false, &unanswered);
	assert_int_equal(r.err, 0);
	assert_int_equal(r.load.values[weak], 0);
	assert_int_equal(r.load.values[got], 0);
	assert_int_equal(r.load.values[abs], 0x1234);
	assert_int_equal(r.load.values[lto], 0);
	load_release(&r.load);
	free(o.image);
}

static void brings_taints(void **state)
{
	static const char odd[] =
		"license=GPLv2\0staging=Y\0test=Y\0vermagic=" VERMAGIC_STRING;
	struct object o;
	struct outcome r;

	good(&o);
	o.data[S_INFO] = odd;
	o.sections[S_INFO].sh_size = sizeof(odd);
	object_build(&o);
	run(&r, o.image, o.size, false, &answered);
	assert_int_equal(r.err, 0);
	assert_int_equal(r.load.taints,
			 1 << TAINT_PROPRIETARY_MODULE | 1 << TAINT_CRAP |
				 1 << TAINT_OOT_MODULE | 1 << TAINT_TEST);
	assert_false(r.load.gpl_compatible);
	load_release(&r.load);
	free(o.image);
}

static void knows_the_licences(void **state)
{
	static const struct {
		const char *text;
		bool compatible;
	} licences[] = {
		{ "GPL", true },	  { "GPL v2", true },
		{ "Dual BSD/GPL", true }, { "Dual MIT/GPL", true },
		{ "Dual MPL/GPL", true }, { "GPL and additional rights", true },
		{ "GPL ", false },	  { "gpl", false },
		{ "GPLv2", false },	  { "", false },
		{ "Proprietary", false },
	};

	for (u32 i = 0; i < ARRAY_SIZE(licences); i++) {
		char buf[200];
		struct object o;
		struct outcome r;
		u32 n = sprintf(buf, "license=%s", licences[i].text) + 1;

		n += sprintf(buf + n, "vermagic=%s", VERMAGIC_STRING) + 1;
		good(&o);
		o.data[S_INFO] = buf;
		o.sections[S_INFO].sh_size = n;
		object_build(&o);
		run(&r, o.image, o.size, false, &answered);
		assert_int_equal(r.err, 0);
		assert_int_equal(r.load.gpl_compatible, licences[i].compatible);
		load_release(&r.load);
		free(o.image);
	}
}

static void set_info(struct object *o, const char *text, u32 size)
{
	o->data[S_INFO] = text;
	o->sections[S_INFO].sh_size = size;
}

/* struct modversion_info of the target. */
struct target_version {
	u32 crc;
	char name[MODVERSION_SIZE - MODVERSION_NAME];
};
static const struct target_version one_version[] = { { 1, "versioned" } };

static void add_versions(struct object *o)
{
	object_section(o, "__versions", SHT_PROGBITS, SHF_ALLOC, one_version,
		       MODVERSION_SIZE);
}

/*
 * With versions of symbols, the release may be another, as module.abi says;
 * nothing else may.
 */
static void compares_vermagic_by_words(void **state)
{
	static const char other[] =
		"license=GPL\0vermagic=5.0 mod_unload modversions 686 ";
	static const char later[] =
		"license=GPL\0vermagic=6.12.7 mod_unload modversions 686 ";
	static const struct {
		enum module_abi abi;
		bool other, later;
	} rows[] = { { MODULE_ABI_LINUX, true, true },
		     { MODULE_ABI_STRICT, false, false },
		     { MODULE_ABI_BRANCH, false, true } };

	for (u32 i = 0; i < 2 * ARRAY_SIZE(rows); i++) {
		bool is_later = i % 2;
		struct object o;

		module_abi = rows[i / 2].abi;
		good(&o);
		set_info(&o, is_later ? later : other,
			 is_later ? sizeof(later) : sizeof(other));
		add_versions(&o);
		object_build(&o);
		if (is_later ? rows[i / 2].later : rows[i / 2].other) {
			expect_loadable(&o, false);
			continue;
		}
		expect_refusal_of(&o, &answered, -ENOEXEC, "identify.vermagic");
		free(o.image);
	}
	module_abi = MODULE_ABI_LINUX;
}

/* ---- Objects that are not of this kernel */

static void takes_foreign_objects(void **state)
{
	struct object o;
	u32 s;

	/* No struct module, no .modinfo, records of any size. */
	object_init(&o);
	object_section(&o, ".text", SHT_PROGBITS, TEXT, text, sizeof(text));
	object_symbol(&o, "outside", SHN_UNDEF, 0, STB_GLOBAL, STT_NOTYPE);
	object_relocation(&o, S_TEXT, 1, R_386_PC32, 1);
	s = object_section(&o, "__ksymtab", SHT_PROGBITS, SHF_ALLOC, words, 8);
	object_relocation(&o, s, 0, R_386_32, 1);
	object_section(&o, "__param", SHT_PROGBITS, SHF_ALLOC, words, 7);
	object_build(&o);
	expect_loadable(&o, true);

	good(&o);
	o.sections[S_THIS].sh_size = 4;
	o.rel_count = 0;
	object_build(&o);
	expect_loadable(&o, true);
}

static void names_foreign_modules(void **state)
{
	static const char named[] = "name=from_modinfo";
	struct object o;
	struct outcome r;

	good(&o);
	o.data[S_INFO] = named;
	o.sections[S_INFO].sh_size = sizeof(named);
	object_build(&o);
	run(&r, o.image, o.size, true, &answered);
	assert_int_equal(r.err, 0);
	assert_string_equal(r.load.name, "from_modinfo");
	load_release(&r.load);
	free(o.image);
}

/* ---- Whatever breaks a file, and the rule that answers */

struct breakage {
	const char *name;
	void (*before)(struct object *o); /* the file is built; or NULL */
	void (*after)(struct object *o);
	int err;
	const char *rule;
};

/* clang-format off */
#define BEFORE(what, err, rule) { rule " " #what, what, NULL, err, rule }
#define AFTER(what, err, rule) { rule " " #what, NULL, what, err, rule }
#define BOTH(first, then, err, rule) { rule " " #then, first, then, err, rule }
/* clang-format on */

#define EDIT(name, code)                   \
	static void name(struct object *o) \
	{                                  \
		code;                      \
	}
#define HEADER(name, field, value)               \
	static void name(struct object *o)       \
	{                                        \
		object_header(o)->field = value; \
	}
#define SECTION(name, which, field, value)                            \
	static void name(struct object *o)                            \
	{                                                             \
		object_shdr(o, object_find(o, which))->field = value; \
	}

EDIT(cut_header, o->size = 51)
EDIT(cut_to_nothing, o->size = 0)
HEADER(bad_magic, e_ident[1], 'e')
HEADER(class_64, e_ident[EI_CLASS], ELFCLASS64)
HEADER(big_endian, e_ident[EI_DATA], ELFDATA2MSB)
HEADER(ident_version, e_ident[EI_VERSION], 0)
HEADER(file_version, e_version, 2)
HEADER(program, e_type, ET_EXEC)
HEADER(library, e_type, ET_DYN)
HEADER(type_ffff, e_type, 0xffff)
HEADER(x86_64, e_machine, EM_X86_64)
HEADER(arm, e_machine, 40)
HEADER(entry_size, e_shentsize, 41)
HEADER(no_sections, e_shnum, 0)
HEADER(table_beyond, e_shoff, 0x7fffff00)
HEADER(table_wraps, e_shoff, 0xffffffff)
HEADER(too_many_sections, e_shnum, 0xfeff)
HEADER(no_names, e_shstrndx, 0)
HEADER(names_beyond, e_shstrndx, 99)
EDIT(section_zero, object_shdr(o, 0)->sh_size = 1)
EDIT(section_zero_type, object_shdr(o, 0)->sh_type = SHT_PROGBITS)
SECTION(bytes_beyond, ".data", sh_offset, 0x10000)
SECTION(bytes_wrap, ".data", sh_offset, 0xfffffff0)
SECTION(bytes_too_many, ".data", sh_size, 0xffffffff)
SECTION(names_no_strtab, ".shstrtab", sh_type, SHT_PROGBITS)
SECTION(names_nobits, ".shstrtab", sh_type, SHT_NOBITS)
SECTION(names_empty, ".shstrtab", sh_size, 0)
EDIT(names_no_end,
     object_bytes(o, object_header(o)->e_shstrndx)[o->names_size - 1] = 'x')
SECTION(name_beyond, ".data", sh_name, 0x1000)
SECTION(align_3, ".data", sh_addralign, 3)
SECTION(align_2m, ".data", sh_addralign, 2 * MODULE_ALIGN_MAX)
SECTION(align_2g, ".text", sh_addralign, 1u << 31)
SECTION(no_symtab, ".symtab", sh_type, SHT_PROGBITS)
SECTION(two_symtabs, ".data", sh_type, SHT_SYMTAB)
SECTION(symtab_link_0, ".symtab", sh_link, 0)
SECTION(symtab_link_beyond, ".symtab", sh_link, 99)
SECTION(strtab_type, ".symtab", sh_link, S_TEXT)
SECTION(strtab_nobits, ".strtab", sh_type, SHT_NOBITS)
SECTION(strtab_empty, ".strtab", sh_size, 0)
EDIT(strtab_begin, object_bytes(o, object_find(o, ".strtab"))[0] = 'x')
EDIT(strtab_end,
     object_bytes(o, object_find(o, ".strtab"))[o->strings_size - 1] = 'x')
EDIT(symbol_name_beyond, o->symbols[Y_VALUE].st_name = 0x1000)
SECTION(info_nobits, ".modinfo", sh_type, SHT_NOBITS)
EDIT(two_infos, object_section(o, ".modinfo", SHT_PROGBITS, 0, info, 4))
EDIT(info_no_end, object_bytes(o, S_INFO)[sizeof(info) - 1] = 'x')
EDIT(no_this_module, o->sections[S_THIS].sh_name = 0)
EDIT(null_this_module, o->sections[S_THIS].sh_type = SHT_NULL)
EDIT(two_this_modules,
     object_section(o, THIS_MODULE_NAME, SHT_PROGBITS, DATA, this_module, 256))
EDIT(this_module_nobits, o->sections[S_THIS].sh_type = SHT_NOBITS)
EDIT(this_module_readonly, o->sections[S_THIS].sh_flags = SHF_ALLOC)
EDIT(this_module_short, o->sections[S_THIS].sh_size -= 4)
EDIT(name_empty, this_module[MODULE_STRUCT_NAME] = '\0')
EDIT(name_slash, this_module[MODULE_STRUCT_NAME] = '/')
EDIT(name_blank, this_module[MODULE_STRUCT_NAME] = ' ')
EDIT(name_newline, this_module[MODULE_STRUCT_NAME + 3] = '\n')
EDIT(name_dots, memcpy(this_module + MODULE_STRUCT_NAME, "..", 3))
EDIT(name_long, memset(this_module + MODULE_STRUCT_NAME, 'x', MODULE_NAME_LEN))

#define INFO(name, text)                         \
	static void name(struct object *o)       \
	{                                        \
		set_info(o, text, sizeof(text)); \
	}

INFO(no_vermagic, "license=GPL")
INFO(other_release, "vermagic=5.0 mod_unload modversions 686 ")
INFO(no_blank, "vermagic=6.12.0-mortise mod_unload modversions 686")
INFO(range_above, "version_range=kernel:7.0,7.1,8\0vermagic=" VERMAGIC_STRING)
INFO(range_below, "version_range=kernel:5,5,6.11.9\0vermagic=" VERMAGIC_STRING)
INFO(range_odd, "version_range=kernel:6.12\0vermagic=" VERMAGIC_STRING)
INFO(imports_module, "import_ns=module:good\0vermagic=" VERMAGIC_STRING)
INFO(livepatch, "livepatch=Y\0vermagic=" VERMAGIC_STRING)
EDIT(no_info, o->sections[S_INFO].sh_name = 0)

EDIT(write_exec, o->sections[S_DATA].sh_flags |= SHF_EXECINSTR)
EDIT(write_exec_unloaded, object_section(o, ".odd", SHT_PROGBITS,
					 SHF_WRITE | SHF_EXECINSTR, words, 4))
EDIT(bss_huge,
     object_section(o, ".bss", SHT_NOBITS, DATA, NULL, MODULE_SIZE_MAX + 1))
EDIT(bss_4g, object_section(o, ".bss", SHT_NOBITS, DATA, NULL, 0xffffffff))
EDIT(parts_add_up,
     object_section(o, ".bss", SHT_NOBITS, DATA, NULL, MODULE_SIZE_MAX / 2);
     object_section(o, ".zero", SHT_NOBITS, SHF_ALLOC, NULL,
		    MODULE_SIZE_MAX / 2))

EDIT(common, object_symbol(o, "shared", SHN_COMMON, 4, STB_GLOBAL, 0))
EDIT(index_beyond, o->symbols[Y_VALUE].st_shndx = 99)
EDIT(index_reserved, o->symbols[Y_VALUE].st_shndx = SHN_XINDEX)

EDIT(place_beyond, object_relocation(o, S_DATA, 29, R_386_32, Y_VALUE))
EDIT(place_at_end, object_relocation(o, S_DATA, 32, R_386_32, Y_VALUE))
EDIT(place_wraps, object_relocation(o, S_DATA, 0xfffffffd, R_386_32, Y_VALUE))
EDIT(place_too_small,
     u32 s = object_section(o, ".tiny", SHT_PROGBITS, DATA, words, 3);
     object_relocation(o, s, 0, R_386_32, Y_VALUE))
EDIT(symbol_beyond, object_relocation(o, S_DATA, 0, R_386_32, 99))
EDIT(symbol_highest, object_relocation(o, S_DATA, 0, R_386_32, 0xffffff))
EDIT(type_none, object_relocation(o, S_DATA, 0, R_386_NONE, Y_VALUE))
EDIT(type_got, object_relocation(o, S_DATA, 0, R_386_GOT32X, Y_VALUE))
EDIT(type_255, object_relocation(o, S_DATA, 0, 255, Y_VALUE))
EDIT(rela, object_relocation(o, S_DATA, 0, R_386_32, Y_VALUE))
SECTION(make_rela, ".rel", sh_type, SHT_RELA)

/* Sections of relocations that are all the same bytes of the file. */
static void share_relocations(struct object *o)
{
	u32 rel = object_find(o, ".rel");

	for (u32 i = 0; i < 8; i++) {
		u32 s = object_find(o, ".shared") + i;

		object_shdr(o, s)->sh_type = SHT_REL;
		object_shdr(o, s)->sh_info = S_DATA;
		object_shdr(o, s)->sh_offset = object_shdr(o, rel)->sh_offset;
		object_shdr(o, s)->sh_size = o->size / 5 & ~7u;
		if (object_shdr(o, s)->sh_size >
		    o->size - object_shdr(o, s)->sh_offset)
			object_shdr(o, s)->sh_offset = 0;
	}
}

static void room_to_share(struct object *o)
{
	for (u32 i = 0; i < 8; i++)
		object_section(o, ".shared", SHT_PROGBITS, 0, words, 4);
}

EDIT(init_in_data, o->symbols[Y_INIT].st_shndx = S_DATA)
EDIT(init_outside, o->symbols[Y_INIT].st_shndx = SHN_UNDEF)
EDIT(init_behind, o->symbols[Y_INIT].st_value = 32)
EDIT(exit_in_data,
     object_relocation(o, S_THIS, MODULE_STRUCT_EXIT, R_386_32, Y_VALUE))
EDIT(exit_in_init,
     u32 s = object_section(o, ".init.text", SHT_PROGBITS, TEXT, text, 16);
     u32 y = object_symbol(o, "exit", s, 0, STB_GLOBAL, STT_FUNC);
     object_relocation(o, S_THIS, MODULE_STRUCT_EXIT, R_386_32, y))
EDIT(ctor_in_data,
     u32 s = object_section(o, ".init_array", SHT_PROGBITS, DATA, words, 8);
     object_relocation(o, s, 0, R_386_32, Y_INIT);
     object_relocation(o, s, 4, R_386_32, Y_VALUE))
EDIT(ctor_zero, object_section(o, ".ctors", SHT_PROGBITS, DATA, words, 4))
EDIT(ctors_odd, object_section(o, ".init_array", SHT_PROGBITS, DATA, words, 6))
EDIT(ksymtab_odd,
     object_section(o, "__ksymtab", SHT_PROGBITS, SHF_ALLOC, words, 13))
EDIT(param_odd,
     object_section(o, "__param", SHT_PROGBITS, SHF_ALLOC, words, 21))
EDIT(ksymtab_nobits,
     object_section(o, "__ksymtab_gpl", SHT_NOBITS, SHF_ALLOC, NULL, 12))

static const char strings[] = "\0outside\0twice";

/* An export of `value` under strings + @name. */
static u32 add_export(struct object *o, const char *section, u32 name)
{
	u32 str = object_section(o, "__ksymtab_strings", SHT_PROGBITS,
				 SHF_ALLOC, strings, sizeof(strings));
	u32 tab =
		object_section(o, section, SHT_PROGBITS, SHF_ALLOC, words, 12);
	u32 empty = object_symbol(o, "", str, 0, STB_LOCAL, STT_SECTION);
	u32 named = object_symbol(o, "", str, name, STB_LOCAL, STT_OBJECT);

	object_relocation(o, tab, 0, R_386_PC32, Y_VALUE);
	object_relocation(o, tab, 4, R_386_PC32, named);
	object_relocation(o, tab, 8, R_386_PC32, empty);
	object_section(o,
		       strcmp(section, "__ksymtab") ? "__kcrctab_gpl" :
						      "__kcrctab",
		       SHT_PROGBITS, SHF_ALLOC, words, 4);
	return tab;
}

static const u8 unended[2 * MODVERSION_SIZE] = {
	[MODVERSION_SIZE + MODVERSION_NAME... 2 * MODVERSION_SIZE - 1] = 'x'
};
static const char two_names[] = "versioned\0another";

static void add_extended(struct object *o, u32 crcs, const char *names,
			 u32 size)
{
	object_section(o, "__version_ext_crcs", SHT_PROGBITS, SHF_ALLOC, words,
		       crcs);
	if (names)
		object_section(o, "__version_ext_names", SHT_PROGBITS,
			       SHF_ALLOC, names, size);
}

EDIT(versions_empty,
     object_section(o, "__versions", SHT_PROGBITS, SHF_ALLOC, words, 0))
EDIT(versions_odd, object_section(o, "__versions", SHT_PROGBITS, SHF_ALLOC,
				  unended, MODVERSION_SIZE + 1))
EDIT(versions_unended, object_section(o, "__versions", SHT_PROGBITS, SHF_ALLOC,
				      unended, sizeof(unended)))
EDIT(extended_alone, add_extended(o, 4, NULL, 0))
EDIT(extended_odd, add_extended(o, 7, two_names, sizeof(two_names)))
EDIT(extended_more, add_extended(o, 12, two_names, sizeof(two_names)))
EDIT(extended_less, add_extended(o, 4, two_names, sizeof(two_names)))
EDIT(extended_unended, add_extended(o, 8, two_names, sizeof(two_names) - 1))
EDIT(export_unversioned,
     object_section(o, "__ksymtab", SHT_PROGBITS, SHF_ALLOC, words, 12))
EDIT(export_versions_less,
     object_section(o, "__ksymtab", SHT_PROGBITS, SHF_ALLOC, words, 12);
     object_section(o, "__kcrctab", SHT_PROGBITS, SHF_ALLOC, words, 3))

EDIT(export_twice, add_export(o, "__ksymtab", 9);
     add_export(o, "__ksymtab_gpl", 9))
EDIT(export_nameless, add_export(o, "__ksymtab", 0x10000))
EDIT(export_no_end,
     u32 s = object_section(o, ".data.last", SHT_NOBITS, DATA, NULL, 1);
     object_symbol(o, "last", s, 0, STB_LOCAL, STT_OBJECT);
     add_export(o, "__ksymtab", 0);
     o->rels[o->rel_count - 2].rel.r_info = Y_INIT << 8 | R_386_PC32)

/* Fills .text, so that a name there ends nowhere. */
static const u8 full[32] = { [0 ... 31] = 0x90 };
static void unending(struct object *o)
{
	o->data[S_TEXT] = full;
	o->rel_count = 0;
	export_no_end(o);
}

/* A parameter, of three pointers: its name, its operations. */
static u32 add_parameter(struct object *o, u32 name, u32 ops)
{
	u32 s = object_section(o, "__param", SHT_PROGBITS, SHF_ALLOC, words,
			       20);

	if (name)
		object_relocation(o, s, 0, R_386_32, name);
	if (ops)
		object_relocation(o, s, PARAM_STRUCT_OPS, R_386_32, ops);
	return s;
}

EDIT(export_no_value, add_export(o, "__ksymtab", 9);
     o->rels[o->rel_count - 3].rel.r_info = Y_OUTSIDE << 8 | R_386_PC32)
EDIT(export_strings_open,
     object_section(o, "__ksymtab_strings", SHT_PROGBITS, SHF_ALLOC, "open", 4))
EDIT(symbol_unloaded,
     u32 y = object_symbol(o, "i", S_INFO, 0, STB_LOCAL, STT_OBJECT);
     object_relocation(o, S_DATA, 0, R_386_32, y))

EDIT(param_nameless, add_parameter(o, 0, Y_OUTSIDE))
EDIT(param_shadowed, object_section(o, "__param", SHT_NULL, SHF_ALLOC, NULL, 0);
     add_parameter(o, 0, Y_OUTSIDE))
EDIT(param_no_ops, add_parameter(o, Y_VALUE, 0))
EDIT(param_ops_astray,
     u32 s = object_section(o, ".ops", SHT_PROGBITS, SHF_ALLOC, words, 16);
     u32 y = object_symbol(o, "ops", s, 0, STB_LOCAL, STT_OBJECT);
     object_relocation(o, s, 4, R_386_32, Y_VALUE);
     add_parameter(o, Y_VALUE, y))

static const struct breakage breakages[] = {
	AFTER(cut_header, ENOEXEC, "check.header_size"),
	AFTER(cut_to_nothing, ENOEXEC, "check.header_size"),
	AFTER(bad_magic, ENOEXEC, "check.magic"),
	AFTER(class_64, ENOEXEC, "check.class"),
	AFTER(big_endian, ENOEXEC, "check.data"),
	AFTER(ident_version, ENOEXEC, "check.version"),
	AFTER(file_version, ENOEXEC, "check.version"),
	AFTER(program, ENOEXEC, "check.type"),
	AFTER(library, ENOEXEC, "check.type"),
	AFTER(type_ffff, ENOEXEC, "check.type"),
	AFTER(x86_64, ENOEXEC, "check.machine"),
	AFTER(arm, ENOEXEC, "check.machine"),
	AFTER(entry_size, ENOEXEC, "check.section_entry_size"),
	AFTER(no_sections, ENOEXEC, "check.section_count"),
	AFTER(table_beyond, ENOEXEC, "check.section_table"),
	AFTER(table_wraps, ENOEXEC, "check.section_table"),
	AFTER(too_many_sections, ENOEXEC, "check.section_table"),
	AFTER(no_names, ENOEXEC, "check.name_table_index"),
	AFTER(names_beyond, ENOEXEC, "check.name_table_index"),
	AFTER(section_zero, ENOEXEC, "check.section_zero"),
	AFTER(section_zero_type, ENOEXEC, "check.section_zero"),
	AFTER(bytes_beyond, ENOEXEC, "check.section_bounds"),
	AFTER(bytes_wrap, ENOEXEC, "check.section_bounds"),
	AFTER(bytes_too_many, ENOEXEC, "check.section_bounds"),
	AFTER(names_no_strtab, ENOEXEC, "check.name_table"),
	AFTER(names_nobits, ENOEXEC, "check.name_table"),
	AFTER(names_empty, ENOEXEC, "check.name_table"),
	AFTER(names_no_end, ENOEXEC, "check.name_table"),
	AFTER(name_beyond, ENOEXEC, "check.section_name"),
	AFTER(align_3, ENOEXEC, "check.alignment"),
	AFTER(align_2m, ENOEXEC, "check.alignment"),
	AFTER(align_2g, ENOEXEC, "check.alignment"),
	AFTER(no_symtab, ENOEXEC, "check.symbol_table"),
	AFTER(two_symtabs, ENOEXEC, "check.symbol_table"),
	AFTER(symtab_link_0, ENOEXEC, "check.symbol_table_link"),
	AFTER(symtab_link_beyond, ENOEXEC, "check.symbol_table_link"),
	AFTER(strtab_type, ENOEXEC, "check.string_table"),
	AFTER(strtab_nobits, ENOEXEC, "check.string_table"),
	AFTER(strtab_empty, ENOEXEC, "check.string_table"),
	AFTER(strtab_begin, ENOEXEC, "check.string_table"),
	AFTER(strtab_end, ENOEXEC, "check.string_table"),
	BEFORE(symbol_name_beyond, ENOEXEC, "check.symbol_name"),
	AFTER(info_nobits, ENOEXEC, "check.nobits"),
	BEFORE(ksymtab_nobits, ENOEXEC, "check.nobits"),
	BEFORE(versions_empty, ENOEXEC, "check.versions"),
	BEFORE(versions_odd, ENOEXEC, "check.versions"),
	BEFORE(versions_unended, ENOEXEC, "check.versions"),
	BEFORE(extended_alone, ENOEXEC, "check.versions"),
	BEFORE(extended_odd, ENOEXEC, "check.versions"),
	BEFORE(extended_more, ENOEXEC, "check.versions"),
	BEFORE(extended_less, ENOEXEC, "check.versions"),
	BEFORE(extended_unended, ENOEXEC, "check.versions"),
	BEFORE(two_infos, ENOEXEC, "check.modinfo_count"),
	AFTER(info_no_end, ENOEXEC, "check.modinfo_end"),
	BEFORE(no_this_module, ENOEXEC, "check.this_module"),
	BEFORE(null_this_module, ENOEXEC, "check.this_module"),
	BEFORE(two_this_modules, ENOEXEC, "check.this_module"),
	BEFORE(this_module_nobits, ENOEXEC, "check.this_module_flags"),
	BEFORE(this_module_readonly, ENOEXEC, "check.this_module_flags"),
	BEFORE(this_module_short, ENOEXEC, "check.this_module_size"),
	BEFORE(name_empty, EINVAL, "identify.name"),
	BEFORE(name_slash, EINVAL, "identify.name"),
	BEFORE(name_blank, EINVAL, "identify.name"),
	BEFORE(name_newline, EINVAL, "identify.name"),
	BEFORE(name_dots, EINVAL, "identify.name"),
	BEFORE(name_long, EINVAL, "identify.name_length"),
	BEFORE(no_vermagic, ENOEXEC, "identify.vermagic_missing"),
	BEFORE(no_info, ENOEXEC, "identify.vermagic_missing"),
	BEFORE(other_release, ENOEXEC, "identify.vermagic"),
	BEFORE(no_blank, ENOEXEC, "identify.vermagic"),
	BEFORE(range_above, ENOEXEC, "identify.version_range"),
	BEFORE(range_below, ENOEXEC, "identify.version_range"),
	BEFORE(range_odd, ENOEXEC, "identify.version_range"),
	BEFORE(imports_module, EPERM, "identify.module_namespace"),
	BEFORE(livepatch, ENOEXEC, "identify.livepatch"),
	BEFORE(write_exec, ENOEXEC, "layout.write_exec"),
	BEFORE(write_exec_unloaded, ENOEXEC, "layout.write_exec"),
	BEFORE(bss_huge, ENOMEM, "layout.limit"),
	BEFORE(bss_4g, ENOEXEC, "layout.size"),
	BEFORE(parts_add_up, ENOMEM, "layout.limit"),
	BEFORE(common, ENOEXEC, "link.common"),
	BEFORE(index_beyond, ENOEXEC, "link.section_index"),
	BEFORE(index_reserved, ENOEXEC, "link.section_index"),
	BEFORE(place_beyond, ENOEXEC, "relocate.offset"),
	BEFORE(place_at_end, ENOEXEC, "relocate.offset"),
	BEFORE(place_wraps, ENOEXEC, "relocate.offset"),
	BEFORE(place_too_small, ENOEXEC, "relocate.offset"),
	BEFORE(symbol_beyond, ENOEXEC, "relocate.symbol_index"),
	BEFORE(symbol_highest, ENOEXEC, "relocate.symbol_index"),
	BEFORE(type_none, ENOEXEC, "relocate.type"),
	BEFORE(type_got, ENOEXEC, "relocate.type"),
	BEFORE(type_255, ENOEXEC, "relocate.type"),
	BOTH(rela, make_rela, ENOEXEC, "relocate.rela"),
	BOTH(room_to_share, share_relocations, ENOEXEC, "relocate.overlap"),
	BEFORE(init_in_data, ENOEXEC, "seal.init"),
	BEFORE(init_outside, ENOEXEC, "seal.init"),
	BEFORE(init_behind, ENOEXEC, "seal.init"),
	BEFORE(exit_in_data, ENOEXEC, "seal.exit"),
	BEFORE(exit_in_init, ENOEXEC, "seal.exit"),
	BEFORE(ctor_in_data, ENOEXEC, "seal.constructor"),
	BEFORE(ctor_zero, ENOEXEC, "seal.constructor"),
	BEFORE(ctors_odd, ENOEXEC, "seal.record_size"),
	BEFORE(ksymtab_odd, ENOEXEC, "seal.record_size"),
	BEFORE(param_odd, ENOEXEC, "seal.record_size"),
	BEFORE(export_unversioned, ENOEXEC, "seal.export_version"),
	BEFORE(export_versions_less, ENOEXEC, "seal.export_version"),
	BEFORE(export_twice, ENOEXEC, "seal.export_twice"),
	BEFORE(export_nameless, ENOEXEC, "seal.export_name"),
	BEFORE(export_no_value, ENOEXEC, "seal.export_value"),
	BEFORE(export_strings_open, ENOEXEC, "check.export_strings_end"),
	BEFORE(symbol_unloaded, ENOEXEC, "relocate.symbol_section"),
	BEFORE(unending, ENOEXEC, "seal.export_name"),
	BEFORE(param_nameless, ENOEXEC, "seal.parameter_name"),
	BEFORE(param_shadowed, ENOEXEC, "seal.parameter_name"),
	BEFORE(param_no_ops, ENOEXEC, "seal.parameter_ops"),
	BEFORE(param_ops_astray, ENOEXEC, "seal.parameter_ops"),
};

static void break_it(struct object *o, const struct breakage *b)
{
	good(o);
	if (b->before)
		b->before(o);
	object_build(o);
	if (b->after)
		b->after(o);
	/* What is behind the new end must not be read. */
	o->image = realloc(o->image, o->size ? o->size : 1);
}

static void refuses(void **state)
{
	const struct breakage *b = *state;
	struct object o;

	break_it(&o, b);
	expect_refusal(&o, -b->err, b->rule);
}

/* A broken file under --foreign may be loadable or not, but never crashes. */
static void survives_each_breakage_as_foreign(void **state)
{
	for (u32 i = 0; i < ARRAY_SIZE(breakages); i++) {
		struct object o;
		struct outcome r;

		break_it(&o, &breakages[i]);
		run(&r, o.image, o.size, true, &unanswered);
		load_release(&r.load);
		free(o.image);
	}
}

/* Cut anywhere, a file is refused or harmless. */
static void survives_every_cut(void **state)
{
	struct object o;

	good(&o);
	add_export(&o, "__ksymtab", 9);
	object_build(&o);
	for (u32 size = 0; size < o.size; size++) {
		u8 *cut = malloc(size ? size : 1);
		struct outcome r;

		memcpy(cut, o.image, size);
		run(&r, cut, size, false, &answered);
		assert_int_equal(r.err, -ENOEXEC);
		load_release(&r.load);
		free(cut);
	}
	free(o.image);
}

/* ---- Findings: each was a fault once */

/* A section of type SHT_NULL has no bytes, whatever its header says. */
static void null_sections_are_not_read(void **state)
{
	static const char *const names[] = { ".null", ".modinfo", "__ksymtab",
					     "__param", ".init_array" };

	for (u32 i = 0; i < ARRAY_SIZE(names); i++) {
		struct object o;
		u32 s;

		good(&o);
		s = object_section(&o, names[i], SHT_NULL, DATA, NULL, 0);
		object_symbol(&o, "inside", s, 4, STB_GLOBAL, STT_OBJECT);
		object_build(&o);
		object_shdr(&o, s)->sh_offset = 0x7fffff00;
		object_shdr(&o, s)->sh_size = 0x1000;
		expect_loadable(&o, false);
	}
}

/* A part of empty sections only has no memory. */
static void empty_parts_have_no_memory(void **state)
{
	struct object o;
	struct outcome r;

	good(&o);
	object_section(&o, ".init.data", SHT_PROGBITS, DATA, words, 0);
	object_section(&o, ".init.text", SHT_NOBITS, TEXT, NULL, 0);
	object_build(&o);
	run(&r, o.image, o.size, false, &answered);
	assert_int_equal(r.err, 0);
	assert_int_equal(r.load.mem[MOD_INIT_DATA].size, 0);
	assert_null(r.load.sections[S_END].copy);
	assert_null(r.load.holds.init);
	load_release(&r.load);
	free(o.image);
}

/* ---- Symbols that others export */

static void write_symvers(char *path)
{
	static const char lines[] =
		"0x00000000\toutside\tvmlinux\tEXPORT_SYMBOL\t\n"
		"0x00000000\tguarded\tvmlinux\tEXPORT_SYMBOL_GPL\t\n"
		"0x00000000\ttwice\tdrivers/other-one\tEXPORT_SYMBOL\t\n"
		"0x00000000\touside\tvmlinux\tEXPORT_SYMBOL\n"
		"0x00000000\tparam_ops_int\tvmlinux\tEXPORT_SYMBOL\t\n"
		"0x00000001\tversioned\tvmlinux\tEXPORT_SYMBOL\t\n"
		"0x00000000\tspaced\tvmlinux\tEXPORT_SYMBOL\tSPACE\n"
		"0x00000000\tnamed\tvmlinux\tEXPORT_SYMBOL_GPL\tmodule:x,goo,go-*,g*d\n"
		"0x00000000\tglobbed\tvmlinux\tEXPORT_SYMBOL_GPL\tmodule:x,go*\n";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, lines, sizeof(lines) - 1),
			 sizeof(lines) - 1);
	close(fd);
}

static int with_symvers(void **state)
{
	static char path[] = "/tmp/symvers.XXXXXX";

	strcpy(path, "/tmp/symvers.XXXXXX");
	write_symvers(path);
	assert_int_equal(symvers_read(path), 0);
	unlink(path);
	return 0;
}

static int without_symvers(void **state)
{
	symvers_free();
	return 0;
}

static void links_with_exports(void **state)
{
	struct object o;
	struct outcome r;

	good(&o);
	object_build(&o);
	run(&r, o.image, o.size, false, &unanswered);
	assert_int_equal(r.err, 0);
	assert_int_equal(r.load.values[Y_OUTSIDE], 0xc0200000);
	assert_false(r.load.using_gplonly_symbols);
	load_release(&r.load);
	free(o.image);
}

static void reports_every_missing_symbol(void **state)
{
	struct object o;

	good(&o);
	object_symbol(&o, "missing_one", SHN_UNDEF, 0, STB_GLOBAL, 0);
	object_symbol(&o, "outsid", SHN_UNDEF, 0, STB_GLOBAL, 0);
	object_build(&o);
	expect_refusal_of(&o, &unanswered, -ENOENT, "link.unknown_symbol");
	assert_non_null(
		strstr(log_text(), "Unknown symbol missing_one (err -2)"));
	assert_non_null(strstr(log_text(), "Unknown symbol outsid (err -2)"));
	assert_non_null(strstr(log_text(), "outside"));
	assert_null(strstr(log_text(), "Unknown symbol outside "));
	free(o.image);
}

static void guards_gpl_only_exports(void **state)
{
	static const char other[] =
		"license=Proprietary\0vermagic=" VERMAGIC_STRING;
	struct object o;
	struct outcome r;

	good(&o);
	object_symbol(&o, "guarded", SHN_UNDEF, 0, STB_GLOBAL, 0);
	object_build(&o);
	run(&r, o.image, o.size, false, &unanswered);
	assert_int_equal(r.err, 0);
	assert_true(r.load.using_gplonly_symbols);
	load_release(&r.load);
	free(o.image);

	good(&o);
	object_symbol(&o, "guarded", SHN_UNDEF, 0, STB_GLOBAL, 0);
	set_info(&o, other, sizeof(other));
	object_build(&o);
	expect_refusal_of(&o, &unanswered, -ENOENT, "link.gpl_only");
	free(o.image);
}

/* One object that uses @symbol, with @versions or NULL and @info or NULL. */
static void use_symbol(struct object *o, const char *symbol,
		       const struct target_version *versions)
{
	good(o);
	object_symbol(o, symbol, SHN_UNDEF, 0, STB_GLOBAL, 0);
	if (versions)
		object_section(o, "__versions", SHT_PROGBITS, SHF_ALLOC,
			       versions, MODVERSION_SIZE);
}

static void compares_versions_of_imports(void **state)
{
	static const struct target_version wrong = { 2, "versioned" };
	static const struct target_version other = { 2, "other" };
	struct object o;

	use_symbol(&o, "versioned", one_version);
	object_build(&o);
	expect_loadable_of(&o, &unanswered);
	assert_string_equal(log_text(), "");
	free(o.image);

	use_symbol(&o, "versioned", &wrong);
	object_build(&o);
	expect_refusal_of(&o, &unanswered, -EINVAL, "link.crc");
	assert_non_null(
		strstr(log_text(),
		       "good: disagrees about version of symbol versioned\n"));
	assert_non_null(strstr(log_text(), "0x00000002"));
	assert_non_null(strstr(log_text(), "0x00000001"));
	free(o.image);

	use_symbol(&o, "versioned", &other);
	object_build(&o);
	expect_loadable_of(&o, &unanswered);
	assert_non_null(
		strstr(log_text(), "good: no symbol version for versioned\n"));
	free(o.image);

	use_symbol(&o, "versioned", NULL);
	object_build(&o);
	expect_refusal_of(&o, &unanswered, -ENOEXEC, "link.no_versions");
	module_force_load = true;
	expect_loadable_of(&o, &unanswered);
	module_force_load = false;
	assert_string_equal(log_text(), "good: versioned: kernel tainted.\n");
	free(o.image);
}

/* finit_module's flags: what they ignore is as if it were not there. */
static void ignores_only_where_forcing_is_allowed(void **state)
{
	static const struct {
		unsigned int flag;
		const char *rule, *line;
	} flags[] = {
		{ MODULE_INIT_IGNORE_MODVERSIONS, "link.no_versions",
		  "good: versioned: kernel tainted.\n" },
		{ MODULE_INIT_IGNORE_VERMAGIC, "identify.vermagic_missing",
		  "good: bad vermagic: kernel tainted.\n" },
	};

	for (u32 i = 0; i < 2 * ARRAY_SIZE(flags); i++) {
		struct load l = { .args = "", .name = "file" };
		const char *stage;
		struct object o;
		int err;

		use_symbol(&o, "versioned", one_version);
		object_build(&o);
		l.file = o.image;
		l.size = o.size;
		l.flags = flags[i / 2].flag;
		module_force_load = i % 2;
		log_clear();
		err = dry_run(&l, &unanswered, &stage);
		assert_int_equal(err, module_force_load ? 0 : -ENOEXEC);
		if (err)
			assert_string_equal(l.refusal.rule, flags[i / 2].rule);
		else
			assert_string_equal(log_text(), flags[i / 2].line);
		assert_int_equal(l.taints >> TAINT_FORCED_MODULE & 1, !err);
		load_release(&l);
		free(o.image);
	}
	module_force_load = false;
}

/* The extended form holds names of any length, and wins over the other. */
static void compares_extended_versions(void **state)
{
	static const char names[] = "another\0versioned";
	static const u32 right[] = { 7, 1 }, wrong[] = { 7, 2 };

	for (u32 i = 0; i < 2; i++) {
		struct object o;

		use_symbol(&o, "versioned", one_version);
		object_section(&o, "__version_ext_crcs", SHT_PROGBITS,
			       SHF_ALLOC, i ? wrong : right, 8);
		object_section(&o, "__version_ext_names", SHT_PROGBITS,
			       SHF_ALLOC, names, sizeof(names));
		object_build(&o);
		if (i)
			expect_refusal_of(&o, &unanswered, -EINVAL, "link.crc");
		else
			expect_loadable_of(&o, &unanswered);
		free(o.image);
	}
}

static void asks_for_namespaces(void **state)
{
	static const char imports[] =
		"import_ns=OTHER\0import_ns=SPACE\0license=GPL\0vermagic=" VERMAGIC_STRING;
	struct object o;

	use_symbol(&o, "spaced", NULL);
	object_build(&o);
	expect_refusal_of(&o, &unanswered, -EINVAL, "link.namespace");
	assert_non_null(
		strstr(log_text(),
		       "good: module uses symbol (spaced) from namespace SPACE, but does not import it.\n"));
	free(o.image);

	use_symbol(&o, "spaced", NULL);
	set_info(&o, imports, sizeof(imports));
	object_build(&o);
	expect_loadable_of(&o, &unanswered);
	free(o.image);

	use_symbol(&o, "named", NULL);
	object_build(&o);
	expect_refusal_of(&o, &unanswered, -EINVAL, "link.namespace");
	free(o.image);

	use_symbol(&o, "globbed", NULL);
	object_build(&o);
	expect_loadable_of(&o, &unanswered);
	free(o.image);
}

/* A variable that is set must be the module's, and writable. */
static void checks_where_parameters_write(void **state)
{
	static const struct {
		u32 symbol;
		bool fine;
	} values[] = { { Y_VALUE, true }, { Y_INIT, false }, { 0, false } };

	for (u32 i = 0; i < ARRAY_SIZE(values); i++) {
		struct object o;
		u32 s, ops;

		good(&o);
		ops = object_symbol(&o, "param_ops_int", SHN_UNDEF, 0,
				    STB_GLOBAL, 0);
		s = add_parameter(&o, Y_VALUE, ops);
		object_relocation(&o, s, PARAM_STRUCT_ARG, R_386_32,
				  values[i].symbol);
		object_build(&o);
		if (values[i].fine)
			expect_loadable_of(&o, &unanswered);
		else
			expect_refusal_of(&o, &unanswered, -ENOEXEC,
					  "seal.parameter_value");
		free(o.image);
	}
}

static void refuses_what_others_export(void **state)
{
	struct object o;

	good(&o);
	add_export(&o, "__ksymtab", 9);
	object_build(&o);
	expect_refusal(&o, -ENOEXEC, "seal.export_duplicate");
	assert_non_null(
		strstr(log_text(),
		       "good: exports duplicate symbol twice (owned by other_one)"));

	/* The module itself may be the one that the list names. */
	good(&o);
	strcpy((char *)this_module + MODULE_STRUCT_NAME, "other_one");
	add_export(&o, "__ksymtab", 9);
	object_build(&o);
	expect_loadable(&o, false);
}

/* No export has a name that long, so nobody need read all of it. */
static void bounds_names(void **state)
{
	char name[SYMBOL_NAME_MAX + 2];

	for (u32 length = SYMBOL_NAME_MAX; length <= SYMBOL_NAME_MAX + 1;
	     length++) {
		struct object o;
		struct outcome r;

		memset(name, 'x', length);
		name[length] = '\0';
		good(&o);
		object_symbol(&o, name, SHN_UNDEF, 0, STB_GLOBAL, 0);
		object_build(&o);
		run(&r, o.image, o.size, false, &answered);
		assert_int_equal(r.err, length > SYMBOL_NAME_MAX ? -ENOENT : 0);
		load_release(&r.load);
		free(o.image);
	}
}

/* ---- Memory that is not to be had */

static void survives_failing_allocations(void **state)
{
	struct object o;
	u32 nth = 0;
	int err;

	good(&o);
	add_export(&o, "__ksymtab", 9);
	add_versions(&o);
	object_section(&o, ".init.text", SHT_PROGBITS, TEXT, text, 16);
	object_build(&o);
	do {
		struct outcome r;

		alloc_fail_nth = ++nth;
		run(&r, o.image, o.size, false, &answered);
		err = r.err;
		assert_true(!err || err == -ENOMEM);
		if (err)
			assert_non_null(strstr(r.load.refusal.rule, "memory"));
		load_release(&r.load);
	} while (err);
	alloc_fail_nth = 0;
	assert_int_equal(nth, 8); /* seven allocations, each failed once */
	free(o.image);
}

static void ends_with_the_address_space(void **state)
{
	static const struct dry_run high = { .base = 0xfffff000,
					     .answers_all = true };
	struct object o;

	good(&o);
	object_build(&o);
	expect_refusal_of(&o, &high, -ENOMEM, "layout.memory");
	free(o.image);
}

/* ---- The rules themselves */

static void rules_are_in_order(void **state)
{
	for (u32 i = 1; rule_name(i); i++) {
		assert_true(strcmp(rule_name(i - 1), rule_name(i)) < 0);
		assert_true(*rule_expects(rule_name(i)));
		assert_true(*rule_fix(rule_name(i)));
	}
	assert_null(rule_expects("no.such_rule"));
}

/* Runs last: every rule of the core that a host can break has answered. */
static void every_rule_has_fired(void **state)
{
	static const char *const stages[] = { "check.", "identify.", "layout.",
					      "link.",	"relocate.", "seal." };
	/* These need other modules that come and go, or an MMU. */
	static const char *const kernel_only[] = { "link.exporter_busy",
						   "link.exporter_going",
						   "link.proprietary",
						   "link.version_range" };

	for (u32 i = 0; rule_name(i); i++) {
		const char *rule = rule_name(i);
		bool wanted = false, found = false;

		for (u32 s = 0; s < ARRAY_SIZE(stages); s++)
			wanted |= !strncmp(rule, stages[s], strlen(stages[s]));
		for (u32 k = 0; k < ARRAY_SIZE(kernel_only); k++)
			wanted &= strcmp(rule, kernel_only[k]) != 0;
		for (u32 f = 0; f < fired_count; f++)
			found |= !strcmp(rule, fired[f]);
		if (wanted && !found)
			print_error("%s has not fired\n", rule);
		assert_true(found || !wanted);
	}
}

static void measures_edits(void **state)
{
	assert_int_equal(edit_distance("printk", "printk", 3), 0);
	assert_int_equal(edit_distance("prink", "printk", 3), 1);
	assert_int_equal(edit_distance("kitten", "sitting", 3), 3);
	assert_int_equal(edit_distance("", "abc", 3), 3);
	assert_int_equal(edit_distance("abcdef", "uvwxyz", 3), 4);
	assert_int_equal(edit_distance("a", "abcdefgh", 3), 4);
}

/* What comes from a file cannot write control characters to the log. */
static void escapes_what_is_not_printable(void **state)
{
	struct object o;

	good(&o);
	object_symbol(&o, "evil\033[31m\n", SHN_UNDEF, 0, STB_GLOBAL, 0);
	object_build(&o);
	expect_refusal_of(&o, &unanswered, -ENOENT, "link.unknown_symbol");
	assert_null(strchr(log_text(), '\033'));
	assert_non_null(strstr(log_text(), "evil\\x1b[31m\\x0a"));
	free(o.image);
}

static int forget_log(void **state)
{
	log_free();
	return 0;
}

#define TEST cmocka_unit_test
#define TEST_LINKED(test) \
	cmocka_unit_test_setup_teardown(test, with_symvers, without_symvers)

static const struct CMUnitTest tests[] = {
	TEST(loads_a_good_module),
	TEST(keeps_the_symbols_of_what_is_loaded),
	TEST(takes_unaligned_files),
	TEST(ignores_fields_without_meaning),
	TEST(places_sections_by_flags_and_name),
	TEST(gives_each_part_its_own_pages),
	TEST(aligns_up_to_the_limit),
	TEST(fills_bss_and_gaps_with_zeros),
	TEST(relocates_at_the_edges),
	TEST(leaves_unloaded_sections_alone),
	TEST(links_weak_and_special_symbols),
	TEST(brings_taints),
	TEST(knows_the_licences),
	TEST(compares_vermagic_by_words),
	TEST(takes_foreign_objects),
	TEST(names_foreign_modules),
	TEST(survives_each_breakage_as_foreign),
	TEST(survives_every_cut),
	TEST(null_sections_are_not_read),
	TEST(empty_parts_have_no_memory),
	TEST_LINKED(links_with_exports),
	TEST_LINKED(reports_every_missing_symbol),
	TEST_LINKED(guards_gpl_only_exports),
	TEST_LINKED(checks_where_parameters_write),
	TEST_LINKED(compares_versions_of_imports),
	TEST_LINKED(ignores_only_where_forcing_is_allowed),
	TEST_LINKED(compares_extended_versions),
	TEST_LINKED(asks_for_namespaces),
	TEST_LINKED(refuses_what_others_export),
	TEST(bounds_names),
	TEST(survives_failing_allocations),
	TEST(ends_with_the_address_space),
	TEST(escapes_what_is_not_printable),
	TEST(measures_edits),
	TEST(rules_are_in_order),
};

static const struct CMUnitTest last = TEST(every_rule_has_fired);

/* Writes every breakage as a file, for the fuzzer to begin with. */
static int write_seeds(const char *folder)
{
	bool good = true;

	for (u32 i = 0; i < ARRAY_SIZE(breakages) && good; i++) {
		struct object o;
		char path[4096];
		FILE *f;

		break_it(&o, &breakages[i]);
		snprintf(path, sizeof(path), "%s/%s", folder,
			 strchr(breakages[i].name, ' ') + 1);
		f = fopen(path, "wb");
		good = f && fwrite(o.image, 1, o.size, f) == o.size;
		good = f && !fclose(f) && good;
		if (!good)
			perror(path);
		free(o.image);
	}
	return good ? 0 : 1;
}

/* The breakages, the tests, and what looks back at both. */
int main(int argc, char **argv)
{
	struct CMUnitTest all[ARRAY_SIZE(breakages) + ARRAY_SIZE(tests) + 1];
	u32 n = 0;

	if (argc == 3 && !strcmp(argv[1], "--seeds"))
		return write_seeds(argv[2]);
	for (u32 i = 0; i < ARRAY_SIZE(breakages); i++)
		all[n++] = (struct CMUnitTest){
			.name = breakages[i].name,
			.test_func = refuses,
			.initial_state = (void *)&breakages[i],
		};
	memcpy(all + n, tests, sizeof(tests));
	all[n + ARRAY_SIZE(tests)] = last;
	return cmocka_run_group_tests_name("core", all, NULL, forget_log);
}
