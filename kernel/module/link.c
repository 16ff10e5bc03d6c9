/* SPDX-License-Identifier: MIT */
/*
 * Stage link: who answers it? Gives each symbol of the module its final
 * value; an undefined one is answered by an export of the kernel or of
 * another module, on which a reference is taken. Every symbol that cannot be
 * answered is reported, not just the first.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/panic.h>
#include <linux/slab.h>
#include <linux/symhash.h>

#include "../lib/version_range.h"
#include "../module.h"

/* What all modules count on: the layouts that loading itself relies on. */
void module_layout(struct module *mod, struct modversion_info *ver,
		   struct kernel_param *kp, struct kernel_symbol *ks);
void module_layout(struct module *mod, struct modversion_info *ver,
		   struct kernel_param *kp, struct kernel_symbol *ks)
{
}
EXPORT_SYMBOL(module_layout);

/* A hint compares a name with every export; more of them help nobody. */
#define HINTS_MAX 16

/* Precondition: check_file() has passed it. In the extended form or not. */
static u32 count_versions(const struct load *l)
{
	if (l->version_crcs)
		return l->sections[l->version_crcs].hdr.sh_size / sizeof(u32);
	if (l->versions)
		return l->sections[l->versions].hdr.sh_size / MODVERSION_SIZE;
	return 0;
}

static void read_versions(struct load *l, u32 count)
{
	const u8 *basic = section_bytes(l, l->versions);
	const u8 *crcs = section_bytes(l, l->version_crcs);
	const char *name = section_bytes(l, l->version_names);

	for (u32 i = 0; i < count; i++) {
		struct version *v = &l->version_index[i];

		if (l->version_crcs) {
			v->name = name;
			v->crc = read_word(crcs + i * sizeof(u32));
			name += strlen(name) + 1;
		} else {
			v->crc = read_word(basic + i * MODVERSION_SIZE);
			v->name = (const char *)basic + i * MODVERSION_SIZE +
				  MODVERSION_NAME;
		}
		v->hash = symbol_hash(v->name);
	}
}

/* One look-up an import, however many versions there are. */
static int index_versions(struct load *l)
{
	u32 count = count_versions(l), buckets = 1;

	if (!count)
		return 0;
	while (buckets < count)
		buckets *= 2;
	l->version_index =
		kcalloc(buckets, sizeof(*l->version_index), GFP_KERNEL);
	if (!l->version_index)
		return refuse(l, -ENOMEM, "link.memory",
			      "no room for an index of %u versions", count);
	l->version_buckets = buckets;
	read_versions(l, count);
	/* Of two entries for one name the first counts. */
	for (u32 i = count; i--;) {
		struct version *v = &l->version_index[i];
		u32 *head = &l->version_index[v->hash & (buckets - 1)].head;

		v->next = *head;
		*head = i + 1;
	}
	return 0;
}

static const struct version *find_version(const struct load *l,
					  const char *name, u32 hash)
{
	u32 i = l->version_index[hash & (l->version_buckets - 1)].head;

	for (; i; i = l->version_index[i - 1].next)
		if (l->version_index[i - 1].hash == hash &&
		    !strcmp(l->version_index[i - 1].name, name))
			return &l->version_index[i - 1];
	return NULL;
}

/* Whether the module was built against export @e. 0, or the errno in @err. */
static int check_version(struct load *l, const struct export *e, u32 hash,
			 int err)
{
	const struct version *v;

	if (!e->crc || l->foreign)
		return 0;
	if (!l->version_index)
		return load_force(l, e->name) ?
			       refuse(l, -ENOEXEC, "link.no_versions",
				      "%s of %s has version 0x%08x, the module tells none",
				      e->name, export_owner(e), e->crc) :
			       0;
	v = find_version(l, e->name, hash);
	if (!v) {
		if (!l->missed_version)
			load_warn(l, "%s: no symbol version for %s", l->name,
				  e->name);
		l->missed_version = true;
		return 0;
	}
	if (v->crc == e->crc)
		return 0;
	load_warn(l, "%s: disagrees about version of symbol %s", l->name,
		  e->name);
	return refuse(l, err, "link.crc",
		      "%s: the module was built against version 0x%08x, %s exports 0x%08x",
		      e->name, v->crc, export_owner(e), e->crc);
}

/* Before anything in the module is read by a layout that may be another's. */
int link_layout(struct load *l)
{
	static const char name[] = "module_layout";
	u32 hash = symbol_hash(name);
	struct export e;
	int err = index_versions(l);

	if (err || !export_find(name, hash, &e))
		return err;
	return check_version(l, &e, hash, -ENOEXEC);
}

