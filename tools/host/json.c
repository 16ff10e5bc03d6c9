/* SPDX-License-Identifier: MIT */
/*
 * Plans as data: one JSON object a file, each on a line of its own. Numbers
 * are bytes and addresses. Every object has `file` and `verdict`:
 *
 *   loadable    name license taints ("PO", or "")
 *               image {address size}: what --dump writes
 *               regions [{address size name}]
 *               sections [{index name type flags offset size alignment region
 *                          address}]; region and address null: not loaded
 *               undefined [{index name value provider gpl_only weak}];
 *                          provider null: nobody, value 0
 *               relocations [{section offset type symbol s a p before after}],
 *                          with -v; before and after are hexadecimal bytes
 *   refused     stage rule errno expected found fix, log [lines]
 *   unreadable  error
 */
#include <linux/kernel.h>

#include "plan.h"

/* Bytes of the UTF-8 character at @s, or 0: it is none. */
static u32 utf8_length(const u8 *s)
{
	u32 n = s[0] < 0x80		    ? 1 :
		s[0] >= 0xc2 && s[0] < 0xe0 ? 2 :
		s[0] >= 0xe0 && s[0] < 0xf0 ? 3 :
		s[0] >= 0xf0 && s[0] < 0xf5 ? 4 :
					      0;

	for (u32 i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	/* Longer forms than needed, surrogates, and beyond the last plane. */
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return n;
}

/* What is not UTF-8 becomes U+FFFD, the character that replaces. */
static void string_of(const char *text, size_t length)
{
	const u8 *p = (const u8 *)text, *end = p + length;

	putchar('"');
	while (p < end) {
		u32 n = utf8_length(p);

		if (!n) {
			printf("\\ufffd");
			n = 1;
		} else if (*p < ' ' || *p == 0x7f) {
			printf("\\u%04x", *p);
		} else {
			if (*p == '"' || *p == '\\')
				putchar('\\');
			fwrite(p, 1, n, stdout);
		}
		p += n;
	}
	putchar('"');
}

static void key(const char *name)
{
	printf(", \"%s\": ", name);
}

static void text(const char *name, const char *value)
{
	key(name);
	string_of(value, strlen(value));
}

static void number(const char *name, u32 value)
{
	key(name);
	printf("%u", value);
}

/* The bytes in the order in which they lie in memory. */
static void bytes(const char *name, u32 value)
{
	key(name);
	printf("\"%08x\"", __builtin_bswap32(value));
}

static void begin(const char *name, const char **separator)
{
	key(name);
	putchar('[');
	*separator = "";
}

/* Each element is an object that begins with a number. */
static void element(const char **separator, const char *name, u32 value)
{
	printf("%s{\"%s\": %u", *separator, name, value);
	*separator = ", ";
}

static void regions(const struct load *l)
{
	const char *separator;

	begin("regions", &separator);
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++) {
		const struct load_memory *m = &l->mem[plan_region_at(i)];

		if (!m->size)
			continue;
		element(&separator, "address", m->address);
		number("size", m->size);
		text("name", plan_region(plan_region_at(i)));
		putchar('}');
	}
	putchar(']');
}

static void sections(const struct load *l)
{
	const char *separator;

	begin("sections", &separator);
	for (u32 i = 1; i < l->section_count; i++) {
		const struct section *s = &l->sections[i];

		element(&separator, "index", i);
		text("name", s->name);
		number("type", s->hdr.sh_type);
		number("flags", s->hdr.sh_flags);
		number("offset", s->hdr.sh_offset);
		number("size", s->hdr.sh_size);
		number("alignment", s->hdr.sh_addralign);
		if (s->mem != MOD_MEM_NUM_TYPES) {
			text("region", plan_region(s->mem));
			number("address", s->address);
		} else {
			key("region");
			printf("null");
			key("address");
			printf("null");
		}
		putchar('}');
	}
	putchar(']');
}

static void undefined(const struct plan *p)
{
	const struct load *l = p->load;
	const char *separator;
	size_t next = 0;

	begin("undefined", &separator);
	for (u32 i = 1; i < l->symbol_count; i++) {
		const struct export *from;

		if (l->symbols[i].st_shndx != SHN_UNDEF)
			continue;
		from = plan_provider(p, i, &next);
		element(&separator, "index", i);
		text("name", symbol_name(l, i));
		number("value", l->values[i]);
		key("provider");
		if (from)
			string_of(export_owner(from),
				  strlen(export_owner(from)));
		else
			printf("null");
		key("gpl_only");
		printf(from && from->gpl_only ? "true" : "false");
		key("weak");
		printf(ELF32_ST_BIND(l->symbols[i].st_info) == STB_WEAK ?
			       "true}" :
			       "false}");
	}
	putchar(']');
}

static void relocations(const struct plan *p)
{
	const struct load *l = p->load;
	const char *separator;

	begin("relocations", &separator);
	for (size_t i = 0; i < p->relocation_count; i++) {
		const struct plan_relocation *r = &p->relocations[i];

		element(&separator, "section", r->section);
		number("offset", r->rel.r_offset);
		text("type", plan_type(ELF32_R_TYPE(r->rel.r_info)));
		text("symbol", plan_symbol_name(l, ELF32_R_SYM(r->rel.r_info)));
		number("s", r->s);
		number("a", r->a);
		number("p", r->p);
		bytes("before", r->before);
		bytes("after", r->after);
		putchar('}');
	}
	putchar(']');
}

static void refusal(const struct plan *p)
{
	const struct refusal *r = &p->load->refusal;
	const char *line = log_text(), *separator;

	text("stage", p->stage);
	text("rule", r->rule);
	text("errno", errno_name(r->err));
	text("expected", rule_expects(r->rule) ?: "");
	text("found", r->found);
	text("fix", rule_fix(r->rule) ?: "");
	if (p->quiet)
		return;
	begin("log", &separator);
	while (*line) {
		size_t length = strcspn(line, "\n");

		fputs(separator, stdout);
		separator = ", ";
		string_of(line, length);
		line += length + (line[length] == '\n');
	}
	putchar(']');
}

static void loadable(const struct plan *p)
{
	const struct load *l = p->load;
	u32 address, size = plan_image(l, &address);

	text("name", l->name);
	text("license", l->license);
	text("taints", l->taints ? plan_taints(l->taints) : "");
	key("image");
	printf("{\"address\": %u", address);
	number("size", size);
	putchar('}');
	regions(l);
	sections(l);
	undefined(p);
	if (p->verbose)
		relocations(p);
}

static void begin_file(const char *file, const char *verdict)
{
	printf("{\"file\": ");
	string_of(file, strlen(file));
	text("verdict", verdict);
}

void plan_print_json(const struct plan *p)
{
	begin_file(p->file, p->err ? "refused" : "loadable");
	if (p->err)
		refusal(p);
	else if (!p->quiet)
		loadable(p);
	printf("}\n");
}

void plan_print_unreadable(const char *file, const char *why)
{
	begin_file(file, "unreadable");
	text("error", why);
	printf("}\n");
}
