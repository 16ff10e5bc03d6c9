/* SPDX-License-Identifier: MIT */
/*
 * Plans: records what a dry run does, by the loader's own watch functions,
 * prints it for people, and writes the relocated image.
 */
#include <errno.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <stdlib.h>

#include "plan.h"

/* Room for one more of @size bytes in an array, or NULL. */
static void *append(void **array, size_t *count, size_t *room, size_t size)
{
	if (*count == *room) {
		size_t larger = *room ? *room * 2 : 256;
		void *p = realloc(*array, larger * size);

		if (!p)
			return NULL;
		*array = p;
		*room = larger;
	}
	return (char *)*array + size * (*count)++;
}

static void note_symbol(struct load *l, u32 index, const struct export *from)
{
	struct plan *p = l->watch_arg;
	struct plan_symbol *s = append((void **)&p->symbols, &p->symbol_count,
				       &p->symbol_room, sizeof(*s));

	if (s)
		*s = (struct plan_symbol){ index, *from };
	else
		p->out_of_memory = true;
}

static void note_relocation(struct load *l, u32 section, const Elf32_Rel *rel,
			    u32 s, u32 a, u32 place, u32 before, u32 after)
{
	struct plan *p = l->watch_arg;
	struct plan_relocation *r = append((void **)&p->relocations,
					   &p->relocation_count,
					   &p->relocation_room, sizeof(*r));

	if (r)
		*r = (struct plan_relocation){ section, *rel,	s,    a,
					       place,	before, after };
	else
		p->out_of_memory = true;
}

const struct load_watch plan_watch = { .symbol = note_symbol };
const struct load_watch plan_watch_verbose = {
	.symbol = note_symbol,
	.relocation = note_relocation,
};

void plan_free(struct plan *p)
{
	free(p->symbols);
	free(p->relocations);
}

/* ---- What both ways of printing ask */

const char *plan_region(enum mod_mem_type type)
{
	static const char *const names[] = {
		[MOD_TEXT] = "text",
		[MOD_DATA] = "data",
		[MOD_RODATA] = "rodata",
		[MOD_RO_AFTER_INIT] = "ro_after_init",
		[MOD_INIT_TEXT] = "init.text",
		[MOD_INIT_DATA] = "init.data",
		[MOD_INIT_RODATA] = "init.rodata",
	};

	return names[type];
}

enum mod_mem_type plan_region_at(u32 i)
{
	static const enum mod_mem_type order[] = {
		MOD_TEXT,      MOD_RODATA,	MOD_RO_AFTER_INIT, MOD_DATA,
		MOD_INIT_TEXT, MOD_INIT_RODATA, MOD_INIT_DATA,
	};

	return order[i];
}

const char *plan_type(u32 type)
{
	return type == R_386_32	  ? "R_386_32" :
	       type == R_386_PC32 ? "R_386_PC32" :
				    "R_386_PLT32";
}

const char *plan_taints(unsigned long taints)
{
	static const struct {
		unsigned int bit;
		char letter;
	} known[] = {
		{ TAINT_PROPRIETARY_MODULE, 'P' },
		{ TAINT_CRAP, 'C' },
		{ TAINT_OOT_MODULE, 'O' },
		{ TAINT_TEST, 'N' },
	};
	static char letters[ARRAY_SIZE(known) + 1];
	u32 n = 0;

	for (u32 i = 0; i < ARRAY_SIZE(known); i++)
		if (taints >> known[i].bit & 1)
			letters[n++] = known[i].letter;
	letters[n] = '\0';
	return n ? letters : "none";
}

const char *plan_symbol_name(const struct load *l, u32 index)
{
	const elf_sym *sym = &l->symbols[index];

	if (ELF32_ST_TYPE(sym->st_info) == STT_SECTION &&
	    sym->st_shndx < l->section_count)
		return l->sections[sym->st_shndx].name;
	return symbol_name(l, index);
}

u32 plan_image(const struct load *l, u32 *address)
{
	u32 end = 0;

	*address = 0;
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++) {
		const struct load_memory *m = &l->mem[plan_region_at(i)];

		if (!m->size)
			continue;
		if (!end)
			*address = m->address;
		end = m->address + m->size;
	}
	return end - *address;
}

const struct export *plan_provider(const struct plan *p, u32 index,
				   size_t *next)
{
	while (*next < p->symbol_count && p->symbols[*next].index < index)
		++*next;
	return *next < p->symbol_count && p->symbols[*next].index == index ?
		       &p->symbols[*next].from :
		       NULL;
}

/* ---- The image */

static bool write_zeros(FILE *f, u32 bytes)
{
	static const u8 zeros[4096];

	while (bytes) {
		u32 n = min(bytes, (u32)sizeof(zeros));

		if (fwrite(zeros, 1, n, f) != n)
			return false;
		bytes -= n;
	}
	return true;
}