/* Whether @name fits one of @list, "a,b-*"; `_` is as good as `-`. */
static bool name_fits(const char *name, const char *list)
{
	for (;; list++) {
		size_t length = strcspn(list, ","), i = 0;
		bool glob = length && list[length - 1] == '*';

		while (i < length - glob && name[i] &&
		       (name[i] == list[i] ||
			(name[i] == '_' && list[i] == '-')))
			i++;
		if (i == length - glob && (glob || !name[i]))
			return true;
		list += length;
		if (!*list)
			return false;
	}
}

static bool imports_namespace(const struct load *l, const char *namespace)
{
	const char *import = NULL;

	if (!strncmp(namespace, "module:", 7))
		return name_fits(l->name, namespace + 7);
	while ((import = modinfo(l, "import_ns", import)))
		if (!strcmp(import, namespace))
			return true;
	return false;
}

static int check_namespace(struct load *l, const struct export *e)
{
	if (l->foreign || !*e->namespace || imports_namespace(l, e->namespace))
		return 0;
	load_err(l,
		 "%s: module uses symbol (%s) from namespace %s, but does not import it.",
		 l->name, e->name, e->namespace);
	return refuse(l, -EINVAL, "link.namespace",
		      "%s is exported by %s in namespace %s", e->name,
		      export_owner(e), e->namespace);
}

static int refuse_missing(struct load *l, const char *name)
{
	char hint[160] = "";

	load_err(l, "%s: Unknown symbol %.*s (err %d)", l->name,
		 SYMBOL_NAME_MAX, name, -ENOENT);
	if (l->hints++ < HINTS_MAX)
		export_hint(name, hint, sizeof(hint));
	return refuse(l, -ENOENT, "link.unknown_symbol",
		      "no export is called %.*s%s", SYMBOL_NAME_MAX, name,
		      hint);
}

static bool is_proprietary(unsigned long taints)
{
	return taints >> TAINT_PROPRIETARY_MODULE & 1;
}

/* Who uses a proprietary module's symbols is proprietary from then on. */
static int inherit_taint(struct load *l, const char *name,
			 const struct export *e)
{
	if (!e->owner || !is_proprietary(e->owner->taints))
		return 0;
	if (l->using_gplonly_symbols) {
		load_err(l,
			 "%s: module using GPL-only symbols uses symbols %s from proprietary module %s.",
			 l->name, name, export_owner(e));
		return refuse(l, -ENOENT, "link.proprietary",
			      "%s is exported by %s, which is proprietary",
			      name, export_owner(e));
	}
	if (!is_proprietary(l->taints))
		load_warn(l,
			  "%s: module uses symbols %s from proprietary module %s, inheriting taint.",
			  l->name, name, export_owner(e));
	l->taints |= 1ul << TAINT_PROPRIETARY_MODULE;
	return 0;
}

static int refuse_gpl_only(struct load *l, const char *name,
			   const struct export *e)
{
	if (l->gpl_compatible)
		return refuse(l, -ENOENT, "link.proprietary",
			      "%s is exported GPL-only by %s; other symbols are a proprietary module's",
			      name, export_owner(e));
	return refuse(l, -ENOENT, "link.gpl_only",
		      "%s: symbol exists, exported GPL-only by %s; this module's licence is \"%s\"",
		      name, export_owner(e), l->license);
}

/* Precondition: @e answers to @name. May this module have it? */
static int may_use(struct load *l, const char *name, const struct export *e,
		   u32 hash)
{
	int err;

	if (e->gpl_only && is_proprietary(l->taints))
		return refuse_gpl_only(l, name, e);
	l->using_gplonly_symbols |= e->gpl_only;
	err = inherit_taint(l, name, e);
	if (!err)
		err = check_version(l, e, hash, -EINVAL);
	if (!err)
		err = check_namespace(l, e);
	return err;
}

/* Whether nobody minds that symbol @index has no answer. */
static bool is_optional(const struct load *l, u32 index)
{
	return ELF32_ST_BIND(l->symbols[index].st_info) == STB_WEAK ||
	       !strcmp(symbol_name(l, index), "_GLOBAL_OFFSET_TABLE_");
}

/* Whether @e is not for this module: as if it were not exported. */
static bool is_hidden(const struct load *l, const struct export *e)
{
	return (e->gpl_only && is_proprietary(l->taints)) ||
	       (e->owner && is_proprietary(e->owner->taints) &&
		(e->gpl_only || l->using_gplonly_symbols));
}

/*
 * What is exported by a module may be gone, with its name, after a wait:
 * -EAGAIN then, and the symbol is to be looked up again.
 */