const char *plan_dump(const struct load *l, const char *path)
{
	FILE *f = fopen(path, "wb");
	const char *why = NULL;
	u32 at;

	if (!f)
		return strerror(errno);
	plan_image(l, &at);
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES && !why; i++) {
		const struct load_memory *m = &l->mem[plan_region_at(i)];

		if (!m->size)
			continue;
		if (!write_zeros(f, m->address - at) ||
		    fwrite(m->copy, 1, m->size, f) != m->size)
			why = strerror(errno);
		at = m->address + m->size;
	}
	if (fclose(f) && !why)
		why = strerror(errno);
	return why;
}

/* ---- For people */

/* Names come from the file: nothing of them may steer a terminal. */
static void print_name(const char *name)
{
	for (; *name; name++)
		if ((u8)*name < ' ' || *name == 0x7f)
			printf("\\x%02x", (u8)*name);
		else
			putchar(*name);
}

static void print_regions(const struct load *l)
{
	printf("  region         address           size\n");
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++) {
		const struct load_memory *m = &l->mem[plan_region_at(i)];

		if (m->size)
			printf("  %-13s  0x%08x  %10u\n",
			       plan_region(plan_region_at(i)), m->address,
			       m->size);
	}
}

static void print_sections(const struct plan *p)
{
	const struct load *l = p->load;

	printf("  section  offset      size        region         address     name\n");
	for (u32 i = 1; i < l->section_count; i++) {
		const struct section *s = &l->sections[i];
		bool loaded = s->mem != MOD_MEM_NUM_TYPES;

		if (!loaded && !p->verbose)
			continue;
		printf("  [%5u]  0x%08x  0x%08x  ", i, s->hdr.sh_offset,
		       s->hdr.sh_size);
		if (loaded)
			printf("%-13s  0x%08x  ", plan_region(s->mem),
			       s->address);
		else
			printf("%-13s  %-10s  ", "not loaded", "-");
		print_name(s->name);
		putchar('\n');
	}
}

static void print_undefined(const struct plan *p)
{
	const struct load *l = p->load;
	bool any = false;
	size_t next = 0;

	for (u32 i = 1; i < l->symbol_count; i++) {
		const struct export *from;

		if (l->symbols[i].st_shndx != SHN_UNDEF)
			continue;
		if (!any)
			printf("  undefined   provider                  name\n");
		any = true;
		from = plan_provider(p, i, &next);
		printf("  0x%08x  %-24s  ", l->values[i],
		       from ? export_owner(from) : "nobody: it is weak");
		print_name(symbol_name(l, i));
		printf("%s\n", from && from->gpl_only ? " (GPL)" : "");
	}
}

static void print_relocations(const struct plan *p)
{
	const struct load *l = p->load;

	if (p->relocation_count)
		printf("  relocation\n");
	for (size_t i = 0; i < p->relocation_count; i++) {
		const struct plan_relocation *r = &p->relocations[i];

		printf("  %-11s ", plan_type(ELF32_R_TYPE(r->rel.r_info)));
		print_name(l->sections[r->section].name);
		printf("+0x%x to ", r->rel.r_offset);
		print_name(plan_symbol_name(l, ELF32_R_SYM(r->rel.r_info)));
		printf("\n    S=%08x A=%08x P=%08x  bytes %08x -> %08x\n", r->s,
		       r->a, r->p, __builtin_bswap32(r->before),
		       __builtin_bswap32(r->after));
	}
}

static void print_refusal(const struct plan *p)
{
	const struct refusal *r = &p->load->refusal;
	const char *line = log_text();

	print_name(p->file);
	printf(": refused by rule %s (%s) in stage %s\n", r->rule,
	       errno_name(r->err), p->stage);
	if (p->quiet)
		return;
	while (*line) {
		size_t length = strcspn(line, "\n");

		printf("  %.*s\n", (int)length, line);
		line += length + (line[length] == '\n');
	}
	if (!strcmp(r->rule, "link.unknown_symbol"))
		printf("  modplan knows the exports in --symvers FILE; --undefined ADDR answers all\n");
}

void plan_print_text(const struct plan *p)
{
	const struct load *l = p->load;
	u32 address, bytes;

	if (p->err) {
		print_refusal(p);
		return;
	}
	print_name(p->file);
	printf(": loadable\n");
	if (p->quiet)
		return;
	bytes = plan_image(l, &address);
	printf("  name ");
	print_name(l->name);
	printf(", licence \"");
	print_name(l->license);
	printf("\", taints %s\n  0x%x bytes at 0x%08x\n",
	       plan_taints(l->taints), bytes, address);
	print_regions(l);
	print_sections(p);
	print_undefined(p);
	print_relocations(p);
}