static int use_owner(struct load *l, const char *name, const struct export *e)
{
	char owner[MODULE_NAME_LEN];
	int err;

	if (!e->owner)
		return 0;
	memcpy(owner, e->owner->name, sizeof(owner));
	err = load_use(l, e->owner);
	switch (err) {
	case 0:
	case -EAGAIN:
		return err;
	case -ENOMEM:
		return refuse(l, err, "link.memory",
			      "no room to note that it uses %s", owner);
	case -EBUSY:
		load_warn(l, "%s: gave up waiting for init of module %s.",
			  l->name, owner);
		return refuse(l, err, "link.exporter_busy",
			      "%s, which exports %s, has not ended its init",
			      owner, name);
	default:
		return refuse(l, err, "link.exporter_going",
			      "%s, which exports %s, is being unloaded", owner,
			      name);
	}
}

static int resolve(struct load *l, u32 index)
{
	const char *name = symbol_name(l, index);
	bool optional = is_optional(l, index);
	u32 hash = symbol_hash(name);
	struct export e;
	int err;

	do {
		if (strnlen(name, SYMBOL_NAME_MAX + 1) > SYMBOL_NAME_MAX ||
		    !export_find(name, hash, &e))
			return optional ? 0 : refuse_missing(l, name);
		if (optional && is_hidden(l, &e))
			return 0;
		err = may_use(l, name, &e, hash);
		if (!err)
			err = use_owner(l, name, &e);
	} while (err == -EAGAIN);
	if (err) {
		load_err(l, "%s: Unknown symbol %s (err %d)", l->name, name,
			 err);
		return err;
	}
	l->values[index] = e.value;
	if (l->watch && l->watch->symbol)
		l->watch->symbol(l, index, &e);
	return 0;
}

static int refuse_common(struct load *l, u32 index)
{
	load_err(l, "%s: please compile with -fno-common", l->name);
	return refuse(l, -ENOEXEC, "link.common",
		      "symbol %u (%.*s) is a common block of %u bytes", index,
		      SYMBOL_NAME_MAX, symbol_name(l, index),
		      l->symbols[index].st_size);
}

static int refuse_section_index(struct load *l, u32 index)
{
	u32 section = l->symbols[index].st_shndx;
	const char *name = symbol_name(l, index);

	load_err(l, "%s: Symbol %.*s has an invalid section index %u (max %u)",
		 l->name, SYMBOL_NAME_MAX, name, section, l->section_count - 1);
	return refuse(l, -ENOEXEC, "link.section_index",
		      "symbol %u (%.*s): st_shndx is 0x%x, there are %u sections",
		      index, SYMBOL_NAME_MAX, name, section, l->section_count);
}

/* A symbol with a section index of its own kind, or of none. */
static int link_special(struct load *l, u32 index)
{
	const elf_sym *sym = &l->symbols[index];

	switch (sym->st_shndx) {
	case SHN_UNDEF:
		return resolve(l, index);
	case SHN_ABS:
		l->values[index] = sym->st_value;
		return 0;
	case SHN_COMMON:
		/* GCC marks slim LTO objects by a common symbol. */
		if (!strncmp(symbol_name(l, index), "__gnu_lto", 9))
			return 0;
		return refuse_common(l, index);
	default:
		return refuse_section_index(l, index);
	}
}

/* Precondition: it lies in a section that the file has. */
static u32 defined_value(const struct load *l, const elf_sym *sym)
{
	const struct section *s = &l->sections[sym->st_shndx];

	return s->mem == MOD_MEM_NUM_TYPES ? VALUE_NONE :
					     s->address + sym->st_value;
}

/* What the module says of the versions of those whose symbols it uses. */
static int check_version_ranges(struct load *l)
{
	const char *range = NULL;

	while ((range = modinfo(l, "version_range", range))) {
		char name[MODULE_NAME_LEN];
		size_t length = strcspn(range, ":");
		const struct module *mod;
		const char *version;
		bool preferred;

		if (length >= sizeof(name) || !range[length])
			continue;
		memcpy(name, range, length);
		name[length] = '\0';
		mod = find_module(name);
		if (!mod || !mod->version)
			continue;
		version = mod->version;
		if (version_in_range(range + length + 1, version, &preferred))
			return refuse(l, -ENOEXEC, "link.version_range",
				      "it states %s (least, preferred, most); %s is %s",
				      range, name, version);
	}
	return 0;
}

/* Of several errors the last is returned, as Linux has it. */
int link_symbols(struct load *l)
{
	int err = 0;

	l->values = kcalloc(l->symbol_count + 1, sizeof(u32), GFP_KERNEL);
	if (!l->values)
		return refuse(l, -ENOMEM, "link.memory",
			      "no room for the values of %u symbols",
			      l->symbol_count);
	for (u32 i = 1; i < l->symbol_count; i++) {
		const elf_sym *sym = &l->symbols[i];
		int this = 0;

		if (section_of(l, sym))
			l->values[i] = defined_value(l, sym);
		else
			this = link_special(l, i);
		if (this)
			err = this;
	}
	return err ? err : check_version_ranges(l);
}
